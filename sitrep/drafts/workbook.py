"""A draft as a workbook, for those who review in a spreadsheet: a row for each proposal, read back as decisions."""

import io
import json
import re
from typing import Any

from sitrep.drafts.decisions import VERDICTS, Decision, Decisions, merge_decisions
from sitrep.drafts.proposals import Drafted
from sitrep.errors import ROW, Fault, FaultCode, Faults, InvalidError, refuse
from sitrep.fields.canonical import write_json
from sitrep.formats.columns import text_of
from sitrep.formats.xlsx.layout import put
from sitrep.formats.xlsx.opening import load, openpyxl
from sitrep.formats.xlsx.sheets import unescape

_COLUMNS = {
    "proposal": 14,
    "words": 24,
    "sentence": 60,
    "claim": 48,
    "left open": 18,
    "decision": 14,
    "by": 16,
    "day": 12,
    "record": 48,
    "reason": 30,
}
"""The columns and their widths. Those from `decision` on are for the reader."""
_HEADINGS = 2
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f]")
"""Characters that no workbook can hold, such as those that part the pages of a PDF file."""
_DECISION = [*_COLUMNS].index("decision") + 1


def review_workbook(draft: Drafted) -> bytes:
    """Return the workbook as a file. In its first row is the digest of the text, by which it is known again."""
    book = openpyxl().Workbook()
    sheet = book.active
    sheet.title = "Proposals"
    rows = [["sitrep draft", draft.digest], [*_COLUMNS]]
    for each in draft:
        sentence = draft.text[slice(*each.sentence)]
        said = [each.id, each.words, sentence, str(each.claim or ""), ", ".join(each.open), "", "", ""]
        rows.append([*said, write_json(each.record) if each.record else "", ""])
    for number, row in enumerate(rows, start=1):
        for column, held in enumerate(row, start=1):
            if held:
                put(sheet.cell(number, column), _CONTROLS.sub(" ", held))
    for column, width in enumerate(_COLUMNS.values(), start=1):
        sheet.column_dimensions[chr(64 + column)].width = width
    choice = openpyxl().worksheet.datavalidation.DataValidation(type="list", formula1=f'"{",".join(VERDICTS)}"')
    choice.add(f"{chr(64 + _DECISION)}{_HEADINGS + 1}:{chr(64 + _DECISION)}{max(len(rows), _HEADINGS + 1)}")
    sheet.add_data_validation(choice)
    sheet.freeze_panes = f"A{_HEADINGS + 1}"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def read_workbook(content: bytes) -> Decisions:
    """Return the decisions in a workbook that was filled in; rows without one are left alone.

    Raises `InvalidError` for another workbook, and with every cell at fault: `row[3].decision`.
    """
    sheet = next((each for each in load(content) if text_of(each.value(1, 1)) == "sitrep draft"), None)
    if sheet is None:
        raise refuse("…", "a workbook that `sitrep draft --workbook` wrote", code=FaultCode.UNREADABLE)
    columns = {text_of(cell.value): at for at, cell in sheet.rows.get(_HEADINGS, {}).items()}
    digest, found, faults = text_of(sheet.value(1, 2)), list[Decision](), Faults()
    for number in sorted(sheet.rows):
        cells = {name: unescape(text_of(sheet.value(number, at))).strip() for name, at in columns.items()}
        if number > _HEADINGS and cells.get("decision"):
            try:
                found.append(_decision(digest, cells))
            except InvalidError as error:
                faults += error.under(number).told()
    if faults:
        raise InvalidError(faults, ROW)
    return merge_decisions(found)


def _decision(digest: str, cells: dict[str, str]) -> Decision:
    made: dict[str, Any] = {"draft": digest, "proposal": cells.get("proposal", ""), "verdict": cells["decision"]}
    made |= {"by": cells.get("by", ""), "at": cells.get("day", ""), "reason": cells.get("reason", "")}
    if made["verdict"] == "corrected":
        try:
            made["record"] = json.loads(cells.get("record") or "{}")
        except ValueError as error:
            raise InvalidError([Fault(cells["record"], f"the record as JSON: {error}", ("record",))]) from None
    return Decision(**made)
