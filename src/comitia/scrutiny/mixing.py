"""Mixing the papers of a count in which whole papers move, so that their order decides which of them do.

Files are read as numbers of equal papers, without the order in which these lay. The order is drawn by the recorded
seed, as papers are mixed before a count by hand.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from comitia.chance import Chance
from comitia.count.ballots import Ballots
from comitia.count.single import Cast
from comitia.law.clause import Clause
from comitia.law.transferable import Transferable

__all__ = ["mixed"]


def mixed(rule: Clause, cast: Cast, chance: Chance, contest: str) -> Cast:
    """The same papers, every one by itself and in an order that is drawn, where the rule depends on it."""
    if cast.ballots is None or not (isinstance(rule, Transferable) and rule.by_order):
        return cast
    papers = cast.ballots
    rows = np.repeat(np.arange(len(papers)), papers.weight)
    order = chance.stream("papers", contest).permutation(rows)
    equal = None if papers.equal is None else papers.equal[order]
    one = np.ones(len(order), dtype=np.int64)
    return replace(cast, ballots=Ballots(papers.candidates, papers.marks[order], one, equal))
