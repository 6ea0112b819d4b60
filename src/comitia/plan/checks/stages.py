"""Stages: each is reached, each line after one can come true, and what leads back may be held again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from comitia.law.clause import MoreThan
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.routes import Election
from comitia.law.stages import Next
from comitia.plan.checks.finding import OTHER, Finding, elections, every
from comitia.plan.checks.roads import always_before, reached
from comitia.text.nodes import Path


class _Following(NamedTuple):
    """A line after a stage, with where it stands and the name by which choices amend its stage."""

    path: Path
    number: int
    route: Election
    position: int
    name: str

    @property
    def line(self) -> Next:
        return self.route.stages[self.position].then[self.number]


def _followings(law: Constitution) -> Iterator[_Following]:
    for path, body, route in elections(law):
        for position, stage in enumerate(route.stages):
            for number in range(len(stage.then)):
                where = (*path, "stages", position, "then", number)
                yield _Following(where, number, route, position, _name(path, body, route))


def _name(path: Path, body: Body | Office, route: Election) -> str:
    """The path of a route's stages by ids, as choices and settings write it."""
    return f"{path[0]}.{body.id}.routes.{route.id}.stages"


def _amended(law: Constitution, place: str) -> bool:
    """Whether some answer to a choice sets this place, so that what is idle here is not under that answer."""
    paths = (amend.path for choice in law.choices for option in choice.options for amend in option.amends)
    return any(f"{place}.".startswith(f"{path}.") or path.startswith(f"{place}.") for path in paths)


def _led_elsewhere(law: Constitution, stages: str) -> bool:
    """Whether some answer to a choice sets what follows a stage of a route."""
    paths = [amend.path for choice in law.choices for option in choice.options for amend in option.amends]
    inside = (path for path in paths if path.startswith(f"{stages}."))
    return stages in paths or any(path.endswith((".go", ".then")) for path in inside)


def first_stage_has_nobody_before(law: Constitution) -> Iterator[Finding]:
    """The first stage cannot be among the leaders of a stage before it."""
    for path, _, route in elections(law):
        if route.stages[0].standing.who == "leading":
            message = f"In the first stage, '{route.stages[0].id}', stand the leaders of a stage before, and none is."
            where = (*path, "stages", 0, "standing", "who")
            yield Finding(where, "no-stage-before", message, "Write 'who: nominated', or put another stage first.")


def stages_are_reached(law: Constitution) -> Iterator[Finding]:
    """Every stage after the first follows another."""
    for path, body, route in elections(law):
        there = reached(route)
        for position, stage in enumerate(route.stages):
            twin = stage.id in [each.id for each in route.stages[:position]]
            if position not in there and not twin and not _led_elsewhere(law, _name(path, body, route)):
                message = f"No stage leads to '{stage.id}', so that it is never held."
                mend = f"Add 'go: {stage.id}' after the stage that it follows, or leave it out."
                yield Finding((*path, "stages", position, "id"), "never-reached", message, mend, out=True)


def stages_may_be_held_again(law: Constitution) -> Iterator[Finding]:
    """A line that leads back leads to a stage that may be held once more."""
    for each in _followings(law):
        target = next((stage for stage in each.route.stages if stage.id == each.line.go), None)
        if target is None or target.at_most > 1 or _amended(law, f"{each.name}.{target.id}.at_most"):
            continue
        if always_before(each.route, target.id, each.position):
            here = each.route.stages[each.position].id
            back = "itself" if target.id == here else f"'{target.id}', which was held before it"
            message = f"Stage '{here}' leads back to {back} and may be held only once."
            mend = f"Give '{target.id}' an 'at_most: 2', or leave the line out."
            yield Finding((*each.path, "go"), "not-again", message, mend)


def lines_can_come_true(law: Constitution) -> Iterator[Finding]:
    """A line waits for something that can happen and that no line above it takes."""
    for each in _followings(law):
        stage = each.route.stages[each.position]
        if each.line.when == "not-held" and not stage.quorum and not _amended(law, f"{each.name}.{stage.id}.quorum"):
            message = f"Stage '{stage.id}' is always held: it has no quorum that could be missed."
            yield Finding(
                (*each.path, "when"), "never-met", message, "Add a 'quorum', or leave the line out.", out=True
            )
        first = _taken_above(stage.then, each.number)
        if first is not None and not _amended(law, f"{each.name}.{stage.id}.then"):
            message = f"This line is never taken: whenever it is met, so is that at {OTHER}."
            mend = "Put the narrower condition first, or leave the line out."
            yield Finding(each.path, "never-met", message, mend, other=(*each.path[:-1], first), out=True)


def _taken_above(lines: Sequence[Next], number: int) -> int | None:
    """The first line above that is met whenever this one is."""
    line = lines[number]
    for position, other in enumerate(lines[:number]):
        comparable = other.counted == line.counted or other.stood is None
        comparable = comparable and other.exhausted == "nothing-follows"
        if other.when == line.when and comparable and _covers(other.stood, line.stood):
            return position
    return None


def _covers(wide: MoreThan | None, narrow: MoreThan | None) -> bool:
    """Whether every number that meets the narrow condition meets the wide one."""
    if wide is None or narrow is None:
        return wide is None
    above = wide.more_than is None or (narrow.more_than is not None and narrow.more_than >= wide.more_than)
    below = wide.at_most is None or (narrow.at_most is not None and narrow.at_most <= wide.at_most)
    return above and below


def numbers_can_be_met(law: Constitution) -> Iterator[Finding]:
    """A condition on a number is met by some number."""
    for path, _, route in elections(law):
        gates = every(MoreThan, route.candidates.gates, (*path, "candidates", "gates"))
        for where, rule in (*gates, *every(MoreThan, route.stages, (*path, "stages"))):
            if rule.more_than is not None and rule.at_most is not None and rule.more_than >= rule.at_most:
                message = f"No number is more than {rule.more_than} and at most {rule.at_most}."
                yield Finding(where, "limits-cross", message, "Let the least be less than the most.")
