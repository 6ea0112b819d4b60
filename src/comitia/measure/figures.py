"""Figures that a run can be held against published ones: each a function of a result and of named arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from comitia.arrays import I64
from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.law.stages import CONFIRMATION, RECALL
from comitia.run.journal import Held
from comitia.run.result import Result

Arguments = Mapping[str, str]
Figure = Callable[[Result, Arguments], float]

FIGURES: dict[str, Figure] = {}


def figure(name: str) -> Callable[[Figure], Figure]:
    """Register a figure under the name that files of targets use."""

    def register(function: Figure) -> Figure:
        FIGURES[name] = function
        return function

    return register


def value(result: Result, name: str, arguments: Arguments) -> float:
    """The figure of that name. Faults: there is none."""
    if name not in FIGURES:
        known = sorted(FIGURES)
        raise Faults(
            Fault("unknown-figure", f"there is no figure “{name}”.", mend=did_you_mean(name, known) or ", ".join(known))
        )
    return FIGURES[name](result, arguments)


def told(result: Result, arguments: Arguments) -> bool:
    """Whether the law has what a figure is of: the body, the route, contests of that electorate."""
    contests = result.plan.contests
    electorates = {table.route.electorate.of for table in contests.values()}
    body, route, electorate = (arguments.get(name) for name in ("body", "route", "electorate"))
    has_body = body is None or body in {each.id for each in result.meta.law.filled()}
    return has_body and route in (None, *contests) and electorate in (None, *electorates)


def parse(text: str) -> dict[str, str]:
    """Arguments as `stage=first electorate=citizens`."""
    return dict(part.split("=", 1) for part in text.split())


def _held(result: Result, where: Arguments) -> Iterator[Held]:
    """The stages held that match `route` (body/route), `electorate`, `stage`, `round`."""
    for held in result.journal.held:
        if where.get("route", held.contests.key) != held.contests.key or held.stage.id in (CONFIRMATION, RECALL):
            continue
        if where.get("electorate", held.contests.route.electorate.of) != held.contests.route.electorate.of:
            continue
        if where.get("stage", held.stage.id) == held.stage.id and where.get("round", str(held.round)) == str(
            held.round
        ):
            yield held


@figure("turnout")
def turnout(result: Result, where: Arguments) -> float:
    """Share of the roll that took part; `within=ATTRIBUTE:VALUE` keeps the units that are of that value."""
    came = roll = 0
    attribute, _, name = where.get("within", "").partition(":")
    for held in _held(result, where):
        for k, i in enumerate(held.contest.tolist()):
            unit = held.contests.units[i]
            if attribute and (unit.attribute != attribute or _name(result, attribute, unit.value) != name):
                continue
            came += int(held.tallies.participants[k])
            roll += int(held.tallies.registered[k])
    return came / roll if roll else 0.0


def _name(result: Result, attribute: str, code: int) -> str:
    return result.meta.society.attribute(attribute).values[code]


@figure("nominees")
def nominees(result: Result, where: Arguments) -> float:
    """Persons nominated before the gates."""
    return float(sum(int(held.nominees.sum()) for held in _held(result, where)))


@figure("candidates")
def candidates(result: Result, where: Arguments) -> float:
    """Names standing; `per=contest` gives the mean of a contest."""
    names = contests = 0
    for held in _held(result, where):
        names += len(held.person)
        contests += len(held.contest)
    return names / max(contests, 1) if where.get("per") == "contest" else float(names)


@figure("contests")
def contests(result: Result, where: Arguments) -> float:
    """Contests held; `names=1`, `names=3+` keeps those with so many names; `outcome=not-held` those with that end."""
    wanted, outcome = where.get("names", "0+"), where.get("outcome")
    least = int(wanted.removesuffix("+"))
    total = 0
    for held in _held(result, where):
        standing = np.diff(held.tallies.start)
        fits = standing >= least if wanted.endswith("+") else standing == least
        total += sum(bool(f) and outcome in (None, o) for f, o in zip(fits, held.outcome, strict=True))
    return float(total)


@figure("elected")
def elected(result: Result, where: Arguments) -> float:
    """Persons elected at the stages that match."""
    return float(sum(int(held.won.sum()) for held in _held(result, where)))


@figure("open-seats")
def open_seats(result: Result, where: Arguments) -> float:
    """Seats left open by the stages that match."""
    return float(sum(int(held.seats.sum()) - int(held.won.sum()) for held in _held(result, where)))


@figure("share-of-candidates")
def share_of_candidates(result: Result, where: Arguments) -> float:
    """Share of names standing whose attribute is of `is=ATTRIBUTE:VALUE,VALUE`."""
    persons = [held.person for held in _held(result, where)]
    return _share(result, np.concatenate(persons) if persons else np.empty(0, dtype=np.int64), where["is"])


@figure("share-of-seats")
def share_of_seats(result: Result, where: Arguments) -> float:
    """Share of a body's members whose attribute is of `is=ATTRIBUTE:VALUE,VALUE`."""
    seats = result.seats(where["body"])
    return _share(result, np.array([seat.person for seat in seats], dtype=np.int64), where["is"])


def _share(result: Result, persons: I64, test: str) -> float:
    attribute, _, values = test.partition(":")
    known = result.meta.society.attribute(attribute).values
    wanted = [known.index(value) for value in values.split(",")]
    codes = result.values(attribute, persons)
    codes = codes[codes >= 0]
    return float(np.isin(codes, wanted).mean()) if len(codes) else 0.0


@figure("support")
def support(result: Result, where: Arguments) -> float:
    """Mean share of valid papers that kept the names elected in a route."""
    shares = []
    for held in _held(result, where):
        valid = held.tallies.valid[held.tallies.contest]
        shares += (held.tallies.votes[held.elected] / np.maximum(valid[held.elected], 1)).tolist()
    return float(np.mean(shares)) if shares else 0.0
