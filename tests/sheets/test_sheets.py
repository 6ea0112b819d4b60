"""Tables as people bring them: CSV and Excel give the same, and whatever is no table is refused in one clear fault."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comitia.law.faults import Fault, Faults
from comitia.sheets.sheet import read_sheet
from comitia.sheets.units import UnitLine, Wanted, figure_column, name_column, units_of
from comitia.sheets.writing import write_tables

TABLE: list[tuple[Any, ...]] = [("unit", "people", "floor"), ("Nord", 1200, 1), ("Süd; West", 34, 0), ('"Ost"', 5, 0)]


def units(path: Path, column: str | None = None) -> tuple[UnitLine, ...]:
    sheet = read_sheet(path)
    found = column or figure_column(sheet, Wanted("votes", ("people",)), alone=True)
    assert found is not None
    return units_of(sheet, name_column(sheet, [found]), {"votes": found})


def faults(path: Path, content: str | bytes, column: str | None = None) -> list[tuple[str, int | None]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(Faults) as found:
        units(path, column)
    return [(fault.code, fault.line) for fault in found.value.faults]


@pytest.mark.parametrize("name", ["table.csv", "table.xlsx"])
def test_what_is_written_is_read_again(name: str, tmp_path: Path) -> None:
    write_tables(tmp_path / name, {"units": TABLE})
    found = units(tmp_path / name)
    assert [(unit.name, unit.figures["votes"]) for unit in found] == [("Nord", 1200), ("Süd; West", 34), ('"Ost"', 5)]
    assert [unit.line for unit in found] == [2, 3, 4]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_marks_and_ends_of_lines(sign: str, mark: str, end: str, tmp_path: Path) -> None:
    lines = [sign.join(("Unit", "People")), sign.join(("A", "12")), "", sign.join(("B", "3")), ""]
    (tmp_path / "a.csv").write_bytes((mark + end.join(lines)).encode())
    assert [(unit.line, unit.name, unit.figures["votes"]) for unit in units(tmp_path / "a.csv")] == [
        (2, "A", 12),
        (4, "B", 3),
    ]


def test_a_text_that_would_be_a_formula_stays_a_text(tmp_path: Path) -> None:
    table: list[tuple[Any, ...]] = [("unit", "people"), ("=1+1", 5)]
    write_tables(tmp_path / "a.csv", {"units": table})
    assert (tmp_path / "a.csv").read_text("utf-8") == "unit,people\n'=1+1,5\n"
    write_tables(tmp_path / "a.xlsx", {"units": table})
    assert units(tmp_path / "a.xlsx")[0].name == "=1+1"


def test_the_same_tables_give_the_same_workbook(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_tables(tmp_path / name, {"units": TABLE})
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Faults, match=r"Write a\.csv or a\.xlsx"):
        write_tables(tmp_path / "a.pdf", {"units": TABLE})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [("empty", 1)]),
        ("unit,people\n", [("no-rows", 1)]),
        ("unit\nA\n", [("not-a-table", 1)]),
        ("A,1\nB,2\n", [("no-header", 1)]),
        ("unit,people,People\nA,1,2\n", [("column-twice", 1)]),
        ("unit,people\nA,1,2\n", [("too-many-fields", 2)]),
        ("unit,people\nA,1 200\nB,-3\nC,1.5\n", [("not-whole", 2), ("negative", 3), ("not-whole", 4)]),
        ("unit,people\nA,1\nD,12%\nE,\n", [("not-whole", 3), ("missing", 4)]),
        ("unit,people\nA,99999999999999\n", [("too-large", 2)]),
        ("unit,people\nA,1\na,2\n,3\n", [("name-twice", 3), ("missing", 4)]),
        ("unit,people\nA,1\nB,2\nTotal,3\n", [("totals-row", 4)]),
        ("unit,people\nA,1\nSumme:,2\n", [("totals-row", 3)]),
        ('unit,people\n"A,1\n', [("truncated", 2)]),
        ("unit,2019,2020\nA,1,2\n", [("missing-column", 1)]),
        ("unit,head\nA,x\n", [("missing-column", 1)]),
        (b"unit,people\nA\xff,1\n", [("not-utf-8", 2)]),
        (b"%PDF-1.7 ", [("not-text", None)]),
        (b"\x1f\x8b\x08", [("not-text", None)]),
        (b"PK\x03\x04 no archive", [("not-a-workbook", None)]),
        (b"unit,people\n\x00", [("not-text", None)]),
    ],
)  # fmt: skip
def test_every_fault_has_its_line(text: str | bytes, found: list[tuple[str, int | None]], tmp_path: Path) -> None:
    assert faults(tmp_path / "a.csv", text) == found


def test_an_unknown_column_is_answered_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("unit,people\nA,1\n", encoding="utf-8")
    with pytest.raises(Faults, match="Did you mean 'people'"):
        read_sheet(tmp_path / "a.csv").place("poeple")


def test_a_folder_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.csv", Path("a\0b")):
        with pytest.raises(Faults) as found:
            read_sheet(path)
        assert found.value.faults[0].code == "no-file"


# workbooks


def book(path: Path, **tables: list[tuple[Any, ...]]) -> Path:
    write_tables(path, tables)
    return path


def test_a_workbook_with_several_tables_asks_which(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", north=TABLE, south=[("unit", "people"), ("X", 1)])
    with pytest.raises(Faults, match="Say which with --worksheet"):
        read_sheet(path)
    assert read_sheet(path, worksheet="south").lines[0].fields == ("X", "1")
    with pytest.raises(Faults, match="Did you mean 'south'"):
        read_sheet(path, worksheet="sout")


def test_cells_that_are_no_whole_numbers_are_refused_as_in_text(tmp_path: Path) -> None:
    from fractions import Fraction

    path = book(tmp_path / "a.xlsx", units=[("unit", "people"), ("A", Fraction(1, 2)), ("B", "1,200"), ("C", 7)])
    with pytest.raises(Faults) as found:
        units(path, "people")
    assert [fault.line for fault in found.value.faults] == [2, 3]


def test_a_workbook_that_would_unpack_into_gigabytes_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 300_000_000)
    assert faults(tmp_path / "a.xlsx", packed.getvalue()) == [("too-large", None)]


def test_a_cell_far_out_does_not_make_a_vast_table(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", units=TABLE)
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w") as new:
        for entry in old.infolist():
            content = old.read(entry).replace(b'r="C4"', b'r="XFD1048576"')
            new.writestr(entry.filename, content)
    assert faults(tmp_path / "a.xlsx", packed.getvalue()) == [("too-large", None)]


def a_table_or_a_clean_fault(path: Path, column: str | None = None) -> None:
    found: tuple[UnitLine, ...] = ()
    said: tuple[Fault, ...] = ()
    try:
        found = units(path, column)
    except Faults as error:
        said = tuple(error.faults)
    assert bool(found) != bool(said)
    assert all(each.name and each.figures["votes"] >= 0 for each in found)
    assert all(fault.code and fault.message and fault.file == str(path) for fault in said)


@given(content=st.binary(max_size=60) | st.text(max_size=60).map(str.encode), packed=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_whatever_the_file_there_is_a_table_or_a_clean_fault(content: bytes, packed: bool, tmp_path: Path) -> None:
    path = tmp_path / "any"
    path.write_bytes(b"PK\x03\x04" + content if packed else content)
    a_table_or_a_clean_fault(path)


@given(place=st.integers(0, 6000), damage=st.binary(min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
def test_a_damaged_workbook_is_a_table_or_a_clean_fault(place: int, damage: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    if not path.exists():
        book(path, units=TABLE)
    content = path.read_bytes()
    (tmp_path / "b.xlsx").write_bytes(content[:place] + damage + content[place + len(damage) :])
    a_table_or_a_clean_fault(tmp_path / "b.xlsx", "people")
