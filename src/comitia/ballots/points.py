"""Papers on which points are given."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from comitia.arrays import I64
from comitia.ballots.blame import Blame
from comitia.count.ballots import Ballots, ballots

Given = Mapping[tuple[int, ...], int]
"""The points of every candidate on a paper, and how many papers, or votes, say the same."""

MOST_POINTS = 10**6
"""No paper gives one candidate more."""
_MOST = 1 << 62


def countable(blame: Blame, papers: Given) -> Given:
    """The papers, or none and a fault where the points of all of them may pass 64 bits."""
    if max((max(given, default=0) for given in papers), default=0) * sum(papers.values()) <= _MOST:
        return papers
    blame.at(1, "too-large", "The papers give more points than can be counted.", "Split the file.")
    return {}


def laid_over(candidates: int, papers: Given) -> tuple[Ballots, I64]:
    """Papers with the candidates who got points as marks, and the points: int64 `[paper, candidate]`."""
    rows = [(given, votes) for given, votes in papers.items() if votes]
    marks = [(votes, tuple((c,) for c, number in enumerate(given) if number)) for given, votes in rows]
    points = np.zeros((len(rows), candidates), dtype=np.int64)
    for place, (given, _) in enumerate(rows):
        points[place, : len(given)] = given
    return ballots(candidates, *marks), points
