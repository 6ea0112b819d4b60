"""The count sheet as an official knows it: candidates as rows, rounds as columns, transfers beside totals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from comitia.count.rounds import Round, Votes
from comitia.scrutiny.sheet import Sheet

__all__ = ["Column", "Grid", "decimals", "grid", "places_of", "unit_of", "written"]

EXHAUSTED, LOST, TOTAL, QUOTA = "Not transferable", "Lost by rounding", "Total", "Quota"
_MOST_PLACES = 9
"""Decimal places that a figure is written with at most; what goes on beyond them is cut and marked."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of figures; None where a row has none. `change`: what was transferred, with its sign."""

    round: int
    change: bool
    figures: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Names of the rows, the columns, and what became of each row; the last rows are no candidates."""

    rows: tuple[str, ...]
    columns: tuple[Column, ...]
    fates: tuple[str, ...]
    candidates: int


def grid(sheet: Sheet) -> Grid:
    """The sheet as rows and columns; rows that would be empty throughout are left out."""
    rounds, one = sheet.counted.rounds, sheet.counted.one
    below = [name for name, any_ in _further(rounds) if any_]
    columns = []
    for place, each in enumerate(rounds):
        figures = _figures(each, one, below)
        if place:
            before = _figures(rounds[place - 1], one, below)
            columns.append(Column(place + 1, True, tuple(map(_difference, before, figures))))
        columns.append(Column(place + 1, False, figures))
    fates = [*(_fate(sheet, i) for i in range(len(sheet.names))), *("" for _ in below)]
    return Grid((*sheet.names, *below), tuple(columns), tuple(fates), len(sheet.names))


def _further(rounds: tuple[Round, ...]) -> Iterator[tuple[str, bool]]:
    yield EXHAUSTED, any(each.exhausted for each in rounds)
    yield LOST, any(each.lost for each in rounds)
    yield TOTAL, True
    yield QUOTA, any(each.quota is not None for each in rounds)


def _figures(each: Round, one: int, below: list[str]) -> tuple[Fraction | None, ...]:
    whole: Votes = sum(each.totals, Fraction(0)) + each.exhausted + each.lost
    found: dict[str, Votes | None] = {EXHAUSTED: each.exhausted, LOST: each.lost, TOTAL: whole, QUOTA: each.quota}
    votes = (*each.totals, *(found[name] for name in below))
    return tuple(None if one_ is None else Fraction(one_) / one for one_ in votes)


def _difference(before: Fraction | None, after: Fraction | None) -> Fraction | None:
    return None if before is None or after is None else after - before


def _fate(sheet: Sheet, candidate: int) -> str:
    """What became of a candidate in the end, and in which round where there are several."""
    rounds = sheet.counted.rounds
    words = [
        (word, place)
        for place, each in enumerate(rounds, 1)
        for step in each.steps
        if step.option == candidate and (word := _word(step.did))
    ]
    elected = candidate in sheet.counted.elected
    word, place = next((each for each in words if each[0] == "elected"), words[-1] if words else ("", 0))
    word = "elected" if elected else word
    return f"{word} ({place})" if place and len(rounds) > 1 else word


def _word(did: str) -> str:
    if did.startswith("elected"):
        return "elected"
    if did.startswith("excluded") or did == "drops-out":
        return "excluded"
    return "goes on" if did == "goes-on" else ""


def unit_of(sheet: Sheet) -> str:
    """What the figures of a sheet are: votes or points."""
    steps = sheet.counted.rounds[0].steps if sheet.counted.rounds else ()
    return "points" if any("points" in step.figures for step in steps) else "votes"


def places_of(one: int) -> int | None:
    """The decimal places of parts that are tenths, hundredths and so on; None for other parts."""
    return next((places for places in range(_MOST_PLACES + 1) if 10**places == one), None)


def written(figure: Fraction | None, change: bool = False, places: int | None = None) -> str:
    """A figure as a sheet shows it: whole, or with as many decimals as it has; cut where it never ends, and marked."""
    if figure is None:
        return ""
    sign = "-" if figure < 0 else "+" if change and figure else ""
    digits = decimals(figure) if places is None else places
    scaled, rest = divmod(abs(figure.numerator) * 10**digits, figure.denominator)
    whole, part = divmod(scaled, 10**digits)
    text = f"{whole:,}" + (f".{part:0{digits}d}" if digits else "")
    return f"{sign}{text}{'…' if rest else ''}" if figure or not change else ""


def decimals(figure: Fraction) -> int:
    """The decimal places that a figure needs, up to the most that are shown."""
    for places in range(_MOST_PLACES):
        if 10**places % figure.denominator == 0:
            return places
    return _MOST_PLACES if 10**_MOST_PLACES % figure.denominator == 0 else 2
