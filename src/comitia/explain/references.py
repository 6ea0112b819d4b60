"""What a field can name: the bodies, offices, ways, stages and organisations of the law in which it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from comitia.explain.telling import At
from comitia.law.constitution import Body, Office
from comitia.law.routes import Election

__all__ = ["nameable"]

Things = tuple[Any, ...]


def nameable(field: str, at: At) -> tuple[tuple[str, str], ...]:
    """The things that a field of the clause told here can name, each by its id and its title; nothing where names
    come from outside the law, as those of attributes of a society do."""
    things = _NAMED[field](at) if field in _NAMED else ()
    return tuple((each.id, getattr(each, "title", each.id)) for each in things)


def _filled(at: At) -> Things:
    return tuple(at.constitution.filled())


def _stages(at: At) -> Things:
    route = at.within(Election)
    return route.stages if route else ()


def _other_routes(at: At) -> Things:
    body = at.within(Body) or at.within(Office)
    return tuple(route for route in body.routes if route not in at.line) if body else ()


_NAMED: dict[str, Callable[[At], Things]] = {
    "holder": _filled,
    "whom": _filled,
    "before": _filled,
    "body": _filled,
    "proposed_by": _filled,
    "sent_by": _filled,
    "office": lambda at: at.constitution.offices,
    "organisation": lambda at: at.constitution.organisations,
    "go": _stages,
    "left_open_by": _other_routes,
}
"""The fields whose value is the id of something in the law, and where such things are."""
