"""Audiences: how strictly each part of a report is held, who may get it, and what is above somebody."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from attrs import field, frozen

from sitrep.claims import Claim, Header, Judgement, Link, Note, Retraction
from sitrep.errors import FaultCode, SitrepError, refuse
from sitrep.fields.codes import strictest
from sitrep.fields.declarations import Value, declared
from sitrep.languages import say, say_list
from sitrep.naming import Names
from sitrep.report import SitRep
from sitrep.values.sources import Attribution, Source
from sitrep.vocabularies import Sensitivity, TrafficLight

OF_SENSITIVITY: Mapping[Sensitivity, TrafficLight] = {
    Sensitivity.LOW: TrafficLight.CLEAR,
    Sensitivity.MODERATE: TrafficLight.GREEN,
    Sensitivity.HIGH: TrafficLight.AMBER,
    Sensitivity.SEVERE: TrafficLight.RED,
}
"""With whom data of a level may be shared, where no TLP label says it."""

UNLABELLED = TrafficLight.GREEN
"""The label of what has none: it isn't public."""

OF_THE_ANONYMOUS = TrafficLight.AMBER_STRICT
"""The label of who asked not to be named: nobody outside the organisation reads the name."""

PSEUDONYM = re.compile("Confidential source [A-Z2-7]{8}-[A-Z2-7]{8}-[A-Z2-7]{8}")
"""The names that redaction gives to sources: they name nobody."""

Audience = TrafficLight | Sensitivity | str
"""The widest circle that gets something: a TLP label, or the level of sensitivity that it may have."""

_STRICTEST_LAST = [*TrafficLight]


def audience_of(given: Audience) -> TrafficLight:
    """Return the label that an audience has: `TLP:GREEN`, `green` and `moderate` are one. Raises `InvalidError`."""
    said = str(given).casefold().removeprefix("tlp:")
    if said in set(Sensitivity):
        return OF_SENSITIVITY[Sensitivity(said)]
    meant = TrafficLight.meant_by(said)
    if meant is None:
        expected = f"one of: {', '.join((*TrafficLight, *Sensitivity))}"
        raise refuse(str(given), expected, "audience", code=FaultCode.NOT_IN_LIST)
    return TrafficLight(meant)


class AudienceError(SitrepError):
    """A report that has more than its audience may get."""

    def __init__(self, audience: TrafficLight, above: Mapping[str, int]) -> None:
        said = ", ".join(f"{count} of the {name}" for name, count in above.items())
        super().__init__(
            f"audience: above {audience.value} are {said}. Redact the report first (sr.redact, `sitrep redact`), "
            "or leave out what is above (leave_out=True, --leave-out)."
        )
        self.audience = audience
        self.above = dict(above)


def own_label(value: Value) -> TrafficLight | None:
    """Return the stricter of the labels that a value has itself, or None."""
    given = [*filter(None, (getattr(value, "tlp", None), OF_SENSITIVITY.get(getattr(value, "sensitivity", None))))]  # type: ignore[arg-type]
    return strictest_of(given) if given else None


def strictest_of(labels: Iterable[TrafficLight]) -> TrafficLight:
    """Return the strictest of labels; of none the least strict that there is."""
    return max(labels, key=_STRICTEST_LAST.index, default=TrafficLight.CLEAR)


def exceeds(label: TrafficLight, audience: TrafficLight) -> bool:
    """Return whether what has this label is above an audience."""
    return _STRICTEST_LAST.index(label) > _STRICTEST_LAST.index(audience)


def of_source(source: Source) -> TrafficLight:
    """Return how strictly a name is held; a pseudonym is none."""
    is_pseudonym = PSEUDONYM.fullmatch(source.name) and not (source.affiliation or source.kept)
    return OF_THE_ANONYMOUS if source.anonymous and not is_pseudonym else TrafficLight.CLEAR


def is_labelled_above(attribution: Attribution, audience: TrafficLight) -> bool:
    """Return whether a word has a label of its own that is above an audience."""
    label = own_label(attribution)
    return label is not None and exceeds(label, audience)


