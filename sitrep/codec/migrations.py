"""Older versions of the JSON form, lifted step by step to the present one."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sitrep.errors import Fault, FaultCode, InvalidError
from sitrep.report import FORMAT

Step = Callable[[dict[str, Any]], dict[str, Any]]

STEPS: Mapping[str, Step] = {}
"""For each former format the step to the next: it gets a document, and returns one that names its new format."""

_FORMAT = re.compile(r"sitrep/([0-9]{1,9})")


def migrate(document: dict[str, Any], steps: Mapping[str, Step] = STEPS) -> dict[str, Any]:
    """The document in the present format. Raises `InvalidError` where no steps lead to it."""
    passed = set()
    while (found := document.get("format")) != FORMAT:
        step = steps.get(found) if isinstance(found, str) and found not in passed else None
        if step is None:
            raise InvalidError([_unreadable(document)])
        passed.add(found)
        document = step(document)
    return document


def _unreadable(document: dict[str, Any]) -> Fault:
    found = document.get("format")
    version = _FORMAT.fullmatch(found) if isinstance(found, str) else None
    newer = version and int(version[1]) > int(FORMAT.partition("/")[2])
    hint = "A newer version of humanitarian-sitrep wrote it." if newer else ""
    if "format" not in document:
        return Fault(None, repr(FORMAT), ("format",), absent=True)
    return Fault(found, repr(FORMAT), ("format",), hint, code=FaultCode.UNREADABLE)
