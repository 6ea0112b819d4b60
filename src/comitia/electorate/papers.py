"""The papers of a poll, all voters of one type in one contest drawn together.

Every number is drawn from uniforms addressed by contest, type and name, so contests do not share chance although all
of them are drawn at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comitia.arrays import F64, I64, U64
from comitia.chance import key, keys, mix
from comitia.count.tally import Tallies
from comitia.electorate.binomial import binomial
from comitia.electorate.citizens import Question
from comitia.electorate.seam import Ask, Poll, Slate
from comitia.law.ballots import CrossOut


@dataclass(frozen=True, slots=True)
class _Groups:
    """The groups of voters: pairs of open contest and type with somebody on the roll, and their keys of chance."""

    contest: I64
    kind: I64
    ids: U64

    def uniform(self, ask: Ask, purpose: str, which: I64 | None = None, extra: int = 0) -> F64:
        """A uniform for each group, or for some of them."""
        return ask.chance.uniform(purpose, self.ids if which is None else self.ids[which], extra)


def poll_by_type(ask: Ask, slate: Slate, asked: Question) -> Poll:
    """Draw turnout, papers that are not valid and the names left standing, by type of voter."""
    groups = _groups(ask, asked)
    roll = asked.roll[groups.contest, groups.kind]
    came = binomial(roll, asked.coming[groups.contest, groups.kind], groups.uniform(ask, "comes"))
    bad = binomial(came, np.full(len(came), asked.invalid), groups.uniform(ask, "spoils"))
    by_type = np.zeros((len(slate.person), asked.roll.shape[1]), dtype=np.int64)
    if asked.up_to is not None or asked.any_left:
        chance = _kept(slate, asked) if asked.any_left else _named(ask, slate, asked, asked.up_to or None)
        struck = _each(ask, slate, groups, came - bad, chance, by_type)
    else:
        struck = _one(ask, slate, asked, groups, came - bad, by_type)
    boxes = np.stack([_total(ask, groups, part) for part in (came, bad, struck)], axis=1)
    away = asked.roll.sum(axis=1) - boxes[:, 0]
    kept = ask.chance.uniform("keeps the paper", keys(ask.names), ask.round)
    stayed = binomial(away, np.full(len(away), asked.unreturned), kept)
    return Poll(tallied(ask, slate, asked, by_type, np.column_stack([boxes, stayed])), by_type=by_type)


def _groups(ask: Ask, asked: Question) -> _Groups:
    contest, kind = np.nonzero(asked.roll)
    moment = mix(keys(ask.names), key(ask.stage.id, ask.round))
    return _Groups(contest, kind, mix(moment[contest], ask.plan.map.types.keys[kind]))


def _total(ask: Ask, groups: _Groups, numbers: I64) -> I64:
    return np.bincount(groups.contest, weights=numbers, minlength=len(ask)).astype(np.int64)


def _one(ask: Ask, slate: Slate, asked: Question, groups: _Groups, papers: I64, by_type: I64) -> I64:
    """At most one name is left on a paper: a multinomial choice, name by name; how many struck every name."""
    worth = np.zeros(asked.roll.shape)
    np.add.at(worth, slate.contest, asked.keep)
    left, rest = papers.copy(), (worth + asked.strike)[groups.contest, groups.kind]
    names = np.diff(slate.start)[groups.contest]
    for place in range(int(names.max(initial=0))):
        which = np.flatnonzero((names > place) & (left > 0))
        option, kind = slate.start[groups.contest[which]] + place, groups.kind[which]
        worth_here = asked.keep[option, kind]
        votes = binomial(left[which], worth_here / rest[which], groups.uniform(ask, "leaves", which, place))
        by_type[option, kind] = votes
        left[which] -= votes
        rest[which] -= worth_here
    return left


def _each(ask: Ask, slate: Slate, groups: _Groups, papers: I64, chance: F64, by_type: I64) -> I64:
    """Every name is left or not by itself; how many are left with no name, drawn by itself."""
    names = np.diff(slate.start)[groups.contest]
    empty = np.ones(len(papers))
    for place in range(int(names.max(initial=0))):
        which = np.flatnonzero(names > place)
        option, kind = slate.start[groups.contest[which]] + place, groups.kind[which]
        uniform = groups.uniform(ask, "leaves", which, place)
        by_type[option, kind] = binomial(papers[which], chance[option, kind], uniform)
        empty[which] *= 1.0 - chance[option, kind]
    if int(names.max(initial=0)) == 1:
        return papers - by_type[slate.start[groups.contest], groups.kind]
    return binomial(papers, empty, groups.uniform(ask, "leaves nobody"))


def _kept(slate: Slate, asked: Question) -> F64:
    """The probability that a name is kept, where each is kept or struck by itself: float64 `[option, type]`."""
    return np.asarray(asked.keep / (asked.keep + asked.strike[slate.contest]))


def _named(ask: Ask, slate: Slate, asked: Question, up_to: int | None) -> F64:
    """The probability that a name is among those that a voter writes: float64 `[option, type]`.

    How often a name is among the first `k` of a Plackett-Luce order is taken from exponential clocks stopped when `k`
    are expected to have rung (Rosen 1997, order sampling); a name must also ring before the clock of naming nobody.
    """
    weight = asked.keep / asked.strike[slate.contest]
    most = ask.seats if up_to is None else np.full(len(ask), up_to)
    names = np.minimum(most, np.diff(slate.start))[:, None]
    low, high = np.zeros(asked.roll.shape), np.full(asked.roll.shape, 1e9)
    for _ in range(60):
        time = (low + high) / 2
        rung = np.zeros(asked.roll.shape)
        np.add.at(rung, slate.contest, 1.0 - np.exp(-weight * time[slate.contest]))
        low, high = np.where(rung > names, low, time), np.where(rung > names, time, high)
    return np.asarray((1.0 - np.exp(-(1.0 + weight) * high[slate.contest])) * weight / (1.0 + weight))


def tallied(ask: Ask, slate: Slate, asked: Question, by_type: I64, boxes: I64) -> Tallies:
    """The tallies; `boxes`: int64 `[open, 4]`, papers found, not valid, every name struck, issued and not found."""
    came, spoilt, struck, stayed = boxes.T
    ballot = ask.contests.route.ballot
    blank_counts = isinstance(ballot, CrossOut) and ballot.all_struck == "valid"
    valid = came - spoilt if blank_counts else came - spoilt - struck
    none = np.zeros(len(ask), dtype=np.int64)
    return Tallies(slate.start, by_type.sum(axis=1), asked.roll.sum(axis=1), came + stayed, came.copy(), valid, none)
