"""A page as plain data: what a renderer lays out, and all that it needs to know.

Which facts stand on a page, in which groups and order and in which words, is decided when it is
composed. Words here are whole: a renderer adds signs, colours and line breaks.
"""

from attrs import frozen

from sitrep.languages import message, say
from sitrep.languages.speaking import is_right_to_left
from sitrep.records.themes import Theme

HIGHLIGHTS = message("Highlights")
MADE_FROM_FACTS = message("made from the reported facts")
KEY_FIGURES = message("Key figures")
NARRATIVE = message("Narrative")
CHANGES = message("What changed")
NO_CHANGES = message("Nothing changed.")
NO_NEWS = message("Nothing new is reported.")
DISAGREEMENTS = message("Where the sources disagree")
NO_DISAGREEMENTS = message(
    "Nowhere: the report has no conflicting figures, and nothing in it is denied, disputed or judged in two ways."
)
RANGE = message("Range between sources")
CHOSEN = message("In the picture")
NOTICES = message("What looks wrong")
JUDGED_IN_TWO_WAYS = message("judged in two ways")
SOURCES = message("Sources")
DOCUMENTS = message("Documents")
MAP = message("Map")
METHOD = message("How this page was made")
DISPUTED = message("sources disagree")
MADE_FROM_REPORTS = message("It is made from these reports:")
NO_VALUE_BETWEEN = message(
    "Points are joined where one report follows the next; no value is drawn that nobody reported. Hollow points were "
    "revised or withdrawn."
)
HEAD_OF_KEY_FIGURES = (message("Figure"), message("Of what"), message("Change"), message("Source"))
HEAD_OF_SOURCES = (message("Source"), message("What it is"), message("Facts"))


@frozen
class Masthead:
    """The head of one of the reports that the page is made from."""

    title: str
    about: tuple[str, ...]
    """The crisis, the publisher, the number, when it was issued and what it covers, as far as known."""


@frozen
class SourceLine:
    """A source of a fact: its name, anonymity and reliability, through whom and when it spoke."""

    words: str
    excerpt: str = ""
    """The words of the source, in one line and without quotation marks."""
    document: int | None = None
    """The number of the document among those of the page."""
    before: str = ""
    """The words of the document before the excerpt, where its text was given."""
    after: str = ""
    """Those after it."""
    language: str = ""
    """The language of the excerpt, where the document names one."""
    remark: str = ""
    """The fate of the source's word, where it no longer stands."""

    @property
    def sentence(self) -> str:
        return f"{self.words}: “{self.excerpt}”" if self.excerpt else self.words


@frozen
class DrawnPoint:
    """A figure as a source gave it for a time: what a chart has to draw, and to say to those who can't see it."""

    source: str
    day: str
    """The day that it is of, as YYYY-MM-DD: the last, of a time of several."""
    words: str
    low: float | None
    best: float | None
    high: float | None
    """Without a bound on one side it is open there."""
    is_current: bool = True
    """True if it stands: no newer word of its source on the same day replaces it, and it isn't withdrawn."""
    remark: str = ""
    """Revised or withdrawn."""


@frozen
class DrawnSeries:
    """A figure over time, by source; a value that nobody reported isn't in it."""

    title: str
    unit: str
    description: str
    """Its content in words, made from the figures."""
    points: tuple[DrawnPoint, ...]
    """By source, and then by day."""


@frozen
class ReportedFact:
    """A statement on a subject, with the sources that reported it."""

    statement: str
    id: str
    """The id of its claim, whole."""
    remarks: tuple[str, ...] = ()
    """Number of sources, where several assert it, and sensitivity."""
    state: str = ""
    """Withdrawn, denied, not confirmed, disputed or judged in two ways; empty where it simply stands."""
    sources: tuple[SourceLine, ...] = ()
    corrections: tuple[str, ...] = ()
    """The corrections, each with the one who took a word back or says that it was never said."""
    judgements: tuple[str, ...] = ()
    """The words of those who weigh facts on it, also where they judge otherwise or have judged anew since."""


@frozen
class SubjectFacts:
    """The facts on one subject, newest first."""

    headline: str
    facts: tuple[ReportedFact, ...]
    disagreements: tuple[int, ...] = ()
    """The numbers of the disagreements on it."""
    links: tuple[str, ...] = ()
    """Judgements that it is the same as another subject, or isn't."""
    newest: int = 1
    """The number of the facts, from the first, that are of the newest time."""
    series: tuple[DrawnSeries, ...] = ()
    """Its figures over time, where there are enough to draw."""

    @property
    def warning(self) -> str:
        """A pointer to the disagreements; empty where there are none."""
        return (
            say("the sources disagree: see {numbers} below", numbers=", ".join(map(str, self.disagreements)))
            if self.disagreements
            else ""
        )


@frozen
class Group:
    """The subjects of one type of record."""

    title: str
    subjects: tuple[SubjectFacts, ...]
    theme: str = ""
    """The heading under which people look for the type."""


@frozen
class ThemeGroups:
    """The groups of one theme."""

    title: str
    groups: tuple[Group, ...]


