"""Papers on which points are given."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from comitia.arrays import I64
from comitia.count.ballots import Ballots, ballots


def laid_over(candidates: int, papers: Mapping[tuple[int, ...], int]) -> tuple[Ballots, I64]:
    """Papers with the candidates who got points as marks, and the points: int64 `[paper, candidate]`."""
    rows = [(given, votes) for given, votes in papers.items() if votes]
    marks = [(votes, tuple((c,) for c, number in enumerate(given) if number)) for given, votes in rows]
    points = np.zeros((len(rows), candidates), dtype=np.int64)
    for place, (given, _) in enumerate(rows):
        points[place, : len(given)] = given
    return ballots(candidates, *marks), points
