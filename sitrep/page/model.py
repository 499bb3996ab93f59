"""A page as plain data: what a renderer lays out, and all that it needs to know.

Which facts stand on a page, in which groups and order and in which words, is decided when it is
composed. Words here are whole: a renderer adds signs, colours and line breaks.
"""

from attrs import frozen

NARRATIVE = "Narrative"
CHANGES = "What changed"
NO_CHANGES = "Nothing changed."
NO_NEWS = "Nothing new is reported."
DISAGREEMENTS = "Where the sources disagree"
NO_DISAGREEMENTS = (
    "Nowhere: the report has no conflicting figures, and nothing in it is denied, disputed or judged in two ways."
)
RANGE = "Range between sources"
CHOSEN = "In the picture"
NOTICES = "What looks wrong"
JUDGED_IN_TWO_WAYS = "judged in two ways"
DOCUMENTS = "Documents"


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
    remark: str = ""
    """The fate of the source's word, where it no longer stands."""

    @property
    def sentence(self) -> str:
        return f"{self.words}: “{self.excerpt}”" if self.excerpt else self.words


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

    @property
    def warning(self) -> str:
        """A pointer to the disagreements; empty where there are none."""
        return (
            f"the sources disagree: see {', '.join(map(str, self.disagreements))} below" if self.disagreements else ""
        )


@frozen
class Group:
    """The subjects of one type of record."""

    title: str
    subjects: tuple[SubjectFacts, ...]


@frozen
class NarrativeNote:
    """A piece of narrative."""

    title: str
    """The section and the sector; empty where the report names neither."""
    paragraphs: tuple[str, ...]


@frozen
class RivalValue:
    """One of the values that can't all be true, as one fact states it."""

    value: str
    qualifiers: str
    sources: tuple[SourceLine, ...]
    corrections: tuple[str, ...] = ()
    judgements: tuple[str, ...] = ()


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


@frozen
class CitedDocument:
    """A document that sources speak in, with the number that stands beside them."""

    number: int
    words: str


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
