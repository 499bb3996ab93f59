"""`python -m sitrep.cli`, the same as `sitrep`."""

import sys

from sitrep.cli import main

if __name__ == "__main__":
    sys.exit(main())
