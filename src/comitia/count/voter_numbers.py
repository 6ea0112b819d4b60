"""Voter numbers: where a voter has as many votes as the district has seats, votes divided by these are voters."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from comitia.law.mixed import VoterNumbers

__all__ = ["voter_number"]


def voter_number(rule: VoterNumbers, votes: Sequence[int], seats: Sequence[int]) -> int:
    """The voter number of one list. votes: by unit; seats: of the unit, 0 where its votes count for nothing."""
    shares = [Fraction(v, n) for v, n in zip(votes, seats, strict=True) if n]
    if rule.rounded == "unit":
        return sum(nearest(share) for share in shares)
    return nearest(sum(shares, Fraction(0)))


def nearest(number: Fraction) -> int:
    """The nearest whole number, the half up."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)
