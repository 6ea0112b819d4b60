"""The minima of a house that grows: seats shared among parts of the country, in each part among the lists.

Federal Electoral Act of Germany, section 6, as it stood from 2013 to 2023, first distribution.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from comitia.count.apportion import apportion
from comitia.count.tally import Settle
from comitia.law.mixed import Minima

__all__ = ["MINIMA", "First", "first", "minimum"]

MINIMA: dict[str, Callable[[int, int], int]] = {
    "larger": max,
    "mean": lambda listed, won: max(won, -(-(listed + won) // 2)),
}
"""What a list must have in one part, of its seats and the constituencies won there: the larger of the two, or their
mean, counted up, and no fewer than were won."""


def minimum(rule: str, listed: Sequence[int], won: Sequence[int]) -> int:
    """The least seats of a list in all parts together: the sum of its minima, and no fewer than its seats there."""
    parts = [MINIMA[rule](list_seats, wins) for list_seats, wins in zip(listed, won, strict=True)]
    return max(sum(parts), sum(listed))


@dataclass(frozen=True, slots=True)
class First:
    """The first distribution: seats by part; listed, won: `[list][part]`; the minimum of each list."""

    parts: tuple[int, ...]
    listed: tuple[tuple[int, ...], ...]
    won: tuple[tuple[int, ...], ...]
    least: tuple[int, ...]


def first(
    rule: Minima, weights: Sequence[int], votes: Sequence[Sequence[int]], won: Sequence[Sequence[int]], settle: Settle
) -> First:
    """Work out the minima. votes, won: `[list][part]`; `settle` is asked for contest 0 about parts, for `part` + 1
    about the lists in that part."""
    parts = apportion(rule.method, weights, rule.seats, settle)
    by_part = [_inside(rule, [row[p] for row in votes], seats, _there(settle, p + 1)) for p, seats in enumerate(parts)]
    listed = tuple(tuple(column[i] for column in by_part) for i in range(len(votes)))
    least = tuple(minimum(rule.of, *pair) for pair in zip(listed, won, strict=True))
    return First(parts, listed, tuple(map(tuple, won)), least)


def _inside(rule: Minima, votes: Sequence[int], seats: int, settle: Settle) -> tuple[int, ...]:
    return apportion(rule.inside, votes, seats, settle) if any(votes) else (0,) * len(votes)


def _there(settle: Settle, contest: int) -> Settle:
    return lambda _, tied, places: settle(contest, tied, places)
