"""Entitlement rules carried out, exactly: delegates and votes of every unit, each with the figures that made it so.

The rules are those of unions, parties and federations (`law.entitlement`): norms, bands, tables, shares, votes by
members. Votes that are divided are fractions and stay so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from comitia.count.delegates import DELEGATES, Entry, Figures, Unsuited, rounded
from comitia.count.tally import Settle
from comitia.law import entitlement as law
from comitia.law.clause import Clause

PRESENT = "present"
"""The figure that says how many delegates are there, where the file has it."""


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
    """The least number of delegates of a group, of all delegates or of those of one unit."""

    quota: law.GroupQuota
    least: int
    delegates: int
    share: Fraction
    unit: str | None = None


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


def entitle(rule: law.Entitlement, entries: Sequence[Entry], seats: int | None, settle: Settle) -> Entitled:
    """Carry a rule out. seats: how many delegates are shared, where the rule leaves that open. Raises `Unsuited`."""
    dues: dict[int, Due] = {}
    for kind in rule.kinds:
        places = [place for place, entry in enumerate(entries) if entry.kind == kind.id]
        if places:
            dues |= _of_kind(kind, entries, places, seats, settle)
    found = tuple(dues[place] for place in range(len(entries)))
    groups = tuple(group for quota in rule.quotas for group in _groups(quota, entries, found))
    return Entitled(found, groups)


def _of_kind(
    kind: law.KindOfUnit, entries: Sequence[Entry], places: list[int], seats: int | None, settle: Settle
) -> dict[int, Due]:
    units = [entries[place] for place in places]

    def among(_: int, tied: tuple[int, ...], room: int) -> tuple[int, ...]:
        return tuple(places.index(i) for i in settle(0, tuple(places[i] for i in tied), room))

    found = [Due(unit.name, unit.kind) for unit in units]
    if kind.delegates is not None:
        given = DELEGATES[type(kind.delegates)](kind.delegates, units, seats, among)
        found = [
            Due(due.name, due.kind, number, why=(Reason(kind.delegates, figures),))
            for due, (number, figures) in zip(found, given, strict=True)
        ]
    found = [_pooled(due, kind.pools) for due in found]
    if kind.votes is not None:
        found = [_voting(kind.votes, due, unit, units) for due, unit in zip(found, units, strict=True)]
    return dict(zip(places, found, strict=True))


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
    votes, each, figures = VOTES[type(rule)](rule, due, unit, units)
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


VOTES: dict[type[Clause], Callable[[Any, Due, Entry, Sequence[Entry]], Cast]] = {
    law.EachVotes: _each_votes,
    law.FixedVotes: _fixed_votes,
    law.MemberVotes: _member_votes,
    law.SectionVotes: _section_votes,
}


def _groups(quota: law.GroupQuota, entries: Sequence[Entry], dues: Sequence[Due]) -> Iterator[GroupDue]:
    if quota.within == "whole":
        yield _group(quota, entries, sum((due.delegates or 0) for due in dues), None)
        return
    for entry, due in zip(entries, dues, strict=True):
        yield _group(quota, [entry], due.delegates or 0, due.name)


def _group(quota: law.GroupQuota, entries: Sequence[Entry], delegates: int, unit: str | None) -> GroupDue:
    share = quota.share
    if share is None:
        whole = sum(entry.figures[quota.of] for entry in entries)
        group = sum(entry.figures[quota.group] for entry in entries)
        if group > whole:
            raise Unsuited(f"there are more '{quota.group}' than '{quota.of}'", unit)
        share = Fraction(group, whole) if whole else Fraction(0)
    return GroupDue(quota, rounded(delegates * share, quota.part), delegates, share, unit)
