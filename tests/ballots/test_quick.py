"""The quick way and the careful way make the same of a file, or the quick one leaves it alone."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comitia.ballots import blt, quick, quick_blt
from comitia.ballots.content import Content
from comitia.ballots.pile import Codes, condensed_words, packed, unpacked
from comitia.ballots.quick import quick_rankings
from comitia.ballots.record import BallotFile
from comitia.ballots.table import table
from comitia.ballots.tables import read_table
from comitia.count.ballots import condensed

NAMES = ("Anna", "Ben", "Candidate number 1", "Candidate number 2", "Ёлкин", " Dora  Ek", "Dora Ek", "x" * 40)
WORDS = ("", "", "", "undervote", "Overvote", "UWI", "write-in: Zoe", "A=B", '"Q"', "1", "\x00", "a\rb")
CELLS = st.sampled_from(NAMES * 4 + WORDS)
PLAIN = st.sampled_from((*NAMES, "", "", "undervote", "overvote"))
COUNTS = st.sampled_from(("1", "1", "12", "007", "999999", "0", "-1", "1.5", ""))


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    wide = draw(st.integers(1, 5))
    count = draw(st.sampled_from((None, 0, wide)))
    other = draw(st.booleans())
    cells = draw(st.sampled_from((CELLS, PLAIN, PLAIN, PLAIN)))
    sign = draw(st.sampled_from(",;\t"))
    heads = [f"rank{place + 1}" for place in range(wide)] + (["ballot id"] if other else [])
    if count is not None:
        heads.insert(count, "count")
    lines = [sign.join(heads)]
    counts = draw(st.sampled_from((COUNTS, st.just("3"), st.just("1"))))
    for _ in range(draw(st.integers(0, 12))):
        fields = [draw(cells) for _ in range(wide)] + (["id"] if other else [])
        if count is not None:
            fields.insert(count, draw(counts))
        cut = draw(st.sampled_from((None,) * 6 + (1, 2)))
        lines.append(sign.join(fields[:cut]))
        if draw(st.integers(0, 12)) == 0:
            lines.append(draw(st.sampled_from(("", " ", sign))))
    end = draw(st.sampled_from(("\n", "\r\n")))
    return (end.join(lines) + draw(st.sampled_from(("", end)))).encode()


def careful(raw: bytes, official: tuple[str, ...] = ()) -> BallotFile:
    content = Content("f", raw, "")
    return read_table(content, table(content), "rankings", official)


def same(one: BallotFile, other: BallotFile) -> None:
    assert one.papers is not None
    assert other.papers is not None
    a, b = condensed(one.papers), condensed(other.papers)
    assert a.candidates == b.candidates
    assert a.marks.tolist() == b.marks.tolist()
    assert a.weight.tolist() == b.weight.tolist()
    assert a.equal is None
    assert b.equal is None
    assert len(one.papers) == len(a)
    assert replace(one, papers=None, digest="") == replace(other, papers=None, digest="")


@settings(max_examples=250)
@given(tables(), st.sampled_from(((), ("Anna", "Ben"), (*NAMES[:5], "Dora Ek", NAMES[7]))), st.integers(5, 300))
def test_both_ways_make_the_same_of_a_file(raw: bytes, official: tuple[str, ...], piece: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick, "PIECE", piece)
        quickly = quick_rankings("f", BytesIO(raw), official)
    if quickly is not None:
        same(quickly, careful(raw, official))


def test_ordinary_files_are_read_the_quick_way() -> None:
    chance = np.random.default_rng(1)
    names = [f"Candidate {number} of the {number % 7}th list" for number in range(300)]
    for wide, many, counted in ((3, 2, False), (15, 15, False), (15, 40, True), (20, 300, True), (5, 300, False)):
        picked = chance.integers(-1, many, size=(2000, wide))
        rows = [",".join("" if who < 0 else names[who] for who in row) for row in picked]
        head = ",".join(f"rank{place + 1}" for place in range(wide))
        if counted:
            head, rows = f"count,{head}", [f"{number % 90 + 1},{row}" for number, row in enumerate(rows)]
        raw = "\n".join([head, *rows, ""]).encode()
        quickly = quick_rankings("f", BytesIO(raw))
        assert quickly is not None
        same(quickly, careful(raw))


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


BLT_LINES = st.sampled_from(
    ("4 1 2 0", "1 3 0", "2 0", "1 1 2 3 0", "12 2 0") * 4
    + ("3x 1 0", "1 1=2 0", "1 - 2 0", "1 2 2 0", "1 1 2 3 1 0", "1 9 0", "-1 1 0", "1 1", "1  1 0", "1 1 0 # x", "")
)


@settings(max_examples=200)
@given(
    st.lists(BLT_LINES, max_size=12),
    st.sampled_from(("", "-2\n", "[nick 1 b c]\n# x\n")),
    st.sampled_from(('0\n"A"\n"B"\n"C"\n"T"\n', "0\n", "", '"A"\n', "0")),
    st.sampled_from(("\n", "\r\n")),
    st.integers(1, 40),
)
def test_both_ways_make_the_same_of_blt(lines: list[str], options: str, end: str, sign: str, piece: int) -> None:
    raw = ("3 1\n" + options + "".join(f"{line}\n" for line in lines) + end).replace("\n", sign).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick_blt, "_PIECE", piece)
        quickly = blt._quick(Content("f", raw, ""))
    if quickly is not None:
        same(quickly, blt._careful(Content("f", raw, "")))


def test_ordinary_blt_is_read_the_quick_way() -> None:
    raw = "3 1\n" + "4 1 2 0\n1 3 0\n2 0\n12 2 1 3 0\n" * 20 + '0\n"A"\n"B"\n"C"\n"T"\n'
    quickly = blt._quick(Content("f", raw.encode(), ""))
    assert quickly is not None
    same(quickly, blt._careful(Content("f", raw.encode(), "")))
    assert (quickly.title, quickly.seen.blank) == ("T", 40)
