"""The command line of the program `sitrep` (extra `[cli]`)."""

import sys
from importlib import import_module
from types import ModuleType

from sitrep.errors import MissingExtraError
from sitrep.plugins import EntryPointError

_EXTRA = ("click", "rich")


def main() -> int:
    """Run the command line of this process; returns its exit code.

    0 is fine, 1 says that the input is at fault, 2 that the call is, or the installation.
    """
    try:
        code: int = _commands().run()
    except (MissingExtraError, EntryPointError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        return 130
    return code


def _commands() -> ModuleType:
    try:
        return import_module("sitrep.cli.commands")
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        raise MissingExtraError("cli", error.name) from None
