"""A counting rule by itself: what a paper may say, how papers are counted, and where that is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from comitia.law.ballots import Paper
from comitia.law.clause import Article, Clause, Name, Text
from comitia.law.constitution import Act
from comitia.law.counting import Majority, Plurality, Proportional
from comitia.law.papers import Borda, ByLibrary, RunOff, UnitVotes
from comitia.law.transferable import Meek, Transferable

Count = Annotated[
    Majority | Plurality | Proportional | Borda | RunOff | UnitVotes | ByLibrary | Transferable | Meek,
    Field(discriminator="rule"),
]
"""Every way of counting that a counting rule by itself can have."""


class Rule(Clause):
    """One contest's rule, as `comitia count RULE FILE` carries it out. Articles name one of `acts`."""

    id: Name
    title: Text
    also: tuple[Text, ...] = ()
    """Other names that the rule goes by."""
    acts: tuple[Act, ...] = Field(min_length=1)
    ballot: Paper
    """What one voter can say on the paper, and what becomes of a paper that says it badly."""
    count: Count
    """How papers or votes become winners."""
    lots: Literal["drawn", "public"] = "drawn"
    """A lot that nobody supplied: drawn by the recorded seed, or not at all where it must be drawn in public."""

    @model_validator(mode="after")
    def _acts_are_there(self) -> Rule:
        acts = {act.id for act in self.acts}
        strange = sorted({article.act for article in _articles(self)} - acts)
        if strange:
            raise ValueError(
                f"an article cites '{strange[0]}', which is not among the acts ({', '.join(sorted(acts))})"
            )
        return self

    def cite(self, article: Article) -> str:
        """A citation as it may be printed, with the short name of its act."""
        short = next((act.short for act in self.acts if act.id == article.act), None)
        return article.cite(short)


def _articles(value: object) -> Iterator[Article]:
    """Every citation in a clause."""
    if isinstance(value, Article):
        yield value
    elif isinstance(value, Clause):
        for name in type(value).model_fields:
            yield from _articles(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _articles(each)
