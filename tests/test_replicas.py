"""Replicas that edit and exchange reports in any order end with the same bytes."""

from typing import Any

from hypothesis import settings, strategies as hypothesis_strategies
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.strategies import DataObject

import sitrep as sr
from sitrep import vocabularies
from sitrep.testing import strategies as st
from sitrep.testing.facts import Fact, facts
from sitrep.testing.families import Family

ANY = hypothesis_strategies.data()
REPLICA = hypothesis_strategies.integers(0, 6)


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
        notes=choose(data, report.notes),
    )


def has_claims(self: "Replicas") -> bool:
    return any(replica.claims for replica in self.replicas)


class Replicas(RuleBasedStateMachine):
    """Three to seven replicas of a report, on a network that delays, repeats, reorders and splits."""

    messages: Bundle[tuple[int, str]] = Bundle("messages")

    @initialize(size=hypothesis_strategies.integers(3, 7), world=st.families(7))
    def start(self, size: int, world: Family) -> None:
        """Each begins with a report of its own; what the others say is heard later, by some."""
        self.world = world
        self.everything = list(world[:size])
        self.replicas = list(world[:size])
        self.sides = [0] * 7
        self.known: frozenset[Fact] = frozenset().union(*map(facts, self.everything))

    def at(self, replica: int) -> int:
        return replica % len(self.replicas)

    def some_claim(self, data: DataObject) -> sr.Claim:
        claims = sorted({claim for replica in self.replicas for claim in replica}, key=lambda claim: claim.canonical)
        return data.draw(hypothesis_strategies.sampled_from(claims))

    def add(self, replica: int, report: sr.SitRep) -> None:
        """Something new is said, and this replica is the first to have it."""
        self.everything.append(report)
        self.known |= facts(report)
        self.take(replica, report)

    def take(self, replica: int, report: sr.SitRep) -> None:
        before = self.replicas[self.at(replica)]
        after = before | report
        assert before <= after
        assert report <= after
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

    @rule(target=messages, replica=REPLICA, whole=hypothesis_strategies.booleans(), data=ANY)
    def send(self, replica: int, whole: bool, data: DataObject) -> tuple[int, str]:
        report = self.replicas[self.at(replica)]
        return self.at(replica), sr.dumps(report if whole else part_of(report, data))

    @rule(replica=REPLICA, message=messages)
    def receive(self, replica: int, message: tuple[int, str]) -> None:
        """At any time, in any order, and again; but not across a split."""
        sender, text = message
        if self.sides[sender] == self.sides[self.at(replica)]:
            self.take(replica, sr.loads(text, unknown="keep"))

    @rule(one=REPLICA, other=REPLICA)
    def sync(self, one: int, other: int) -> None:
        """Both send what the other lacks."""
        mine, its = self.replicas[self.at(one)], self.replicas[self.at(other)]
        if self.sides[self.at(one)] == self.sides[self.at(other)]:
            self.take(other, sr.loads(sr.dumps(mine - its), unknown="keep"))
            self.take(one, sr.loads(sr.dumps(its - mine), unknown="keep"))
            assert sr.dumps(self.replicas[self.at(one)]) == sr.dumps(self.replicas[self.at(other)])

    @rule(sides=hypothesis_strategies.lists(hypothesis_strategies.integers(0, 1), min_size=7, max_size=7))
    def split_or_heal(self, sides: list[int]) -> None:
        self.sides = sides

    @rule(replica=REPLICA)
    def save_and_load(self, replica: int) -> None:
        saved = sr.dumps(self.replicas[self.at(replica)])
        self.replicas[self.at(replica)] = sr.loads(saved.encode(), unknown="keep")
        assert sr.dumps(self.replicas[self.at(replica)]) == saved

    @invariant()
    def nobody_has_what_nobody_said(self) -> None:
        for replica in getattr(self, "replicas", ()):
            assert facts(replica) <= self.known

    def teardown(self) -> None:
        """The network is whole again, and word goes round, the second time to those who missed it."""
        if not hasattr(self, "replicas"):
            return
        last = len(self.replicas)
        for replica in (*range(last), *range(last)):
            self.take(replica + 1, sr.loads(sr.dumps(self.replicas[replica]), unknown="keep"))
        assert {sr.dumps(replica) for replica in self.replicas} == {sr.dumps(sr.merge(*self.everything))}
        assert facts(self.replicas[0]) == self.known


TestReplicas = Replicas.TestCase
TestReplicas.settings = settings(max_examples=max(40, settings().max_examples // 10), stateful_step_count=30)
