"""Tables of rankings by the million: the same as the careful reader makes of them, or None where it must judge.

Bytes are read piece by piece, cut into cells and condensed, so that memory follows the number of different papers and
not the size of the file. Whatever is out of the ordinary, such as two names at a rank, a byte that is no UTF-8 or a
field too many, is left to the careful reader, which knows lines and mends.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import IO

import numpy as np

from comitia.arrays import I32, I64
from comitia.ballots.blame import Blame
from comitia.ballots.cells import PAD, Cells, Unusual, cut, keep_memory, unquoted
from comitia.ballots.gather import MOST_VOTES, Roster, tidy
from comitia.ballots.layout import Layout, layout
from comitia.ballots.pieces import Lines, Pieces, lines, numbers, plain
from comitia.ballots.pile import Pile
from comitia.ballots.record import BallotFile, Source
from comitia.ballots.seen import seen
from comitia.ballots.table import Table, delimiter_of, made
from comitia.ballots.words import Words
from comitia.count.ballots import END, SKIPPED, Ballots
from comitia.count.packing import Codes
from comitia.law.faults import Faults

_BLOCK = 1 << 14
_QUOTE = ord('"')


def quick_rankings(file: str, stream: IO[bytes], official: Sequence[str] = ()) -> BallotFile | None:
    """Read a table of rankings; None where it is none or holds what the careful reader must judge."""
    try:
        return _Reader(file, stream, official).read()
    except (Unusual, Faults, UnicodeDecodeError):
        return None


class _Reader:
    """Reads a table of rankings. Beside them stand the number of papers, where they are from, and columns not read."""

    def __init__(self, file: str, stream: IO[bytes], official: Sequence[str]) -> None:
        self._file, self._pieces = file, Pieces(stream)
        self._blame = Blame(file)
        self._words = Words(Roster(self._blame, official))
        self._meanings: dict[int | None, int] = {None: 0}
        self._names: dict[str, int] = {}
        self._sums = np.zeros((0, 2), dtype=np.int64)
        self._cells, self._places = Cells(self._meaning), Cells(self._place)
        self._pile = Pile()
        self._papers = 0

    def read(self) -> BallotFile:
        """The file."""
        rows, laid = self._head()
        keep_memory()
        for piece in self._pieces:
            raw = plain(piece, bool(laid.unread))
            found = cut(b"\n" + raw + bytes(PAD), ord(rows.delimiter))
            self._piece(lines(found, len(rows.columns)), laid)
        codes, votes = self._pile.made()
        meaning = np.array([END if mark is None else mark for mark in self._meanings], dtype=np.int32)
        papers = Ballots(len(self._words.roster.names), marked(codes, meaning), votes)
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
            sources=tuple(Source(name, *self._sums[at].tolist()) for name, at in self._names.items()),
            unread=laid.unread,
        )

    def _head(self) -> tuple[Table, Layout]:
        first = self._pieces.first_line().decode("utf-8")
        delimiter = delimiter_of(first)
        try:
            (names,) = csv.reader([first], delimiter=delimiter, strict=True)
        except csv.Error:
            raise Unusual from None
        rows = made([(1, names)], delimiter)
        laid = layout(self._file, rows, "rankings")
        if laid.kind != "rankings" or laid.weight is not None or list(laid.marks) != sorted(laid.marks):
            raise Unusual
        return rows, laid

    def _meaning(self, cell: bytes) -> int:
        """The number that stands for what a cell says. Numbers are given as they come, 0 is for nothing."""
        ranks = self._words.cell(2, unquoted(cell))
        if ranks is None or len(ranks) > 1 or self._blame:
            raise Unusual
        return self._meanings.setdefault(ranks[0] if ranks else None, len(self._meanings))

    def _place(self, cell: bytes) -> int:
        """The number of a source."""
        return self._names.setdefault(tidy(unquoted(cell)), len(self._names))

    def _piece(self, found: Lines, laid: Layout) -> None:
        votes = None if laid.count is None else numbers(found.found, found.column(laid.count))
        if laid.source is not None:
            self._from(found, found.column(laid.source), votes)
        rows = self._ranks(found, laid)
        self._papers += len(rows)
        self._pile.add(rows, votes)

    def _ranks(self, found: Lines, laid: Layout) -> Codes:
        """Numbers of the marks on the lines that are not blank: `[line, rank]`."""
        raw, gap, wide = found.found.raw, found.found.gap, found.wide
        for place in range(wide):
            if place not in laid.marks:
                gap[found.there(place)] = 1  # as if it were empty
        if b'"' in raw:
            _empty(found, gap)
        cells = np.flatnonzero(gap > 1)
        codes = self._cells.codes(raw, found.found.before.take(cells) + 1, gap.take(cells) - 1)
        flat = np.zeros(found.found.rows * wide, dtype=codes.dtype)
        flat[found.laid(cells)] = codes
        rows = flat.reshape(-1, wide)
        if found.sizes is not None:
            alone = (found.sizes == 1) & (gap[found.begin] > 1)
            if (alone & ~rows.any(axis=1)).any():  # a line of blanks, or a paper that is one word for nothing
                raise Unusual
            rows = rows[found.full]
        return rows if len(laid.marks) == wide else rows[:, list(laid.marks)]

    def _from(self, found: Lines, cells: I64, votes: I64 | None) -> None:
        """Add up papers by where they are from."""
        length = found.found.gap[cells] - 1
        if not length.all():
            raise Unusual
        place = self._places.codes(found.found.raw, found.found.before[cells] + 1, length)
        many = len(self._names)
        papers = np.bincount(place, weights=votes, minlength=many).astype(np.int64)
        self._sums = np.pad(self._sums, ((0, many - len(self._sums)), (0, 0))) + papers[:, None]


def _empty(found: Lines, gap: I64) -> None:
    """Let cells that are two quotes be empty."""
    two = np.flatnonzero(gap == 3)
    pairs = np.frombuffer(found.found.raw, dtype=np.uint8)
    start = found.found.before[two] + 1
    gap[two[(pairs[start] == _QUOTE) & (pairs[start + 1] == _QUOTE)]] = 1


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
