"""A society as a page for the terminal: people, published figures, assumptions, organisations, voter model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from rich.text import Text

from comitia.cli.page import Column, blank, heading, lay, paragraph, width
from comitia.electorate.parameters import Parameter, Parameters
from comitia.explain.phrases import capital
from comitia.society.cells import Attribute, Margin, Society

__all__ = ["SECTIONS", "show_society"]

_MOST = 8
"""How many values of an attribute are listed; the largest where there are more."""


def _summary(people: Society) -> None:
    blank()
    paragraph(people.title, style="bold")
    paragraph(f"{people.name}; {people.year}", style="dim")
    blank()
    paragraph(f"{people.total:,} people: {people.universe}.")
    paragraph(
        f"They are {len(people.count):,} kinds of people in {len(people.localities):,} simulated localities, with "
        f"{len(people.organisations):,} organisations, made to meet published figures. They are no census."
    )


# ── People ──


def _people(people: Society) -> None:
    heading("People")
    for place, attribute in enumerate(people.attributes):
        if place:
            blank()
        within = f" (within {attribute.within})" if attribute.within else ""
        paragraph(Text.assemble((attribute.title, "bold"), (f"  {attribute.name}{within}", "dim")))
        lay(
            _values(people, attribute),
            [Column(min(40, width() - 25)), Column(12, right=True), Column(7, right=True)],
            2,
        )


def _values(people: Society, attribute: Attribute) -> Iterator[tuple[str, str, str]]:
    counts = [int(count) for count in people.marginal(attribute.name)]
    places = list(range(len(counts)))
    if len(counts) > _MOST:
        places.sort(key=lambda value: -counts[value])
    for value in places[:_MOST]:
        yield attribute.titles[value], f"{counts[value]:,}", _percent(counts[value] / people.total)
    rest = places[_MOST:]
    if rest:
        left = sum(counts[value] for value in rest)
        yield f"and {len(rest)} more", f"{left:,}", _percent(left / people.total)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %" if share == 0 or share >= 0.0005 else "< 0.1 %"


# ── Published figures ──


def _fit(people: Society) -> None:
    """Per dimension: how many figures there are, and how far the cells are off."""
    heading("Published figures and the fit")
    groups: defaultdict[str, list[Margin]] = defaultdict(list)
    for margin in people.margins:
        groups[margin.dimension].append(margin)
    columns = [Column(), Column(8, right=True), Column(8, right=True), Column(14, right=True)]
    lay([[Text(each, "dim") for each in ("figures of", "fitted", "beside", "farthest off")]], columns)
    lay(((name, *_row(found)) for name, found in groups.items()), columns)
    blank()
    paragraph(
        "Fitted: the cells were made to meet the figure; farthest off: the fitted figure that they miss most, in "
        "percentage points for shares, in percent of the figure for counts. Beside: kept for comparison, or a start "
        "for another figure.",
        style="dim",
    )


def _row(found: Sequence[Margin]) -> tuple[str, str, str]:
    fitted = [margin for margin in found if margin.used]
    misfits = [(abs(margin.misfit), _unit(margin)) for margin in fitted if margin.misfit is not None]
    off, unit = max(misfits, default=(0.0, ""))
    told = "–" if not misfits else f"{'< 0.01' if 0 < off < 0.01 else f'{off:.2g}'} {unit}"
    return str(len(fitted)), str(len(found) - len(fitted)), told


def _unit(margin: Margin) -> str:
    return "points" if margin.unit.startswith("percent") else "%"


def _margins(people: Society) -> None:
    """Every figure beside what the cells give, in full."""
    heading("Published figures and what the cells give")
    columns = [Column(), Column(14, right=True), Column(14, right=True), Column(8)]
    lay([[Text(each, "dim") for each in ("figure", "published", "cells", "role")]], columns)
    before = ""
    for margin in people.margins:
        if margin.dimension != before:
            blank()
            paragraph(margin.dimension, style="bold")
        before = margin.dimension
        cells = "–" if margin.fitted is None else _figure(margin.fitted, margin)
        name = f"{margin.category}, {margin.territory}"
        lay([(name, _figure(margin.target, margin), cells, margin.role)], columns)
        paragraph(", ".join(filter(None, (margin.year, margin.certainty, margin.source))), 4, "dim")


def _figure(value: float, margin: Margin) -> str:
    return f"{value:.2f} %" if margin.unit.startswith("percent") else f"{value:,.0f}"


def _assumptions(people: Society) -> None:
    heading("Assumed, because no source gives it")
    for each in people.assumptions:
        _number(each.id, f"{each.value:,g} {each.unit}", f"{each.range}; {each.certainty}", Text(each.meaning))


def _number(name: str, value: str, beside: str, meaning: Text) -> None:
    """A number with its name, its unit and what it means."""
    aside = f"  ({beside})" if beside else ""
    paragraph(Text.assemble((name, "bold"), "  ", value, (aside, "dim")))
    paragraph(meaning, indent=4)


# ── Organisations ──


def _organisations(people: Society) -> None:
    heading("Organisations")
    columns = [Column(), Column(12, right=True), Column(8, right=True), Column(10)]
    lay([[Text(each, "dim") for each in ("", "members", "electors", "")]], columns)
    for each in people.organisations:
        members = f"{int(people.members[each.id].sum()):,}" if each.members is not None else "not known"
        electors = "–" if each.electors is None else f"{each.electors:,}"
        lay([(each.title, members, electors, Text(each.electors_certainty, "dim"))], columns)
    blank()
    paragraph(
        "Members: the people of this society who belong, by published numbers; where none is known, everyone who can "
        "belong stands for the organisation. Electors: who votes for it, and how their number is known.",
        style="dim",
    )


# ── Voter model ──


def _voters(voters: Parameters) -> None:
    heading("The voter model")
    paragraph(f"{voters.title.rstrip('.')}. What it gives is simulated; every number of it has a source or is assumed.")
    blank()
    for parameter in voters.table.values():
        _parameter(parameter)


def _parameter(parameter: Parameter) -> None:
    meaning = Text(f"{capital(parameter.meaning).rstrip('.')}. ")
    meaning.append(f"{capital(parameter.source).rstrip('.')}.", "dim")
    if parameter.fitted:
        meaning.append(f" Fitted to {parameter.fitted}.", "dim")
    if parameter.values is None:
        _number(parameter.id, f"{parameter.value:g} {parameter.unit}", "", meaning)
        return
    meaning.append("\n" + ", ".join(f"{name} {value:g}" for name, value in parameter.values.items()))
    _number(parameter.id, f"{parameter.unit}, by {parameter.by}", "", meaning)


SECTIONS: dict[str, Callable[[Society], None]] = {
    "people": _people,
    "margins": _margins,
    "organisations": _organisations,
}
"""Every section that can be asked for by itself, besides the voter model."""


def show_society(people: Society, voters: Parameters | None, sections: Sequence[str]) -> None:
    """The page: the sections asked for or, where none is, the usual ones."""
    if not sections:
        for section in (_summary, _people, _fit, _assumptions):
            section(people)
    for name in sections:
        if name in SECTIONS:
            SECTIONS[name](people)
    if voters is not None:
        _voters(voters)
