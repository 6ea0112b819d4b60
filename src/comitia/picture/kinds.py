"""The kinds of picture by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.picture import shown
from comitia.picture.assembly import assembly
from comitia.picture.control import control
from comitia.picture.funnel import funnel
from comitia.picture.picture import Picture
from comitia.picture.representation import ratio, representation
from comitia.picture.road import road
from comitia.picture.shown import Shown
from comitia.picture.stages import stages
from comitia.picture.tiles import tiles

Drawn = Callable[[Shown, str | None, str | None], Picture]

KINDS: dict[str, tuple[Drawn, str]] = {
    "assembly": (assembly, "every seat of a body, by the way into it, coloured by an attribute"),
    "representation": (representation, "the share of every group outside and inside, body by body"),
    "ratio": (ratio, "the share inside over the share outside, on a logarithmic scale"),
    "funnel": (funnel, "who was lost at which gate"),
    "road": (road, "from groups through the ways in to a body, and on"),
    "stages": (stages, "what became of the stages of every election"),
    "tiles": (tiles, "a tile for each territory, with its members by an attribute"),
    "control": (control, "the smallest share of citizens that can carry a majority, body by body"),
}


def picture(kind: str, run: Shown, body: str | None = None, by: str | None = None) -> Picture:
    """A picture by its kind. Faults: no such kind; what the kind cannot show of this run."""
    if kind not in KINDS:
        mend = did_you_mean(kind, KINDS) or f"There are {', '.join(KINDS)}."
        raise Faults(Fault("unknown-picture", f"There is no picture '{kind}'.", mend=mend))
    return KINDS[kind][0](run, body, by)


def of_result(result: Any, kind: str, body: str | None = None, by: str | None = None) -> Picture:
    """A picture of a run in memory; `Result.plot` finds it here by name, since pictures stand above runs."""
    return picture(kind, shown.of_result(result), body, by)
