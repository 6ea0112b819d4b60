"""Voters whom nothing tells apart on a paper are drawn together, and told apart again only where somebody asks.

Two types of voter are alike in a contest if they come and strike out names as likely, and if for every attribute in
which likeness counts they have the same value or both have one that no name on the paper has. The number among them
who do something is binomial as each type's would be; given that number, who did is a random part of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from comitia.arrays import F64, I64
from comitia.chance import Chance
from comitia.electorate.citizens import Question
from comitia.electorate.seam import Slate


@dataclass(frozen=True, slots=True)
class Alike:
    """Groups of voters, contest by contest.

    contest, kind, same, roll: int64 `[group]`, the open contest, one of the types (it stands for all), the number that
    types have in common which come and strike out as likely, and the voters on the roll; of, types, people: int64
    `[part]`, the group, type and voters of each part that is of one type.
    """

    contest: I64
    kind: I64
    same: I64
    roll: I64
    of: I64
    types: I64
    people: I64

    def mixed(self, mix: F64) -> F64:
        """What each group is made of, by what types are made of: float64 `[group, value]` from `[type, value]`."""
        size, number = mix.shape[1], len(self.roll)
        if (mix.max(axis=1) == 1.0).all():  # every type is of one value
            at = self.of * size
            at += mix.argmax(axis=1).take(self.types)
            total = np.bincount(at, self.people, number * size).reshape(number, size)
        else:
            columns = (self.people * column[self.types] for column in mix.T)
            total = np.stack([np.bincount(self.of, column, number) for column in columns], axis=1)
        return np.asarray(total / np.maximum(self.roll, 1)[:, None])

    def parts(self) -> list[I64]:
        """The parts of each group."""
        order = np.argsort(self.of, kind="stable")
        return np.split(order, np.searchsorted(self.of[order], np.arange(1, len(self.roll))))


def alike(asked: Question, slate: Slate) -> Alike:
    """The groups of all open contests."""
    contest, kind, people = asked.contest, asked.kind, asked.people
    pairs = asked.turnout.of_type + 1j * asked.striking.of_type
    number = np.unique(pairs, return_inverse=True)[1].reshape(-1).astype(np.int64)
    of, size = contest.copy(), asked.size[0]
    for codes, many in ((number.take(kind), int(number.max(initial=0)) + 1), *_likeness(asked, slate)):
        if size * many > 8 * len(of):
            of, size = _numbered(of, size)
        of *= many
        of += codes
        size *= many
    of, groups = _numbered(of, size)
    first = np.empty(groups, dtype=np.int64)
    first[of[::-1]] = np.arange(len(of) - 1, -1, -1)
    roll = np.bincount(of, weights=people, minlength=groups).astype(np.int64)
    return Alike(contest[first], kind[first], number[kind[first]], roll, of, kind, people)


def _numbered(values: I64, size: int) -> tuple[I64, int]:
    """The values, all below `size`, by rank, equal ones alike: 0, 1, …; and how many there are."""
    seen = np.zeros(size, dtype=np.bool_)
    seen[values] = True
    rank = np.cumsum(seen, dtype=np.int64)
    rank -= 1
    return rank.take(values), int(rank[-1]) + 1 if size else 0


def _likeness(asked: Question, slate: Slate) -> Iterator[tuple[I64, int]]:
    """For every attribute in which likeness counts a number for each part, and how many numbers there are."""
    for like in asked.likeness:
        told = _told_apart(slate.contest, like.names, asked.size[0], like.values)
        yield told.reshape(-1).take(like.at), int(told.max(initial=0)) + 1


def _told_apart(contest: I64, names: I64, contests: int, values: int) -> I64:
    """For each contest the values that a name on the paper has, numbered from 1; 0 for the others: `[open, value]`."""
    present = np.zeros((contests, values), dtype=np.int64)
    known = (names >= 0) & (names < values)
    present[contest[known], names[known]] = 1
    return np.asarray(np.cumsum(present, axis=1) * present)


@dataclass(frozen=True, slots=True)
class Marks:
    """How groups marked their papers: the votes of each group for each name that stands before it.

    first: int64 `[group]`, where the pairs of a group begin; votes: int64 `[pair]`; start: of the slate; single:
    whether a paper has one name at most; types: how many types there are.
    """

    groups: Alike
    first: I64
    votes: I64
    start: I64
    single: bool
    types: int
    chance: Chance
    names: tuple[tuple[str | int, ...], ...]
    """By which chance addresses each contest's papers."""

    def mixed(self, option: I64, mix: F64) -> F64:
        """Votes for some of the options by what types are made of; each type has its part of its group's roll."""
        groups, each = self.groups, self.groups.mixed(mix)
        contest = np.searchsorted(self.start, option, side="right") - 1
        low, high = (np.searchsorted(groups.contest, contest, side) for side in ("left", "right"))
        row = np.repeat(np.arange(len(option)), high - low)
        group = np.arange(len(row)) - np.repeat(np.cumsum(high - low) - high, high - low)
        votes = self.votes[self.first[group] + (option - self.start[contest])[row]]
        return np.stack([np.bincount(row, votes * column[group], len(option)) for column in each.T], axis=1)

    def rows(self, option: I64) -> I64:
        """Votes for some of the options by type, drawn from all ways in which they may fall on the types."""
        asked, back = np.unique(option, return_inverse=True)
        found = np.zeros((len(asked), self.types), dtype=np.int64)
        contest = np.searchsorted(self.start, asked, side="right") - 1
        parts = self.groups.parts()
        for number in np.unique(contest).tolist():
            here = np.flatnonzero(contest == number)
            where = dict(zip(asked[here].tolist(), here.tolist(), strict=True))
            for each, votes in self._split(number, set(where), parts):
                if each in where:
                    found[where[each]] = votes
        return found[back]

    def _split(self, contest: int, wanted: set[int], of_group: list[I64]) -> Iterator[tuple[int, I64]]:
        """The names of a contest, those with most votes first, until all that are wanted are told."""
        a, b = np.searchsorted(self.groups.contest, [contest, contest + 1]).tolist()
        parts = of_group[a:b]
        left = [self.groups.people[part].copy() for part in parts]
        low, high = int(self.start[contest]), int(self.start[contest + 1])
        votes = self.votes[self.first[a:b, None] + np.arange(high - low)]
        stream = self.chance.stream("whose votes", *self.names[contest])
        for place in np.argsort(-votes.sum(axis=0), kind="stable").tolist():
            if not wanted:
                return
            row = np.zeros(self.types, dtype=np.int64)
            for k, part in enumerate(parts):
                fell = stream.multivariate_hypergeometric(left[k], int(votes[k, place]), method="marginals")
                row[self.groups.types[part]] = fell
                left[k] -= fell * self.single
            wanted.discard(low + place)
            yield low + place, row
