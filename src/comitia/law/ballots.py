"""What one voter can say on one paper. Each ballot says of what form it is in `form`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from comitia.law.clause import Article, Clause, Positive, Whole


class CrossOut(Clause):
    """Names are struck out; those left standing are voted for.

    `leave`: `one` (a paper with more names left is invalid), `seats` (one with more names left than there are seats to
    fill is), or `any` (each name is kept or struck by itself).
    `all_struck`: whether a paper with every name struck counts among the valid.
    """

    form: Literal["cross-out"]
    leave: Literal["one", "seats", "any"]
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
    """One list is marked; single names on lists may be marked where the law lets voters do so.

    Who on a list takes its seats, the counting rule says; where it is silent, the names do so as they stand.
    """

    form: Literal["list"]
    names: Literal["none", "own-list", "all-lists"] = "none"
    """Whether voters may mark single names: not; on the list that they mark; on any list."""
    up_to: Positive | None = None
    """How many names may be marked; any number where absent."""
    votes: Literal["papers", "names"] = "papers"
    """What the votes of a list are: the papers for it, or the votes of all its names together."""
    secret: bool = True
    article: Article | None = None


class Approval(Clause):
    """Any number of names is marked, each counting once; a paper without a mark is not valid."""

    form: Literal["approval"]
    up_to: Positive | None = None
    """How many may be marked; any number where absent."""
    secret: bool = True
    article: Article | None = None


Ballot = Annotated[CrossOut | SingleChoice | Names | ListVote | Approval, Field(discriminator="form")]


def each_by_itself(ballot: Ballot) -> bool:
    """Whether each name is kept, or marked, by itself, and as many of them as the voter likes."""
    if isinstance(ballot, Approval):
        return ballot.up_to is None
    return isinstance(ballot, CrossOut) and ballot.leave == "any"


class Ranking(Clause):
    """Candidates are numbered in the order in which the voter prefers them."""

    form: Literal["ranking"]
    up_to: Positive | None = None
    """How many ranks there are; as many as candidates where absent."""
    at_least: Whole = 1
    """How many ranks must be used for a paper to be valid."""
    equal: Literal["shared", "ends", "passed-over", "invalid"] = "ends"
    """Two candidates at one rank: the paper is shared between them, ends there, passes them over, or is invalid."""
    skipped: Literal["passed-over", "ends", "invalid"] = "passed-over"
    """A rank left blank before a later one: passed over, or the paper ends there, or is invalid."""
    skipped_in_a_row: Positive = 1
    """How many ranks left blank one after another it takes for `skipped` to end a paper or make it invalid."""
    repeated: Literal["passed-over", "ends", "invalid"] = "passed-over"
    """A candidate who is numbered twice: passed over the second time, or the paper ends there, or is invalid."""
    write_ins: Literal["counted", "passed-over", "ends"] = "counted"
    """A name that voters wrote in: counted as a candidate, passed over, or the paper ends there."""
    article: Article | None = None


class Points(Clause):
    """Points are shared among candidates."""

    form: Literal["points"]
    in_all: Positive | None = None
    """Points that a paper has; as many as there are seats where absent."""
    each: Positive | None = None
    """The most that one candidate may be given; all of them where absent."""
    article: Article | None = None


Paper = Annotated[CrossOut | SingleChoice | Names | ListVote | Ranking | Approval | Points, Field(discriminator="form")]
"""Every form of paper that a counting rule by itself can be given."""
