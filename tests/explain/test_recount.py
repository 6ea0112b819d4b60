"""The recount: every step in words, and a fault of ours where the two counters disagree."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import comitia.count
from comitia.explain.recount import WORDS, Disagreement, recount
from comitia.explain.sheets import DID
from comitia.run.result import Result
from comitia.run.returns import count_returns
from tests.electorate.voted import HEAD, NORTH, TIED, ussr, write
from tests.run.tiny import fill


@pytest.fixture
def tied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.chdir(tmp_path)
    return count_returns(ussr(), write(TIED))


def test_every_step_of_every_counter_has_words() -> None:
    (folder,) = comitia.count.__path__
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(folder).rglob("*.py")))
    words = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', text))
    steps = {word for word in words if word.startswith(("elected", "fewer", "won", "no-seat")) or "threshold" in word}
    assert steps
    assert steps <= set(WORDS) | set(DID)
    assert set(WORDS) <= set(DID)  # a sheet tells every step, whichever rule makes it


def test_a_tie_is_told_and_what_follows_from_it(tied: Result) -> None:
    told = [str(step) for step in recount(tied)[1].steps]
    assert told == [
        "Law, article not verified (U69): X and Y are the leaders of the vote before.",
        "Law, article not verified (U69): X not elected, 40 votes: nobody has more than the other.",
        "Law, article not verified (U69): Y not elected, 40 votes: nobody has more than the other.",
        "Law, article not verified (U69): X and Y have the same number of votes; none of them is elected.",
        "Law, article not verified (U73): nobody is elected; stage repeat follows.",
    ]


def test_a_vote_that_does_not_count_is_told_without_its_votes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (vote,) = recount(count_returns(ussr(), write(f"{HEAD}{NORTH},first,X,60,300,100,0\n")))
    assert [str(step) for step in vote.steps] == [
        "Law, article not verified (U66): 100 took part, 150 needed (at least 1/2 of 300 voters on the roll): the vote "
        "is not valid.",
        "Law, article not verified (U73): the vote does not count; stage repeat follows.",
    ]


@pytest.mark.parametrize("seed", range(4))
def test_the_plain_counters_agree_on_whole_runs(seed: int) -> None:
    result = fill(seed=seed)
    votes = recount(result)
    assert len(votes) == sum(len(held.contest) for held in result.journal.held)
    assert all(vote.steps for vote in votes)


def test_counters_that_disagree_are_a_fault_of_ours(tied: Result) -> None:
    last = tied.journal.held[-1]
    tied.journal.held[-1] = replace(last, won=np.array([1, 0]))
    with pytest.raises(Disagreement) as found:
        recount(tied)
    assert str(found.value) == (
        "congress/territorial/north, stage run-off: the plain counter elects nobody, the counter for many contests X."
    )
