"""The papers of a large BLT file in bytes: the same as the careful reader makes of them, or None where it must judge.

Only lines of the plain form `12 4 1 7 0` are taken; whatever else stands among the papers is left to the careful one.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from comitia.arrays import I64
from comitia.ballots.cells import PAD, Cells, Cut, Unusual, cut, keep_memory
from comitia.ballots.pieces import numbers
from comitia.ballots.pile import Pile
from comitia.ballots.quick import marked
from comitia.count.ballots import END, Ballots
from comitia.count.packing import Codes

_PIECE = 1 << 18
_SPACE = 32
_ZERO = ord("0")


def quick_papers(raw: bytes, candidates: int, number: Callable[[bytes], int | None]) -> tuple[Ballots, int] | None:
    """Papers from lines, and how many they are; `number`: the candidate, from 0, that a word stands for."""
    codes: dict[int, int] = {}

    def meaning(word: bytes) -> int:
        who = number(word)
        if who is None:
            raise Unusual
        return codes.setdefault(who, len(codes) + 1)

    keep_memory()
    cells, pile, papers = Cells(meaning), Pile(), 0
    try:
        for start, end in _pieces(raw):
            rows, votes = _rows(cut(b"\n" + raw[start:end] + bytes(PAD), _SPACE), cells, candidates)
            papers += int(votes.sum())
            pile.add(rows, votes)
    except Unusual:
        return None
    made, votes = pile.made()
    marks = np.array([END, *codes], dtype=np.int32)
    return Ballots(candidates, marked(made, marks), votes), papers


def _pieces(raw: bytes) -> list[tuple[int, int]]:
    """Where whole lines begin and end that make a piece."""
    found, start = [], 0
    while start < len(raw):
        end = raw.rfind(b"\n", start, start + _PIECE) + 1
        if not end:
            end = raw.find(b"\n", start) + 1 or len(raw)
        found.append((start, end))
        start = end
    return found


def _rows(found: Cut, cells: Cells, candidates: int) -> tuple[Codes, I64]:
    """Numbers of the marks: `[line, rank]`, and how many papers each line is."""
    if (found.gap == 1).any():  # two blanks, a blank at the end, an empty line
        raise Unusual
    last = np.flatnonzero(found.ends[found.after])
    sizes = np.diff(last, prepend=-1)
    if sizes.min(initial=2) < 2 or sizes.max(initial=0) > candidates + 2:
        raise Unusual
    first = last - sizes + 1
    every = np.frombuffer(found.raw, dtype=np.uint8)
    if ((found.gap[last] != 2) | (every[found.before[last] + 1] != _ZERO)).any():
        raise Unusual
    votes = numbers(found, first)
    inside = np.ones(len(found.gap), dtype=np.bool_)
    inside[first] = inside[last] = False
    place = np.flatnonzero(inside)
    codes = cells.codes(found.raw, found.before[place] + 1, found.gap[place] - 1)
    wide = max(int(sizes.max(initial=0)) - 2, 1)
    flat = np.zeros(found.rows * wide, dtype=codes.dtype)
    flat[np.repeat(np.arange(found.rows) * wide - first - 1, sizes - 2) + place] = codes
    return flat.reshape(found.rows, wide), votes
