"""Where a group was lost: its share at every gate, law by law, on one axis."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from comitia.law.faults import Fault, Faults
from comitia.measure.funnel import WORDS
from comitia.picture.canvas import Canvas, cut
from comitia.picture.compared import Compared
from comitia.picture.numbers import percent
from comitia.picture.palette import look
from comitia.picture.picture import Picture
from comitia.run.table import Table

WIDTH, LEFT, RIGHT = 720.0, 210.0, 60.0
_STEP, _BAR = 21.0, 14.0


def lost(made: Compared, body: str | None = None, group: str | None = None) -> Picture:
    """The gates of the first body of every law that has any; group: the one that is largest outside if none is named.

    Faults: no such group; no law with gates.
    """
    titles = made.document["titles"]
    value = made.group(group)
    rows = [row for law in made.document["laws"].values() for row in _rows(law, body, value)]
    if not rows:
        mend = "Bodies that are elected have one."
        raise Faults(Fault("no-funnel", "No law that was compared has a funnel here.", mend=mend))
    names = ("law", "gate", "share")
    table = Table(f"{value} at every gate", {name: [row[name] for row in rows] for name in names})
    canvas = _draw(rows, look(list(titles).index(value)))
    return Picture("lost", f"{titles[value]}: share at every gate", _sentence(rows), made.label, canvas, table)


def _rows(law: dict[str, Any], body: str | None, value: str) -> list[dict[str, Any]]:
    """One row a gate of the body, or of the law's first body that has gates."""
    known = [name for name in ([body] if body else [*law["main"], *law["bodies"]]) if law["funnels"].get(name)]
    if not known:
        return []
    name = f"{law['title']}: {law['bodies'][known[0]]['title']}"
    gates = law["funnels"][known[0]]
    return [{"law": name, "gate": _gate(law, gate), "share": shares[value]} for gate, shares in gates.items()]


def _gate(law: dict[str, Any], gate: str) -> str:
    if gate in WORDS:
        return WORDS[gate]
    return f"then: {law['titles'][gate.removeprefix('onward: ')]}"


def _draw(rows: list[dict[str, Any]], style: str) -> Canvas:
    canvas, y = Canvas(WIDTH), 0.0
    unit = (WIDTH - LEFT - RIGHT) / (max(row["share"] for row in rows) or 1.0)
    for law in dict.fromkeys(row["law"] for row in rows):
        canvas.text(0, y + 14, cut(law, 13, WIDTH), "b")
        y += 24
        for row in (row for row in rows if row["law"] == law):
            canvas.text(0, y + 11, cut(row["gate"], 13, LEFT - 12))
            canvas.line(LEFT, y + _BAR + 2, WIDTH - RIGHT, y + _BAR + 2, "g")
            canvas.rect(LEFT, y, row["share"] * unit, _BAR, style, f"{row['gate']}: {percent(row['share'])}")
            canvas.number(WIDTH, y + 11, row["share"], percent(row["share"]), "t", "end")
            y += _STEP
        y += 12
    canvas.height = y
    return canvas


def _sentence(rows: list[dict[str, Any]]) -> str:
    """The largest fall from one gate to the next, under any law."""
    pairs = [(a, b) for a, b in pairwise(rows) if a["law"] == b["law"]]
    before, after = max(pairs, key=lambda pair: pair[0]["share"] - pair[1]["share"])
    if before["share"] <= after["share"]:
        return "The share falls at no gate."
    return (
        f"It falls most between “{before['gate']}” ({percent(before['share'])}) and “{after['gate']}” "
        f"({percent(after['share'])}), {after['law']}."
    )
