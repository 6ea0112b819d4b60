"""Citizens at the polls: how likely each type of voter is to come, and what each name is worth to them.

A voter's utility for a name is the name's standing plus what voter and candidate have in common plus Gumbel noise;
striking out every name has a utility of its own. So a paper on which at most one name is left is a multinomial
logit choice (McFadden 1974), and turnout is a binary one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from comitia.arrays import F64, I64
from comitia.chance import mix
from comitia.electorate.parameters import Parameters
from comitia.electorate.seam import Ask, Slate
from comitia.electorate.utility import logistic, summed, vector
from comitia.law.ballots import Approval, Names, each_by_itself


@dataclass(frozen=True, slots=True)
class Odds:
    """Log-odds as a part that hangs on the contest and one that hangs on the type of voter: `[open]` and `[type]`."""

    of_contest: F64
    of_type: F64

    def at(self, contest: I64, kind: I64) -> F64:
        """Both parts together."""
        return np.asarray(self.of_contest[contest] + self.of_type[kind])


@dataclass(frozen=True, slots=True)
class Likeness:
    """What it is worth to a voter that a name has the same value of an attribute: int64 `[option]` and `[type]`.

    values: how many there are; at: int64 `[part]`, where each part of the roll stands in a table `[open, value]`.
    """

    worth: float
    names: I64
    voters: I64
    values: int
    at: I64


@dataclass(frozen=True)
class Question:
    """What citizens are asked, in numbers.

    contest, kind, people: int64 `[part]`, the voters on the roll of each open contest by type, in order; size: how many
    contests and types there are; standing: of each name, float64 `[option]`; invalid: share of papers. Contests,
    types and names are asked for by arrays that broadcast against each other.
    """

    contest: I64
    kind: I64
    people: I64
    size: tuple[int, int]
    turnout: Odds
    striking: Odds
    standing: F64
    likeness: tuple[Likeness, ...]
    invalid: float
    unreturned: float
    any_left: bool
    up_to: int | None
    """How many names a paper may have where names are written: 0 for as many as seats; None for other papers."""

    def comes(self, contest: I64, kind: I64) -> F64:
        """The probability of turning out."""
        return logistic(self.turnout.at(contest, kind))

    def strikes(self, contest: I64, kind: I64) -> F64:
        """exp(utility) of striking all names."""
        return np.asarray(np.exp(self.striking.at(contest, kind)))

    def keeps(self, option: I64, kind: I64) -> F64:
        """exp(utility) of each name: its standing, and what voters see in a name like themselves."""
        utility = self.standing[option] + np.zeros(kind.shape)
        for like in self.likeness:
            utility += like.worth * (like.names[option] == like.voters[kind])
        return np.asarray(np.exp(utility))

    @cached_property
    def roll(self) -> I64:
        """Voters on the roll of every contest by type: int64 `[open, type]`."""
        roll = np.zeros(self.size, dtype=np.int64)
        roll[self.contest, self.kind] = self.people
        return roll

    @cached_property
    def coming(self) -> F64:
        """`comes` of every contest and type: float64 `[open, type]`."""
        return self.comes(*self._all(self.size[0]))

    @cached_property
    def strike(self) -> F64:
        """`strikes` of every contest and type: float64 `[open, type]`."""
        return self.strikes(*self._all(self.size[0]))

    @cached_property
    def keep(self) -> F64:
        """`keeps` of every name and type: float64 `[option, type]`."""
        return self.keeps(*self._all(len(self.standing)))

    def _all(self, rows: int) -> tuple[I64, I64]:
        return np.arange(rows)[:, None], np.arange(self.size[1])[None, :]


def question(model: Parameters, ask: Ask, slate: Slate) -> Question:
    """Put the voter model's parameters to one stage of a route."""
    society, kinds = ask.plan.society, ask.plan.map.types
    size, ids = len(kinds), ask.ids
    moment = mix(ids, ask.round) if ask.round else ids
    turnout = Odds(
        model.number("citizens.turnout.base")
        + (model.number("citizens.turnout.later") if ask.again else 0.0)
        + _place(model, ask)
        + model.number("citizens.turnout.spread") * ask.chance.normal("turnout", ids),
        summed(society, model.effects("citizens.turnout"), kinds.codes, size),
    )
    striking = Odds(
        model.number("citizens.strike.base")
        + (model.number("recall.against") if ask.recall else 0.0)
        + model.number("citizens.strike.spread") * ask.chance.normal("mood", moment),
        summed(society, model.effects("citizens.strike"), kinds.codes, size),
    )
    ballot, parts = ask.contests.route.ballot, _on_the_roll(ask)
    any_left = each_by_itself(ballot)
    return Question(
        *parts,
        (len(ask), size),
        turnout,
        striking,
        _standing(model, ask, slate),
        tuple(_likeness(model, ask, slate, parts[0], parts[1])),
        model.number("citizens.invalid"),
        model.number("citizens.unreturned"),
        any_left,
        (ballot.up_to or 0) if isinstance(ballot, Names | Approval) and not any_left else None,
    )


