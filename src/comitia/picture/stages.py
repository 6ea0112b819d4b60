"""What became of the stages: how many contests each stage decided, how many went on, how many stayed open."""

from __future__ import annotations

from collections import Counter

from comitia.law.faults import Fault, Faults
from comitia.law.routes import Election
from comitia.picture.canvas import Canvas, cut, width_of
from comitia.picture.legend import legend
from comitia.picture.numbers import count
from comitia.picture.palette import look
from comitia.picture.picture import Picture
from comitia.picture.shown import Shown
from comitia.run.table import Table

WIDTH, LEFT = 720.0, 200.0
_BAR, _STEP = 18.0, 26.0
_LOOKS = {"filled": look(2), "unfilled": look(1), "not-held": look(5)}
_MEANS = {"filled": "every seat filled", "unfilled": "a seat left open", "not-held": "too few took part"}


def stages(run: Shown, body: str | None = None, by: str | None = None) -> Picture:
    """The stages of every election to a body. `by` changes nothing. Faults: nobody is elected to the body."""
    which = run.body(body)
    parts = set(which.joins) or {which.id}
    routes = [(p.id, r) for p in run.law.bodies if p.id in parts for r in p.routes if isinstance(r, Election)]
    if not routes:
        raise Faults(
            Fault("no-stages", f"No seat of the {which.title} is filled by election.", mend="Name another body.")
        )
    found = Counter((row["body"], row["route"], row["stage"], row["outcome"]) for row in run.table("contests").rows())
    rows = [
        (route.title, stage.id, outcome, found[part, route.id, stage.id, outcome])
        for part, route in routes
        for stage in route.stages
        for outcome in _LOOKS
        if found[part, route.id, stage.id, outcome]
    ]
    names = ("route", "stage", "outcome", "contests")
    table = Table(f"stages of {which.id}", {name: [row[i] for row in rows] for i, name in enumerate(names)})
    title = f"{which.title}: what became of the stages"
    first = sum(n for _, stage, outcome, n in rows if outcome == "filled" and stage == routes[0][1].stages[0].id)
    says = f"{count(first)} contests were decided at the first stage; the table tells the rest."
    return Picture("stages", title, says, run.label, _draw(table), table)


def _draw(table: Table) -> Canvas:
    canvas, rows = Canvas(WIDTH), list(table.rows())
    sums: Counter[tuple[str, str]] = Counter()
    for row in rows:
        sums[row["route"], row["stage"]] += row["contests"]
    unit = (WIDTH - LEFT - 60) / max(sums.values(), default=1)
    y = 4.0
    for route in dict.fromkeys(row["route"] for row in rows):
        canvas.text(0, y + 12, cut(route, 13, WIDTH), "b")
        y += 20
        for stage in dict.fromkeys(row["stage"] for row in rows if row["route"] == route):
            canvas.text(12, y + 13, cut(stage, 13, LEFT - 20))
            x, beside = LEFT, list[tuple[int, str]]()
            for row in (row for row in rows if (row["route"], row["stage"]) == (route, stage)):
                wide, words = row["contests"] * unit, count(row["contests"])
                canvas.rect(x, y, wide, _BAR, _LOOKS[row["outcome"]], f"{_MEANS[row['outcome']]}: {words}")
                if wide > width_of(words, 13) + 12:
                    canvas.rect(x + 4, y + 2, width_of(words, 13) + 6, _BAR - 4, "p")
                    canvas.number(x + 7, y + 13, row["contests"], words)
                else:
                    beside.append((row["contests"], words))
                x += max(wide, 1.0) + 1
            for number, words in beside:
                canvas.number(x + 5, y + 13, number, words)
                x += width_of(words, 13) + 9
            y += _STEP
        y += 6
    canvas.height = legend(canvas, y + 12, [(_LOOKS[outcome], means, None) for outcome, means in _MEANS.items()])
    return canvas
