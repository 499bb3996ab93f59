"""Wrong merges, each of which somebody has written or might: the law suite catches every one."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis.strategies import SearchStrategy, integers

import sitrep as sr
from sitrep.fields.declarations import Value, declared
from sitrep.merging import stricter
from sitrep.testing import LawBroken, check_merge_laws
from sitrep.testing.drawing import stating
from sitrep.testing.families import Family
from sitrep.testing.laws import LAWS, Merge

pytestmark = pytest.mark.once

# The same examples in every run: whether a bug is caught is no matter of luck. None is shrunk, since nobody reads them.
GENERATED = settings(max_examples=1_000, derandomize=True, database=None, deadline=None, phases=[Phase.generate])

SEEDED: dict[str, Merge] = {}
NEEDS_TWINS: dict[str, Merge] = {}


def seeded(merge: Merge) -> Merge:
    SEEDED[merge.__name__] = merge
    return merge


def needs_twins(merge: Merge) -> Merge:
    """A wrong merge that is right, but for values that differ in one field of a value that they hold."""
    NEEDS_TWINS[merge.__name__] = merge
    return merge


def union(one: sr.SitRep, other: sr.SitRep, **changed: Any) -> sr.SitRep:
    """The true merge, with something else in some of its parts."""
    return sr.merge(one, other).replace(**changed)


def joined(one: sr.SitRep, other: sr.SitRep, join: Callable[[sr.Claim, sr.Claim], sr.Claim]) -> sr.SitRep:
    """The true merge, but for claims that both have."""
    claims = {claim.id: claim for claim in one}
    for claim in other:
        claims[claim.id] = join(claims[claim.id], claim) if claim.id in claims else claim
    return union(one, other, claims=claims.values())


def sourced(one: sr.SitRep, other: sr.SitRep, choose: Callable[[tuple[Any, ...]], Iterable[Any]]) -> sr.SitRep:
    """The true merge, with some of the attributions of each claim."""
    merged = sr.merge(one, other)
    chosen = ((claim, [*choose(claim.attributions)]) for claim in merged)
    return merged.replace(claims=[claim.replace(attributions=some) for claim, some in chosen if some])


def recorded(one: sr.SitRep, other: sr.SitRep, change: Callable[[Any], Any]) -> sr.SitRep:
    """The true merge, with other records."""
    merged = sr.merge(one, other)
    return merged.replace(claims=[claim.replace(record=change(claim.record)) for claim in merged])


def first_of_each(items: Iterable[Any], key: Callable[[Any], Any]) -> list[Any]:
    found: dict[Any, Any] = {}
    for item in items:
        found.setdefault(key(item), item)
    return [*found.values()]


# Claims that both have.


@seeded
def last_writer_wins(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return joined(one, other, lambda mine, its: its)


@seeded
def first_wins(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return joined(one, other, lambda mine, its: mine)


@seeded
def longest_wins(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return joined(one, other, lambda mine, its: max(mine, its, key=lambda claim: len(claim.attributions)))


@seeded
def only_what_both_have(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return union(one, other, claims=[claim for claim in sr.merge(one, other) if claim in one and claim in other])


@seeded
def only_what_one_of_them_has(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return union(one, other, claims=[claim for claim in sr.merge(one, other) if (claim in one) != (claim in other)])


@seeded
def stops_at_the_first_claim_in_common(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    claims = list(one)
    for claim in other:
        if claim in one:
            break
        claims.append(claim)
    return union(one, other, claims=claims)


# Sources.


@seeded
def drops_the_second_source(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return sourced(one, other, lambda said: said[:1])


@seeded
def keeps_at_most_three_sources(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return sourced(one, other, lambda said: said[:3])


@seeded
def one_attribution_for_each_name(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return sourced(one, other, lambda said: first_of_each(said, lambda each: each.source.name))


@seeded
def one_attribution_for_each_source(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return sourced(one, other, lambda said: first_of_each(said, lambda each: each.source))


@seeded
def one_attribution_for_each_source_and_day(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return sourced(one, other, lambda said: first_of_each(said, lambda each: (each.source, each.reported)))


@seeded
def one_attribution_for_each_document(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return sourced(one, other, lambda said: first_of_each(said, lambda each: each.document or each))


@seeded
def drops_denials(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return sourced(one, other, lambda said: [each for each in said if each.stance != "denies"])


@seeded
def a_denial_deletes_the_claim(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return sourced(one, other, lambda said: [] if any(each.stance == "denies" for each in said) else said)


@seeded
def python_calls_true_and_one_equal(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    def distinct(said: tuple[Any, ...]) -> list[Any]:
        kept: list[Any] = []
        for each in said:
            if each.to_json() not in [another.to_json() for another in kept]:
                kept.append(each)
        return kept

    return sourced(one, other, distinct)


@seeded
def takes_relays_for_a_set(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    def sorted_relays(said: sr.Attribution) -> sr.Attribution:
        return said.replace(via=sorted(said.via, key=lambda relay: relay.canonical))

    return sourced(one, other, lambda said: map(sorted_relays, said))


@seeded
def forgets_relays(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return sourced(one, other, lambda said: [each.replace(via=()) for each in said])


def resourced(one: sr.SitRep, other: sr.SitRep, told: Callable[[tuple[Any, ...]], Mapping[Any, Any]]) -> sr.SitRep:
    """The true merge, with other sources for the same."""
    merged = sr.merge(one, other)
    sources = told(tuple(each.source for claim in merged for each in claim.attributions))
    return sourced(one, other, lambda said: [each.replace(source=sources[each.source]) for each in said])


@seeded
def one_source_for_each_name(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    def by_name(sources: tuple[Any, ...]) -> dict[Any, Any]:
        first = {source.name: source for source in reversed(sources)}
        return {source: first[source.name] for source in sources}

    return resourced(one, other, by_name)


@needs_twins
def one_document_for_each_title(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    claims = sr.merge(one, other).claims
    cited = [each.document for claim in claims for each in claim.attributions if each.document]
    first = {document.title: document for document in reversed(cited) if document.title}

    def read(said: sr.Attribution) -> sr.Attribution:
        return said.replace(document=first[said.document.title]) if said.document and said.document.title else said

    return sourced(one, other, lambda said: map(read, said))


@seeded
def two_sources_make_it_credible(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return sourced(one, other, lambda said: [each.replace(credibility=1) for each in said] if said[1:] else said)


# Sensitivity.


@seeded
def keeps_the_older_sensitivity(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return joined(
        one,
        other,
        lambda mine, its: sr.merge(report(mine), report(its)).claims[0].replace(sensitivity=mine.sensitivity),
    )


@seeded
def keeps_the_lower_sensitivity(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    def lower(mine: sr.Claim, its: sr.Claim) -> sr.Claim:
        both = mine.sensitivity, its.sensitivity
        lowest = both[0] if stricter(*both) == both[1] else both[1]
        return sr.merge(report(mine), report(its)).claims[0].replace(sensitivity=lowest)

    return joined(one, other, lower)


@seeded
def compares_sensitivity_as_text(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    def latest(mine: sr.Claim, its: sr.Claim) -> sr.Claim:
        level = max(mine.sensitivity or "", its.sensitivity or "") or None
        return sr.merge(report(mine), report(its)).claims[0].replace(sensitivity=level)

    return joined(one, other, latest)


@seeded
def drops_sensitivity(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    merged = sr.merge(one, other)
    return merged.replace(claims=[claim.replace(sensitivity=None) for claim in merged])


def report(claim: sr.Claim) -> sr.SitRep:
    return sr.SitRep(claims=[claim])


# Rivals.


def figures_of(record: Any) -> dict[str, sr.Figure]:
    held = {each.name: getattr(record, each.name) for each in stating(type(record))}
    return {name: figure for name, figure in held.items() if isinstance(figure, sr.Figure) and figure.best}


@seeded
def sums_rival_figures(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    totals: Counter[tuple[sr.Subject, str]] = Counter()
    for claim in sr.merge(one, other):
        totals.update({(claim.subject, name): figure.best for name, figure in figures_of(claim.record).items()})

    def summed(record: Any) -> Any:
        changes = {name: figure for name, figure in figures_of(record).items() if (figure.best or 0) < 1_000_000}
        sums = {
            name: sr.Figure(best=round(totals[record.subject, name]), unit=figure.unit)
            for name, figure in changes.items()
            if 0 < totals[record.subject, name] < 2_000_000
        }
        return record.replace(**sums)

    return recorded(one, other, summed)


@seeded
def the_highest_figure_wins(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    merged = sr.merge(one, other)
    highest: dict[tuple[sr.Subject, str], float] = {}
    for claim in merged:
        for name, figure in figures_of(claim.record).items():
            place = claim.subject, name
            highest[place] = max(highest.get(place, figure.best or 0), figure.best or 0)
    claims = [
        claim
        for claim in merged
        if all(figure.best == highest[claim.subject, name] for name, figure in figures_of(claim.record).items())
    ]
    return merged.replace(claims=claims)


@seeded
def one_claim_for_each_subject(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return union(one, other, claims=first_of_each(sr.merge(one, other), lambda claim: claim.subject))


@seeded
def the_latest_of_each_subject(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    latest = sorted(sr.merge(one, other), key=lambda claim: str(claim.record.period or ""), reverse=True)
    return union(one, other, claims=first_of_each(latest, lambda claim: claim.subject))


@seeded
def composes_partial_records(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    stated: dict[sr.Subject, dict[str, Any]] = {}
    for claim in sr.merge(one, other):
        held = {each.name: getattr(claim.record, each.name) for each in stating(type(claim.record))}
        stated.setdefault(claim.subject, {}).update({name: value for name, value in held.items() if value})
    return recorded(one, other, lambda record: record.replace(**stated[record.subject]) if record.type_name else record)


@seeded
def one_record_for_each_sentence(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return union(one, other, claims=first_of_each(sr.merge(one, other), lambda claim: claim.record.sentence))


@seeded
def unions_by_type_and_place(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    merged = sr.merge(one, other)
    return merged.replace(claims=first_of_each(merged, lambda claim: (claim.record.type, claim.record.place)))


# Retractions.


@seeded
def loses_retractions(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return union(one, other, retractions=one.retractions)


@seeded
def drops_retractions_of_claims_not_yet_there(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    merged = sr.merge(one, other)
    return merged.replace(retractions=[each for each in merged.retractions if each.claim in merged])


@seeded
def deletes_what_is_retracted(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    merged = sr.merge(one, other)
    return merged.replace(claims=[claim for claim in merged if merged.standing(claim)])


@seeded
def one_retraction_for_each_claim(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    merged = sr.merge(one, other)
    return merged.replace(retractions=first_of_each(merged.retractions, lambda each: each.claim))


# Judgements.


@seeded
def loses_judgements(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return union(one, other, judgements=one.judgements)


@seeded
def deletes_what_is_rejected(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    merged = sr.merge(one, other)
    rejected = {each.claim for each in merged.judgements if each.verdict == "rejected"}
    return merged.replace(claims=[claim for claim in merged if claim.id not in rejected])


@seeded
def drops_judgements_of_claims_not_yet_there(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    merged = sr.merge(one, other)
    return merged.replace(judgements=[each for each in merged.judgements if each.claim in merged])


@seeded
def one_verdict_for_each_claim(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    judgements = sr.merge(one, other).judgements
    return union(one, other, judgements=first_of_each(judgements, lambda each: each.claim))


@seeded
def the_last_word_of_each_body(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    latest = sorted(sr.merge(one, other).judgements, key=lambda each: str(each.at or ""), reverse=True)
    return union(one, other, judgements=first_of_each(latest, lambda each: (each.claim, each.by)))


# What stands beside the claims.


@seeded
def keeps_its_own_header(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return union(one, other, headers=one.headers or other.headers)


@seeded
def at_most_two_headers(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return union(one, other, headers=sr.merge(one, other).headers[:2])


@seeded
def one_header_for_each_title(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return union(one, other, headers=first_of_each(sr.merge(one, other).headers, lambda each: each.title))


@seeded
def one_note_for_each_text(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return union(one, other, notes=first_of_each(sr.merge(one, other).notes, lambda each: each.text))


@seeded
def one_link_for_two_subjects(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return union(one, other, links=first_of_each(sr.merge(one, other).links, lambda each: each.subjects))


@seeded
def one_retraction_for_each_claim_and_source(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    retractions = sr.merge(one, other).retractions
    return union(one, other, retractions=first_of_each(retractions, lambda each: (each.claim, each.source)))


@seeded
def loses_links(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return union(one, other, links=[])


@seeded
def loses_notes_about_nothing_that_is_there(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    merged = sr.merge(one, other)
    return merged.replace(notes=[note for note in merged.notes if any(each in merged for each in note.about)])


@seeded
def signs_what_it_merges(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    merged = sr.merge(one, other)
    return merged.replace(notes=[*merged.notes, sr.Note("Merged automatically.")])


# What this version doesn't know.


@seeded
def drops_unknown_records(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    merged = sr.merge(one, other)
    return merged.replace(claims=[claim for claim in merged if not isinstance(claim.record, sr.UnknownRecord)])


@seeded
def drops_unknown_members(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return sourced(one, other, lambda said: [each.replace(kept="") for each in said])


@seeded
def drops_unknown_members_of_records(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    def known(record: Any) -> Any:
        stated = any(getattr(record, each.name) for each in stating(type(record)))
        return record.replace(kept="") if stated else record

    return recorded(one, other, known)


# Values.


@needs_twins
def one_place_for_each_name(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    places = [record.place for record in sr.merge(one, other).records(sr.Record) if record.place]
    first = {place.name: place for place in reversed(places) if place.name}

    def placed(record: Any) -> Any:
        return record.replace(place=first[record.place.name]) if record.place and record.place.name else record

    return recorded(one, other, placed)


@seeded
def writes_names_in_capitals(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    def louder(said: sr.Attribution) -> sr.Attribution:
        return said.replace(source=said.source.replace(name=said.source.name.upper()))

    return sourced(one, other, lambda said: map(louder, said))


@seeded
def calls_a_missing_figure_zero(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    def filled(record: Any) -> Any:
        people = getattr(record, "people", None)
        return record.replace(people=0) if isinstance(people, sr.Figure) and people.missing else record

    return recorded(one, other, filled)


# The machinery.


@seeded
def nothing_comes_of_nothing(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return sr.merge(one, other) if one and other else sr.SitRep()


@seeded
def changes_its_first_argument(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    object.__setattr__(one, "notes", sr.merge(one, other).notes)
    return sr.merge(one, other)


@seeded
def shares_its_claims_and_adds_to_them(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    merged = sr.merge(one, other)
    for claim in one:
        whole = merged.get(claim)
        if whole:
            object.__setattr__(claim, "attributions", whole.attributions)
    return merged


_MEMORY: dict[tuple[int, int], sr.SitRep] = {}


@seeded
def remembers_by_size(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    return _MEMORY.setdefault((len(one), len(other)), sr.merge(one, other))


@seeded
def compares_objects_and_not_values(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
    known = {id(each) for claim in one for each in claim.attributions}
    return joined(one, other, lambda mine, its: mine if id(its.attributions[0]) in known else its)


def one_of_those(drawn: list[Family]) -> SearchStrategy[Family]:
    """By its number: Hypothesis writes down what it chooses from, which is too much where it is families."""
    return integers(0, len(drawn) - 1).map(lambda number: drawn[number])


@pytest.fixture(scope="module")
def families(families_of_three: list[Family]) -> SearchStrategy[Family]:
    return one_of_those(families_of_three)


@pytest.mark.parametrize("name", SEEDED)
def test_the_laws_catch(name: str, families: SearchStrategy[Family]) -> None:
    with pytest.raises(LawBroken):
        check_merge_laws(SEEDED[name], reports=families, settings=GENERATED)


def test_there_are_many_and_the_true_merge_is_none_of_them(families: SearchStrategy[Family]) -> None:
    assert len(SEEDED) >= 50
    check_merge_laws(sr.merge, reports=families, settings=settings(GENERATED, max_examples=100))


# Compared by all fields but one, or by one of all. Were there no near-twins in the families, which differ in this field
# alone, the laws would call these merges right.


def without(name: str) -> Callable[[Value], Any]:
    """What is seen of a value by who is blind to one of its fields."""
    return lambda value: (
        type(value),
        value.kept,
        *((each.name, held) for each, held in value.given() if each.name != name),
    )


def blind_to(cls: type[Value], name: str) -> Merge:
    """Takes values of a class for one that differ in this field alone."""
    seen = without(name)

    def merge(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
        if cls is sr.Attribution:
            return sourced(one, other, lambda said: first_of_each(said, seen))
        part = f"{cls.__name__.lower()}s"
        return union(one, other, **{part: first_of_each(getattr(sr.merge(one, other), part), seen)})

    return merge


def loosened(cls: type[Value], name: str) -> Merge:
    """Takes the label that the first report has, or none, for that of both."""

    def merge(one: sr.SitRep, other: sr.SitRep) -> sr.SitRep:
        def loose(merged: Any, held: Any) -> list[Any]:
            mine = {value.bare: getattr(value, name) for value in held}
            return [value.replace(**{name: mine.get(value.bare)}) for value in merged]

        if cls is sr.Attribution:
            held = [each for claim in one for each in claim.attributions]
            return sourced(one, other, lambda said: loose(said, held))
        part = f"{cls.__name__.lower()}s"
        return union(one, other, **{part: loose(getattr(sr.merge(one, other), part), getattr(one, part))})

    return merge


for cls in (sr.Attribution, sr.Header, sr.Retraction, sr.Link, sr.Judgement, sr.Note):
    for name in declared(cls):
        # Labels tell no values apart.
        if name in cls.labels:
            NEEDS_TWINS[f"loosens_{cls.__name__}.{name}"] = loosened(cls, name)
        else:
            NEEDS_TWINS[f"is_blind_to_{cls.__name__}.{name}"] = blind_to(cls, name)


@pytest.mark.parametrize("name", NEEDS_TWINS)
def test_the_laws_catch_by_near_twins_what(name: str, families: SearchStrategy[Family]) -> None:
    with pytest.raises(LawBroken):
        check_merge_laws(NEEDS_TWINS[name], reports=families, laws=["nothing_lost"], settings=GENERATED)


def has_near_twins(family: Family, cls: type[Value], name: str) -> bool:
    """If the values of a class that a family holds are told apart by this field alone somewhere."""
    held = {value for report in family for value in getattr(report, f"{cls.__name__.lower()}s")}
    return len(held) > len(first_of_each(held, without(name)))


def test_without_near_twins_they_pass_for_right(families_of_three: list[Family]) -> None:
    for name in ("title", "version"):
        strangers = [family for family in families_of_three if not has_near_twins(family, sr.Header, name)]
        assert len(strangers) > 100
        merge = NEEDS_TWINS[f"is_blind_to_Header.{name}"]
        check_merge_laws(merge, reports=one_of_those(strangers), laws=["nothing_lost"], settings=GENERATED)


# No law is idle: each catches a bug when it is the only one.
CAUGHT_BY = {
    "nothing_lost": drops_denials,
    "nothing_invented": sums_rival_figures,
    "inputs_unchanged": changes_its_first_argument,
    "commutative": first_wins,
    "associative": a_denial_deletes_the_claim,
    "idempotent": only_what_one_of_them_has,
    "identity": nothing_comes_of_nothing,
    "monotone": only_what_both_have,
    "least_upper_bound": signs_what_it_merges,
    "round_trip": compares_objects_and_not_values,
    "difference": last_writer_wins,
}


@pytest.mark.parametrize("law", LAWS)
def test_each_law_catches_a_bug_by_itself(law: str) -> None:
    with pytest.raises(LawBroken):
        check_merge_laws(CAUGHT_BY[law], laws=[law], settings=GENERATED)
