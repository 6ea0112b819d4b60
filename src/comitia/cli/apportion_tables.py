"""An apportionment as tables: for the page, and to be written as CSV or Excel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from comitia.sheets.writing import Cell, Table

_FEW = 8
"""So many units may stand beside each other."""


def tables_of(made: dict[str, Any]) -> dict[str, Table]:
    """What was made as named tables: the units first."""
    if "rule" in made:
        return {"entitlement": dues(made, full=True), "why": _why(made)}
    if made["method"] == "all":
        return {"methods": methods(made)}
    tables: dict[str, Table] = {"seats": units(made)}
    if "quotients" in made or "remainders" in made:
        tables["quotients"] = behind(made)
    if made["draws"]:
        tables["draws"] = [("stage", "among", "taken", "supplied"), *map(_draw, made["draws"])]
    return tables


def _draw(draw: dict[str, Any]) -> Sequence[Cell]:
    return draw["stage"], ", ".join(draw["among"]), ", ".join(draw["taken"]), "yes" if draw["supplied"] else "no"


def units(made: dict[str, Any]) -> Table:
    """Units with share, quota, seats and difference; with floors and ceilings where there are any."""
    rows = made["units"]
    limited = any(row["floor"] or row["ceiling"] is not None for row in rows)
    head = (
        "unit",
        made["column"],
        "share %",
        "quota",
        "seats",
        "difference",
        *(("floor", "ceiling") if limited else ()),
    )
    return [head, *([*_row(row), *((row["floor"], row["ceiling"]) if limited else ())] for row in rows)]


def _row(row: dict[str, Any]) -> tuple[Cell, ...]:
    quota, share = Fraction(row["quota_exact"]), 100 * Fraction(row["share_exact"])
    return row["name"], row["votes"], share, quota, row["seats"], row["seats"] - quota


def decimals(number: Fraction, places: int = 3) -> str:
    """A number rounded to so many decimals, from the half up; one below 0 by its size."""
    size = abs(number)
    scaled, rest = divmod(size.numerator * 10**places, size.denominator)
    scaled += 2 * rest >= size.denominator
    return f"{'-' if number < 0 else ''}{scaled // 10**places:,}.{scaled % 10**places:0{places}d}"


def methods(made: dict[str, Any]) -> Table:
    """The methods beside each other; below each other where there are few units."""
    if len(made["units"]) <= _FEW:
        names = [row["name"] for row in made["units"]]
        quotas = ("quota", *(Fraction(row["quota_exact"]) for row in made["units"]))
        people = (made["column"], *(row["votes"] for row in made["units"]))
        shares = ((method, *(seats[name] for name in names)) for method, seats in made["methods"].items())
        return [("method", *names), people, quotas, *shares]
    rows = [
        (row["name"], row["votes"], Fraction(row["quota_exact"]), *(m[row["name"]] for m in made["methods"].values()))
        for row in made["units"]
    ]
    return [("unit", made["column"], "quota", *made["methods"]), *rows]


def behind_title(made: dict[str, Any]) -> str:
    """What stands over the table of quotients or remainders."""
    if "quotients" in made:
        return "Quotients, the greatest first; the number is the order in which seats are won:"
    quota = Fraction(made["quota"])
    return f"Quota: {decimals(quota)}" + ("" if quota.denominator == 1 else f" ({quota})")


def behind(made: dict[str, Any]) -> Table:
    """Every quotient with the seat that it won, or every unit with its remainder."""
    if "quotients" in made:
        rows: Iterable[Sequence[Cell]] = (
            (
                row["name"],
                row["seat"],
                "comes first" if row["quotient"] is None else Fraction(row["quotient"]),
                "floor" if row["floor"] else row["rank"] if row["won"] else "no seat",
            )
            for row in made["quotients"]
        )
        return [("unit", "seat of its own", "quotient", "won"), *rows]
    rows = (
        (
            row["name"],
            row["votes"],
            row["full_quotas"],
            Fraction(row["remainder"]),
            row["seats_beyond"] or None,
        )
        for row in made["remainders"]
    )
    return [("unit", made["column"], "full quotas", "remainder", "beyond"), *rows]


def dues(made: dict[str, Any], full: bool = False) -> Table:
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
            None if row["votes_exact"] is None else _number(row["votes_exact"]),
            None if row["votes_each"] is None else _number(row["votes_each"]),
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


def _number(exact: str) -> Cell:
    number = Fraction(exact)
    return number.numerator if number.denominator == 1 else number


def votes(exact: str) -> str:
    """Votes that are whole as they are; others in decimals, with their fraction."""
    number = Fraction(exact)
    return f"{number.numerator:,}" if number.denominator == 1 else f"{decimals(number)} ({exact})"


def _why(made: dict[str, Any]) -> Table:
    lines = [(row["name"], why["text"], why["article"]) for row in made["units"] for why in row["why"]]
    lines += [("", group["text"], group["article"]) for group in made["groups"]]
    return [("unit", "why", "article"), *lines]
