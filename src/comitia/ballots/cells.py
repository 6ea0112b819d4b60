"""The cells of a table in bytes: found by the signs between them, and looked up many at once.

A cell is compared whole, eight bytes at a time, with the known cell that its bytes point to; so a cell is never taken
for another, whatever names a file holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from comitia.arrays import I64, U64, Bools

PAD = 8
"""Bytes that must follow the last cell of a piece."""
_LINE, _QUOTE = ord("\n"), ord('"')
_QUOTED = re.compile(rb'"((?:[^"]|"")*)"')
_BITS = 12
_MOST = 1 << 12
"""Cells: a table with more different ones is read the careful way."""
_LEVELS = 8
"""Tables: cells that would stand at the same place of one stand in the next."""
_LONGEST = 128
_SHIFT = np.uint64(64 - _BITS)
_KEPT = np.array([(1 << 8 * size) - 1 for size in range(9)], dtype=np.uint64)
"""The mask that keeps so many bytes of a word."""
_AT_ONCE = 512
_BLOCK = 1 << 23


def keep_memory() -> None:
    """Let the memory of one piece serve the next.

    The C library of Linux asks the system for each large block anew, and the system clears it, until one as large has
    been given back; for pieces of some megabytes that would cost half of the time.
    """
    np.empty(_BLOCK, dtype=np.uint8)


class Unusual(Exception):
    """The piece holds something that only the careful reader can judge."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece cut into cells. `signs`: where the signs before, between and after them stand; `ends`: where lines end.

    gap: int64 `[cell]`, from the sign before a cell to the one after it; rows: how many lines.
    """

    raw: bytes
    signs: I64
    gap: I64
    ends: Bools
    rows: int

    @property
    def before(self) -> I64:
        """Where the sign before each cell stands: int64 `[cell]`."""
        return self.signs[:-1]

    @property
    def after(self) -> I64:
        """Where the sign after each cell stands: int64 `[cell]`."""
        return self.signs[1:]


def cut(raw: bytes, delimiter: int) -> Cut:
    """Cut a piece that begins with a line feed, ends with one, and is followed by `PAD` bytes of nothing.

    Signs between quotes part nothing. Raises `Unusual` where a quote does not end in its line.
    """
    every = np.frombuffer(raw, dtype=np.uint8)[: len(raw) - PAD]
    ends = every == _LINE
    rows = int(np.count_nonzero(ends)) - 1
    signs = every == delimiter
    signs |= ends
    if b'"' in raw:
        inside = np.bitwise_xor.accumulate((every == _QUOTE).view(np.uint8)).view(np.bool_)
        if inside[-1] or (inside & ends).any():  # a field goes on in the next line, or a quote is missing
            raise Unusual
        signs &= ~inside
    places = np.flatnonzero(signs)
    return Cut(raw, places, places[1:] - places[:-1], ends, rows)


def unquoted(cell: bytes) -> str:
    """What a cell says. Raises `Unusual` where quotes stand elsewhere than around it, `UnicodeDecodeError`."""
    if b'"' in cell:
        found = _QUOTED.fullmatch(cell)
        if found is None:
            raise Unusual
        cell = found[1].replace(b'""', b'"')
    return cell.decode("utf-8")


class Cells:
    """Different cells, each with the number that `meaning` gives it when it is first seen."""

    def __init__(self, meaning: Callable[[bytes], int]) -> None:
        self._meaning = meaning
        self._cells: dict[bytes, int] = {}
        self._words: list[U64] = []
        self._code = np.zeros(1, dtype=np.uint16)
        self._length = np.full(1, -1, dtype=np.int64)
        self._tables: list[NDArray[np.uint16]] = []

    def codes(self, raw: bytes, start: I64, length: I64) -> NDArray[np.uint16]:
        """The numbers of cells, none of which is empty. Raises `Unusual` where they are too many or too long."""
        longest = int(length.max(initial=0))
        if longest > _LONGEST:
            raise Unusual
        words = _words(raw, start, length, longest)
        which = self._looked_up(words, length)
        strange = np.flatnonzero(which == 0)
        while len(strange):
            some = strange[:_AT_ONCE]
            self._learn(raw, start[some].tolist(), length[some].tolist())
            which[strange] = self._looked_up([word[strange] for word in words], length[strange])
            strange = strange[which[strange] == 0]
        return self._code.take(which)

    def _learn(self, raw: bytes, start: list[int], length: list[int]) -> None:
        for at, size in zip(start, length, strict=True):
            cell = raw[at : at + size]
            if cell not in self._cells:
                self._cells[cell] = self._meaning(cell)
        if len(self._cells) > _MOST:
            raise Unusual
        sizes = np.array([-1, *map(len, self._cells)], dtype=np.int64)
        wide = -(-int(sizes.max()) // 8)
        joined = b"".join(cell.ljust(wide * 8, b"\0") for cell in (b"", *self._cells))
        laid = np.frombuffer(joined, dtype="<u8").reshape(-1, wide)
        self._words = [np.ascontiguousarray(laid[:, place]) for place in range(wide)]
        self._length = sizes
        wide_enough = np.uint8 if max(self._cells.values()) < 256 else np.uint16
        self._code = np.array([0, *self._cells.values()], dtype=wide_enough)
        self._place()

    def _place(self) -> None:
        """Lay the tables."""
        self._tables = []
        left = np.arange(1, len(self._length))
        while len(left):
            if len(self._tables) == _LEVELS:
                raise Unusual
            slots = _slots([word[left] for word in self._words], len(self._tables))
            _, first = np.unique(slots, return_index=True)
            table = np.zeros(1 << _BITS, dtype=np.uint16)
            table[slots[first]] = left[first]
            self._tables.append(table)
            left = np.delete(left, first)

    def _looked_up(self, words: list[U64], length: I64) -> NDArray[np.uint16]:
        """Which known cell each is, from 1; 0 where it is none."""
        which = np.zeros(len(length), dtype=np.uint16)
        for level in range(len(self._tables)):
            left = np.flatnonzero(which == 0) if level else None
            if left is None:
                which = self._at(level, words, length)
            elif len(left):
                which[left] = self._at(level, [word[left] for word in words], length[left])
        return which

    def _at(self, level: int, words: list[U64], length: I64) -> NDArray[np.uint16]:
        """The cell at the place of the table that each points to, where it is the same, byte for byte."""
        which = self._tables[level].take(_slots(words, level))
        same = self._words[0].take(which) == words[0]
        for known, word in zip(self._words[1:], words[1:], strict=False):
            same &= known.take(which) == word
        if len(self._words) != len(words):  # what one side has more of was not compared
            same &= self._length.take(which) == length
        which *= same
        return which


def _words(raw: bytes, start: I64, length: I64, longest: int) -> list[U64]:
    """The bytes of each cell in words, those beyond its end 0."""
    every = np.ndarray((len(raw) - PAD + 1,), dtype="<u8", buffer=raw, strides=(1,))
    words = [every[start] & _KEPT.take(length, mode="clip")]
    for at in range(8, longest, 8):
        word = np.zeros(len(start), dtype=np.uint64)
        long = np.flatnonzero(length > at)
        word[long] = every[start[long] + at] & _KEPT.take(length[long] - at, mode="clip")
        words.append(word)
    return words


def _slots(words: list[U64], level: int) -> I64:
    """Where cells stand in the table of a level; words of nothing at the end of a cell change nothing."""
    mixed = words[0] * _mixing(level, 0)
    for place, word in enumerate(words[1:], start=1):
        mixed += word * _mixing(level, place)
    return (mixed >> _SHIFT).astype(np.int64)


@cache
def _mixing(level: int, place: int) -> np.uint64:
    return np.uint64(pow(0x9E3779B97F4A7C15, 2 * (16 * level + place) + 1, 1 << 64))
