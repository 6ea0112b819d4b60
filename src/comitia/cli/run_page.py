"""A run as tables that fit a terminal."""

from __future__ import annotations

from typing import Any

from comitia.cli.output import console, significant
from comitia.run.result import Result


def print_run(result: Result, made: dict[str, Any], by: str) -> None:
    """Bodies and routes; what became of the stages; who sits where; offices; measures; the seed."""
    out = console()
    label = "simulated" if made["simulated"] else "from returns"
    out.print(f"\n[bold]{result.meta.law.title}[/bold]")
    out.print(f"on {result.meta.society.title}, seed {result.meta.seed}, {label}\n")
    out.print(_bodies(result, made))
    out.print(_stages(result, made))
    out.print(_rooms(result, made, by))
    if made["offices"]:
        out.print(_offices(made))
    out.print(_measures(result, made))
    out.print(
        f"[dim]All votes are {label}. Same people, same votes: --seed {result.meta.seed}. "
        "The figures that the model was fitted to: comitia calibrate.[/dim]"
        if made["simulated"]
        else ""
    )


def _table(title: str, *columns: str, left: int = 1) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for i, column in enumerate(columns):
        table.add_column(column, justify="left" if i < left else "right", no_wrap=i > 0)
    return table


def _bodies(result: Result, made: dict[str, Any]) -> Any:
    table = _table("Seats", "body and route", "seats", "filled", "vacant", "contests", "turnout")
    for body in result.meta.law.bodies:
        found = made["bodies"][body.id]
        table.add_row(
            f"[bold]{body.title}[/bold]", _n(found["seats"]), _n(found["filled"]), _n(found["vacant"]), "", ""
        )
        for route in body.routes:
            row = found["routes"][route.id]
            turnout = row.get("turnout")
            table.add_row(
                f"  {route.title}",
                _n(row["seats"]),
                _n(row["filled"]),
                _n(row["seats"] - row["filled"]),
                _n(row.get("contests")),
                f"{100 * turnout:.1f}%" if turnout else "",
            )
    return table


def _n(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def _stages(result: Result, made: dict[str, Any]) -> Any:
    table = _table("What became of the stages", "route and stage", "contests", "not held", "seats filled")
    for body in result.meta.law.bodies:
        for route in body.routes:
            summary = made["bodies"][body.id]["routes"][route.id]
            held = summary.get("contests_held", {})
            if sum(held.values()) <= 1:
                continue
            table.add_row(f"[bold]{body.title}: {route.title}[/bold]", "", "", "")
            for stage, contests in held.items():
                if contests:
                    void = sum(
                        h.outcome.count("not-held") for h in result.held(body.id, route.id) if h.stage.id == stage
                    )
                    table.add_row(f"  {stage}", _n(contests), _n(void), _n(summary["stages"][stage]))
    return table


def _rooms(result: Result, made: dict[str, Any], by: str) -> Any:
    attribute = result.meta.society.attribute(by)
    rooms = [b for b in result.meta.law.bodies if b.seats and b.routes and made["bodies"][b.id]["filled"]]
    rooms = [b for b in rooms if any(c["seats"] for c in made["bodies"][b.id]["composition"][by].values())][:4]
    table = _table(f"Who sits there, by {attribute.title.lower()} (simulated shares)", "", "society")
    for body in rooms:
        table.add_column(_short(body.title), justify="right")
    for value, title in zip(attribute.values, attribute.titles, strict=True):
        cells = []
        for body in rooms:
            here = made["bodies"][body.id]["composition"][by][value]
            ratio = f" ×{significant(here['ratio'])}" if here["ratio"] is not None else ""
            cells.append(f"{significant(100 * here['share'])}%{ratio}")
        society = made["bodies"][rooms[0].id]["composition"][by][value]["society"] if rooms else 0.0
        table.add_row(title, f"{significant(100 * society, 3)}%", *cells)
    return table


def _short(title: str) -> str:
    """A title that breaks at words."""
    return title.replace(" of People's Deputies", "")


def _offices(made: dict[str, Any]) -> Any:
    table = _table("Offices", "office", "for", "against", "invalid")
    for office in made["offices"].values():
        votes = office.get("votes")
        if votes:
            table.add_row(office["title"], _n(votes["for"]), _n(votes["against"]), _n(votes["invalid"]))
    return table


def _measures(result: Result, made: dict[str, Any]) -> Any:
    table = _table(
        "How far from the citizens (simulated)", "body", "elections between", "seats without their vote", "control share"
    )
    for body in result.meta.law.bodies:
        row = made["measures"].get(body.id)
        if row:
            bound = "≤ " if row["control_share_bound"] == "at most" else ""
            control = row["control_share"]
            table.add_row(
                body.title,
                significant(row["distance"]),
                f"{significant(100 * row['not_elected_by_citizens'])}%",
                f"{bound}{significant(100 * control)}%" if control is not None else "–",
            )
    return table
