"""Localities: each territory as a line of places that differ, so that divisions cut from it differ too.

What sets a locality apart is drawn from its own name, so that nothing done to one territory changes
another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comitia.arrays import F64, I64
from comitia.chance import keys
from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.society.cells import Attribute, Localities, Society
from comitia.society.description import LocalityRule
from comitia.society.keyed import normals
from comitia.society.parts import fault_at
from comitia.society.rounding import running

__all__ = ["Spread", "laid_out", "spread"]

_GOLDEN = 0.6180339887498949


@dataclass(frozen=True, slots=True)
class Spread:
    """The share of one value (0 to 1): in the whole society, and its percentiles over localities."""

    value: str
    society: float
    low: float
    median: float
    high: float


def spread(society: Society, attribute: str) -> tuple[Spread, ...]:
    """The 5th, 50th and 95th percentile, over localities, of the share of each value of an attribute.

    Raises `UnknownName` for an attribute that is not there, `Faults` for one by which localities are not
    laid.
    """
    values = society.attribute(attribute).values
    places = society.localities
    if attribute not in places.keys:
        message = f"Localities are not laid by '{attribute}'."
        mend = f"They are by: {', '.join(places.keys)}."
        raise Faults(Fault("not-laid", message, mend=mend))
    others = tuple(1 + at for at, key in enumerate(places.keys) if key != attribute)
    by_value = places.people.sum(axis=others)
    low, median, high = np.percentile(by_value / np.maximum(places.size, 1)[:, None], [5, 50, 95], axis=0)
    whole = society.share(attribute)
    return tuple(
        Spread(value, float(whole[at]), float(low[at]), float(median[at]), float(high[at]))
        for at, value in enumerate(values)
    )


def laid_out(
    counts: I64,
    territories: NDArray[np.int32],
    attributes: tuple[Attribute, Attribute],
    keyed: tuple[Attribute, ...],
    rule: LocalityRule,
) -> Localities:
    """The localities of all territories.

    `counts` [territory, *lengths of the values of `keyed`] are the people to be placed; `territories`
    [territory, 2] the codes of the outer and inner attribute. Sums over the localities of a territory are
    its counts, exactly.
    """
    outer, inner = attributes
    named = [f"{outer.values[row[0]]}/{inner.values[row[1]]}" for row in territories]
    _check_known(rule, named)
    flat = counts.reshape(len(counts), -1)
    numbers = np.array([_number(name, int(row.sum()), rule) for name, row in zip(named, flat, strict=True)])
    names = tuple(
        f"{name}/{at:04d}" for name, number in zip(named, numbers, strict=True) for at in range(1, number + 1)
    )
    line = _Line(numbers)
    apart = _alike(normals(keys(names), keys(_columns(keyed))), line, rule.likeness)
    people = _placed(flat, _tilts(apart, keyed, rule.scales), line, rule.sweeps)
    codes = np.repeat(territories, numbers, axis=0).astype(np.int32)
    shaped = people.reshape(len(names), *counts.shape[1:])
    shaped.flags.writeable = False
    where = (outer.name, inner.name)
    return Localities(where, codes[:, 0].copy(), codes[:, 1].copy(), names, rule.keys, shaped)


def _check_known(rule: LocalityRule, territories: list[str]) -> None:
    for name in rule.adults_in:
        if name not in territories:
            mend = did_you_mean(name, territories) or "Name it as outer/inner, with 'none' for no inner territory."
            raise fault_at(rule.file, name, "unknown-territory", f"There is no territory '{name}'.", mend)


class _Line:
    """Localities in their order: which territory each is in, and its place in the line of that territory."""

    def __init__(self, numbers: I64) -> None:
        self.numbers = numbers
        self.starts = np.cumsum(numbers) - numbers
        self.territory = np.repeat(np.arange(len(numbers)), numbers)
        self.place = np.arange(len(self.territory)) - self.starts[self.territory]


def _number(name: str, people: int, rule: LocalityRule) -> int:
    """How many localities a territory has."""
    return max(1, round(people / rule.adults_in.get(name, rule.adults)))


def _columns(keyed: tuple[Attribute, ...]) -> list[str]:
    return [f"{attribute.name}/{value}" for attribute in keyed for value in attribute.values]


def _alike(draws: F64, line: _Line, likeness: float) -> F64:
    """Standard normal draws [locality, column], correlated along each line so that neighbours are alike.

    Each is `likeness` times the one before and the rest its own; summed in doubling steps instead of one by
    one.
    """
    own = np.where(line.place == 0, 1.0, np.sqrt(1.0 - likeness**2))
    apart = draws * own[:, None]
    step = 1
    while step < len(apart) and likeness**step > 1e-12:
        before = np.zeros_like(apart)
        before[step:] = apart[:-step]
        apart = apart + likeness**step * np.where((line.place >= step)[:, None], before, 0.0)
        step *= 2
    return apart


def _tilts(apart: F64, keyed: tuple[Attribute, ...], scales: tuple[float, ...]) -> F64:
    """How much heavier or lighter each combination weighs in each locality [locality, combination]."""
    tilts = np.ones((len(apart), 1))
    at = 0
    for attribute, scale in zip(keyed, scales, strict=True):
        length = len(attribute.values)
        weights = np.exp(scale * apart[:, at : at + length])
        tilts = (tilts[:, :, None] * weights[:, None, :]).reshape(len(apart), -1)
        at += length
    return tilts


def _placed(counts: I64, tilts: F64, line: _Line, sweeps: int) -> I64:
    """People [locality, combination]: localities of equal size with the counts of their territory, as tilted.

    A set number of sweeps for all, so that how fast one territory settles cannot touch another.
    """
    sizes = np.repeat(counts.sum(axis=1) / line.numbers, line.numbers)
    people = tilts * counts[line.territory]
    for _ in range(sweeps):
        people *= _ratio(sizes, people.sum(axis=1))[:, None]
        people *= _ratio(counts, np.add.reduceat(people, line.starts, axis=0))[line.territory]
    return _rounded(people, counts, line)


def _ratio(wanted: F64 | I64, sums: F64) -> F64:
    """What to multiply sums by to get what is wanted; nought where there is nothing to multiply."""
    return np.divide(wanted, sums, out=np.zeros_like(sums), where=sums > 0)


def _rounded(people: F64, counts: I64, line: _Line) -> I64:
    """Whole people; each combination counts from its own fraction on, so that small ones do not cluster."""
    phases = np.modf(0.5 + _GOLDEN * np.arange(counts.shape[1]))[0] * 0.999
    whole = np.empty(people.shape, dtype=np.int64)
    for territory, (start, number) in enumerate(zip(line.starts, line.numbers, strict=True)):
        place = slice(start, start + number)
        whole[place] = running(people[place], counts[territory], phases)
    return whole
