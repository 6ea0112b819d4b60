"""Rooms that elect: the plenum of an organisation, and the members of a body; who is put to them, how they vote."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from comitia.arrays import F64, I64, Bools
from comitia.chance import key, keys, mix
from comitia.electorate.drawing import at
from comitia.electorate.eligible import ages, meets, of_age
from comitia.electorate.parameters import Parameters
from comitia.electorate.seam import Ask, Sitting, Slate
from comitia.electorate.utility import poisson, summed
from comitia.law.candidates import Ages, FromCitizens, FromMembers, FromOrganisation
from comitia.plan.units import Unit

Places = tuple[I64, I64]
"""The attribute, by its number in the society, and the value of the place for which each member sits; -1: none."""


def slate_of(lists: list[I64], everybody: list[I64]) -> Slate:
    """A slate from the persons standing in each contest and all who were considered."""
    start = np.cumsum([0, *map(len, lists)]).astype(np.int64)
    person = np.concatenate(lists) if lists else np.empty(0, dtype=np.int64)
    nominated = np.concatenate(everybody) if everybody else np.empty(0, dtype=np.int64)
    nominees = np.array([len(each) for each in everybody] or np.diff(start), dtype=np.int64)
    return Slate(start, person, np.diff(start), nominees, nominated, person)


def nominate_in_organisations(model: Parameters, ask: Ask) -> Slate:
    """The names that organisations put to their plenums: as many as are known, else so many a seat."""
    pool = ask.contests.route.candidates.pool
    assert isinstance(pool, FromOrganisation)
    known = model.effects("organisation.candidates").get("organisation", {})
    lists: list[I64] = []
    for i, name in zip(ask.contest.tolist(), ask.names, strict=True):
        unit = ask.contests.units[i]
        seats = int(ask.seats[len(lists)])
        ratio = model.number("organisation.per-seat.again" if ask.again else "organisation.per-seat", 1.0)
        wanted = known.get(unit.organisation or "") if not ask.again else None
        number = _number(ask, wanted if wanted is not None else ratio * seats, seats)
        lists.append(
            _draw(ask, name, running(model, ask, "candidacy", unit.organisation or "", pool.ages), number, pool.ages)
        )
    return slate_of(lists, lists)


def running(model: Parameters, ask: Ask, role: str, organisation: str, age: int | Ages) -> F64:
    """The running sum of how likely the members in each cell are to take a role; worked out once: float64 `[cell]`."""
    digest = model.digest_of(f"organisation.{role}")
    society, memo, name = ask.plan.society, ask.plan.map.memo, ("members", digest, role, organisation, age)
    if name not in memo:
        if (each := ("members", digest, role, age)) not in memo:
            odds = np.exp(summed(society, model.effects(f"organisation.{role}"), society.codes, len(society.count)))
            memo[each] = odds * of_age(society, age)
        memo[name] = np.cumsum(memo[each] * society.members[organisation])
    made: F64 = memo[name]
    return made


def _number(ask: Ask, wanted: float, seats: int) -> int:
    """A whole number of names within the law's limits a seat."""
    rule = ask.contests.route.candidates
    number = max(math.floor(wanted + 0.5), rule.per_seat_at_least * seats, 1)
    return min(number, rule.per_seat_at_most * seats) if rule.per_seat_at_most else number


def _draw(ask: Ask, name: str, running: F64, number: int, age: Ages) -> I64:
    own = mix(key(name, ask.round), np.arange(number, dtype=np.uint64))
    cells = at(running, ask.chance.uniform("who", own))
    names = [f"{name}#{ask.round}.{n + 1}" for n in range(number)]
    return ask.persons.add(cells, ages(ask.plan.society, cells, age, ask.chance, own), names, own)


def nominate_to_members(model: Parameters, ask: Ask) -> Slate:
    """The names put to the members of a body: from the ranks of a body, or from citizens at large."""
    pool = ask.contests.route.candidates.pool
    if isinstance(pool, FromMembers):
        return _from_ranks(model, ask, pool)
    assert isinstance(pool, FromCitizens)
    each = ask.contests.route.candidates.includes_each
    lists = []
    for name, seats in zip(ask.names, ask.seats.tolist(), strict=True):
        wanted = _number(ask, _names_wanted(model, ask, name, seats), seats)
        lists.append(_each(model, ask, name, pool, wanted, each))
    return slate_of(lists, lists)


def _each(model: Parameters, ask: Ask, name: str, pool: FromCitizens, number: int, each: str | None) -> I64:
    """Draw persons so that every value of an attribute is among them, as far as there are places."""
    if each is None:
        return _draw(ask, name, _outsiders(model, ask, pool), number, pool.ages)
    values = ask.plan.society.attribute(each).values[:number]
    first = [
        _draw(ask, f"{name}/{value}", _outsiders(model, ask, pool, (each, code)), 1, pool.ages)
        for code, value in enumerate(values)
    ]
    return np.concatenate([*first, _draw(ask, name, _outsiders(model, ask, pool), number - len(values), pool.ages)])


