"""HXL tables of others, read as far as they can be: what can't be read is told, with what to do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from attrs import evolve, frozen

from sitrep.claims import Claim
from sitrep.errors import ROW, Fault, FaultCode, InvalidError
from sitrep.formats.hxl.rows import Line, read_row
from sitrep.formats.hxl.wide import SOURCE, TWICE, Wide
from sitrep.formats.offers import Partial
from sitrep.report import SitRep


def read_others(wide: Wide, lines: Sequence[Line], said: Mapping[str, Any]) -> Partial:
    if not (wide.has_source or said.get("source")):
        hint = "Say who reported the figures: --source, or source=; an organisation under #org is who acts."
        raise InvalidError([Fault(None, f"a column of {SOURCE}, or a source", (), hint, absent=True)], "hashtags")
    wide = _without_rival_twins(wide, lines)
    while True:
        facts, faults = _facts(wide, lines, said)
        hopeless = _hopeless(wide, lines, faults)
        if not hopeless:
            break
        wide = wide.without(hopeless)
    alike = [*_alike(facts, wide)]
    apart = [fact for fact in facts if not any(fact is each for each, _ in alike)]
    repeated: dict[int, int] = {}
    first: dict[tuple[Any, ...], int] = {}
    for fact in apart:
        earlier = first.setdefault((fact.claim.record, fact.claim.attributions), fact.line.number)
        if earlier != fact.line.number:
            repeated.setdefault(fact.line.number, earlier)
    told = tuple(evolve(fault, path=(ROW, *fault.path)) for fault in (*faults, *(fault for _, fault in alike)))
    report = SitRep(claims=[fact.claim for fact in apart])
    left_out = (fault for fault in wide.left_out.values() if fault not in wide.faults)
    return Partial(report, (*_columns(wide.faults), *told), (*_columns(left_out),), repeated)


def _columns(faults: Iterable[Fault]) -> Iterator[Fault]:
    return (evolve(fault, path=("hashtags",)) for fault in faults)


_HINTS = {FaultCode.OUT_OF_RANGE: "Nothing is rounded unasked: round the column in the file, if that is what it means."}


@frozen
class _Fact:
    """A claim that a row of others makes."""

    line: Line
    claim: Claim
    column: str
    """The column of its figure; empty where it has none."""


def _facts(wide: Wide, lines: Iterable[Line], said: Mapping[str, Any]) -> tuple[list[_Fact], list[Fault]]:
    facts: list[_Fact] = []
    faults: dict[Any, Fault] = {}
    for line in lines:
        for ours in wide.rows(line):
            try:
                _, claim = read_row(ours.cells, said)
            except InvalidError as error:
                # A row with several figures has each of its other cells once.
                for each in error.faults:
                    fault = ours.of_file(evolve(each, hint=each.hint or _HINTS.get(each.code, "")))
                    faults.setdefault((fault.path, fault.expected), fault)
            else:
                facts.append(_Fact(line, cast("Claim", claim), ours.figure))
    return facts, [*faults.values()]


def _hopeless(wide: Wide, lines: Sequence[Line], faults: Iterable[Fault]) -> dict[str, Fault]:
    """The columns beside the figures of which not one cell can be read, so that rows do without; never of dates."""
    named = {name for name, tag in wide.shared.items() if not tag.startswith("#date") and tag != SOURCE} | {
        *wide.places
    }
    refused: dict[str, dict[int, Fault]] = {}
    for fault in faults:
        row, name = (*fault.path, "")[:2]
        refused.setdefault(str(name), {}).setdefault(int(row), fault)
    return {
        name: _without_a_cell(name, *next(iter(rows.items())))
        for name, rows in refused.items()
        if name in named and all(line.number in rows for line in lines if name in line.cells)
    }


def _without_a_cell(name: str, row: int, fault: Fault) -> Fault:
    hint = f"None of its cells can be read, such as {str(fault.value)!r} in row {row}. {fault.hint}".rstrip()
    return Fault(name, fault.expected, (), hint)


def _without_rival_twins(wide: Wide, lines: Sequence[Line]) -> Wide:
    """Leave out both of two columns of one tag, where one says what the other doesn't: neither is the right one."""
    rivals: dict[str, Fault] = {}
    for name, other in wide.twins.items():
        if any(name in line.cells and line.cells[name] != line.cells.get(other) for line in lines):
            rivals |= {each: Fault(each, "one column for each tag", (), TWICE) for each in (name, other)}
    dates = [fault for name, fault in rivals.items() if wide.shared.get(name, "").startswith("#date")]
    if dates:
        raise InvalidError(dates, "hashtags")
    return wide.without(rivals)


def _alike(facts: Iterable[_Fact], wide: Wide) -> Iterator[tuple[_Fact, Fault]]:
    """The figures that nothing tells apart but a column that isn't read."""
    if not wide.left_out:
        return
    groups: dict[Any, list[_Fact]] = {}
    for fact in facts:
        if fact.column:
            record = fact.claim.record
            groups.setdefault((record.subject, record.period, fact.claim.attributions), []).append(fact)
    for group in groups.values():
        for name in wide.left_out if len(group) > 1 else ():
            if len({fact.line.cells.get(name, "") for fact in group}) > 1:
                expected = f"rows that differ in more than {name}, which isn't read: else they count one thing"
                hint = "Give the column a tag that is read, such as #event+code, or read the table with a mapping."
                for fact in group:
                    at = (fact.line.number, fact.column)
                    yield fact, Fault(fact.line.cells.get(fact.column, ""), expected, at, hint)
                break
