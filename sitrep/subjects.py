"""What records are about."""

import json
from typing import Any, ClassVar

from sitrep.declarations import Value, declare, part, required
from sitrep.kinds import RequiredKept, RequiredText


@declare
class Subject(Value):
    """What is counted or described: a record's type and the fields that identify it.

    Records of one subject are successive values at different times; at the same time they agree,
    complement each other or are rivals.
    """

    takes_unknown: ClassVar[bool] = False

    type: RequiredText = required(part("Type", meaning="The type of the records"), kw_only=False)
    fields: RequiredKept = required(
        part("Fields", meaning="The identifying fields and their values, as canonical JSON"), kw_only=False
    )

    @classmethod
    def _from_shorthand(cls, given: Any) -> "Subject":
        subject = getattr(given, "subject", None)
        return subject if isinstance(subject, cls) else super()._from_shorthand(given)

    def to_json(self) -> dict[str, Any]:
        fields: dict[str, Any] = json.loads(self.fields or "{}")
        return {"type": self.type} | fields
