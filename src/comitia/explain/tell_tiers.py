"""Templates for bodies of which there is one in every place, and for the ways in which tiers of them are filled."""

from __future__ import annotations

from comitia.explain.phrases import PARTS, listed, named, number, plural, the
from comitia.explain.telling import At, phrase, tell
from comitia.law.constitution import Body
from comitia.law.tiers import Delegates, Meetings, Norm, Per


@tell.register
def _per(per: Per, at: At) -> str:
    there = f"There is one in every {per.place}"
    if per.where:
        there += f", for those of its people {' and '.join(phrase(condition, at) for condition in per.where)}"
    return f"{there}.{_most(at.within(Body))}"


def _most(body: Body | None) -> str:
    """What becomes of more members than one such body may have."""
    if body is None or body.seats_at_most is None:
        return ""
    most = f" It has {plural(body.seats_at_most, 'member')} at most"
    if len(body.routes) < 2:
        return f"{most}."
    ways = listed([f"“{route.title}”" for route in body.routes])
    return f"{most}; where the norms give more, {ways} are cut in proportion."


@tell.register
def _meetings(route: Meetings, at: At) -> str:
    apart = ""
    if route.held_by:
        apart = f" Those of each {named(route.held_by)} meet apart, and the seats are shared among them by the number "
        apart += "of electors, by largest remainders."
    seats = plural(route.seats, "seat") if route.seats else "as many seats as the norm gives"
    text = f"{route.title}: {seats}, elected at meetings by those who meet, from among themselves."
    return f"{text}{apart} {_secret(route.secret)}"


@tell.register
def _delegates(route: Delegates, at: At) -> str:
    seats = plural(route.seats, "delegate") if route.seats else "as many delegates as the norm gives"
    sender = the(at.title(route.sent_by))
    text = f"{route.title}: {seats}, elected by {sender}, by each from its own members, who are bound to it."
    return f"{text} {_secret(route.secret)}"


def _secret(secret: bool) -> str:
    return f"The vote is {'secret' if secret else 'open'}."


@tell.register
def _norm(norm: Norm, at: At) -> str:
    if norm.of == "members" and norm.one_per == 1 and norm.at_most:
        least = f", {number(norm.at_least)} at least" if norm.at_least else ""
        return f"Each elects {number(norm.at_most)}{least}, or as many as it has members if these are fewer."
    least = f"{number(norm.at_least)} at least" if norm.at_least else ""
    most = f"{number(norm.at_most)} at most" if norm.at_most else ""
    bounds = " and ".join(filter(None, (least, most)))
    counted = {"voters": "voters", "inhabitants": "inhabitants", "members": "members of the body that sends"}[norm.of]
    per = "seat" if at.within(Meetings) else "delegate"
    each = f"One {per} for every {number(norm.one_per)} {counted}; {PARTS[norm.part]}"
    return f"{each}; {bounds}." if bounds else f"{each}."
