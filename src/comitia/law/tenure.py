"""How long a mandate lasts and how it can end: term, limits, rotation, recall, vacancies, incompatibility."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from comitia.law.clause import Cited, Name, Positive, Share, Text, Threshold


class Term(Cited):
    """The length of a term, in years or in months, and how many in a row one person may serve."""

    years: Positive | None = None
    months: Positive | None = None
    in_a_row_at_most: Positive | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Term:
        if (self.years is None) == (self.months is None):
            raise ValueError("give exactly one of `years` and `months`")
        return self


class Rotation(Cited):
    """A share of the members leaves at each renewal and their seats are filled by the body's own routes."""

    share: Share
    every_years: Positive
    up_to: bool
    """The share is a ceiling and not a duty."""
    leaves: Literal["lot", "longest-serving", "volunteers"]


class Recall(Cited):
    """Those who elected a member may end the mandate.

    `routes`: the ways into the body that it holds for; all where none is named. Without a `threshold` a recall by
    papers is declared and has no procedure; a meeting votes on it as it votes on everything.
    """

    by: Literal["electors", "body"]
    grounds: Text
    routes: tuple[Name, ...] = ()
    threshold: Threshold | None = None


class Vacancy(Cited):
    """How an empty seat is filled before the term ends."""

    by: Literal["by-election", "next-on-list", "stays-empty"]
    within_months: Positive | None = None
    not_in_last_years: Positive | None = None


class Incompatibility(Cited):
    """Who cannot hold the mandate together with another post; `offices` are those of this file that it names."""

    who: Text
    offices: tuple[Name, ...] = ()


class MandateLimit(Cited):
    """The most mandates of this kind that one person may hold, and which falls when there are more."""

    mandates: Positive
    falls: Literal["latest", "earliest", "chosen"]


class Tenure(Cited):
    """The rules of tenure of one body or office."""

    term: Term | None = None
    rotation: Rotation | None = None
    recall: tuple[Recall, ...] = ()
    vacancy: Vacancy | None = None
    incompatible: tuple[Incompatibility, ...] = Field(default=())
    limit: MandateLimit | None = None
