"""1,500 districts, 10 million papers in memory, three rules: Comitia beside plain numpy over the same arrays.

python benchmarks/districts.py [--papers N]

CPU time of this process, best of several, the two turn about. Plain numpy does no more than it must: a bincount and the
winner; Comitia checks its papers, keeps tallies with participants and valid papers, and finds ties.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from time import process_time
from typing import Any

import numpy as np

DISTRICTS, NAMES, TIMES = 1_500, 6, 7


def papers(number: int) -> tuple[Any, Any, Any]:
    """District after district: int32 district, int8 choice, uint8 marks in bits, for each paper."""
    draw = np.random.default_rng(1)
    district = np.sort(draw.integers(0, DISTRICTS, number, dtype=np.int32))
    choice = draw.integers(0, NAMES, number, dtype=np.int8)
    marks = draw.integers(0, 1 << NAMES, number, dtype=np.uint8)
    return district, choice, marks


def plain(district: Any, choice: Any, marks: Any) -> list[Any]:
    """The three rules in plain numpy: winner by district, -1 where nobody has more than half."""
    choices = np.bincount(district.astype(np.int64) * NAMES + choice, minlength=DISTRICTS * NAMES)
    first = choices.reshape(DISTRICTS, NAMES).argmax(axis=1)
    bits = (np.arange(1 << NAMES)[:, None] >> np.arange(NAMES)) & 1
    found = [first]
    for more_than_half in (True, False):
        sets = np.bincount(district.astype(np.int64) * (1 << NAMES) + marks, minlength=DISTRICTS << NAMES)
        votes = sets.reshape(DISTRICTS, -1) @ bits
        won = votes.argmax(axis=1)
        half = 2 * votes.max(axis=1) > sets.reshape(DISTRICTS, -1).sum(axis=1)
        found.append(np.where(half, won, -1) if more_than_half else won)
    return found


def ours(district: Any, choice: Any, marks: Any) -> list[Any]:
    """The same by Comitia: plurality, cross-out majority, approval."""
    from comitia.count.papers import tally_choices, tally_marks
    from comitia.count.rules import count_many
    from comitia.law.clause import Threshold
    from comitia.law.counting import Majority, Plurality

    options, seats = np.full(DISTRICTS, NAMES), np.ones(DISTRICTS, dtype=np.int64)
    plurality = Plurality(rule="plurality")
    half = Threshold.model_validate({"more_than": "1/2", "of": "participants"})

    def first(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        return tuple(sorted(tied)[:places])

    found = [count_many(plurality, tally_choices(options, district, choice), seats, first)]
    for rule in (Majority(rule="majority", threshold=half), plurality):
        found.append(count_many(rule, tally_marks(options, district, marks), seats, first))
    return [np.where(won.reshape(DISTRICTS, NAMES).any(axis=1), won.reshape(DISTRICTS, NAMES).argmax(axis=1), -1)
            for won in found]  # fmt: skip


def best(*works: Callable[[], object]) -> list[float]:
    """The least CPU seconds of each, of several, turn about."""
    least = [float("inf")] * len(works)
    for _ in range(TIMES):
        for i, work in enumerate(works):
            start = process_time()
            work()
            least[i] = min(least[i], process_time() - start)
    return least


def main() -> None:
    """Print the two times and their ratio; fail where the winners differ."""
    options = argparse.ArgumentParser(description="Districts counted by Comitia and by plain numpy.")
    options.add_argument("--papers", type=int, default=10_000_000)
    given = papers(options.parse_args().papers)
    for mine, theirs in zip(ours(*given), plain(*given), strict=True):
        assert (mine == theirs).all()
    mine, theirs = best(lambda: ours(*given), lambda: plain(*given))
    print(f"{DISTRICTS:,} districts, {len(given[0]):,} papers, three rules; CPU seconds, best of {TIMES}")
    print(
        f"  comitia      {mine:.3f} s\n  plain numpy  {theirs:.3f} s\n  ratio        {mine / theirs:.2f} (at most 1.5)"
    )


if __name__ == "__main__":
    main()
