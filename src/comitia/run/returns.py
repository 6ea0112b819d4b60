"""Real votes to mandates: a law carried out on returns, alone or with a model where nothing is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from comitia.chance import Chance
from comitia.electorate import unmatched
from comitia.electorate.matching import Match, match
from comitia.electorate.parameters import Parameters
from comitia.electorate.persons import Persons
from comitia.electorate.returns import Returns, ReturnsElectorate, read_returns
from comitia.law.constitution import Constitution
from comitia.law.faults import Fault, Faults
from comitia.plan.from_returns import known_units, missing_units, needs_society, plan_named, with_votes_cast
from comitia.plan.units import Unit
from comitia.run.draws import Draw, Ties, between_units
from comitia.run.journal import Journal
from comitia.run.result import Meta, Result
from comitia.run.walk import Walk
from comitia.society.cells import Society

__all__ = ["NO_MODEL", "count_returns", "electorate_of", "unfit"]

Lots = Mapping[tuple[str, str], tuple[str, ...]]

_FEW = 5
"""How many names a message lists."""

NO_MODEL = Parameters("none", "no voter model", {})


def count_returns(
    law: Constitution,
    returns: Returns | str | Path,
    society: Society | None = None,
    *,
    seed: int | None = None,
    drawn: Lots | None = None,
) -> Result:
    """Fill what returns cover, and nothing else.

    society: needed only where the law's seats in a unit follow from who lives there; with one, units must be its own.
    drawn: lots drawn in public, by contest and stage. seed: draws lots that are not supplied; without it they raise
    `Undecided`. Raises `Faults`: everything in which the returns do not fit the law or themselves.
    """
    given = returns if isinstance(returns, Returns) else read_returns(returns)
    if society is None and (routes := needs_society(law, given.contests)):
        message = f"the seats of “{routes[0].title}” follow from who lives in each unit, so a society is needed."
        raise Faults(Fault("society-needed", message, article=law.cite(routes[0].article), mend="Name a society."))
    chance, journal, lots = Chance(seed or 0), Journal(Persons()), drawn or {}
    ties = Ties(chance, journal.persons, lots, public=seed is None)
    known = known_units(law, given.contests, society, between_units(chance))
    matches = match(law, given, {key: [unit.id for unit in found] for key, found in known.items()})
    _refuse_parts(law, given, known)
    electorate = ReturnsElectorate(law, given, matches)
    valid = {each.record.contest: each.tally.valid for each in matches}
    known = with_votes_cast(law, known, valid, between_units(chance))
    planned = plan_named(law, [each.record.contest for each in matches], known, society)
    walk = Walk(planned, electorate, journal, ties, chance, outside=False)
    for body in planned.bodies:
        walk.fill(body)
    result = Result(Meta(law, planned.society, NO_MODEL, seed or 0, "returns"), planned, journal, tuple(ties.records))
    unfit(result, electorate, given, lots)
    return result


def _refuse_parts(law: Constitution, given: Returns, known: Mapping[str, tuple[Unit, ...]]) -> None:
    """Refuse returns of some units where the law needs the votes of all."""
    faults = []
    for key, route, missing, article in missing_units(law, given.contests, known):
        some = ", ".join(name.partition("/")[2] for name in missing[:_FEW]) + (", …" if len(missing) > _FEW else "")
        number = "1 unit is" if len(missing) == 1 else f"{len(missing)} units are"
        message = f"{key}: {number} missing ({some}), and “{route.title}” needs the votes of all."
        mend = "Give the votes of every unit."
        faults.append(Fault("units-missing", message, file=given.file, article=law.cite(article), mend=mend))
    if faults:
        raise Faults(faults)


def electorate_of(law: Constitution, society: Society, returns: Returns, seed: int) -> ReturnsElectorate:
    """Returns as an electorate for units of a society, to be mixed with a model. Raises `Faults`."""
    known = known_units(law, returns.contests, society, between_units(Chance(seed)))
    return ReturnsElectorate(
        law, returns, match(law, returns, {k: [u.id for u in found] for k, found in known.items()})
    )


def unfit(result: Result, electorate: ReturnsElectorate, returns: Returns, lots: Lots) -> None:
    """Raise `Faults` for what only the run could show: other names, votes not called for, lots that decide nothing."""
    faults = [*electorate.faults, *_uncalled(result, electorate, returns), *_idle(lots, result.records)]
    if faults:
        raise Faults(faults)


def _uncalled(result: Result, electorate: ReturnsElectorate, returns: Returns) -> Iterator[Fault]:
    after = _last_votes(result)
    told: set[str] = set()
    for each, place in electorate.unasked():
        contest = each.record.contest
        if contest not in told:
            told.add(contest)
            yield _not_called_for(each, after.get(contest), place, returns.file)


def _not_called_for(each: Match, last: tuple[str, str, str, str] | None, place: int, file: str) -> Fault:
    stage, outcome, then, article = last or ("", "", "", "")
    if place < 0:
        return unmatched.uncalled(file, each.record, "a vote that elected nobody", "", None)
    said = {"filled": "filled the seats", "unfilled": "left seats open", "not-held": "was not valid"}
    before = f"stage {stage}, which {said[outcome]}," if last else "nothing"
    return unmatched.uncalled(file, each.record, before, then, article if then else None)


def _last_votes(result: Result) -> dict[str, tuple[str, str, str, str]]:
    """The last vote held in each contest: stage, outcome, the stage that follows, and the article."""
    last = {}
    for held in result.journal.held:
        for k, contest in enumerate(held.contest.tolist()):
            name = f"{held.contests.body}/{held.contests.units[contest].id}"
            last[name] = (held.stage.id, held.outcome[k], held.then[k], held.articles[k])
    return last


def _idle(lots: Lots, records: Sequence[Draw]) -> Iterator[Fault]:
    used = {(draw.contest, draw.stage) for draw in records if draw.supplied}
    for contest, stage in lots:
        if (contest, stage) not in used:
            message = f"the lot supplied for {contest}, stage {stage}, decides nothing: no tie there is decided by lot."
            yield Fault("lot-not-needed", message, mend="Leave it out, or look for the contest that it belongs to.")
