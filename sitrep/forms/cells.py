"""One cell, and what a field holds: read as people write it, written as it is read."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sitrep.caches import MADE_FOR_CLASSES, cached
from sitrep.errors import FaultCode, InvalidError, refuse
from sitrep.fields.canonical import LARGEST_INTEGER, read_decimal
from sitrep.fields.codes import Code
from sitrep.fields.declarations import declared
from sitrep.fields.kinds import CodeKind, FlagKind, Kind, ManyKind, Matching, NumberKind, ValueKind, resembling
from sitrep.formats.columns import text_of
from sitrep.tables.dates import read_typed
from sitrep.values.countries import NAMES, CountryKind
from sitrep.values.figures import Figure, counts_whole
from sitrep.values.periods import Period
from sitrep.vocabularies import MissingReason

PARTED_BY = ";"
"""Separator of several values in one cell."""

_FEW = range(12)
_NUMBER = re.compile(r"[-−]?\d+(\.\d+)?", re.ASCII)
_WITH_BRACKETS = re.compile(r"[^()]+(\([^()]+\)\s*)+")

REASONS = {reason.label: reason for reason in MissingReason}


def is_blank(cell: Any) -> bool:
    return not text_of(cell)


def is_one_cell(kind: Kind) -> bool:
    """Return whether what the field holds can be written in a single cell."""
    item = kind.item if isinstance(kind, ManyKind) else kind
    return not isinstance(item, ValueKind) or item.cls is Period


def accepts(convert: Callable[[Any], Any], given: Any) -> bool:
    try:
        convert(given)
    except InvalidError:
        return False
    return True


# Entries of drop-down lists.


@cached(MADE_FOR_CLASSES)
def choices(kind: Kind) -> Mapping[str | int, Any]:
    """Return what a drop-down list shows, with what each entry gives the field; empty where there is no list."""
    match kind:
        case ManyKind():
            return choices(kind.item)
        case CodeKind():
            labels = Counter(code.label for code in kind.codes)
            shown = {_say_code(code, is_clear=labels[code.label] == 1): code.value for code in kind.codes}
            return {words: code for words, code in shown.items() if accepts(kind.convert, code)}
        case CountryKind():
            return dict(sorted((name, code) for code, name in NAMES.items()))
        case FlagKind():
            return {"yes": True, "no": False}
        case NumberKind(whole=True) if not (accepts(kind.convert, -1) or accepts(kind.convert, len(_FEW))):
            return {number: number for number in _FEW if accepts(kind.convert, number)}
    return {}


def is_closed(kind: Kind) -> bool:
    """Return whether the list has all that may be written."""
    return bool(choices(kind)) and not (
        isinstance(kind, ManyKind | CountryKind) or (isinstance(kind, CodeKind) and kind.open)
    )


def _say_code(code: Code, *, is_clear: bool) -> str:
    # Letters and capitals are known by themselves to those who use them; words say the same as their label.
    return code.label if is_clear and code.islower() else f"{code.value} – {code.label}"


@cached(MADE_FOR_CLASSES)
def _spoken(kind: Kind) -> Mapping[str, Any]:
    """Every way to write an entry of the list, without regard to capitals: as shown, its label, its code."""
    shown = {str(words): given for words, given in choices(kind).items()}
    if isinstance(kind, CodeKind):
        labels = Counter(code.label for code in kind.codes)
        shown = {code.label: code.value for code in kind.codes if labels[code.label] == 1} | shown
    return {words.casefold(): given for words, given in shown.items()} | {
        text_of(given).casefold(): given for given in shown.values()
    }


# Any field of one cell.


def read_cell(kind: Kind, cell: Any) -> Any:
    """Return what the field holds, from a cell that isn't blank. Raises `InvalidError`."""
    if isinstance(kind, ManyKind):
        texts = (each.strip() for each in text_of(cell).split(PARTED_BY))
        return kind.convert([read_cell(kind.item, text) for text in texts if text])
    return kind.convert(_given(kind, cell))


def _given(kind: Kind, cell: Any) -> Any:
    text = text_of(cell)
    known = _spoken(kind).get(text.casefold())
    if known is not None:
        return known
    if isinstance(kind, NumberKind):
        return _number(cell)
    if isinstance(kind, ValueKind) and kind.cls is Period:
        return read_typed(text)
    if is_closed(kind):
        listed = [str(words) for words in choices(kind)]
        raise refuse(text, f"one of: {', '.join(listed)}", hint=resembling(text, listed), code=FaultCode.NOT_IN_LIST)
    if isinstance(kind, CodeKind):
        # As sentences show a code that isn't listed, so it may be written.
        code = "_".join(text.lower().split())
        return code if accepts(kind.convert, code) else text
    return text


def _number(cell: Any) -> Any:
    if isinstance(cell, str) and _NUMBER.fullmatch(cell.strip()):
        number = Decimal(cell.strip().replace("−", "-"))
        return int(number) if number == number.to_integral_value() else read_decimal(str(number))
    if isinstance(cell, str | date):
        raise refuse(text_of(cell), "a number", code=FaultCode.WRONG_TYPE)
    return cell


