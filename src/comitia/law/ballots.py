"""What one voter can say on one paper. Each ballot says of what form it is in `form`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from comitia.law.clause import Article, Clause, Positive


class CrossOut(Clause):
    """Names are struck out; those left standing are voted for.

    `leave`: `one` (a paper with more names left is invalid) or `any` (each name is kept or struck by itself).
    `all_struck`: whether a paper with every name struck counts among the valid.
    """

    form: Literal["cross-out"]
    leave: Literal["one", "any"]
    all_struck: Literal["valid", "invalid"] = "valid"
    write_ins: Literal["not-counted", "counted"] = "not-counted"
    secret: bool = True
    article: Article | None = None


class SingleChoice(Clause):
    """One name or list is marked; a paper without a mark is blank and not valid."""

    form: Literal["single-choice"]
    secret: bool = True
    article: Article | None = None


class Names(Clause):
    """Up to so many names are written or marked, each counting once; `up_to` absent: as many as there are seats."""

    form: Literal["names"]
    up_to: Positive | None = None
    secret: bool = True
    article: Article | None = None


class ListVote(Clause):
    """One list is marked; its names take the list's seats in the order in which they stand."""

    form: Literal["list"]
    secret: bool = True
    article: Article | None = None


Ballot = Annotated[CrossOut | SingleChoice | Names | ListVote, Field(discriminator="form")]
