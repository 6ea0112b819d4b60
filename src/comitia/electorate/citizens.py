"""Citizens at the polls: how likely each type of voter is to come, and what each name is worth to them.

A voter's utility for a name is the name's standing plus what voter and candidate have in common plus Gumbel noise;
striking out every name has a utility of its own. So a paper on which at most one name is left is a multinomial
logit choice (McFadden 1974), and turnout is a binary one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comitia.arrays import F64, I64
from comitia.chance import keys, mix
from comitia.electorate.parameters import Parameters
from comitia.electorate.seam import Ask, Slate
from comitia.electorate.utility import logistic, summed, vector
from comitia.law.ballots import Approval, Names, each_by_itself


@dataclass(frozen=True, slots=True)
class Question:
    """What citizens are asked, in numbers.

    roll: int64 `[open, type]`; coming: probability of turning out, `[open, type]`; keep: exp(utility) of each name
    for each type, `[option, type]`; strike: exp(utility) of striking all, `[open, type]`; invalid: share of papers.
    """

    roll: I64
    coming: F64
    keep: F64
    strike: F64
    invalid: float
    unreturned: float
    any_left: bool
    up_to: int | None
    """How many names a paper may have where names are written: 0 for as many as seats; None for other papers."""


def question(model: Parameters, ask: Ask, slate: Slate) -> Question:
    """Put the voter model's parameters to one stage of a route."""
    society, kinds = ask.plan.society, ask.plan.map.types
    size = len(kinds)
    ids = keys(ask.names)
    moment = mix(ids, ask.round) if ask.round else ids
    roll = ask.plan.map.roll(ask.contests.key, len(ask.contests))[ask.contest]
    coming = logistic(
        model.number("citizens.turnout.base")
        + (model.number("citizens.turnout.later") if ask.again else 0.0)
        + summed(society, model.effects("citizens.turnout"), kinds.codes, size)[None, :]
        + _place(model, ask)[:, None]
        + model.number("citizens.turnout.spread") * ask.chance.normal("turnout", ids)[:, None]
    )
    strike = np.exp(
        model.number("citizens.strike.base")
        + (model.number("recall.against") if ask.recall else 0.0)
        + model.number("citizens.strike.spread") * ask.chance.normal("mood", moment)[:, None]
        + summed(society, model.effects("citizens.strike"), kinds.codes, size)[None, :]
    )
    keep = np.exp(_standing(model, ask, slate)[:, None] + _affinity(model, ask, slate))
    ballot = ask.contests.route.ballot
    any_left = each_by_itself(ballot)
    invalid, unreturned = model.number("citizens.invalid"), model.number("citizens.unreturned")
    up_to = (ballot.up_to or 0) if isinstance(ballot, Names | Approval) and not any_left else None
    return Question(roll, coming, keep, strike, invalid, unreturned, any_left, up_to)


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


def _affinity(model: Parameters, ask: Ask, slate: Slate) -> F64:
    """What voters of a type see in a candidate like themselves: float64 `[option, type]`."""
    society, kinds = ask.plan.society, ask.plan.map.types
    cells = ask.persons.cells[slate.person]
    total = np.zeros((len(cells), len(kinds)))
    for attribute, worth in model.family("citizens.affinity").items():
        if attribute in kinds.codes:
            theirs = np.where(cells >= 0, society.codes[attribute][cells], -1)
            total += worth * (theirs[:, None] == kinds.codes[attribute][None, :])
    return total
