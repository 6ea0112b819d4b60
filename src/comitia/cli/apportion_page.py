"""An apportionment as a page for people, and as tables to be written."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import click

from comitia.cli.apportion_tables import behind, behind_title, decimals, dues, methods, units, votes
from comitia.sheets.writing import Cell, Table

_WIDEST = 44
_SHOWN = 8
"""How many cases of one paradox are listed."""


def print_apportioned(made: dict[str, Any]) -> None:
    """The page."""
    for line in _page(made):
        click.echo(line)


def _page(made: dict[str, Any]) -> Iterator[str]:
    if "rule" in made:
        yield from _entitled(made)
    elif made["method"] == "all":
        yield f"{made['seats_in_all']:,} seats for {made['total']:,} ({made['column']}), by every method\n"
        yield from _laid(methods(made))
    else:
        yield from _shared(made)
    for draw in made["draws"]:
        how = "lot supplied" if draw["supplied"] else "by lot"
        yield f"\ntie, {draw['stage']}: {', '.join(draw['among'])}; {how}: {', '.join(draw['taken'])}"


def _shared(made: dict[str, Any]) -> Iterator[str]:
    yield f"{made['seats_in_all']:,} seats for {made['total']:,} ({made['column']}), by {made['method']}\n"
    yield from _laid(units(made))
    if made["filled"] < made["seats_in_all"]:
        yield f"\n{made['seats_in_all'] - made['filled']:,} seats stay open."
    if made["closest"]:
        yield f"\nHow close: {made['closest']['text']}"
    for section in ("quotients", "remainders"):
        if section in made:
            yield f"\n{behind_title(made)}\n"
            yield from _laid(behind(made))
    if "explanation" in made:
        yield ""
        yield from made["explanation"]
    if "paradoxes" in made:
        yield ""
        yield from _paradoxes(made["paradoxes"])


def _laid(table: Table) -> Iterator[str]:
    """Lines with columns under each other: numbers at the right, the first column at the left."""
    cells = [[_shown(cell) for cell in line] for line in table]
    wide = [min(max(len(line[place]) for line in cells), _WIDEST) for place in range(len(cells[0]))]
    words = {place for place in range(len(wide)) if all(isinstance(line[place], str) for line in table[1:])}
    for number, line in enumerate(cells):
        parts = [
            cell.ljust(room) if place in words else cell.rjust(room)
            for place, (cell, room) in enumerate(zip(line, wide, strict=True))
        ]
        yield "  ".join(parts).rstrip()
        if number == 0:
            yield "─" * (sum(wide) + 2 * (len(wide) - 1))


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Fraction):
        return decimals(cell)
    return f"{cell:,}" if isinstance(cell, int) else cell


# paradoxes


def _paradoxes(found: dict[str, Any]) -> Iterator[str]:
    titles = {
        "alabama": "Paradox of Alabama (one more seat in all, one fewer for a unit)",
        "population": "Paradox of population (who grows faster loses a seat to who grows slower)",
        "new_state": "Paradox of a new state (a newcomer with its own seats moves those of others)",
    }
    for key, title in titles.items():
        part = found[key]
        number = len(part["found"])
        yield f"{title}: {f'{number:,} found' if number else 'none'}."
        tied = f"; {part['tied']:,} hung on a lot and were passed over" if part["tied"] else ""
        yield f"  searched: {part['searched']} ({part['cases']:,} cases{tied})"
        for each in part["found"][:_SHOWN]:
            yield f"  {_case(key, each)}"
        if number > _SHOWN:
            yield f"  and {number - _SHOWN:,} more; --json lists all"


def _case(key: str, each: dict[str, Any]) -> str:
    if key == "alabama":
        sizes = each["seats"], each["seats"] + 1
        return f"{sizes[0]:,} seats: {each['unit']} has {each['before']}; {sizes[1]:,} seats: {each['after']}"
    if key == "population":
        (a, b), (c, d) = each["votes"], each["later"]
        return f"{each['loses']} grows from {a:,} to {c:,} and loses a seat to {each['gains']}, from {b:,} to {d:,}"
    moved = ", ".join(f"{one['unit']} {one['without']} → {one['with']}" for one in each["changed"])
    return f"{each['newcomer']} comes in with {each['seats']}: {moved}"


# entitlement rules


def _entitled(made: dict[str, Any]) -> Iterator[str]:
    yield f"{made['title']}\n"
    yield from _laid(dues(made))
    parts = [f"{made['delegates']:,} delegates"] if any(row["delegates"] is not None for row in made["units"]) else []
    if any(row["votes"] is not None for row in made["units"]):
        parts.append(f"{votes(made['votes_exact'])} votes")
    yield f"\nIn all: {', '.join(parts)}."
    for row in made["units"]:
        yield f"\n{row['name']}"
        for why in row["why"]:
            yield f"  {why['text']} [{why['article']}]"
    for group in made["groups"]:
        yield f"\n{group['text']} [{group['article']}]"
    if made["note"]:
        yield f"\nNote: {made['note']}"
