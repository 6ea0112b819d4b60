"""Who stands in contests of citizens: nominators' meetings, and the gates between nomination and the paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from comitia.arrays import F64, I64, U64, Bools
from comitia.chance import mix
from comitia.electorate.drawing import Drawer, Places
from comitia.electorate.eligible import ages, meets, of_age
from comitia.electorate.parameters import Parameters
from comitia.electorate.seam import Ask, Slate
from comitia.electorate.utility import poisson, summed
from comitia.law.ballots import ListVote
from comitia.law.candidates import Ages, FromCitizens, Gate, Nominator
from comitia.society.cells import Society


def willing(society: Society, model: Parameters, prefix: str, pool: FromCitizens) -> F64:
    """How likely one person of each cell is to be nominated, relative to others; 0 where not eligible."""
    odds = summed(society, model.effects(f"{prefix}.candidacy"), society.codes, len(society.count))
    return np.asarray(of_age(society, pool.ages) * meets(society, pool.where) * np.exp(odds))


def nominate(model: Parameters, ask: Ask, drawer: Drawer, places: Places, gates: bool) -> Slate:
    """Nominate in every open contest and let the gates decide.

    Each contest has a number of meetings; a meeting nominates if enough people come to it. Where none did, a late
    nomination gives one name, so that every contest has a candidate.
    """
    pool = ask.contests.route.candidates.pool
    assert isinstance(pool, FromCitizens)
    ids = mix(ask.ids, ask.round)
    mean = _usual(model, ask)
    meetings = 1 + poisson(max(mean - 1.0, 0.0), ask.chance.uniform("meetings", ids))
    meetings[~places.anybody[ask.contest]] = 0
    contest = np.repeat(np.arange(len(ask)), meetings)
    number = np.arange(len(contest)) - np.repeat(np.cumsum(meetings) - meetings, meetings)
    own = mix(ids[contest], number.astype(np.uint64))
    carried = _carried(model, ask, own) | (number == 0)
    contest, number, own = contest[carried], number[carried], own[carried]
    cells = drawer.cells(places, ask.contest[contest], ask.chance.uniform("home", own), ask.chance.uniform("who", own))
    persons = ask.persons.add(
        cells,
        ages(ask.plan.society, cells, pool.ages, ask.chance, own),
        partial(_called, ask.names, ask.round, contest, number),
        own,
    )
    passed = _gates(model, ask, contest, cells, own) if gates else np.ones(len(contest), dtype=np.bool_)
    passed = _names_on_the_paper(model, ask, contest, cells, own, passed)
    stays = ask.chance.uniform("withdraws", own) >= model.number("citizens.withdraw")
    printed = np.bincount(contest[passed], minlength=len(ask)).astype(np.int64)
    stands = passed & (stays | (printed[contest] == 1))
    stands |= _nobody_left(contest, passed, stands, len(ask))
    start = np.concatenate([[0], np.cumsum(np.bincount(contest[stands], minlength=len(ask)))]).astype(np.int64)
    nominees = np.bincount(contest, minlength=len(ask)).astype(np.int64)
    listed = None
    if isinstance(ask.contests.route.ballot, ListVote):
        listed = tuple(
            _behind(ask, drawer, places, pool.ages, int(c), int(p))
            for c, p in zip(contest[stands], persons[stands], strict=True)
        )
    return Slate(start, persons[stands], printed, nominees, persons, persons[passed], listed)


def _called(names: Sequence[str], round_: int, contest: I64, number: I64) -> list[str]:
    """The names of those nominated: their contest and a number."""
    pairs = zip(contest.tolist(), number.tolist(), strict=True)
    return [f"{names[k]}#{round_}.{n + 1}" for k, n in pairs]


def _usual(model: Parameters, ask: Ask) -> float:
    """How many are put up in a contest, mean: persons, or lists where the paper is one of lists."""
    persons = model.number("citizens.nominees.again" if ask.again else "citizens.nominees.mean", 1.0)
    if isinstance(ask.contests.route.ballot, ListVote):
        return model.number("citizens.lists.mean", persons)
    return persons


def _behind(ask: Ask, drawer: Drawer, places: Places, age: Ages, contest: int, head: int) -> I64:
    """The persons on a list behind its head, as many as there are seats; drawn from the unit as nominees are."""
    number = int(ask.seats[contest]) - 1
    own = mix(int(ask.persons.keys[head]), np.arange(number, dtype=np.uint64))
    where, who = ask.chance.uniform("home", own), ask.chance.uniform("who", own)
    cells = drawer.cells(places, np.full(number, ask.contest[contest]), where, who)
    names = [f"{ask.persons.name(head)}.{place + 2}" for place in range(number)]
    return np.append(head, ask.persons.add(cells, ages(ask.plan.society, cells, age, ask.chance, own), names, own))


def _nobody_left(contest: I64, passed: Bools, stands: Bools, contests: int) -> Bools:
    """Where everybody withdrew, all stay: the law then has a late nomination held, which the model leaves out."""
    left = np.bincount(contest[stands], minlength=contests)
    return np.asarray(passed & (left[contest] == 0))


def _carried(model: Parameters, ask: Ask, own: U64) -> Bools:
    """Whether each meeting had enough people: the nominator's attendance against the law's number."""
    nominators = ask.contests.route.candidates.nominators
    if not nominators:
        return np.ones(len(own), dtype=np.bool_)
    shares = np.array([model.number(f"citizens.nominators.{n.id}", 1.0) for n in nominators])
    which = np.searchsorted(np.cumsum(shares) / shares.sum(), ask.chance.uniform("nominator", own))
    which = np.minimum(which, len(nominators) - 1)
    attendance = np.exp(
        np.array([_attendance(model, n) for n in nominators])[which]
        + model.number("citizens.attendance.spread") * ask.chance.normal("attendance", own)
    )
    return np.asarray(attendance >= np.array([n.present_at_least for n in nominators])[which])


def _attendance(model: Parameters, nominator: Nominator) -> float:
    """The logarithm of the usual attendance at a nominator's meetings; unknown nominators always have enough."""
    usual = model.number(f"citizens.attendance.{nominator.id}", 0.0)
    return float(np.log(usual)) if usual > 0 else 50.0