def _on_the_roll(ask: Ask) -> tuple[I64, I64, I64]:
    """The parts of the rolls of the open contests, which are numbered as they are asked."""
    contest, kind, people = ask.plan.map.parts(ask.contests.key, len(ask.contests))
    if np.array_equal(ask.contest, np.arange(len(ask.contests))):
        return contest, kind, people
    first, last = (np.searchsorted(contest, ask.contest, side) for side in ("left", "right"))
    size = last - first
    here = np.arange(int(size.sum())) + np.repeat(first - (np.cumsum(size) - size), size)
    return np.repeat(np.arange(len(ask)), size), kind[here], people[here]


def _place(model: Parameters, ask: Ask) -> F64:
    """Effects on turnout of the territory in which each contest is held: float64 `[open]`."""
    society = ask.plan.society
    total = np.zeros(len(ask))
    for attribute, values in model.effects("citizens.turnout").items():
        if attribute in society.localities.codes:
            effect = np.append(vector(society, attribute, values), 0.0)
            codes = [_value(ask, int(i), attribute) for i in ask.contest]
            total += effect[codes]
    return total


def _value(ask: Ask, contest: int, attribute: str) -> int:
    """The value of a territorial attribute in which a contest lies, through its own or an outer unit; -1: none."""
    unit, society = ask.contests.units[contest], ask.plan.society
    name, value = unit.attribute, unit.value
    while name is not None and name != attribute:
        inner = society.attribute(name)
        name, value = inner.within, inner.parent[value] if inner.parent else -1
    return value if name == attribute else -1


def _standing(model: Parameters, ask: Ask, slate: Slate) -> F64:
    """What a name is worth to everybody: attributes, and a standing of its own: float64 `[option]`."""
    society, persons = ask.plan.society, ask.persons
    cells = persons.cells[slate.person]
    codes = {name: np.where(cells >= 0, code[cells], -1) for name, code in society.codes.items()}
    own = ask.chance.normal("standing", persons.keys[slate.person])
    effects = summed(society, model.effects("citizens.standing"), codes, len(cells))
    return np.asarray(model.number("citizens.standing.spread") * own + effects)


def _likeness(model: Parameters, ask: Ask, slate: Slate, contest: I64, kind: I64) -> Iterator[Likeness]:
    """What voters see in a name like themselves, attribute by attribute; nothing where a name's value is not known.

    contest, kind: of each part of the roll.
    """
    society, kinds = ask.plan.society, ask.plan.map.types
    cells = ask.persons.cells[slate.person]
    for attribute, worth in model.family("citizens.affinity").items():
        if worth and attribute in kinds.codes:
            names = np.where(cells >= 0, society.codes[attribute][cells], -1).astype(np.int64)
            voters = kinds.codes[attribute]
            values, memo, here = int(voters.max()) + 1, ask.plan.map.memo, ("at", ask.contests.key, attribute)
            whole = np.array_equal(ask.contest, np.arange(len(ask.contests)))
            at = memo[here] if whole and here in memo else contest * values + voters[kind]
            if whole:
                memo[here] = at
            yield Likeness(worth, names, voters, values, at)
