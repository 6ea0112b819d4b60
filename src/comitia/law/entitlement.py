"""Entitlement rules: how many delegates an organisation's units send, and how many votes these cast."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from comitia.law.clause import Article, Clause, Name, Positive, Share, Text
from comitia.law.constitution import Act
from comitia.law.delegates import Delegates, Rest


class Figure(Clause):
    """A whole number that every line of the file must hold."""

    id: Name
    title: Text
    also: tuple[Text, ...] = ()
    """Other names that the column may have."""
    optional: bool = False
    """Whether the column, or a field of it, may be missing."""


class Pool(Clause):
    """A part of the delegates: a share of them, rounded; without a share, what the other pools leave."""

    id: Name
    title: Text
    share: Share | None = None
    """Of the delegates; absent: what is left."""
    part: Rest = "nearest"
    """What is left over counts: nothing, as a whole one, as one from the half up, as one if above the half."""
    beside: bool = False
    """Whether these come on top of the delegates of whom they are a share."""
    article: Article


class EachVotes(Clause):
    """Every delegate casts so many votes."""

    cast: Literal["each"]
    votes: Positive = 1
    """The votes of one delegate."""
    article: Article


class FixedVotes(Clause):
    """Every unit casts so many votes, whatever its delegates are."""

    cast: Literal["fixed"]
    votes: Positive
    """The votes of one unit."""
    article: Article


class MemberVotes(Clause):
    """Every unit casts as many votes as it has members, or one for every so many.

    `held`: by the delegation as one, or divided equally, in exact fractions, among its delegates who are present.
    """

    cast: Literal["members"]
    of: Name
    """The figure that gives votes: usually members for whom dues were paid."""
    one_per: Positive = 1
    part: Rest = "dropped"
    """What is left over counts: nothing, as a whole one, as one from the half up, as one if above the half."""
    held: Literal["as-one", "divided"]
    """Cast by the delegation as one, or divided among its delegates who are present."""
    article: Article


class SectionVotes(Clause):
    """The units of one kind cast together a share of all votes, divided among them in proportion to a figure."""

    cast: Literal["section"]
    share: Share
    """The share of all votes."""
    of: Name
    """The figure in proportion to which the share is divided."""
    article: Article


Votes = Annotated[EachVotes | FixedVotes | MemberVotes | SectionVotes, Field(discriminator="cast")]


class KindOfUnit(Clause):
    """What units of one kind are entitled to."""

    id: Name
    title: Text
    delegates: Delegates | None = None
    """How many delegates each unit sends."""
    pools: tuple[Pool, ...] = ()
    """The parts of which the delegates consist."""
    votes: Votes | None = None
    """How many votes are cast, and by whom."""

    @model_validator(mode="after")
    def _something(self) -> KindOfUnit:
        if self.delegates is None and self.votes is None:
            raise ValueError("say in `delegates` or `votes` what units of this kind are entitled to")
        return self


class GroupQuota(Clause):
    """A group has at least the share of delegates that it has of members, or that is said in `share`."""

    group: Name
    """The figure with the size of the group, such as women; not needed where `share` says how large it is."""
    title: Text
    of: Name
    """The figure that the group is a share of, such as members."""
    share: Share | None = None
    """How large the group is; absent: computed from the figures."""
    within: Literal["whole", "unit"] = "whole"
    """Whether the quota is one of all delegates, or of those of each unit by itself."""
    part: Rest = "counted"
    """What is left over counts: nothing, as a whole one, as one from the half up, as one if above the half."""
    article: Article


class Entitlement(Clause):
    """Who may send how many delegates with how many votes. Articles name one of `acts`."""

    id: Name
    title: Text
    also: tuple[Text, ...] = ()
    """Other names that the rule goes by."""
    acts: tuple[Act, ...] = Field(min_length=1)
    unit: Text
    """What one line of the file is, such as a union."""
    figures: tuple[Figure, ...] = ()
    """The numbers that the file must hold for every unit."""
    kinds: tuple[KindOfUnit, ...] = Field(min_length=1)
    """Kinds of units; where there are several, a column `kind` says of which each is."""
    quotas: tuple[GroupQuota, ...] = ()
    """Groups that have at least a share of all delegates."""
    note: Text | None = None

    @model_validator(mode="after")
    def _known_figures(self) -> Entitlement:
        known = {figure.id for figure in self.figures}
        asked = [name for kind in self.kinds for clause in (kind.delegates, kind.votes) for name in figures_of(clause)]
        asked += [name for quota in self.quotas if quota.share is None for name in (quota.group, quota.of)]
        unknown = sorted(set(asked) - known)
        if unknown:
            raise ValueError(f"`figures` does not have '{unknown[0]}', which a rule counts by")
        return self

    @model_validator(mode="after")
    def _known_acts(self) -> Entitlement:
        known = {act.id for act in self.acts}
        unknown = sorted({article.act for article in self.articles()} - known)
        if unknown:
            raise ValueError(f"`acts` does not have '{unknown[0]}', which an article names")
        ids = [kind.id for kind in self.kinds]
        if len(set(ids)) < len(ids):
            raise ValueError("two kinds have the same `id`")
        return self

    def articles(self) -> tuple[Article, ...]:
        """Every article that is cited."""
        clauses: list[Clause | None] = [*self.quotas]
        for kind in self.kinds:
            clauses += [kind.delegates, kind.votes, *kind.pools]
        found = (getattr(clause, name, None) for clause in clauses for name in ("article", "arithmetic"))
        return tuple(article for article in found if isinstance(article, Article))


def figures_of(clause: Clause | None) -> tuple[str, ...]:
    """The figures that a clause on delegates or votes counts by."""
    of = getattr(clause, "of", ())
    return (of,) if isinstance(of, str) else tuple(of)
