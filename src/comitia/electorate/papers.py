"""The papers of a poll, all voters of one contest who are alike drawn together.

Every number is drawn from uniforms addressed by contest, type and name, so contests do not share chance although all
of them are drawn at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comitia.arrays import F64, I64, U64
from comitia.chance import key, mix
from comitia.count.tally import Tallies
from comitia.electorate.alike import Alike, Marks, alike
from comitia.electorate.binomial import binomial
from comitia.electorate.citizens import Question
from comitia.electorate.seam import Ask, Poll, Slate
from comitia.law.ballots import CrossOut


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Every group before every name of its contest: the names of group `g` are pairs `first[g]`, `first[g] + 1`, …

    names: int64 `[group]`, how many there are; group, option: int64 `[pair]`; keep: exp(utility) of a name, float64
    `[pair]`; strike: that of striking all names, float64 `[group]`; uniform: float64 `[pair]`.
    """

    first: I64
    names: I64
    group: I64
    option: I64
    keep: F64
    strike: F64
    uniform: F64


def poll_by_type(ask: Ask, slate: Slate, asked: Question) -> Poll:
    """Draw turnout, papers that are not valid and the names left standing, group by group of voters who are alike."""
    groups = alike(asked, slate)
    moment = mix(ask.ids, key(ask.stage.id, ask.round))
    ids = mix(moment[groups.contest], ask.plan.map.types.keys[groups.kind])
    coming = asked.comes(groups.contest, groups.kind)
    good = binomial(groups.roll, coming * (1.0 - asked.invalid), ask.chance.uniform("comes", ids))
    bad = _spoilt(ask, asked, groups, groups.roll - good, moment)
    pairs = _pairs(ask, slate, asked, groups, ids)
    single = asked.up_to is None and not asked.any_left
    if single:
        votes, struck = _one(pairs, good)
    else:
        chance = _kept(pairs) if asked.any_left else _named(ask, slate, groups, pairs, asked.up_to or None)
        votes, struck = _each(pairs, good, chance, ask.chance.uniform("leaves nobody", ids))
    came = _total(ask, groups, good) + bad
    registered = _total(ask, groups, groups.roll)
    away = registered - came
    kept = ask.chance.uniform("keeps the paper", ask.ids, ask.round)
    stayed = binomial(away, np.full(len(away), asked.unreturned), kept)
    of_option = np.bincount(pairs.option, weights=votes, minlength=len(slate.person)).astype(np.int64)
    names = tuple((ask.stage.id, ask.round, name) for name in ask.names)
    marks = Marks(groups, pairs.first, votes, slate.start, single, asked.size[1], ask.chance, names)
    boxes = np.column_stack([came, bad, _total(ask, groups, struck), stayed])
    return Poll(tallied(ask, slate, registered, of_option, boxes), marks)


def _spoilt(ask: Ask, asked: Question, groups: Alike, others: I64, moment: U64) -> I64:
    """Papers that are not valid among those who left no valid one, all who come as likely together: int64 `[open]`."""
    size = int(groups.same.max(initial=0)) + 1
    number = np.bincount(groups.contest * size + groups.same, weights=others, minlength=len(ask) * size)
    first = np.zeros(size, dtype=np.int64)
    first[groups.same[::-1]] = groups.kind[::-1]
    contest, same = np.nonzero(number.reshape(len(ask), size))
    coming = asked.comes(contest, first[same])
    chance = np.minimum(coming * asked.invalid / (1.0 - coming * (1.0 - asked.invalid)), 1.0)
    uniform = ask.chance.uniform("spoils", mix(moment[contest], ask.plan.map.types.keys[first[same]]))
    spoilt = binomial(number[contest * size + same].astype(np.int64), chance, uniform)
    return np.bincount(contest, weights=spoilt, minlength=len(ask)).astype(np.int64)


def _total(ask: Ask, groups: Alike, numbers: I64) -> I64:
    return np.bincount(groups.contest, weights=numbers, minlength=len(ask)).astype(np.int64)


