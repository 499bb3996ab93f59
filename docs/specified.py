"""What the specification of the JSON form says as data: every class, record type and code list, for any language."""

import json
from typing import Any

from sitrep.claims import Claim, ClaimIdKind, Header, Judgement, Link, Note, Retraction
from sitrep.fields.canonical import canonical_prose
from sitrep.fields.codes import Code, OpenCode
from sitrep.fields.declarations import Declaration, Value, declared
from sitrep.fields.kinds import CodeKind, FlagKind, Kind, ManyKind, NumberKind, TextKind, ValueKind
from sitrep.records import RECORD_TYPES, Record
from sitrep.records.counts import Count
from sitrep.report import FORMAT, SitRep
from sitrep.values.countries import NAMES, CountryKind
from sitrep.values.figures import Figure, FigureKind, currency
from sitrep.values.periods import Period
from sitrep.values.places import Place
from sitrep.values.sources import Attribution, Document, Source, Span, language_tag

CLASSES: tuple[type[Value], ...] = (
    *(SitRep, Header, Claim, Retraction, Link, Judgement, Note),
    *(Attribution, Source, Document, Span, Figure, Place),
)
"""The classes of a report but for its record types, subjects and periods."""


def declarations() -> dict[str, Any]:
    """Return the classes, record types, code lists and countries, as the specification describes them."""
    lists: dict[str, type[Code]] = {}
    classes = {cls.__name__: {"labels": [*cls.labels], "members": _members(cls, lists)} for cls in CLASSES}
    types = {
        name: {
            "counts": issubclass(cls, Count),
            "stands_alone": cls.stands_alone,
            "members": _members(cls, lists),
        }
        for name, cls in RECORD_TYPES.items()
    }
    codes = {
        name: {"open": issubclass(each, OpenCode), "codes": [str(code) for code in each]}
        for name, each in sorted(lists.items())
    }
    return {"format": FORMAT, "classes": classes, "record_types": types, "code_lists": codes, "countries": [*NAMES]}


def _members(cls: type[Value], lists: dict[str, type[Code]]) -> dict[str, Any]:
    return {name: _member(each, lists) for name, each in declared(cls).items()}


def _member(declaration: Declaration, lists: dict[str, type[Code]]) -> dict[str, Any]:
    told = _kind(declaration.kind, lists) | {"role": declaration.role.value}
    if declaration.named_by:
        told["named_by"] = declaration.named_by
    if declaration.must_be_given:
        told["required"] = True
    elif declaration.default not in (None, ()):
        told["default"] = declaration.kind.encode(declaration.default)
    return told


def _kind(kind: Kind, lists: dict[str, type[Code]]) -> dict[str, Any]:  # noqa: C901, PLR0911, PLR0912 - a line for each kind
    match kind:
        case ManyKind():
            return {"kind": "list" if kind.ordered else "set", "of": _kind(kind.item, lists)}
        case FigureKind():
            return {"kind": "figure", "unit": kind.unit, "only": kind.only, "money": kind.rule is currency}
        case ValueKind() if kind.cls is Record:
            return {"kind": "record"}
        case ValueKind() if kind.cls is Period:
            return {"kind": "period"}
        case ValueKind() if kind.cls not in CLASSES:
            return {"kind": kind.cls.__name__.lower()}
        case ValueKind():
            return {"kind": "value", "class": kind.cls.__name__}
        case CodeKind():
            lists[kind.codes.__name__] = kind.codes
            return {"kind": "code", "list": kind.codes.__name__}
        case CountryKind():
            return {"kind": "country"}
        case ClaimIdKind():
            return {"kind": "claim_id"}
        case NumberKind():
            return {"kind": "number", "whole": kind.whole, "least": kind.bounds.least, "most": kind.bounds.most}
        case FlagKind():
            return {"kind": "flag"}
        case TextKind() if kind.rule is language_tag:
            return {"kind": "language"}
        case TextKind() if hasattr(kind, "covers") and type(kind) is not TextKind:
            return {"kind": "age"}
        case TextKind():
            cleaned = "prose" if kind.clean is canonical_prose else "line"
            return {"kind": cleaned} | ({"form": kind.form} if kind.form else {})
    raise TypeError(f"{kind!r} has no place in the specification")


def write(data: Any) -> str:
    """Write data for the repository: a line for each of what it holds, so that a difference can be read."""
    return json.dumps(data, ensure_ascii=True, indent=1) + "\n"
