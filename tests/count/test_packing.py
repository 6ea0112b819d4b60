"""Rows as words: nothing is lost, and equal rows are one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from comitia.count.packing import Codes, condensed_words, packed, unpacked

ROWS = st.integers(1, 40).flatmap(
    lambda wide: st.lists(st.lists(st.integers(0, 3), min_size=wide, max_size=wide), min_size=1, max_size=30)
)


@given(ROWS, st.sampled_from((4, 8, 16)), st.booleans())
def test_rows_are_packed_and_condensed_without_loss(rows: list[list[int]], width: int, counted: bool) -> None:
    codes: Codes = np.array(rows).astype("u2" if width == 16 else "u1")
    words = packed(codes, width)
    assert unpacked(words, codes.shape[1], width).tolist() == rows
    votes = np.arange(1, len(rows) + 1) if counted else None
    short, sums = condensed_words(words, votes)
    expected: dict[tuple[int, ...], int] = {}
    for number, row in enumerate(rows):
        expected[tuple(row)] = expected.get(tuple(row), 0) + (number + 1 if counted else 1)
    found = dict(zip(map(tuple, unpacked(short, codes.shape[1], width).tolist()), sums.tolist(), strict=True))
    assert found == expected
    assert len(short) == len(expected)
