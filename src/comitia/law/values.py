"""What the vote of an elector is worth, where electors do not count alike."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from comitia.law.clause import Article, Clause, Name, Positive, Text

Rest = Literal["dropped", "counted", "nearest", "above-half"]
"""What is left over is worth: nothing; as much as a whole one; as much from the half up, or above the half."""


class Assembly(Clause):
    """An assembly, its elected members, and the population that it stands for."""

    id: Name
    title: Text | None = None
    members: Positive
    """Elected members."""
    population: Positive
    """The population of the place, by the census that the law names."""


class ByPopulation(Clause):
    """A member's vote is worth the population of the assembly's place, divided by its members and by `one_per`."""

    of: Literal["population"]
    title: Text
    """Whose votes these are."""
    one_per: Positive = 1
    part: Rest
    """What a part of a vote is worth."""
    rows: tuple[Assembly, ...] = Field(min_length=1)
    article: Article | None = None


class Balancing(Clause):
    """All these members together are worth as much as all before them: a vote, that total divided by their number."""

    of: Literal["balance"]
    title: Text
    """Whose votes these are."""
    members: Positive
    """How many they are."""
    part: Rest
    """What a part of a vote is worth."""
    article: Article | None = None


Valued = Annotated[ByPopulation | Balancing, Field(discriminator="of")]