@frozen(eq=False)
class Held:
    """A report, with how strictly each of its parts is held.

    A part has the stricter of its own labels. Without any a claim and a note have those of the headers, since nobody
    knows which head they came under, and at least that of what is unlabelled; an attribution has that of its claim.
    Whoever asked not to be named makes an attribution, and a word on a claim, as strict as that. What is about a
    claim is as strict as the claim.
    """

    report: SitRep

    @cached_property
    def default(self) -> TrafficLight:
        return strictest_of([UNLABELLED, *filter(None, map(own_label, self.report.headers))])

    @cached_property
    def _claims(self) -> dict[str, TrafficLight]:
        return {claim.id: own_label(claim) or self.default for claim in self.report}

    @cached_property
    def _subjects(self) -> dict[Any, TrafficLight]:
        """The least strict claim of each subject."""
        return {
            claim.subject: self.of(claim)
            for claim in sorted(self.report, key=lambda claim: -_STRICTEST_LAST.index(self.of(claim)))
        }

    def of(self, value: Value) -> TrafficLight:
        """Return how strictly a claim, or what stands beside the claims, is held."""
        match value:
            case Claim():
                return self._claims.get(value.id) or own_label(value) or self.default
            case Header():
                return own_label(value) or UNLABELLED
            case Note():
                return strictest_of([own_label(value) or self.default, *map(self._of_id, value.about)])
            case Retraction():
                ids = filter(None, (value.claim, value.replaced_by))
                sources = filter(None, (value.source, value.by))
                return strictest_of([*map(self._of_id, ids), *map(of_source, sources)])
            case Judgement():
                return strictest_of([self._of_id(value.claim), of_source(value.by)])
            case Link():
                return strictest_of(
                    [*(self._subjects.get(each, self.default) for each in value.subjects), of_source(value.by)]
                )
        return self.default

    def of_attribution(self, claim: Claim, attribution: Attribution) -> TrafficLight:
        """Return how strictly a source's word for a claim is held."""
        speaking = map(of_source, (attribution.source, *attribution.via))
        return strictest_of([own_label(attribution) or self.of(claim), *speaking])

    def confidential(self, audience: TrafficLight) -> frozenset[Source]:
        """Return the sources that an audience must not know: who asked not to be named, or whose word is above it."""
        return frozenset(self._confidential(audience))

    def _confidential(self, audience: TrafficLight) -> Iterator[Source]:
        for claim in self.report:
            for each in claim.attributions:
                is_above = is_labelled_above(each, audience)
                for source in (each.source, *each.via):
                    if is_above or exceeds(of_source(source), audience):
                        yield source
        others: tuple[Retraction | Link | Judgement, ...] = (
            *self.report.retractions,
            *self.report.links,
            *self.report.judgements,
        )
        for beside in others:
            speaking = (beside.by, beside.source) if isinstance(beside, Retraction) else (beside.by,)
            yield from (source for source in speaking if source is not None and exceeds(of_source(source), audience))

    def _of_id(self, claim_id: str) -> TrafficLight:
        return self._claims.get(claim_id, self.default)

    @property
    def strictest(self) -> TrafficLight:
        """The label that the whole must have."""
        words = (self.of_attribution(claim, each) for claim in self.report for each in claim.attributions)
        return strictest_of([*map(self.of, _parts(self.report)), *words])


def _parts(report: SitRep) -> Iterator[Value]:
    for name in declared(SitRep):
        yield from getattr(report, name)


@frozen
class Admitted:
    """The part of a report that an audience may get, and how much of it is left out."""

    report: SitRep
    left_out: Mapping[str, int] = field(factory=dict)
    """The number of claims, attributions, headers and so on that are above the audience."""


