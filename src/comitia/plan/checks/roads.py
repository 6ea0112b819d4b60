"""The roads through the stages of a contest: which are reached, and which must have been held before which."""

from __future__ import annotations

from comitia.law.routes import Election


def reached(route: Election, without: str | None = None) -> list[int]:
    """The positions of the stages to which some road leads from the first; `without`: a stage that no road takes."""
    place = {stage.id: position for position, stage in reversed(list(enumerate(route.stages)))}
    open_ = [] if route.stages[0].id == without else [0]
    for position in open_:
        for line in route.stages[position].then:
            after = place.get(line.go)
            if after is not None and after not in open_ and line.go != without:
                open_.append(after)
    return sorted(open_)


def always_before(route: Election, stage: str, position: int) -> bool:
    """Whether a stage has been held whenever the one at `position` is over; each has been, when it is over itself."""
    return position in reached(route) and position not in reached(route, without=stage)
