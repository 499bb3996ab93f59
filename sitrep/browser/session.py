"""The library behind the page of the browser edition: what was opened there, what was judged, and what is shown.

`call` is all that JavaScript knows. It runs in WebAssembly, and in any other Python alike.
"""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

from attrs import define, evolve, field

from sitrep.checks import check
from sitrep.claims import Claim
from sitrep.cli.recognising import what_to_run
from sitrep.codec import loads
from sitrep.codec.documents import chunks_of
from sitrep.codec.ndjson import are_lines, read_lines
from sitrep.errors import InvalidError, MissingExtraError, SitrepError
from sitrep.formats.columns import text_of
from sitrep.formats.offers import find_format
from sitrep.forms import make_form, read_form
from sitrep.notices import Severity
from sitrep.page.composing import say_type, summarize
from sitrep.page.rendering import render
from sitrep.page.words import say_size
from sitrep.records.base import RECORD_TYPES
from sitrep.report import SitRep, merge
from sitrep.tables import draft_mapping, read_mapping, read_table
from sitrep.tables.rows import FileFormat, require_extra
from sitrep.vocabularies import RetractionKind, Verdict

MOST_LISTED = 2000
"""The facts that are offered for a choice; a longer list is of no use to anybody."""
_MOST_FAULTS = 50


@define
class Opened:
    """A file that was opened: its report, or what stands in the way of one."""

    content: bytes
    report: SitRep = field(factory=SitRep)
    faults: tuple[str, ...] = ()
    mapping: str = ""
    """The mapping that a table is read by, or one to start from."""


@define
class Session:
    """Everything that the page holds: files by their names, and what was added to them here."""

    opened: dict[str, Opened] = field(factory=dict)
    added: SitRep = field(factory=SitRep)

    @property
    def report(self) -> SitRep:
        """The merge of all."""
        return merge(*(each.report for each in self.opened.values()), self.added)

    def choices(self) -> dict[str, Any]:
        """Return the lists that the page offers, which don't depend on what is opened."""
        return {
            "types": sorted(([name, say_type(name)] for name in RECORD_TYPES), key=lambda each: each[1]),
            "verdicts": [each.value for each in Verdict],
            "kinds": [each.value for each in RetractionKind],
        }

    def open(self, name: str, content: bytes, source: str) -> dict[str, Any]:
        """Open a file of any kind that can be told by itself; a table waits for its mapping."""
        opened = Opened(content)
        _, command = what_to_run(content)
        if "--map" in command:
            opened.mapping = draft_mapping(content)
        else:
            opened.report, opened.faults = _read(content, command, source)
        self.opened[name] = opened
        return self.state()

    def map(self, name: str, mapping: str, source: str) -> dict[str, Any]:
        """Read a table by a mapping."""
        opened = self.opened[name]
        opened.mapping = mapping
        imported = read_table(opened.content, read_mapping(mapping.encode(), **_said(source)))
        opened.report, opened.faults = imported.report, tuple(map(str, imported.faults))
        return self.state()

    def close(self, name: str) -> dict[str, Any]:
        """Take a file away again."""
        del self.opened[name]
        return self.state()

    def state(self) -> dict[str, Any]:
        """Return what is opened, and the facts in all of it."""
        report = self.report
        return {
            "files": [
                {
                    "name": name,
                    "said": say_size(each.report),
                    "is_empty": not each.report,
                    "faults": [*each.faults[:_MOST_FAULTS], *_more(each.faults)],
                    "mapping": each.mapping,
                }
                for name, each in self.opened.items()
            ],
            "summary": summarize(report) if report else "",
            "facts": [
                [claim.id, str(claim), sorted({each.source.name for each in claim.attributions})]
                for claim in report.claims[:MOST_LISTED]
            ],
            "more": max(len(report) - MOST_LISTED, 0),
        }

    def page(self, section: str, since: str, language: str) -> bytes:
        """Return the page of all that is opened, or one section of it; changes are told from one of the files."""
        report = self.report
        notices = [each for each in check(report) if each.severity != Severity.NOTE] if section == "notices" else []
        return render(
            report,
            since=self.opened[since].report if since else None,
            sections=[section] if section else [],
            notices=notices,
            language=language,
        )

    def save(self, form: str, language: str) -> bytes:
        """Return all that is opened as a file: canonical JSON, a workbook or a page, as the commands write it."""
        if form == "json":
            return b"".join(chunks_of(self.report))
        return render(self.report, language=language) if form == "html" else find_format(form).written(self.report)

    def judge(self, fact: str, verdict: str, **said: Any) -> dict[str, Any]:
        """Write down what somebody judged of a fact."""
        return self._add(lambda report: report.judge(_fact(report, fact), verdict, **_given(said)))

    def retract(self, fact: str, source: str, **said: Any) -> dict[str, Any]:
        """Write down that a source takes back its word."""
        return self._add(lambda report: report.retract(_fact(report, fact), source, **_given(said)))

    def link(self, fact: str, other: str, *, same: bool, **said: Any) -> dict[str, Any]:
        """Write down that the subjects of two facts are the same, or not."""
        return self._add(
            lambda report: report.link(_fact(report, fact), _fact(report, other), same=same, **_given(said))
        )

    def suggest(self) -> list[dict[str, Any]]:
        """Return the pairs of facts whose subjects may be the same."""
        report = self.report
        fact_of = {claim.subject: claim for claim in report}
        return [
            {
                "facts": [fact_of[subject].id for subject in each.subjects],
                "said": [fact_of[subject].record.headline for subject in each.subjects],
                "reasons": list(each.reasons),
            }
            for each in import_module("sitrep.linking").suggest_links(report)
        ]

    def blank(self, types: list[str]) -> bytes:
        """Return an empty form to fill in elsewhere."""
        return make_form(types)

    def form(self, record: str) -> list[dict[str, Any]]:
        """Return the questions of a form for one record type, in its groups."""
        layout = _form_module("layout")
        bands = layout.record_sheet(RECORD_TYPES[record]).bands
        return [
            {"title": band.title, "questions": [_question(each) for part in band.parts for each in part.columns]}
            for band in bands
        ]

    def fill(self, record: str, answers: Mapping[str, str]) -> dict[str, Any]:
        """Add the fact that the answers to such a form state."""
        layout = _form_module("layout")
        sheet = layout.record_sheet(RECORD_TYPES[record])
        names: dict[type, dict[str, Any]] = {}
        for column in sheet.columns:
            for each in text_of(answers.get(column.key)).split(_form_module("cells").PARTED_BY) if column.named else ():
                if name := each.strip():
                    names.setdefault(column.named, {})[name] = column.named(
                        **{layout.name_part(column.named).name: name}
                    )
        try:
            claim: Claim = layout.read_claim(sheet, answers, names)
        except InvalidError as error:
            headings = {column.key: column.heading for column in sheet.columns}
            raise error.each(
                lambda fault: evolve(fault, path=tuple(headings.get(str(key), key) for key in fault.path))
            ) from None
        return self._add(lambda report: report | SitRep(claims=[claim]))

    def _add(self, change: Callable[[SitRep], SitRep]) -> dict[str, Any]:
        report = self.report
        self.added = self.added | (change(report) - report)
        return self.state()


