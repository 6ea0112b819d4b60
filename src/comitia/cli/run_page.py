"""A run as tables that fit a terminal."""

from __future__ import annotations

from typing import Any

from comitia.cli.output import console, significant
from comitia.law.constitution import Body
from comitia.law.routes import Election, Lot
from comitia.law.tiers import Delegates, Meetings
from comitia.measure.funnel import WORDS
from comitia.run.result import Result

ROOM = 50
"""Bodies of at least so many seats have their composition shown."""
COLUMNS = 5
"""Of so many bodies at most."""


def print_run(result: Result, made: dict[str, Any], by: str) -> None:
    """Bodies and routes; what became of the stages; who sits where, and where they were lost; offices; measures."""
    out = console()
    out.print(f"\n[bold]{result.meta.law.title}[/bold]")
    out.print(f"on {result.meta.society.title}, seed {result.meta.seed}, {label(made)}\n")
    shown = [seats(result, made), stages(result, made), rooms(result, made, by)]
    shown += [funnel(result, made, body, by) for body in _first_rooms(result, made)]
    for each in (*shown, offices(made), measures(result, made)):
        if each.row_count:
            out.print(each)
    if made["simulated"]:
        out.print(f"[dim]Simulated votes. The same again: --seed {result.meta.seed}. How good the model is:[/dim]")
        out.print(f"[dim]comitia calibrate {result.meta.law.name} --society {result.meta.society.name}[/dim]")


def label(made: dict[str, Any]) -> str:
    """Whether the figures are simulated, in a word or a few."""
    real = made.get("real_votes", 0)
    if made["simulated"] and real:
        return f"simulated but for {real:,} vote{'' if real == 1 else 's'} from returns"
    return "simulated" if made["simulated"] else "from returns"


def table(title: str, *columns: str, left: int = 1) -> Any:
    """An empty table; the first `left` columns are words, the others numbers."""
    from rich import box
    from rich.table import Table

    made = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1),
        collapse_padding=True,
    )
    for i, column in enumerate(columns):
        made.add_column(column, justify="left" if i < left else "right", no_wrap=i >= left)
    return made


def _elected(result: Result) -> list[Body]:
    """Bodies that are filled by election, in whole or in part."""
    ways = (Election, Lot, Meetings, Delegates)
    return [b for b in result.meta.law.bodies if b.joins or any(isinstance(r, ways) for r in b.routes)]


def seats(result: Result, made: dict[str, Any]) -> Any:
    """Seats, filled and vacant, contests and turnout, by body and route."""
    shown = table("Seats", "body and route", "seats", "filled", "vacant", "contests", "turnout")
    for body in result.meta.law.bodies:
        found = made["bodies"][body.id]
        numbers = (number(found[key]) for key in ("seats", "filled", "vacant"))
        places = f" ({found['places']:,})" if "places" in found else ""
        shown.add_row(f"[bold]{body.title}[/bold]{places}", *numbers, "", "")
        for route in body.routes if body in _elected(result) else ():
            row = found["routes"][route.id]
            turnout = row.get("turnout")
            shown.add_row(
                f"  {route.title}",
                number(row["seats"]),
                number(row["filled"]),
                number(None if row["seats"] is None else row["seats"] - row["filled"]),
                number(row.get("contests")),
                f"{100 * turnout:.1f}%" if turnout else "",
            )
    return shown


def number(value: int | None) -> str:
    """A whole number with thousands, or nothing."""
    return "" if value is None else f"{value:,}"


def stages(result: Result, made: dict[str, Any]) -> Any:
    """For every route with more than one stage held: the contests at each stage, and the seats filled there."""
    shown = table("What became of the stages", "route", "stage", "contests", "too few came", "seats filled", left=2)
    for body in result.meta.law.bodies:
        for route in body.routes:
            held = made["bodies"][body.id]["routes"][route.id].get("contests_held", {})
            decided = made["bodies"][body.id]["routes"][route.id].get("stages", {})
            rows = [stage for stage, contests in held.items() if contests]
            for i, stage in enumerate(rows if len(rows) > 1 else ()):
                void = sum(h.outcome.count("not-held") for h in result.held(body.id, route.id) if h.stage.id == stage)
                name = route.title if i == 0 else ""
                shown.add_row(name, stage, number(held[stage]), number(void), number(decided[stage]))
    return shown


