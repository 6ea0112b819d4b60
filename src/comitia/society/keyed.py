"""Normal draws addressed by the keys of a row and a column, whatever else is drawn beside them."""

from __future__ import annotations

import numpy as np

from comitia.arrays import F64, U64
from comitia.chance import scrambled

__all__ = ["normals"]


def normals(rows: U64, columns: U64) -> F64:
    """Standard normal draws [row, column], each from the keys of its row and column alone (Box and Muller)."""
    pair = scrambled(rows[:, None] ^ scrambled(columns)[None, :])
    radius = np.sqrt(-2.0 * np.log(_uniform(pair)))
    return np.asarray(radius * np.cos(2.0 * np.pi * _uniform(scrambled(pair))), dtype=np.float64)


def _uniform(bits: U64) -> F64:
    """Numbers strictly between 0 and 1 from the upper 53 bits."""
    return np.asarray(((bits >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53, dtype=np.float64)
