"""Delegates by each rule of `law.delegates`, exactly, with the figures that made them so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from comitia.count.apportion import apportion
from comitia.count.tally import Settle
from comitia.law import delegates as law
from comitia.law.clause import Clause

Figures = Mapping[str, int | Fraction]


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit as the file has it: its name, its kind, its figures; one that is not known is not there."""

    name: str
    kind: str
    figures: Mapping[str, int]


class Unsuited(Exception):
    """A rule cannot be applied to these units: `unit` is the one it fails at, None where it is all of them."""

    def __init__(self, why: str, unit: str | None = None) -> None:
        self.unit = unit
        super().__init__(why)


def rounded(number: Fraction, part: law.Rest) -> int:
    """A number rounded as a law says that its part counts."""
    full, rest = number.numerator // number.denominator, number % 1
    half = Fraction(1, 2)
    return full + {"dropped": False, "counted": rest > 0, "nearest": rest >= half, "major-part": rest > half}[part]


Given = list[tuple[int, Figures]]


def _per(rule: law.PerDelegates, units: Sequence[Entry], seats: int | None, settle: Settle) -> Given:
    found: Given = []
    for unit in units:
        members = unit.figures[rule.of]
        quotient = Fraction(max(members - rule.above, 0), rule.one_per)
        counted = rule.base + rounded(quotient, rule.part)
        number = max(counted, rule.at_least)
        number = number if rule.at_most is None else min(number, rule.at_most)
        found.append((number, {"of": members, "quotient": quotient, "counted": counted}))
    return found


def _bands(rule: law.BandDelegates, units: Sequence[Entry], seats: int | None, settle: Settle) -> Given:
    found: Given = []
    for unit in units:
        members = unit.figures[rule.of]
        band = max((band for band in rule.bands if members > band.over), key=lambda each: each.over, default=None)
        number, more = (band.delegates, 0) if band else (0, 0)
        if band is rule.bands[-1] and rule.then_every:
            more = rounded(Fraction(members - band.over, rule.then_every), rule.part)
        found.append((number + more, {"of": members, "over": band.over if band else -1, "band": number, "more": more}))
    return found


def _fixed(rule: law.FixedDelegates, units: Sequence[Entry], seats: int | None, settle: Settle) -> Given:
    return [(sum(part.number for part in rule.parts), {}) for _ in units]


def _table(rule: law.TableDelegates, units: Sequence[Entry], seats: int | None, settle: Settle) -> Given:
    rows = {row.unit.casefold(): row.delegates for row in rule.rows}
    for unit in units:
        if unit.name.casefold() not in rows:
            raise Unsuited(f"the table of the rule has no '{unit.name}'", unit.name)
    return [(rows[unit.name.casefold()], {}) for unit in units]


def _seats(rule: law.SharedDelegates | law.ThresholdDelegates, seats: int | None) -> int:
    number = rule.seats if seats is None else seats
    if number is None:
        raise Unsuited("the rule does not say how many delegates are shared")
    return number


def _shared(rule: law.SharedDelegates, units: Sequence[Entry], seats: int | None, settle: Settle) -> Given:
    number, members = _seats(rule, seats), [unit.figures[rule.of] for unit in units]
    shared = number - rule.base * len(units)
    if shared < 0 or (rule.ceiling is not None and rule.ceiling < rule.base):
        raise Unsuited(f"{len(units)} units with {rule.base} each leave nothing of {number} to share")
    floor = max(rule.floor - rule.base, 0)
    ceiling = None if rule.ceiling is None else rule.ceiling - rule.base
    try:
        shares = apportion(rule.method, members, shared, settle, floor, ceiling)
    except ValueError as why:
        raise Unsuited(str(why)) from None
    total = max(sum(members), 1)
    return [
        (
            rule.base + share,
            {"of": of, "total": sum(members), "seats": shared, "quotient": Fraction(of * shared, total)},
        )
        for share, of in zip(shares, members, strict=True)
    ]


def _mean(rule: law.MeanDelegates, units: Sequence[Entry], seats: int | None, settle: Settle) -> Given:
    totals = {name: sum(unit.figures[name] for unit in units) for name in rule.of}
    empty = next((name for name, total in totals.items() if not total), None)
    if empty is not None:
        raise Unsuited(f"the figure '{empty}' is 0 for all units, so that nobody has a share of it")
    found: Given = []
    for unit in units:
        shares = {name: Fraction(unit.figures[name], total) for name, total in totals.items()}
        quotient = sum(shares.values(), Fraction(0)) * Fraction(rule.seats, len(rule.of))
        found.append((rounded(quotient, rule.part), {**shares, "quotient": quotient}))
    return found


def _threshold(rule: law.ThresholdDelegates, units: Sequence[Entry], seats: int | None, settle: Settle) -> Given:
    number, votes = _seats(rule, seats), [unit.figures[rule.of] for unit in units]
    if not sum(votes):
        raise Unsuited("nobody has any votes")
    fine = 10**rule.decimals
    shares = [Fraction(rounded(Fraction(100 * v * fine, sum(votes)), "nearest"), 100 * fine) for v in votes]
    bar = rule.at_least
    if max(shares) < bar and rule.of_first is not None:
        bar = max(shares) * rule.of_first
    passed = [place for place, share in enumerate(shares) if share >= bar]
    if not passed:
        raise Unsuited("nobody passes the threshold")
    left = sum(votes[place] for place in passed)
    rebased = {p: Fraction(rounded(Fraction(100 * votes[p] * fine, left), "nearest"), 100 * fine) for p in passed}
    due = {p: Fraction(rounded(share * number * fine, "nearest"), fine) for p, share in rebased.items()}
    won = _largest_fractions(due, number, settle)
    return [
        (
            won.get(place, 0),
            {
                "of": votes[place],
                "share": shares[place],
                "bar": bar,
                "rebased": rebased.get(place, Fraction(0)),
                "quotient": due.get(place, Fraction(0)),
            },
        )
        for place in range(len(units))
    ]


def _largest_fractions(due: dict[int, Fraction], number: int, settle: Settle) -> dict[int, int]:
    won = {place: rounded(quotient, "dropped") for place, quotient in due.items()}
    rest = {place: quotient % 1 for place, quotient in due.items()}
    while (room := number - sum(won.values())) > 0 and rest:
        best = max(rest.values())
        tied = tuple(place for place, fraction in rest.items() if fraction == best)
        taken = tied if len(tied) <= room else settle(0, tied, room)
        if not taken:
            break
        for place in taken:
            won[place] += 1
            del rest[place]
    return won


DELEGATES: dict[type[Clause], Callable[[Any, Sequence[Entry], int | None, Settle], Given]] = {
    law.PerDelegates: _per,
    law.BandDelegates: _bands,
    law.FixedDelegates: _fixed,
    law.TableDelegates: _table,
    law.SharedDelegates: _shared,
    law.MeanDelegates: _mean,
    law.ThresholdDelegates: _threshold,
}