def _read(content: bytes, command: str, source: str) -> tuple[SitRep, tuple[str, ...]]:
    """Read a file by the command that is for its kind; one of an unknown kind is a report as JSON or at fault."""
    _, named, name = command.partition("--from ")
    if named:
        offered = find_format(name.split()[0])
        found = offered.taken_in_part(content, **(_said(source) if offered.read_table else {}))
        return found.report, (*map(str, found.faults), *_more(found.faults, found.more))
    if command:
        form = read_form(content)
        return form.report, tuple(map(str, form.faults))
    return (read_lines(io.BytesIO(content)) if are_lines(content) else loads(content)), ()


def _said(source: str) -> dict[str, str]:
    return {"source": source} if source else {}


def _given(said: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what was left blank."""
    return {name: each for name, each in said.items() if each}


def _fact(report: SitRep, claim_id: str) -> Claim:
    return next(claim for claim in report if claim.id == claim_id)


def _question(column: Any) -> dict[str, Any]:
    cells = _form_module("cells")
    item = getattr(column.kind, "item", column.kind)
    return {
        "key": column.key,
        "label": column.heading,
        # What is named is listed in a sheet of its own only in a workbook.
        "meaning": f"{column.meaning}." if column.named else f"{column.meaning}. {column.accepts}",
        "options": [] if column.named else [*map(str, cells.choices(item))],
        "is_closed": item is column.kind and not column.named and cells.is_closed(item),
        "required": column.required,
        "seldom": column.folded,
    }


def _form_module(name: str) -> Any:
    # In an extra of its own.
    require_extra(FileFormat("xlsx"))
    return import_module(f"sitrep.forms.{name}")


def _more(faults: tuple[Any, ...], more: int = 0) -> Iterator[str]:
    number = max(len(faults) - _MOST_FAULTS, 0) + more
    if number:
        yield f"and {number:,} more"


def _told(error: SitrepError) -> list[str]:
    if not isinstance(error, InvalidError):
        return [str(error)]
    told = [fault.describe(error.root) for fault in error.faults]
    return [*told[:_MOST_FAULTS], *_more(tuple(told), error.more)]


SESSION = Session()


def call(name: str, arguments: str, content: bytes | None = None) -> str | bytes:
    """Do what the page asks for: one of the methods of the session, with its arguments as JSON.

    Returns a file as bytes, and all else as JSON: `made`, or `faults` in words, or the extra that it `needs` first.
    """
    given = json.loads(arguments)
    if content is not None:
        given["content"] = content
    try:
        made = getattr(SESSION, name)(**given)
    except MissingExtraError as error:
        return json.dumps({"needs": error.extra})
    except SitrepError as error:
        return json.dumps({"faults": _told(error)})
    return made if isinstance(made, bytes) else json.dumps({"made": made})
