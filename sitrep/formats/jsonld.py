"""JSON-LD: a report as linked data, whose provenance other programs understand.

The members are those of the JSON form, and the context says what they mean: terms of PROV-O, Web
Annotation and schema.org where those have them, and our own, from the declarations, where they have
none. What needs more than one member to say in those vocabularies stands beside them, under names
with a prefix.

Every node has an IRI made from its content, so that the graphs of two reports join as the reports do.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import singledispatch
from typing import Any

from sitrep.claims import Claim, Header, Judgement, Link, Note, Retraction
from sitrep.codec import make_converter
from sitrep.codec.documents import parse
from sitrep.errors import Fault, FaultCode, InvalidError, refuse
from sitrep.fields.canonical import RepeatedKeys, digest, write_json
from sitrep.fields.declarations import Value, declared
from sitrep.fields.kinds import Kind, ManyKind, ValueKind
from sitrep.fields.reading import members_of
from sitrep.formats.offers import Format
from sitrep.records import Record, UnknownRecord
from sitrep.records.base import Subject
from sitrep.report import FORMAT, SitRep
from sitrep.values.periods import Period
from sitrep.values.places import Place
from sitrep.values.sources import Attribution, Document, Source
from sitrep.vocabularies import Stance

Node = dict[str, Any]

IDS = "urn:sitrep:"
"""Beginning of the IRIs of all nodes."""

TERMS = f"urn:{FORMAT.replace('/', ':')}:"
"""Beginning of the IRIs of our own terms: the name of the field, or of the type, follows."""

KEPT = "kept"
"""The member with what no declaration knows, as a JSON literal."""

PREFIXES = {
    "sitrep": TERMS,
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}

TYPES: Mapping[type[Value], tuple[str, ...]] = {
    SitRep: ("prov:Entity", "prov:Collection"),
    Header: ("prov:Entity", "schema:Report"),
    Claim: ("prov:Entity",),
    Attribution: ("prov:Entity",),
    Source: ("prov:Agent",),
    Document: ("prov:Entity", "schema:CreativeWork"),
    Retraction: ("prov:Activity",),
    Link: ("prov:Entity",),
    Judgement: ("prov:Entity",),
    Note: ("schema:CreativeWork",),
    Place: ("schema:Place",),
}
"""Further types of the nodes of each class."""

SAID_BESIDE = None
"""Instead of a term: members under names with a prefix say it."""

MEANINGS: Mapping[type[Value], Mapping[str, str | None]] = {
    SitRep: {"headers": "prov:wasDerivedFrom", "claims": "prov:hadMember"},
    Header: {
        "title": "schema:name",
        "publisher": SAID_BESIDE,
        "number": "schema:reportNumber",
        "version": "schema:version",
        "issued": "schema:datePublished",
        "period": "schema:temporalCoverage",
        "language": "schema:inLanguage",
    },
    Attribution: {
        "source": "prov:wasAttributedTo",
        "via": SAID_BESIDE,
        "document": SAID_BESIDE,
        "span": SAID_BESIDE,
    },
    Source: {"name": "schema:name", "affiliation": SAID_BESIDE},
    Document: {
        "title": "schema:name",
        "publisher": SAID_BESIDE,
        "url": "schema:url",
        "published": "schema:datePublished",
        "language": "schema:inLanguage",
        "sha256": "schema:sha256",
    },
    Retraction: {"claim": SAID_BESIDE, "by": SAID_BESIDE, "replaced_by": SAID_BESIDE},
    Link: {"subjects": SAID_BESIDE, "by": "prov:wasAttributedTo"},
    Judgement: {"claim": SAID_BESIDE, "by": "prov:wasAttributedTo"},
    Note: {"text": "schema:text", "language": "schema:inLanguage", "about": SAID_BESIDE},
    Place: {
        "name": "schema:name",
        "pcode": "schema:identifier",
        "latitude": "schema:latitude",
        "longitude": "schema:longitude",
        "parts": "schema:containsPlace",
    },
}
"""The terms of the fields that have others than our own."""


def context(record_types: Iterable[type[Record]]) -> Node:
    """The JSON-LD context of reports with records of these types."""
    classes: dict[str, type[Value]] = {cls.__name__: cls for cls in TYPES}
    classes |= {cls.type_name: cls for cls in record_types}
    scoped = {name: dict(_terms(cls)) for name, cls in classes.items()}
    return {
        **{name: {"@id": f"sitrep:{name}", "@context": terms} for name, terms in scoped.items() if terms},
        "@version": 1.1,
        "@vocab": TERMS,
        **PREFIXES,
        KEPT: {"@id": f"sitrep:{KEPT}", "@type": "@json"},
    }


def _terms(cls: type[Value]) -> Iterator[tuple[str, Any]]:
    """The fields of a class that are more than plain members of our own."""
    meanings = MEANINGS.get(cls, {})
    for name, declaration in declared(cls).items():
        meaning = meanings.get(name, f"sitrep:{name}")
        if meaning is not SAID_BESIDE and _item(declaration.kind) is Period:
            yield name, {"@id": meaning, "@type": "edtf:EDTF"}
        elif name in meanings:
            yield name, meaning


def _item(kind: Kind) -> type[Value] | None:
    """The declared class that a field holds an instance, or instances, of."""
    item = kind.item if isinstance(kind, ManyKind) else kind
    return item.cls if isinstance(item, ValueKind) else None


def claim_iri(claim_id: str) -> str:
    """The IRI of a claim, by its id."""
    return f"{IDS}claim:{claim_id}"


def _iri(value: Value) -> str:
    if isinstance(value, Record):
        return f"{IDS}record:{value.id}"
    return f"{IDS}{type(value).__name__.lower()}:{digest(value.bare)}"


def _ref(iri: str) -> Node:
    return {"@id": iri}


def write(report: SitRep) -> bytes:
    """A report as JSON-LD, with its context."""
    retractions: dict[str, list[Retraction]] = defaultdict(list)
    for retraction in report.retractions:
        retractions[retraction.claim].append(retraction)
    node: Node = {
        "@context": context({type(claim.record) for claim in report} - {UnknownRecord}),
        "@id": _iri(report),
        "@type": [SitRep.__name__, *TYPES[SitRep]],
        "format": FORMAT,
    }
    for declaration, held in report.given():
        node[declaration.name] = [
            _claim(each, retractions[each.id]) if isinstance(each, Claim) else _node(each) for each in held
        ]
    return f"{write_json(node)}\n".encode()


def _claim(claim: Claim, retractions: Iterable[Retraction]) -> Node:
    withdrawn: dict[Attribution, list[Node]] = defaultdict(list)
    for retraction in retractions:
        standing = SitRep(claims=[claim], retractions=[retraction]).standing(claim)
        for attribution in {*claim.attributions} - {*standing}:
            withdrawn[attribution].append(_ref(_iri(retraction)))
    node = _node(claim)
    for attribution, inner in zip(claim.attributions, node["attributions"], strict=True):
        inner.update(_of_claim(attribution, claim))
        if withdrawn[attribution]:
            inner["prov:wasInvalidatedBy"] = withdrawn[attribution]
    return node


def _of_claim(attribution: Attribution, claim: Claim) -> Node:
    """Return the node of an attribution of this claim: one source's word for it."""
    iri = f"{IDS}attribution:{digest(f'{claim.id} {attribution.bare}')}"
    claimed = _ref(claim_iri(claim.id))
    # A fact that somebody denies is no instance of what is claimed.
    relation = "prov:specializationOf" if attribution.stance == Stance.ASSERTS else "sitrep:about"
    node: Node = {"@id": iri, relation: claimed}
    if attribution.via:
        node["prov:wasInfluencedBy"] = [_ref(_iri(relay)) for relay in attribution.via]
        node["prov:qualifiedInfluence"] = [
            {
                "@id": f"{iri}:{position}",
                "@type": "prov:Influence",
                "prov:influencer": _node(relay),
                "sitrep:position": position,
            }
            for position, relay in enumerate(attribution.via, 1)
        ]
    if attribution.document:
        node["@type"] = [Attribution.__name__, *TYPES[Attribution], "oa:Annotation"]
        node["oa:hasBody"] = claimed
        node["oa:hasTarget"] = _target(attribution, attribution.document)
        node["prov:wasDerivedFrom"] = _ref(_iri(attribution.document))
    return node


