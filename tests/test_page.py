"""The page that people read: what stands on it, in which order and words, before anything lays it out."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import attrs
from builders import claim_of, killed, report_of
from hypothesis import given

import sitrep as sr
from sitrep.notices import Notice, Severity
from sitrep.page import model
from sitrep.page.composing import compose, notice_groups, summarize
from sitrep.page.model import Conflict, DisputedFact, Page, ReportedFact, SourceLine, SubjectFacts
from sitrep.page.words import say_attribution, short_id
from sitrep.pictures.policies import highest
from sitrep.testing import strategies

MINISTRY = sr.Attribution(
    source=sr.Source("Ministry of Health", reliability="C"),
    via=["Reuters"],
    reported="2024-03-02",
    document=sr.Document(title="Bulletin 4", url="https://example.org/4"),
    excerpt="87\n dead",
)
OFFICIAL = sr.Attribution(source=sr.Source("An official", anonymous=True), reported="2024-03-03")
TWO_TOLLS = report_of(claim_of(killed(87), MINISTRY, "AFP"), claim_of(killed(112), OFFICIAL))


def subjects(page: Page) -> list[SubjectFacts]:
    return [subject for group in page.groups for subject in group.subjects]


def facts(page: Page) -> list[ReportedFact]:
    return [fact for subject in subjects(page) for fact in subject.facts]


def source_lines(page: Page) -> Iterator[SourceLine]:
    for fact in facts(page):
        yield from fact.sources
    for disagreement in page.disagreements:
        for stated in [disagreement.fact] if isinstance(disagreement, DisputedFact) else disagreement.rivals:
            yield from stated.sources


def plain_parts(part: Any) -> Iterator[object]:
    """All that a page is made of, down to its texts and numbers."""
    if isinstance(part, tuple):
        for each in part:
            yield from plain_parts(each)
    elif type(part).__module__ == model.__name__ and attrs.has(type(part)):
        for field in attrs.fields(type(part)):
            yield from plain_parts(getattr(part, field.name))
    else:
        yield part


def is_texts_and_numbers_and_nothing_else(report: sr.SitRep, page: Page) -> None:
    assert {type(part) for part in plain_parts(page)} <= {str, int, type(None)}


def has_every_claim_once_with_all_its_sources(report: sr.SitRep, page: Page) -> None:
    shown = facts(page)
    assert sorted(fact.id for fact in shown) == [claim.id for claim in report]
    for fact in shown:
        claim = report.get(fact.id)
        assert claim is not None
        assert [line.words for line in fact.sources] == [say_attribution(each) for each in claim.attributions]


def points_to_every_disagreement_from_its_subject(report: sr.SitRep, page: Page) -> None:
    pointed_to = {number: subject.headline for subject in subjects(page) for number in subject.disagreements}
    assert pointed_to == {number: each.headline for number, each in enumerate(page.disagreements, 1)}


def numbers_documents_in_the_order_in_which_they_are_first_cited(report: sr.SitRep, page: Page) -> None:
    assert [document.number for document in page.documents] == list(range(1, len(page.documents) + 1))
    cited = dict.fromkeys(line.document for line in source_lines(page) if line.document is not None)
    assert [*cited] == [document.number for document in page.documents]


def begins_a_group_only_where_the_type_changes(report: sr.SitRep, page: Page) -> None:
    assert all(one.title != next_one.title for one, next_one in pairwise(page.groups))
    assert all(group.subjects for group in page.groups)


def has_the_summary_that_is_made_without_a_page(report: sr.SitRep, page: Page) -> None:
    assert page.summary == summarize(report)


LAWS = (
    is_texts_and_numbers_and_nothing_else,
    has_every_claim_once_with_all_its_sources,
    points_to_every_disagreement_from_its_subject,
    numbers_documents_in_the_order_in_which_they_are_first_cited,
    begins_a_group_only_where_the_type_changes,
    has_the_summary_that_is_made_without_a_page,
)
"""What holds of the page of any report; together, since drawing a report is what takes the time."""


@given(strategies.sitreps())
def test_every_page_keeps_the_laws_of_pages(report: sr.SitRep) -> None:
    page = compose(report)
    for law in LAWS:
        law(report, page)


def test_a_source_line_says_anonymity_reliability_relays_and_day() -> None:
    lines = {line.words: line for line in source_lines(compose(TWO_TOLLS))}
    assert lines.keys() == {
        "AFP",
        "An official (anonymous), reported 2024-03-03",
        "Ministry of Health (reliability C), via Reuters, reported 2024-03-02",
    }
    ministry = lines["Ministry of Health (reliability C), via Reuters, reported 2024-03-02"]
    assert (ministry.excerpt, ministry.document) == ("87 dead", 1)
    assert ministry.sentence.endswith("reported 2024-03-02: “87 dead”")
    assert lines["AFP"].sentence == "AFP"


def test_conflicting_figures_stand_side_by_side_with_their_range() -> None:
    page = compose(TWO_TOLLS, highest)
    [conflict] = page.disagreements
    assert isinstance(conflict, Conflict)
    assert conflict.point == "conflicting figures: People"
    assert [rival.value for rival in conflict.rivals] == ["112 people", "87 people"]
    assert (conflict.range, conflict.chosen, conflict.reason) == (
        "87 to 112 people",
        "112 people",
        "highest: 112 people",
    )
    [subject] = subjects(page)
    assert subject.warning == "the sources disagree: see 1 below"


def test_conflicting_words_have_no_range() -> None:
    crossings = [
        sr.Claim(sr.Crossing(name="Rafah", status=status, period="2024-03-01"), attributions=[source])
        for status, source in (("open", "AFP"), ("closed", "Reuters"))
    ]
    [conflict] = compose(report_of(*crossings)).disagreements
    assert isinstance(conflict, Conflict)
    assert (conflict.point, conflict.range) == ("conflicting statements: Status", "")


def test_what_is_taken_back_is_there_and_marked() -> None:
    correction = sr.Retraction(killed(112), source="An official", kind="corrected", replaced_by=killed(87))
    page = compose(TWO_TOLLS | sr.SitRep(retractions=[correction]))
    [withdrawn] = [fact for fact in facts(page) if fact.state]
    assert (withdrawn.statement, withdrawn.state) == ("112 people, 2024-03-01", "withdrawn")
    assert [line.remark for line in withdrawn.sources] == ["withdrawn"]
    assert withdrawn.corrections == ("Corrected by An official; now: 87 people, 2024-03-01",)
    assert page.disagreements == ()


def test_a_fact_that_is_denied_is_a_disagreement_of_its_own() -> None:
    denied = claim_of(killed(10), "AFP", sr.Attribution(source="Army", stance="denies"))
    [disagreement] = compose(report_of(denied)).disagreements
    assert isinstance(disagreement, DisputedFact)
    assert disagreement.fact.state == "disputed"
    assert "Army denies it" in [line.words for line in disagreement.fact.sources]


def test_remarks_count_sources_and_say_sensitivity() -> None:
    claim = sr.Claim(killed(87), attributions=["AFP", "Reuters"], sensitivity="moderate")
    [fact] = facts(compose(report_of(claim)))
    assert fact.remarks == ("2 sources", "sensitivity: moderate")
    assert fact.id == claim.id
    assert claim.id.startswith(short_id(claim.id))
    assert len(short_id(claim.id)) == len("casualty:") + 12


def test_a_page_says_when_and_as_known_when() -> None:
    assert (compose(TWO_TOLLS).title, compose(TWO_TOLLS).as_known) == ("Current picture", "as known on 2024-03-03")
    then = compose(TWO_TOLLS, at=sr.Period("2024-03-01"), known_at=sr.Period("2024-03-02"))
    assert (then.title, then.as_known) == ("Picture of 2024-03-01", "as known on 2024-03-02")
    assert [fact.statement for fact in facts(then)] == ["87 people, 2024-03-01"]
    assert compose(sr.SitRep()).as_known == ""


def test_headers_and_narrative_keep_their_words() -> None:
    header = sr.Header(title="Flash update", publisher="OCHA", number="4", issued="2024-03-02")
    note = sr.Note("Roads are cut.\n\nRain is forecast.", section="overview", sector="LOG")
    page = compose(sr.SitRep(headers=[header], notes=[note]))
    assert page.mastheads == (model.Masthead("Flash update", ("OCHA", "no. 4", "issued 2024-03-02")),)
    assert page.narrative == (model.NarrativeNote("Overview, LOG", ("Roads are cut.", "", "Rain is forecast.")),)


def test_a_page_says_what_changed_since_an_older_report() -> None:
    old = report_of(claim_of(killed(80, "2024-02-29"), "AFP"))
    new = old | report_of(claim_of(killed(87), "AFP"))
    assert compose(new, since=old).changes == ("Killed, Northern Province: 80 → 87 (+7)",)
    assert compose(new, since=new).changes == ()
    assert compose(new).changes == ()


def test_changes_are_those_known_at_the_time_asked_for() -> None:
    def toll(people: int, reported: str) -> sr.SitRep:
        return report_of(claim_of(killed(people), "AFP", reported=reported))

    old, new = toll(80, "2024-03-01"), toll(80, "2024-03-01") | toll(140, "2024-03-09")
    assert compose(new, since=old, known_at=sr.Period("2024-03-05")).changes == ()
    assert compose(new, since=old, known_at=sr.Period("2024-03-10")).changes != ()


def test_notices_of_one_kind_stand_together_with_one_remedy() -> None:
    notices = [
        Notice("check_failed", Severity.ERROR, (), "One broke off.", "Tell somebody."),
        Notice("check_failed", Severity.ERROR, (), "Another broke off.", "Tell somebody."),
        Notice("of_nobody", Severity.NOTE, (), "Good to know."),
    ]
    failed, unknown = compose(sr.SitRep(), notices=notices).notices
    assert (failed.severity, failed.sentences) == ("error", ("One broke off.", "Another broke off."))
    assert failed.meaning.startswith("A check of another package")
    assert (unknown.meaning, unknown.remedy) == ("", "")
    assert notice_groups([]) == ()
