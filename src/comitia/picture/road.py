"""The road of mandates: from groups through the ways in to a body and on to those drawn from it, as a flow."""

from __future__ import annotations

from collections import Counter

from comitia.measure.funnel import drawn_from
from comitia.picture.canvas import Canvas, broken, cut, width_of
from comitia.picture.numbers import count
from comitia.picture.palette import look
from comitia.picture.picture import Picture
from comitia.picture.shown import Shown, code_of
from comitia.run.table import Table
from comitia.society.cells import Attribute

WIDTH = 720.0
_TALL, _NODE, _GAP = 320.0, 10.0, 10.0
_ACROSS = (160.0, 345.0, WIDTH - 180.0)
_ROOM = (158.0, 190.0, 180.0)
"""Where the columns of nodes stand, and how much room each has for its labels."""
_STYLE = (("b", "s", "end"), ("o", "o", "start"), ("b", "s", "start"))
_TWO_LINES = 30.0
_ENDS_HERE = "no further"
Flow = tuple[int, str, str, int, int]
"""Column of the source, source, target, mandates, code of the group (for its colour)."""


def road(run: Shown, body: str | None = None, by: str | None = None) -> Picture:
    """Mandates of a body by group and route, and of how many the holders went on to which body."""
    which, attribute = run.body(body), run.attribute(by)
    flows = _flows(run, which.id, attribute)
    nodes = _nodes(flows)
    rows = [(source, target, _group(attribute, code), number) for _, source, target, number, code in flows]
    rows += [("all", name, "all", number) for column in nodes for name, number in column.items()]
    names = ("from", "to", attribute.name, "mandates")
    table = Table(f"road to {which.id}", {name: [row[i] for row in rows] for i, name in enumerate(names)})
    canvas = _draw(flows, nodes)
    through = len({flow[1] for flow in flows if flow[0] == 1})
    by_what, ways = attribute.title.lower(), "one way in" if through == 1 else f"{through} ways in"
    says = f"Mandates of the {which.title} by {by_what} and by {ways}; at the right, who went on."
    return Picture("road", f"{which.title}: the road of mandates", says, run.label, canvas, table)


def _group(attribute: Attribute, code: int) -> str:
    return attribute.titles[code] if code >= 0 else "not known"


def _flows(run: Shown, body: str, attribute: Attribute) -> list[Flow]:
    rows = run.sitting
    parts = set(run.law.body(body).joins) or {body}
    titles = {(b.id, r.id): r.title for b in run.law.bodies for r in b.routes}
    here = [row for row in rows if row["body"] in parts]
    onward: dict[str, list[str]] = {}
    beyond = [name for each in (body, *sorted(parts - {body})) for name in drawn_from(run.law, each)]
    for name in dict.fromkeys(beyond):
        for row in rows:
            if row["body"] == name:
                onward.setdefault(row["person"], []).append(run.law.body(name).title)
    first: Counter[tuple[str, int]] = Counter()
    second: Counter[tuple[str, str, int]] = Counter()
    for row in here:
        code = code_of(attribute, row)
        route = titles[row["body"], row["route"]]
        first[route, code] += 1
        for target in onward.get(row["person"], [_ENDS_HERE]):
            second[route, target, code] += 1
    made: list[Flow] = [(0, _group(attribute, code), route, n, code) for (route, code), n in first.items()]
    made += [(1, route, target, n, code) for (route, target, code), n in second.items()]
    ways = {title: i for i, title in enumerate(dict.fromkeys(titles.values()))}
    ends = {body.title: i for i, body in enumerate(run.law.bodies)}

    def place(flow: Flow) -> tuple[int, ...]:
        """Groups in the order of the society, ways and bodies in that of the law, those who went no further last."""
        column, source, target, _, code = flow
        by_code = code if code >= 0 else len(attribute.values)
        return (
            (column, by_code, ways[target])
            if column == 0
            else (column, by_code, ways[source], ends.get(target, len(ends)))
        )

    return sorted(made, key=place)


def _nodes(flows: list[Flow]) -> list[dict[str, int]]:
    """Mandates at each node: groups, ways in, where they went."""
    columns = [dict[str, int](), dict[str, int](), dict[str, int]()]
    for column, source, target, number, _ in flows:
        columns[column][source] = columns[column].get(source, 0) + number
        if column == 1:
            columns[2][target] = columns[2].get(target, 0) + number
    columns[2] = dict(sorted(columns[2].items(), key=lambda node: node[0] == _ENDS_HERE))
    return columns


def _draw(flows: list[Flow], columns: list[dict[str, int]]) -> Canvas:
    """Three columns of nodes; bands as wide as their mandates, in the colour of their group."""
    canvas = Canvas(WIDTH, _TALL + 30)
    unit = min((_TALL - _GAP * (len(nodes) - 1)) / max(sum(nodes.values()), 1) for nodes in columns if nodes)
    at: list[dict[str, float]] = []
    for nodes in columns:
        y, places = 0.0, {}
        for name, number in nodes.items():
            places[name] = y
            y += number * unit + _GAP
        at.append(places)
    _bands(canvas, flows, at, unit)
    for i, nodes in enumerate(columns):
        for name, number in nodes.items():
            tall = max(number * unit, 1.0)
            canvas.rect(_ACROSS[i], at[i][name], _NODE, tall, "cx")
            _label(canvas, i, _ACROSS[i], at[i][name] + tall / 2, tall, name, number)
    canvas.height = max(y + 12 for places in at for y in places.values()) + 20
    canvas.height = max(canvas.height, _TALL)
    return canvas


def _bands(canvas: Canvas, flows: list[Flow], at: list[dict[str, float]], unit: float) -> None:
    left = [dict(places) for places in at]
    right = [dict(places) for places in at]
    for column, source, target, number, code in flows:
        tall = number * unit
        a, b = left[column][source], right[column + 1][target]
        left[column][source] += tall
        right[column + 1][target] += tall
        x, to = _ACROSS[column] + _NODE, _ACROSS[column + 1]
        mid = (x + to) / 2
        d = (
            f"M{x:.0f} {a:.1f}C{mid:.0f} {a:.1f} {mid:.0f} {b:.1f} {to:.0f} {b:.1f}"
            f"V{b + tall:.1f}C{mid:.0f} {b + tall:.1f} {mid:.0f} {a + tall:.1f} {x:.0f} {a + tall:.1f}Z"
        )
        canvas.path(d, f"{look(code)} f", f"{source} → {target}: {count(number)}")


def _label(canvas: Canvas, column: int, x: float, y: float, tall: float, name: str, number: int) -> None:
    """Name and number of a node, in two lines where there is room for them. y: its middle."""
    wide = width_of(count(number), 13)
    first, *more = broken(name, 12, _ROOM[column] - wide - 24)
    lines = [first, " ".join(more)] if more and tall >= _TWO_LINES else [name]
    y += 4 - 7 * (len(lines) - 1)
    at, beside = (x - 6, x - 12 - wide) if column == 0 else (x + _NODE + 6, x + _NODE + 12 + wide)
    bold, plain, anchor = _STYLE[column]
    canvas.number(at, y, number, count(number), bold, anchor)
    for i, line in enumerate(lines):
        canvas.text(beside, y + 14 * i, cut(line, 12, _ROOM[column] - wide - 18), plain, anchor)
