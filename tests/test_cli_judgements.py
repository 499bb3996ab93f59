"""What people judge, on the command line: choosing, looking back, linking and taking back."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import claim_of, killed
from click.testing import CliRunner, Result

import sitrep as sr
from sitrep.cli.commands import sitrep as program

Run = Callable[..., Result]


FIVE, NINE = (
    claim_of(killed(5), "Mayor", reported="2024-03-01"),
    claim_of(killed(9), "Civil defence", reported="2024-03-03"),
)
OPEN = claim_of(
    sr.Crossing(name="Bab al-Hawa", status="open", period="2024-03-01"), "Border guard", reported="2024-03-01"
)
SHUT = claim_of(
    sr.Crossing(name="Bab al-Hawa Crossing", status="closed", period="2024-03-01"), "Radio", reported="2024-03-01"
)
REPORT = sr.SitRep(claims=[FIVE, NINE, OPEN, SHUT])


def short(claim: sr.Claim) -> str:
    return claim.id[: len(claim.record.type) + 13]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program beside a report."""
    monkeypatch.chdir(tmp_path)
    sr.dump(REPORT, "report.json")

    def invoke(*arguments: str, stdin: bytes = b"") -> Result:
        return CliRunner().invoke(program, arguments, input=stdin, env={"COLUMNS": "100"}, prog_name="sitrep")

    return invoke


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "In the picture: 9 people (newest: reported 2024-03-03)"),
        (["--policy", "lowest"], "In the picture: 5 people (lowest: 5 people)"),
        (["--policy", "best-corroborated"], "In the picture: 9 people (newest: reported 2024-03-03)"),
        (["--policy", "best-corroborated", "--policy", "lowest"], "In the picture: 5 people (lowest: 5 people)"),
        (["--prefer", "Mayor"], "In the picture: 5 people (preferred source: Mayor)"),
    ],
    ids=" ".join,
)
def test_show_takes_what_the_policy_chooses_and_says_why(run: Run, arguments: list[str], words: str) -> None:
    assert words in run("show", "report.json", *arguments).stdout


def test_a_source_to_prefer_that_the_report_lacks_is_refused_with_those_that_it_has(run: Run) -> None:
    refused = run("show", "report.json", "--prefer", "Nobody", "--prefer", "Mayor")
    assert refused.exit_code == 2
    assert "'Nobody' is no source of the report." in refused.stderr
    assert "Its sources: " in refused.stderr


def test_show_looks_back(run: Run) -> None:
    shown = run("show", "report.json", "--at", "2024-03-01", "--known-at", "2024-03-02").stdout
    assert shown.startswith("Picture of 2024-03-01, as known on 2024-03-02\n3 reported facts, 3 sources")
    assert "9 people" not in shown
    assert "0 reported facts" in run("show", "report.json", "--at", "2024-02").stdout
    refused = run("show", "report.json", "--known-at", "Tuesday")
    assert refused.exit_code == 2
    assert "'--known-at': 'Tuesday' is refused; expected an EDTF date" in " ".join(refused.stderr.split())


def test_show_gives_the_ids_on_demand(run: Run) -> None:
    assert f"• 5 people, 2024-03-01  [{short(FIVE)}]" in run("show", "report.json", "--ids").stdout
    assert short(FIVE) not in run("show", "report.json").stdout


def test_suggest_links_gives_pairs_with_a_score_a_reason_and_what_to_do(run: Run) -> None:
    lines = run("suggest-links", "report.json").stdout.splitlines()
    assert lines[0] == "• “Bab al-Hawa Crossing crossing” may be the same as “Bab al-Hawa crossing” (100%)"
    assert lines[1] == "    “Bab al-Hawa Crossing” and “Bab al-Hawa” are alike (100%)"
    assert lines[2] == f"    sitrep link report.json {short(SHUT)} {short(OPEN)} --by …"
    [suggestion] = json.loads(run("suggest-links", "report.json", "--format", "json").stdout)
    assert suggestion["score"] == 1.0
    assert suggestion["reasons"] == ["“Bab al-Hawa Crossing” and “Bab al-Hawa” are alike (100%)"]
    assert [sr.Subject(each.pop("type"), each) for each in suggestion["subjects"]] == [SHUT.subject, OPEN.subject]


def test_what_was_linked_is_not_proposed_again(run: Run) -> None:
    linked = run("link", "report.json", short(OPEN), short(SHUT), "--by", "OCHA", "--at", "2024-03-04", "-o", "l.json")
    assert linked.exit_code == 0
    assert sr.load("l.json") == REPORT.link(OPEN, SHUT, by="OCHA", at="2024-03-04")
    assert run("suggest-links", "l.json").stdout == "No two subjects look the same.\n"
    assert run("suggest-links", "report.json", "--least", "2").exit_code == 2


def test_link_holds_apart_too(run: Run) -> None:
    done = run("link", "-", OPEN.id, SHUT.id, "--by", "OCHA", "--not-same", stdin=sr.dumps(REPORT).encode())
    assert sr.loads(done.stdout) == REPORT.link(OPEN, SHUT, by="OCHA", same=False)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["crossing:", short(SHUT)], "2 reported facts have an id that starts with 'crossing:'"),
        (["nothing", short(SHUT)], "no reported fact has an id that starts with 'nothing'; 'sitrep show --ids' gives"),
        ([short(SHUT), short(SHUT)], "expected two subjects that differ"),
        ([short(SHUT), short(OPEN), "--at", "5 March"], "'5 March' is refused; expected an EDTF date"),
        ([short(SHUT), short(OPEN), "--reason", " "], "expected text that isn't empty"),
    ],
    ids=["several facts", "no fact", "one subject", "no day", "no reason"],
)
def test_a_link_that_cannot_be_made_is_a_fault_of_the_call(run: Run, arguments: list[str], words: str) -> None:
    refused = run("link", "report.json", *arguments, "--by", "OCHA")
    assert refused.exit_code == 2
    assert words in " ".join(refused.stderr.split())


