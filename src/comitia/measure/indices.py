"""Indices of how far a body is from the people: disproportion between two distributions of shares."""

from __future__ import annotations

import math
from collections.abc import Sequence


def rose(inside: Sequence[float], outside: Sequence[float]) -> float:
    """Rose's index of proportionality, 0 to 100: 100 less half the sum of differences in points (Rose 1984)."""
    return 100.0 * (1.0 - sum(abs(a - b) for a, b in zip(inside, outside, strict=True)) / 2.0)


def gallagher(inside: Sequence[float], outside: Sequence[float]) -> float:
    """Gallagher's least-squares index, 0 to 100 (Gallagher 1991)."""
    return 100.0 * math.sqrt(sum((a - b) ** 2 for a, b in zip(inside, outside, strict=True)) / 2.0)
