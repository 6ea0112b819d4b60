"""Inhabitants: a published population by territory and by town and country, and its spread over localities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from comitia.arrays import F64, I64
from comitia.law.clause import Condition
from comitia.law.faults import Fault, Faults
from comitia.society.cells import Attribute, Cells, Inhabitants, Localities, Society
from comitia.society.description import Description, InhabitantsRule
from comitia.society.figures import Figures
from comitia.society.rounding import largest_remainder, running
from comitia.society.territories import Divided

__all__ = ["counted", "known_by", "living", "settled"]


def counted(description: Description, figures: Figures, cells: Cells, inner: Divided) -> Inhabitants | None:
    """The inhabitants of every territory, split as the figures of an attribute say; None if none are described.

    Each outer territory has its published population, exactly, and within it what lies in it has its share. An
    inner territory is split like the outer one around it. Raises `Faults` if a figure is missing, or if somewhere
    there are more voters than inhabitants.
    """
    rule = description.inhabitants
    if rule is None:
        return None
    names = (*description.territory, rule.by)
    outer, inside, split = (cells.attribute(name) for name in names)
    people = np.zeros((len(outer.values), len(inside.values), len(split.values)), dtype=np.int64)
    for code, territory in enumerate(outer.values):
        places = np.flatnonzero(inner.codes[:, 0] == code)
        total = _population(rule, figures, territory)
        here = largest_remainder(inner.population[places], total)
        people[code, inner.codes[places, 1]] = _divided(here, _shares(split, figures, description, territory))
    people.flags.writeable = False
    _check_voters(people, cells, names, figures.file)
    return Inhabitants(rule.population, names, people)


def _population(rule: InhabitantsRule, figures: Figures, territory: str) -> int:
    figure = figures.need("population", rule.population, territory)
    if figure.is_share:
        message = f"The population of '{territory}' is given in percent; a number of people is expected."
        raise figures.blame(figure, "not-a-number-of-people", message, "Give it in persons, thousand or million.")
    return round(figure.value)


def _shares(split: Attribute, figures: Figures, description: Description, territory: str) -> F64:
    """The share of each value [value] in a territory, or where it has no figures, in the whole society."""
    found = figures.within(split.name, territory) or figures.within(split.name, description.whole)
    shares = np.full(len(split.values), np.nan)
    for figure in found:
        if figure.is_share and figure.category in split.values:
            shares[split.code(figure.category)] = figure.value / 100.0
    left = np.flatnonzero(np.isnan(shares))
    if len(left) > 1:
        missing = ", ".join(split.values[code] for code in left)
        message = f"Shares of inhabitants by '{split.name}' in '{territory}' are missing: {missing}."
        mend = "Add rows in percent; one value may be left out, and gets the remainder."
        raise Faults(Fault("missing-figure", message, file=figures.file, mend=mend))
    shares[left] = max(0.0, 1.0 - float(np.nansum(shares)))
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def _divided(people: I64, shares: F64) -> I64:
    """People of places [place] by value [place, value]: places are exact, and so are the values of all together."""
    totals = largest_remainder(shares, int(people.sum()))
    amounts = people[:, None] * (totals / totals.sum())[None, :]
    split = running(amounts, totals)
    split[:, -1] = people - split[:, :-1].sum(axis=1)
    return split


def _check_voters(people: I64, cells: Cells, names: tuple[str, str, str], file: str) -> None:
    """Nowhere can there be more voters than inhabitants."""
    voters = cells.marginal(*names)
    for place in zip(*np.nonzero(voters > people), strict=True):
        where = ", ".join(cells.attribute(name).values[code] for name, code in zip(names, place, strict=True))
        message = f"In {where} there are {voters[place]:,} voters and {people[place]:,} inhabitants."
        mend = "Look at 'inhabitants' in society.yaml: the population counts all who live there."
        raise Faults(Fault("fewer-inhabitants", message, file=file, mend=mend))


def settled(localities: Localities, population: Inhabitants | None) -> Localities:
    """The localities with their inhabitants: town and country of each territory follow its voters there.

    Sums over the localities of a territory are its inhabitants, exactly.
    """
    if population is None:
        return localities
    axis = 1 + localities.keys.index(population.attributes[2])
    voters = localities.people.sum(axis=tuple(each for each in range(1, localities.people.ndim) if each != axis))
    whole = np.empty_like(voters)
    for start, end in zip(localities.starts, [*localities.starts[1:], len(localities)], strict=True):
        totals = population.people[localities.outer[start], localities.inner[start]]
        here = voters[start:end].astype(np.float64)
        here[:, here.sum(axis=0) == 0] = 1.0
        whole[start:end] = running(here / here.sum(axis=0) * totals, totals)
    whole.flags.writeable = False
    return replace(localities, inhabitants_by=whole, split=population.attributes[2])


def known_by(society: Society) -> tuple[str, ...]:
    """The attributes that are known of every inhabitant: the territories, and that by which localities are split."""
    places = society.localities
    return () if places.inhabitants_by is None else (*places.codes, places.split)


def living(society: Society, where: Iterable[Condition]) -> I64:
    """Inhabitants of every locality who meet all conditions [locality]; each on an attribute `known_by` names."""
    places = society.localities
    people = np.asarray(places.inhabitants_by, dtype=np.int64)
    for condition in where:
        allowed = np.isin(society.attribute(condition.attribute).values, condition.among)
        if condition.attribute == places.split:
            people = people * allowed
        else:
            people = people * allowed[places.codes[condition.attribute]][:, None]
    return np.asarray(people.sum(axis=1), dtype=np.int64)
