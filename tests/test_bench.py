"""The peers of the benchmark do the same work: they take what `loads` takes, and refuse what it refuses."""

import json
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest
from broken_documents import changed, copied
from hypothesis import given, strategies

import sitrep as sr
from bench import corpus, rules
from sitrep.fields.canonical import canonical_line, canonical_prose, write_json

pytestmark = pytest.mark.once

LIBRARIES = ("pydantic", "msgspec", "cattrs")
if missing := [name for name in LIBRARIES if not find_spec(name)]:
    pytest.skip(f"the extra `bench` brings {' and '.join(missing)}", allow_module_level=True)

PEERS: dict[str, Any] = {name: import_module(f"bench.peer_{name}") for name in LIBRARIES}
each_peer = pytest.mark.parametrize("peer", PEERS.values(), ids=PEERS)

ALONE: list[Any] = [sr.SitRep(claims=[claim]).to_json() for claim in corpus.claims(120)]
"""Documents of a single claim, of records of all types."""


def written_by(peer: Any, text: str) -> str:
    """What a peer writes of a document that it has read."""
    written = peer.dumps(peer.loads(text.encode()))
    return written if isinstance(written, str) else written.decode()


def stamped(document: Any) -> Any:
    """The document with the ids that its records have as they stand, so that no other rule hides behind that of ids."""
    with suppress(LookupError, TypeError):
        for claim in document["claims"]:
            digested = sha256(write_json(claim["record"]).encode(errors="surrogatepass")).hexdigest()
            claim["id"] = f"{claim['record']['type']}:{digested}"
    return document


def refused_by_loads(text: str) -> bool:
    try:
        sr.loads(text)
    except sr.InvalidError:
        return True
    return False


@each_peer
def test_the_corpus_is_taken_and_written_again_byte_for_byte(peer: Any) -> None:
    for report in corpus.reports(2, 120):
        text = sr.dumps(report)
        assert written_by(peer, text) == text


CASUALTY = sr.Casualty(
    place=sr.Place(name="North gate", country="PSE", latitude=31.2, longitude=34.3),
    period="2023-11-01",
    outcome="killed",
    measure="cumulative",
    since="2023-10-07",
    people=sr.Figure(low=90, best=100, high=110, approximate=True),
    age="0-17",
    group="displaced",
)
STATEMENT = sr.Claim(
    CASUALTY,
    attributions=[
        sr.Attribution(
            source=sr.Source("Health directorate", kind="government", reliability="B"),
            via=[sr.Source("Agency 1")],
            reported="2023-11-01",
            document=sr.Document(title="Update 1", url="https://example.org/1", language="en"),
            span=(10, 20),
            excerpt="one hundred",
            credibility=2,
            caveats=["incomplete", "unverified"],
        )
    ],
    sensitivity="low",
)
DOCUMENT: Any = sr.SitRep(
    headers=[sr.Header(title="Update 1", issued="2023-11-01", contacts=["Desk 1", "Desk 2"])],
    claims=[STATEMENT],
    retractions=[sr.Retraction(STATEMENT, source="Health directorate", at="2023-11-02")],
    notes=[sr.Note("Roads are closed.", section="overview", about=[STATEMENT])],
).to_json()

