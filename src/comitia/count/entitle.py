"""Entitlement rules carried out, exactly: delegates and votes of every unit, each with the figures that made it so.

The rules are those of unions, parties and federations (`law.entitlement`): norms, bands, tables, shares, votes by
members. Votes that are divided are fractions and stay so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from comitia.count.apportion import apportion
from comitia.count.tally import Settle
from comitia.law import entitlement as law
from comitia.law.clause import Clause

PRESENT = "present"
"""The figure that says how many delegates are there, where the file has it."""

Figures = Mapping[str, int | Fraction]


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit as the file has it: its name, its kind, its figures; one that is not known is not there."""

    name: str
    kind: str
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Reason:
    """A clause that was applied to one unit, with the figures that it worked on and gave."""

    clause: Clause
    figures: Figures


@dataclass(frozen=True, slots=True)
class Due:
    """What one unit is entitled to, and why. each: the votes of one delegate; held: how many delegates divide them."""

    name: str
    kind: str
    delegates: int | None = None
    pools: Mapping[str, int] = field(default_factory=dict)
    votes: Fraction | None = None
    each: Fraction | None = None
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupDue:
    """The least number of delegates of a group, of all delegates."""

    quota: law.GroupQuota
    least: int
    delegates: int
    share: Fraction


@dataclass(frozen=True, slots=True)
class Entitled:
    """What all units are entitled to."""

    dues: tuple[Due, ...]
    groups: tuple[GroupDue, ...]

    @property
    def delegates(self) -> int:
        """All delegates, those beside the others included."""
        return sum((due.delegates or 0) for due in self.dues)

    @property
    def votes(self) -> Fraction:
        """All votes."""
        return sum((due.votes for due in self.dues if due.votes is not None), Fraction(0))


class Unsuited(Exception):
    """A rule cannot be applied to these units: `unit` is the one it fails at, None where it is all of them."""

    def __init__(self, why: str, unit: str | None = None) -> None:
        self.unit = unit
        super().__init__(why)


def entitle(rule: law.Entitlement, entries: Sequence[Entry], seats: int | None, settle: Settle) -> Entitled:
    """Carry a rule out. seats: how many delegates are shared, where the rule leaves that open. Raises `Unsuited`."""
    dues: dict[int, Due] = {}
    for kind in rule.kinds:
        places = [place for place, entry in enumerate(entries) if entry.kind == kind.id]
        if places:
            dues |= _of_kind(kind, entries, places, seats, settle)
    found = tuple(dues[place] for place in range(len(entries)))
    total = sum((due.delegates or 0) for due in found)
    return Entitled(found, tuple(_group(quota, entries, total) for quota in rule.quotas))


def rounded(number: Fraction, part: law.Rest) -> int:
    """A number rounded as a law says that its part counts."""
    full, rest = number.numerator // number.denominator, number % 1
    half = Fraction(1, 2)
    return full + {"dropped": False, "counted": rest > 0, "nearest": rest >= half, "major-part": rest > half}[part]


def _of_kind(
    kind: law.KindOfUnit, entries: Sequence[Entry], places: list[int], seats: int | None, settle: Settle
) -> dict[int, Due]:
    units = [entries[place] for place in places]

    def among(_: int, tied: tuple[int, ...], room: int) -> tuple[int, ...]:
        return tuple(places.index(i) for i in settle(0, tuple(places[i] for i in tied), room))

    found = [Due(unit.name, unit.kind) for unit in units]
    if kind.delegates is not None:
        given = _DELEGATES[type(kind.delegates)](kind.delegates, units, seats, among)
        found = [
            Due(due.name, due.kind, number, why=(Reason(kind.delegates, figures),))
            for due, (number, figures) in zip(found, given, strict=True)
        ]
    found = [_pooled(due, kind.pools) for due in found]
    if kind.votes is not None:
        found = [_voting(kind.votes, due, unit, units) for due, unit in zip(found, units, strict=True)]
    return dict(zip(places, found, strict=True))


