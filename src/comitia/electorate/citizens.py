"""Citizens at the polls: who turns out and how the papers of a district are marked.

A voter's utility for a name is the name's standing plus what voter and candidate have in common plus Gumbel noise;
striking out every name has a utility of its own. So a paper on which at most one name is left is a multinomial
logit choice (McFadden 1974), and turnout is a binary one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from comitia.chance import keys, mix
from comitia.count.tally import Tallies
from comitia.electorate.parameters import Parameters
from comitia.electorate.seam import Ask, Poll, Slate
from comitia.electorate.utility import logistic, summed, vector
from comitia.law.ballots import Ballot, CrossOut, Names

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
Filler = Callable[[np.random.Generator, I64, F64, F64, float, int], tuple[I64, int, int]]


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


def question(model: Parameters, ask: Ask, slate: Slate) -> Question:
    """Put the voter model's parameters to one stage of a route."""
    society, kinds = ask.plan.society, ask.plan.map.types
    size = len(kinds)
    ids = keys(ask.names)
    moment = mix(ids, ask.round) if ask.round else ids
    roll = ask.plan.map.roll(ask.contests.key, len(ask.contests))[ask.contest]
    coming = logistic(
        model.number("citizens.turnout.base")
        + (model.number("citizens.turnout.later") if ask.round else 0.0)
        + summed(society, model.effects("citizens.turnout"), kinds.codes, size)[None, :]
        + _place(model, ask)[:, None]
        + model.number("citizens.turnout.spread") * ask.chance.normal("turnout", ids)[:, None]
    )
    strike = np.exp(
        model.number("citizens.strike.base")
        + model.number("citizens.strike.spread") * ask.chance.normal("mood", moment)[:, None]
        + summed(society, model.effects("citizens.strike"), kinds.codes, size)[None, :]
    )
    keep = np.exp(_standing(model, ask, slate)[:, None] + _affinity(model, ask, slate))
    ballot = ask.contests.route.ballot
    any_left = isinstance(ballot, CrossOut) and ballot.leave == "any"
    invalid, unreturned = model.number("citizens.invalid"), model.number("citizens.unreturned")
    return Question(roll, coming, keep, strike, invalid, unreturned, any_left)


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


def poll_by_type(ask: Ask, slate: Slate, asked: Question) -> Poll:
    """Draw the papers of each type of voter of a contest together, as binomial and multinomial numbers."""
    by_type = np.zeros((len(slate.person), asked.roll.shape[1]), dtype=np.int64)
    boxes = np.zeros((len(ask), 4), dtype=np.int64)
    fill = _filler(ask.contests.route.ballot, asked)
    for i, name in enumerate(ask.names):
        stream = ask.chance.stream("papers", ask.stage.id, ask.round, name)
        a, b = int(slate.start[i]), int(slate.start[i + 1])
        some = np.flatnonzero(asked.roll[i])
        coming = stream.binomial(asked.roll[i, some], asked.coming[i, some])
        came = int(coming.sum())
        stayed = stream.binomial(int(asked.roll[i].sum()) - came, asked.unreturned)
        keep, strike = asked.keep[a:b].take(some, axis=1), asked.strike[i, some]
        kept, spoilt, struck = fill(stream, coming, keep, strike, asked.invalid, int(ask.seats[i]))
        by_type[a:b, some] = kept
        boxes[i] = came, spoilt, struck, stayed
    return Poll(tallied(ask, slate, asked, by_type, boxes), by_type=by_type)


def _one_name(
    stream: np.random.Generator, coming: I64, keep: F64, strike: F64, invalid: float, seats: int
) -> tuple[I64, int, int]:
    """Papers with at most one name left: kept int64 `[name, type]`, papers not valid, papers with every name struck."""
    names = len(keep)
    chances = np.empty((len(coming), names + 2))
    chances[:, :names], chances[:, names] = keep.T, strike
    chances[:, : names + 1] *= (1.0 - invalid) / chances[:, : names + 1].sum(axis=1, keepdims=True)
    chances[:, names + 1] = invalid
    papers = stream.multinomial(coming, chances)
    struck, spoilt = papers[:, names:].sum(axis=0).tolist()
    return papers[:, :names].T, spoilt, struck


def _each_name(
    stream: np.random.Generator, coming: I64, keep: F64, strike: F64, invalid: float, seats: int
) -> tuple[I64, int, int]:
    """Papers on which each name is kept or struck by itself; how many struck every name is not known by type."""
    bad = stream.binomial(coming, invalid)
    kept: I64 = stream.binomial((coming - bad)[None, :], keep / (keep + strike))
    return kept, int(bad.sum()), 0


def _filler(ballot: Ballot, asked: Question) -> Filler:
    """How papers of a form are filled in."""
    if isinstance(ballot, Names):
        return partial(_some_names, up_to=ballot.up_to)
    return _each_name if asked.any_left else _one_name


def _some_names(
    stream: np.random.Generator,
    coming: I64,
    keep: F64,
    strike: F64,
    invalid: float,
    seats: int,
    up_to: int | None,
) -> tuple[I64, int, int]:
    """Papers with several names: each voter names those of greatest utility that are worth more than naming nobody.

    How often a name is among the first `k` of a Plackett-Luce order is taken from exponential clocks stopped when `k`
    are expected to have rung, which is close for every number of names (Rosen 1997); names are drawn independently.
    """
    names = min(up_to or seats, len(keep))
    bad = stream.binomial(coming, invalid)
    weight = keep / strike
    low, high = np.zeros(weight.shape[1]), np.full(weight.shape[1], 1e9)
    for _ in range(60):
        time = (low + high) / 2
        many = (1.0 - np.exp(-weight * time)).sum(axis=0) > names
        low, high = np.where(many, low, time), np.where(many, time, high)
    chance = (1.0 - np.exp(-weight * high)) * weight / (1.0 + weight)
    kept: I64 = stream.binomial((coming - bad)[None, :], chance)
    return kept, int(bad.sum()), 0


def tallied(ask: Ask, slate: Slate, asked: Question, by_type: I64, boxes: I64) -> Tallies:
    """The tallies; `boxes`: int64 `[open, 4]`, papers found, not valid, every name struck, issued and not found."""
    came, spoilt, struck, stayed = boxes.T
    ballot = ask.contests.route.ballot
    blank_counts = isinstance(ballot, CrossOut) and ballot.all_struck == "valid"
    valid = came - spoilt if blank_counts else came - spoilt - struck
    none = np.zeros(len(ask), dtype=np.int64)
    return Tallies(slate.start, by_type.sum(axis=1), asked.roll.sum(axis=1), came + stayed, came.copy(), valid, none)