def within(report: SitRep, audience: Audience) -> Admitted:
    """Return what of a report an audience may get, whole: nothing in it is coarsened, as `redact` does.

    What names a source that the audience must not know is left out too.
    """
    reach, held = audience_of(audience), Held(SitRep.coerce(report))
    names = Names(frozenset(each.name for each in held.confidential(reach)))
    left_out: Counter[str] = Counter()
    claims: list[Claim] = []
    for claim in report:
        said = [
            each
            for each in claim.attributions
            if not (exceeds(held.of_attribution(claim, each), reach) or names.are_in_texts_of(each))
        ]
        if exceeds(held.of(claim), reach) or names.are_in_texts_of(claim.record) or not said:
            left_out["claims"] += 1
        else:
            left_out["attributions"] += len(claim.attributions) - len(said)
            claims.append(claim if len(said) == len(claim.attributions) else claim.replace(attributions=said))
    parts: dict[str, Any] = {"claims": claims}
    gone = {claim.id for claim in report} - {claim.id for claim in claims}
    for name in declared(SitRep).keys() - {"claims"}:
        values = getattr(report, name)
        parts[name] = [
            each
            for each in values
            if not exceeds(held.of(each), reach) and gone.isdisjoint(_ids_in(each)) and not names.are_in_texts_of(each)
        ]
        left_out[name] += len(values) - len(parts[name])
    if not left_out.total():
        return Admitted(report)
    counted = dict.fromkeys(("claims", "attributions", *declared(SitRep)))
    return Admitted(SitRep(**parts), {name: left_out[name] for name in counted if left_out[name]})


def _ids_in(value: Any) -> Iterable[str]:
    """Return the ids of the claims that something is about."""
    return (
        *filter(None, (getattr(value, "claim", None), getattr(value, "replaced_by", None))),
        *getattr(value, "about", ()),
    )


def admit(report: SitRep, audience: Audience | None, *, leave_out: bool = False) -> SitRep:
    """Return what of a report is written for an audience; without one, all of it.

    Raises `AudienceError` for what is above the audience, unless that is left out.
    """
    if audience is None:
        return report
    admitted = within(report, audience)
    if admitted.left_out and not leave_out:
        raise AudienceError(audience_of(audience), admitted.left_out)
    return admitted.report


def marking_of(report: SitRep) -> str:
    """Return what stands on each page and sheet: the label that the whole must have, and the strictest sensitivity.

    Where nothing has a label, nothing is said.
    """
    values = [*_parts(report), *(each for claim in report for each in claim.attributions)]
    levels: dict[str, Any] = {
        name: strictest(getattr(each, name, None) for each in values if each.labels) for name in Claim.labels
    }
    marks = [Held(report).strictest.value] if levels["tlp"] else []
    return say_list(
        [*marks, say("Sensitivity: {level}", level=level.spoken) if (level := levels["sensitivity"]) else None]
    )


def label(
    report: SitRep,
    *,
    sensitivity: Sensitivity | str | None = None,
    tlp: TrafficLight | str | None = None,
    words_of: Source | str | None = None,
    **chosen: Any,
) -> SitRep:
    """Return a report with at least these labels: what has a stricter one keeps it.

    All claims, headers and notes are labelled; with conditions, which are those of `SitRep.where`, the claims that
    fulfil them alone. With `words_of` the attributions of that source are labelled, in the claims that are chosen.
    """
    mark = _mark_of(sensitivity=sensitivity, tlp=tlp)
    part = report.where(**chosen) if chosen else report
    ids = {claim.id for claim in part}
    if words_of is not None:
        source = Source.coerce(words_of)
        claims = [
            claim.replace(
                attributions=[
                    each.labelled_like([mark]) if each.source.is_same_as(source) else each
                    for each in claim.attributions
                ]
            )
            if claim.id in ids
            else claim
            for claim in report
        ]
        return report.replace(claims=claims)
    claims = [claim.labelled_like([mark]) if claim.id in ids else claim for claim in report]
    if chosen:
        return report.replace(claims=claims)
    return report.replace(
        claims=claims,
        headers=[each.labelled_like([mark]) for each in report.headers],
        notes=[each.labelled_like([mark]) for each in report.notes],
    )


def _mark_of(*, sensitivity: Any, tlp: Any) -> Header:
    if sensitivity is None and tlp is None:
        raise refuse(None, "a sensitivity, a TLP label, or both", "tlp", code=FaultCode.MISSING)
    return Header(title="-", sensitivity=sensitivity, tlp=tlp and audience_of(tlp))
