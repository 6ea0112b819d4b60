"""Rules by which a paper moves on to the voter's next preference: the single transferable vote, run-offs on one paper.

Every point at which the laws of the world differ is a field. What a law does not say has the most common answer.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from comitia.law.clause import Article, Clause, Name, Positive, Share, Whole

Places = Annotated[int, Field(ge=0, le=12)]


class Quota(Clause):
    """The votes that elect: a total divided by the seats, or by the seats and one.

    Droop: `by: seats-plus-one`, `fraction: next-whole`. Hare: `by: seats`. Hagenbach-Bischoff: `by: seats-plus-one`,
    `fraction: up`, or `kept` where parts of a vote count.
    """

    of: Literal["valid", "in-play", "in-play-until-elected"] = "valid"
    """The total: all valid votes; those still with a candidate, anew in each round; so until somebody is elected."""
    by: Literal["seats-plus-one", "seats"] = "seats-plus-one"
    """What the total is divided by."""
    fraction: Literal["next-whole", "up", "cut", "next-part", "up-to-part", "kept"] = "next-whole"
    """What becomes of the quotient: the next higher whole vote, even where it is whole; up to a whole vote; cut to a
    whole vote; the next higher part of a vote (the last decimal place); up to a part; nothing."""
    reached: Literal["at-least", "more-than"] = "at-least"
    """Whether exactly the quota elects."""
    article: Article | None = None


class Surplus(Clause):
    """What becomes of votes above the quota."""

    papers: Literal["all", "last-parcel"] = "all"
    """The papers looked at: all that the elected candidate has, or the parcel received last (on first preferences
    all are of one parcel)."""
    among: Literal["all-papers", "transferable"] = "all-papers"
    """The papers among which the surplus is divided: all looked at, or those that name a next candidate."""
    move: Literal["by-value", "by-number", "whole-papers", "every-nth"] = "by-value"
    """How: every paper at a part of the value that it came with; every paper at one and the same value, whatever it
    came with; so many whole papers for each next candidate, in proportion; every n-th paper, skipping those that
    name nobody further, until the surplus is gone."""
    cut: Literal["once", "ratio-first"] = "once"
    """Decimals beyond those of the law are cut off the new value, or off the ratio of surplus and votes before."""
    credit: Literal["parts", "whole"] = "parts"
    """What a candidate is credited with for a parcel: the parts of a vote that its papers are worth, or whole votes."""
    order: Literal["largest", "election"] = "largest"
    """Whose surplus moves first: the largest, or that of whoever was elected first."""
    deferred: Literal["never", "last", "last-few"] = "never"
    """Whether surpluses wait that all together could not bring the last candidate past the one before; or could not
    bring the last few past the one before."""
    unless_elects: bool = False
    """Whether they do not wait if they could give somebody the quota."""
    article: Article | None = None


class Excluding(Clause):
    """Who is excluded when no surplus is left to move, and how the papers move on."""

    several: Literal["one", "cannot-be-saved"] = "one"
    """One candidate; or all those at the end who together, with every surplus, have fewer votes than the next."""
    hopeless: Literal["fewer", "no-more"] = "fewer"
    """Who cannot be saved: those who would have fewer votes than the next, or no more votes."""
    deposit: Share | None = None
    """The share of the quota above which a candidate gets the deposit back: those are not excluded together of whom one
    has no more and might get more from those below."""
    first: Name | None = None
    """A group of candidates that is excluded whole before anybody else, such as names that voters wrote in."""
    fewer_than: Whole | None = None
    """At the first exclusion all with fewer votes than so many are excluded together."""
    final: Literal["moved", "not-moved"] = "moved"
    """Whether papers still move where no more candidates are left than open seats."""
    parcels: Literal["together", "by-value", "by-receipt"] = "together"
    """The order in which the papers move: all at once; those of the highest value first; as they were received."""
    stages: Literal["whole", "each-parcel"] = "whole"
    """Whether the parcels of one exclusion are one round or a round each."""
    article: Article | None = None


class Minimum(Clause):
    """In a contest for `of` seats each group of candidates has at least `each` of them."""

    of: Positive
    """The seats of the contest."""
    each: Whole
    """The seats that each group has at least."""


class Ties(Clause):
    """Who of those with equal votes comes first; what no earlier round settles goes to `then`."""

    look: Literal["latest-difference", "first-difference", "preferences", "nowhere"] = "latest-difference"
    """What decides: the latest earlier point of the count at which their votes differed; the first; how often they are
    named at the first rank of all papers, then at the second, and so on."""
    then: Literal["lot", "declared-order"] = "lot"
    """A lot; or the order of candidates declared before the count, the first being preferred."""
    article: Article | None = None


class Transferable(Clause):
    """Papers move in parcels: surpluses of the elected, and all papers of the excluded, to the next preference.

    The single transferable vote in all its forms; with one seat, run-offs on one and the same paper.
    """

    rule: Literal["transferable"]
    paper: Positive = 1
    """What a paper is worth when the count begins, in votes."""
    places: Places = 0
    """Decimal places of a vote that are kept; what is smaller is cut off."""
    exact: bool = False
    """Whether nothing is cut off a value: papers are then worth exact fractions of a vote."""
    quota: Quota | None = None
    """Absent where candidates are excluded until as many are left as there are seats."""
    surplus: Surplus | None = None
    """Absent where no surplus moves, as with one seat."""
    exclusion: Excluding = Excluding()
    """Who is excluded, and how the papers move on."""
    elected: Literal["after-round", "after-parcel", "at-once"] = "after-round"
    """When one who reaches the quota is elected and gets no more: after the round, the parcel, or the single paper."""
    share_of_rest: bool = False
    """Also elected is whoever has the votes still at stake, divided by the open seats and one."""
    last: Literal["as-many-as-seats", "one-too-many", "most-of-two"] = "as-many-as-seats"
    """The last seats: elected are all continuing candidates when they are as many as open seats. `one-too-many`: also
    when one more continues who, with every surplus, has fewer votes than the next. `most-of-two`: also the one with
    more votes of the last two for the last seat."""
    more_than_rest: bool = False
    """For one open seat: elected is whoever has more votes than all other continuing candidates and surpluses."""
    seats: Literal["together", "one-after-another"] = "together"
    """All seats in one count; or a count for each, without those elected before."""
    minima: tuple[Minimum, ...] = ()
    """Seats that each group of candidates has at least."""
    ties: Ties = Ties()
    """Who of those with equal votes comes first."""
    article: Article | None = None

    @model_validator(mode="after")
    def _surplus_over_what(self) -> Transferable:
        if self.surplus and not self.quota:
            raise ValueError("a surplus is what exceeds the quota: write `quota`")
        if self.exact and self.places:
            raise ValueError("`exact` values have no decimal places that are kept: leave out `places`")
        return self

    @property
    def by_order(self) -> bool:
        """Whether the order of the papers decides which of them move."""
        return self.surplus is not None and self.surplus.move in ("whole-papers", "every-nth")


class Meek(Clause):
    """Every elected candidate keeps such a share of each paper that just the quota stays; found by approximation.

    Excluded candidates count as if they had never stood, and the quota falls as papers run out.
    """

    rule: Literal["meek"]
    places: Places = 9
    """Decimal places of a vote and of a share."""
    omega: Places = 6
    """A round ends when no more surplus is left than one part of a vote at so many places."""
    quota: Quota = Quota(of="in-play", fraction="next-part")
    """What elects, and what each of the elected keeps."""
    equal: Literal["averaged", "shared"] = "averaged"
    """Candidates at one rank: the average over all orders in which they could have been numbered; or each gets an equal
    part, and what one does not keep goes on to the next rank."""
    empty_rank: Literal["passed-over", "ends"] = "passed-over"
    """With `shared`, a rank of which all are excluded: passed over, or the paper ends there if any of its ranks has
    several candidates."""
    below_quota: Literal["nothing", "subtracted"] = "nothing"
    """What an elected candidate who falls short of the quota does to the surplus of the others."""
    near: bool = True
    """Whether all who are within the surplus of the fewest votes count as tied for exclusion."""
    ties: Ties = Ties(look="nowhere")
    """Who of those with equal votes is excluded."""
    article: Article | None = None
