"""The votes that elect."""

from __future__ import annotations

from fractions import Fraction

from comitia.count.rounds import Votes
from comitia.law.faults import Fault, Faults
from comitia.law.transferable import Quota


def quota(rule: Quota, total: Votes, seats: int, one: int) -> Votes:
    """The quota of a total, all in parts of a vote (`one` of them make a vote). A quota of nothing is a fault."""
    divisor = seats + (rule.by == "seats-plus-one")
    whole = divisor * one
    if rule.fraction == "kept":
        found: Votes = plain(Fraction(total) / divisor)
    else:
        found = {
            "next-whole": (total // whole + 1) * one,
            "up": -(-total // whole) * one,
            "cut": total // whole * one,
            "next-part": total // divisor + 1,
            "up-to-part": -(-total // divisor),
        }[rule.fraction]
    if found <= 0:
        raise Faults(
            Fault(
                "quota-of-zero",
                f"The quota for {seats} seats is 0: there are too few valid votes.",
                article=rule.article.cite() if rule.article else None,
                mend="Count fewer seats, or round the quota up: fraction: next-whole.",
            )
        )
    return found


def reached(rule: Quota, votes: Votes, needed: Votes) -> bool:
    """Whether so many votes elect."""
    return votes >= needed if rule.reached == "at-least" else votes > needed


def plain(votes: Votes) -> Votes:
    """A whole number where it is one."""
    return votes.numerator if votes.denominator == 1 else votes
