"""Documents with one thing changed, as hands, scripts and other programs change them: most are broken, some are not."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

Step = str | int
Holder = Any
"""The object or list that has the value."""

ODD: tuple[Any, ...] = (
    *(None, True, False, [], {}, [None], [[]], {"name": "x"}, {"type": "x"}, ["x", "x"]),
    *(0, 1, -1, 7, 90.0, 0.5, 1e-7, 0.1234567, 2**53 - 1, 2**53, -(2**53), 1e300, 10**120),
    *(
        "",
        " ",
        "\t\n",
        "x",
        "X",
        "x\n",
        " x ",
        "a b",
        "é",
        "e\u0301",
        "\u200b",
        "x\x00",
        "x\x0b",
        "\x1cx",
        "\ud800",
        "\ufffe",
    ),
    *("open", "killed", "USD", "usd", "Usd", "REF", "ref", "persons", "some_code", "Some code", "some__code", "all"),
    *("2023", "2023-11", "2023-11-01", "2023-11-31", "2023-02-29", "2024-02-29", "2023-13", "0000", "02/03/2024"),
    *(
        "2023-11-01~",
        "2023-11-01/..",
        "../2023",
        "/",
        "../..",
        "2023-11-05/2023-11-01",
        "2023/2024/2025",
        "2023-11-01 ",
    ),
    *("2023-11-01T18:00", "2023-11-01T18:00Z", "2023-11-01T18:00+02:00", "2023-11-01T18:75Z", "0001-01-01T00:00+02:00"),
    *(
        "2023-11-01T18:00/2023-11-01T19:00Z",
        "2023-11-01T18:00Z/2023-11-01T19:00",
        "2023-11-01T18:00~",
        "2023-11-01T24:00",
    ),
    *(
        "PSE",
        "pse",
        "PS",
        "XKX",
        "QLA",
        "PS01",
        "en",
        "pt-br",
        "Asia/Gaza",
        "0-17",
        "17-0",
        "60+",
        "017-20",
        "EQ-2023-000015-TUR",
    ),
    *(
        "https://example.org/",
        "javascript:alert(1)",
        "a" * 64,
        "A" * 64,
        f"crossing:{'0' * 64}",
        f"crossing:{'0' * 64}\n",
    ),
    *("PS\u200b01", "\u200fPSE\u200e", "\u212aEN", "https://example.org/\u037e"),
)
"""Values that are right in one place and wrong in most."""

_SIGNS = (
    "\n",
    " ",
    "\u00a0",
    "\x0b",
    "\x85",
    "\x00",
    "\x1f",
    "\x7f",
    "\u200f",
    "\u00ad",
    "\ufeff",
    "\ud800",
    "\uffff",
    "A",
    "\u0301",
)
_NAMES = (
    "colour",
    "kept",
    "id",
    "Name",
    "best ",
    "",
    "é",
    "unit",
    "period",
    "parts",
    "missing",
    "since",
    "approximate",
)


def places(data: Any) -> Iterator[tuple[Holder, Step]]:
    """Every value of a document but the document itself, as what holds it and where."""
    for step, item in list(data.items()) if isinstance(data, dict) else list(enumerate(data)):
        yield data, step
        if isinstance(item, dict | list):
            yield from places(item)


def _drop(holder: Holder, step: Step, draw: DrawFn, all_places: list[tuple[Holder, Step]]) -> None:
    del holder[step]


def _replace(holder: Holder, step: Step, draw: DrawFn, all_places: list[tuple[Holder, Step]]) -> None:
    holder[step] = draw(st.sampled_from(ODD))


def _take_another(holder: Holder, step: Step, draw: DrawFn, all_places: list[tuple[Holder, Step]]) -> None:
    other, where = draw(st.sampled_from(all_places))
    holder[step] = copied(other[where])


def _rename(holder: Holder, step: Step, draw: DrawFn, all_places: list[tuple[Holder, Step]]) -> None:
    if isinstance(holder, dict):
        holder[draw(st.sampled_from(_NAMES))] = holder.pop(step)


def _add(holder: Holder, step: Step, draw: DrawFn, all_places: list[tuple[Holder, Step]]) -> None:
    other, where = draw(st.sampled_from(all_places))
    if isinstance(holder, list):
        holder.append(copied(other[where]))
    elif isinstance(where, str):
        holder[where] = copied(other[where])
    else:
        holder[draw(st.sampled_from(_NAMES))] = draw(st.sampled_from(ODD))


def _edit(holder: Holder, step: Step, draw: DrawFn, all_places: list[tuple[Holder, Step]]) -> None:
    item = holder[step]
    if isinstance(item, str):
        where = draw(st.sampled_from((0, len(item) // 2, len(item))))
        holder[step] = item[:where] + draw(st.sampled_from(_SIGNS)) + item[where:]
    elif isinstance(item, bool):
        holder[step] = draw(st.sampled_from((int(item), str(item).lower())))
    elif isinstance(item, int | float):
        holder[step] = draw(
            st.sampled_from((-item, item + 0.5, item * 10**16, str(item), item != 0, float(item), item + 1))
        )
    elif isinstance(item, list):
        holder[step] = draw(st.sampled_from((item + item[:1], item[1:], item[:1] * 2, [*reversed(item)], {"0": item})))
    else:
        holder[step] = draw(st.sampled_from(([item], json.dumps(item), {})))


_CHANGES: tuple[Callable[[Holder, Step, DrawFn, list[tuple[Holder, Step]]], None], ...] = (
    *(_drop, _replace, _take_another, _rename, _add, _edit, _edit),
)


def copied(data: Any) -> Any:
    return json.loads(json.dumps(data))


@st.composite
def changed(draw: DrawFn, document: Any) -> Any:
    """The document with one or two things changed."""
    data = copied(document)
    for _ in range(draw(st.sampled_from((1, 1, 2)))):
        all_places = list(places(data))
        if all_places:
            holder, step = draw(st.sampled_from(all_places))
            draw(st.sampled_from(_CHANGES))(holder, step, draw, all_places)
    return data