def _target(attribution: Attribution, document: Document) -> Node:
    """The words of the document that an attribution rests on."""
    selectors: list[Node] = []
    if attribution.span:
        start, end = attribution.span.start, attribution.span.end
        selectors.append({"@type": "oa:TextPositionSelector", "oa:start": _natural(start), "oa:end": _natural(end)})
    if attribution.excerpt:
        selectors.append({"@type": "oa:TextQuoteSelector", "oa:exact": attribution.excerpt})
    target: Node = {"@type": "oa:SpecificResource", "oa:hasSource": _node(document)}
    if selectors:
        target["oa:hasSelector"] = [_named("selector", selector) for selector in selectors]
    return _named("target", target)


def _natural(number: int) -> Node:
    return {"@type": "xsd:nonNegativeInteger", "@value": str(number)}


def _named(sort: str, node: Node) -> Node:
    """A node with an IRI made from what it says."""
    return {"@id": f"{IDS}{sort}:{digest(write_json(node))}"} | node


def _node(value: Value) -> Node:
    """A value as a node: its members, what it is, and what stands beside them."""
    name = value.type if isinstance(value, Record) else type(value).__name__
    return _members(value) | {"@id": _iri(value), "@type": [name, *TYPES.get(type(value), ())]} | _beside(value)


