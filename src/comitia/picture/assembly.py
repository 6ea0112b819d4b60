"""The assembly: every seat of a body, ordered by the way into it and coloured by an attribute; the chair apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from comitia.law.constitution import Body, Office
from comitia.picture.canvas import Canvas, cut, width_of
from comitia.picture.legend import legend
from comitia.picture.numbers import count
from comitia.picture.palette import look
from comitia.picture.picture import Picture
from comitia.picture.seating import seating
from comitia.picture.shown import Shown, code_of
from comitia.run.table import Table
from comitia.society.cells import Attribute

WIDTH = 720.0


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat as drawn: its row of the roll, None where it is vacant; its route; the code of its value, or -1."""

    row: dict[str, Any] | None
    route: str
    value: int


def assembly(run: Shown, body: str | None = None, by: str | None = None) -> Picture:
    """The seats of a body. by: an attribute of the society. Faults: no such body or attribute."""
    which, attribute = run.body(body), run.attribute(by)
    seats = list(seats_of(run, which, attribute))
    canvas = Canvas(WIDTH)
    top = _chairs(canvas, run, run.chairs(which.id), attribute)
    places, radius, height = seating(len(seats), WIDTH)
    for (x, y), seat in zip(places, seats, strict=True):
        mandate = "" if seat.row is None else f' data-m="{seat.row["mandate"]}"'
        canvas.circle(x, top + y, radius, "e" if seat.row is None else look(seat.value), data=mandate)
    table = _table(seats, attribute, which)
    y = _routes(canvas, top + height + 20, table) if len({seat.route for seat in seats}) > 1 else top + height + 8
    canvas.add('<g class="own">')
    _legend(canvas, y + 20, table, attribute)
    canvas.add("</g>")
    held = sum(seat.row is not None for seat in seats)
    says = (
        f"{count(held)} of {count(len(seats))} seats filled, from left to right by the way into the body, "
        f"coloured by {attribute.title.lower()}."
    )
    return Picture("assembly", which.title, says, run.label, canvas, table)


def seats_of(run: Shown, body: Body, attribute: Attribute) -> Iterator[Seat]:
    """The seats in the order in which they are drawn: by route in the order of the law, then by value; vacant last."""
    parts = [run.law.body(part) for part in body.joins] or [body]
    for part in parts:
        for route in part.routes:
            here = [row for row in run.sitting if row["body"] == part.id and row["route"] == route.id]
            values = [code_of(attribute, row) for row in here]
            for value, row in sorted(zip(values, here, strict=True), key=lambda pair: (pair[0] < 0, pair[0])):
                yield Seat(row, route.title, value)
            told = run.document["bodies"][part.id]["routes"].get(route.id, {}).get("seats")
            for _ in range(max((told or 0) - len(here), 0)):
                yield Seat(None, route.title, -1)


def _chairs(canvas: Canvas, run: Shown, offices: list[Office], attribute: Attribute) -> float:
    """Those who chair the body, above it; the room that they take."""
    rows = {row["body"]: row for row in run.sitting}
    top = 0.0
    for office in offices:
        row = rows.get(office.id)
        style = "e" if row is None else look(code_of(attribute, row))
        title = cut(office.title, 12, 300)
        left = canvas.width / 2 - width_of(title, 12) / 2
        data = "" if row is None else f' data-m="{row["mandate"]}"'
        canvas.circle(left - 8, top + 8, 7, style, data=data)
        canvas.text(left + 6, top + 12, title, "s")
        top += 22.0
    return top


def _table(seats: list[Seat], attribute: Attribute, body: Body) -> Table:
    """Seats by route and value, in the order in which they are drawn."""
    counts: dict[tuple[str, int | None], int] = {}
    for seat in seats:
        key = (seat.route, None if seat.row is None else seat.value)
        counts[key] = counts.get(key, 0) + 1
    total: dict[int | None, int] = {}
    for (_, value), number in counts.items():
        total[value] = total.get(value, 0) + number
    rows = [(route, value, number) for (route, value), number in counts.items()]
    rows += [("all", value, number) for value, number in total.items()]
    ways: dict[str, int] = {}
    for (route, _), number in counts.items():
        ways[route] = ways.get(route, 0) + number
    return Table(
        f"seats of {body.id} by {attribute.name}",
        {
            "route": [*(route for route, _, _ in rows), *ways],
            attribute.name: [*(_title(attribute, value) for _, value, _ in rows), *("all" for _ in ways)],
            "seats": [*(number for _, _, number in rows), *ways.values()],
        },
    )


def _title(attribute: Attribute, value: int | None) -> str:
    if value is None:
        return "vacant"
    return attribute.titles[value] if value >= 0 else "not known"


def _routes(canvas: Canvas, y: float, table: Table) -> float:
    """The ways in from left to right, with the seats of each; where the list ends."""
    *_, value, _ = table.columns
    seats = {row["route"]: row["seats"] for row in table.rows() if row[value] == "all"}
    x = 0.0
    canvas.text(x, y, "From the left:", "s")
    x += width_of("From the left:", 12) + 10
    for route, number in seats.items():
        words = cut(route, 12, 240)
        wide = width_of(count(number), 13) + width_of(words, 12) + 24
        if x + wide > canvas.width and x > 0:
            x, y = 0.0, y + 17
        canvas.number(x, y, number, count(number), "b")
        canvas.text(x + width_of(count(number), 13) + 5, y, words, "s")
        x += wide
    return y


def _legend(canvas: Canvas, y: float, table: Table, attribute: Attribute) -> None:
    """What the colours mean, with the seats of each."""
    looks = {title: look(code) for code, title in enumerate(attribute.titles)} | {"not known": look(-1), "vacant": "e"}
    seats = {row[attribute.name]: row["seats"] for row in table.rows() if row["route"] == "all"}
    entries = [(looks[name], name, seats[name]) for name in looks if name in seats]
    canvas.height = legend(canvas, y, entries)
