"""Where one contest is held (`cut`), and how many seats it has (`seats`)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from comitia.law.clause import Article, Cited, Clause, Name, Positive, Text, Whole

Method = Literal[
    "dhondt",
    "sainte-lague",
    "sainte-lague-1.4",
    "danish",
    "adams",
    "dean",
    "huntington-hill",
    "hare",
    "droop",
    "hagenbach-bischoff",
    "imperiali",
]
"""Apportionment: divisor methods by the name of their divisors, quota methods by the name of their quota."""

By = Literal["voters", "inhabitants"]


class WholeState(Clause):
    """One contest for everybody."""

    cut: Literal["whole"]


class EqualDivisions(Clause):
    """A number of divisions with equal electorates, shared among the values of an attribute, then cut."""

    cut: Literal["equal-divisions"]
    total: Positive
    among: Name
    by: By
    method: Method
    article: Article | None = None


class ValueGroup(Clause):
    """Every value of an attribute (of one kind), each cut into `each` equal divisions."""

    attribute: Name
    kind: Name | None = None
    each: Positive = 1
    article: Article | None = None


class Values(Clause):
    """Units are values of attributes. `nested` units lie inside others whose voters vote in both."""

    cut: Literal["values"]
    groups: tuple[ValueGroup, ...] = Field(min_length=1)
    nested: bool = True
    article: Article | None = None


class OrganisationSeats(Clause):
    """The seats of one organisation."""

    organisation: Name
    seats: Positive
    article: Article | None = None


class QuotaGroup(Cited):
    """A quota that the law gives to a group of organisations, shared out among them."""

    id: Name
    title: Text
    seats: Positive
    organisations: tuple[OrganisationSeats, ...] = Field(min_length=1)


class OrganisationQuotas(Clause):
    """Units are organisations; the law gives quotas to groups of them."""

    cut: Literal["organisations"]
    groups: tuple[QuotaGroup, ...] = Field(min_length=1)


Units = Annotated[WholeState | EqualDivisions | Values | OrganisationQuotas, Field(discriminator="cut")]


class FixedSeats(Clause):
    """The same number of seats in every unit."""

    seats: Literal["fixed"]
    number: Positive
    article: Article | None = None


class KindSeats(Clause):
    """Seats by the kind of unit."""

    seats: Literal["by-kind"]
    kinds: tuple[KindSeat, ...] = Field(min_length=1)


class KindSeat(Clause):
    """The seats of every unit that is a value of this attribute (of this kind)."""

    attribute: Name
    kind: Name | None = None
    number: Positive
    article: Article | None = None


class ApportionedSeats(Clause):
    """The route's seats shared among units in proportion, by a named method, with a floor."""

    seats: Literal["apportioned"]
    by: By
    method: Method
    floor: Whole = 0
    article: Article | None = None


class NormSeats(Clause):
    """One seat for so many voters or inhabitants, within limits; `part` says what a part of the norm is worth."""

    seats: Literal["norm"]
    one_per: Positive
    of: By
    part: Literal["dropped", "counted", "nearest"]
    at_least: Whole = 0
    at_most: Positive | None = None


class QuotaSeats(Clause):
    """The seats that the units' own table of quotas gives."""

    seats: Literal["quota"]


SeatsEach = Annotated[FixedSeats | KindSeats | ApportionedSeats | NormSeats | QuotaSeats, Field(discriminator="seats")]
KindSeats.model_rebuild()
