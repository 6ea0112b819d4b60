"""Mixed-member and double proportionality: minima of a house that grows, and what the votes of a list count for."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from comitia.law.clause import Article, Clause, Name, Positive, Text
from comitia.law.units import Method


class Weight(Clause):
    """A unit and the number by which seats are shared among the units, such as its inhabitants."""

    id: Name
    title: Text | None = None
    number: Positive
    """What seats are shared by, such as inhabitants."""


class Minima(Clause):
    """What each list must have before the house stops growing, worked out unit by unit.

    `seats` are shared among the units, and in each of them among the lists; of each list's seats there and of the
    seats that it has won there, `of` is taken; these add up to its minimum.
    """

    seats: Positive
    """How many seats are shared at first."""
    method: Method
    """How they are shared among the units."""
    rows: tuple[Weight, ...] = Field(min_length=1)
    """The units, each with the number by which seats are shared among them."""
    inside: Method
    """How those of a unit are shared among the lists."""
    of: Literal["larger", "mean"]
    """The larger of the two; or their mean, counted up, and no fewer than were won."""
    article: Article | None = None


class VoterNumbers(Clause):
    """A voter has as many votes as the unit has seats, so a list's votes are divided by these: its voter number."""

    rounded: Literal["unit", "whole"]
    """Where it is rounded, the half up: in each unit, or once all are added up."""
    article: Article | None = None
