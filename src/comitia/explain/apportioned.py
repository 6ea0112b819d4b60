"""An apportionment laid open: shares and quotas, quotients, how close it was, paradoxes, and a sentence a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import Any

from comitia.count import paradoxes
from comitia.count.apportion import QUOTAS, Floors, apportion
from comitia.count.closeness import smallest_change
from comitia.count.quotients import Quotient, divisor_table, in_thousandths, quota_table
from comitia.count.tally import Settle
from comitia.explain.phrases import METHODS
from comitia.law.units import Method

__all__ = ["Case", "closest", "paradoxes_of", "quotients_of", "sentences", "shares_of", "units_of"]

_MOST_UNITS = 400
"""Of more units than this it is not told how close it was: that would take too long."""
_MOST_PAIRED, _MOST_WORK = 60, 50_000_000
"""At most so many units, the largest, are paired in a search for the paradox of population, or taken for newcomers; and
fewer where their pairs, growths and units would make more shares than this."""
_MOST_SHARES = 1_000_000
"""The most shares, of units under sizes of the whole, that a search for the Alabama paradox computes."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be shared and how: names, votes, floors and ceilings stand in one order."""

    method: Method
    names: tuple[str, ...]
    votes: tuple[int, ...]
    seats: int
    least: tuple[int, ...]
    most: tuple[int, ...] | None = None
    floors: Floors = "apart"

    @property
    def total(self) -> int:
        """All votes."""
        return sum(self.votes)

    def shared(self, settle: Settle) -> tuple[int, ...]:
        """The seats. ValueError where floors and ceilings leave no way to give them all."""
        return apportion(self.method, self.votes, self.seats, settle, self.least, self.most, self.floors)


def shares_of(case: Case) -> tuple[Fraction, ...]:
    """Each unit's exact share of the votes."""
    return tuple(Fraction(v, max(case.total, 1)) for v in case.votes)


def units_of(case: Case, won: Sequence[int]) -> list[dict[str, Any]]:
    """One row a unit: votes, share, quota (share times seats), seats, and how far these lie from the quota."""
    rows = []
    for i, share in enumerate(shares_of(case)):
        quota = share * case.seats
        rows.append(
            {
                "name": case.names[i],
                "votes": case.votes[i],
                "share": float(share),
                "share_exact": str(share),
                "quota": float(quota),
                "quota_exact": str(quota),
                "seats": won[i],
                "difference": float(won[i] - quota),
                "floor": case.least[i],
                "ceiling": None if case.most is None else case.most[i],
            }
        )
    return rows


def quotients_of(case: Case, won: Sequence[int]) -> dict[str, Any]:
    """What stands behind the seats: quotients with their ranks, or the quota with full quotas and remainders."""
    if case.method in QUOTAS:
        quota, remainders = quota_table(case.method, case.votes, case.seats, won)
        return {
            "quota": str(quota),
            "remainders": [
                {
                    "name": case.names[row.unit],
                    "votes": case.votes[row.unit],
                    "full_quotas": row.full,
                    "remainder": str(row.rest),
                    "seats_beyond": row.beyond,
                }
                for row in remainders
            ],
        }
    table = divisor_table(case.method, case.votes, won, case.least)
    return {
        "quotients": [
            {
                "name": case.names[row.unit],
                "seat": row.seat,
                "quotient": None if row.value is None else _decimals(in_thousandths(row.value, row.squared)),
                "won": row.won,
                "floor": row.by_floor,
                "rank": row.rank,
            }
            for row in table
        ]
    }


def _decimals(thousandths: int) -> str:
    return f"{thousandths // 1000}.{thousandths % 1000:03d}"


def closest(case: Case, won: Sequence[int], tied: bool) -> dict[str, Any] | None:
    """The smallest change in the votes of one unit that moves a seat; None where none does, or of very many units."""
    if tied:
        text = "A lot decided: votes were tied."
        return {"votes": 0, "unit": None, "gains": [], "loses": [], "least": True, "text": text}
    if len(case.votes) > _MOST_UNITS:
        return None
    change = smallest_change(case.method, case.votes, case.seats, won, case.least, case.most, case.floors)
    if change is None:
        return None
    gains, loses = ([case.names[i] for i in units] for units in (change.gains, change.loses))
    unit, size = case.names[change.unit], abs(change.votes)
    word = "more" if change.votes > 0 else "fewer"
    moved = f"{_and(gains)} would gain and {_and(loses)} lose a seat" if gains and loses else "seats would move"
    text = f"With {size:,} {word} for {unit}, all others as they are, {moved}."
    if not change.least:
        text += " A smaller change may do, too."
    return {
        "votes": change.votes,
        "unit": unit,
        "gains": gains,
        "loses": loses,
        "least": change.least,
        "text": text,
    }


def _and(names: Sequence[str]) -> str:
    return " and ".join(names)


