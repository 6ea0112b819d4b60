"""Binomial numbers from uniforms: so that chance stays addressed by name and many contests are drawn at once.

Small variances are inverted exactly. Large ones use the quantile expansion of Cornish and Fisher (1938), whose error
in probability is below one part in a thousand from a variance of `EXACT_BELOW` on (tested against exact sums).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from comitia.arrays import F64, I64

EXACT_BELOW = 12.0
"""Variances below this are inverted term by term."""

STEPS = 4
"""Terms after which those that are found are left out."""

_CENTRE = (2.50662823884, -18.61500062529, 41.39119773534, -25.44106049637)
_UNDER = (-8.47351093090, 23.08336743743, -21.06224101826, 3.13082909833)
_TAIL = (
    0.3374754822726147,
    0.9761690190917186,
    0.1607979714918209,
    0.0276438810333863,
    0.0038405729373609,
    0.0003951896511919,
    0.0000321767881768,
    0.0000002888167364,
    0.0000003960315187,
)


def normal_quantile(uniform: F64) -> F64:
    """The standard normal quantile (Beasley and Springer 1977, Moro 1995), to about nine digits."""
    y = uniform - 0.5
    r = y * y
    found: F64 = y * _horner(_CENTRE, r) / _horner((1.0, *_UNDER), r)
    tail = np.abs(y) > 0.42
    if tail.any():
        z = np.log(-np.log(np.where(y[tail] > 0, 1.0 - uniform[tail], uniform[tail])))
        found[tail] = np.copysign(_horner(_TAIL, z), y[tail])
    return found


def _horner(coefficients: Sequence[float], x: F64) -> F64:
    """The value of a polynomial, its lowest coefficient first."""
    *others, highest = coefficients
    found = np.full(x.shape, highest)
    for coefficient in reversed(others):
        found *= x
        found += coefficient
    return found


def binomial(number: I64, chance: F64, uniform: F64) -> I64:
    """How many of `number` succeed, each with probability `chance`, at a uniform: int64, all of one shape `[n]`."""
    p = np.broadcast_to(chance, number.shape)
    flip = p > 0.5
    q = np.where(flip, 1.0 - p, p)
    u = np.where(flip, 1.0 - uniform, uniform)
    variance = number * q * (1.0 - q)
    found = np.empty(number.shape, dtype=np.int64)
    small = variance < EXACT_BELOW
    for which, drawn in ((np.flatnonzero(small), _inverted), (np.flatnonzero(~small), _expanded)):
        found[which] = drawn(number[which], q[which], u[which])
    return np.where(flip, number - found, found)


def _inverted(number: I64, p: F64, u: F64) -> I64:
    """Term by term: the least k at which the distribution reaches the uniform."""
    p = np.minimum(p, 0.999999)
    term = np.exp(number * np.log1p(-p))
    found = (u > term).astype(np.int64)
    at = np.flatnonzero(found)
    rest, odds, above, term = number[at].astype(np.float64), (p / (1.0 - p))[at], u[at], term[at]
    below, more, k = term.copy(), np.ones(len(at), dtype=np.bool_), 0
    while len(at) and k < 400:
        counted, step = np.zeros(len(at), dtype=np.int64), np.empty(len(at))
        for _ in range(STEPS):
            k += 1
            np.multiply(odds, rest, out=step)
            step /= k
            term *= step
            below += term
            rest -= 1.0
            np.greater(above, below, out=more)
            counted += more
        found[at] += counted
        more &= rest > 0
        at, rest, odds = at[more], rest[more], odds[more]
        above, term, below = above[more], term[more], below[more]
        more = more[: len(at)]
    return np.minimum(found, number)


def _expanded(number: I64, p: F64, u: F64) -> I64:
    """Cornish and Fisher's expansion to the fourth cumulant, rounded to the nearest whole number."""
    z = normal_quantile(u)
    square = number * p * (1.0 - p)
    spread = np.sqrt(square)
    skew = (1.0 - 2.0 * p) / spread
    excess = (1.0 - 6.0 * p * (1.0 - p)) / square
    z2 = z * z
    x = z + skew * (z2 - 1.0) / 6.0 + z * (excess * (z2 - 3.0) / 24.0 - skew * skew * (2.0 * z2 - 5.0) / 36.0)
    return np.clip(np.rint(number * p + spread * x), 0, number).astype(np.int64)
