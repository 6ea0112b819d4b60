"""Tables of rankings by the million: the same as the careful reader makes of them, or None where it must judge.

Bytes are read piece by piece, cut into cells and condensed, so that memory follows the number of different papers and
not the size of the file. Whatever is out of the ordinary, such as a quote, a byte that is no UTF-8 or a field too many,
is left to the careful reader, which knows lines and mends.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import IO

import numpy as np

from comitia.arrays import I32, I64
from comitia.ballots.blame import Blame
from comitia.ballots.cells import PAD, Cells, Cut, Unusual, cut, keep_memory
from comitia.ballots.content import BOM, LARGEST
from comitia.ballots.gather import MOST_VOTES, Roster
from comitia.ballots.layout import Layout, layout
from comitia.ballots.pile import Codes, Pile
from comitia.ballots.record import BallotFile
from comitia.ballots.seen import seen
from comitia.ballots.table import Table, delimiter_of, made
from comitia.ballots.words import Words
from comitia.count.ballots import END, SKIPPED, Ballots
from comitia.law.faults import Faults

PIECE = 1 << 18
_DIGITS = 9
"""Larger numbers of papers are left to the careful reader, so that no sum of these passes 64 bits."""
_BLOCK = 1 << 14


def quick_rankings(file: str, stream: IO[bytes], official: Sequence[str] = ()) -> BallotFile | None:
    """Read a table of rankings; None where it is none or holds what the careful reader must judge."""
    try:
        return _Reader(file, stream, official).read()
    except (Unusual, Faults, UnicodeDecodeError):
        return None


class _Pieces:
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
            if len(self._left) > PIECE:
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


class _Reader:
    def __init__(self, file: str, stream: IO[bytes], official: Sequence[str]) -> None:
        self._file, self._pieces = file, _Pieces(stream)
        self._blame = Blame(file)
        self._words = Words(Roster(self._blame, official))
        self._meanings: dict[int | None, int] = {None: 0}
        self._pile = Pile()
        self._papers = 0

    def read(self) -> BallotFile:
        """The file."""
        rows, laid = self._head()
        self._laid, self._wide = laid, len(rows.columns)
        self._delimiter = ord(rows.delimiter)
        self._cells = Cells(self._meaning)
        keep_memory()
        self._aside = [place for place in range(self._wide) if place not in laid.marks]
        for piece in self._pieces:
            self._piece(_plain(piece, bool(laid.unread)))
        papers = self._made()
        if not self._papers or papers.total > MOST_VOTES:
            raise Unusual
        return BallotFile(
            file=self._file,
            format="csv-rankings",
            digest=self._pieces.digest,
            form="rankings",
            title=None,
            seats=None,
            candidates=self._words.roster.candidates,
            papers=papers,
            totals=None,
            seen=seen(papers, papers.total),
            unread=laid.unread,
        )

    def _head(self) -> tuple[Table, Layout]:
        line = self._pieces.first_line()
        if b'"' in line or b"\x00" in line:
            raise Unusual
        first = line.decode("utf-8")
        delimiter = delimiter_of(first)
        rows = made([(1, first.split(delimiter))], delimiter)
        laid = layout(self._file, rows, "rankings")
        special = laid.weight is not None or laid.source is not None
        if laid.kind != "rankings" or special or list(laid.marks) != sorted(laid.marks):
            raise Unusual
        return rows, laid

    def _meaning(self, cell: bytes) -> int:
        """The number that stands for what a cell says. Numbers are given as they come, 0 is for nothing."""
        ranks = self._words.cell(2, cell.decode("utf-8"))
        if ranks is None or len(ranks) > 1 or self._blame:
            raise Unusual
        return self._meanings.setdefault(ranks[0] if ranks else None, len(self._meanings))

    def _piece(self, raw: bytes) -> None:
        found = cut(b"\n" + raw + bytes(PAD), self._delimiter)
        sizes = _sizes(found, self._wide)
        kept = None
        if sizes is not None:
            kept = ~((sizes == 1) & (found.gap[np.cumsum(sizes) - sizes] == 1))
        codes, votes = self._rows(found, sizes)
        if kept is not None and not kept.all():
            codes = codes[kept]
            votes = votes[kept] if votes is not None else None
        self._papers += len(codes)
        self._pile.add(codes, votes)

    def _rows(self, found: Cut, sizes: I64 | None) -> tuple[Codes, I64 | None]:
        """Numbers of the marks: `[line, rank]`, and how many papers each line is."""
        laid, wide = self._laid, self._wide
        gap, begin = found.gap, None
        if sizes is None:
            at = None
        else:
            begin = np.cumsum(sizes) - sizes
            at = np.repeat(np.arange(found.rows) * wide - begin, sizes)
        votes = self._votes(found, sizes, begin)
        gap = self._without_others(gap, found, sizes, begin)
        cells = np.flatnonzero(gap > 1)
        codes = self._cells.codes(found.raw, found.before.take(cells) + 1, gap.take(cells) - 1)
        flat = np.zeros(found.rows * wide, dtype=codes.dtype)
        flat[cells if at is None else cells + at.take(cells)] = codes
        rows = flat.reshape(found.rows, wide)
        if sizes is not None and ((sizes == 1) & (gap[begin] > 1) & ~rows.any(axis=1)).any():
            raise Unusual
        return (rows if len(laid.marks) == wide else rows[:, list(laid.marks)]), votes

    def _votes(self, found: Cut, sizes: I64 | None, begin: I64 | None) -> I64 | None:
        """The column of the number of papers."""
        place = self._laid.count
        if place is None:
            return None
        if sizes is None or begin is None:
            cell = np.arange(found.rows) * self._wide + place
            return numbers(found, cell)
        blank = (sizes == 1) & (found.gap[begin] == 1)
        if ((sizes <= place) & ~blank).any():
            raise Unusual
        votes = np.ones(found.rows, dtype=np.int64)
        votes[~blank] = numbers(found, begin[~blank] + place)
        return votes

    def _without_others(self, gap: I64, found: Cut, sizes: I64 | None, begin: I64 | None) -> I64:
        """The gaps with the cells of other columns as if they were empty."""
        for place in self._aside:
            if sizes is None or begin is None:
                gap.reshape(found.rows, self._wide)[:, place] = 1
            else:
                gap[begin[sizes > place] + place] = 1
        return gap

    def _made(self) -> Ballots:
        codes, votes = self._pile.made()
        meaning = np.array([END if mark is None else mark for mark in self._meanings], dtype=np.int32)
        return Ballots(len(self._words.roster.names), marked(codes, meaning), votes)


def _plain(piece: bytes, others: bool) -> bytes:
    """A piece with single line feeds; `others`: whether columns are there that nobody reads."""
    if b'"' in piece or b"\x00" in piece or (others and not piece.isascii()):
        raise Unusual
    if b"\r" in piece:
        piece = piece.replace(b"\r\n", b"\n")
        if b"\r" in piece:
            raise Unusual
    return piece


def _sizes(found: Cut, wide: int) -> I64 | None:
    """How many cells each line has; None where all have as many as there are columns."""
    after = found.after
    if wide > 1 and len(after) == found.rows * wide and found.ends[after[wide - 1 :: wide]].all():
        return None
    last = np.flatnonzero(found.ends[after])
    sizes = np.diff(last, prepend=-1)
    if sizes.max(initial=0) > wide:
        raise Unusual
    return sizes


def numbers(found: Cut, cell: I64) -> I64:
    """The whole numbers above 0 that stand in these cells. Raises `Unusual` where something else does."""
    start, length = found.before[cell] + 1, found.gap[cell] - 1
    most = int(length.max(initial=1))
    if int(length.min(initial=1)) < 1 or most > _DIGITS:
        raise Unusual
    every = np.frombuffer(found.raw, dtype=np.uint8)
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


def marked(codes: Codes, meaning: I32) -> I32:
    """Numbers as marks: int32 `[paper, place]`. Ranks left blank, number 0, are skipped before a later mark."""
    depth = int(np.flatnonzero(codes.any(axis=0)).max(initial=0)) + 1
    codes = np.ascontiguousarray(codes[:, :depth])
    marks = np.empty(codes.shape, dtype=np.int32)
    for start in range(0, len(codes), _BLOCK):
        block = slice(start, start + _BLOCK)
        meaning.take(codes[block], out=marks[block], mode="clip")
        used = codes[block].ravel() != 0
        before = ~used[:-1] & used[1:]  # laid end to end: from one paper to the next is no matter
        before[depth - 1 :: depth] = False
        if before.any():
            here = used.reshape(-1, depth)
            later = np.logical_or.accumulate(here[:, ::-1], axis=1)[:, ::-1]
            marks[block][~here & later] = SKIPPED
    return marks
