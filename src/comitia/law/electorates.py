"""Who chooses. Each electorate says of what kind it is in `of`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from comitia.law.clause import Article, Clause, Condition, Exclusion, Name, Text, Whole
from comitia.law.values import Valued


class Citizens(Clause):
    """The citizens of the unit: by age, by conditions on attributes, less those excluded."""

    of: Literal["citizens"]
    age: Whole
    where: tuple[Condition, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    article: Article | None = None


class Members(Clause):
    """The sitting members of one or more other bodies, each with one vote."""

    of: Literal["members"]
    bodies: tuple[Name, ...] = Field(min_length=1)
    values: tuple[Valued, ...] = ()
    """What a vote is worth, where members do not count alike; votes and bars are then measured in value."""
    article: Article | None = None


class Organisation(Clause):
    """The congress, conference or governing plenum of the organisation that is the unit; one vote each."""

    of: Literal["organisation"]
    organ: Text
    plural: Literal["votes-in-each", "votes-once"] = "votes-in-each"
    article: Article | None = None


Electorate = Annotated[Citizens | Members | Organisation, Field(discriminator="of")]
