"""A counting rule by itself: what a paper may say, how papers are counted, and where that is written."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from comitia.law.ballots import Paper
from comitia.law.clause import Article, Clause, Name, Text
from comitia.law.constitution import Act
from comitia.law.counting import Majority, Plurality, Proportional
from comitia.law.papers import Borda, Outside, RunOff, UnitVotes
from comitia.law.transferable import Meek, Transferable

Count = Annotated[
    Majority | Plurality | Proportional | Borda | RunOff | UnitVotes | Outside | Transferable | Meek,
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

    def cite(self, article: Article) -> str:
        """A citation as it may be printed, with the short name of its act."""
        short = next((act.short for act in self.acts if act.id == article.act), None)
        return article.cite(short)
