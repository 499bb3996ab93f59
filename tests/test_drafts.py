"""Drafts: what is proposed stands in the words, what is doubtful stays open, and readers' decisions merge."""

import json
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import sitrep as sr
from bench.marked import TEXTS as MARKED, Score, Text, score, texts
from sitrep.drafts import Decision, Drafted, apply, merge_decisions
from sitrep.drafts.decisions import read_decisions, standing, write_decisions
from sitrep.values.pcodes import Pcodes

SOME = settings(max_examples=max(10, settings().max_examples // 5))
TEXTS = [*texts()]
FRESH = MARKED / "fresh"
ARTICLE = (
    "At least 12 people were killed in Marona on Tuesday and 31 injured, the health ministry said. "
    "Some 4,300 people have been displaced. Police denied that 9 people were missing."
)
ABOUT = sr.Document(title="An article", publisher="Wire", published="2024-03-14", language="en")


def accepted(draft: Drafted, by: str = "Ana") -> list[Decision]:
    return [decision(draft, each.id, "accepted", by) for each in draft if each.is_whole]


def decision(draft: Drafted, proposal: str, verdict: str, by: str = "Ana", **more: Any) -> Decision:
    return Decision(draft=draft.digest, proposal=proposal, verdict=verdict, by=by, **more)


# What is proposed stands in the words


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_what_is_accepted_is_proven_by_its_text(text: Text) -> None:
    draft = text.draft()
    report = apply(draft, accepted(draft))
    assert len(report) > 2
    assert sr.verify(report, [text.text]) == ()


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_each_field_has_its_words(text: Text) -> None:
    for proposal in text.draft():
        assert proposal.evidence.keys() >= proposal.record.keys()
        assert all(0 <= start < end <= len(text.text) for start, end in proposal.evidence.values())
        assert text.text[proposal.start : proposal.end] == proposal.words


def test_nothing_wrong_is_stated_of_the_texts_that_were_written_later() -> None:
    assert sum(map(score, texts(FRESH)), Score()).wrong == ()


def test_the_goals_are_reached_on_the_marked_texts() -> None:
    total = sum(map(score, TEXTS), Score())
    assert total.amounts > 100
    assert total.wrong == ()
    assert total.right >= 0.99 * total.amounts, total.missed
    assert total.unchanged >= 0.7 * total.records


FRAGMENTS = {
    "en": (
        "at least|12|3,400|scores of|about 90|people|children|houses|cows|were|killed|injured|destroyed|not",
        "denied that|police|said|on Tuesday|in Marona|and|,|.|including|of|the|if|expected to|since 1 May",
        "cholera|cases|half|$|%",
    ),
    "fr": (
        "au moins|12|3 400|personnes|enfants|maisons|ont été|tuées|blessées|détruites|ne|pas|a nié que|selon",
        "la police|mardi|à Marona|et|,|.|dont|de|si|depuis le 1er mai|choléra|cas|de 9 à 12",
    ),
    "es": (
        "al menos|12|3.400|personas|niños|viviendas|fueron|murieron|heridas|destruidas|no|negó que|según",
        "la policía|el martes|en Marona|y|,|.|entre ellos|de|si|desde el 1 de mayo|cólera|casos|de 9 a 12",
    ),
    "ar": (
        "ما لا يقل عن|12|٣٤|شخصا|أطفال|منزل|قتل|أصيب|دمر|لم|نفت|الشرطة|قالت|يوم الثلاثاء",
        "في مدينة كلدا|و|،|.|بينهم|من|إذا|منذ 1 مايو|الكوليرا|حالة|بحسب",
    ),
}


@st.composite
def jumbles(draw: st.DrawFn) -> tuple[str, str]:
    language = draw(st.sampled_from(sorted(FRAGMENTS)))
    fragments = draw(st.lists(st.sampled_from("|".join(FRAGMENTS[language]).split("|")), max_size=24))
    return " ".join(fragments), language


@SOME
@given(jumbles())
def test_whatever_words_stand_together_what_is_accepted_is_proven(said: tuple[str, str]) -> None:
    text, language = said
    draft = sr.draft(text, document=ABOUT, language=language)
    report = apply(draft, accepted(draft))
    assert [notice for notice in sr.verify(report, [text]) if notice.severity == "error"] == []


@SOME
@given(st.text())
def test_any_text_is_drafted_and_read_back(text: str) -> None:
    draft = sr.draft(text)
    assert Drafted.loads(draft.dumps()) == draft


# Kinds of sentences


def drafted(text: str, language: str = "en") -> Any:
    [first, *_] = sr.draft(text, document=ABOUT.replace(language=language)).proposals
    return first


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        (
            "At least 12 people were killed in Marona on Tuesday.",
            "At least 12 people",
            "at least 12 people, 2024-03-12",
        ),
        ("The quake killed 9 people.", "9 people", "Killed: 9 people"),
        ("About 70 houses were destroyed.", "About 70", "about 70 houses"),
        ("Injured: 34.", "34", "Injured: 34 people"),
        ("In 2023, 400 people died.", "400 people", "Died: 400 people, 2023"),
        ("Between 1 and 5 March, 17 people were killed.", "17 people", "2024-03-01 to 2024-03-05"),
        ("The number of people killed has risen to 45.", "45", "Killed: 45 people"),
        ("Some 200 families fled; 300 households were displaced.", "Some 200 families", ""),
        ("The Kalda crossing reopened on Monday.", "Kalda crossing reopened", "Kalda crossing: open, 2024-03-11"),
        ("Some 500 people were killed in Odrin, Kenya.", "Some 500 people", "Odrin"),
    ],
)
def test_what_a_sentence_states_is_proposed(text: str, words: str, sentence: str) -> None:
    found = drafted(text)
    assert found.words == words
    assert sentence in str(found.claim or "")


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("30 people were not injured.", "negation"),
        ("There is no evidence that 60 people were killed.", "negation"),
        ("Were 100 people killed?", "negation"),
        ("It is unclear whether 60 people were killed.", "negation"),
        ("As many as 90 people may have been killed.", "modality"),
        ("Some 200 cows were killed.", "group"),
        ("12 women and children were killed.", "group"),
        ("More than 40 armed men were killed.", "group"),
        ("Half of the 2,000 residents have fled.", ""),
        ("12 people were killed or injured.", "type"),
        ("70 wounded were expected to leave.", "type"),
        ("10 people were killed last year.", "period"),
        ("He said 14 people were killed.", "source"),
        ("The minister, who came on Sunday, said 14 people were killed.", "source"),
        ("400 people have fled since fighting began in April.", "since"),
        ("The previous toll was 400, compared with 300 people killed before.", "type"),
        ("45 buses arrived.", "type"),
    ],
)
def test_what_is_doubtful_stays_open(text: str, open_: str) -> None:
    draft = sr.draft(text, document=ABOUT)
    assert not any(each.is_whole for each in draft)
    assert open_ in (*draft.proposals[0].open, "")


