"""A run as one JSON document: the outside face that other programs rely on."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from comitia.law.constitution import Body, Office
from comitia.law.routes import Election, Route
from comitia.law.stages import CONFIRMATION, RECALL
from comitia.measure import tiers
from comitia.measure.control import control
from comitia.measure.funnel import drawn_from, funnel
from comitia.measure.published import published
from comitia.run.journal import Seat
from comitia.run.result import Result
from comitia.text.catalogue import digest


def document(result: Result) -> dict[str, Any]:
    """Everything that `comitia run --json` prints, but for the version."""
    meta = result.meta
    distance = tiers.distances(result)
    return {
        "constitution": meta.law.name,
        "society": meta.society.name,
        "seed": meta.seed,
        "simulated": bool(result.tiers) or any(seat.simulated for seat in result.journal.seats) or _polled(result),
        "voters": meta.detail,
        "years": meta.years,
        "constitution_sha256": digest(meta.law),
        "society_sha256": meta.society.digest,
        "voters_sha256": meta.voters.digest,
        "bodies": {body.id: _body(result, body) for body in meta.law.bodies},
        "offices": {office.id: office_summary(result, office) for office in meta.law.offices},
        "measures": {
            body.id: _measures(result, body, distance)
            for body in meta.law.bodies
            if result.seats(body.id) or body.id in result.tiers
        },
        "funnels": {body.id: _funnels(result, body) for body in meta.law.bodies if _has_funnel(result, body)},
        "published": published(result),
        "draws": [{**asdict(draw), "among": list(draw.among), "taken": list(draw.taken)} for draw in result.records],
    }


def _polled(result: Result) -> bool:
    return bool(any(held.simulated.any() for held in result.journal.held))


def _has_funnel(result: Result, body: Body) -> bool:
    """Whether members are elected one by one, and others are drawn from their ranks."""
    return bool(drawn_from(result.meta.law, body.id)) and any(isinstance(route, Election) for route in body.routes)


def _funnels(result: Result, body: Body) -> dict[str, Any]:
    """By attribute and gate: people and share of every value."""
    found: dict[str, Any] = {}
    for attribute in result.meta.society.attributes:
        gates: dict[str, Any] = {}
        for row in funnel(result, body.id, attribute.name).rows():
            gates.setdefault(row["gate"], {})[row["value"]] = {"people": row["people"], "share": row["share"]}
        found[attribute.name] = gates
    return found


def _body(result: Result, body: Body) -> dict[str, Any]:
    if body.id in result.tiers:
        return _tier(result, body)
    seats = result.seats(body.id)
    fixed = body.seats if body.seats is not None else _seats(result, body)
    return {
        "title": body.title,
        "seats": fixed,
        "seats_fixed_by_law": body.seats is not None,
        "filled": len(seats),
        "vacant": fixed - len(seats),
        "recalled": sum(seat.body == body.id and seat.ended == "recall" for seat in result.journal.seats),
        "routes": {
            route.id: route_summary(result, body, route)
            if isinstance(route, Election)
            else {"seats": route.seats or _held(seats, route.id), "filled": _held(seats, route.id), "by": route.by}
            for route in body.routes
        },
        "composition": {
            attribute.name: composition(result, body.id, attribute.name) for attribute in result.meta.society.attributes
        },
    }


def _held(seats: list[Seat], route: str) -> int:
    return sum(seat.route == route for seat in seats)


def _seats(result: Result, body: Body) -> int:
    """The seats of a body of which the law fixes no number: those of its chambers, or of its routes on this society."""
    if body.joins:
        parts = [part for part in result.meta.law.filled() if part.id in body.joins]
        return sum(part.seats if part.seats is not None else _seats(result, part) for part in parts)
    return sum(_of_route(result, body, route) for route in body.routes)


def _of_route(result: Result, body: Body, route: Route) -> int:
    if isinstance(route, Election):
        return int(result.plan.contests[f"{body.id}/{route.id}"].seats.sum())
    return route.seats if route.seats is not None else sum(seat.route == route.id for seat in result.seats(body.id))


def _tier(result: Result, body: Body) -> dict[str, Any]:
    """A body of which there is one in every place, all of them together; filled by counts, not by persons."""
    seated = result.tiers[body.id]
    members = int(seated.members.sum())
    return {
        "title": body.title,
        "per": seated.place,
        "places": int((seated.members.sum(axis=1) > 0).sum()),
        "seats": members,
        "seats_fixed_by_law": False,
        "filled": members,
        "vacant": 0,
        "recalled": seated.recalled,
        "routes": {route.id: {"seats": None, "filled": None, "by": route.by} for route in body.routes},
        "composition": {name: composition(result, body.id, name) for name in result.plan.map.types.attributes},
    }


def route_summary(result: Result, body: Body | Office, route: Election) -> dict[str, Any]:
    """Seats, contests, turnout of the first stage, and what each stage decided, of one route."""
    held = list(result.held(body.id, route.id))
    first = [h for h in held if h.round == 0 and h.stage.id != CONFIRMATION]
    both = [(h.tallies.registered >= 0) & (h.tallies.participants >= 0) for h in first]
    registered = sum(int(h.tallies.registered[known].sum()) for h, known in zip(first, both, strict=True))
    took_part = sum(int(h.tallies.participants[known].sum()) for h, known in zip(first, both, strict=True))
    seats = [seat for seat in result.seats(body.id) if seat.route == route.id]
    return {
        "seats": int(result.plan.contests[f"{body.id}/{route.id}"].seats.sum()),
        "filled": len(seats),
        "contests": len(result.plan.contests[f"{body.id}/{route.id}"]),
        "turnout": took_part / registered if registered else None,
        "candidates": sum(len(h.person) for h in first),
        "stages": {stage.id: sum(seat.stage == stage.id for seat in seats) for stage in route.stages},
        "contests_held": {
            stage.id: sum(len(h.contest) for h in held if h.stage.id == stage.id) for stage in route.stages
        },
        "simulated": bool(any(h.simulated.any() for h in held)),
    }


def composition(result: Result, body: str, by: str) -> dict[str, dict[str, Any]]:
    """Seats, share of filled seats, share in the society and ratio, by the values of an attribute."""
    return {
        str(row["value"]): {key: row[key] for key in ("seats", "share", "society", "ratio")}
        for row in result.composition(body, by).rows()
    }


def office_summary(result: Result, office: Office) -> dict[str, Any]:
    """Who holds an office and, where it has one seat, the votes of the last poll: for, against and invalid."""
    seats = result.seats(office.id)
    found: dict[str, Any] = {
        "title": office.title,
        "seats": office.seats,
        "filled": len(seats),
        "holders": [result.journal.persons.name(seat.person) for seat in seats],
    }
    polls = [h for r in office.routes for h in result.held(office.id, r.id) if h.stage.id not in (CONFIRMATION, RECALL)]
    if polls and office.seats == 1:
        tally = polls[-1].tallies.one(0)
        votes = max(tally.votes, default=0)
        found["votes"] = {
            "for": votes,
            "against": tally.valid - votes if tally.valid >= 0 else None,
            "invalid": tally.participants - tally.valid if min(tally.participants, tally.valid) >= 0 else None,
        }
    return found


def _measures(result: Result, body: Body, distance: dict[str, float | None]) -> dict[str, Any]:
    share = control(result, body.id)
    return {
        "control_share": share.share if share else None,
        "control_share_bound": share.bound if share else None,
        "distance": distance[body.id],
        "not_elected_by_citizens": tiers.not_elected_by_citizens(result, body.id),
    }
