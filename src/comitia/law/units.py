"""Where one contest is held (`cut`), and how many seats it has (`seats`)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

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

Rounding = Literal["exact", "nearest", "up", "down"]
"""What becomes of a quota that is no whole number: nothing, or it is rounded; the half is rounded up."""

By = Literal["voters", "inhabitants"]


class WholeState(Clause):
    """One contest for everybody."""

    cut: Literal["whole"]


Part = Literal["dropped", "counted", "nearest"]
"""What is left over of a norm: nothing; as much as a whole one; as much from the half up."""


class EqualDivisions(Clause):
    """Divisions with equal numbers of voters or inhabitants; none of them lies in two values of an attribute.

    Either `total` divisions are shared among the values by `method`, or each value has one division for so many
    (`one_per`), and `part` says what those left over are worth.
    """

    cut: Literal["equal-divisions"]
    total: Positive | None = None
    one_per: Positive | None = None
    among: Name
    by: By
    method: Method | None = None
    part: Part | None = None
    article: Article | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> EqualDivisions:
        if (self.total is None) == (self.one_per is None):
            raise ValueError("give exactly one of `total` and `one_per`")
        for key, with_ in (("method", "total"), ("part", "one_per")):
            if (getattr(self, key) is None) != (getattr(self, with_) is None):
                raise ValueError(f"give `{key}` with `{with_}`, and only there")
        return self


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
    part: Part
    at_least: Whole = 0
    at_most: Positive | None = None


class QuotaSeats(Clause):
    """The seats that the units' own table of quotas gives."""

    seats: Literal["quota"]


class UnitSeats(Clause):
    """The seats of one unit, which is the value `id` of the attribute that units are values of; 0: nothing to fill."""

    id: Name
    title: Text | None = None
    seats: Whole
    region: Name | None = None
    """The region in which the unit lies, where lists are measured or seats placed by region."""
    article: Article | None = None


class TableSeats(Clause):
    """Seats unit by unit, as a table in the law gives them."""

    seats: Literal["table"]
    rows: tuple[UnitSeats, ...] = Field(min_length=1)
    article: Article | None = None


class NamedUnit(Clause):
    """A unit that the law names without giving it a number of seats: the value `id` of the attribute."""

    id: Name
    title: Text | None = None
    region: Name | None = None
    """The region in which the unit lies."""


class CastSeats(Clause):
    """The route's seats shared among units by the valid votes cast in them at the poll itself."""

    seats: Literal["votes-cast"]
    method: Method
    rounding: Rounding = "exact"
    """Rounding of the quota, where the method has one."""
    floor: Whole = 0
    """The fewest seats of a unit."""
    rows: tuple[NamedUnit, ...] = Field(min_length=1)
    """The units among which the seats are shared."""
    article: Article | None = None


class NoSeats(Clause):
    """No unit has a seat of its own: votes are cast for a tier above, which adds them up."""

    seats: Literal["none"]
    rows: tuple[NamedUnit, ...] = ()
    """The units, where the law names them."""
    article: Article | None = None


SeatsEach = Annotated[
    FixedSeats | KindSeats | ApportionedSeats | NormSeats | QuotaSeats | TableSeats | CastSeats | NoSeats,
    Field(discriminator="seats"),
]
KindSeats.model_rebuild()
