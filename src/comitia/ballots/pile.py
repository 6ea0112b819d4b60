"""Papers as rows of small numbers, gathered by the hundred thousand; equal ones once, with their votes."""

from __future__ import annotations

import numpy as np

from comitia.arrays import I64, U64
from comitia.count.packing import Codes, condensed_words, packed, unpacked

_PENDING = 1 << 20
"""Rows: how many are gathered before they are condensed."""


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
