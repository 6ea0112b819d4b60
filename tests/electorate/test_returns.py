"""Returns as a file: every fault in its words, and every way in which spreadsheets write a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from comitia.electorate.formats.draws import read_draws
from comitia.electorate.returns import read_returns
from comitia.law.faults import Faults
from comitia.run.returns import count_returns
from tests.electorate.voted import HEAD, NORTH, TIED, ussr, write

HERE = Path(__file__).parent
COLUMNS = "Its first line names the columns: contest, stage, candidate, votes, and more if needed."
AS_TEXT = "not a table of returns as text. Save the table as CSV in UTF-8."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(text: str | bytes) -> list[tuple[str, str]]:
    """Every fault of returns under the law of 1988: code and words."""
    with pytest.raises(Faults) as found:
        count_returns(ussr(), write(text))
    return [(fault.code, str(fault)) for fault in found.value.faults]


def blocks() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    for block in (HERE / "returns_faults.txt").read_text(encoding="utf-8").split("\n== ")[1:]:
        name, _, rest = block.partition("\n")
        text, *faults = re.split(r"^-- ", rest, flags=re.MULTILINE)
        pairs = [fault.strip().partition("\n") for fault in faults]
        yield name, text, [(code, words) for code, _, words in pairs]


BLOCKS = list(blocks())


@pytest.mark.parametrize(("text", "faults"), [block[1:] for block in BLOCKS], ids=[block[0] for block in BLOCKS])
@pytest.mark.usefixtures("folder")
def test_every_fault_is_told_in_these_words(text: str, faults: list[tuple[str, str]]) -> None:
    assert said(text) == faults


KINDS = {
    b"": ("empty", f"returns.csv:1  The file is empty. {COLUMNS}"),
    b"\xef\xbb\xbf \r\n": ("empty", f"returns.csv:1  The file is empty. {COLUMNS}"),
    b"PK\x03\x04\x14\x00": ("not-text", f"returns.csv  This is a workbook or another packed file, {AS_TEXT}"),
    HEAD.encode("utf-16"): ("not-text", f"returns.csv  This is UTF-16 text, {AS_TEXT}"),
    b"a\x00b": ("not-text", f"returns.csv  This is no text, {AS_TEXT}"),
    f"{HEAD}{NORTH},first,Ёлкин,1,2,1,0\n".encode("cp1251"): (
        "not-utf-8",
        "returns.csv:2  Byte 96 of the file is not UTF-8 text. Save the table as CSV in UTF-8.",
    ),
    b"constitution: ussr-1988\n": (
        "not-a-table",
        f"returns.csv:1  This is no table of returns: its first line is 'constitution: ussr-1988'. {COLUMNS}",
    ),
}


@pytest.mark.parametrize(("content", "fault"), KINDS.items())
@pytest.mark.usefixtures("folder")
def test_a_file_of_another_kind_is_refused(content: bytes, fault: tuple[str, str]) -> None:
    assert said(content) == [fault]


def test_a_file_that_is_not_there_and_a_folder_are_refused(folder: Path) -> None:
    with pytest.raises(Faults, match=r"The file 'nothing\.csv' cannot be opened"):
        read_returns("nothing.csv")
    with pytest.raises(Faults, match="is a folder; a file of returns is expected"):
        read_returns(folder)


@pytest.mark.usefixtures("folder")
def test_a_table_of_lots_is_read_with_all_its_faults() -> None:
    text = f"contest,stage,taken\n{NORTH},run-off,Y\n{NORTH},run-off,Y\n,run-off,X\n"
    with pytest.raises(Faults) as found:
        read_draws(write(text, "draws.csv"))
    assert str(found.value) == (
        "draws.csv:3  'Y' was taken in an earlier line already.\ndraws.csv:4  The line names no contest."
    )


@pytest.mark.usefixtures("folder")
def test_marks_of_spreadsheets_make_no_difference() -> None:
    plain = count_returns(ussr(), write(TIED)).contests
    for text in (
        "\ufeff" + TIED,
        TIED.replace(",", ";"),
        TIED.replace(",", "\t"),
        TIED.replace("\n", "\r\n"),
        TIED.replace("\n", ",,\n"),
        TIED.replace("\n", "\n\n"),
        TIED.replace(",X,", ',"X ",').replace("first", " first "),
        TIED.removesuffix("\n"),
    ):
        assert list(count_returns(ussr(), write(text)).contests.rows()) == list(plain.rows())


@pytest.mark.usefixtures("folder")
def test_a_letter_written_in_two_ways_is_one_name() -> None:
    text = TIED.replace(",X,", ",Й,", 1).replace(",X,", ",И\u0306,")
    assert [draw.among for draw in count_returns(ussr(), write(text)).records] == [("Й", "Y")]


@pytest.mark.usefixtures("folder")
def test_votes_follow_from_votes_against_and_valid_papers_from_invalid_ones() -> None:
    table = "contest,stage,candidate,against,valid,invalid\n"
    result = count_returns(ussr(), write(table + "congress/organisations/cpsu,first,X,78,630,11\n"))
    (row,) = result.contests.rows()
    assert (row["participants"], row["most_votes"], row["needed"]) == (641, 552, 321)
    assert (row["registered"], row["issued"]) == (None, None)


@pytest.mark.usefixtures("folder")
def test_figures_that_no_rule_needs_may_be_missing() -> None:
    head = "contest,stage,candidate,votes,participants\n"
    (row,) = count_returns(ussr(), write(f"{head}congress/organisations/cpsu,first,X,400,641\n")).contests.rows()
    assert (row["valid"], row["registered"], row["elected"]) == (None, None, 1)
