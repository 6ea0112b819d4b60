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

STEPS, LONG, FEW = 8, 20, 1024
"""Terms worked out at a time, after which those that are found are left out; `LONG` where at most `FEW` are left."""

TOGETHER = 1 << 13
"""Expansions made together, so that what is worked on stays near the processor."""

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
    found = _horner(_CENTRE, r)
    found *= y
    found /= _horner((1.0, *_UNDER), r)
    tail = np.flatnonzero(np.abs(y) > 0.42)
    if len(tail):
        u = uniform[tail]
        z = np.log(-np.log(np.minimum(u, 1.0 - u)))
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
    q = np.minimum(p, 1.0 - p)
    u = np.where(flip, 1.0 - uniform, uniform)
    variance = np.asarray(number * q, dtype=np.float64)
    variance *= 1.0 - q
    small = variance < EXACT_BELOW
    found = np.empty(number.shape, dtype=np.int64)
    few, many = np.flatnonzero(small), np.flatnonzero(~small)
    found[few] = _inverted(number[few], q[few], u[few])
    for a in range(0, len(many), TOGETHER):
        here = many[a : a + TOGETHER]
        found[here] = _expanded(number[here], q[here], u[here], variance[here])
    return np.where(flip, number - found, found)


def _inverted(number: I64, p: F64, u: F64) -> I64:
    """Term by term: the least k at which the distribution reaches the uniform."""
    p = np.minimum(p, 0.999999)
    term = np.exp(number * np.log1p(-p))
    found = (u > term).astype(np.int64)
    at = np.flatnonzero(found != 0)
    rest, odds, above, term = number[at].astype(np.float64), (p / (1.0 - p))[at], u[at], term[at]
    below, k = term, 0
    while len(at) and k < 400:
        steps = min(LONG if len(at) <= FEW else STEPS, 400 - k)
        terms = rest - np.arange(steps)[:, None]
        terms *= odds
        terms /= np.arange(k + 1, k + steps + 1)[:, None]
        term = _running(np.multiply, terms, term)[-1].copy()
        below = _running(np.add, terms, below)[-1]
        found[at] += (above > terms).sum(axis=0)
        rest, k = rest - steps, k + steps
        more = np.flatnonzero((above > below) & (rest > 0))
        at, rest, odds = at[more], rest[more], odds[more]
        above, term, below = above[more], term[more], below[more]
    return np.minimum(found, number)


def _running(join: np.ufunc, rows: F64, first: F64) -> F64:
    """Each row joined with the one above it, the first with `first`; in place, quicker than `accumulate`."""
    for row in rows:
        join(row, first, out=row)
        first = row
    return rows


def _expanded(number: I64, p: F64, u: F64, variance: F64) -> I64:
    """Cornish and Fisher's expansion to the fourth cumulant, rounded to the nearest whole number."""
    z = normal_quantile(u)
    spread = np.sqrt(variance)
    skew = (1.0 - 2.0 * p) / spread
    excess = (1.0 - 6.0 * p * (1.0 - p)) / variance
    z2 = z * z
    excess *= z2 - 3.0
    excess /= 24.0
    excess -= skew * skew * (2.0 * z2 - 5.0) / 36.0
    excess *= z
    skew *= z2 - 1.0
    skew /= 6.0
    z += skew
    z += excess
    z *= spread
    z += number * p
    return np.minimum(np.maximum(np.rint(z, out=z), 0.0), number).astype(np.int64)
