"""Who may stand, who nominates, and what stands between a nomination and the ballot paper."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from comitia.law.clause import Article, Cited, Clause, Condition, MoreThan, Name, Share, Text, Whole

Ages = tuple[int, int | None]
"""The least age, and the greatest where there is one."""


class FromCitizens(Clause):
    """Any citizen of the unit who has reached the age and meets the conditions."""

    of: Literal["citizens"]
    age: Whole
    age_at_most: Whole | None = None
    where: tuple[Condition, ...] = ()
    article: Article | None = None

    @property
    def ages(self) -> Ages:
        """Between which ages one may stand."""
        return self.age, self.age_at_most


class FromOrganisation(Clause):
    """Members of the organisation that is the unit."""

    of: Literal["organisation"]
    age: Whole
    article: Article | None = None

    @property
    def ages(self) -> Ages:
        """Between which ages one may stand."""
        return self.age, None


class FromMembers(Clause):
    """Members of another body, of the routes named; `unit` says what ties a member to the unit voted on.

    `residence`: where the member lives; `seat`: the place that the member's own mandate is for, and residence for
    members who sit for no place.
    """

    of: Literal["members"]
    body: Name
    routes: tuple[Name, ...] = ()
    unit: Literal["none", "residence", "seat"] = "none"
    excluding: tuple[Name, ...] = ()
    article: Article | None = None


Pool = Annotated[FromCitizens | FromOrganisation | FromMembers, Field(discriminator="of")]


class Nominator(Cited):
    """Who may nominate, how many must be present, and what majority of those present nominates."""

    id: Name
    title: Text
    present_at_least: Whole = 0
    more_than: Share


class Gate(Cited):
    """A body that decides which of those nominated reach the ballot paper."""

    id: Name
    title: Text
    held: Literal["may", "must", "never"]
    nominees: MoreThan | None = None
    """The gate is held only where the number of nominees meets this condition."""
    more_than: Share
    residents_at_least: Share | None = None
    lets_through_at_least: Whole = 0


class Candidates(Clause):
    """Candidacy: the pool, the nominators or the one who proposes, the gates, and how many may stand."""

    pool: Pool
    nominators: tuple[Nominator, ...] = ()
    proposed_by: Name | None = None
    """Body or office that alone proposes."""
    delegation: bool = False
    """The names for a unit are picked by the pool's own members tied to that unit."""
    gates: tuple[Gate, ...] = ()
    per_seat_at_least: Whole = 0
    per_seat_at_most: Whole | None = None
    includes_each: Name | None = None
    """An attribute of which every value must be among the names proposed."""
    elsewhere: Literal["allowed", "one-unit-only"] = "one-unit-only"
    article: Article | None = None
