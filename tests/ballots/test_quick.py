"""The quick way and the careful way make the same of a file, or the quick one leaves it alone."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from io import BytesIO, StringIO
from typing import Any

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from comitia.ballots import blt, pieces, quick_blt
from comitia.ballots.content import Content
from comitia.ballots.quick import quick_rankings
from comitia.ballots.record import BallotFile
from comitia.ballots.table import table
from comitia.ballots.tables import read_table
from comitia.count.ballots import condensed

NAMES = (
    "Anna",
    "Ben",
    "Ek; Eva, Dr",
    'O"Hara',
    "Candidate number 1",
    "Candidate number 2",
    "Ёлкин",
    " Dora  Ek",
    "Dora Ek",
    "x" * 40,
)
WORDS = ("", "", "", "undervote", "Overvote", "UWI", "write-in: Zoe", "A=B", '"Q"', "1", "\x00", "a\rb")
CELLS = st.sampled_from(NAMES * 4 + WORDS)
PLAIN = st.sampled_from((*NAMES, *NAMES, "", "", "undervote", "overvote"))
COUNTS = st.sampled_from(("1", "1", "12", "007", "999999", "0", "-1", "1.5", ""))


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    wide = draw(st.integers(1, 5))
    count = draw(st.sampled_from((None, 0, wide)))
    other = draw(st.sampled_from((None, None, "ballot id", "precinct")))
    cells = draw(st.sampled_from((CELLS, *[PLAIN] * 6)))
    write = draw(st.sampled_from((joined, quoted(csv.QUOTE_ALL), *[quoted(csv.QUOTE_MINIMAL)] * 3)))
    sign = draw(st.sampled_from(",;\t"))
    heads = [f"rank{place + 1}" for place in range(wide)] + ([other] if other else [])
    if count is not None:
        heads.insert(count, "count")
    lines = [write(heads, sign)]
    counts = draw(st.sampled_from((COUNTS, *[st.sampled_from(("1", "20", "003"))] * 6)))
    for _ in range(draw(st.integers(0, 12))):
        fields = [draw(cells) for _ in range(wide)] + ([draw(st.sampled_from(("North", "S 1", "Ö")))] if other else [])
        if count is not None:
            fields.insert(count, draw(counts))
        cut = draw(st.sampled_from((None,) * 20 + (1, 2)))
        lines.append(write(fields[:cut], sign))
        if draw(st.integers(0, 15)) == 0:
            lines.append(draw(st.sampled_from(("", "", sign, " ", '""'))))
    end = draw(st.sampled_from(("\n", "\r\n")))
    return (end.join(lines) + draw(st.sampled_from(("", end)))).encode()


def joined(fields: list[str], sign: str) -> str:
    return sign.join(fields)


def quoted(how: Any) -> Callable[[list[str], str], str]:
    def write(fields: list[str], sign: str) -> str:
        text = StringIO()
        csv.writer(text, delimiter=sign, quoting=how, lineterminator="").writerow(fields)
        return text.getvalue()

    return write


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
@given(tables(), st.sampled_from(((), (), ("Anna", "Ben"), (*NAMES[:8], "Dora Ek"))), st.integers(5, 300))
def test_both_ways_make_the_same_of_a_file(raw: bytes, official: tuple[str, ...], piece: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "PIECE", piece)
        quickly = quick_rankings("f", BytesIO(raw), official)
    event("quickly" if quickly else "carefully")
    if quickly is not None:
        same(quickly, careful(raw, official))


def test_quotes_and_sources_are_read_the_quick_way() -> None:
    raw = b'precinct,count,"rank1",rank2\n' + b'North,2,"Ek, Eva",""\n"S, 1","3","O""Hara","Ek, Eva"\n' * 30
    quickly = quick_rankings("f", BytesIO(raw))
    assert quickly is not None
    same(quickly, careful(raw))
    assert quickly.digest == sha256(raw).hexdigest()
    assert [(each.name, each.papers) for each in quickly.sources] == [("North", 60), ("S, 1", 90)]


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
