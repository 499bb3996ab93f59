"""Notices of what looks wrong, in plain sentences: what `check` and `verify` return."""

from collections.abc import Iterable
from enum import StrEnum

from attrs import frozen

from sitrep.claims import Claim


class Severity(StrEnum):
    """The weight of a notice."""

    ERROR = "error"
    """Something can't be right as it stands."""
    WARNING = "warning"
    """Somebody should look."""
    NOTE = "note"
    """Good to know."""


@frozen
class Notice:
    """One thing that looks wrong: what, in which claims, and what would mend it.

    `code` is stable and documented; `claims` are ids, so that a notice can be written as JSON.
    """

    code: str
    severity: Severity
    claims: tuple[str, ...]
    sentence: str
    remedy: str = ""
    count: int = 1
    """Number of findings that it tells of: those that say the same are told once, with the first few."""

    @classmethod
    def on(
        cls, code: str, severity: Severity, claims: Iterable[Claim], sentence: str, remedy: str = "", count: int = 1
    ) -> "Notice":
        """A notice on claims."""
        return cls(code, severity, tuple(claim.id for claim in claims), sentence, remedy, count)

    def to_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "severity": self.severity.value,
            "claims": list(self.claims),
            "sentence": self.sentence,
            "remedy": self.remedy,
            "count": self.count,
        }

    def __str__(self) -> str:
        return f"{self.severity}: {self.sentence}{f' {self.remedy}' if self.remedy else ''}"
