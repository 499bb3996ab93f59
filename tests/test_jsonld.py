"""JSON-LD: rdflib and prov as judges, the terms of the vocabularies, queries, and the way back."""

import json
import re
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from prov import model
from rdflib import PROV, RDF, SDO, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

import sitrep as sr
from sitrep.errors import InvalidError
from sitrep.formats.jsonld import (
    IDS,
    JSONLD,
    KEPT,
    MEANINGS,
    PREFIXES,
    TERMS,
    TYPES,
    claim_iri,
    context,
)
from sitrep.formats.offers import find_format
from sitrep.records import RECORD_TYPES
from sitrep.reference import gaza_figures, rafah
from sitrep.testing import strategies as st

# rdflib warns of what it uses itself, and prov of all that isn't provenance.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib"),
    pytest.mark.filterwarnings("ignore:The following attributes were not converted"),
]

SOME = settings(max_examples=max(10, settings().max_examples // 4))

Triple = tuple[Node, Node, Node]

PAGE = Path(__file__).parent.parent / "docs" / "formats" / "jsonld.md"
SITREP = Namespace(TERMS)
OA = Namespace("http://www.w3.org/ns/oa#")
OA_TERMS = {
    *("Annotation", "SpecificResource", "TextPositionSelector", "TextQuoteSelector"),
    *("hasBody", "hasTarget", "hasSource", "hasSelector", "start", "end", "exact"),
}
"""Those terms of the Web Annotation Vocabulary that we use; rdflib has no list of them."""


def graph_of(report: sr.SitRep) -> Graph:
    return Graph().parse(data=JSONLD.write(report), format="json-ld")


def asked(report: sr.SitRep, query: str) -> list[tuple[str, ...]]:
    """What a query answers, sorted; with our prefixes declared."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    rows: Iterable[Any] = graph_of(report).query(prefixes + query)
    return sorted(tuple(map(str, row)) for row in rows)


def told(record: sr.Record, *attributions: Any, **more: Any) -> sr.SitRep:
    return sr.SitRep(claims=[sr.Claim(record, attributions=attributions or ["Somebody"])], **more)


OPEN = sr.Crossing(name="Rafah", status="open", period="2023-11-01")
CLAIM = URIRef(claim_iri(OPEN.id))


# The way back


@given(st.sitreps())
def test_what_is_read_back_is_what_was_written(report: sr.SitRep) -> None:
    assert JSONLD.read(JSONLD.write(report)) == JSONLD.carried(report) == report


@given(st.families(2))
@SOME
def test_equal_reports_have_equal_bytes(family: tuple[sr.SitRep, ...]) -> None:
    one, other = family
    assert JSONLD.write(one | other) == JSONLD.write(other | one)


def test_the_format_is_found_by_its_name() -> None:
    assert find_format("jsonld") is JSONLD


@pytest.mark.parametrize(
    "kept",
    [{"@id": "x"}, {"a:b": 1}, {"kept": {"kept": 1}}, {"prov:wasAttributedTo": "x", "@context": None}, {"name2": [{}]}],
)
def test_unknown_members_come_back_whatever_they_are_called(kept: dict[str, Any]) -> None:
    place = sr.Place(name="Rafah", kept=kept)
    source = sr.Source("Somebody", kept=kept)
    document = sr.Document(title="Report", kept=kept)
    report = told(
        OPEN.replace(place=place, kept=kept),
        sr.Attribution(source=source, via=[source], document=document, kept=kept),
        links=[sr.Link([OPEN, OPEN.replace(name="Erez")], by=source, kept=kept)],
    )
    assert JSONLD.read(JSONLD.write(report)) == report
    literals = {str(literal) for literal in graph_of(report).objects(None, SITREP[KEPT])}
    assert [json.loads(literal) for literal in literals] == [kept]


def test_text_of_any_script_and_the_extremes_of_numbers_stay() -> None:
    numbers: dict[str, Any] = {"low": 0.000001, "best": 4_503_599_627.370497, "high": 2**53 - 1}
    report = told(sr.Indicator(code="北京", label="جديد 🏥", value=sr.Figure(**numbers, unit="litres")))
    graph = graph_of(report)
    assert {str(text) for text in graph.objects(None, SITREP.label)} == {"جديد 🏥"}
    for name, number in numbers.items():
        [literal] = graph.objects(None, SITREP[name])
        assert isinstance(literal, Literal)
        assert literal.toPython() == number
    assert JSONLD.read(JSONLD.write(report)) == report


# The graph


@given(st.sitreps())
@SOME
def test_terms_are_those_of_their_vocabularies_and_nodes_are_named_by_their_content(report: sr.SitRep) -> None:
    graph = graph_of(report)
    types = {*graph.objects(None, RDF.type)}
    literals = [node for node in graph.objects() if isinstance(node, Literal)]
    for term in {*graph.predicates(), *types, *(literal.datatype for literal in literals if literal.datatype)}:
        assert is_a_term(str(term)), term
    for node in graph.all_nodes() - {*types, *literals}:
        assert not isinstance(node, BNode)
        assert re.fullmatch(rf"{IDS}[a-z]+:([a-z0-9_]+:)?[0-9a-f]{{64}}(:[0-9]+)?", str(node)), node


def is_a_term(iri: str) -> bool:
    """Whether the vocabulary that an IRI is of has it."""
    vocabularies: dict[str, Callable[[str], bool]] = {
        str(PROV): lambda name: name in PROV,
        str(SDO): lambda name: name in SDO,
        str(OA): lambda name: name in OA_TERMS,
        str(XSD): lambda name: name in XSD,
        str(RDF): lambda name: name in RDF,
        PREFIXES["edtf"]: lambda name: name == "EDTF",
        TERMS: lambda name: re.fullmatch("[A-Za-z][A-Za-z0-9_]*", name) is not None,
    }
    return any(
        iri.startswith(namespace) and has(iri.removeprefix(namespace)) for namespace, has in vocabularies.items()
    )


def test_every_term_in_the_tables_is_one_of_its_vocabulary() -> None:
    named = [meaning for meanings in MEANINGS.values() for meaning in meanings.values() if meaning]
    for each in [*named, *(name for types in TYPES.values() for name in types)]:
        prefix, _, name = each.partition(":")
        assert is_a_term(PREFIXES[prefix] + name), each


@pytest.mark.parametrize("iri", [f"{PROV}wasSaidBy", f"{SDO}placeOfClaim", f"{OA}hasWords", "urn:sitrep:2:people"])
def test_the_judge_of_terms_sees_those_that_are_invented(iri: str) -> None:
    assert not is_a_term(iri)


def unjudged(report: sr.SitRep) -> set[Triple]:
    """The graph, but for its head and for what a join judges: its labels, and which words are withdrawn."""
    graph = graph_of(report)
    judged = {SITREP.sensitivity, SITREP.tlp, PROV.wasInvalidatedBy}
    heads = {*graph.subjects(RDF.type, SITREP.SitRep)}
    return {triple for triple in graph if triple[0] not in heads and triple[1] not in judged}


@given(st.families(2))
@SOME
def test_the_graph_of_a_merged_report_is_that_of_its_parts(family: tuple[sr.SitRep, ...]) -> None:
    one, other = family
    assert unjudged(one | other) == unjudged(one) | unjudged(other)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert len(graph_of(rafah())) > 1_000


def test_the_context_knows_the_dates_of_every_record_type() -> None:
    described = context(RECORD_TYPES.values())
    for name in RECORD_TYPES:
        assert described[name]["@context"]["period"] == {"@id": "sitrep:period", "@type": "edtf:EDTF"}
    assert json.loads(JSONLD.write(told(OPEN)))["@context"] == context([sr.Crossing])


# Provenance


RELATIONS: dict[type[model.ProvRecord], URIRef] = {
    model.ProvAttribution: PROV.wasAttributedTo,
    model.ProvDerivation: PROV.wasDerivedFrom,
    model.ProvSpecialization: PROV.specializationOf,
    model.ProvMembership: PROV.hadMember,
    model.ProvInfluence: PROV.wasInfluencedBy,
    model.ProvInvalidation: PROV.wasInvalidatedBy,
    model.ProvAssociation: PROV.wasAssociatedWith,
    model.ProvDelegation: PROV.actedOnBehalfOf,
}

ELEMENTS: dict[type[model.ProvRecord], URIRef] = {
    model.ProvEntity: PROV.Entity,
    model.ProvAgent: PROV.Agent,
    model.ProvActivity: PROV.Activity,
}


def reloaded(report: sr.SitRep) -> model.ProvDocument:
    document = model.ProvDocument.deserialize(content=JSONLD.write(report).decode(), format="rdf", rdf_format="json-ld")
    assert isinstance(document, model.ProvDocument)
    return document


ELSEWHERE = [f"crossing:{digit * 64}" for digit in "9c"]


@given(st.sitreps())
@example(sr.SitRep(retractions=[sr.Retraction(ELSEWHERE[0], source="Officials", replaced_by=ELSEWHERE[1])]))
@SOME
def test_prov_reloads_the_provenance(report: sr.SitRep) -> None:
    graph, document = graph_of(report), reloaded(report)
    for relation, predicate in RELATIONS.items():
        stated = sorted({(str(one), str(other)) for one, other in graph.subject_objects(predicate)})
        assert sorted({(each.args[0].uri, each.args[1].uri) for each in document.get_records(relation)}) == stated
    for element, cls in ELEMENTS.items():
        nodes = sorted({str(node) for node in graph.subjects(RDF.type, cls)})
        assert sorted({str(each.identifier and each.identifier.uri) for each in document.get_records(element)}) == nodes


def test_prov_reloads_the_reference_report() -> None:
    document = reloaded(rafah())
    assert len({*document.get_records(model.ProvMembership)}) == len(rafah())
    names = {
        str(name) for agent in document.get_records(model.ProvAgent) for name in agent.get_attribute("schema:name")
    }
    assert {"Officials", "Reuters", "Paltel", "al-Qassam Brigades, Hamas"} <= names


def test_the_query_of_the_page_tells_who_said_90() -> None:
    [query] = re.findall(r'"""(.*?)"""', PAGE.read_text(encoding="utf-8"), re.DOTALL)
    answers = [("Officials", "around 90"), ("The article itself", "some 90")]
    assert asked(rafah(), query) == answers
    assert asked(rafah() | gaza_figures(), query) == answers
    [claim] = [
        each
        for each in rafah()
        if isinstance(each.record, sr.Evacuation) and each.record.people == sr.Figure.parse("about 90")
    ]
    assert asked(rafah().retract(claim, "Officials"), query) == answers[1:]


def test_who_denies_a_claim_does_not_have_it_attributed_to_them() -> None:
    report = told(OPEN, "Officials", sr.Attribution(source="Army", stance="denies"))
    assert asked(report, "SELECT ?name {?claim a sitrep:Claim; prov:wasAttributedTo/schema:name ?name}") == [
        ("Officials",)
    ]
    assert asked(report, "SELECT ?name {?word sitrep:about ?claim; prov:wasAttributedTo/schema:name ?name}") == [
        ("Army",)
    ]


def test_those_between_the_source_and_the_document_stand_in_their_order() -> None:
    report = told(OPEN, sr.Attribution(source="Officials", via=["Radio", "Agency", "Paper"]))
    query = "SELECT ?position ?name {?i a prov:Influence; sitrep:position ?position; prov:influencer/schema:name ?name}"
    assert asked(report, query) == [("1", "Radio"), ("2", "Agency"), ("3", "Paper")]


def test_a_source_speaks_on_behalf_of_its_body() -> None:
    report = told(OPEN, sr.Source("Spokesman", affiliation="Red Crescent"))
    query = "SELECT ?name {?source prov:actedOnBehalfOf ?body. ?body a schema:Organization; schema:name ?name}"
    assert asked(report, query) == [("Red Crescent",)]


def test_a_merged_report_is_derived_from_the_reports_of_its_headers() -> None:
    merged = rafah() | gaza_figures()
    query = "SELECT ?title {?r a prov:Collection; prov:wasDerivedFrom ?h. ?h a schema:Report; schema:name ?title}"
    assert asked(merged, query) == sorted((header.title,) for header in merged.headers)


def test_the_words_are_found_in_the_document_by_position_and_by_quote() -> None:
    document = sr.Document(title="Update", sha256="a" * 64, publisher="OCHA")
    report = told(OPEN, sr.Attribution(source="OCHA", document=document, span=(377, 386), excerpt="around 90"))
    graph = graph_of(report)
    [annotation] = graph.subjects(RDF.type, OA.Annotation)
    assert graph.value(annotation, OA.hasBody) == CLAIM
    target = graph.value(annotation, OA.hasTarget)
    selectors = {graph.value(each, RDF.type): each for each in graph.objects(target, OA.hasSelector)}
    position, quote = selectors[OA.TextPositionSelector], selectors[OA.TextQuoteSelector]
    assert graph.value(position, OA.start) == Literal("377", datatype=XSD.nonNegativeInteger)
    assert graph.value(position, OA.end) == Literal("386", datatype=XSD.nonNegativeInteger)
    assert graph.value(quote, OA.exact) == Literal("around 90")
    source = graph.value(target, OA.hasSource)
    assert graph.value(source, SDO.sha256) == Literal("a" * 64)
    assert graph.value(graph.value(source, SDO.publisher), SDO.name) == Literal("OCHA")


def test_what_a_source_takes_back_is_invalidated_and_what_others_dispute_is_not() -> None:
    report = told(OPEN, "Officials", "Paper").retract(OPEN, "Officials", kind="corrected", at="2023-11-02")
    invalidated = (
        "SELECT ?name {?word prov:wasInvalidatedBy ?r; prov:wasAttributedTo/schema:name ?name. ?r a prov:Activity}"
    )
    assert asked(report, invalidated) == [("Officials",)]
    disputed = told(OPEN, "Officials").retract(OPEN, "Officials", by="Ministry")
    assert asked(disputed, invalidated) == []
    query = "SELECT ?claim ?name {?r sitrep:claim ?claim; prov:wasAssociatedWith/schema:name ?name}"
    assert asked(disputed, query) == [(str(CLAIM), "Ministry")]


def test_a_claim_that_replaces_another_is_a_revision_of_it() -> None:
    closed = OPEN.replace(status="closed")
    report = (told(OPEN, "Officials") | told(closed, "Officials")).retract(OPEN, "Officials", replaced_by=closed)
    assert (URIRef(claim_iri(closed.id)), PROV.wasRevisionOf, CLAIM) in graph_of(report)


def test_rival_claims_share_a_subject_and_links_lead_to_subjects() -> None:
    closed, erez = OPEN.replace(status="closed"), OPEN.replace(name="Erez")
    report = (told(OPEN) | told(closed)).link(OPEN, erez, by="Desk")
    [subject, *others] = asked(report, "SELECT ?subject {?claim a sitrep:Claim; sitrep:subject ?subject}")
    assert others == [subject]
    query = "SELECT ?claim ?link {?link a sitrep:Link; sitrep:subject/^sitrep:subject ?claim. ?claim a sitrep:Claim}"
    assert {claim for claim, _ in asked(report, query)} == {claim_iri(OPEN.id), claim_iri(closed.id)}


def test_a_note_is_about_its_claims() -> None:
    report = told(OPEN, notes=[sr.Note("More is to come.", about=[OPEN])])
    assert asked(report, "SELECT ?claim {?note schema:text ?text; schema:about ?claim}") == [(str(CLAIM),)]


def test_dates_keep_their_precision() -> None:
    periods = graph_of(told(OPEN.replace(period="2023-10~/.."))).objects(None, SITREP.period)
    assert {*periods} == {Literal("2023-10~/..", datatype=URIRef(f"{PREFIXES['edtf']}EDTF"))}


# Files of others


def changed(**members: Any) -> bytes:
    data = json.loads(JSONLD.write(told(OPEN))) | members
    return json.dumps({name: item for name, item in data.items() if item is not None}).encode()


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (b"[]", "$: [] is refused; expected an object"),
        (b"{", "expected JSON"),
        (b'{"format": "sitrep/1", "claims": []}', "$['@context']: missing; expected 'sitrep/1' with its context"),
        (b'{"@context": {}, "@graph": []}', "$.format: missing; expected 'sitrep/1' with its context"),
        (b'{"@context": {}, "@context": {}}', "$['@context']: '@context' is refused; expected each member once"),
        (
            changed().replace(b'"claims"', b'"links": [], "links": [], "claims"'),
            "$.links: 'links' is refused; expected each",
        ),
        (
            changed().replace(b'"name"', b'"name": "A", "name"'),
            "record.name: 'name' is refused; expected each member once",
        ),
        (changed(format="sitrep/9"), "$.format: 'sitrep/9' is refused"),
        (changed(claims=[{"record": {"type": "crossing", "name": 5}}]), "$.claims[0].record.name: 5 is refused"),
        (changed(claims=[{"kept": 5}]), "$.claims[0].kept: 5 is refused; expected only the fields of Claim"),
        (b'{"@context":' * 100_000, "$: '…' is refused; expected fewer levels of nesting"),
    ],
)
def test_what_is_no_report_of_ours_is_refused_with_its_place(file: bytes, expected: str) -> None:
    with pytest.raises(InvalidError) as caught:
        JSONLD.read(file)
    assert expected in str(caught.value)
