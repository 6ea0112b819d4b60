"""Counting rules that look at papers one by one, or that say who goes on to another vote."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from comitia.law.clause import Article, Clause, Positive, Text, Threshold, Whole
from comitia.law.counting import Tie


class Borda(Clause):
    """Elected are those with most points; a paper gives points by the places at which it ranks the candidates."""

    rule: Literal["borda"]
    scale: Literal["n-1", "n", "marked", "harmonic", "listed"] = "n-1"
    """The points of the places, with n candidates: `n-1` gives n - 1, n - 2 and so on to nought; `n` gives n, n - 1 and
    so on to one; `marked` as many as the paper ranks, one fewer for each place further; `harmonic` 1, 1/2, 1/3 and so
    on; `listed` those in `points`, and nothing after them."""
    points: tuple[Whole, ...] = ()
    """The points of each place, where `scale` is `listed`."""
    unranked: Literal["nothing", "shared"] = "nothing"
    """Candidates whom a paper does not rank: they get nothing, or share the points of the places left alike."""
    equal: Literal["shared", "highest", "lowest"] = "shared"
    """Candidates at one rank: each gets the mean of the points of their places, the highest, or the lowest."""
    tie: Tie | None = None
    article: Article | None = None

    @model_validator(mode="after")
    def _points_are_listed(self) -> Borda:
        if (self.scale == "listed") != bool(self.points):
            raise ValueError("give `points` where `scale` is `listed`, and only there")
        if any(more < less for more, less in zip(self.points, self.points[1:], strict=False)):
            raise ValueError("no place may have more points than the place before it")
        return self


class RunOff(Clause):
    """Elected is whoever passes every bar of `enough`; else the leaders go on to a second vote, which most votes win.

    Where papers rank the candidates, they decide the second vote, too: each counts for the one whom it ranks highest
    of those who went on.
    """

    rule: Literal["run-off"]
    enough: tuple[Threshold, ...] = Field(min_length=1)
    """The bars of the first vote; whoever is elected in it passes them all."""
    leaders: Positive = 2
    """How many go on."""
    qualified: Threshold | None = None
    """A bar: all who pass it go on, the leaders where fewer than `leaders` pass it."""
    last_place: Literal["lot", "all"] = "lot"
    """Candidates tied for the last place of those who go on: a lot decides, or all of them go on."""
    tie: Tie | None = None
    article: Article | None = None


class UnitVotes(Clause):
    """Every unit has one vote, or as many as its weight, and gives all of them to whoever carries it.

    Elected is whoever passes `enough` with the votes of units; without it whoever has most of them.
    """

    rule: Literal["unit"]
    carried: Literal["most", "more-than-half"] = "most"
    """Who carries a unit: whoever has most votes in it, or more than half of them."""
    tied: Literal["lot", "nobody"] = "lot"
    """Candidates with equally many votes in a unit: a lot decides, or nobody carries it."""
    enough: Threshold | None = None
    """The bar, a share of the votes of all units (`issued`) or of those that somebody carried (`valid`)."""
    tie: Tie | None = None
    article: Article | None = None


class ByLibrary(Clause):
    """Counted by a library that is kept for such rules, and is installed with `pip install 'comitia[rules]'`.

    Its arithmetic is its own. Several outcomes that are equally good are a tie, which is settled here.
    """

    rule: Literal["library"]
    library: Literal["abcvoting", "pref-voting"]
    """`abcvoting`: committees from papers that approve; `pref-voting`: one winner from papers that rank."""
    method: Text
    """The name of the rule in the library, such as `pav` or `copeland`."""
    tie: Tie | None = None
    article: Article | None = None