def test_a_denial_is_no_support() -> None:
    denied = drafted("Police denied that 9 people were missing.")
    assert denied.attribution["stance"] == "denies"
    assert denied.attribution["source"] == {"name": "Police"}
    assert [each.stance for each in denied.claim.attributions] == ["denies"]


@pytest.mark.parametrize(
    ("text", "language", "modality"),
    [
        ("If the talks fail, 400 people will be displaced.", "en", "conditional"),
        ("Some 400 people are expected to be evacuated.", "en", "expected"),
        ("400 personnes devraient être évacuées.", "fr", "expected"),
        ("400 personas serán evacuadas.", "es", "expected"),
        ("من المتوقع إجلاء 400 شخص.", "ar", "expected"),
    ],
)
def test_what_has_not_happened_is_not_stated_as_if_it_had(text: str, language: str, modality: str) -> None:
    assert drafted(text, language).record["modality"] == modality


def test_places_get_their_codes_from_a_table() -> None:
    pcodes = Pcodes([sr.Place(name="Marona", pcode="VL01", country="KEN", admin_level=1)])
    [killed] = sr.draft("12 people were killed in Marona.", pcodes=pcodes)
    assert killed.record["place"] == {"name": "Marona", "pcode": "VL01", "country": "KEN", "admin_level": 1}


def test_a_language_that_is_not_known_is_refused() -> None:
    with pytest.raises(sr.InvalidError, match="'de' is refused; expected one of en, fr, es, ar"):
        sr.draft("Zwölf Menschen", language="de")
    with pytest.raises(sr.InvalidError, match="the text of a document"):
        sr.draft(b"12 people")  # type: ignore[arg-type]


# Decisions

DRAFT = sr.draft(ARTICLE, document=ABOUT)
WHOLE = [each for each in DRAFT if each.is_whole]


