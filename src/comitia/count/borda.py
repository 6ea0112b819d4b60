"""Borda: points by rank, and most points win (Borda 1781; the scales in use: Fraenkel and Grofman 2014).

Points may be parts of a whole (means of places, 1/3 of a harmonic scale); they are counted in parts that make them
whole, so that nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import numpy as np

from comitia.arrays import I64
from comitia.count.ballots import Ballots
from comitia.count.outcome import Step
from comitia.count.ranking import leaders
from comitia.count.registry import papers
from comitia.count.rounds import Counted, Decide, Round, Tied
from comitia.law.papers import Borda

Points = list[Fraction]


@papers(Borda)
def borda(
    rule: Borda,
    ballots: Ballots,
    seats: int,
    decide: Decide,
    groups: Sequence[str] | None = None,
    declared: Sequence[int] | None = None,
) -> Counted:
    """Count one contest; groups and a declared order mean nothing to it."""
    points = points_of_all(rule, ballots)
    one = lcm(*(each.denominator for each in points))
    whole = tuple(int(each * one) for each in points)

    def settle(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        return decide(Tied(1, "elect", tied, places))

    elected = leaders(whole, list(range(len(whole))), seats, settle)
    did = ["elected-most-votes" if i in elected else "fewer-votes" for i in range(len(whole))]
    steps = tuple(Step(did[i], i, {"points": points}) for i, points in enumerate(whole))
    return Counted(elected, (Round(steps, whole, 0, 0, None),), one)


def points(rule: Borda, ballots: Ballots) -> Points:
    """Points of every candidate, one paper after the other."""
    found = [Fraction(0)] * ballots.candidates
    for paper, weight in enumerate(ballots.weight.tolist()):
        ranks = [some for rank in ballots.ranks(paper) if (some := [c for c in rank if c >= 0])]
        marked, place = sum(map(len, ranks)), 0
        for rank in ranks:
            scale = [place_points(rule, at, marked, ballots.candidates) for at in range(place, place + len(rank))]
            mean = Fraction(sum(scale), len(scale))
            share = {"shared": mean, "highest": scale[0], "lowest": scale[-1]}[rule.equal]
            for candidate in rank:
                found[candidate] += weight * share
            place += len(rank)
        rest = set(range(ballots.candidates)) - {c for rank in ranks for c in rank}
        for candidate in rest if marked else ():
            found[candidate] += weight * unranked_points(rule, marked, ballots.candidates)
    return found


def place_points(rule: Borda, place: int, marked: int, candidates: int) -> Fraction:
    """The points of a place, from 0, on a paper that ranks so many of so many candidates."""
    if rule.scale == "listed":
        return Fraction(rule.points[place]) if place < len(rule.points) else Fraction(0)
    if rule.scale == "harmonic":
        return Fraction(1, place + 1)
    return Fraction({"n-1": candidates - 1, "n": candidates, "marked": marked}[rule.scale] - place)


def unranked_points(rule: Borda, marked: int, candidates: int) -> Fraction:
    """The points of each candidate whom a paper does not rank."""
    if rule.unranked == "nothing" or rule.scale == "marked" or marked >= candidates:
        return Fraction(0)
    left = [place_points(rule, place, marked, candidates) for place in range(marked, candidates)]
    return Fraction(sum(left), len(left))


def points_of_all(rule: Borda, ballots: Ballots) -> Points:
    """`points` for all papers at once, from how often each candidate stands at each place, unless marks are equal."""
    if ballots.equal is not None and ballots.equal.any():
        return points(rule, ballots)
    often = _places(ballots)
    n = ballots.candidates
    found = [Fraction(0)] * n
    papers = _papers(ballots)
    for marked, candidate, place in np.argwhere(often).tolist():
        found[candidate] += int(often[marked, candidate, place]) * place_points(rule, place, marked, n)
    for marked in range(1, n):
        share = unranked_points(rule, marked, n)
        ranked = often[marked].sum(axis=1).tolist()
        for candidate in range(n) if share and papers[marked] else ():
            found[candidate] += (int(papers[marked]) - ranked[candidate]) * share
    return found


def _places(ballots: Ballots) -> I64:
    """How many papers with so many marks rank a candidate at a place: int64 `[marked, candidate, place]`."""
    n = ballots.candidates
    given = ballots.marks >= 0
    place = np.cumsum(given, axis=1) - 1
    marked = np.broadcast_to(given.sum(axis=1)[:, None], given.shape)
    weight = np.broadcast_to(ballots.weight[:, None], given.shape)
    often = np.zeros((n + 1, n, n), dtype=np.int64)
    np.add.at(often, (marked[given], ballots.marks[given], place[given]), weight[given])
    return often


def _papers(ballots: Ballots) -> I64:
    """How many papers have so many marks: int64 `[marked]`."""
    papers = np.zeros(ballots.candidates + 1, dtype=np.int64)
    np.add.at(papers, (ballots.marks >= 0).sum(axis=1), ballots.weight)
    return papers
