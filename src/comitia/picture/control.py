"""Control share: the smallest share of citizens that can carry a majority of each body, tier by tier."""

from __future__ import annotations

from comitia.law.faults import Fault, Faults
from comitia.picture.canvas import Canvas, cut
from comitia.picture.numbers import percent
from comitia.picture.palette import look
from comitia.picture.picture import Picture
from comitia.picture.shown import Shown
from comitia.run.table import Table

WIDTH, LEFT = 720.0, 260.0
_STEP = 28.0
_BOUND = {"at most": "≤ ", "at least": "≥ ", None: ""}


def control(run: Shown, body: str | None = None, by: str | None = None) -> Picture:
    """Of every body of which it can be told. `body` and `by` change nothing. Faults: there is none."""
    told = [(b, run.document["bodies"][b]["title"], m) for b, m in run.document["measures"].items()]
    rows = [(title, m["control_share"], m["control_share_bound"], m["distance"]) for _, title, m in told]
    rows = [row for row in rows if row[1] is not None]
    if not rows:
        message = "Of no body of this run it can be told how few citizens carry a majority."
        raise Faults(
            Fault(
                "no-control",
                message,
                mend="Draw another picture; bodies filled by lot, say, have no majority to carry.",
            )
        )
    names = ("body", "share", "bound", "elections_between")
    table = Table("control share", {name: [row[i] for row in rows] for i, name in enumerate(names)})
    canvas = Canvas(WIDTH, len(rows) * _STEP + 26)
    room = WIDTH - LEFT - 80
    for i, (title, share, bound, _) in enumerate(rows):
        y = i * _STEP
        canvas.text(0, y + 14, cut(title, 13, LEFT - 12))
        canvas.rect(LEFT, y + 2, room * 2 * min(share, 0.5), 16, look(0))
        words = f"{_BOUND.get(bound, '')}{percent(share)}"
        canvas.number(LEFT + room * 2 * min(share, 0.5) + 6, y + 15, share, words, "b")
    end = len(rows) * _STEP
    canvas.line(LEFT + room, 0, LEFT + room, end, "g")
    canvas.text(LEFT + room, end + 14, "half of all citizens", "s", "middle")
    says = "The smallest share of citizens that can carry a majority of the body; ≤ marks a bound and no exact figure."
    return Picture("control", "Who can carry a majority", says, run.label, canvas, table)
