"""A large file piece by piece: whole lines, cut into cells."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import numpy as np

from comitia.arrays import I64, Bools
from comitia.ballots.cells import Cut, Unusual
from comitia.ballots.content import BOM, LARGEST

PIECE = _LONGEST = 1 << 18
_DIGITS = 9
"""Larger numbers of papers are left to the careful reader, so that no sum of these passes 64 bits."""
_QUOTE = ord('"')


class Pieces:
    """Whole lines of a stream, piece by piece, with the SHA-256 of all that was read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self._left = b""
        self._size = 0

    def first_line(self) -> bytes:
        """The first line that holds something, without a byte order mark."""
        while True:
            line = self._stream.readline(1 << 16)
            self._count(line)
            if not line.endswith(b"\n"):
                raise Unusual
            if said := line.removeprefix(BOM).strip():
                return said

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._stream.read(PIECE):
            self._count(piece)
            end = piece.rfind(b"\n") + 1
            if end:
                yield self._left + piece[:end]
            self._left = piece[end:] if end else self._left + piece
            if len(self._left) > _LONGEST:
                raise Unusual
        if self._left:
            yield self._left + b"\n"

    def _count(self, piece: bytes) -> None:
        self._digest.update(piece)
        self._size += len(piece)
        if self._size > LARGEST:
            raise Unusual

    @property
    def digest(self) -> str:
        """Of the file."""
        return self._digest.hexdigest()


def plain(piece: bytes, others: bool) -> bytes:
    """A piece with single line feeds; `others`: whether columns are there that nobody reads.

    Raises `Unusual`, and `UnicodeDecodeError`.
    """
    if b"\x00" in piece or (others and b'"' in piece):
        raise Unusual
    if others and not piece.isascii():
        piece.decode("utf-8")
    if b"\r" in piece:
        piece = piece.replace(b"\r\n", b"\n")
        if b"\r" in piece:
            raise Unusual
    return piece


@dataclass(frozen=True, slots=True)
class Lines:
    """A piece as lines of cells. `wide`: columns; sizes: cells of each line, None where all have as many as columns.

    begin: the first cell of each line; blank: lines without anything, None where there are none.
    """

    found: Cut
    wide: int
    sizes: I64 | None
    begin: I64
    blank: Bools | None

    @property
    def full(self) -> Bools:
        """The lines that are not blank: bool `[line]`."""
        return np.ones(self.found.rows, dtype=np.bool_) if self.blank is None else ~self.blank

    def column(self, place: int) -> I64:
        """The cells of a column that every line has which is not blank. Raises `Unusual` where one lacks it."""
        if self.sizes is None:
            return self.begin + place
        full = self.full
        if (self.sizes[full] <= place).any():
            raise Unusual
        return self.begin[full] + place

    def there(self, place: int) -> I64:
        """The cells of a column in those lines that have it."""
        return self.begin + place if self.sizes is None else self.begin[self.sizes > place] + place

    def laid(self, cells: I64) -> I64:
        """Where cells stand when all lines have as many as columns."""
        if self.sizes is None:
            return cells
        shift = np.arange(self.found.rows) * self.wide - self.begin
        return cells + np.repeat(shift, self.sizes).take(cells)


def lines(found: Cut, wide: int) -> Lines:
    """The lines of a piece. Raises `Unusual` where one has more cells than there are columns."""
    after = found.after
    if wide > 1 and len(after) == found.rows * wide and found.ends[after[wide - 1 :: wide]].all():
        return Lines(found, wide, None, np.arange(found.rows) * wide, None)
    sizes = np.diff(np.flatnonzero(found.ends[after]), prepend=-1)
    if sizes.max(initial=0) > wide:
        raise Unusual
    begin = np.cumsum(sizes) - sizes
    blank = (sizes == 1) & (found.gap[begin] == 1)
    return Lines(found, wide, sizes, begin, blank if blank.any() else None)


def numbers(found: Cut, cell: I64) -> I64:
    """The whole numbers above 0 that stand in these cells. Raises `Unusual` where something else does."""
    start, length = found.before[cell] + 1, found.gap[cell] - 1
    every = np.frombuffer(found.raw, dtype=np.uint8)
    quoted = every[start] == _QUOTE
    if quoted.any():
        quoted &= every[start + length - 1] == _QUOTE
        start, length = start + quoted, length - 2 * quoted
    most = int(length.max(initial=1))
    if int(length.min(initial=1)) < 1 or most > _DIGITS:
        raise Unusual
    value = np.zeros(len(cell), dtype=np.int64)
    for place in range(most):
        here = length > place
        digit = every[np.where(here, start + place, start)].astype(np.int64) - ord("0")
        if ((digit < 0) | (digit > 9)).any():
            raise Unusual
        value = np.where(here, value * 10 + digit, value)
    if (value < 1).any():
        raise Unusual
    return value