@st.composite
def decisions(draw: st.DrawFn) -> tuple[Decision, ...]:
    def one() -> Decision:
        proposal = draw(st.sampled_from(WHOLE))
        verdict = draw(st.sampled_from(["accepted", "corrected", "rejected", "open"]))
        record = {**proposal.record, "people": {"best": draw(st.integers(1, 3))}} if verdict == "corrected" else {}
        by, at = draw(st.sampled_from(["Ana", "Bo"])), draw(st.sampled_from(["", "2024-03-15", "2024-03-16"]))
        return decision(DRAFT, proposal.id, verdict, by, at=at, record=record)

    return tuple(one() for _ in range(draw(st.integers(0, 5))))


@given(decisions(), decisions(), decisions())
def test_decisions_of_readers_merge_by_the_laws(a: Any, b: Any, c: Any) -> None:
    assert merge_decisions(a, b) == merge_decisions(b, a)
    assert merge_decisions(merge_decisions(a, b), c) == merge_decisions(a, merge_decisions(b, c))
    assert merge_decisions(a, a) == merge_decisions(a)
    both = merge_decisions(a, b)
    assert {each.canonical for each in (*a, *b)} == {each.canonical for each in both}
    assert read_decisions(write_decisions(both)) == both
    assert apply(DRAFT, (*a, *b)) == apply(DRAFT, (*b, *a))


def test_a_later_decision_takes_the_place_of_an_earlier_one_of_the_same_reader() -> None:
    first, *_ = WHOLE
    earlier = decision(DRAFT, first.id, "accepted", at="2024-03-15")
    later = decision(DRAFT, first.id, "rejected", at="2024-03-16")
    assert standing([later, earlier]) == {first.id: [later]}
    assert len(apply(DRAFT, [earlier, later])) == 0
    assert len(merge_decisions([earlier], [later])) == 2


def test_what_one_takes_in_and_another_rejects_is_there_with_both() -> None:
    first, *_ = WHOLE
    report = apply(DRAFT, [decision(DRAFT, first.id, "accepted"), decision(DRAFT, first.id, "rejected", "Bo")])
    [claim] = report.claims
    [judgement] = report.judgements
    assert judgement.claim == claim.id
    assert (str(judgement.by), judgement.verdict) == ("Bo", "rejected")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"draft": "0" * 64}, r"decisions\[0\].draft: .* expected the digest of this draft's text"),
        ({"proposal": "1-2"}, "proposal: '1-2' is refused; expected the id of a proposal"),
        ({"verdict": "yes"}, "verdict: 'yes' is refused; expected one of: accepted, corrected, rejected, open"),
        ({"by": " "}, "by: .* expected the name of the reader"),
        ({"verdict": "corrected"}, "the whole record where it is corrected"),
        ({"verdict": "corrected", "record": {"type": "casualty", "outcome": 3}}, "outcome: 3 is refused"),
        ({"at": "soon"}, "'soon' is refused"),
    ],
)
def test_a_wrong_decision_is_refused(changes: dict[str, Any], words: str) -> None:
    given_ = {"draft": DRAFT.digest, "proposal": WHOLE[0].id, "verdict": "accepted", "by": "Ana"} | changes
    with pytest.raises(sr.InvalidError, match=words):
        apply(DRAFT, [Decision(**given_)])


def test_what_is_open_cannot_be_accepted() -> None:
    draft = sr.draft("Some 200 cows were killed.", document=ABOUT)
    with pytest.raises(sr.InvalidError, match="nothing left open of “Some 200”: group"):
        apply(draft, [decision(draft, draft.proposals[0].id, "accepted")])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"format": "sitrep/1"}', r"expected a draft: 'sitrep-draft/1'"),
        ("[]", "expected a draft"),
        ('{"format": "sitrep-draft/1"}', "a draft as `sitrep draft` writes it"),
    ],
)
def test_what_is_no_draft_is_refused(content: str, words: str) -> None:
    with pytest.raises(sr.InvalidError, match=words):
        Drafted.loads(content)


def test_a_draft_whose_words_do_not_stand_at_their_place_is_refused() -> None:
    data = json.loads(DRAFT.dumps())
    data["text"] = "x" + data["text"]
    with pytest.raises(sr.InvalidError, match=r"proposals\[0\].words"):
        Drafted.loads(json.dumps(data))
