"""The funnel: at each gate, the share of every group; who was lost where."""

from __future__ import annotations

from itertools import pairwise

from comitia.law.faults import Fault, Faults
from comitia.measure.funnel import WORDS
from comitia.picture.canvas import Canvas, cut
from comitia.picture.legend import legend
from comitia.picture.numbers import count, percent
from comitia.picture.palette import look
from comitia.picture.picture import Picture
from comitia.picture.shown import Shown
from comitia.run.table import Table

WIDTH, LEFT, RIGHT = 720.0, 220.0, 80.0
_BAR, _STEP = 22.0, 34.0
_SMALL = 40.0
"""A part narrower than this gets no number of its own; the table has it."""


def funnel(run: Shown, body: str | None = None, by: str | None = None) -> Picture:
    """The gates of a body. Faults: the run keeps no funnel of it."""
    which, attribute = run.body(body), run.attribute(by)
    gates = run.document.get("funnels", {}).get(which.id, {}).get(attribute.name)
    if gates is None:
        known = ", ".join(run.document.get("funnels", {})) or "none"
        message = f"The run keeps no funnel of '{which.id}' by {attribute.name}."
        raise Faults(Fault("no-funnel", message, mend=f"Bodies with a funnel: {known}."))
    rows = [
        {"gate": _gate(run, gate), "value": attribute.titles[attribute.values.index(value)], "code": value, **figures}
        for gate, values in gates.items()
        for value, figures in values.items()
    ]
    names = ("gate", "value", "people", "share")
    table = Table(f"funnel of {which.id} by {attribute.name}", {n: [row[n] for row in rows] for n in names})
    canvas = _draw(table, attribute.titles)
    title = f"{which.title}: the way in, by {attribute.title.lower()}"
    return Picture("funnel", title, _sentence(table), run.label, canvas, table)


def _gate(run: Shown, gate: str) -> str:
    """A gate in words; `onward: BODY` by the body's title."""
    if gate in WORDS:
        return WORDS[gate]
    return f"then: {run.law.body(gate.removeprefix('onward: ')).title}"


def _draw(table: Table, titles: tuple[str, ...]) -> Canvas:
    canvas, rows = Canvas(WIDTH), list(table.rows())
    room, y = WIDTH - LEFT - RIGHT, 0.0
    for gate in dict.fromkeys(row["gate"] for row in rows):
        here = [row for row in rows if row["gate"] == gate]
        canvas.text(0, y + 16, cut(gate, 13, LEFT - 8))
        x = LEFT
        for row in here:
            wide = room * row["share"]
            canvas.rect(x, y, wide, _BAR, look(titles.index(row["value"])), f"{row['value']} {percent(row['share'])}")
            if wide >= _SMALL:
                canvas.rect(x + wide / 2 - 18, y + 3, 36, _BAR - 6, "p")
                canvas.number(x + wide / 2, y + 16, row["share"], percent(row["share"]), "t", "middle")
            x += wide
        people = sum(row["people"] for row in here)
        canvas.text(WIDTH, y + 16, count(people), "s", "end")
        y += _STEP
    y += 12
    values = dict.fromkeys(row["value"] for row in rows)
    canvas.height = legend(canvas, y, [(look(titles.index(value)), value, None) for value in values])
    return canvas


def _sentence(table: Table) -> str:
    """The largest loss of the group that is largest in the society."""
    rows = list(table.rows())
    group = max((row for row in rows if row["gate"] == rows[0]["gate"]), key=lambda row: row["share"])["value"]
    steps = [row for row in rows if row["value"] == group and row["people"] is not None]
    pairs = list(pairwise(steps))
    if not pairs:
        return f"{group}: {percent(steps[0]['share'])}."
    before, after = max(pairs, key=lambda pair: pair[0]["share"] - pair[1]["share"])
    return (
        f"The group “{group}” falls most between “{before['gate']}” ({percent(before['share'])}) "
        f"and “{after['gate']}” ({percent(after['share'])})."
    )
