"""Proposals: what a text may state, with the words that support each part, and what they leave open."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from attrs import evolve, field, frozen

from sitrep.claims import Claim
from sitrep.codec import loads
from sitrep.codec.documents import parse
from sitrep.drafts.lexicon import Lexicon, lexicon
from sitrep.errors import DOCUMENT, FaultCode, InvalidError, refuse
from sitrep.fields.canonical import write_json
from sitrep.report import FORMAT
from sitrep.values.periods import Period
from sitrep.values.sources import Document

DRAFT_FORMAT = "sitrep-draft/1"


@frozen(kw_only=True)
class Proposal:
    """A record that a few words of a text may state.

    `record` and `attribution` are JSON data: all that the words make certain. `evidence` has, for each of their
    fields, the start and the end of the words that support it. `open` names what a reader has to settle; where there
    is none of it, `is_whole` is true and `claim` is the claim as it stands.
    """

    start: int
    end: int
    words: str
    figure: Mapping[str, Any] | None = None
    record: Mapping[str, Any] = field(factory=dict)
    attribution: Mapping[str, Any] = field(factory=dict)
    evidence: Mapping[str, tuple[int, int]] = field(factory=dict)
    open: tuple[str, ...] = ()
    sentence: tuple[int, int] = (0, 0)

    @property
    def id(self) -> str:
        """The id within its text: where its words stand."""
        return f"{self.start}-{self.end}"

    @property
    def type(self) -> str:
        return str(self.record.get("type", ""))

    @property
    def is_whole(self) -> bool:
        """True if nothing is left open that a record needs."""
        return bool(self.type) and not self.open

    @property
    def claim(self) -> Claim | None:
        return claim_of(self.record, self.attribution) if self.is_whole else None

    def to_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {"id": self.id, "start": self.start, "end": self.end, "words": self.words}
        data["sentence"] = [*self.sentence]
        for name in ("figure", "record", "attribution"):
            if getattr(self, name):
                data[name] = getattr(self, name)
        data["evidence"] = {name: [*span] for name, span in self.evidence.items()}
        return data | {"open": [*self.open]}


def claim_of(record: Mapping[str, Any], attribution: Mapping[str, Any]) -> Claim:
    """Return the claim that is meant. Raises `InvalidError` with every fault and its path."""
    try:
        [read] = _claims_of([(record, attribution)])
    except InvalidError as error:
        # Where it stands among claims is of no concern to whoever means it.
        raise InvalidError(evolve(fault, path=fault.path[2:]) for fault in error.faults) from None
    return read


def _claims_of(meant: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Sequence[Claim]:
    claims = [{"record": record, "attributions": [attribution]} for record, attribution in meant]
    return loads(json.dumps({"format": FORMAT, "claims": claims})).claims


def document_of(
    text: str, document: Document | str | None, language: str | None, published: Period | str | date | None
) -> tuple[Document, Lexicon, Period | None]:
    """Return the document of a text with what is known of it, the words of its language, and its day."""
    about = Document.coerce(document) if document else Document(title="A text")
    spoken = language or about.language or "en"
    known = lexicon(spoken.partition("-")[0])
    digest = about.sha256 or sha256(text.encode()).hexdigest()
    day = about.published or (Period.coerce(published) if published else None)
    return about.replace(language=about.language or spoken, sha256=digest, published=day), known, day


def checked(proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """Return proposals, those that their class refuses with what it refuses left open."""
    try:
        # All at once: that takes a fraction of the time, and hardly ever is one refused.
        _claims_of((each.record, each.attribution) for each in proposals if each.is_whole)
    except InvalidError:
        yield from map(_checked, proposals)
    else:
        yield from proposals


def _checked(proposal: Proposal) -> Proposal:
    try:
        proposal.claim  # noqa: B018 - what its class refuses isn't whole
    except InvalidError as error:
        faults = [str(fault.path[-1]) if fault.path else "record" for fault in error.faults]
        return evolve(proposal, open=tuple(dict.fromkeys((*proposal.open, *faults))))
    return proposal


@frozen(kw_only=True)
class Drafted:
    """The proposals of one text, in the order of the text."""

    text: str
    document: Document
    language: str
    proposals: tuple[Proposal, ...] = ()
    text_by: str = ""
    """The name and version of what made the text of the file; blank where it is the file."""

    def __iter__(self) -> Any:
        return iter(self.proposals)

    def __getitem__(self, proposal: str) -> Proposal:
        """The proposal with this id. Raises `InvalidError` where there is none."""
        found = next((each for each in self.proposals if each.id == proposal), None)
        if found is None:
            raise refuse(proposal, "the id of a proposal of this draft", "proposal", code=FaultCode.NOT_IN_LIST)
        return found

    @property
    def digest(self) -> str:
        """The SHA-256 of the text, by which decisions know their draft."""
        return sha256(self.text.encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        return {
            **({"text_by": self.text_by} if self.text_by else {}),
            "format": DRAFT_FORMAT,
            "document": self.document.to_json(),
            "language": self.language,
            "text": self.text,
            "proposals": [each.to_json() for each in self.proposals],
        }

    def dumps(self) -> str:
        """Return the draft as JSON text, for people to read."""
        return write_json(self.to_json(), indent=2)

    @classmethod
    def loads(cls, content: str | bytes) -> "Drafted":
        """Read a draft. Raises `InvalidError` for anything else, and for spans that aren't the words."""
        data = parse(content)
        if not isinstance(data, dict) or data.get("format") != DRAFT_FORMAT:
            raise refuse(_format_of(data), f"a draft: {DRAFT_FORMAT!r}", "format", code=FaultCode.UNREADABLE).under(
                root=DOCUMENT
            )
        try:
            document = Document(**data["document"])
            made = cls(text=data["text"], document=document, language=data["language"], text_by=data.get("text_by", ""))
            proposals = [_proposal(each) for each in data["proposals"]]
        except (KeyError, TypeError, ValueError) as error:
            raise refuse(str(error), "a draft as `sitrep draft` writes it", code=FaultCode.UNREADABLE).under(
                root=DOCUMENT
            ) from None
        for at, each in enumerate(proposals):
            if made.text[each.start : each.end] != each.words:
                raise refuse(each.words, "the words of the text at its place", "words", code=FaultCode.MISMATCH).under(
                    "proposals", at, root=DOCUMENT
                )
        return evolve(made, proposals=tuple(proposals))


def _format_of(data: object) -> object:
    return data.get("format") if isinstance(data, dict) else data


def _proposal(data: Mapping[str, Any]) -> Proposal:
    start, end = data["sentence"]
    return Proposal(
        start=data["start"],
        end=data["end"],
        words=data["words"],
        figure=data.get("figure"),
        record=data.get("record", {}),
        attribution=data.get("attribution", {}),
        evidence={name: (span[0], span[1]) for name, span in data["evidence"].items()},
        open=tuple(data["open"]),
        sentence=(start, end),
    )
