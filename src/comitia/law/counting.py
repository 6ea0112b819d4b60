"""The rules that turn a tally into winners. Each says which it is in `rule`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from comitia.law.clause import Clause, Threshold
from comitia.law.units import Method

Tie = Literal["lot", "elder", "nobody"]
"""A tie for the last seat: by lot; the elder; or none of those tied is elected."""


class Majority(Clause):
    """Elected are those who pass the threshold; if they are more than the seats, those with most votes."""

    rule: Literal["majority"]
    threshold: Threshold
    tie: Tie | None = None


class Plurality(Clause):
    """Elected are those with most votes. One who stands alone for a seat must pass `alone`, where given."""

    rule: Literal["plurality"]
    alone: Threshold | None = None
    tie: Tie | None = None


class Proportional(Clause):
    """Seats go to lists in proportion to their votes, by a named method, above a threshold where there is one."""

    rule: Literal["proportional"]
    method: Method
    threshold: Threshold | None = None
    tie: Tie | None = None


Counting = Annotated[Majority | Plurality | Proportional, Field(discriminator="rule")]
