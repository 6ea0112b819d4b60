"""Bodies of which there is one in every place, and the ways in which tiers of them are filled."""

from __future__ import annotations

from typing import Literal

from comitia.law.clause import Article, Cited, Clause, Condition, Name, Positive, Text, Whole
from comitia.law.electorates import Citizens


class Per(Clause):
    """There is one such body in every place of this kind, for those of its people who meet the conditions.

    A `locality` is a county with its town and villages; a `region` a province, a run of neighbouring localities.
    """

    place: Literal["locality", "region"]
    where: tuple[Condition, ...] = ()


class Norm(Clause):
    """One seat for so many voters, inhabitants or members of the body that sends.

    `part`: what a part of the norm is worth; `at_least`, `at_most`: limits of the seats of one place.
    """

    one_per: Positive
    of: Literal["voters", "inhabitants", "members"]
    part: Literal["dropped", "counted", "nearest"]
    at_least: Whole = 0
    at_most: Positive | None = None
    article: Article | None = None


class Meetings(Cited):
    """Deputies are elected at meetings of the electors of a place, by those who meet there from among them.

    `held_by`: the attribute whose values meet apart, such as the occupation; seats are shared among them by their
    electors, by largest remainders.
    """

    by: Literal["meetings"]
    id: Name
    title: Text
    seats: Positive | None = None
    """Absent: the norm decides."""
    electorate: Citizens
    held_by: Name | None = None
    norm: Norm
    secret: bool = False


class Delegates(Cited):
    """Delegates are elected by a body in every place, from its own members, who are bound to it."""

    by: Literal["delegates"]
    id: Name
    title: Text
    seats: Positive | None = None
    """Absent: the norm decides."""
    sent_by: Name
    norm: Norm
    secret: bool = False
