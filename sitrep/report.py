"""The situation report: a set of headers, claims, retractions, links, judgements and notes."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from inspect import isclass
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from sitrep.claims import Claim, ClaimIdKind, Header, Judgement, Link, Note, Retraction
from sitrep.errors import FaultCode, refuse
from sitrep.fields.declarations import Value, declare, declared, part
from sitrep.fields.kinds import Many, ManyKind, ValueKind
from sitrep.merging import join_claims, lacking, lacking_of, unite
from sitrep.notebook import html_table
from sitrep.records.base import Record, Subject
from sitrep.selection import selection
from sitrep.values.sources import Attribution, Source
from sitrep.vocabularies import Verdict

FORMAT = "sitrep/1"
"""The name and version of the JSON form."""

SomeRecord = TypeVar("SomeRecord", bound=Record)


class ClaimsKind(ManyKind):
    """A set of claims in which each record stands once, in the order of the ids."""

    def collect(self, listed: list[Claim]) -> tuple[Claim, ...]:
        return tuple(join_claims(listed).values())


if TYPE_CHECKING:
    from sitrep.fields.kinds import Given

    Claims = Given[tuple[Claim, ...], Iterable[Claim]]
else:
    Claims = ClaimsKind(ValueKind(Claim))


@declare
class SitRep(Value):
    """A situation report: everything that one or more reports say, and who says it.

    An immutable set. `a | b` has everything of both and nothing else; `a <= b` asks whether b has
    everything of a; `a - b` is what b lacks, so that `b | (a - b) == a | b`. The empty report is
    the identity. Iterating gives the claims in the order of their ids.
    """

    takes_unknown: ClassVar[bool] = False
    beside: ClassVar[tuple[str, ...]] = ("format",)
    format: ClassVar[str] = FORMAT

    headers: Many[Header, Header] = part("Headers", meaning="The heads of the reports that it holds")
    claims: Claims = part("Claims", meaning="Who reported what")
    retractions: Many[Retraction, Retraction] = part("Retractions", meaning="Words taken back")
    links: Many[Link, Link] = part("Links", meaning="Judgements on which subjects are the same")
    judgements: Many[Judgement, Judgement] = part("Judgements", meaning="What those who weigh claims say of them")
    notes: Many[Note, Note] = part("Notes", meaning="The narrative")

    def __or__(self, other: "SitRep") -> "SitRep":
        return merge(self, other) if isinstance(other, SitRep) else NotImplemented

    def __le__(self, other: "SitRep") -> bool:
        return not (self - other) if isinstance(other, SitRep) else NotImplemented

    def __lt__(self, other: "SitRep") -> bool:
        return self <= other and self != other if isinstance(other, SitRep) else NotImplemented

    def __sub__(self, other: "SitRep") -> "SitRep":
        return self.beyond(other, relays=True) if isinstance(other, SitRep) else NotImplemented

    def beyond(self, other: "SitRep", *, relays: bool = False) -> "SitRep":
        """Return what this report says that the other doesn't.

        With `relays` it is `self - other`. Without them a word is no news that only came another way:
        through whom, when it was reported, in which document, where in it and with which excerpt.
        """
        if not isinstance(other, SitRep):
            raise refuse(other, "a SitRep", "other", code=FaultCode.WRONG_TYPE)
        parts: dict[str, Any] = {name: lacking_of(held(self), held(other)) for name, held in _SETS.items()}
        lacked = (lacking(claim, other._claims_by_id, relays=relays) for claim in self.claims)
        return SitRep(claims=filter(None, lacked), **parts)

    def __str__(self) -> str:
        size = ", ".join(
            f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
            for number, thing in ((len(self), "reported fact"), (len(_sources(self)), "source"))
        )
        if not self.headers:
            return size
        newest = max(self.headers, key=lambda each: (str(each.issued or ""), each.title))
        issued = f", issued {newest.issued}" if newest.issued else ""
        others = f" and {len(self.headers) - 1:,} more" if len(self.headers) > 1 else ""
        return f"{newest.title}{issued}{others}: {size}"

    def __repr__(self) -> str:
        """Return it in a line, however large it is; `as_code` has all of it."""
        return f"<SitRep {self}>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: how much is reported of what, and by whom."""
        by_type: dict[str, list[Claim]] = {}
        for claim in self:
            by_type.setdefault(claim.record.type, []).append(claim)
        rows = ((name, len(claims), ", ".join(_sources(claims))) for name, claims in by_type.items())
        return html_table(str(self), ("Type", "Reported facts", "Sources"), rows)

    def __bool__(self) -> bool:
        return bool(self._claims_by_id) or not self.is_blank

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self._claims_by_id)

    def __contains__(self, claim: object) -> bool:
        claim_id = claim.id if isinstance(claim, Claim | Record) else claim
        return isinstance(claim_id, str) and claim_id in self._claims_by_id

    def get(self, claim: str | Claim | Record) -> Claim | None:
        """The claim with this id (or of this record), or None."""
        return self._claims_by_id.get(_CLAIM_ID.convert(claim))

    @cached_property
    def _claims_by_id(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def _retractions_by_claim(self) -> dict[str, list[Retraction]]:
        return _by_claim(self.retractions)

    @cached_property
    def _judgements_by_claim(self) -> dict[str, list[Judgement]]:
        return _by_claim(self.judgements)

    def records(self, cls: type[SomeRecord]) -> Iterator[SomeRecord]:
        """The records of one type, or of all types that share a base, in the order of their ids."""
        given: Any = cls
        if not (isclass(given) and issubclass(given, Record)):
            raise refuse(cls, "a class of records", "cls", code=FaultCode.WRONG_TYPE)
        return (claim.record for claim in self.claims if isinstance(claim.record, cls))

    def where(
        self,
        *,
        type: Any = None,  # noqa: A002 - as the member of a record is called
        theme: "str | Iterable[str] | None" = None,
        place: Any = None,
        period: Any = None,
        source: Any = None,
    ) -> "SitRep":
        """Return the part of this report that fulfils every condition given, each of them one value or several.

        `type` is a class of records or its name; `theme` a heading of the page, or how it begins;
        `place` a name, a P-code or a country, which takes in what lies within it as far as codes
        tell; `period` a time that the fact's own overlaps, so that a fact without one is left out;
        `source` whoever says it or passed it on. A claim stays whole, with all its attributions. Raises
        `InvalidError` for a type or a theme that there isn't.
        """
        known = {claim.record.type for claim in self}
        wanted = selection(type=type, theme=theme, place=place, period=period, source=source, known=known)
        return self.keep(wanted.__contains__) if wanted else self

    def keep(self, is_wanted: Callable[[Claim], bool]) -> "SitRep":
        """Return the part of this report that is about the claims wanted.

        Of the retractions, links and judgements those of the claims that stay, of the notes those about one of them
        or about none in particular, and all headers.
        """
        claims = [claim for claim in self if is_wanted(claim)]
        ids, subjects = {claim.id for claim in claims}, {claim.subject for claim in claims}
        return self.replace(
            claims=claims,
            retractions=[each for each in self.retractions if each.claim in ids],
            judgements=[each for each in self.judgements if each.claim in ids],
            links=[link for link in self.links if not subjects.isdisjoint(link.subjects)],
            notes=[note for note in self.notes if not note.about or not ids.isdisjoint(note.about)],
        )

    def retract(self, claim: "str | Claim | Record", source: "Source | str", **retraction: Any) -> "SitRep":
        """This report with a retraction: `source` takes its word for the claim back.

        `at`, `reason`, `kind` and `replaced_by` tell more; `by` names who retracts, if that isn't the
        source. Only that source's word goes: a claim with other sources stands.
        """
        return merge(self, SitRep(retractions=[Retraction(claim, source=source, **retraction)]))

    def link(
        self, one: "Subject | Claim | Record", other: "Subject | Claim | Record", *, by: "Source | str", **link: Any
    ) -> "SitRep":
        """This report with a judgement that two subjects are the same, or with `same=False` that they are not."""
        return merge(self, SitRep(links=[Link([one, other], by=by, **link)]))

    def judge(
        self, claim: "str | Claim | Record", verdict: Verdict | str, *, by: "Source | str", **judgement: Any
    ) -> "SitRep":
        """This report with a judgement on a claim: "preferred", "rejected", "confirmed" or "in_review".

        `at` and `reason` tell more. The claim needn't be in this report; nothing is removed or chosen.
        """
        return merge(self, SitRep(judgements=[Judgement(claim, verdict, by=by, **judgement)]))

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """The claims of a merge, which are put in order when somebody first asks for them."""
            if name != "claims":
                return object.__getattribute__(self, name)
            by_id = object.__getattribute__(self, "_claims_by_id")
            claims = tuple(map(by_id.__getitem__, sorted(by_id)))
            object.__setattr__(self, name, claims)
            return claims

    def standing(self, claim: str | Claim | Record) -> tuple[Attribution, ...]:
        """The attributions of a claim that their sources have not taken back.

        A source takes back what it was reported to say up to then: what it says later stands again.
        Sources are the same here when their names are, and their affiliations where both give one.
        A claim without a standing attribution is inactive, and still in the report.
        """
        held = self.get(claim)
        if held is None:
            raise KeyError(_CLAIM_ID.convert(claim))
        withdrawals = self._retractions_by_claim.get(held.id)
        if not withdrawals:
            return held.attributions
        return tuple(
            attribution
            for attribution in held.attributions
            if not any(_withdraws(retraction, attribution) for retraction in withdrawals)
        )

    def disputes(self, claim: str | Claim | Record) -> tuple[Retraction, ...]:
        """The retractions of a claim by others than the source whose word they take back; they remove nothing."""
        return tuple(each for each in self._retractions_by_claim.get(_CLAIM_ID.convert(claim), ()) if not _is_own(each))

    def judgements_on(self, claim: str | Claim | Record) -> tuple[Judgement, ...]:
        """The judgements on a claim that stand: a later one takes the place of those by the same body."""
        judged = self._judgements_by_claim.get(_CLAIM_ID.convert(claim), ())
        return tuple(each for each in judged if not any(map(each.is_outdated_by, judged)))


_CLAIM_ID = ClaimIdKind()
_SETS = {name: attrgetter(name) for name in declared(SitRep) if name != "claims"}
_CLAIMS_OF = attrgetter("_claims_by_id")


OnClaim = TypeVar("OnClaim", Retraction, Judgement)


def _by_claim(said: Iterable[OnClaim]) -> dict[str, list[OnClaim]]:
    by_claim: dict[str, list[OnClaim]] = {}
    for each in said:
        by_claim.setdefault(each.claim, []).append(each)
    return by_claim


def _is_own(retraction: Retraction) -> bool:
    return retraction.by is None or retraction.by.name == retraction.source.name


def _withdraws(retraction: Retraction, attribution: Attribution) -> bool:
    if not attribution.source.is_same_as(retraction.source):
        return False
    if not _is_own(retraction):
        return False
    taken_back = retraction.at and retraction.at.latest
    reported = attribution.reported and attribution.reported.earliest
    return not (taken_back and reported and reported > taken_back)


def _sources(claims: Iterable[Claim]) -> list[str]:
    return sorted({attribution.source.name for claim in claims for attribution in claim.attributions})


def merge(*reports: SitRep) -> SitRep:
    """Everything that the reports say, and nothing else, in one pass over their claims.

    The order of the reports, repeats and grouping change nothing: not the value, not a byte.
    """
    for report in reports:
        if not isinstance(report, SitRep):
            raise refuse(
                report, "a SitRep", hint="A list of reports is unpacked: merge(*reports).", code=FaultCode.WRONG_TYPE
            )
    sets = {name: [*filter(None, map(held, reports))] for name, held in _SETS.items()}
    merged = SitRep.assemble(**{name: _united(name, held) for name, held in sets.items() if held})
    # Their order is left to `SitRep.__getattr__`.
    object.__setattr__(merged, "_claims_by_id", unite([*map(_CLAIMS_OF, reports)]))
    object.__delattr__(merged, "claims")
    return merged


def _united(name: str, sets: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    if len(sets) == 1:
        return sets[0]
    united: tuple[Any, ...] = declared(SitRep)[name].kind.collect([*chain.from_iterable(sets)])
    return united
