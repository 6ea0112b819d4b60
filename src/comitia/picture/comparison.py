"""Pictures of a comparison: laws beside each other on the same people, with intervals over the runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.picture.canvas import Canvas, cut
from comitia.picture.compared import Compared
from comitia.picture.lost import lost
from comitia.picture.numbers import percent
from comitia.picture.palette import look
from comitia.picture.picture import Picture
from comitia.picture.representation import draw, draw_ratio
from comitia.run.table import Table

WIDTH, LEFT = 720.0, 210.0


def representation(made: Compared, body: str | None = None, group: str | None = None) -> Picture:
    """The share of every group outside and inside, law by law, with 5 and 95 % of the runs."""
    return draw(_table(made, body), "Outside and inside, under each law", made.label)


def ratio(made: Compared, body: str | None = None, group: str | None = None) -> Picture:
    """The share inside over the share outside, law by law, on a logarithmic scale."""
    return draw_ratio(_table(made, body), "Share inside over share outside, under each law", made.label)


def _table(made: Compared, body: str | None) -> Table:
    by, titles = made.document["by"], made.document["titles"]
    names = ("share", "share_low", "share_high", "ratio", "ratio_low", "ratio_high", "society")
    rows = [
        {"value": titles[value], "body": title, **{name: figures[name] for name in names}}
        for value in titles
        for _, _, title, told in made.bodies(body)
        if (figures := told["composition"][by][value])["society"] >= 0.005 or figures["share"]
    ]
    columns = ("value", "body", "society", *names[:6])
    return Table(f"representation by {by}", {name: [row[name] for row in rows] for name in columns})


def spread(made: Compared, body: str | None = None, group: str | None = None) -> Picture:
    """How the share of a group, by default the largest, is spread over the runs: a dot for each run, and its mean."""
    by, titles = made.document["by"], made.document["titles"]
    bodies = made.bodies(body)
    first = bodies[0][3]["composition"][by]
    value = made.group(group)
    every = list(made.shares.rows())
    rows = [
        (title, row["run"], row["share"])
        for law, name, title, _ in bodies
        for row in every
        if (row["law"], row["body"], row["value"]) == (law, name, value)
    ]
    means = [(title, told["composition"][by][value]["share"]) for _, _, title, told in bodies]
    table = Table(
        f"share of {value} by run",
        {
            "body": [*(row[0] for row in rows), *(title for title, _ in means)],
            "run": [*(str(row[1]) for row in rows), *("mean" for _ in means)],
            "share": [*(row[2] for row in rows), *(mean for _, mean in means)],
        },
    )
    says = f"A dot for each run; the line and the number are the mean. Society: {percent(first[value]['society'])}."
    title = f"{titles[value]}: share of seats over the runs"
    return Picture("spread", title, says, made.label, _dots(rows, means), table)


def _dots(rows: list[tuple[str, int, float]], means: list[tuple[str, float]]) -> Canvas:
    canvas = Canvas(WIDTH)
    most = max([share for _, _, share in rows] or [1.0]) or 1.0
    unit = (WIDTH - LEFT - 70) / most
    for i, (title, mean) in enumerate(means):
        y = 10 + i * 56.0
        law, _, body = title.partition(": ")
        canvas.text(0, y + 10, cut(law, 13, LEFT - 12), "b")
        canvas.text(0, y + 26, cut(body, 12, LEFT - 12), "s")
        canvas.line(LEFT, y + 30, WIDTH - 60, y + 30, "g")
        for number, (_, run, share) in enumerate(row for row in rows if row[0] == title):
            # Runs that lie close are laid above each other in turn, so that each can be seen.
            canvas.circle(
                LEFT + share * unit, y + 26 - (number % 8) * 3.2, 2.2, f"{look(i)} f", f"run {run}: {percent(share)}"
            )
        canvas.line(LEFT + mean * unit, y - 2, LEFT + mean * unit, y + 34, "i")
        canvas.number(WIDTH, y + 20, mean, percent(mean), "b", "end")
    canvas.height = 10 + len(means) * 56.0
    return canvas


KINDS: dict[str, Callable[[Compared, str | None, str | None], Picture]] = {
    "representation": representation,
    "ratio": ratio,
    "spread": spread,
    "lost": lost,
}


def picture(kind: str, made: Compared, body: str | None = None, group: str | None = None) -> Picture:
    """A picture of a comparison by its kind. Faults: there is no such kind."""
    if kind not in KINDS:
        mend = did_you_mean(kind, KINDS) or f"Of a comparison there are {', '.join(KINDS)}."
        raise Faults(Fault("unknown-picture", f"There is no picture '{kind}' of a comparison.", mend=mend))
    return KINDS[kind](made, body, group)


def side_by_side(made: Compared, groups: int) -> Iterator[tuple[str, str | None, Picture]]:
    """Every kind, and for as many of the largest groups where they were lost; what no law here has is left out."""
    whole: list[tuple[str, str | None]] = [(kind, None) for kind in ("representation", "ratio", "spread")]
    for kind, group in (*whole, *(("lost", value) for value in made.largest(groups))):
        with suppress(Faults):
            yield kind, group, picture(kind, made, group=group)
