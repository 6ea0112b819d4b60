"""Voting: bars that can be passed, bases that exist, ties that are settled, seats that votes can fill."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from comitia.law.ballots import CrossOut
from comitia.law.candidates import Gate, Nominator
from comitia.law.clause import Threshold
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.counting import Counting, Majority
from comitia.law.electorates import Citizens
from comitia.law.routes import Election
from comitia.law.tenure import Recall
from comitia.law.units import FixedSeats, KindSeats, OrganisationQuotas, TableSeats
from comitia.plan.checks.finding import Finding, bodies, count, elections, every, route_name
from comitia.plan.checks.roads import reached
from comitia.text.nodes import Path

BARS: tuple[type[Threshold | Nominator | Gate], ...] = (Threshold, Nominator, Gate)
"""What a share of the votes passes."""


def bars_can_be_passed(law: Constitution) -> Iterator[Finding]:
    """No bar is above the whole."""
    for path, bar in every(BARS, law):
        if bar.more_than == 1:
            message = "More than the whole is never reached."
            mend = "Did you mean 'at_least: 1'?" if isinstance(bar, Threshold) else "Write less, such as 1/2."
            yield Finding((*path, "more_than"), "never-passed", message, mend)


def bases_exist(law: Constitution) -> Iterator[Finding]:
    """A share is a share of something that is counted: citizens are no members, and a quorum has another base."""
    for path, body, route in elections(law):
        citizens = isinstance(route.electorate, Citizens)
        for where, bar in every(Threshold, route.stages, (*path, "stages")):
            if citizens and bar.of == "members":
                yield _no_members((*where, "of"), f"{route_name(body, route)} is")
        for position, stage in enumerate(route.stages):
            if stage.quorum and stage.quorum.of in ("participants", "valid"):
                where = (*path, "stages", position, "quorum", "of")
                message = f"How many take part is measured against '{stage.quorum.of}', which depends on it."
                yield Finding(where, "wrong-base", message, "Write 'of: registered'.")
    for path, body in bodies(law):
        for position, recall in enumerate(body.tenure.recall if body.tenure else ()):
            if recall.by == "electors" and recall.threshold and recall.threshold.of == "members":
                where = (*path, "tenure", "recall", position, "threshold", "of")
                yield from (_no_members(where, f"{route_name(body, each)} is") for each in _recalled(body, recall))


def _no_members(path: Path, who: str) -> Finding:
    message = f"{who} voted on by citizens, who are no members of a body."
    return Finding(path, "wrong-base", message, "Write 'of: registered' for all who are on the roll.")


def _recalled(body: Body | Office, recall: Recall) -> list[Election]:
    """The routes of a recall whose electors are citizens."""
    found = [route for route in body.routes if isinstance(route, Election) and isinstance(route.electorate, Citizens)]
    return [route for route in found if route.id in recall.routes or not recall.routes]


def ties_have_a_rule(law: Constitution) -> Iterator[Finding]:
    """Wherever the last seat can be tied, the law says what happens."""
    if law.ties is not None:
        return
    for path, _, route in elections(law):
        for position, stage in enumerate(route.stages):
            seats = _fewest_seats(route) if position == 0 and stage.at_most == 1 else 1
            if stage.count.tie is None and _can_tie(_most(route, stage.count), seats):
                message = f"Stage '{stage.id}' can end in a tie, and no article says what happens then."
                mend = "Add 'tie: lot', 'tie: elder' or 'tie: nobody' here, or 'ties: …' for the whole law."
                yield Finding((*path, "stages", position, "count"), "no-tie-rule", message, mend)


def _can_tie(names: int | None, seats: int | None) -> bool:
    """Not where no more names can pass the bar than there are seats."""
    return names is None or seats is None or names > seats


def votes_can_fill_the_seats(law: Constitution) -> Iterator[Finding]:
    """Enough names can pass the bar, over all stages that may be held, to fill the seats of a unit."""
    for path, body, route in elections(law):
        most: int | None = 0
        for position in reached(route):
            stage = route.stages[position]
            here = _most(route, stage.count)
            most = None if most is None or here is None else most + here * stage.at_most
        seats = _most_seats(route)
        if most is not None and seats is not None and most < seats:
            message = f"{route_name(body, route)} has units with {count(seats, 'seat')}, and where each voter has one "
            message += f"vote, no more than {count(most, 'name')} can pass the bar."
            mend = "Let voters keep several names ('leave: any'), lower the bar, or let most votes elect."
            yield Finding((*path, "ballot"), "seats-never-filled", message, mend)


def _most(route: Election, rule: Counting) -> int | None:
    """How many names can pass a rule's bar together where a voter has one vote; None if any number can."""
    ballot = route.ballot
    one_vote = ballot.form == "single-choice" or (isinstance(ballot, CrossOut) and ballot.leave == "one")
    if not one_vote or not isinstance(rule, Majority) or not rule.threshold.share:
        return None
    whole, rest = divmod(Fraction(1), rule.threshold.share)
    return whole - 1 if rule.threshold.strict and not rest else whole


def _seats(route: Election) -> list[int]:
    """The numbers of seats that units of a route may have; empty where only a society can tell."""
    if isinstance(route.seats_each, FixedSeats):
        return [route.seats_each.number]
    if isinstance(route.seats_each, KindSeats):
        return [line.number for line in route.seats_each.kinds]
    if isinstance(route.seats_each, TableSeats):
        return [row.seats for row in route.seats_each.rows if row.seats]
    if isinstance(route.units, OrganisationQuotas):
        return [each.seats for group in route.units.groups for each in group.organisations]
    return []


def _most_seats(route: Election) -> int | None:
    return max(_seats(route), default=None)


def _fewest_seats(route: Election) -> int | None:
    return min(_seats(route), default=None)
