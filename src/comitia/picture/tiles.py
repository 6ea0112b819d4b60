"""A tile for each territory, as many squares as seats would have: how a share differs from one to the next."""

from __future__ import annotations

from collections import Counter
from math import ceil, sqrt

from comitia.law.faults import Fault, Faults
from comitia.picture.canvas import Canvas, cut, width_of
from comitia.picture.legend import legend
from comitia.picture.numbers import count, percent
from comitia.picture.palette import look
from comitia.picture.picture import Picture
from comitia.picture.shown import Shown
from comitia.run.table import Table
from comitia.society.cells import Attribute

WIDTH, _GAP = 720.0, 8.0


def tiles(run: Shown, body: str | None = None, by: str | None = None) -> Picture:
    """Members of a body by territory and by an attribute; equal tiles, no map. Faults: the society has no territory."""
    which, attribute = run.body(body), run.attribute(by)
    places = [a for a in run.society.attributes if a.kinds]
    if not places:
        raise Faults(Fault("no-territories", "The society has no territories.", mend="Choose another picture."))
    place = places[0]
    parts = set(which.joins) or {which.id}
    seats: Counter[tuple[str, str]] = Counter()
    for row in run.sitting:
        if row["body"] in parts and row[place.name] and row[attribute.name]:
            seats[row[place.name], row[attribute.name]] += 1
    total = {p: sum(number for (where, _), number in seats.items() if where == p) for p in place.values}
    rows = [
        (place.titles[i], attribute.titles[j], seats[p, v], seats[p, v] / total[p])
        for i, p in enumerate(place.values)
        for j, v in enumerate(attribute.values)
        if seats[p, v]
    ]
    names = (place.name, attribute.name, "seats", "share")
    table = Table(f"{which.id} by {place.name}", {name: [row[i] for row in rows] for i, name in enumerate(names)})
    title = f"{which.title}: {attribute.title.lower()} by {place.title.lower()}"
    says = f"A tile for each {place.title.lower()}, all of one size; inside, its members by {attribute.title.lower()}."
    return Picture("tiles", title, says, run.label, _draw(rows, attribute), table)


def _draw(rows: list[tuple[str, str, int, float]], attribute: Attribute) -> Canvas:
    canvas = Canvas(WIDTH)
    territories = list(dict.fromkeys(row[0] for row in rows))
    across = max(min(ceil(sqrt(len(territories) * 1.6)), 6), 1)
    size = (WIDTH - _GAP * (across - 1)) / across
    tall = 72.0
    for i, territory in enumerate(territories):
        x, y = (i % across) * (size + _GAP), (i // across) * (tall + _GAP)
        here = [row for row in rows if row[0] == territory]
        canvas.text(x, y + 12, cut(territory, 12, size - 4), "b")
        canvas.rect(x, y + 20, size, 26, "cx")
        at = x
        for _, value, number, share in here:
            wide = size * share
            canvas.rect(at, y + 20, wide, 26, look(attribute.titles.index(value)), f"{value}: {count(number)}")
            at += wide
        first = max(here, key=lambda row: row[2])
        words = percent(first[3])
        canvas.text(x, y + 62, cut(first[1], 12, size - width_of(words, 13) - 6), "s")
        canvas.number(x + size, y + 62, first[3], words, "s", "end")
    y = ceil(len(territories) / across) * (tall + _GAP) + 14
    values = dict.fromkeys(row[1] for row in rows)
    canvas.height = legend(canvas, y, [(look(attribute.titles.index(value)), value, None) for value in values])
    return canvas