def write_cell(kind: Kind, held: Any) -> Any:
    """A cell that is read as what the field holds."""
    if isinstance(kind, ManyKind):
        return f"{PARTED_BY} ".join(str(write_cell(kind.item, each)) for each in held)
    for words, given in choices(kind).items():
        if given == held:
            return words
    return kind.encode(held)


# Figures.


def read_figure(cell: Any, unit: str) -> Figure:
    """A figure from a cell that isn't blank: a number, the words of a report, or why there is none."""
    if isinstance(cell, str):
        reason = REASONS.get(cell.strip().casefold().replace("_", " "))
        return Figure(missing=reason, unit=unit) if reason else _parse(cell, unit)
    if isinstance(cell, bool | date) or not isinstance(cell, int | float):
        hint = "The spreadsheet made a date of it: write a range as 3 to 5." if isinstance(cell, date) else ""
        raise refuse(text_of(cell), "a number, or words such as about 90", hint=hint, code=FaultCode.MALFORMED)
    return Figure(best=cell, unit=unit)


def _parse(text: str, unit: str) -> Figure:
    """Return what words say, with what the brackets after them add: "about 90 (80 to 100)"."""
    stated: dict[str, Any] = {}
    for each in re.findall("[^()]+", text) if _WITH_BRACKETS.fullmatch(text.strip()) else [text]:
        if each.strip():
            for declaration, held in Figure.parse(each.strip(), unit=unit).given():
                if stated.setdefault(declaration.name, held) != held:
                    raise refuse(text, "one figure", hint="What stands in brackets only adds to it: 90 (80 to 100).")
    return Figure(**stated)


def write_figure(figure: Figure) -> Any:
    """A cell that is read as the figure, without its unit."""
    if figure.missing:
        return figure.missing.label
    if {declaration.name for declaration, _ in figure.given()} <= {"best", "unit"}:
        return figure.best
    stated: list[Figure] = []
    if figure.best is not None:
        stated.append(figure.replace(**_NO_BOUNDS, term=None))
    bounds = {name: held for name in _NO_BOUNDS if (held := getattr(figure, name)) is not None}
    # A range is one piece, and so is each other bound: what says fewer than 500 says nothing else.
    pieces = [bounds] if bounds.keys() == {"low", "high"} else [{name: held} for name, held in bounds.items()]
    for piece in pieces:
        approximate = figure.approximate and not stated
        stated.append(figure.replace(**_NO_BOUNDS | piece, best=None, term=None, approximate=approximate))
    said = [figure.term.label] if figure.term else []
    said += (each.say_quantity() for each in stated)
    first = -max(1, len(stated))
    if figure.of is not None:
        said[first] += f" of {Figure(best=figure.of, unit=figure.unit, per=figure.per).say_quantity()}"
    if figure.per is not None:
        said = [f"{each} per {declared(Figure)['per'].kind.say(figure.per)}" for each in said]
    words, *more = said
    written = " ".join([words, *(f"({each})" for each in more)])
    return _THREE_DECIMALS.sub(r"\g<0>0", written) if counts_whole(figure.unit) else written


_THREE_DECIMALS = re.compile(r"(?<=\d)\.\d{3}(?!\d)")
"""Of whole things they might be thousands; four decimals are not."""
_NO_BOUNDS: dict[str, Any] = {"low": None, "high": None, "above": None, "below": None}


# Hints for people.


def what_to_write(kind: Kind) -> str:
    """A sentence on what a cell takes."""
    item = kind.item if isinstance(kind, ManyKind) else kind
    if choices(item):
        said = "Choose from the list." if is_closed(item) else "Choose from the list, or write another name."
    elif isinstance(item, ValueKind):
        said = (
            "Best write the year first: 2023-11-01, 2023-11, 2023-10-07/2023-11-01 or 2023-10-07/.. (still going on)."
        )
    elif isinstance(item, NumberKind):
        said = f"Write a {'whole ' if item.whole else ''}number{_within(item)}."
    elif item.rule:
        said = f"Write {_expected(item)}."
    else:
        said = ""
    return f"{said} Put {PARTED_BY} between several.".strip() if isinstance(kind, ManyKind) else said


def _within(kind: NumberKind) -> str:
    least, most = kind.bounds.least, kind.bounds.most
    if most < LARGEST_INTEGER:
        return f" from {least:,} to {most:,}"
    return f", {least:,} or more" if least > -LARGEST_INTEGER else ""


def _expected(kind: Kind) -> str:
    try:
        kind.convert("?")
    except InvalidError as error:
        return error.faults[0].expected
    return "text"


def sample(kind: Kind, label: str) -> Any:
    """A value that is plainly an example, or None where none is known."""
    if isinstance(kind, ManyKind):
        item = sample(kind.item, label)
        return None if item is None else kind.convert([item])
    if choices(kind):
        given: Any = next(iter(choices(kind).values()))
    elif isinstance(kind, ValueKind):
        given = "2023-11-01"
    elif isinstance(kind, NumberKind):
        given = 1
    elif kind.rule:
        given = next(iter(kind.rule.samples), None) if isinstance(kind.rule, Matching) else None
    else:
        given = f"Example {label.lower()}"
    return kind.convert(given) if given is not None and accepts(kind.convert, given) else None
