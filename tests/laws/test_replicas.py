"""Replicas that edit and exchange reports in any order end with the same bytes."""

from collections.abc import Callable
from typing import Any

from hypothesis import settings, strategies as hypothesis_strategies
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, precondition, rule
from hypothesis.strategies import DataObject

import sitrep as sr
from sitrep import vocabularies
from sitrep.codec.ndjson import read_lines, write_lines
from sitrep.testing import strategies as st
from sitrep.testing.families import Family
from sitrep.testing.pieces import Piece, pieces

ANY = hypothesis_strategies.data()
EITHER = hypothesis_strategies.booleans()
REPLICA = hypothesis_strategies.integers(0, 6)

Hop = Callable[[sr.SitRep], sr.SitRep]


def choose(data: DataObject, members: tuple[Any, ...]) -> list[Any]:
    chosen = data.draw(hypothesis_strategies.integers(0, 2 ** len(members) - 1))
    return [member for index, member in enumerate(members) if chosen >> index & 1]


def part_of(report: sr.SitRep, data: DataObject) -> sr.SitRep:
    """Some of what a report has, and of some of its claims some attributions alone."""
    claims = [
        claim.replace(attributions=choose(data, claim.attributions) or claim.attributions)
        for claim in choose(data, report.claims)
    ]
    return sr.SitRep(
        headers=choose(data, report.headers),
        claims=claims,
        retractions=choose(data, report.retractions),
        links=choose(data, report.links),
        judgements=choose(data, report.judgements),
        notes=choose(data, report.notes),
    )


def in_json(report: sr.SitRep) -> sr.SitRep:
    return sr.loads(sr.dumps(report).encode(), unknown="keep")


def in_lines(report: sr.SitRep) -> sr.SitRep:
    """Through NDJSON, with the lines in another order and one of them twice."""
    lines = [*write_lines([report])]
    return read_lines([*lines[:1], *reversed(lines)], unknown="keep")


HOP = hypothesis_strategies.sampled_from((in_json, in_lines))


def has_claims(self: "Replicas") -> bool:
    return any(replica.claims for replica in self.replicas)


