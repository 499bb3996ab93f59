"""The sheets that are made from a report and not read back: key figures, sources, notices."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sitrep.checks import check
from sitrep.claims import Claim
from sitrep.fields.declarations import declared
from sitrep.formats.xlsx.contents import day_or_text
from sitrep.formats.xlsx.sheets import Mark, SheetColumn, SheetRow, Table, title_of_type
from sitrep.pictures.consolidation import Finding, Picture, State
from sitrep.pictures.policies import Option
from sitrep.report import SitRep
from sitrep.values.figures import Figure
from sitrep.values.sources import Attribution, Source
from sitrep.vocabularies import Stance

WHAT = "view"
"""Text of the first cell of a sheet that isn't read back."""

_NUMBERS = ("low", "best", "high", "above", "below")


def key_figures(picture: Picture, numbers: Mapping[str, int]) -> Table:
    """The current picture: for each subject what stands now, with whatever conflicts in rows of its own."""
    band = "Current picture. Conflicting figures stand in rows of their own; they are rivals, so don't add them up."
    figure = declared(Figure)
    columns = {
        "about": SheetColumn("What it is about", band),
        "type": SheetColumn("Kind of fact", band),
        "field": SheetColumn("What is said", band),
        "said": SheetColumn("As it was said", band),
        **{name: SheetColumn(figure[name].label, band, figure[name].meaning, holds_numbers=True) for name in _NUMBERS},
        "unit": SheetColumn(figure["unit"].label, band, figure["unit"].meaning),
        "when": SheetColumn("When", band, "When it holds"),
        "standing": SheetColumn("Standing", band, "Whether the picture takes it, and what speaks against it"),
        "range": SheetColumn("Range between sources", band),
        "sources": SheetColumn("Sources", band, "Who says so, without those who took it back"),
        "independent": SheetColumn(
            "Independent sources", band, "Sources of one name, or through one relay, count once", holds_numbers=True
        ),
        "reason": SheetColumn("Why the picture takes it", band),
        "facts": SheetColumn("Numbers of the facts", band, "As in the first column of the sheets of facts"),
    }
    said = (
        (_cells_of_option(finding, field.current, option, numbers), field.current.is_conflict)
        for finding in picture
        for field in finding.fields
        for option in field.current.options
    )
    rows = [SheetRow(number, cells, Mark.CONFLICT if apart else None) for number, (cells, apart) in enumerate(said, 1)]
    return Table("Key figures", WHAT, columns, rows)


def _cells_of_option(finding: Finding, state: State, option: Option, numbers: Mapping[str, int]) -> dict[str, Any]:
    periods = {str(claim.record.period.edtf): claim.record.period for claim in option.claims if claim.record.period}
    days = [day_or_text(edtf) for edtf in periods]
    cells: dict[str, Any] = {
        "about": finding.headline,
        "type": title_of_type(finding.type),
        "field": state.declaration.label,
        "said": state.say(option.held),
        "when": days[0] if len(days) == 1 and not isinstance(days[0], str) else "; ".join(map(str, periods.values())),
        "standing": _standing(state, option),
        "sources": _names(each.source for each in option.attributions),
        "independent": option.independent_sources,
        "facts": _facts(option.claims, numbers),
    }
    if isinstance(option.held, Figure):
        cells |= {name: held for name in _NUMBERS if (held := getattr(option.held, name)) is not None}
        cells["unit"] = declared(Figure)["unit"].kind.say(option.held.unit)
    if state.is_conflict:
        cells["range"] = state.range_in_words
    if option is state.current or state.is_undecided:
        cells["reason"] = state.reason
    return cells


def _standing(state: State, option: Option) -> str:
    said = ["current picture" if option is state.current else "agrees"]
    if state.is_conflict:
        conflicting = "conflicting figures" if state.range else "conflicting statements"
        said = [*said, conflicting] if option is state.current or option in state.agreeing else [conflicting]
        if state.is_undecided:
            said = ["undecided", conflicting]
    deniers = _names(
        each.source for claim in option.claims for each in claim.attributions if each.stance == Stance.DENIES
    )
    return ", ".join([*said, *([f"denied by {deniers}"] if deniers else [])])


def _names(sources: Iterable[Source]) -> str:
    return "; ".join(sorted({source.name for source in sources}))


def _facts(claims: Iterable[Claim], numbers: Mapping[str, int]) -> str:
    return ", ".join(map(str, sorted(numbers[claim.id] for claim in claims)))


def sources(report: SitRep) -> Table:
    """Everybody who says something or passes it on, with how often."""
    band = "Who says something, or passes it on"
    columns = {each.name: SheetColumn(each.label, band, each.meaning) for each in declared(Source).values()}
    counted = {
        Stance.ASSERTS: "Facts asserted",
        Stance.DENIES: "Facts denied",
        Stance.CANNOT_CONFIRM: "Facts it cannot confirm",
    }
    columns |= {stance.value: SheetColumn(heading, band, holds_numbers=True) for stance, heading in counted.items()}
    columns |= {
        "passed_on": SheetColumn(
            "Facts passed on", band, "Facts that reached the report through it", holds_numbers=True
        ),
        "documents": SheetColumn("Documents", band, "How many documents it speaks in", holds_numbers=True),
    }
    rows = [SheetRow(number, cells) for number, cells in enumerate(_cells_of_sources(report), 1)]
    return Table("Sources", WHAT, columns, rows)


def _cells_of_sources(report: SitRep) -> Iterator[dict[str, Any]]:
    said: dict[Source, list[tuple[Claim, Attribution]]] = {}
    for claim in report:
        for attribution in claim.attributions:
            for source in dict.fromkeys((attribution.source, *attribution.via)):
                said.setdefault(source, []).append((claim, attribution))
    for source in sorted(said, key=lambda each: each.canonical):
        own = [(claim, each) for claim, each in said[source] if each.source == source]
        facts = {stance.value: {claim.id for claim, each in own if each.stance == stance} for stance in Stance}
        facts["passed_on"] = {claim.id for claim, each in said[source] if source in each.via}
        yield {
            **{each.name: _yes(held) for each, held in source.given()},
            **{key: len(ids) for key, ids in facts.items()},
            "documents": len({each.document for _, each in own if each.document}),
        }


def _yes(held: Any) -> str:
    return "yes" if held is True else str(held)


def notices(report: SitRep, numbers: Mapping[str, int]) -> Table:
    """Lay out what looks wrong in the report, as `check` finds it."""
    found = check(report)
    band = "What looks wrong, as `sitrep check` finds it" if found else "Nothing looks wrong"
    columns = {
        "severity": SheetColumn("Severity", band),
        "sentence": SheetColumn("What looks wrong", band),
        "remedy": SheetColumn("What would mend it", band),
        "facts": SheetColumn("Numbers of the facts", band, "As in the first column of the sheets of facts"),
        "code": SheetColumn("Code", band, "What the documentation calls it"),
    }
    rows = [
        SheetRow(
            number,
            {
                "severity": notice.severity.value,
                "sentence": notice.sentence,
                "remedy": notice.remedy,
                "facts": ", ".join(str(numbers[each]) for each in notice.claims if each in numbers),
                "code": notice.code,
            },
        )
        for number, notice in enumerate(found, 1)
    ]
    return Table("Notices", WHAT, columns, rows)
