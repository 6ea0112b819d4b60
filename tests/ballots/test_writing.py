"""What is written and read again is the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comitia.ballots import BallotFile, Candidate, open_ballots
from comitia.ballots.gather import tidy
from comitia.ballots.points import laid_over
from comitia.ballots.seen import seen
from comitia.ballots.writing import WRITERS, write_blt, write_csv, write_preflib
from comitia.count.ballots import OVERVOTE, Ballots, ballots, condensed
from comitia.law.faults import Faults
from tests.ballots.seeds import SEEDS

NAME = st.text(alphabet="ABCdéЁ 'QZ.\"#,", min_size=2, max_size=8).map(tidy).filter(lambda name: len(name) > 1)
NAMES = st.lists(NAME, min_size=2, max_size=4, unique=True)


@st.composite
def rankings(draw: st.DrawFn, over: bool = False) -> BallotFile:
    names = draw(NAMES)
    mark = st.lists(st.integers(0, len(names) - 1), max_size=2, unique=True).map(sorted).map(tuple)
    rank = st.one_of(mark, st.just((OVERVOTE,))) if over else mark
    papers: dict[tuple[tuple[int, ...], ...], int] = {}
    for ranks in draw(st.lists(st.lists(rank, max_size=4), min_size=1, max_size=6)):
        while ranks and not ranks[-1]:
            ranks.pop()
        papers[tuple(ranks)] = draw(st.integers(1, 10**6))
    made = ballots(len(names), *((votes, ranks) for ranks, votes in papers.items()))
    return file_of(made, names, draw(st.none() | NAME))


def file_of(made: Ballots, names: list[str], title: str | None = None, **more: object) -> BallotFile:
    people = tuple(Candidate(name) for name in names)
    return BallotFile("f", "", "", "rankings", title, 2, people, made, None, seen(made, made.total), **more)  # type: ignore[arg-type]


def said(file: BallotFile) -> list[tuple[int, tuple[tuple[str, ...], ...]]]:
    """The papers by names, in one order."""
    assert file.papers is not None
    made = condensed(file.papers)
    names = [*(each.name for each in file.candidates), "(over)"]
    papers = [
        (votes, tuple(tuple(names[max(who, -1)] for who in rank) for rank in made.ranks(paper)))
        for paper, votes in enumerate(made.weight.tolist())
    ]
    return sorted(papers)


WITH_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@WITH_FOLDER
@given(file=rankings(), order=st.booleans(), form=st.sampled_from(("blt", "preflib")))
def test_rankings_written_are_rankings_read(file: BallotFile, order: bool, form: str, tmp_path: Path) -> None:
    if order and form == "blt":
        ties = tuple(reversed(range(len(file.candidates))))
        file = file_of(file.papers, [each.name for each in file.candidates], file.title, order=ties)  # type: ignore[arg-type]
    WRITERS[form](file, tmp_path / "papers")
    read = open_ballots(tmp_path / "papers")
    assert read.faults == ()
    assert said(read) == said(file)
    assert (read.title, read.candidates, read.order) == (file.title, file.candidates, file.order)
    assert read.seats == (file.seats if form == "blt" else None)


@WITH_FOLDER
@given(file=rankings(over=True))
def test_csv_knows_overvotes_too(file: BallotFile, tmp_path: Path) -> None:
    write_csv(file, tmp_path / "papers.csv")
    read = open_ballots(tmp_path / "papers.csv")
    assert read.faults == ()
    assert said(read) == said(file)


@WITH_FOLDER
@given(given=st.lists(st.tuples(st.integers(1, 9), st.tuples(*[st.integers(0, 9)] * 3)), min_size=1, max_size=5))
def test_points_written_are_points_read(given: list[tuple[int, tuple[int, ...]]], tmp_path: Path) -> None:
    papers, points = laid_over(3, {each: votes for votes, each in given})
    people = (Candidate("A"), Candidate("B"), Candidate("C"))
    write_csv(
        BallotFile("f", "", "", "points", None, None, people, papers, None, seen(papers, papers.total), points),
        tmp_path / "papers.csv",
    )
    read = open_ballots(tmp_path / "papers.csv", format="points")
    assert read.points is not None
    assert np.array_equal(read.points, points)


@pytest.mark.parametrize("name", ["approvals", "choices", "totals", "cat", "rankings", "ranks", "blt", "abif-points"])
def test_every_form_can_be_turned_into_csv(name: str, tmp_path: Path) -> None:
    path, again = tmp_path / "papers", tmp_path / "again.csv"
    path.write_bytes(SEEDS[name])
    first = open_ballots(path)
    write_csv(first, again)
    second = open_ballots(again, format=first.form if first.form == "points" else None)
    assert second.faults == ()
    assert (second.form, second.totals, second.figures) == (first.form, first.totals, first.figures)
    if first.papers is not None:
        assert said(second) == said(first)


def test_what_a_form_cannot_say_is_not_written(tmp_path: Path) -> None:
    over = file_of(ballots(2, (1, ((OVERVOTE,),))), ["A", "B"])
    for write in (write_blt, write_preflib):
        with pytest.raises(Faults, match="has no word for them"):
            write(over, tmp_path / "papers")
    with pytest.raises(Faults, match="would be read as something else"):
        write_csv(file_of(ballots(2, (1, ((0,),))), ["A=B", "B"]), tmp_path / "papers")
    with pytest.raises(Faults, match="would be read as something else"):
        write_csv(file_of(ballots(2, (1, ((0,),))), ["Overvote", "B"]), tmp_path / "papers")
    assert list(tmp_path.iterdir()) == []
