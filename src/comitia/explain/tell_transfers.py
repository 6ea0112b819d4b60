"""Templates for papers that move: the single transferable vote, run-offs on one paper, Meek's method."""

from __future__ import annotations

from comitia.explain.phrases import number, plural, share
from comitia.explain.telling import At, tell
from comitia.law.transferable import Excluding, Meek, Minimum, Quota, Surplus, Ties, Transferable

# ── The count ──

_ELECTED = {
    "after-round": "Who reaches the quota is elected at the end of the round.",
    "after-parcel": "Who reaches the quota is elected at the end of the parcel, and gets no more.",
    "at-once": "Who reaches the quota is elected at once, and gets not one paper more.",
}
_LAST = {
    "as-many-as-seats": "When as many are left as seats are open, all of them are elected.",
    "one-too-many": (
        "When as many are left as seats are open, all of them are elected; so are all but the last where one more is "
        "left who, with every surplus, has fewer votes than the next."
    ),
    "most-of-two": (
        "When as many are left as seats are open, all of them are elected; of the last two for the last seat it is the "
        "one with more votes."
    ),
}


@tell.register
def _transferable(rule: Transferable, at: At) -> str:
    worth = f"A paper is worth {plural(rule.paper, 'vote')}" if rule.paper != 1 else "A paper is worth one vote"
    kept = f"{plural(rule.places, 'decimal place')} of a vote are kept" if rule.places else "whole votes are counted"
    kept = "fractions of a vote are exact" if rule.exact else kept
    said = (
        f"Papers go to the next preference of the voter: the surplus of those elected, and all papers of those "
        f"excluded. {worth}; {kept}.",
        _ELECTED[rule.elected],
        "Elected is also whoever has the votes at stake divided by the open seats and one."
        if rule.share_of_rest
        else "",
        _LAST[rule.last],
        "The last seat goes to whoever has more votes than all others together." if rule.more_than_rest else "",
        "Each seat has a count of its own, without those elected before." if rule.seats != "together" else "",
    )
    return " ".join(filter(None, said))


_TOTAL = {
    "valid": "all valid votes",
    "in-play": "the votes that are still with a candidate, anew in each round",
    "in-play-until-elected": "the votes that are still with a candidate, anew until somebody is elected",
}
_PARTS = {
    "next-whole": "raised to the next higher whole vote",
    "up": "raised to a whole vote",
    "cut": "cut to a whole vote",
    "next-part": "raised by one in its last decimal place",
    "up-to-part": "raised to its last decimal place",
    "kept": "with its fraction",
}


@tell.register
def _quota(quota: Quota, at: At) -> str:
    by = {"seats-plus-one": "the seats and one", "seats": "the seats"}[quota.by]
    more = " More than that is needed." if quota.reached == "more-than" else ""
    return f"The quota is {_TOTAL[quota.of]} divided by {by}, {_PARTS[quota.fraction]}.{more}"


_MOVE = {
    "by-value": "Each paper moves at a part of the value that it came with",
    "by-number": "All papers move at one and the same value",
    "whole-papers": "So many whole papers move to each next candidate, in proportion",
    "every-nth": "Every n-th paper moves whole, until the surplus is gone",
}
_DEFERRED = {
    "never": "",
    "last": "Surpluses wait that together could not bring the last candidate past the one before",
    "last-few": "Surpluses wait that together could not bring the last few past the one before",
}


@tell.register
def _surplus(rule: Surplus, at: At) -> str:
    papers = {"all": "All papers of the candidate are looked at", "last-parcel": "Only the last parcel is looked at"}
    among = {
        "all-papers": "those that name nobody further among them",
        "transferable": "those that name nobody further left out",
    }
    order = {
        "largest": "The largest surplus moves first",
        "election": "The surplus of whoever was elected first moves first",
    }
    waits = _DEFERRED[rule.deferred]
    waits += ", unless one could give somebody the quota" if rule.unless_elects and waits else ""
    said = (
        f"{papers[rule.papers]}, {among[rule.among]}",
        _MOVE[rule.move],
        "What is smaller is cut off the ratio first" if rule.cut == "ratio-first" else "",
        "A candidate is credited with whole votes" if rule.credit == "whole" else "",
        order[rule.order],
        waits,
    )
    return " ".join(f"{sentence}." for sentence in said if sentence)


@tell.register
def _excluding(rule: Excluding, at: At) -> str:
    than = "no more votes" if rule.hopeless == "no-more" else "fewer votes"
    several = f"; with it all who together, with every surplus, have {than} than the next"
    parcels = {
        "together": "The papers move at once",
        "by-value": "Papers of the highest value move first",
        "by-receipt": "Papers move in the order in which they were received",
    }[rule.parcels]
    deposit = "Nobody is excluded together with others where one of them might still get more than"
    said = (
        f"Excluded is who has fewest votes{several if rule.several == 'cannot-be-saved' else ''}",
        f"{deposit} {share(rule.deposit)} of the quota" if rule.deposit is not None else "",
        f"The group “{rule.first}” is excluded first, whole" if rule.first else "",
        f"First all with fewer than {plural(rule.fewer_than, 'vote')} are excluded together" if rule.fewer_than else "",
        f"{parcels}{', each lot a round of its own' if rule.stages == 'each-parcel' else ''}",
        "No papers move where no more are left than open seats" if rule.final == "not-moved" else "",
    )
    return " ".join(f"{sentence}." for sentence in said if sentence)


@tell.register
def _minimum(rule: Minimum, at: At) -> str:
    return f"Of {plural(rule.of, 'seat')} each group of candidates has at least {number(rule.each)}."


_LOOK = {
    "latest-difference": "Of those with equal votes comes first who had more at the latest point where they differed",
    "first-difference": "Of those with equal votes comes first who had more at the first point where they differed",
    "preferences": "Of those with equal votes comes first who is named more often at the first rank, then the second",
    "nowhere": "Where votes are equal",
}


@tell.register
def _ties(rule: Ties, at: At) -> str:
    then = {"lot": "a lot decides", "declared-order": "the order declared before the count decides"}[rule.then]
    return f"{_LOOK[rule.look]}{' ' if rule.look == 'nowhere' else '; else '}{then}."


@tell.register
def _meek(rule: Meek, at: At) -> str:
    equal = {
        "averaged": "Candidates at one rank get the average over all orders of them.",
        "shared": "Candidates at one rank get an equal part each.",
    }[rule.equal]
    empty = "A rank of which all are excluded ends the paper." if rule.empty_rank == "ends" else ""
    below = {"nothing": "", "subtracted": "Who falls short of the quota takes from the surplus of the others."}
    near = "All within the surplus of the fewest votes count as tied for exclusion." if rule.near else ""
    said = (
        f"Each elected candidate keeps such a part of every paper that just the quota stays, to {rule.places} decimal "
        f"places; a round ends when the surplus is below one part at {rule.omega} places. Who is excluded counts as if "
        "never there.",
        equal,
        empty,
        below[rule.below_quota],
        near,
    )
    return " ".join(filter(None, said))
