"""Questions put to the commonwealth's electorates, one at a time and without running a whole law."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np

from comitia.chance import Chance
from comitia.electorate.parameters import Parameters
from comitia.electorate.persons import Persons
from comitia.electorate.seam import Ask, Slate
from comitia.electorate.voters import Detail, VoterModel
from comitia.law.constitution import Constitution
from comitia.plan.contests import Plan, plan
from comitia.society.cells import Society
from tests.plan.plans import first_first
from tests.run import tiny

TERRITORIAL = "congress/territorial"
LOOKS_AT = ("sex", "age", "party")


@cache
def _planned(law: Constitution, society: Society) -> Plan:
    return plan(law, society, LOOKS_AT, first_first)


def asked(
    key: str = TERRITORIAL,
    law: Constitution | None = None,
    society: Society | None = None,
    seed: int = 1,
    round_: int = 0,
    stage: int = 0,
    only: slice = slice(None),
) -> Ask:
    """The first question of a route, in all of its contests or some."""
    made = _planned(law or tiny.law(), society or tiny.society())
    table = made.contests[key]
    which = np.arange(len(table))[only]
    names = tuple(f"{table.body}/{table.units[i].id}" for i in which.tolist())
    return Ask(
        made,
        table,
        table.route.stages[stage],
        round_,
        which,
        table.seats[which],
        {},
        Persons(),
        Chance(seed),
        names,
        np.empty(0, dtype=np.int64),
    )


def model(
    numbers: Mapping[str, float] | None = None,
    effects: Mapping[str, Mapping[str, float]] | None = None,
    detail: Detail = "cells",
) -> VoterModel:
    return VoterModel(parameters(numbers, effects), tiny.society(), detail)


def parameters(
    numbers: Mapping[str, float] | None = None, effects: Mapping[str, Mapping[str, float]] | None = None
) -> Parameters:
    return tiny.voters(numbers, effects)


def slate(ask: Ask, numbers: Mapping[str, float] | None = None, gates: bool = True) -> Slate:
    """Who stands."""
    return model(numbers).nominate(ask, gates)


def on_paper(found: Slate) -> list[int]:
    """Names on each paper when it was printed."""
    return [int(n) for n in found.printed]
