"""A run on real votes where they are known and on a voter model elsewhere."""

from __future__ import annotations

import secrets
from pathlib import Path

from comitia.electorate.mixture import Mixture
from comitia.electorate.parameters import Parameters
from comitia.electorate.returns import Returns, read_returns
from comitia.electorate.shipped import voters_of
from comitia.electorate.voters import Detail, VoterModel
from comitia.law.constitution import Constitution
from comitia.run.result import Result
from comitia.run.returns import electorate_of, unfit
from comitia.run.runner import run
from comitia.society.cells import Society

__all__ = ["run_mixed"]


def run_mixed(
    law: Constitution,
    society: Society,
    returns: Returns | str | Path,
    *,
    voters: Parameters | None = None,
    seed: int | None = None,
    detail: Detail = "cells",
    years: int = 0,
) -> Result:
    """Fill every body of a law: the votes that returns give are real, all others are simulated.

    Contests of the returns are those of the society's units by name. Raises `Faults`.
    """
    given = returns if isinstance(returns, Returns) else read_returns(returns)
    number = secrets.randbits(32) if seed is None else seed
    parameters = voters if voters is not None else voters_of(society)
    real = electorate_of(law, society, given, number)
    mixture = Mixture(real, VoterModel(parameters, society, detail))
    result = run(law, society, voters=parameters, seed=number, detail=detail, electorate=mixture, years=years)
    unfit(result, real, given, {})
    return result
