"""Recalls: how likely it is that one is asked for, and what the papers say of those whose recall is voted on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from comitia.arrays import U64, Bools
from comitia.chance import Chance
from comitia.electorate.parameters import Parameters
from comitia.electorate.seam import Poll, Slate
from comitia.electorate.utility import logistic


def asked(model: Parameters, chance: Chance, purpose: str, ids: U64) -> Bools:
    """Whether the recall of each member is asked for this year: bool `[member]`; ids: their keys of chance."""
    return np.asarray(chance.uniform(f"asks for a recall/{purpose}", ids) < model.number("recall.asked"))


def at_meetings(model: Parameters) -> float:
    """The share of members whom a meeting, or a body that sends delegates, recalls in a year."""
    return model.number("recall.asked") * float(logistic(np.array([model.number("recall.against")]))[0])


def to_end(slate: Slate, poll: Poll) -> Poll:
    """Papers on which members are kept or struck, read as votes to end their mandates: valid and not for the name."""
    tallies = poll.tallies
    against = tallies.valid[slate.contest] - tallies.votes
    return replace(poll, tallies=replace(tallies, votes=against), behind=None, members=None)
