"""Sources, the documents they speak in, and the words."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar, Self

from sitrep.errors import Fault, FaultCode, refuse
from sitrep.fields.declarations import Value, declare, part, required
from sitrep.fields.kinds import (
    Closed,
    Flag,
    Matching,
    One,
    Open,
    OpenSet,
    Prose,
    RequiredClosed,
    RequiredOne,
    RequiredText,
    RequiredWhole,
    Sequence,
    Text,
    Whole,
    between,
)
from sitrep.languages import isolated, say, say_list
from sitrep.values.labels import LABELS, sensitivity, tlp
from sitrep.values.periods import OptionalPeriod
from sitrep.vocabularies import Caveat, Reliability, Sensitivity, SourceKind, Stance, TrafficLight


def _cased_tag(text: str) -> str:
    return "-".join(_cased(place, each) for place, each in enumerate(text.split("-")))


def _cased(place: int, subtag: str) -> str:
    """A subtag as BCP 47 writes it: `zh-Hant-TW`. Two spellings of one tag would be two values."""
    if place and len(subtag) == 4 and subtag.isalpha():
        return subtag.title()
    return subtag.upper() if place and len(subtag) == 2 else subtag.lower()


sha256_text = Matching(re.compile("[0-9a-f]{64}"), "a SHA-256 digest: 64 hexadecimal digits in lower case")
language_tag = Matching(
    re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"), "a BCP 47 language tag", ("en", "ar", "pt-BR"), then=_cased_tag
)
# A link of the schemes that are left out would run what a stranger wrote.
url_text = Matching(
    re.compile("(?!javascript:|vbscript:|data:)[a-z][a-z0-9+.-]*:[!-~]+"),
    "an absolute URL in ASCII",
    ("https://example.org/report",),
)


@declare
class Source(Value):
    """Somebody who asserts something: a body, an official, a medium.

    `reliability` is the Admiralty (NATO) letter, A to F, that the user of the source gives it. An
    anonymous source is named by what the report says of it ("an Egyptian official").
    """

    name: RequiredText = required(
        part("Name", hxl="#meta+source", meaning="The name, or the words that stand for it"), kw_only=False
    )
    kind: Open[SourceKind] = part("Kind", hxl="#meta+source+type", meaning="What kind of source it is")
    reliability: Closed[Reliability] = part(
        "Reliability",
        hxl="#meta+source+reliability",
        meaning="How far the source is trusted, A to F (Admiralty)",
    )
    anonymous: Flag = part("Anonymous", meaning="Whether the source asked not to be named")
    affiliation: Text = part("Affiliation", hxl="#meta+source+org", meaning="The body that the source speaks for")

    @classmethod
    def _from_shorthand(cls, given: object) -> Self:
        if not isinstance(given, str):
            raise refuse(given, "a Source, or its name", code=FaultCode.WRONG_TYPE)
        return cls(given)

    @cached_property
    def canonical(self) -> str:  # pyright: ignore[reportIncompatibleMethodOverride] - held on to, and else the same
        return self.write()

    def is_same_as(self, other: "Source") -> bool:
        """Return whether names are equal, and affiliations too where both give one."""
        return self.name == other.name and len({self.affiliation, other.affiliation} - {None}) <= 1

    def __str__(self) -> str:
        name = isolated(self.name)
        return f"{name} ({isolated(self.affiliation)})" if self.affiliation else name


@declare
class Document(Value):
    """The document in which a source speaks."""

    title: Text = part("Title", hxl="#meta+document+title", meaning="The title")
    publisher: Text = part("Publisher", hxl="#meta+document+publisher", meaning="Who published it")
    url: Text = part("URL", hxl="#meta+url", meaning="Where it can be read", rule=url_text)
    published: OptionalPeriod = part("Published", hxl="#date+published", meaning="When it was published")
    language: Text = part("Language", hxl="#meta+language", meaning="BCP 47 tag of its language", rule=language_tag)
    sha256: Text = part("SHA-256", meaning="Digest of the file's bytes, in hexadecimal", rule=sha256_text)

    @classmethod
    def _from_shorthand(cls, given: object) -> Self:
        if not isinstance(given, str):
            raise refuse(given, "a Document, or its title", code=FaultCode.WRONG_TYPE)
        return cls(title=given)

    def _faults(self) -> Iterator[Fault]:
        if not (self.title or self.publisher or self.url or self.sha256 or self.kept):
            yield Fault(
                self.to_json(), "at least one of title, publisher, url or sha256", code=FaultCode.STATES_NOTHING
            )

    @cached_property
    def canonical(self) -> str:  # pyright: ignore[reportIncompatibleMethodOverride] - held on to, and else the same
        return self.write()

    def __str__(self) -> str:
        named = self.title or self.url or self.publisher
        return isolated(named) if named else say("document {digest}", digest=(self.sha256 or "")[:12])


@declare
class Span(Value):
    """The place of words in a document: code points of its decoded text, the end not included."""

    start: RequiredWhole = required(
        part("Start", meaning="The first code point", rule=between(0, 2**53 - 1)), kw_only=False
    )
    end: RequiredWhole = required(
        part("End", meaning="The code point after the last", rule=between(1, 2**53 - 1)), kw_only=False
    )

    @classmethod
    def _from_shorthand(cls, given: object) -> Self:
        if isinstance(given, tuple) and len(given) == 2:
            return cls(*given)
        raise refuse(given, "a Span, or a pair of its start and end", code=FaultCode.WRONG_TYPE)

    def _faults(self) -> Iterator[Fault]:
        if self.end <= self.start:
            yield Fault(
                self.end, f"more than `start`, which is {self.start}", ("end",), code=FaultCode.BOUNDS_OUT_OF_ORDER
            )


@declare
class Attribution(Value):
    """An assertion of a record: who made it, through whom, when, where it is written and with which words.

    `via` runs from the one who spoke to the source to the one who published. `credibility` is the
    Admiralty digit, 1 (confirmed) to 6 (cannot be judged), of this piece of information. Its labels are those of
    who said it and how: the fact itself has labels of its own, in its claim.
    """

    labels: ClassVar[tuple[str, ...]] = LABELS

    source: RequiredOne[Source, str] = required(part("Source", hxl="#meta+source", meaning="Who asserts it"))
    via: Sequence[Source, str] = part("Via", hxl="#meta+source+via", meaning="Through whom it reached the document")
    said: OptionalPeriod = part("Said", hxl="#date+said", meaning="When the source said it")
    reported: OptionalPeriod = part("Reported", hxl="#date+reported", meaning="When it was reported")
    document: One[Document, str] = part("Document", hxl="#meta+document", meaning="The document that carries it")
    span: One[Span, tuple[int, int]] = part("Span", meaning="Where in the document's text")
    excerpt: Prose = part("Excerpt", hxl="#meta+excerpt", meaning="The few words that say so")
    credibility: Whole = part(
        "Credibility",
        hxl="#meta+credibility",
        meaning="How credible it is, 1 to 6 (Admiralty)",
        rule=between(1, 6),
    )
    stance: RequiredClosed[Stance] = part(
        "Stance",
        meaning="Whether the source asserts it, denies it or cannot confirm it",
        default=Stance.ASSERTS,
    )
    caveats: OpenSet[Caveat] = part("Caveats", meaning="What the source itself holds against it")
    sensitivity: Closed[Sensitivity] = sensitivity(of_source=True)
    tlp: Closed[TrafficLight] = tlp(of_source=True)

    @classmethod
    def _from_shorthand(cls, given: object) -> Self:
        if not isinstance(given, str | Source):
            raise refuse(given, "an Attribution, a Source, or the name of one", code=FaultCode.WRONG_TYPE)
        return cls(source=given)

    def _faults(self) -> Iterator[Fault]:
        if self.span and not self.document:
            yield Fault(self.span, "a document that the span is in", ("span",), code=FaultCode.INCOMPLETE)

    def __str__(self) -> str:
        said = [str(self.source), *(say("via {source}", source=relay) for relay in self.via)]
        if self.reported:
            said.append(str(self.reported))
        if self.stance != Stance.ASSERTS:
            said[0] = f"{said[0]} {self.stance.spoken}"
        return say_list(said)
