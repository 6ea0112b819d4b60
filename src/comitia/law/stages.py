"""The rounds of a contest: who stands in each, when it is valid, how it is counted, what follows."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from comitia.law.clause import Article, Cited, Clause, MoreThan, Name, Positive, Threshold
from comitia.law.counting import Counting

CONFIRMATION = "confirmation"
"""The name of the vote by which a second body agrees to those elected."""
RECALL = "recall"
"""The name of the vote by which those who sent a member end the mandate; votes for a name are votes to end it."""


class Nominated(Clause):
    """Everybody who came through nomination and its gates."""

    who: Literal["nominated"]


class Leading(Clause):
    """The leaders of the stage before: `per_seat` names for each open seat, or all who are `qualified`.

    `tie`: what happens where the last place is tied: `all` tied go on, a `lot` decides, or the stage is not held
    (`no-stage`) and what follows is as if nobody could go on.
    """

    who: Literal["leading"]
    per_seat: Positive = 2
    tie: Literal["all", "lot", "no-stage"]
    qualified: Threshold | None = None
    """A bar: all who pass it go on; the leaders, where fewer than these pass it."""


class NewNominations(Clause):
    """A new nomination; losers may stand again. `gates`: whether the gates of the first nomination apply."""

    who: Literal["new-nominations"]
    gates: bool = True


Standing = Annotated[Nominated | Leading | NewNominations, Field(discriminator="who")]


class Next(Clause):
    """What follows a stage: the first line whose conditions are met. No line met: the open seats stay vacant."""

    when: Literal["unfilled", "not-held"]
    stood: MoreThan | None = None
    counted: Literal["left", "printed"] = "left"
    """Who counts as having stood: the names left on polling day, or all that were printed."""
    go: Name
    exhausted: Literal["nothing-follows", "next-line"] = "nothing-follows"
    """Where that stage has been held as often as it may: nothing follows, or the next line is looked at."""
    article: Article


class Stage(Cited):
    """One round. `at_most`: how often it may be held in one contest; `within_days` of the stage before.

    `within_months` of the first stage, where the law counts in months from the main election. `papers`: voters mark
    new ones, or nobody votes anew and the `same` papers, those of the stage before, are counted by this stage's rule.
    """

    id: Name
    standing: Standing
    papers: Literal["new", "same"] = "new"
    within_days: Positive | None = None
    within_months: Positive | None = None
    at_most: Positive = 1
    quorum: Threshold | None = None
    count: Counting
    then: tuple[Next, ...] = ()

    @model_validator(mode="after")
    def _who_is_on_the_papers(self) -> Stage:
        if self.papers == "same" and not isinstance(self.standing, Leading):
            raise ValueError("the same papers name those who stood before: write `who: leading` in `standing`")
        return self
