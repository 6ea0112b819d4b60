"""Utilities: sums of effects of attributes, over cells, types, persons or pairs of voter and candidate."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from comitia.arrays import F64, I64
from comitia.electorate.binomial import normal_quantile
from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.society.cells import Society

Effects = Mapping[str, Mapping[str, float]]


def vector(society: Society, attribute: str, values: Mapping[str, float]) -> F64:
    """An effect as an array over the attribute's values, 0 where none is given: float64 `[value]`."""
    known = society.attribute(attribute).values
    for value in values:
        if value not in known:
            raise Faults(
                (
                    Fault(
                        "unknown-value",
                        f"the voter model gives an effect for “{value}”, which is no value of “{attribute}”.",
                        mend=did_you_mean(value, known),
                    ),
                )
            )
    return np.array([values.get(value, 0.0) for value in known])


def summed(society: Society, effects: Effects, codes: Mapping[str, NDArray[np.integer]], size: int) -> F64:
    """The sum of effects for rows given by attribute codes: float64 `[row]`.

    Attributes that the rows do not have are passed over; code -1 (not known) adds nothing.
    """
    total = np.zeros(size)
    for attribute, values in effects.items():
        if attribute in codes:
            total += np.append(vector(society, attribute, values), 0.0)[codes[attribute]]
    return total


def logistic(x: F64) -> F64:
    """The probability of log-odds `x`."""
    return np.asarray(1.0 / (1.0 + np.exp(-x)))


LARGE_MEAN = 500.0
"""Poisson means above this are drawn by the expansion of Cornish and Fisher instead of term by term."""


def poisson(mean: F64 | float, uniform: F64) -> I64:
    """Poisson numbers by inverting the distribution at given uniforms: int64, same shape."""
    rate = np.broadcast_to(np.asarray(mean, dtype=np.float64), uniform.shape)
    large = rate > LARGE_MEAN
    if large.any():
        z = normal_quantile(uniform)
        expanded = np.rint(rate + np.sqrt(rate) * z + (z * z - 1.0) / 6.0).astype(np.int64)
        return np.where(large, expanded, _inverted(np.where(large, 1.0, rate), uniform))
    return _inverted(rate, uniform)


def _inverted(rate: F64, uniform: F64) -> I64:
    term = np.exp(-rate)
    below, number = term.copy(), np.zeros(uniform.shape, dtype=np.int64)
    while (more := uniform > below).any() and number.max(initial=0) < 10_000:
        number[more] += 1
        term = np.where(more, term * rate / np.maximum(number, 1), term)
        below = np.where(more, below + term, below)
        if not term.any():
            break
    return number