@frozen
class Highlight:
    """One of the things to know first."""

    words: str
    is_made: bool = False
    """True if it was made from a reported fact; else a person wrote it."""
    fact: str = ""
    """The id of the claim that it was made from, whole."""


@frozen
class KeyFigure:
    """A figure to know first."""

    label: str
    rounded: str
    """The number as people remember it, in its unit."""
    exact: str
    """The figure as it was reported; empty where that is what stands already."""
    range: str
    """The range between sources, where they disagree."""
    change: str
    """The change since the last report, or since the figure before it."""
    source: str
    date: str
    is_disputed: bool
    fact: str
    """The id of a claim that states it, whole."""


@frozen
class SourceEntry:
    """A source of the page, with what is known of it."""

    name: str
    about: tuple[str, ...]
    """Its kind, its reliability, and that it is anonymous, in words."""
    facts: int
    """The number of facts it speaks of."""


@frozen
class Spot:
    """A point on the map."""

    label: str
    latitude: float
    longitude: float
    facts: int


@frozen
class Area:
    """An area on the map, from boundaries that were given."""

    label: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    """Its outlines: degrees east and degrees north."""
    facts: int
    value: float | None = None
    words: str = ""
    """The figure that it is shaded by."""


@frozen
class LocatorMap:
    """A map of where the facts of a page are."""

    title: str
    description: str
    spots: tuple[Spot, ...]
    areas: tuple[Area, ...]
    countries: tuple[str, ...]
    """The countries that the facts speak of, by their ISO 3166-1 alpha-3 codes."""
    unplaced: int
    """The number of facts that have no place on it."""
    shaded_by: str = ""


@frozen
class NarrativeNote:
    """A piece of narrative."""

    title: str
    """The section and the sector; empty where the report names neither."""
    paragraphs: tuple[str, ...]
    language: str = ""
    is_highlight: bool = False
    """True if it stands among the highlights too."""


@frozen
class RivalValue:
    """One of the values that can't all be true, as one fact states it."""

    value: str
    qualifiers: str
    sources: tuple[SourceLine, ...]
    corrections: tuple[str, ...] = ()
    judgements: tuple[str, ...] = ()
    low: float | None = None
    best: float | None = None
    high: float | None = None
    """The bounds of a figure, as far as it has them."""


@frozen
class Conflict:
    """Values of one field and time that can't all be true, side by side."""

    headline: str
    point: str
    """Conflicting figures or statements, and of which field."""
    rivals: tuple[RivalValue, ...]
    range: str
    """From the least to the most that any of the figures may mean; empty where there is no range."""
    chosen: str
    reason: str


@frozen
class DisputedFact:
    """A fact that is denied, disputed or judged in two ways, without a rival value."""

    headline: str
    fact: ReportedFact


@frozen
class NoticeGroup:
    """The notices of one kind."""

    code: str
    severity: str
    meaning: str
    """Empty for kinds that no check declares."""
    sentences: tuple[str, ...]
    remedy: str
    count: int
    """Number of findings that they tell of; several may be told in one sentence."""


@frozen
class CitedDocument:
    """A document that sources speak in, with the number that stands beside them."""

    number: int
    words: str
    url: str = ""


@frozen
class Page:
    """The picture of a report for people: who says what, where they disagree, and what to look at."""

    mastheads: tuple[Masthead, ...]
    title: str
    as_known: str
    """The time of the last word of it, in words; empty where nothing is dated."""
    summary: str
    groups: tuple[Group, ...]
    narrative: tuple[NarrativeNote, ...]
    changes: tuple[str, ...]
    disagreements: tuple[Conflict | DisputedFact, ...]
    """In the order of their numbers, which begin at 1."""
    notices: tuple[NoticeGroup, ...]
    documents: tuple[CitedDocument, ...]
    report: str = ""
    """The title of the report as a whole."""
    about: tuple[tuple[str, str], ...] = ()
    """Questions that a reader asks first, each with its answer: number, dates, publisher, next update, contacts."""
    marking: str = ""
    """With whom it may be shared, or how sensitive it is."""
    highlights: tuple[Highlight, ...] = ()
    key_figures: tuple[KeyFigure, ...] = ()
    compared_with: str = ""
    """The older report that the changes are since."""
    sources: tuple[SourceEntry, ...] = ()
    map: LocatorMap | None = None
    method: tuple[str, ...] = ()
    language: str = "en"

    @property
    def themes(self) -> tuple[ThemeGroups, ...]:
        """The groups by their themes, in the order of a page."""
        order: dict[str, int] = {theme: place for place, theme in enumerate(Theme)}
        by_theme: dict[str, list[Group]] = {}
        for group in sorted(self.groups, key=lambda each: (order.get(each.theme, len(order)), each.theme)):
            by_theme.setdefault(group.theme, []).append(group)
        return tuple(ThemeGroups(say(title, context="theme"), tuple(groups)) for title, groups in by_theme.items())

    @property
    def facts(self) -> int:
        return sum(len(subject.facts) for group in self.groups for subject in group.subjects)

    @property
    def is_right_to_left(self) -> bool:
        return is_right_to_left(self.language)
