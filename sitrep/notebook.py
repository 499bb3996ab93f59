"""HTML that a notebook shows of a value: plain tables and lists, in which all that is given is text."""

from collections.abc import Iterable, Sequence
from html import escape

MOST = 50
"""The rows of a table that are shown."""


def html_table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; of its rows the first, with the number of the others."""
    listed = [*rows]
    shown = "".join(f"<tr>{_cells('td', row)}</tr>" for row in listed[:MOST])
    more = f"<p>and {len(listed) - MOST:,} more</p>" if len(listed) > MOST else ""
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{_cells('th', head)}</tr></thead>"
        f"<tbody>{shown}</tbody></table>{more}"
    )


def html_list(title: str, items: Iterable[object] = ()) -> str:
    """Return a paragraph with a list below it."""
    listed = "".join(f"<li>{escape(str(item))}</li>" for item in items)
    return f"<p>{escape(title)}</p>" + (f"<ul>{listed}</ul>" if listed else "")


def _cells(tag: str, cells: Sequence[object]) -> str:
    return "".join(f'<{tag} style="text-align:start">{escape(str(cell))}</{tag}>' for cell in cells)
