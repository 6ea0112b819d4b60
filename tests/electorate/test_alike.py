"""Voters who are alike on a paper: who they are, that they are drawn as each type would be, and told apart again."""

from __future__ import annotations

import numpy as np
import pytest

from comitia.electorate.alike import Marks, alike
from comitia.electorate.behind import Known, Pieces
from comitia.electorate.citizens import question
from comitia.electorate.seam import Ask, Poll, Slate
from tests.electorate.asking import asked, model, parameters


def polled(seed: int = 1) -> tuple[Ask, Slate, Poll, Marks]:
    ask = asked(seed=seed)
    found = model().nominate(ask, True)
    poll = model().vote(ask, found)
    assert isinstance(poll.behind, Marks)
    return ask, found, poll, poll.behind


def test_everybody_on_the_roll_is_in_one_group() -> None:
    ask, found, _, _ = polled()
    put = question(parameters(), ask, found)
    groups = alike(put, found)
    assert groups.people.sum() == groups.roll.sum() == put.roll.sum()
    again = np.zeros_like(put.roll)
    np.add.at(again, (groups.contest[groups.of], groups.types), groups.people)
    assert again.tolist() == put.roll.tolist()
    assert len(groups.roll) < len(groups.of), "some types are alike"


def test_those_of_one_group_come_strike_and_keep_every_name_as_likely_and_no_two_groups_do() -> None:
    ask, found, _, _ = polled()
    put = question(parameters(), ask, found)
    groups = alike(put, found)
    seen = set()
    for group, contest in enumerate(groups.contest.tolist()):
        kinds = groups.types[groups.of == group]
        names = slice(int(found.start[contest]), int(found.start[contest + 1]))
        tables = (put.coming[contest][None], put.strike[contest][None], put.keep[names])
        here = np.concatenate([table[:, kinds] for table in tables])
        assert (here == here[:, :1]).all()
        assert (contest, here[:, 0].tobytes()) not in seen
        seen.add((contest, here[:, 0].tobytes()))


def test_votes_by_type_are_the_same_whoever_is_asked_for() -> None:
    _, _, poll, marks = polled()
    table = poll.by_type
    assert table is not None
    assert table.sum(axis=1).tolist() == poll.tallies.votes.tolist()
    some = np.array([7, 2, 7, 0, len(table) - 1])
    assert marks.rows(some).tolist() == table[some].tolist()


def test_each_type_has_on_average_its_part_of_the_roll_behind_a_name() -> None:
    """What `mixed` gives is what `rows` gives on average: over names, errors squared are as large as expected."""
    square = cells = 0.0
    for seed in range(6):
        _, _, poll, marks = polled(seed)
        options = np.arange(len(poll.tallies.votes))
        drawn, mean = marks.rows(options), marks.mixed(options, np.eye(marks.types))
        assert mean.sum(axis=1) == pytest.approx(poll.tallies.votes)
        of, kinds, roll = marks.groups.of, marks.groups.types, marks.groups.roll
        for option, contest in enumerate(np.repeat(np.arange(len(marks.start) - 1), np.diff(marks.start)).tolist()):
            here = np.flatnonzero(marks.groups.contest[of] == contest)
            votes = marks.votes[marks.first[of[here]] + option - marks.start[contest]]
            part = marks.groups.people[here] / roll[of[here]]
            left = (roll[of[here]] - votes) / np.maximum(roll[of[here]] - 1, 1)
            spread = votes * part * (1 - part) * left
            large = spread > 2
            off = (drawn[option, kinds[here]] - votes * part)[large]
            square, cells = square + float((off**2 / spread[large]).sum()), cells + float(large.sum())
    assert cells > 500
    assert square / cells == pytest.approx(1, abs=6 * np.sqrt(2 / cells))


def test_options_of_several_polls_are_told_as_those_of_one_and_nobody_stands_behind_real_votes() -> None:
    first, second = Known(np.array([[1, 2], [3, 4]])), Known(np.array([[5, 6]]))
    joined = Pieces((first, second), np.array([1, -1, 0, 0]), np.array([0, 0, 1, 0]))
    assert joined.rows(np.arange(4)).tolist() == [[5, 6], [0, 0], [3, 4], [1, 2]]
    mix = np.array([[1.0, 0.0], [0.5, 0.5]])
    assert joined.mixed(np.array([3, 1]), mix).tolist() == [[2.0, 1.0], [0.0, 0.0]]
