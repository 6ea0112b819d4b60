"""Returns read in the light of a law: which vote each record is, and every figure that the law's rules ask for.

Nothing is counted here. What the figures give is worked out (valid papers from invalid ones, votes for from votes
against), and whatever does not fit the law or itself is a fault; all faults are told at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from comitia.count.tally import Tally
from comitia.electorate import arithmetic, unmatched
from comitia.electorate.lists import Lists, folded
from comitia.electorate.record import Name, Record, Returns
from comitia.electorate.seam import Label
from comitia.law.ballots import ListVote
from comitia.law.clause import Article, Base, Threshold
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.counting import Counting, Majority, Proportional
from comitia.law.electorates import Citizens
from comitia.law.faults import Fault, Faults
from comitia.law.levelling import Levelling
from comitia.law.lists import EntryLine, SeatBar
from comitia.law.routes import Election, confirming
from comitia.law.stages import CONFIRMATION, Leading, Stage
from comitia.law.units import CastSeats, WholeState

__all__ = ["Match", "match", "missing_bases"]

Known = Mapping[str, Collection[str]]
"""The units of a route, by `body/route`; a route that is not among them takes any name."""


@dataclass(frozen=True, slots=True)
class Match:
    """A record and the rules that it is counted by; `tally` holds its figures, -1 where one is not known.

    tally: votes of the names that still stood on the day, in the order of the record; printed: names on the paper;
    route: for a confirmation, that of the vote in which a second body agrees.
    """

    record: Record
    route: Election
    stage: Stage
    tally: Tally
    printed: int
    labels: tuple[Label, ...] = ()
    """The list of each name of the record."""
    on_lists: tuple[tuple[Name, ...], ...] = ()
    """Where the names of the record are lists: the persons on each, as far as the returns name them."""


def match(law: Constitution, returns: Returns, known: Known) -> tuple[Match, ...]:
    """Every record with its rules and figures. Raises `Faults`: all that is wrong with the returns."""
    matcher = _Matcher(law, returns, known)
    found = [matcher.match(record) for record in returns.records]
    faults = [*returns.faults, *matcher.lists.faults, *matcher.faults, *matcher.stand_twice()]
    if faults:
        raise Faults(faults)
    return tuple(each for each in found if each is not None)


class _Matcher:
    """Puts one record after the other to the law, and gathers what is wrong."""

    def __init__(self, law: Constitution, returns: Returns, known: Known) -> None:
        self._law, self._file, self._known = law, returns.file, known
        self.faults: list[Fault] = []
        self._first: dict[str, Record] = {}
        self._lost: set[str] = set()
        self._standing: list[tuple[Record, Election]] = []
        self.lists = Lists(returns)

    def match(self, record: Record) -> Match | None:
        """The record with its rules; None, and faults, where there are none or where it does not add up."""
        place = self._place(record)
        if place is None:
            return None
        route, stage = place
        if record.contest not in self._first:
            self._first[record.contest] = record
            self._standing.append((record, route))
            if stage.id != route.stages[0].id:
                self.faults.append(unmatched.late(self._file, self._law, record, route))
        if not record.sound:
            return None
        on_lists: tuple[tuple[Name, ...], ...] = ()
        if isinstance(route.ballot, ListVote):
            record, on_lists = folded(record, route.ballot)
        members = not isinstance(route.electorate, Citizens)
        tally, faults = arithmetic.complete(self._file, self._law, record, route, members)
        if not faults:
            faults = [*self._lacking(record, route, stage, tally), *arithmetic.votes_missing(self._file, record, tally)]
        self.faults += faults
        if faults:
            return None
        printed = record.figures.get("printed", len(record.names))
        tally = replace(tally, votes=_standing_votes(record, tally))
        return Match(record, route, stage, tally, printed, self.lists.labels(record, route, on_lists), on_lists)

    def _place(self, record: Record) -> tuple[Election, Stage] | None:
        """The route and the stage that a record belongs to."""
        if record.contest in self._lost:
            return None
        found = self._route(record)
        if isinstance(found, Fault):
            self._lost.add(record.contest)
            self.faults.append(found)
            return None
        if record.stage == CONFIRMATION and record.time <= len(found.confirmed_by):
            second = confirming(found, found.confirmed_by[record.time - 1])
            return second, second.stages[0]
        for stage in found.stages:
            if stage.id == record.stage and stage.papers == "same":
                self.faults.append(unmatched.no_papers(self._file, self._law, record, stage))
                return None
            if stage.id == record.stage:
                return found, stage
        self.faults.append(unmatched.stage(self._file, self._law, record, found))
        return None

    def _route(self, record: Record) -> Election | Fault:
        bodies = {body.id: body for body in self._law.filled()}
        body: Body | Office | None = bodies.get(record.body)
        if body is None:
            return unmatched.body(self._file, record, self._law)
        name = record.unit.partition("/")[0]
        route = next((route for route in body.routes if route.id == name), None)
        if route is None:
            return unmatched.route(self._file, record, body, name)
        if not isinstance(route, Election):
            return unmatched.not_by_election(self._file, self._law, record, body, route)
        if isinstance(route.units, WholeState) != ("/" not in record.unit):
            return unmatched.shape(self._file, self._law, record, route)
        units = self._known.get(f"{body.id}/{route.id}")
        if units is not None and record.unit not in units:
            return unmatched.unit(self._file, self._law, record, route, units)
        return route

    def _lacking(self, record: Record, route: Election, stage: Stage, tally: Tally) -> Iterator[Fault]:
        """The figures that the rules of the stage need and the returns do not give."""
        told: set[str] = set()
        for base, words, article in (*_needs(stage), *_to_go_on(stage, route), *self._of_tiers(record, route)):
            for column in missing_bases(tally, base):
                if column not in told:
                    told.add(column)
                    cite = self._law.cite(article)
                    yield unmatched.figure(self._file, record, route, column, words, cite)

    def _of_tiers(self, record: Record, route: Election) -> Iterator[tuple[Sequence[Base], str, Article]]:
        """What tiers above need to know of the votes of a route."""
        if isinstance(route.seats_each, CastSeats):
            yield ("valid",), "the seats of each unit follow from them", route.seats_each.article or route.article
        for tier in self._law.body(record.body).routes:
            if isinstance(tier, Levelling) and route.id in tier.votes_of:
                for line in tier.entry:
                    yield from valid_needed(line, tier.article)
            if isinstance(tier, Levelling) and route.id in tier.counted and tier.surplus == "not-seated":
                yield ("valid",), "winners are seated by their shares of them", tier.article
            if isinstance(tier, Levelling) and route.id in tier.votes_of and _by_price(tier):
                yield ("valid",), "levelling seats go by them", tier.article

    def stand_twice(self) -> Iterator[Fault]:
        """Names that stand in two contests of a body whose law lets nobody stand in two."""
        first: dict[tuple[str, str], tuple[Record, int]] = {}
        for record, route in self._standing:
            if route.candidates.elsewhere != "one-unit-only":
                continue
            lists = isinstance(route.ballot, ListVote)
            for each in record.names:
                if not each.withdrawn and (not lists or each.list):
                    there, line = first.setdefault((record.body, each.name), (record, each.line))
                    if there.contest != record.contest:
                        yield unmatched.stands_twice(self._file, self._law, each, there, line, route)


def _needs(stage: Stage) -> Iterator[tuple[Sequence[Base], str, Article]]:
    """What each rule of a stage is measured by, the rule in words, and its article."""
    if stage.quorum:
        bar = unmatched.bar(stage.quorum)
        article = stage.quorum.article or stage.article
        yield ("participants", stage.quorum.of), f"it is held if {bar} took part", article
    for threshold in _thresholds(stage.count):
        yield (threshold.of,), f"{unmatched.bar(threshold)} elect", threshold.article or stage.article
    for line in stage.count.entry if isinstance(stage.count, Proportional) else ():
        yield from valid_needed(line, stage.article)


def _by_price(tier: Levelling) -> bool:
    """Whether seats are placed by what one of them costs in valid papers."""
    return any(each.compared == "votes-by-seat-price" and each.price_of == "valid" for each in tier.placed)


def _to_go_on(stage: Stage, route: Election) -> Iterator[tuple[Sequence[Base], str, Article]]:
    """What decides who goes on to the stages that may follow."""
    after = {line.go for line in stage.then}
    for one in route.stages:
        if one.id in after and isinstance(one.standing, Leading) and one.standing.qualified:
            bar = one.standing.qualified
            yield (bar.of,), f"{unmatched.bar(bar)} go on", bar.article or one.article


def _thresholds(rule: Counting) -> tuple[Threshold, ...]:
    if isinstance(rule, Majority):
        return rule.bars
    return (rule.threshold,) if isinstance(rule, Proportional) and rule.threshold else ()


def valid_needed(line: EntryLine, article: Article) -> Iterator[tuple[Sequence[Base], str, Article]]:
    """The valid papers, where a bar to entry is a share of them, in the form of `_needs`."""
    for bar in line.bars:
        if not isinstance(bar, SeatBar) and bar.of == "valid":
            yield ("valid",), "bars for lists are shares of them", bar.article or line.article or article


def missing_bases(tally: Tally, bases: Sequence[Base]) -> Iterator[str]:
    """The columns in which a figure is missing that shares are shares of."""
    for base in dict.fromkeys(bases):
        column = "registered" if base == "members" else base
        if getattr(tally, column) < 0:
            yield column


def _standing_votes(record: Record, tally: Tally) -> tuple[int, ...]:
    return tuple(votes for each, votes in zip(record.names, tally.votes, strict=True) if not each.withdrawn)
