"""A count of real returns as one JSON document: that of a run, for what the returns cover, and every vote by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from comitia.count.tally import Tally
from comitia.electorate.record import Returns
from comitia.law.ballots import ListVote
from comitia.law.constitution import Body
from comitia.law.levelling import Levelling
from comitia.law.routes import Election
from comitia.measure import lists
from comitia.measure.document import office_summary, route_summary
from comitia.plan.from_returns import NOBODY
from comitia.run.contest import bar_of
from comitia.run.going_on import going_on
from comitia.run.journal import Held
from comitia.run.result import Result, known
from comitia.text.catalogue import digest

__all__ = ["counted", "votes_held"]


def counted(result: Result, returns: Returns, seed: int | None) -> dict[str, Any]:
    """Everything that `comitia count --json` prints, but for the version."""
    meta = result.meta
    with_people = meta.society is not NOBODY
    return {
        "constitution": meta.law.name,
        "society": meta.society.name if with_people else None,
        "seed": seed,
        "simulated": False,
        "constitution_sha256": digest(meta.law),
        "society_sha256": meta.society.digest if with_people else None,
        "returns_sha256": returns.digest,
        "bodies": {body.id: _body(result, body) for body in meta.law.bodies if _covered(result, body.id)},
        "offices": {
            office.id: office_summary(result, office) for office in meta.law.offices if _covered(result, office.id)
        },
        "draws": list(result.draws.rows()),
        "contests": list(votes_held(result, returns)),
        "tiers": list(lists.tiers(result)),
    }


def _covered(result: Result, body: str) -> bool:
    return bool(result.seats(body)) or any(held.contests.body == body for held in result.journal.held)


def _body(result: Result, body: Body) -> dict[str, Any]:
    """The seats of a body that the returns cover: those of their contests, and those that go with offices filled."""
    routes: dict[str, Any] = {}
    for route in body.routes:
        filled = sum(seat.route == route.id for seat in result.seats(body.id))
        if isinstance(route, Election) and len(result.plan.contests[f"{body.id}/{route.id}"]):
            routes[route.id] = route_summary(result, body, route)
            if any(
                isinstance(one, Levelling) and one.surplus == "not-seated" and route.id in one.counted
                for one in body.routes
            ):
                routes[route.id]["seats"] = filled
        elif isinstance(route, Levelling) and any(tier.route is route for tier in result.journal.tiers):
            routes[route.id] = {"seats": max(route.seats, filled), "filled": filled, "by": route.by}
        elif filled:
            routes[route.id] = {"seats": filled, "filled": filled, "by": route.by}
    again = {route.id for route in body.routes if isinstance(route, Election) and route.left_open_by}
    seats = sum(route["seats"] for name, route in routes.items() if name not in again)
    filled = len(result.seats(body.id))
    if body.joins:
        seats = sum(_body(result, part)["seats"] for part in result.meta.law.bodies if part.id in body.joins)
    return {
        "title": body.title,
        "seats": seats,
        "seats_by_law": body.seats,
        "filled": filled,
        "vacant": seats - filled,
        "routes": routes,
        "lists": lists.by_list(result, body.id),
    }


def votes_held(result: Result, returns: Returns) -> Iterator[dict[str, Any]]:
    """Every vote held, contest by contest in the order of the returns: figures, what was needed, what came of it."""
    place = {contest: number for number, contest in enumerate(returns.contests)}
    rows = [(_name(held, k), held, k) for held in result.journal.held for k in range(len(held.contest))]
    times: dict[tuple[str, str], int] = {}
    records = {(each.contest, each.stage, each.time): each for each in returns.records}
    for contest, held, k in sorted(rows, key=lambda row: place.get(row[0], len(place))):
        time = times[contest, held.stage.id] = times.get((contest, held.stage.id), 0) + 1
        record = records.get((contest, held.stage.id, time))
        officially = {each.name: each.officially for each in record.names} if record else {}
        yield {
            **_vote(result, held, k),
            "line": record.line if record else None,
            **_compared(result, held, k, officially),
        }


def _name(held: Held, k: int) -> str:
    return f"{held.contests.body}/{held.contests.units[int(held.contest[k])].id}"


def _options(held: Held, k: int) -> range:
    return range(int(held.tallies.start[k]), int(held.tallies.start[k + 1]))


def _vote(result: Result, held: Held, k: int) -> dict[str, Any]:
    unit, tally, seats = held.contests.units[int(held.contest[k])], held.tallies.one(k), int(held.seats[k])
    bar = bar_of(held.stage.count, tally, seats)
    cite = result.meta.law.cite
    article = bar.article if bar and bar.article else held.stage.article
    if held.outcome[k] == "not-held" and held.stage.quorum:
        article = held.stage.quorum.article or article
    return {
        "contest": _name(held, k),
        "title": unit.title,
        "body": held.contests.body,
        "route": held.contests.route.id,
        "stage": held.stage.id,
        "round": held.round,
        "seats": seats,
        **{name: known(getattr(tally, name)) for name in ("registered", "issued", "participants", "valid")},
        "printed": int(held.printed[k]),
        "quorum": _quorum(result, held, tally),
        "of": bar.of if bar else None,
        "needed": bar.least(tally.base(bar.of)) if bar else None,
        "outcome": held.outcome[k],
        "article": cite(article),
        "then": _then(result, held, k),
    }


def _then(result: Result, held: Held, k: int) -> dict[str, Any] | None:
    """The stage that follows, and who goes on to it where the votes before decide that."""
    if not held.then[k]:
        return None
    persons = going_on(held, k)
    then = {"stage": held.then[k], "article": held.articles[k]}
    return then if persons is None else {**then, "standing": [result.journal.persons.name(one) for one in persons]}


def _quorum(result: Result, held: Held, tally: Tally) -> dict[str, Any] | None:
    quorum = held.stage.quorum
    if quorum is None:
        return None
    base = tally.base(quorum.of)
    article = result.meta.law.cite(quorum.article or held.stage.article)
    met = quorum.passed(tally.participants, base)
    return {"of": quorum.of, "needed": quorum.least(base), "met": met, "article": article}


def _compared(result: Result, held: Held, k: int, officially: dict[str, bool | None]) -> dict[str, Any]:
    """The names, those elected, and whether the returns say that this is what was found; None: they do not say."""
    tally, seats = held.tallies.one(k), int(held.seats[k])
    bar = bar_of(held.stage.count, tally, seats)
    base = tally.base(bar.of) if bar else max(tally.participants, tally.valid)
    names: list[dict[str, Any]] = []
    for option, votes in zip(_options(held, k), tally.votes, strict=True):
        name = result.journal.persons.name(int(held.person[option]))
        elected = bool(held.elected[option])
        share = votes / base if base > 0 else None
        said = officially.get(name)
        row = {"name": name, "votes": votes, "share": share, "elected": elected, "officially": said}
        if isinstance(held.contests.route.ballot, ListVote):
            row |= {"seats": int(held.won[option]), "persons": lists.persons(result, held, option)}
        elif held.labels and held.labels[option].name:
            row["list"] = held.labels[option].name
        names.append(row)
    told = [name for name in names if name["officially"] is not None]
    return {
        "names": names,
        "elected": [name["name"] for name in names if name["elected"]],
        "as_recorded": all(name["elected"] == name["officially"] for name in told) if told else None,
    }
