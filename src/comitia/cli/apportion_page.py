"""An apportionment as a page for people, and as tables to be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

import click

from comitia.sheets.writing import Cell, Table

_WIDEST = 44
_FEW = 8
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
        yield from _laid(_methods(made))
    else:
        yield from _shared(made)
    for draw in made["draws"]:
        how = "lot supplied" if draw["supplied"] else "by lot"
        yield f"\ntie, {draw['stage']}: {', '.join(draw['among'])}; {how}: {', '.join(draw['taken'])}"


def _shared(made: dict[str, Any]) -> Iterator[str]:
    yield f"{made['seats_in_all']:,} seats for {made['total']:,} ({made['column']}), by {made['method']}\n"
    yield from _laid(_units(made))
    if made["filled"] < made["seats_in_all"]:
        yield f"\n{made['seats_in_all'] - made['filled']:,} seats stay open."
    if made["closest"]:
        yield f"\nHow close: {made['closest']['text']}"
    for section in ("quotients", "remainders"):
        if section in made:
            yield f"\n{_behind_title(made)}\n"
            yield from _laid(_behind(made))
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
    words = {place for place in range(len(wide)) if any(isinstance(line[place], str) for line in table[1:])}
    numeric = {place for place in words if all(_is_figure(line[place]) for line in table[1:])}
    for number, line in enumerate(cells):
        parts = [
            cell.ljust(room) if place in words - numeric else cell.rjust(room)
            for place, (cell, room) in enumerate(zip(line, wide, strict=True))
        ]
        yield "  ".join(parts).rstrip()
        if number == 0:
            yield "─" * (sum(wide) + 2 * (len(wide) - 1))


def _is_figure(cell: Cell) -> bool:
    return not isinstance(cell, str) or cell[:1] in "+-0123456789"


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


# the tables


def tables_of(made: dict[str, Any]) -> dict[str, Table]:
    """What was made as named tables: the units first."""
    if "rule" in made:
        return {"entitlement": _dues(made, full=True), "why": _why(made)}
    if made["method"] == "all":
        return {"methods": _methods(made)}
    tables: dict[str, Table] = {"seats": _units(made)}
    if "quotients" in made or "remainders" in made:
        tables["quotients"] = _behind(made)
    if made["draws"]:
        tables["draws"] = [("stage", "among", "taken", "supplied"), *map(_draw, made["draws"])]
    return tables


def _draw(draw: dict[str, Any]) -> Sequence[Cell]:
    return draw["stage"], ", ".join(draw["among"]), ", ".join(draw["taken"]), "yes" if draw["supplied"] else "no"


def _units(made: dict[str, Any]) -> Table:
    rows = made["units"]
    limited = any(row["floor"] or row["ceiling"] is not None for row in rows)
    head = ("unit", made["column"], "share", "quota", "seats", "difference", *(("floor", "ceiling") if limited else ()))
    return [head, *([*_row(row), *((row["floor"], row["ceiling"]) if limited else ())] for row in rows)]


def _row(row: dict[str, Any]) -> tuple[Cell, ...]:
    quota = Fraction(row["quota_exact"])
    share = f"{_decimals(100 * Fraction(row['share_exact']), 2)}%"
    difference = row["seats"] - quota
    sign = "+" if difference > 0 else "-" if difference < 0 else ""
    off = f"{sign}{_decimals(abs(difference), 3)}"
    return row["name"], row["votes"], share, _decimals(quota, 3), row["seats"], off


def _decimals(number: Fraction, places: int) -> str:
    scaled, rest = divmod(number.numerator * 10**places, number.denominator)
    scaled += 2 * rest >= number.denominator
    return f"{scaled // 10**places:,}.{scaled % 10**places:0{places}d}"


def _methods(made: dict[str, Any]) -> Table:
    """The methods beside each other; below each other where there are few units."""
    if len(made["units"]) <= _FEW:
        names = [row["name"] for row in made["units"]]
        quotas = ("quota", *(f"{row['quota']:,.3f}" for row in made["units"]))
        people = (made["column"], *(row["votes"] for row in made["units"]))
        shares = ((method, *(seats[name] for name in names)) for method, seats in made["methods"].items())
        return [("method", *names), people, quotas, *shares]
    rows = [
        (row["name"], row["votes"], f"{row['quota']:,.3f}", *(seats[row["name"]] for seats in made["methods"].values()))
        for row in made["units"]
    ]
    return [("unit", made["column"], "quota", *made["methods"]), *rows]


def _behind_title(made: dict[str, Any]) -> str:
    if "quotients" in made:
        return "Quotients, the greatest first; the number is the order in which seats are won:"
    quota = Fraction(made["quota"])
    return f"Quota: {_decimals(quota, 3)}" + ("" if quota.denominator == 1 else f" ({quota})")


def _behind(made: dict[str, Any]) -> Table:
    if "quotients" in made:
        rows: Iterable[Sequence[Cell]] = (
            (
                row["name"],
                row["seat"],
                "comes first" if row["quotient"] is None else row["quotient"],
                "floor" if row["floor"] else str(row["rank"]) if row["won"] else "no seat",
            )
            for row in made["quotients"]
        )
        return [("unit", "seat of its own", "quotient", "won"), *rows]
    rows = (
        (
            row["name"],
            row["votes"],
            row["full_quotas"],
            _decimals(Fraction(row["remainder"]), 3),
            f"{row['seats_beyond']:+d}" if row["seats_beyond"] else "",
        )
        for row in made["remainders"]
    )
    return [("unit", made["column"], "full quotas", "remainder", "beyond"), *rows]


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
    yield from _laid(_dues(made))
    parts = [f"{made['delegates']:,} delegates"] if any(row["delegates"] is not None for row in made["units"]) else []
    if any(row["votes"] is not None for row in made["units"]):
        parts.append(f"{_votes(made['votes_exact'])} votes")
    yield f"\nIn all: {', '.join(parts)}."
    for row in made["units"]:
        yield f"\n{row['name']}"
        for why in row["why"]:
            yield f"  {why['text']} [{why['article']}]"
    for group in made["groups"]:
        yield f"\n{group['text']} [{group['article']}]"
    if made["note"]:
        yield f"\nNote: {made['note']}"


def _dues(made: dict[str, Any], full: bool = False) -> Table:
    """The units with what they are entitled to; columns that are empty throughout are left out unless `full`."""
    rows = made["units"]
    pools = list(dict.fromkeys(pool for row in rows for pool in row["pools"]))
    figures = list(dict.fromkeys(figure for row in rows for figure in row["figures"]))
    head = ["unit", "kind", *figures, "delegates", *pools, "votes", "votes each"]
    lines: list[list[Cell]] = [
        [
            row["name"],
            row["kind"],
            *(row["figures"].get(figure) for figure in figures),
            row["delegates"],
            *(row["pools"].get(pool) for pool in pools),
            None if row["votes_exact"] is None else _votes(row["votes_exact"]),
            None if row["votes_each"] is None else _votes(row["votes_each"]),
        ]
        for row in rows
    ]
    one_kind = len({row["kind"] for row in rows}) == 1
    keep = [
        place
        for place, name in enumerate(head)
        if full or (any(line[place] is not None for line in lines) and not (name == "kind" and one_kind))
    ]
    return [[head[place] for place in keep], *([line[place] for place in keep] for line in lines)]


def _votes(exact: str) -> str:
    """Votes that are whole as they are; others in decimals, with their fraction."""
    number = Fraction(exact)
    return f"{number.numerator:,}" if number.denominator == 1 else f"{_decimals(number, 3)} ({exact})"


def _why(made: dict[str, Any]) -> Table:
    lines = [(row["name"], why["text"], why["article"]) for row in made["units"] for why in row["why"]]
    lines += [("", group["text"], group["article"]) for group in made["groups"]]
    return [("unit", "why", "article"), *lines]
