"""Papers on which points are given."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from comitia.arrays import I64
from comitia.ballots.blame import Blame
from comitia.count.ballots import Ballots, ballots

MOST_POINTS = 10**6
"""No paper gives one candidate more."""
_MOST = 1 << 62


def laid_over(blame: Blame, candidates: int, papers: Mapping[tuple[int, ...], int]) -> tuple[Ballots, I64]:
    """Papers with the candidates who got points as marks, and the points: int64 `[paper, candidate]`.

    A fault where the points of all papers may pass 64 bits.
    """
    if max((max(given, default=0) for given in papers), default=0) * sum(papers.values()) > _MOST:
        blame.at(1, "too-large", "The papers give more points than can be counted.", "Split the file.")
        papers = {}
    rows = [(given, votes) for given, votes in papers.items() if votes]
    marks = [(votes, tuple((c,) for c, number in enumerate(given) if number)) for given, votes in rows]
    points = np.zeros((len(rows), candidates), dtype=np.int64)
    for place, (given, _) in enumerate(rows):
        points[place, : len(given)] = given
    return ballots(candidates, *marks), points
