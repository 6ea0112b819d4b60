"""Papers as rows of small numbers, gathered by the hundred thousand and condensed: equal rows once, with their votes.

A row is packed into as few 64-bit words as it needs, its first number foremost, so that one word, which is the common
case, is sorted and compared as a number.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from comitia.arrays import I64, U64

Codes = NDArray[np.uint16]
"""Rows of numbers, 0 for nothing: uint8 or uint16 `[paper, place]`."""

_PENDING = 1 << 20
"""Rows: how many are gathered before they are condensed."""
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))
_HALF = np.uint64(32)
_FOLD = (
    (np.uint64(4), np.uint64(0x00FF00FF00FF00FF)),
    (np.uint64(8), np.uint64(0x0000FFFF0000FFFF)),
    (np.uint64(16), np.uint64(0x00000000FFFFFFFF)),
)
"""Shifts and masks that push eight numbers of four bits together."""


class Pile:
    """A growing pile of papers. `width`: bits of a number, 4, 8 or 16, as many as the largest needs."""

    def __init__(self) -> None:
        self.width = 4
        self.places = 1
        self._words: list[U64] = []
        self._votes: list[I64 | None] = []
        self._pending = 0

    def add(self, codes: Codes, votes: I64 | None) -> None:
        """Add rows; `votes`: int64 `[paper]`, one vote each where None."""
        if not len(codes):
            return
        self._widen(16 if codes.dtype.itemsize > 1 else 8 if codes.max() > 15 else 4)
        self.places = max(self.places, codes.shape[1])
        self._words.append(packed(codes, self.width))
        self._votes.append(votes)
        self._pending += len(codes)
        if self._pending >= _PENDING:
            self._condense()

    def made(self) -> tuple[Codes, I64]:
        """The condensed rows, in the order of their numbers where a row fits one word, and their votes."""
        if not self._words:
            return np.zeros((0, 1), dtype=np.uint16), np.zeros(0, dtype=np.int64)
        self._condense()
        votes = self._votes[0]
        assert votes is not None
        return unpacked(self._words[0], self.places, self.width), votes

    def _widen(self, width: int) -> None:
        if width > self.width:
            per = 64 // self.width
            self._words = [packed(unpacked(w, w.shape[1] * per, self.width), width) for w in self._words]
            self.width = width

    def _condense(self) -> None:
        most = max(words.shape[1] for words in self._words)
        words = np.concatenate([np.pad(w, ((0, 0), (0, most - w.shape[1]))) for w in self._words])
        votes = None
        if any(each is not None for each in self._votes):
            every = (
                np.ones(len(w), dtype=np.int64) if v is None else v
                for w, v in zip(self._words, self._votes, strict=True)
            )
            votes = np.concatenate(list(every))
        self._words, self._votes = [], []
        words, votes = condensed_words(words, votes)
        self._words, self._votes, self._pending = [words], [votes], 0


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
