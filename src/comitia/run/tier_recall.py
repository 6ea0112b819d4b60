"""Recall in tiers: a meeting or a body that sent a member calls the member back and sends another.

Where members are counted by type, so many of each type are recalled in every place; where they are persons, one by
one. Meetings vote by hands: what decides is how many recalls are asked for and how many of those are voted.
"""

from __future__ import annotations

import numpy as np

from comitia.arrays import I64
from comitia.electorate import recalls
from comitia.electorate.binomial import binomial
from comitia.electorate.crowd import Crowd
from comitia.law.constitution import Body, Office
from comitia.law.tenure import Recall
from comitia.law.tiers import Delegates, Meetings
from comitia.run.journal import Seat
from comitia.run.recall import filled_again
from comitia.run.tiers import Seated, Tiers


def recall(tiers: Tiers, body: Body | Office, year: int) -> list[Seat]:
    """Recall members of a body that tiers fill and send others in their place; the mandates of persons that ended."""
    share, ended = recalls.at_meetings(tiers.model), list[Seat]()
    for route in body.routes:
        rule = _rule(body, route.id)
        if rule is None or share <= 0 or not isinstance(route, Meetings | Delegates):
            continue
        if body.id in tiers.bodies:
            _counted(tiers, body, route, year, share)
        elif isinstance(route, Delegates):
            ended += _persons(tiers, body, route, rule, year, share)
    return ended


def _rule(body: Body | Office, route: str) -> Recall | None:
    """The rule by which those who sent recall members of a route."""
    rules = body.tenure.recall if body.tenure else ()
    return next((rule for rule in rules if not rule.routes or route in rule.routes), None)


def _counted(tiers: Tiers, body: Body | Office, route: Meetings | Delegates, year: int, share: float) -> None:
    """Members by place and type: so many of each are recalled, and those who sent them choose as many."""
    had, place = tiers.sent[body.id, route.id].table, tiers.bodies[body.id].place
    where, kind = np.nonzero(had)
    ids, kinds = tiers.ids(place)[where], tiers.plan.map.types.keys[kind]
    gone = np.zeros_like(had)
    uniform = tiers.chance.uniform(f"recalls/{body.id}/{route.id}/{year}", ids, kinds)
    gone[where, kind] = binomial(had[where, kind], np.full(len(where), share), uniform)
    now = had - gone
    if filled_again(body.tenure, year):
        now = now + tiers.again(body, route, had, gone, year).table
    tiers.sent[body.id, route.id] = Crowd.of(now)
    before = tiers.bodies[body.id]
    members = Crowd.of(before.members - had + now)
    tiers.bodies[body.id] = Seated(place, members, before.behind, before.recalled + int(gone.sum()))


def _persons(tiers: Tiers, body: Body | Office, route: Delegates, rule: Recall, year: int, share: float) -> list[Seat]:
    """Delegates who are persons: each is recalled or not, and the body that sent them sends others."""
    journal, had = tiers.journal, tiers.sent[body.id, route.id].table
    here = [seat for seat in journal.seats if (seat.body, seat.route) == (body.id, route.id) and seat.until is None]
    persons = np.array([seat.person for seat in here], dtype=np.int64)
    uniform = tiers.chance.uniform(f"recalls/{body.id}/{route.id}/{year}", journal.persons.keys[persons])
    ended = [seat for seat, is_gone in zip(here, (uniform < share).tolist(), strict=True) if is_gone]
    for seat in ended:
        journal.end(seat, year, "recall", tiers.plan.law.cite(rule.article))
    gone = _by_type(tiers, ended, had)
    now = had - gone
    if filled_again(body.tenure, year):
        new = tiers.again(body, route, had, gone, year)
        tiers.seat(body, route, new, year)
        now = now + new.table
    tiers.sent[body.id, route.id] = Crowd.of(now)
    return ended


def _by_type(tiers: Tiers, seats: list[Seat], like: I64) -> I64:
    """Mandates of persons by place and type: int64 `[place, type]`."""
    counted = np.zeros_like(like)
    cells = tiers.journal.persons.cells[np.array([seat.person for seat in seats], dtype=np.int64)]
    places = np.array([seat.unit for seat in seats], dtype=np.int64)
    np.add.at(counted, (places, tiers.plan.map.types.of_cell[cells]), 1)
    return counted
