"""The count sheet: as rows and columns, as CSV and workbook, as a document, in words."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from comitia.explain.sheets import in_words, told
from comitia.law.faults import Faults
from comitia.scrutiny.document import document
from comitia.scrutiny.grid import grid, written
from comitia.scrutiny.sheet import Sheet, count_file
from comitia.scrutiny.spreadsheet import as_csv, save
from comitia.text.rules import load_rule
from tests.scrutiny.files import papers, totals

RANKED = papers("rankings", 3, (40, [0]), (31, [1, 2]), (20, [2, 1, 0]), (9, [2]), (4, []))


@pytest.fixture
def contingent() -> Sheet:
    return count_file(load_rule("contingent"), RANKED, 1)


def test_rounds_are_columns_and_candidates_rows_and_votes_add_up(contingent: Sheet) -> None:
    table = grid(contingent)
    assert table.rows == ("Ann", "Bob", "Cid", "Not transferable", "Total")
    assert [(column.round, column.change) for column in table.columns] == [(1, False), (2, True), (2, False)]
    figures = [[figure for figure in column.figures if figure is not None] for column in table.columns]
    assert figures == [[40, 31, 29, 0, 100], [0, 20, -29, 9, 0], [40, 51, 0, 9, 100]]
    assert table.fates == ("goes on (1)", "elected (2)", "excluded (1)", "", "")


def test_a_sheet_as_csv(contingent: Sheet) -> None:
    assert as_csv(contingent).split("\r\n") == [
        "candidate,round 1,transfer 2,round 2,outcome",
        "Ann,40,0,40,goes on (1)",
        "Bob,31,20,51,elected (2)",
        "Cid,29,-29,0,excluded (1)",
        "Not transferable,0,9,9,",
        "Total,100,0,100,",
        "",
    ]


EVIL = ("=1+1", "+cmd", "-2", "@sum")


def test_no_name_becomes_a_formula(tmp_path: Path) -> None:
    sheet = count_file(load_rule("plurality"), totals(4, 3, 2, 1, names=EVIL), 1)
    rows = list(csv.reader(StringIO(as_csv(sheet))))
    assert [row[0] for row in rows[1:5]] == ["'=1+1", "'+cmd", "'-2", "'@sum"]
    path = tmp_path / "sheet.xlsx"
    save(sheet, path)
    with ZipFile(path) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in page
    assert all(f"<t>{name}</t>" in strings for name in EVIL)
    assert "<v>4</v>" in page


def test_a_sheet_of_another_kind_is_refused(contingent: Sheet, tmp_path: Path) -> None:
    with pytest.raises(Faults, match=r"cannot be written as '\.ods'"):
        save(contingent, tmp_path / "sheet.ods")
    assert list(tmp_path.iterdir()) == []


def test_the_document_has_what_is_promised(contingent: Sheet) -> None:
    made = json.loads(json.dumps(document(contingent)))
    assert {"rule", "seats", "winners", "rounds", "draws"} <= set(made)
    assert made["rule"]["id"] == "contingent"
    assert (made["seats"], made["winners"], made["draws"]) == (1, ["Bob"], [])
    assert [each["totals"] for each in made["rounds"]] == [
        {"Ann": 40, "Bob": 31, "Cid": 29},
        {"Ann": 40, "Bob": 51, "Cid": 0},
    ]
    assert made["rounds"][1]["exhausted"] == 9
    assert made["rounds"][1]["elected"] == ["Bob"]


def test_figures_that_are_no_decimals_are_given_exactly_too() -> None:
    sheet = count_file(load_rule("borda", [("scale", "harmonic")]), papers("rankings", 3, (1, [0, 1, 2])), 1)
    first = document(sheet)["rounds"][0]
    assert first["exact"] == {"Cid": "1/3"}
    assert first["totals"]["Bob"] == 0.5
    assert grid(sheet).columns[0].figures[2] == Fraction(1, 3)
    assert written(Fraction(1, 3)) == "0.33…"


def test_a_count_in_words(contingent: Sheet) -> None:
    assert in_words(contingent) == (
        "made.csv: Contingent vote, 1 seat\n\n"
        "Round 1\n"
        "  Lakeman, article not verified: Needed more than 1/2 of 100 (valid): 51 votes.\n"
        "  Lakeman, article not verified: Ann goes on to the second vote, with 40 votes.\n"
        "  Lakeman, article not verified: Bob goes on to the second vote, with 31 votes.\n"
        "  Lakeman, article not verified: Cid drops out, with 29 votes.\n\n"
        "Round 2\n"
        "  Lakeman, article not verified: Ann is not elected, with 40 votes.\n"
        "  Lakeman, article not verified: Bob is elected, with 51 votes.\n"
        "  Lakeman, article not verified: Votes go to: Bob 20, not transferable 9.\n\n"
        "Elected: Bob.\n"
    )


def test_a_tie_is_told_with_the_lot_that_settled_it() -> None:
    sheet = count_file(load_rule("plurality"), totals(2, 2), 1, seed=1)
    assert told(sheet)[0].steps[-1].text == (
        f"Ann and Bob are tied for who is elected; a lot drawn by seed 1 takes {sheet.winners[0]}."
    )
