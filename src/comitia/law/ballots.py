"""What one voter can say on one paper. Each ballot says of what form it is in `form`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from comitia.law.clause import Article, Clause, Positive, Whole


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


class Ranking(Clause):
    """Candidates are numbered in the order in which the voter prefers them.

    `up_to`, `at_least`: how many ranks there are, and how many must be used for a paper to be valid. `equal`: what
    becomes of two candidates at one rank: the paper is `shared` between them, `ends` there, goes on as if they were
    `passed-over`, or is `invalid`. `skipped`: the same of a rank left blank before a later one, after
    `skipped_in_a_row` of them where that is given. `repeated`: of a candidate who is numbered twice, from the second
    time on. `write_ins`: a name that is not printed counts as a candidate, is passed over, or ends the paper.
    """

    form: Literal["ranking"]
    up_to: Positive | None = None
    at_least: Whole = 1
    equal: Literal["shared", "ends", "passed-over", "invalid"] = "ends"
    skipped: Literal["passed-over", "ends", "invalid"] = "passed-over"
    skipped_in_a_row: Positive = 1
    repeated: Literal["passed-over", "ends", "invalid"] = "passed-over"
    write_ins: Literal["counted", "passed-over", "ends"] = "counted"
    article: Article | None = None


class Approval(Clause):
    """Any number of candidates, or up to so many, is marked, each alike."""

    form: Literal["approval"]
    up_to: Positive | None = None
    article: Article | None = None


class Points(Clause):
    """Points, `in_all` of them, are shared among candidates, up to `each` for one."""

    form: Literal["points"]
    in_all: Positive | None = None
    each: Positive | None = None
    article: Article | None = None


Paper = Annotated[CrossOut | SingleChoice | Names | ListVote | Ranking | Approval | Points, Field(discriminator="form")]
"""Every form of paper that a counting rule by itself can be given."""
