"""Files of ballots made by hand, for tests of counts by one rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from comitia.ballots.points import laid_over
from comitia.ballots.record import BallotFile, Candidate, Form, Seen
from comitia.count.ballots import Ballots, ballots

NAMES = ("Ann", "Bob", "Cid", "Dot", "Eve", "Fay")
DIGEST = "0000002a" + "0" * 56


def totals(*votes: int, names: Sequence[str] = NAMES, **other: Any) -> BallotFile:
    """Totals of the first of the names."""
    return _file("totals", len(votes), names, None, votes, sum(votes), other)


Row = tuple[int, Sequence[int | Sequence[int]]]


def papers(form: Form, number: int, *rows: Row, **other: Any) -> BallotFile:
    """Papers: how many, and the marks, or the ranks."""
    ranks = [(n, tuple((r,) if isinstance(r, int) else tuple(r) for r in row)) for n, row in rows]
    made: Ballots = ballots(number, *ranks)
    return _file(form, number, other.pop("names", NAMES), made, None, made.total, other)


def points(number: int, *rows: tuple[int, tuple[int, ...]], **other: Any) -> BallotFile:
    """Papers: how many, and the points of each candidate."""
    made, given = laid_over(number, {row: n for n, row in rows})
    return _file("points", number, NAMES, made, None, made.total, {"points": given, **other})


def _file(
    form: Form,
    number: int,
    names: Sequence[str],
    made: Ballots | None,
    votes: tuple[int, ...] | None,
    total: int,
    other: dict[str, Any],
) -> BallotFile:
    candidates = other.pop("candidates", tuple(Candidate(name) for name in names[:number]))
    return BallotFile(
        "made.csv", "made", DIGEST, form, None, None, candidates, made, votes, Seen(total, total), **other
    )
