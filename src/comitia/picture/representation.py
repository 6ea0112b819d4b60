"""Representation: the share of every group outside against its share inside, body by body; as shares or as ratios."""

from __future__ import annotations

from math import log10
from typing import Any

from comitia.picture.canvas import Canvas, cut
from comitia.picture.numbers import percent, times
from comitia.picture.palette import look
from comitia.picture.picture import Picture
from comitia.picture.shown import Shown
from comitia.run.table import Table

WIDTH, LEFT, RIGHT = 720.0, 190.0, 70.0
_ROW = 20.0
_FEW = 20
"""Bodies with fewer members are shown only if they are asked for: a share in them is an accident."""
_TRACE = 0.005
"""A group with a smaller share outside and nobody inside is left out."""
_LEAST, _MOST = 1 / 32, 32.0
"""Ratios beyond these are drawn at the edge; the number beside the dot says what they are."""


def representation(run: Shown, body: str | None = None, by: str | None = None) -> Picture:
    """Shares in the society and in every body that the run fills, or in one."""
    table, title = shares(run, body, by)
    return draw(table, f"{title}: outside and inside", run.label)


def ratio(run: Shown, body: str | None = None, by: str | None = None) -> Picture:
    """The share inside over the share outside, on a logarithmic scale: 1 is a mirror."""
    table, title = shares(run, body, by)
    return draw_ratio(table, f"{title}: share inside over share outside", run.label)


def shares(run: Shown, body: str | None, by: str | None) -> tuple[Table, str]:
    """Columns: body, value, society, share, ratio; of the bodies that have more than a handful of members."""
    attribute = run.attribute(by)
    bodies = (
        [run.body(body).id] if body else [b for b, told in run.document["bodies"].items() if told["filled"] >= _FEW]
    )
    rows: list[dict[str, Any]] = []
    for name in bodies:
        told = run.document["bodies"][name]
        values = told["composition"].get(attribute.name, {})
        if not any(figures["seats"] for figures in values.values()):
            continue  # of this body nobody's group is known
        for value, figures in values.items():
            if figures["society"] >= _TRACE or figures["seats"]:
                title = attribute.titles[attribute.values.index(value)]
                rows.append(
                    {"value": title, "body": told["title"], **{k: figures[k] for k in ("society", "share", "ratio")}}
                )
    order = {value: i for i, value in enumerate(attribute.titles)}
    rows.sort(key=lambda row: order[row["value"]])
    names = ("value", "body", "society", "share", "ratio")
    return Table(f"representation by {attribute.name}", {n: [row[n] for row in rows] for n in names}), attribute.title


def draw(table: Table, title: str, label: str) -> Picture:
    """Dumbbells: a hollow dot outside, a full dot inside; with a bar of the interval where the table has one."""
    canvas, rows = Canvas(WIDTH), list(table.rows())
    most = max((max(row["society"], row.get("share_high") or row["share"]) for row in rows), default=1.0) or 1.0
    scale = (WIDTH - LEFT - RIGHT) / most
    y, looks = 0.0, _looks(rows)
    for value in dict.fromkeys(row["value"] for row in rows):
        here = [row for row in rows if row["value"] == value]
        outside = LEFT + here[0]["society"] * scale
        canvas.text(0, y + 14, cut(value, 13, 130), "b")
        canvas.number(LEFT - 12, y + 14, here[0]["society"], percent(here[0]["society"]), "s", "end")
        for row in here:
            inside = LEFT + row["share"] * scale
            canvas.line(LEFT, y + 10, WIDTH - RIGHT, y + 10, "g")
            canvas.line(outside, y + 10, inside, y + 10, "i")
            _interval(canvas, row, y + 10, lambda share: LEFT + share * scale)
            canvas.circle(outside, y + 10, 5, "e", f"society {percent(row['society'])}")
            canvas.circle(inside, y + 10, 6, looks[row["body"]], f"{row['body']} {percent(row['share'])}")
            canvas.number(WIDTH, y + 14, row["share"], percent(row["share"]), "t", "end")
            y += _ROW
        y += 8
    _bodies(canvas, y + 14, looks, "hollow: the society, with its share at the left")
    return Picture("representation", title, _sentence(rows), label, canvas, table)


def draw_ratio(table: Table, title: str, label: str) -> Picture:
    """Dots on a logarithmic axis, with a line at 1."""
    canvas, rows = Canvas(WIDTH), [row for row in table.rows() if row["ratio"] is not None]
    looks = _looks(rows)
    low = min([0.5, *(max(row["ratio"], _LEAST) for row in rows if row["ratio"])])
    high = max([2.0, *(min(row["ratio"], _MOST) for row in rows)])

    def x(value: float) -> float:
        held = min(max(value, low), high)
        return LEFT + (WIDTH - LEFT - RIGHT) * (log10(held) - log10(low)) / (log10(high) - log10(low))

    y = 8.0
    for value in dict.fromkeys(row["value"] for row in rows):
        canvas.text(0, y + 14, cut(value, 13, LEFT - 10), "b")
        for row in (row for row in rows if row["value"] == value):
            canvas.line(LEFT, y + 10, WIDTH - RIGHT, y + 10, "g")
            canvas.line(x(1), y + 10, x(row["ratio"]), y + 10, "i")
            canvas.circle(x(row["ratio"]), y + 10, 6, looks[row["body"]], f"{row['body']} {times(row['ratio'])}")
            canvas.number(WIDTH, y + 14, row["ratio"], times(row["ratio"]), "t", "end")
            y += _ROW
        y += 8
    canvas.line(x(1), 4, x(1), y, "i")
    canvas.text(x(1), 0, "as many as outside", "s", "middle")
    _bodies(canvas, y + 14, looks, "logarithmic scale")
    return Picture("ratio", title, _sentence(rows), label, canvas, table)


def _looks(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {body: look(i) for i, body in enumerate(dict.fromkeys(row["body"] for row in rows))}


def _interval(canvas: Canvas, row: dict[str, Any], y: float, x: Any) -> None:
    if row.get("share_low") is not None:
        canvas.line(x(row["share_low"]), y - 5, x(row["share_low"]), y + 5, "i")
        canvas.line(x(row["share_high"]), y - 5, x(row["share_high"]), y + 5, "i")
        canvas.line(x(row["share_low"]), y, x(row["share_high"]), y, "i")


def _bodies(canvas: Canvas, y: float, looks: dict[str, str], note: str) -> None:
    """Which dot is which body."""
    for i, (body, style) in enumerate(looks.items()):
        x, line = (i % 2) * WIDTH / 2, y + (i // 2) * 18
        canvas.circle(x + 6, line - 4, 6, style)
        canvas.text(x + 18, line, cut(body, 13, WIDTH / 2 - 24))
    canvas.height = y + (len(looks) + 1) // 2 * 18 + 4
    canvas.text(0, canvas.height, note, "s")
    canvas.height += 4


def _sentence(rows: list[dict[str, Any]]) -> str:
    """The group that is largest outside, in the first body."""
    if not rows:
        return "No body of the run has members whose group is known."
    row = max((row for row in rows if row["body"] == rows[0]["body"]), key=lambda row: row["society"])
    return f"{row['value']}: {percent(row['society'])} of the society, {percent(row['share'])} of the {row['body']}."
