"""Rules by which delegates are counted: norms, bands, tables, shares. Each says which it is in `rule`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from comitia.law.clause import Article, Clause, Name, Positive, Share, Text, Whole
from comitia.law.units import Method

Rest = Literal["dropped", "counted", "nearest", "major-part"]
"""What is left over of a norm: nothing; as much as a whole one; as much from the half up; as much if above the half."""


class PerDelegates(Clause):
    """So many to begin with, and one for every so many members above a number, within limits."""

    rule: Literal["per"]
    one_per: Positive
    of: Name
    """The figure that is divided."""
    base: Whole = 0
    """Delegates that every unit has before any are counted."""
    above: Whole = 0
    """Only what is above this number is counted."""
    part: Rest
    """What is left over counts: nothing, as a whole one, as one from the half up, as one if above the half."""
    at_least: Whole = 0
    at_most: Positive | None = None
    article: Article


class Band(Clause):
    """Units with more than `over` have so many delegates, until the next band begins."""

    over: Whole
    """Above this number the band begins."""
    delegates: Whole
    """The delegates of every unit in the band."""


class BandDelegates(Clause):
    """Delegates by bands; above the last, one more for every so many."""

    rule: Literal["bands"]
    of: Name
    """The figure that is looked up."""
    bands: tuple[Band, ...] = Field(min_length=1)
    """The bands, the lowest first; below them there are no delegates."""
    then_every: Positive | None = None
    """Above the last band, one more for every so many."""
    part: Rest = "dropped"
    """What is left over of `then_every`."""
    article: Article

    @model_validator(mode="after")
    def _in_order(self) -> BandDelegates:
        overs = [band.over for band in self.bands]
        if overs != sorted(set(overs)):
            raise ValueError("write the bands in order, each with a larger `over` than the one before")
        return self


class Part(Clause):
    """A named number of delegates."""

    title: Text
    number: Positive
    """How many delegates."""


class FixedDelegates(Clause):
    """The same delegates for every unit, by what they are delegates of."""

    rule: Literal["fixed"]
    parts: tuple[Part, ...] = Field(min_length=1)
    """What they are delegates of, and how many of each."""
    article: Article


class UnitDelegates(Clause):
    """The delegates of one unit."""

    unit: Text
    """The name of the unit, as it stands in the file."""
    delegates: Whole
    """Its delegates."""


class TableDelegates(Clause):
    """Delegates unit by unit, as the organisation published them."""

    rule: Literal["table"]
    rows: tuple[UnitDelegates, ...] = Field(min_length=1)
    article: Article


class SharedDelegates(Clause):
    """A number of delegates shared in proportion; `seats` absent: the number is said when the rule is applied."""

    rule: Literal["apportioned"]
    seats: Positive | None = None
    method: Method
    """By which method."""
    of: Name
    """The figure in proportion to which delegates are shared."""
    base: Whole = 0
    """Delegates that every unit has before the others are shared."""
    floor: Whole = 0
    """The fewest delegates of a unit."""
    ceiling: Positive | None = None
    """The most delegates of a unit."""
    article: Article


class MeanDelegates(Clause):
    """Each unit has the mean of its shares in several figures, times a number, rounded by itself."""

    rule: Literal["mean-of-shares"]
    seats: Positive
    of: tuple[Name, ...] = Field(min_length=1)
    """The figures; each counts alike."""
    part: Rest = "nearest"
    """What is left over counts: nothing, as a whole one, as one from the half up, as one if above the half."""
    article: Article


class ThresholdDelegates(Clause):
    """Those below a share are left out; shares among the others, at so many decimals, and largest remainders.

    A share is rounded to `decimals` of one per cent, and the product of share and seats to as many decimals; from the
    half up.
    """

    rule: Literal["threshold"]
    seats: Positive | None = None
    of: Name
    """The figure, usually votes."""
    at_least: Share
    of_first: Share | None = None
    """Where nobody reaches the share: the bar is this share of the largest share."""
    decimals: Whole
    """Decimals of one per cent, and of the product of share and seats."""
    article: Article
    arithmetic: Article | None = None
    """Where the arithmetic stands, apart from the bar."""


Delegates = Annotated[
    PerDelegates
    | BandDelegates
    | FixedDelegates
    | TableDelegates
    | SharedDelegates
    | MeanDelegates
    | ThresholdDelegates,
    Field(discriminator="rule"),
]
