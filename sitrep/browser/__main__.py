"""The command that makes the browser edition: `python -m sitrep.browser -o sitrep.html`."""

import argparse
import sys
from pathlib import Path

from sitrep.browser.building import PYODIDE, build
from sitrep.errors import SitrepError
from sitrep.files import write_whole


def main() -> int:
    """Make the file that the arguments name; returns the exit code."""
    parser = argparse.ArgumentParser("python -m sitrep.browser", description="Make sitrep as one HTML file.")
    parser.add_argument("-o", "--output", metavar="OUT", type=Path, required=True, help="where to write it")
    parser.add_argument(
        "--pyodide",
        metavar="FOLDER",
        type=Path,
        help=f"the npm package {PYODIDE} unpacked, instead of asking npm for it",
    )
    parser.add_argument(
        "--wheels", metavar="FOLDER", type=Path, help="the wheels of requirements.txt, instead of asking pip for them"
    )
    given = parser.parse_args()
    try:
        content = build(given.pyodide, given.wheels)
        write_whole(given.output, [content])
    except (SitrepError, OSError) as error:
        sys.stderr.write(f"{given.output}: {getattr(error, 'strerror', None) or error}\n")
        return 1
    sys.stdout.write(f"{given.output}: {len(content) / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