def _members(value: Value, *, bare: bool = False) -> Node:
    """The members of the JSON form, with those that no declaration knows apart.

    The values within are nodes, but for those of which other members say more.
    """
    if isinstance(value, Subject | UnknownRecord):
        # Their fields are those of another class, or of none.
        return {KEPT: value.to_json()}
    kept: dict[str, Any] = json.loads(value.kept or "{}")
    members: Node = {name: item for name, item in value.to_json().items() if name not in kept}
    meanings = MEANINGS.get(type(value), {})
    for declaration, held in value.given():
        if _item(declaration.kind) in (None, Period):
            continue
        is_bare = bare or meanings.get(declaration.name, "") is SAID_BESIDE
        nodes = [
            _members(each, bare=True) if is_bare else _node(each)
            for each in (held if isinstance(declaration.kind, ManyKind) else [held])
        ]
        members[declaration.name] = nodes if isinstance(declaration.kind, ManyKind) else nodes[0]
    return members | ({KEPT: kept} if kept else {})


@singledispatch
def _beside(value: Value) -> Node:
    """Return what a node says under names with a prefix."""
    return {}


@_beside.register
def _(claim: Claim) -> Node:
    asserting = (each.source for each in claim.attributions if each.stance == Stance.ASSERTS)
    return {
        "@id": claim_iri(claim.id),
        "prov:wasAttributedTo": [_ref(_iri(source)) for source in dict.fromkeys(asserting)],
        "schema:description": claim.record.sentence,
        "sitrep:subject": _ref(_iri(claim.subject)),
    }


@_beside.register(Header)
@_beside.register(Document)
def _(published: Header | Document) -> Node:
    return {"schema:publisher": _organization(published.publisher)} if published.publisher else {}


@_beside.register
def _(source: Source) -> Node:
    return {"prov:actedOnBehalfOf": _organization(source.affiliation)} if source.affiliation else {}


def _organization(name: str) -> Node:
    types = ["prov:Agent", "prov:Organization", "schema:Organization"]
    return _named("organization", {"@type": types, "schema:name": name})


@_beside.register
def _(retraction: Retraction) -> Node:
    claimed = _claim_named(retraction.claim)
    node: Node = {"sitrep:claim": claimed, "prov:wasAssociatedWith": _node(retraction.by or retraction.source)}
    if retraction.replaced_by:
        # A revision is a derivation, which not every reader concludes.
        revised = {"prov:wasRevisionOf": claimed, "prov:wasDerivedFrom": claimed}
        node["sitrep:replaced_by"] = _claim_named(retraction.replaced_by) | revised
    return node


def _claim_named(claim_id: str) -> Node:
    """A claim that may be in another report alone: said to be an entity here too, since readers want to know."""
    return _ref(claim_iri(claim_id)) | {"@type": "prov:Entity"}


@_beside.register
def _(link: Link) -> Node:
    return {"sitrep:subject": [_ref(_iri(subject)) for subject in link.subjects]}


@_beside.register
def _(judgement: Judgement) -> Node:
    return {"sitrep:claim": _claim_named(judgement.claim)}


@_beside.register
def _(note: Note) -> Node:
    return {"schema:about": [_ref(claim_iri(each)) for each in note.about]} if note.about else {}


# Reading

_CONVERTER = make_converter(unknown="keep")
_HINT = "JSON-LD of others, or in another shape (expanded, flattened, framed), isn't read."


def read(file: bytes) -> SitRep:
    """The report in a JSON-LD file that `sitrep` wrote. Raises `InvalidError` with every fault and its path."""
    try:
        report: SitRep = _CONVERTER.structure(_plain(_ours(parse(file))), SitRep)
    except InvalidError as error:
        raise error.under(root="$") from None
    except RecursionError:
        raise refuse("…", "fewer levels of nesting", code=FaultCode.TOO_DEEP).under(root="$") from None
    return report


def _ours(data: Any) -> dict[str, Any]:
    members = members_of(SitRep, data)
    for name in ("@context", "format"):
        if name not in members:
            expected = f"{FORMAT!r} with its context, as `sitrep convert --to jsonld` writes it"
            raise InvalidError([Fault(None, expected, (name,), _HINT, absent=True)])
    return members


def _plain(node: Any) -> Any:
    """The data of the JSON form: no keywords, no terms with a prefix, and what was kept in its place."""
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict) or isinstance(node, RepeatedKeys):
        return node
    members = {name: _plain(item) for name, item in node.items() if name != KEPT and not _is_beside(name)}
    kept = node.get(KEPT, {})
    return members | (kept if isinstance(kept, dict) else {KEPT: kept})


def _is_beside(name: str) -> bool:
    return name.startswith("@") or ":" in name


JSONLD = Format(
    title="JSON-LD: PROV-O, Web Annotation and schema.org",
    suffix=".jsonld",
    write=write,
    read=read,
    reads="JSON-LD that sitrep wrote",
)