def test_retract_takes_the_word_of_one_source_away(run: Run) -> None:
    given = ("--at", "2024-03-05", "--reason", "digits swapped", "--kind", "corrected", "--replaced-by", short(FIVE))
    done = run("retract", "report.json", short(NINE), "--source", "Civil defence", *given, "-o", "report.json")
    assert done.exit_code == 0
    assert sr.load("report.json") == REPORT.retract(
        NINE, "Civil defence", at="2024-03-05", reason="digits swapped", kind="corrected", replaced_by=FIVE
    )
    shown = run("show", "report.json").stdout
    assert "9 people, 2024-03-01  WITHDRAWN" in shown
    assert "Corrected by Civil defence, 2024-03-05: digits swapped; now: 5 people, 2024-03-01" in shown


def test_retract_by_another_is_a_dispute(run: Run) -> None:
    done = run("retract", "report.json", short(NINE), "--source", "Civil defence", "--by", "Town council")
    assert sr.loads(done.stdout) == REPORT.retract(NINE, "Civil defence", by="Town council")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--source", "Civil Defense"], "'Civil Defense' is no source of “Killed, Northern Province: 9 people"),
        (["--source", "Civil defence", "--replaced-by", short(NINE)], "expected another claim than the one taken back"),
        (["--source", "Civil defence", "--replaced-by", "x"], "'--replaced-by': no reported fact has an id"),
        ([], "Missing option '--source'"),
    ],
    ids=["no source of it", "by itself", "by nothing", "by nobody"],
)
def test_a_retraction_that_cannot_be_made_is_a_fault_of_the_call(run: Run, arguments: list[str], words: str) -> None:
    refused = run("retract", "report.json", short(NINE), *arguments)
    assert refused.exit_code == 2
    assert words in " ".join(refused.stderr.split())


def test_judge_writes_down_a_verdict_that_every_picture_shows(run: Run) -> None:
    given = ("--by", "OCHA", "--at", "2024-03-05", "--reason", "counted on site")
    done = run("judge", "report.json", short(FIVE), "preferred", *given, "-o", "report.json")
    assert done.exit_code == 0
    assert sr.load("report.json") == REPORT.judge(
        FIVE, "preferred", by="OCHA", at="2024-03-05", reason="counted on site"
    )
    shown = run("show", "report.json").stdout
    assert "Preferred by OCHA, 2024-03-05: counted on site" in shown
    assert "In the picture: 9 people" in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--judged-by", "OCHA"], "5 people (judgement: preferred by OCHA, 2024-03-05)"),
        (["--judged-by", "OCHA", "--prefer", "Civil defence"], "5 people (judgement: preferred by OCHA, 2024-03-05)"),
        (["--judged-by", "WHO", "--prefer", "Civil defence"], "9 people (preferred source: Civil defence)"),
        (["--judged-by", "WHO", "--policy", "lowest"], "5 people (lowest: 5 people)"),
    ],
    ids=" ".join,
)
def test_show_follows_the_judgements_of_a_named_body(run: Run, arguments: list[str], words: str) -> None:
    run("judge", "report.json", short(FIVE), "preferred", "--by", "OCHA", "--at", "2024-03-05", "-o", "report.json")
    assert f"In the picture: {words}" in run("show", "report.json", *arguments).stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["crossing:", "preferred", "--by", "OCHA"], "2 reported facts have an id that starts with 'crossing:'"),
        ([short(FIVE), "liked", "--by", "OCHA"], "'liked' is not one of"),
        ([short(FIVE), "preferred", "--by", " "], "expected text that isn't empty"),
        ([short(FIVE), "preferred"], "Missing option '--by'"),
    ],
    ids=["several facts", "no verdict", "no name", "by nobody"],
)
def test_a_judgement_that_cannot_be_made_is_a_fault_of_the_call(run: Run, arguments: list[str], words: str) -> None:
    refused = run("judge", "report.json", *arguments)
    assert refused.exit_code == 2
    assert words in " ".join(refused.stderr.split())


def test_show_prefers_kinds_of_sources_in_the_order_given(run: Run) -> None:
    mayor, radio = sr.Source("Mayor", kind="government"), sr.Source("Radio", kind="news_media")
    claims = [sr.Claim(killed(5), attributions=[mayor]), sr.Claim(killed(9), attributions=[radio])]
    sr.dump(sr.SitRep(claims=claims), "kinds.json")
    for kinds, words in [
        (("government", "news_media"), "5 people (source kind: government)"),
        (("ngo", "news_media", "government"), "9 people (source kind: news media)"),
    ]:
        asked = [argument for kind in kinds for argument in ("--prefer-kind", kind)]
        assert f"In the picture: {words}" in run("show", "kinds.json", *asked).stdout
    refused = run("show", "kinds.json", "--prefer-kind", "The press")
    assert refused.exit_code == 2
    assert "'The press' is refused; expected a code in lower case" in " ".join(refused.stderr.split())