def _gates(model: Parameters, ask: Ask, contest: I64, cells: I64, own: U64) -> Bools:
    passed = np.ones(len(contest), dtype=np.bool_)
    for gate in ask.contests.route.candidates.gates:
        if gate.held != "never":
            passed &= _gate(model, ask, gate, contest, cells, own, passed)
    return passed


def _gate(model: Parameters, ask: Ask, gate: Gate, contest: I64, cells: I64, own: U64, alive: Bools) -> Bools:
    """A gate lets through one, two or more of the nominees, those that it likes best."""
    ids = mix(ask.ids, ask.round)
    nominees = np.bincount(contest[alive], minlength=len(ask))
    meets_number = np.array([gate.nominees is None or gate.nominees.holds(int(n)) for n in nominees])
    usual = model.number("citizens.gate.held-again" if ask.again else "citizens.gate.held", 1.0)
    held = meets_number & ((gate.held == "must") | (ask.chance.uniform(f"{gate.id}/held", ids) < usual))
    u = ask.chance.uniform(f"{gate.id}/number", ids)
    one, two = model.number("citizens.gate.one"), model.number("citizens.gate.two")
    more = 3 + poisson(model.number("citizens.gate.more"), ask.chance.uniform(f"{gate.id}/more", ids))
    room = np.where(u < one, 1, np.where(u < one + two, 2, more))
    room = np.where(held, np.maximum(room, gate.lets_through_at_least), np.iinfo(np.int64).max)
    return _liked_best(model, ask, gate.id, contest, cells, own, alive, room)


def _names_on_the_paper(model: Parameters, ask: Ask, contest: I64, cells: I64, own: U64, passed: Bools) -> Bools:
    """Those left where the law lets no more than so many names a seat onto the paper: whom a gate would like best."""
    most = ask.contests.route.candidates.per_seat_at_most
    if most is None:
        return passed
    return passed & _liked_best(model, ask, "paper", contest, cells, own, passed, most * ask.seats)


def _liked_best(
    model: Parameters, ask: Ask, gate: str, contest: I64, cells: I64, own: U64, alive: Bools, room: I64
) -> Bools:
    """Who is among those that a gate likes best, as many in each contest as there is room for."""
    society = ask.plan.society
    codes = {name: code[cells] for name, code in society.codes.items()}
    liking = summed(society, model.effects("citizens.gate"), codes, len(cells))
    liking += ask.chance.gumbel(f"{gate}/liking", own)
    order = np.lexsort((-liking, ~alive, contest))
    rank = np.empty(len(contest), dtype=np.int64)
    first = np.searchsorted(contest[order], np.arange(len(ask)))
    rank[order] = np.arange(len(contest)) - first[contest[order]]
    return np.asarray(rank < room[contest])