def _pairs(ask: Ask, slate: Slate, asked: Question, groups: Alike, ids: U64) -> _Pairs:
    names = np.diff(slate.start)[groups.contest]
    first = np.cumsum(names) - names
    group = np.repeat(np.arange(len(names)), names)
    option = np.arange(len(group)) + np.repeat(slate.start[groups.contest] - first, names)
    keep = asked.keeps(option, groups.kind[group])
    strike = asked.strikes(groups.contest, groups.kind)
    uniform = ask.chance.series("leaves", ids, names)
    return _Pairs(first, names, group, option, keep, strike, uniform)


def _one(pairs: _Pairs, papers: I64) -> tuple[I64, I64]:
    """At most one name is left on a paper, a multinomial choice, name by name: votes, and how many struck them all."""
    votes = np.zeros(len(pairs.group), dtype=np.int64)
    left = papers.copy()
    rest = pairs.strike + np.bincount(pairs.group, weights=pairs.keep, minlength=len(papers))
    for place in range(int(pairs.names.max(initial=0))):
        which = np.flatnonzero((pairs.names > place) & (left > 0))
        here, among, weight = pairs.first[which] + place, left[which], rest[which]
        keep = pairs.keep[here]
        given = binomial(among, keep / weight, pairs.uniform[here])
        votes[here], left[which], rest[which] = given, among - given, weight - keep
    return votes, left


def _each(pairs: _Pairs, papers: I64, chance: F64, uniform: F64) -> tuple[I64, I64]:
    """Every name is left or not by itself: votes, and how many papers have no name left, drawn by itself."""
    votes = binomial(papers[pairs.group], chance, pairs.uniform)
    if int(pairs.names.max(initial=0)) == 1:
        return votes, papers - np.bincount(pairs.group, weights=votes, minlength=len(papers)).astype(np.int64)
    empty = np.ones(len(papers))
    np.multiply.at(empty, pairs.group, 1.0 - chance)
    return votes, binomial(papers, empty, uniform)


def _kept(pairs: _Pairs) -> F64:
    """The probability that a name is kept, where each is kept or struck by itself: float64 `[pair]`."""
    return np.asarray(pairs.keep / (pairs.keep + pairs.strike[pairs.group]))


def _named(ask: Ask, slate: Slate, groups: Alike, pairs: _Pairs, up_to: int | None) -> F64:
    """The probability that a name is among those that a voter writes: float64 `[pair]`.

    How often a name is among the first `k` of a Plackett-Luce order is taken from exponential clocks stopped when `k`
    are expected to have rung (Rosen 1997, order sampling); a name must also ring before the clock of naming nobody.
    """
    weight = pairs.keep / pairs.strike[pairs.group]
    most = ask.seats if up_to is None else np.full(len(ask), up_to)
    names = np.minimum(most, np.diff(slate.start))[groups.contest]
    low, high = np.zeros(len(names)), np.full(len(names), 1e9)
    for _ in range(60):
        time = (low + high) / 2
        ringing = 1.0 - np.exp(-weight * time[pairs.group])
        rung = np.bincount(pairs.group, weights=ringing, minlength=len(names))
        low, high = np.where(rung > names, low, time), np.where(rung > names, time, high)
    return np.asarray((1.0 - np.exp(-(1.0 + weight) * high[pairs.group])) * weight / (1.0 + weight))


def tallied(ask: Ask, slate: Slate, registered: I64, votes: I64, boxes: I64) -> Tallies:
    """The tallies; `boxes`: int64 `[open, 4]`, papers found, not valid, every name struck, issued and not found."""
    came, spoilt, struck, stayed = boxes.T
    ballot = ask.contests.route.ballot
    blank_counts = isinstance(ballot, CrossOut) and ballot.all_struck == "valid"
    valid = came - spoilt if blank_counts else came - spoilt - struck
    none = np.zeros(len(ask), dtype=np.int64)
    return Tallies(slate.start, votes, registered, came + stayed, came.copy(), valid, none)
