"""How well cells meet figures, what is assumed, how localities vary: tables for people, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from comitia.society.cells import Margin, Society
from comitia.society.localities import spread

__all__ = [
    "assumption_table",
    "figure_table",
    "fit_table",
    "inhabitants_table",
    "premise_table",
    "region_table",
    "spread_table",
]


def fit_table(society: Society) -> str:
    """A line per dimension and kind of territory: how many figures were fitted, and the worst misfit."""
    groups: dict[tuple[str, str, str], list[Margin]] = {}
    for margin in society.margins:
        if margin.used and margin.misfit is not None:
            where = "all" if margin.territory == _whole(society) else "by territory"
            groups.setdefault((margin.dimension, where, _unit(margin)), []).append(margin)
    rows = [(*key, str(len(found)), *_worst(found)) for key, found in groups.items()]
    return _table(("dimension", "where", "misfit in", "figures", "worst misfit", "of"), rows)


def figure_table(society: Society, role: str, everywhere: bool = False) -> str:
    """Every figure of a role ("fitted", "start", "beside") that the cells speak of, with its misfit.

    Those of single territories are left out unless `everywhere`.
    """
    found = [
        margin
        for margin in society.margins
        if margin.role == role
        and margin.fitted is not None
        and (everywhere or margin.territory == _whole(society))
        and margin.dimension not in (a.name for a in society.attributes if a.kinds)
    ]
    return _table(("figure", "series", "target", "cells", "misfit", "certainty"), [_figure(margin) for margin in found])


def assumption_table(society: Society) -> str:
    """Every assumption with its value and the bounds between which it may well lie."""
    rows = [(each.id, f"{each.value:.10g}", each.unit, each.range, each.certainty) for each in society.assumptions]
    return _table(("assumption", "value", "unit", "range", "certainty"), rows)


def premise_table(society: Society) -> str:
    """What is taken to hold without a number to it."""
    return _table(("premise", "which says"), society.premises.items())


def spread_table(society: Society, attribute: str) -> str:
    """The share of each value of an attribute: in all, and its percentiles over localities."""
    rows = [
        (each.value, *(f"{100 * share:.1f}" for share in (each.society, each.low, each.median, each.high)))
        for each in spread(society, attribute)
    ]
    return _table((attribute, "society %", "5th", "50th", "95th"), rows)


def inhabitants_table(society: Society) -> str:
    """Inhabitants and people of the society, by the attribute that splits inhabitants. Faults: none are known."""
    everybody = int(society.inhabitants())
    by = society.population.attributes[2] if society.population else ""
    names = (*society.attribute(by).values, "all")
    living = [*society.inhabitants(by).tolist(), everybody]
    counted = [*society.marginal(by).tolist(), society.total]
    rows = [
        (name, f"{all_:,}", f"{some:,}", f"{100 * some / all_:.1f}")
        for name, all_, some in zip(names, living, counted, strict=True)
    ]
    return _table((by, "inhabitants", "people of the society", "% of inhabitants"), rows)


def region_table(society: Society) -> str:
    """How many regions there are, and how large: the smallest, the middle one, the largest. Faults: there are none."""
    places = society.localities
    ones = np.ones(len(places), dtype=np.int64)
    sizes = {"inhabitants": places.inhabitants, "people of the society": places.size, "localities": ones}
    rows = []
    for name, amounts in sizes.items():
        each = places.by_region(amounts)
        rows.append((name, str(len(each)), *(f"{np.quantile(each, at):,.0f}" for at in (0.0, 0.5, 1.0))))
    return _table(("regions by", "regions", "smallest", "median", "largest"), rows)


def _whole(society: Society) -> str:
    """The name that figures of the whole society bear as their territory."""
    return next(margin.territory for margin in society.margins if margin.dimension == "people")


def _unit(margin: Margin) -> str:
    return "points" if margin.unit.startswith("percent") else "% of the number"


def _worst(found: Sequence[Margin]) -> tuple[str, str]:
    worst = max(found, key=lambda margin: abs(margin.misfit or 0.0))
    return _signed(worst.misfit, 3), f"{worst.category} ({worst.territory})"


def _figure(margin: Margin) -> tuple[str, ...]:
    digits = 2 if margin.unit.startswith("percent") else 0
    unit = " %" if digits else ""
    target, found = (f"{value:,.{digits}f}{unit}" for value in (margin.target, margin.fitted or 0.0))
    misfit = f"{_signed(margin.misfit, 2)} {'pt' if digits else '%'}"
    return f"{margin.dimension}: {margin.category}", margin.series, target, found, misfit, margin.certainty


def _signed(number: float | None, digits: int) -> str:
    """A number with its sign; what rounds to nought has none."""
    rounded = round(number or 0.0, digits)
    return f"{rounded:+.{digits}f}" if rounded else f"{0:.{digits}f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', ' or ') for cell in line)} |" for line in lines)
