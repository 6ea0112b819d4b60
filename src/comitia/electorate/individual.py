"""Voter by voter: every paper of every citizen on the roll is marked by itself.

The same model as `papers.poll_by_type`, one person at a time: whether the voter comes is one draw, shared by all
the papers that the voter is given on one day; each paper is a race of exponential clocks between the names and
striking all, which is the greatest utility under Gumbel noise.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from comitia.arrays import F32, I64
from comitia.electorate.behind import Known
from comitia.electorate.citizens import Question
from comitia.electorate.papers import tallied
from comitia.electorate.seam import Ask, Poll, Slate

CROWD = 1 << 17
"""Voters marked together, so that memory stays small: a million voters need no more than a few megabytes."""


@dataclass(frozen=True, slots=True)
class _Station:
    """The voters of one patch who vote in one contest."""

    patch: int
    open: int
    voters: I64


def poll_one_by_one(ask: Ask, slate: Slate, asked: Question) -> Poll:
    """Mark every paper; the same papers whatever the number of threads."""
    by_type = np.zeros((len(slate.person), asked.roll.shape[1]), dtype=np.int64)
    boxes = np.zeros((len(ask), 4), dtype=np.int64)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for station, papers, good, bad in pool.map(lambda s: _mark(ask, slate, asked, s), _stations(ask)):
            a, b = int(slate.start[station.open]), int(slate.start[station.open + 1])
            by_type[a:b] += papers[:-1]
            boxes[station.open, :3] += (good + bad, bad, papers[-1].sum())
    registered = asked.roll.sum(axis=1)
    away = registered - boxes[:, 0]
    for i, name in enumerate(ask.names):
        boxes[i, 3] = ask.chance.stream("kept papers", ask.stage.id, ask.round, name).binomial(
            away[i], asked.unreturned
        )
    return Poll(tallied(ask, slate, registered, by_type.sum(axis=1), boxes), Known(by_type))


def _stations(ask: Ask) -> Iterator[_Station]:
    patches, contest = ask.plan.map.layers[ask.contests.key]
    number = np.full(len(ask.contests), -1, dtype=np.int64)
    number[ask.contest] = np.arange(len(ask))
    for patch, here in zip(patches.tolist(), contest.tolist(), strict=True):
        if number[here] >= 0:
            yield _Station(patch, int(number[here]), ask.plan.map.voters(ask.contests.key, patch, here))


def _mark(ask: Ask, slate: Slate, asked: Question, station: _Station) -> tuple[_Station, I64, int, int]:
    """The papers of one patch: int64 `[name or strike all, type]`, how many are valid, and how many are not."""
    i, a, b = station.open, int(slate.start[station.open]), int(slate.start[station.open + 1])
    some = np.flatnonzero(station.voters)
    kind = np.repeat(np.arange(len(some)), station.voters[some])
    place = ask.plan.map.name(ask.plan.society, station.patch)
    turnout = ask.chance.stream("who comes", ask.round, place)
    stream = ask.chance.stream("paper by paper", ask.stage.id, ask.round, ask.names[i], place)
    slowness = np.empty((b - a + 1, len(some)), dtype=np.float32)
    slowness[:-1] = 1.0 / asked.keep[a:b, some]
    slowness[-1] = 1.0 / asked.strike[i, some]
    coming = asked.coming[i, some].astype(np.float32)
    papers = np.zeros((b - a + 1) * len(some), dtype=np.int64)
    bad = came = 0
    for first in range(0, len(kind), CROWD):
        crowd = kind[first : first + CROWD]
        crowd = crowd[turnout.random(len(crowd), dtype=np.float32) < coming[crowd]]
        valid = stream.random(len(crowd), dtype=np.float32) >= asked.invalid
        bad += len(crowd) - int(valid.sum())
        crowd = crowd[valid]
        for left, voters in _left(stream, slowness, crowd, asked, int(ask.seats[i])):
            papers += np.bincount(left * len(some) + voters, minlength=len(papers))
        came += len(crowd)
    table = np.zeros((b - a + 1, asked.roll.shape[1]), dtype=np.int64)
    table[:, some] = papers.reshape(b - a + 1, len(some))
    return station, table, came, bad


def _left(
    stream: np.random.Generator, slowness: F32, crowd: I64, asked: Question, seats: int
) -> Iterator[tuple[I64, I64]]:
    """The names left on the papers of a crowd, and the voters who left them; the number after the last name: none."""
    if asked.any_left:
        yield from _each(stream, slowness, crowd)
    elif asked.up_to is not None:
        yield from _first(stream, slowness, crowd, asked.up_to or seats)
    else:
        yield _race(stream, slowness, crowd), crowd


def _each(stream: np.random.Generator, slowness: F32, crowd: I64) -> Iterator[tuple[I64, I64]]:
    """Every name is kept or struck by itself."""
    none = np.ones(len(crowd), dtype=np.bool_)
    for option in range(len(slowness) - 1):
        odds = slowness[-1][crowd] / slowness[option][crowd]
        keeps = stream.random(len(crowd), dtype=np.float32) < odds / (1.0 + odds)
        none &= ~keeps
        yield np.full(int(keeps.sum()), option), crowd[keeps]
    yield np.full(int(none.sum()), len(slowness) - 1), crowd[none]


def _first(stream: np.random.Generator, slowness: F32, crowd: I64, up_to: int) -> Iterator[tuple[I64, I64]]:
    """Each voter leaves the names whose clocks ring first, so many at most, and none that rings after striking all."""
    clocks = stream.standard_exponential((len(slowness), len(crowd)), dtype=np.float32) * slowness[:, crowd]
    names = len(slowness) - 1
    rank = clocks[:names].argsort(axis=0).argsort(axis=0)
    kept = (rank < up_to) & (clocks[:names] < clocks[names])
    for option in range(names):
        yield np.full(int(kept[option].sum()), option), crowd[kept[option]]
    none = ~kept.any(axis=0)
    yield np.full(int(none.sum()), names), crowd[none]


def _race(stream: np.random.Generator, slowness: F32, crowd: I64) -> I64:
    """The clock that rings first for each voter: the number of the name left standing, or the last for none."""
    best = stream.standard_exponential(len(crowd), dtype=np.float32) * slowness[0][crowd]
    winner = np.zeros(len(crowd), dtype=np.int64)
    for option in range(1, len(slowness)):
        clock = stream.standard_exponential(len(crowd), dtype=np.float32) * slowness[option][crowd]
        sooner = clock < best
        best[sooner] = clock[sooner]
        winner[sooner] = option
    return winner
