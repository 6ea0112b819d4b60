"""Every form of file is told apart by itself and says the same papers."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path
from typing import Any

import pytest

from comitia.ballots import opening
from comitia.ballots.opening import open_ballots
from comitia.ballots.record import BallotFile
from comitia.count.ballots import OVERVOTE
from comitia.law.faults import Faults
from comitia.sheets.writing import write_tables

Papers = dict[tuple[tuple[str, ...], ...], int]
OVER = "(over)"

BLT = """3 2
4 1 2=3 0
2 - 3 0
1 0
0
"Anna"
"Ben"
"Cara"
"Northern ward"
"""
PREFLIB = """# TITLE: Northern ward
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 7
# ALTERNATIVE NAME 1: Anna
# ALTERNATIVE NAME 2: Ben
# ALTERNATIVE NAME 3: Cara
4: 1,{2,3}
2: {},3
1: {}
"""
OLD_PREFLIB = """3
1,Anna
2,Ben
3,Cara
7,7,3
4,1,{2,3}
2,{},3
1,{}
"""
ABIF = """{title: "Northern ward"}
=A:[Anna]
=B:[Ben]
4:A>B=Cara
3:Cara>A
"""
CSV = """count,rank1,rank2,rank3
4,Anna,Ben=Cara,
2,,Cara,
1,,,
"""
MATRIX = """count;Anna;Ben;Cara
4;1;2;2
2;;;2
1;;;
"""
EXPECTED: Papers = {(("Anna",), ("Ben", "Cara")): 4, ((), ("Cara",)): 2, (): 1}


def opened(folder: Path, text: str | bytes, name: str = "papers.txt", **options: Any) -> BallotFile:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    read = open_ballots(path, **options)
    assert [str(fault) for fault in read.faults] == []
    return read


def papers(read: BallotFile) -> Papers:
    assert read.papers is not None
    found: Papers = {}
    for paper, weight in enumerate(read.papers.weight.tolist()):
        ranks = tuple(
            tuple(OVER if mark == OVERVOTE else read.candidates[mark].name for mark in rank)
            for rank in read.papers.ranks(paper)
        )
        found[ranks] = found.get(ranks, 0) + weight
    return found


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (BLT, "blt"),
        (PREFLIB, "preflib-toi"),
        (OLD_PREFLIB, "preflib-toi"),
        (CSV, "csv-rankings"),
        (MATRIX, "csv-ranks"),
    ],
)
def test_one_contest_in_every_form_of_rankings(text: str, form: str, tmp_path: Path) -> None:
    for content in (text, text.replace("\n", "\r\n"), "\ufeff" + text):
        read = opened(tmp_path, content, format="ranks" if text is MATRIX else None)
        assert (read.format, read.form, papers(read)) == (form, "rankings", EXPECTED)
        assert read.seen.papers == read.seen.weight == 7
        assert (read.seen.blank, read.seen.skipped, read.seen.equal) == (1, 2, 4)


def test_abif_declares_short_names(tmp_path: Path) -> None:
    read = opened(tmp_path, ABIF)
    assert (read.format, read.title) == ("abif", "Northern ward")
    assert papers(read) == {(("Anna",), ("Ben", "Cara")): 4, (("Cara",), ("Anna",)): 3}


def test_a_packed_file_is_read_as_what_it_holds(tmp_path: Path) -> None:
    assert papers(opened(tmp_path, gzip.compress(BLT.encode()), "papers.blt.gz")) == EXPECTED


def test_a_workbook_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "papers.xlsx"
    head = ["count", "rank1", "rank2", "rank3"]
    write_tables(path, {"papers": [head, [4, "Anna", "Ben=Cara", None], [2, None, "Cara", None], [1, "", "", ""]]})
    read = open_ballots(path)
    assert read.faults == ()
    assert papers(read) == EXPECTED
    write_tables(path, {"papers": [head, [4, "Anna", "", ""]], "more": [head, [1, "Ben", "", ""]]})
    with pytest.raises(Faults, match=r"2 worksheets .*: papers, more\. Save the one with the papers as CSV"):
        open_ballots(path)


def test_blt_knows_withdrawals_short_names_and_the_order_for_ties(tmp_path: Path) -> None:
    text = '3 1\n[nick a b c]\n-2\n[withdrawn c]\n[tie c a b]\n3x a b 0 # three\n0\n"Anna"\n"Ben"\n"Cara"\n'
    read = opened(tmp_path, text)
    assert [each.withdrawn for each in read.candidates] == [False, True, True]
    assert read.order == (2, 0, 1)
    assert papers(read) == {(("Anna",), ("Ben",)): 3}


def test_a_row_may_be_a_ballot(tmp_path: Path) -> None:
    read = opened(tmp_path, "1st choice\t2nd choice\nAnna\tovervote\nAnna\tovervote\nundervote\tUWI\n")
    assert papers(read) == {(("Anna",), (OVER,)): 2, ((), ("UWI",)): 1}
    assert [each.listed for each in read.candidates] == [True, False]
    assert (read.seen.overvotes, read.seen.skipped) == (2, 1)


def test_approved_names_are_a_set(tmp_path: Path) -> None:
    read = opened(tmp_path, "count,approved\n3,Ben|Anna\n2,Anna|Ben\n1,\n")
    assert read.form == "approvals"
    assert papers(read) == {(("Ben",), ("Anna",)): 5, (): 1}


def test_totals_carry_the_figures_of_the_contest(tmp_path: Path) -> None:
    read = opened(tmp_path, "candidate,party,votes,registered\nAnna,Red,10,40\nBen,,7,\n(invalid),,2,\n")
    assert read.totals == (10, 7)
    assert read.candidates[0].party == "Red"
    assert read.figures == {"registered": 40, "invalid": 2}


def test_names_written_in_need_not_be_on_the_list(tmp_path: Path) -> None:
    for text in (
        "candidate,votes\nAnna,3\nWrite-in,4\n",
        "Anna,write-in: Zoe\n1,2\n2,1\n",
        "choices\nAnna\nUWI|Anna\n",
    ):
        read = opened(tmp_path, text, candidates=("Anna", "Ben"))
        assert [each.listed for each in read.candidates] == [True, True, False]


def test_one_contest_of_several_is_named(tmp_path: Path) -> None:
    text = "ballot,candidate,votes\n1,Anna,3\n1,Ben,3\n2,Anna,4\n2,Ben,2\n"
    assert opened(tmp_path, text, contest="2").totals == (4, 2)


def test_points_are_told_from_ranks_by_a_nought(tmp_path: Path) -> None:
    read = opened(tmp_path, "Anna,Ben,Cara\n5,0,3\n0,8,0\n")
    assert read.form == "points"
    assert read.points is not None
    assert read.points.tolist() == [[5, 0, 3], [0, 8, 0]]


@pytest.mark.parametrize(
    ("numbers", "form"),
    [
        ("1,2,3\n2,,1\n", "rankings"),
        ("1,1,3\n", "rankings"),
        ("1,,1\n,1,\n", "approvals"),
        ("x,,x\n", "approvals"),
        ("7,0,3\n", "points"),
        ("2,2,\n1,2,3\n", None),
        ("1,2,0\n", None),
        ("7,2,1\n", None),
    ],
)
def test_numbers_below_names_are_taken_for_what_they_must_be(numbers: str, form: str | None, tmp_path: Path) -> None:
    if form is not None:
        assert opened(tmp_path, f"Anna,Ben,Cara\n{numbers}").form == form
        return
    with pytest.raises(Faults, match="may be ranks or points"):
        opened(tmp_path, f"Anna,Ben,Cara\n{numbers}")
    assert opened(tmp_path, f"Anna,Ben,Cara\n{numbers}", format="points").form == "points"


def test_years_are_no_ranks(tmp_path: Path) -> None:
    read = opened(tmp_path, "candidate,votes,2013\nAnna,3,x\nBen,4,y\n")
    assert (read.form, read.totals, read.unread) == ("totals", (3, 4), ("2013",))


def test_a_large_packed_file_is_read_the_quick_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_LARGE", 0)
    raw = b"rank1,rank2\nAnna,Ben\nBen,\n"
    read = opened(tmp_path, gzip.compress(raw, mtime=0))
    assert papers(read) == {(("Anna",), ("Ben",)): 1, (("Ben",),): 1}
    assert read.digest == hashlib.sha256(gzip.compress(raw, mtime=0)).hexdigest()