def _outsiders(model: Parameters, ask: Ask, pool: FromCitizens, only: tuple[str, int] | None = None) -> F64:
    """The running sum of how likely citizens of each cell are to be proposed, of all or of one value of an attribute.

    Worked out once: float64 `[cell]`.
    """
    memo, name = ask.plan.map.memo, ("outsiders", model.digest_of("members.outsiders"), pool, only)
    if name not in memo:
        society = ask.plan.society
        odds = np.exp(summed(society, model.effects("members.outsiders"), society.codes, len(society.count)))
        weight = society.count * odds * of_age(society, pool.ages) * meets(society, pool.where)
        memo[name] = np.cumsum(weight if only is None else weight * (society.codes[only[0]] == only[1]))
    made: F64 = memo[name]
    return made


def _names_wanted(model: Parameters, ask: Ask, name: str, seats: int) -> float:
    """How many names stand: what is known of this contest, else so many a seat; for one seat, rivals by chance."""
    known = model.effects("members.names").get("contest", {})
    if name in known and not ask.again:
        return known[name]
    if seats == 1 and len(ask) == 1:
        return 1.0 + float(poisson(model.number("members.rivals"), ask.chance.uniform("rivals", keys([name])))[0])
    return seats * model.number("members.per-seat", 1.0)


def _from_ranks(model: Parameters, ask: Ask, pool: FromMembers) -> Slate:
    """Each unit's delegation picks from its own members those it likes best; nobody stands in two units."""
    sitting, society = ask.sitting[pool.body], ask.plan.society
    free = np.zeros(len(sitting), dtype=np.bool_) if pool.routes else np.ones(len(sitting), dtype=np.bool_)
    for route in pool.routes:
        free |= sitting.route == route
    free &= ~np.isin(sitting.person, ask.taken)
    for body in (ask.contests.body, *pool.excluding):
        free &= ~np.isin(sitting.person, ask.sitting[body].person)
    cells = ask.persons.cells[sitting.person]
    wanted = {*model.effects("members.candidacy"), *(unit.attribute for unit in ask.contests.units)}
    codes = {name: np.where(cells >= 0, code[cells], -1) for name, code in society.codes.items() if name in wanted}
    own = ask.persons.keys[sitting.person]
    liking = summed(society, model.effects("members.candidacy"), codes, len(cells))
    liking += ask.chance.gumbel("picked", mix(own, key(ask.contests.body, ask.round)))
    order = np.argsort(-liking, kind="stable")
    places, attributes = _seat_places(ask, pool.body, sitting), [each.name for each in society.attributes]
    lists, everybody = [], []
    for i, seats, name in zip(ask.contest.tolist(), ask.seats.tolist(), ask.names, strict=True):
        tied = free & _belongs(pool, places, codes, attributes, ask.contests.units[i])
        ranks = order[tied[order]]
        chosen = ranks[: _number(ask, _names_wanted(model, ask, name, seats), seats)]
        if ask.contests.route.candidates.elsewhere == "one-unit-only":
            free[chosen] = False
        lists.append(sitting.person[chosen])
        everybody.append(sitting.person[ranks])
    return slate_of(lists, everybody)


def _belongs(pool: FromMembers, places: Places, codes: Mapping[str, I64], attributes: list[str], unit: Unit) -> Bools:
    """Which members belong to a unit: by the place their mandate is for, else by residence."""
    if pool.unit == "none" or unit.attribute is None:
        return np.ones(len(places[1]), dtype=np.bool_)
    lives: Bools = codes[unit.attribute] == unit.value
    if pool.unit == "residence":
        return lives
    seat_attribute, seat_value = places
    here = (seat_attribute == attributes.index(unit.attribute)) & (seat_value == unit.value)
    return np.where(seat_attribute < 0, lives, here)


def _seat_places(ask: Ask, body: str, sitting: Sitting) -> Places:
    """The place for which each member sits; -1 where it is none."""
    attributes = [attribute.name for attribute in ask.plan.society.attributes]
    attribute, value = np.full((2, len(sitting)), -1, dtype=np.int64)
    for table in ask.plan.contests.values():
        if table.body == body:
            here = np.flatnonzero(sitting.route == table.route.id)
            units = [table.units[number] for number in sitting.unit[here].tolist()]
            attribute[here] = [attributes.index(unit.attribute) if unit.attribute else -1 for unit in units]
            value[here] = [unit.value for unit in units]
    return attribute, value
