"""The many ways in which JSON may write one value.

What is legal and not canonical: members in another order, defaults spelled out, 90.0 for 90, letters
and marks apart, an offset instead of Z, sets in another order and with repeats, ids left out.
"""

import json
from datetime import datetime
from functools import singledispatch
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from sitrep.claims import Claim, ClaimIdKind
from sitrep.fields.canonical import canonical_prose
from sitrep.fields.declarations import Value, declared
from sitrep.fields.kinds import CodeKind, Kind, ManyKind, NumberKind, TextKind, ValueKind
from sitrep.records import RECORD_TYPES, Record
from sitrep.records.base import Subject
from sitrep.report import FORMAT, SitRep
from sitrep.testing.scalars import decomposed, in_offset
from sitrep.values.periods import Period

_SOMETIMES = st.sampled_from((False, False, False, True))
_OFFSETS = st.sampled_from((0, 120, -300, 345))


@st.composite
def forms(draw: DrawFn, value: Value) -> Any:
    """JSON data, often not canonical, that is read as `value`."""
    return _form(value, draw)


def _form(value: Value, draw: DrawFn) -> Any:
    if isinstance(value, Period):
        return _period(value.edtf, draw)
    if isinstance(value, Subject):
        return _subject(value, draw)
    members: dict[str, Any] = {}
    given = {declaration.name: held for declaration, held in value.given()}
    if isinstance(value, Record):
        members["type"] = value.type
        if value.type not in RECORD_TYPES:
            return _in_some_order(members | json.loads(value.kept or "{}"), draw)
    elif isinstance(value, SitRep):
        members["format"] = FORMAT
    elif isinstance(value, Claim) and draw(st.booleans()):
        members["id"] = value.id
    for name, declaration in declared(type(value)).items():
        if name in given or (declaration.default is not None and draw(_SOMETIMES)):
            held = given.get(name, declaration.default)
            members[name] = form_of_held(declaration.kind, held, draw)
    if isinstance(value, SitRep) and draw(st.booleans()):
        members["claims"] = _divided(value, draw)
    return _in_some_order(members | json.loads(value.kept or "{}"), draw)


def _in_some_order(members: dict[str, Any], draw: DrawFn) -> dict[str, Any]:
    if draw(st.booleans()):
        return dict(reversed(members.items()))
    return members


def _period(edtf: str, draw: DrawFn) -> str:
    if "/" not in edtf and draw(_SOMETIMES):
        return f"{_moment(edtf, draw)}/{_moment(edtf, draw)}"
    return "/".join(_moment(end, draw) for end in edtf.split("/"))


def _moment(text: str, draw: DrawFn) -> str:
    # The first and the last days of the calendar can't be written in every offset.
    if not (text.endswith("Z") and "0002" <= text[:4] <= "9998"):
        return text
    to_the_minute = len(text) == len("2023-11-01T18:00Z")
    return in_offset(datetime.fromisoformat(text), draw(_OFFSETS), to_the_minute=to_the_minute)


def _subject(subject: Subject, draw: DrawFn) -> Any:
    members = dict(subject.to_json())
    cls = RECORD_TYPES.get(subject.type)
    for name, declaration in declared(cls).items() if cls else ():
        if members.get(name, declaration.default) == declaration.default:
            members.pop(name, None)
        elif not isinstance(declaration.kind, ValueKind):
            held = declaration.kind.convert(members[name])
            members[name] = form_of_held(declaration.kind, held, draw)
    return _in_some_order(members, draw)


def _divided(report: SitRep, draw: DrawFn) -> list[Any]:
    """The claims, of which some stand there twice, each time with a part of their attributions."""
    listed = []
    for claim in report.claims:
        listed.append(_form(claim, draw))
        if draw(st.booleans()):
            some = claim.attributions[: draw(st.integers(1, len(claim.attributions)))]
            listed.insert(0, _form(claim.replace(attributions=some, **dict.fromkeys(claim.labels)), draw))
    return listed


@singledispatch
def form_of_held(kind: Kind, held: Any, draw: DrawFn) -> Any:
    """JSON data for what a field holds. Register your own kinds with `form_of_held.register`."""
    return kind.encode(held)


@form_of_held.register
def _(kind: TextKind, held: str, draw: DrawFn) -> Any:
    text = held if held.isascii() or draw(st.booleans()) else decomposed(held)
    if not draw(_SOMETIMES):
        return text
    if kind.clean is canonical_prose:
        return text.replace("\n", "\r\n") + "\n"
    return f" {text.replace(' ', '  ')}\t"


@form_of_held.register
def _(kind: ClaimIdKind, held: str, draw: DrawFn) -> Any:
    return held


@form_of_held.register
def _(kind: NumberKind, held: float, draw: DrawFn) -> Any:
    return float(held) if draw(_SOMETIMES) else held


@form_of_held.register
def _(kind: CodeKind, held: str, draw: DrawFn) -> Any:
    return str(held)


@form_of_held.register
def _(kind: ValueKind, held: Any, draw: DrawFn) -> Any:
    return _form(held, draw)


@form_of_held.register
def _(kind: ManyKind, held: tuple[Any, ...], draw: DrawFn) -> Any:
    listed = [form_of_held(kind.item, each, draw) for each in held]
    if kind.ordered or not listed:
        return listed
    if draw(st.booleans()):
        listed.reverse()
    if draw(_SOMETIMES):
        listed.append(form_of_held(kind.item, held[0], draw))
    return listed