def _rooms(result: Result, made: dict[str, Any]) -> list[Body]:
    """The bodies shown, in the order of the law; those of which there is one in every place where there is room."""
    large = [body for body in _elected(result) if made["bodies"][body.id]["filled"] >= ROOM]
    single = [body.id for body in large if body.id not in result.tiers]
    everywhere = [body.id for body in large if body.id in result.tiers]
    shown = (single[:COLUMNS], everywhere[: max(COLUMNS - len(single), 0)])
    return [body for body in large if any(body.id in part for part in shown)]


def _first_rooms(result: Result, made: dict[str, Any]) -> list[Body]:
    """The first body from whose ranks others are filled, where people were lost on the way to it."""
    return [body for body in result.meta.law.bodies if body.id in made["funnels"]][:1]


def rooms(result: Result, made: dict[str, Any], by: str) -> Any:
    """Who sits there by an attribute: share, and as a multiple of the share in the society."""
    attribute = result.meta.society.attribute(by)
    here = [body for body in _rooms(result, made) if by in made["bodies"][body.id]["composition"]]
    shown = table(
        f"Who sits there, by {attribute.title.lower()}: share, and times their share in society", "", "society"
    )
    for body in here:
        shown.add_column(broken(body.title), justify="right")
    for value, title in zip(attribute.values, attribute.titles, strict=True):
        rows = [made["bodies"][body.id]["composition"][by][value] for body in here]
        cells = [f"{significant(100 * row['share'])}% ×{significant(row['ratio'])}" for row in rows]
        society = f"{100 * rows[0]['society']:.1f}%" if rows else ""
        if any(row["seats"] for row in rows) or (rows and rows[0]["society"] >= 0.01):
            shown.add_row(title, society, *cells)
    return shown


def broken(title: str) -> str:
    """A title on two lines."""
    words = title.replace(" of People's Deputies", "").split()
    half = (len(words) + 1) // 2
    return " ".join(words[:half]) + "\n" + " ".join(words[half:])


def funnel(result: Result, made: dict[str, Any], body: Body, by: str) -> Any:
    """Where who was lost: share at each gate."""
    attribute = result.meta.society.attribute(by)
    gates: dict[str, dict[str, dict[str, Any]]] = made["funnels"][body.id][by]
    kept = list(gates)
    shown = table(f"Where they were lost on the way to the {body.title}: share at each gate", "")
    for title in gate_titles(kept):
        shown.add_column(title, justify="right")
    for value, title in zip(attribute.values, attribute.titles, strict=True):
        if gates["society"][value]["share"] >= 0.01 or gates["elected"][value]["people"]:
            shown.add_row(title, *(f"{significant(100 * gates[gate][value]['share'])}%" for gate in kept))
    totals = (sum(cell["people"] for cell in gates[gate].values()) for gate in kept)
    shown.add_row("[dim]people[/dim]", *(f"[dim]{short(total)}[/dim]" for total in totals))
    return shown


def gate_titles(gates: list[str]) -> list[str]:
    """The names of gates as narrow headings of columns; bodies that follow are cut to their last word."""
    names = {gate: words.replace(" ", "\n").replace("nominated", "nomi-\nnated") for gate, words in WORDS.items()}
    return [names.get(gate) or "then:\n" + gate.rsplit("-", 1)[-1].removeprefix("onward: ") for gate in gates]


def short(people: int) -> str:
    """A number of people in few characters."""
    return f"{people / 1e6:.0f} M" if people >= 1_000_000 else f"{people:,}"


def offices(made: dict[str, Any]) -> Any:
    """The votes for offices of one."""
    shown = table("Offices", "office", "for", "against", "invalid")
    for office in made["offices"].values():
        votes = office.get("votes")
        if votes:
            shown.add_row(office["title"], *(number(votes[key]) for key in ("for", "against", "invalid")))
    return shown


def measures(result: Result, made: dict[str, Any]) -> Any:
    """Distance, seats without a vote of citizens, control share, of bodies filled by election."""
    shown = table(
        "How far from the citizens",
        "body",
        "elections\nbetween",
        "seats without\ntheir vote",
        "share that can\ncarry it",
    )
    for body in _elected(result):
        row = made["measures"].get(body.id)
        if row:
            bound = "≤ " if row["control_share_bound"] == "at most" else ""
            control = row["control_share"]
            shown.add_row(
                body.title,
                significant(row["distance"]),
                f"{significant(100 * row['not_elected_by_citizens'])}%",
                f"{bound}{significant(100 * control)}%" if control is not None else "–",
            )
    return shown