class Replicas(RuleBasedStateMachine):
    """Three to seven replicas of a report, on a network that delays, repeats, reorders and splits."""

    messages: Bundle[tuple[int, bytes, bool]] = Bundle("messages")

    @initialize(size=hypothesis_strategies.integers(3, 7), world=st.families(7))
    def start(self, size: int, world: Family) -> None:
        """Each begins with a report of its own; what the others say is heard later, by some."""
        self.world = world
        self.everything = list(world[:size])
        self.replicas = list(world[:size])
        self.sides = [0] * 7
        self.known: frozenset[Piece] = frozenset().union(*map(pieces, self.everything))

    def at(self, replica: int) -> int:
        return replica % len(self.replicas)

    def some_claim(self, data: DataObject) -> sr.Claim:
        claims = sorted({claim for replica in self.replicas for claim in replica}, key=lambda claim: claim.canonical)
        return data.draw(hypothesis_strategies.sampled_from(claims))

    def add(self, replica: int, report: sr.SitRep) -> None:
        """Something new is said, and this replica is the first to have it."""
        self.everything.append(report)
        self.known |= pieces(report)
        self.take(replica, report)

    def take(self, replica: int, report: sr.SitRep) -> None:
        before = self.replicas[self.at(replica)]
        after = before | report
        assert before <= after
        assert report <= after
        # Nobody has what nobody said.
        assert pieces(after) <= self.known
        self.replicas[self.at(replica)] = after

    @rule(replica=REPLICA, data=ANY)
    def hear(self, replica: int, data: DataObject) -> None:
        self.add(replica, part_of(data.draw(hypothesis_strategies.sampled_from(self.world)), data))

    @precondition(has_claims)
    @rule(replica=REPLICA, data=ANY)
    def confirm(self, replica: int, data: DataObject) -> None:
        """Another source says the same, and it turns out to be more sensitive."""
        claim = self.some_claim(data)
        level = data.draw(hypothesis_strategies.sampled_from([*vocabularies.Sensitivity]))
        again = claim.replace(attributions=[data.draw(st.attributions())], sensitivity=level)
        self.add(replica, sr.SitRep(claims=[again]))

    @precondition(has_claims)
    @rule(replica=REPLICA, data=ANY)
    def retract(self, replica: int, data: DataObject) -> None:
        """Also by a replica that has the claim not yet."""
        claim = self.some_claim(data)
        source = data.draw(hypothesis_strategies.sampled_from(claim.attributions)).source
        self.add(replica, sr.SitRep(retractions=[data.draw(st.retractions(claim=claim.id, source=source))]))

    @precondition(has_claims)
    @rule(replica=REPLICA, record=st.records(), data=ANY)
    def correct(self, replica: int, record: sr.Record, data: DataObject) -> None:
        wrong = self.some_claim(data)
        if record != wrong.record:
            right = sr.Claim(record, attributions=wrong.attributions[:1])
            taken_back = sr.Retraction(wrong, source=wrong.attributions[0].source, kind="corrected", replaced_by=right)
            self.add(replica, sr.SitRep(claims=[right], retractions=[taken_back]))

    @precondition(has_claims)
    @rule(replica=REPLICA, record=st.records(), data=ANY)
    def link(self, replica: int, record: sr.Record, data: DataObject) -> None:
        subjects = {self.some_claim(data).subject, record.subject}
        if len(subjects) == 2:
            self.add(replica, sr.SitRep(links=[data.draw(st.links(subjects=subjects))]))

    @rule(target=messages, replica=REPLICA, whole=EITHER, lines=EITHER, data=ANY)
    def send(self, replica: int, whole: bool, lines: bool, data: DataObject) -> tuple[int, bytes, bool]:
        report = self.replicas[self.at(replica)]
        sent = report if whole else part_of(report, data)
        return self.at(replica), b"".join(write_lines([sent])) if lines else sr.dumps(sent).encode(), lines

    @rule(replica=REPLICA, message=messages)
    def receive(self, replica: int, message: tuple[int, bytes, bool]) -> None:
        """At any time, in any order, and again; but not across a split."""
        sender, text, lines = message
        if self.sides[sender] == self.sides[self.at(replica)]:
            read = read_lines(text.splitlines(), unknown="keep") if lines else sr.loads(text, unknown="keep")
            self.take(replica, read)

    @rule(one=REPLICA, other=REPLICA, there=HOP, back=HOP)
    def sync(self, one: int, other: int, there: Hop, back: Hop) -> None:
        """Both send what the other lacks."""
        mine, its = self.replicas[self.at(one)], self.replicas[self.at(other)]
        if self.sides[self.at(one)] == self.sides[self.at(other)]:
            self.take(other, there(mine - its))
            self.take(one, back(its - mine))
            assert sr.dumps(self.replicas[self.at(one)]) == sr.dumps(self.replicas[self.at(other)])

    @rule(sides=hypothesis_strategies.lists(hypothesis_strategies.integers(0, 1), min_size=7, max_size=7))
    def split_or_heal(self, sides: list[int]) -> None:
        self.sides = sides

    @rule(replica=REPLICA, hop=HOP)
    def save_and_load(self, replica: int, hop: Hop) -> None:
        saved = self.replicas[self.at(replica)]
        loaded = self.replicas[self.at(replica)] = hop(saved)
        assert loaded == saved
        assert sr.dumps(loaded) == sr.dumps(saved)

    def teardown(self) -> None:
        """The network is whole again, and word goes round, the second time to those who missed it."""
        if not hasattr(self, "replicas"):
            return
        last = len(self.replicas)
        for replica in range(last):
            self.take(replica + 1, in_json(self.replicas[replica]))
        for replica in range(last):
            self.take(replica + 1, in_lines(self.replicas[replica]))
        assert {sr.dumps(replica) for replica in self.replicas} == {sr.dumps(sr.merge(*self.everything))}
        assert pieces(self.replicas[0]) == self.known


TestReplicas = Replicas.TestCase
TestReplicas.settings = settings(max_examples=max(20, settings().max_examples // 5), stateful_step_count=30)
