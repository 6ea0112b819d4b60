"""Rows of small numbers as few 64-bit words, so that equal rows are found by sorting numbers.

The first number of a row stands foremost in its first word: where a row fits one word, which is the common case, the
order of the words is that of the rows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from comitia.arrays import I64, U64

Codes = NDArray[np.uint16]
"""Rows of numbers, 0 for nothing: uint8 or uint16 `[row, place]`."""

_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))
_HALF = np.uint64(32)
_FOLD = (
    (np.uint64(4), np.uint64(0x00FF00FF00FF00FF)),
    (np.uint64(8), np.uint64(0x0000FFFF0000FFFF)),
    (np.uint64(16), np.uint64(0x00000000FFFFFFFF)),
)
"""Shifts and masks that push eight numbers of four bits together."""


def width_of(largest: int) -> int:
    """The bits that a number takes: 4, 8 or 16."""
    return 4 if largest < 16 else 8 if largest < 256 else 16


def packed(codes: Codes, width: int) -> U64:
    """Rows as words: uint64 `[paper, word]`."""
    size = 8 if width == 16 else 16
    places = codes.shape[1]
    padded = np.zeros((len(codes), -(-places // size) * size), dtype=">u2" if width == 16 else np.uint8)
    padded[:, :places] = codes
    words = padded.view(">u8").astype(np.uint64)
    if width > 4:
        return words
    for shift, mask in _FOLD:
        words |= words >> shift
        words &= mask
    return (words[:, 0::2] << _HALF) | words[:, 1::2]


def unpacked(words: U64, places: int, width: int) -> Codes:
    """The rows again: uint8 or uint16 `[paper, place]`."""
    if width == 4:
        wide = np.empty((len(words), words.shape[1] * 2), dtype=np.uint64)
        wide[:, 0::2], wide[:, 1::2] = words >> _HALF, words & _FOLD[2][1]
        for shift, mask in ((16, 0x0000FFFF0000FFFF), (8, 0x00FF00FF00FF00FF), (4, 0x0F0F0F0F0F0F0F0F)):
            wide |= wide << np.uint64(shift)
            wide &= np.uint64(mask)
        words = wide
    rows = words.astype(">u8").view(">u2" if width == 16 else np.uint8)[:, :places]
    return rows.astype(np.uint16) if width == 16 else np.ascontiguousarray(rows)


def condensed_words(words: U64, votes: I64 | None) -> tuple[U64, I64]:
    """Equal rows of words once, with their votes in all; one vote each where None."""
    if words.shape[1] == 1 and votes is None:
        ordered = np.sort(words[:, 0])
        first = _first(ordered[1:] != ordered[:-1])
        return ordered[first][:, None], np.diff(first, append=len(ordered))
    order = _order(words)
    ordered = words[order]
    first = _first((ordered[1:] != ordered[:-1]).any(axis=1))
    if votes is None:
        return ordered[first], np.diff(first, append=len(ordered))
    return ordered[first], np.add.reduceat(votes[order], first)


def _first(new: NDArray[np.bool_]) -> I64:
    return np.flatnonzero(np.concatenate([[True], new]))


def _order(words: U64) -> I64:
    """An order in which equal rows stand together."""
    if words.shape[1] == 1:
        return np.argsort(words[:, 0])
    mixed = np.zeros(len(words), dtype=np.uint64)
    for place in range(words.shape[1]):
        mixed ^= words[:, place]
        mixed *= _MIX[0]
        mixed ^= mixed >> _HALF
        mixed *= _MIX[1]
    order = np.argsort(mixed)
    same = mixed[order]
    rows = words[order]
    if ((same[1:] == same[:-1]) & (rows[1:] != rows[:-1]).any(axis=1)).any():  # two rows mixed into one number
        return np.lexsort(words.T[::-1])
    return order