def sentences(case: Case, won: Sequence[int], draws: bool) -> list[str]:
    """Why each unit has its seats, one sentence each, after one on the method."""
    family = "quota" if case.method in QUOTAS else "divisor"
    said = [f"{case.seats:,} seats for {case.total:,}, by {METHODS[case.method]} (a {family} method)."]
    behind = _by_quota(case, won) if case.method in QUOTAS else _by_quotient(case, won)
    for i, share in enumerate(shares_of(case)):
        quota = share * case.seats
        head = f"{case.names[i]}: {case.votes[i]:,} / {case.total:,} x {case.seats:,} = {_short(quota)}"
        said.append(f"{head}; {behind[i]}: {won[i]:,} {'seat' if won[i] == 1 else 'seats'}.")
    if draws:
        said.append("Where units were tied, a lot decided; the draws are listed.")
    return said


def _by_quota(case: Case, won: Sequence[int]) -> dict[int, str]:
    quota, rows = quota_table(case.method, case.votes, case.seats, won)
    return {
        row.unit: f"quota {_short(quota)}, {row.full:,} full, remainder {_short(row.rest)}"
        + (f", {row.beyond:+d} beyond full quotas" if row.beyond else "")
        for row in rows
    }


def _by_quotient(case: Case, won: Sequence[int]) -> dict[int, str]:
    said: dict[int, str] = {}
    table = {(row.unit, row.seat): row for row in divisor_table(case.method, case.votes, won, case.least)}
    for i, seats in enumerate(won):
        last, following = table.get((i, seats)), table[i, seats + 1]
        parts = []
        if last is not None:
            parts.append(_last(last))
        if following.value is not None:
            parts.append(f"one more would need {_decimals(in_thousandths(following.value, following.squared))}")
        said[i] = ", ".join(parts) or "no claim"
    return said


def _last(seat: Quotient) -> str:
    if seat.by_floor:
        return "last seat by the floor"
    if seat.value is None:
        return "a first seat comes before all others"
    return f"last seat with {_decimals(in_thousandths(seat.value, seat.squared))}"


def _short(number: Fraction) -> str:
    whole, rest = divmod(number.numerator * 1000, number.denominator)
    text = f"{whole // 1000:,}.{whole % 1000:03d}" if number.denominator != 1 else f"{number.numerator:,}"
    return f"{text}…" if rest else text


def paradoxes_of(case: Case, later: Sequence[int] | None = None) -> dict[str, Any]:
    """What a search for the three paradoxes found, and what it searched. Floors that differ are taken at the least."""
    floor = min(case.least, default=0)
    return {
        "alabama": _alabama(case, floor),
        "population": _population(case, floor, later),
        "new_state": _new_state(case, floor),
    }


def _alabama(case: Case, floor: int) -> dict[str, Any]:
    """Those nearest to the size asked for come first."""
    reach = _MOST_SHARES // len(case.votes) // 2
    top = min(max(2 * case.seats, case.seats + 10), case.seats + reach)
    sizes = range(max(1, floor * len(case.votes), case.seats - reach), top + 1)
    result = paradoxes.alabama(case.method, case.votes, sizes, floor, case.floors)
    found = [
        {"seats": each.seats, "unit": case.names[each.unit], "before": each.before, "after": each.after}
        for each in sorted(result.found, key=lambda each: abs(each.seats - case.seats))
    ]
    searched = f"every size of the whole from {sizes[0]:,} to {sizes[-1]:,} against one seat more" if sizes else "none"
    return _searched(searched, result, found)


def _population(case: Case, floor: int, later: Sequence[int] | None) -> dict[str, Any]:
    if later is None:
        largest = _largest(case)
        result = paradoxes.growth(case.method, case.votes, case.seats, largest)
        which = "units" if len(largest) == len(case.votes) else f"of the {len(largest)} largest units"
        searched = f"every two {which} growing by 0 to {paradoxes.GROWTHS[-1]} thousandths, the others as they are"
        searched += ", without floors" if floor else ""
    else:
        result = paradoxes.population(case.method, case.votes, later, case.seats, floor, case.floors)
        searched = "the two columns"
    found = [
        {
            "loses": case.names[each.unit],
            "gains": case.names[each.other],
            "votes": list(each.votes),
            "later": list(each.later),
        }
        for each in result.found
    ]
    return _searched(searched, result, found)


def _new_state(case: Case, floor: int) -> dict[str, Any]:
    largest = _largest(case)
    result = paradoxes.new_state(case.method, case.votes, case.seats, floor, case.floors, largest)
    found = [
        {
            "newcomer": case.names[each.newcomer],
            "seats": each.own,
            "changed": [{"unit": case.names[i], "without": b, "with": a} for i, b, a in each.changed],
        }
        for each in result.found
    ]
    which = "each unit" if len(largest) == len(case.votes) else f"each of the {len(largest)} largest units"
    return _searched(f"{which} in turn taken out with its own seats", result, found)


def _largest(case: Case) -> list[int]:
    """The units that a search takes up, in the order of the file: all of them, where they are not very many."""
    units = range(len(case.votes))
    room = isqrt(_MOST_WORK // (len(paradoxes.GROWTHS) ** 2 // 2 * max(len(case.votes), 1)))
    return sorted(sorted(units, key=lambda i: -case.votes[i])[: max(min(room, _MOST_PAIRED), 2)])


def _searched(searched: str, result: paradoxes.Found, found: list[dict[str, Any]]) -> dict[str, Any]:
    return {"searched": searched, "cases": result.cases, "tied": result.tied, "found": found}
