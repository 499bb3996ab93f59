"""Code lists: closed ones describe a state, open ones name things and take new names."""

import re
from enum import StrEnum
from typing import Self

_OPEN_FORM = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class Code(StrEnum):
    """A standard code: its value is what files carry, its `label` is what people read."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label or code.replace("_", " ")
        return member

    def __repr__(self) -> str:
        return repr(self.value)


class ClosedCode(Code):
    """A list that is complete: no other value is accepted."""


class OpenCode(Code):
    """A list of standard codes; any other code in lower case, words joined by `_`, is accepted too."""

    @classmethod
    def form(cls) -> re.Pattern[str]:
        """Return the pattern of codes that aren't listed."""
        return _OPEN_FORM