REMOVED = object()
RECORD, SAID = "claims/0/record", "claims/0/attributions/0"
BROKEN: dict[str, tuple[str, Any]] = {
    "another format": ("format", "sitrep/2"),
    "no format": ("format", REMOVED),
    "a report with an unknown member": ("colour", "red"),
    "a claim with an unknown member": ("claims/0/colour", "red"),
    "a record with an unknown member": (f"{RECORD}/colour", "red"),
    "a figure with an unknown member": (f"{RECORD}/people/colour", "red"),
    "an unknown type of record": (f"{RECORD}/type", "casualties"),
    "no type of record": (f"{RECORD}/type", REMOVED),
    "a record of another type": (f"{RECORD}/type", "flow"),
    "no record": ("claims/0/record", REMOVED),
    "a list for an object": (f"{RECORD}/place", []),
    "a text for an object": (f"{RECORD}/people", "best"),
    "an object for a list": (f"{SAID}/via", {}),
    "a text for a list": ("headers/0/contacts", "Desk"),
    "null": (f"{RECORD}/age", None),
    "null in an attribution": (f"{SAID}/excerpt", None),
    "null for a list": (f"{SAID}/via", None),
    "null in a list": ("headers/0/contacts/0", None),
    "nobody who says so": ("claims/0/attributions", []),
    "no source": (f"{SAID}/source", REMOVED),
    "a wrong code": (f"{SAID}/stance", "asserting"),
    "a code in capitals": (f"{SAID}/stance", "Asserts"),
    "a wrong code of a list that takes others": (f"{RECORD}/group", "Displaced people"),
    "a wrong code in a set": (f"{SAID}/caveats/0", "Not final"),
    "a number for a code": (f"{SAID}/stance", 1),
    "text that is empty": (f"{SAID}/source/name", " "),
    "text with a control character": (f"{SAID}/source/name", "Health\x00"),
    "prose with a control character": (f"{SAID}/excerpt", "one\x07"),
    "text that is a number": (f"{SAID}/source/name", 7),
    "prose that is a number": ("notes/0/text", 7),
    "a text in the place of a number": (f"{RECORD}/people/best", "100"),
    "a number that is true": (f"{RECORD}/people/low", True),
    "a whole number that is true": (f"{SAID}/credibility", True),
    "a flag that is a number": (f"{SAID}/source/anonymous", 1),
    "a flag that is a text": (f"{SAID}/source/anonymous", "true"),
    "a number too large for JSON": (f"{RECORD}/people/high", 2**53),
    "a number of too many decimals": (f"{RECORD}/place/latitude", 31.1234567),
    "a part of a person": (f"{RECORD}/people/best", 100.5),
    "fewer than none": (f"{RECORD}/people/low", -1),
    "bounds out of order": (f"{RECORD}/people/low", 120),
    "more than the whole": (f"{RECORD}/people/of", 50),
    "a reason why it is missing beside a number": (f"{RECORD}/people/missing", "not_reported"),
    "a figure that says nothing": (f"{RECORD}/people", {}),
    "nothing that is approximate": (f"{RECORD}/people", {"term": "scores", "approximate": True}),
    "people in another unit": (f"{RECORD}/people/unit", "households"),
    "a record that states nothing": (f"{RECORD}/people", REMOVED),
    "a record that states an empty list": (RECORD, {"type": "crossing", "name": "North gate", "excluded": []}),
    "a quantity in no unit": (RECORD, {"type": "assistance", "activity": "food_aid", "quantity": {"best": 5}}),
    "an amount in no currency": (
        RECORD,
        {"type": "funding", "kind": "required", "amount": {"best": 5, "unit": "tonnes"}},
    ),
    "an age that runs backwards": (f"{RECORD}/age", "17-0"),
    "a start of what isn't cumulative": (f"{RECORD}/measure", "new"),
    "a day that no calendar has": (f"{RECORD}/period", "2023-02-29"),
    "a period that ends before it starts": (f"{RECORD}/period", "2023-11-05/2023-11-01"),
    "a day in another notation": (f"{RECORD}/period", "02/03/2024"),
    "a period that is a number": (f"{RECORD}/period", 2023),
    "no such country": (f"{RECORD}/place/country", "ABC"),
    "a P-code in lower case": (f"{RECORD}/place/pcode", "ps01"),
    "beyond the pole": (f"{RECORD}/place/latitude", 90.5),
    "a coordinate alone": (f"{RECORD}/place/longitude", REMOVED),
    "a place that is nowhere": (f"{RECORD}/place", {"admin_level": 1}),
    "a place of a single part": (f"{RECORD}/place/parts", [{"name": "A"}]),
    "a level of places above countries": (f"{RECORD}/place/admin_level", -1),
    "a level of places that there isn't": (f"{RECORD}/place/admin_level", 6),
    "a span that ends before it starts": (f"{SAID}/span/end", 9),
    "a span without a document": (f"{SAID}/document", REMOVED),
    "a document that can't be found": (f"{SAID}/document", {"language": "en"}),
    "a link that runs a script": (f"{SAID}/document/url", "javascript:alert(1)"),
    "a wrong digest": (f"{SAID}/document/sha256", "A" * 64),
    "a wrong language": (f"{SAID}/document/language", "English!"),
    "more than credible": (f"{SAID}/credibility", 7),
    "a header without a title": ("headers/0/title", REMOVED),
    "a wrong time zone": ("headers/0/timezone", "Gaza"),
    "a retraction of no claim": ("retractions/0/claim", "casualty"),
    "a claim replaced by itself": ("retractions/0/replaced_by", STATEMENT.id),
    "a note on no claim": ("notes/0/about/0", "casualty:0"),
}


def with_change(document: Any, where: str, what: Any) -> Any:
    """A copy of the document with one value in another's place, or none."""
    document = copied(document)
    *steps, last = [int(step) if step.isdecimal() else step for step in where.split("/")]
    holder = document
    for step in steps:
        holder = holder[step]
    if what is REMOVED:
        del holder[last]
    else:
        holder[last] = what
    return document


