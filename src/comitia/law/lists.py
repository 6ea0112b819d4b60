"""Lists: which of them take part when seats are shared, which stand together, and who on them sits."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from comitia.law.clause import Article, Clause, Name, Positive, ShareOf
from comitia.law.units import Method, Rounding

Over = Literal["unit", "region", "whole"]
"""Where votes are added up: in one unit, in the units of one region, in all of them."""

ListBase = Literal["valid", "lists"]
"""What the votes of a list are a share of: all valid papers, blank ones among them; or all votes for lists."""


class WhichLists(Clause):
    """The lists that a line speaks of, by what returns say of them."""

    kinds: tuple[Name, ...] = ()
    """Kinds of list, such as `coalition`; of any kind where none is named."""
    members_at_least: Positive = 1
    """How many parties have joined to set the list up; 1 for a party by itself."""
    members_at_most: Positive | None = None
    """The most parties that may have joined; any number where absent."""

    def fits(self, kind: str, members: int) -> bool:
        """Whether a list of this kind, set up by so many parties, is meant."""
        most = self.members_at_most
        return (not self.kinds or kind in self.kinds) and self.members_at_least <= members <= (most or members)


class ShareBar(ShareOf):
    """A share of the votes, in the unit, in so many regions or units, or in the whole."""

    bar: Literal["share"]
    of: ListBase
    """All valid papers, blank ones among them, or all votes for lists."""
    over: Over = "whole"
    """Where votes are added up."""
    places_at_least: Positive = 1
    """In how many regions, or units, the share must be reached."""
    shorter_lists: Literal["same", "in-proportion"] = "same"
    """A list with fewer names than there are seats: the same bar, or one that is lower in proportion."""
    article: Article | None = None


class SeatBar(Clause):
    """So many seats, won already in routes of the body."""

    bar: Literal["seats"]
    at_least: Positive = 1
    routes: tuple[Name, ...] = Field(min_length=1)
    """The routes in which the seats must have been won."""
    article: Article | None = None


class AverageBar(Clause):
    """As many votes as one seat there is worth on average, in so many regions or units."""

    bar: Literal["votes-per-seat"]
    of: ListBase
    over: Literal["unit", "region"]
    places_at_least: Positive = 1
    """In how many of them."""
    article: Article | None = None


Bar = Annotated[ShareBar | SeatBar | AverageBar, Field(discriminator="bar")]


class EntryLine(Clause):
    """Which bars the lists must pass that this line speaks of. A line without bars exempts them.

    For each list the first line that speaks of it decides; one of which no line speaks takes no part.
    """

    lists: WhichLists | None = None
    """The lists that are meant; all where absent."""
    passes: Literal["any", "all"] = "any"
    """Whether one of the bars is enough, or all must be passed."""
    bars: tuple[Bar, ...] = ()
    article: Article | None = None


class Alliances(Clause):
    """Lists that have declared an alliance count as one; its seats are then shared among them."""

    method: Method
    """How the seats of an alliance are shared among its lists."""
    rounding: Rounding = "exact"
    """Rounding of the quota inside the alliance."""
    bars: Literal["each-list", "alliance"] = "each-list"
    """Who must pass the bars: each list by itself, or the alliance with all its votes."""
    article: Article | None = None


class PersonalBar(ShareOf):
    """The personal votes that a name needs to move up.

    Either a share of its list's votes, or of the average of the names on the list; or so much above that average.
    """

    of: Literal["list", "average", "above-average"]


class AsListed(Clause):
    """The names of a list take its seats in the order in which they stand on it."""

    order: Literal["as-listed"]
    article: Article | None = None


class MostVotes(Clause):
    """The names of a list with most personal votes take its seats."""

    order: Literal["most-votes"]
    tied: Literal["as-listed", "lot"]
    """Names with equally many: in the order of the list, or by lot."""
    article: Article | None = None


class MovedUp(Clause):
    """Names that pass a bar of personal votes come first, most votes first; then the others as they stand."""

    order: Literal["moved-up"]
    bar: PersonalBar
    tied: Literal["as-listed", "lot"]
    """Names that pass with equally many: in the order of the list, or by lot."""
    article: Article | None = None


Order = Annotated[AsListed | MostVotes | MovedUp, Field(discriminator="order")]