# delegates

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
    try:
        shares = apportion(rule.method, members, number, settle, rule.floor, rule.ceiling)
    except ValueError as why:
        raise Unsuited(str(why)) from None
    total = max(sum(members), 1)
    return [
        (share, {"of": of, "total": sum(members), "seats": number, "quotient": Fraction(of * number, total)})
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


_DELEGATES: dict[type[Clause], Callable[[Any, Sequence[Entry], int | None, Settle], Given]] = {
    law.PerDelegates: _per,
    law.BandDelegates: _bands,
    law.FixedDelegates: _fixed,
    law.TableDelegates: _table,
    law.SharedDelegates: _shared,
    law.MeanDelegates: _mean,
    law.ThresholdDelegates: _threshold,
}


def _pooled(due: Due, pools: Sequence[law.Pool]) -> Due:
    """The delegates of a unit cut into pools; those beside the others are added to them."""
    if due.delegates is None or not pools:
        return due
    base, parts, why = due.delegates, dict[str, int](), list(due.why)
    for pool in pools:
        if pool.share is not None:
            parts[pool.id] = rounded(base * pool.share, pool.part)
            why.append(Reason(pool, {"base": base, "quotient": base * pool.share, "number": parts[pool.id]}))
    within = sum(parts[pool.id] for pool in pools if pool.share is not None and not pool.beside)
    for pool in pools:
        if pool.share is None:
            parts[pool.id] = base - within
            why.append(Reason(pool, {"base": base, "within": within, "number": parts[pool.id]}))
    beside = sum(parts[pool.id] for pool in pools if pool.beside)
    return Due(due.name, due.kind, base + beside, {pool.id: parts[pool.id] for pool in pools}, why=tuple(why))


# votes


def _voting(rule: Clause, due: Due, unit: Entry, units: Sequence[Entry]) -> Due:
    votes, each, figures = _VOTES[type(rule)](rule, due, unit, units)
    return Due(due.name, due.kind, due.delegates, due.pools, votes, each, (*due.why, Reason(rule, figures)))


Cast = tuple[Fraction, Fraction | None, Figures]


def _each_votes(rule: law.EachVotes, due: Due, unit: Entry, units: Sequence[Entry]) -> Cast:
    return Fraction((due.delegates or 0) * rule.votes), Fraction(rule.votes), {"delegates": due.delegates or 0}


def _fixed_votes(rule: law.FixedVotes, due: Due, unit: Entry, units: Sequence[Entry]) -> Cast:
    return Fraction(rule.votes), None, {}


def _member_votes(rule: law.MemberVotes, due: Due, unit: Entry, units: Sequence[Entry]) -> Cast:
    members = unit.figures[rule.of]
    votes = Fraction(rounded(Fraction(members, rule.one_per), rule.part))
    figures: dict[str, int | Fraction] = {"of": members, "votes": votes}
    if rule.held == "as-one":
        return votes, None, figures
    there = unit.figures.get(PRESENT, due.delegates or 0)
    if due.delegates is not None and there > due.delegates:
        raise Unsuited(f"'{unit.name}' may send {due.delegates} and has {there} delegates present", unit.name)
    figures["there"] = there
    return votes, Fraction(votes, there) if there else None, figures


def _section_votes(rule: law.SectionVotes, due: Due, unit: Entry, units: Sequence[Entry]) -> Cast:
    total = sum(each.figures[rule.of] for each in units)
    own = unit.figures[rule.of]
    votes = rule.share * Fraction(own, total) if total else Fraction(0)
    return votes, None, {"of": own, "total": total}


_VOTES: dict[type[Clause], Callable[[Any, Due, Entry, Sequence[Entry]], Cast]] = {
    law.EachVotes: _each_votes,
    law.FixedVotes: _fixed_votes,
    law.MemberVotes: _member_votes,
    law.SectionVotes: _section_votes,
}


def _group(quota: law.GroupQuota, entries: Sequence[Entry], delegates: int) -> GroupDue:
    share = quota.share
    if share is None:
        whole = sum(entry.figures[quota.of] for entry in entries)
        group = sum(entry.figures[quota.group] for entry in entries)
        if group > whole:
            raise Unsuited(f"there are more '{quota.group}' than '{quota.of}'")
        share = Fraction(group, whole) if whole else Fraction(0)
    return GroupDue(quota, rounded(delegates * share, quota.part), delegates, share)
