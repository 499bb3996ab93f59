"""Charts and maps drawn: as SVG for screens, and with its style in itself for paper, or as pictures of points."""

import re
from collections.abc import Mapping

from sitrep.page.charts import range_svg, series_svg
from sitrep.page.map import map_svg
from sitrep.page.model import Conflict, DrawnSeries, LocatorMap

Drawn = DrawnSeries | Conflict | LocatorMap

_TOKENS = re.compile(r"--([\w-]+):([^;}]*)")
_USES = re.compile(r"var\(--([\w-]+)(?:,([^()]*))?\)")
_RULES = re.compile(r"^svg[^{}]*\{[^{}]*\}(?:svg[^{}]*\{[^{}]*\})*", re.MULTILINE)


def drawn(shown: Drawn, name: str) -> str:
    """Return a drawing as SVG; `name` tells its parts from those of others. Blank where there is nothing to draw."""
    if isinstance(shown, DrawnSeries):
        return series_svg(shown, name)
    return map_svg(shown, name) if isinstance(shown, LocatorMap) else range_svg(shown, name)


def with_style(svg: str, style: str) -> str:
    """Return a drawing that has what it needs of the style of a page, in the colours of light paper, in itself."""
    tokens = dict(_TOKENS.findall(style[: style.find("}")]))
    rules = "".join(_RULES.findall(style))
    start = svg.index(">") + 1
    return _resolved(f"{svg[:start]}<style>{rules.replace('svg{', 'svg,text{')}</style>{svg[start:]}", tokens)


def _resolved(text: str, tokens: Mapping[str, str]) -> str:
    return _USES.sub(lambda used: tokens.get(used[1], used[2] or "none").replace('"', "'"), text)