def test_the_document_is_right_before_it_is_broken() -> None:
    assert stamped(copied(DOCUMENT)) == DOCUMENT
    assert all(written_by(peer, write_json(DOCUMENT)) == write_json(DOCUMENT) for peer in PEERS.values())


@each_peer
@pytest.mark.parametrize(("where", "what"), BROKEN.values(), ids=BROKEN)
def test_what_loads_refuses_each_peer_refuses(peer: Any, where: str, what: Any) -> None:
    text = json.dumps(stamped(with_change(DOCUMENT, where, what)))
    assert refused_by_loads(text)
    with pytest.raises(peer.REFUSES):
        peer.loads(text.encode())


@each_peer
@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("claims/0/id", f"casualty:{'0' * 64}"),
        ("claims/0/id", STATEMENT.id.replace("casualty", "flow")),
        ("claims/0/id", 7),
        (f"{RECORD}/people/best", 101),
        (f"{RECORD}/place/name", "Cote d'Azur camp"),
        (f"{RECORD}/age", REMOVED),
    ],
)
def test_an_id_that_is_not_that_of_the_record_is_refused(peer: Any, where: str, what: Any) -> None:
    text = json.dumps(with_change(DOCUMENT, where, what))
    assert refused_by_loads(text)
    with pytest.raises(peer.REFUSES):
        peer.loads(text.encode())


@each_peer
@pytest.mark.parametrize(
    ("where", "what"),
    [
        (f"{SAID}/source/name", "Cote d'Azur e\u0301cole"),
        (f"{SAID}/source/name", " North\u00a0 gate\n"),
        (f"{SAID}/source/name", "\u200fNorth\u200b gate"),
        (f"{SAID}/excerpt", " one\r\nhundre\u0301d "),
        (f"{SAID}/caveats", ["unverified", "incomplete", "unverified"]),
        (f"{SAID}/reported", "2023-11-01T18:00+02:00"),
        ("headers/0/contacts", ["Desk 2", "Desk 1"]),
        ("headers/0/language", "PT-br".lower()),
    ],
)
def test_what_is_written_in_another_way_is_held_as_loads_holds_it(peer: Any, where: str, what: Any) -> None:
    text = json.dumps(with_change(DOCUMENT, where, what))
    canonical = sr.dumps(sr.loads(text))
    assert canonical != write_json(json.loads(text))
    assert written_by(peer, text) == canonical


@each_peer
def test_text_that_is_not_in_nfc_has_the_id_of_that_which_is(peer: Any) -> None:
    composed = stamped(with_change(DOCUMENT, f"{RECORD}/place/name", "\u00e9cole"))
    decomposed = with_change(composed, f"{RECORD}/place/name", "e\u0301cole")
    assert (
        written_by(peer, json.dumps(decomposed)) == sr.dumps(sr.loads(json.dumps(decomposed))) == write_json(composed)
    )
    assert refused_by_loads(json.dumps(stamped(decomposed)))
    with pytest.raises(peer.REFUSES):
        peer.loads(json.dumps(decomposed).encode())


@given(strategies.sampled_from(ALONE).flatmap(changed), strategies.booleans())
def test_of_documents_with_something_changed_each_peer_takes_and_refuses_what_loads_does(
    document: Any, with_ids_of_their_own: bool
) -> None:
    text = json.dumps(stamped(document) if with_ids_of_their_own else document)
    canonical = None if refused_by_loads(text) else sr.dumps(sr.loads(text))
    for name, peer in PEERS.items():
        written = None
        with suppress(peer.REFUSES):
            written = written_by(peer, text)
        # What is only written in another way, such as without ids, a peer may refuse.
        if canonical is None or canonical == write_json(document):
            assert written == canonical, name


@given(strategies.text())
def test_text_is_cleaned_by_the_rules_as_by_the_codec(text: str) -> None:
    def cleaned(clean: Callable[[str], str]) -> str | None:
        try:
            return clean(text)
        except ValueError:
            return None

    assert cleaned(rules.text) == cleaned(canonical_line)
    assert cleaned(rules.prose) == cleaned(canonical_prose)


# What the documentation says of how the peers differ from `loads`.


@each_peer
def test_a_member_that_stands_twice_goes_unnoticed(peer: Any) -> None:
    twice = write_json(DOCUMENT).replace('"excerpt":', '"excerpt":"none","excerpt":')
    assert refused_by_loads(twice)
    peer.loads(twice.encode())


@each_peer
def test_a_record_with_a_number_that_is_written_with_an_exponent_has_another_id(peer: Any) -> None:
    text = write_json(stamped(with_change(DOCUMENT, f"{RECORD}/place/latitude", 0.000001)))
    assert sr.dumps(sr.loads(text)) == text
    with pytest.raises(peer.REFUSES):
        peer.loads(text.encode())
