"""Tables written for people: CSV or Excel, by the ending of the file."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any

from comitia.law.faults import Fault, Faults

__all__ = ["Cell", "Formed", "Page", "Table", "harmless", "write_book", "write_tables"]

Cell = str | int | Fraction | None
Table = Sequence[Sequence[Cell]]
"""Lines of cells, the first of which names the columns."""

_UNSAFE = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text that begins so would be run as a formula by a spreadsheet that opens a CSV."""


def write_tables(path: Path, tables: Mapping[str, Table]) -> None:
    """Write named tables: worksheets of one workbook; of a CSV the first alone. Raises `Faults` for another ending."""
    ending = path.suffix.casefold()
    if ending not in (".csv", ".xlsx"):
        message = f"'{path.name}' ends in '{path.suffix}'; .csv or .xlsx is expected."
        raise Faults(
            Fault("unknown-ending", message, file=str(path), mend=f"Write {path.stem}.csv or {path.stem}.xlsx.")
        )
    if ending == ".csv":
        path.write_text(_csv(next(iter(tables.values()))), encoding="utf-8", newline="")
    else:
        write_book(path, {name: _page(table) for name, table in tables.items()})


def _csv(table: Table) -> str:
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([[_plain(cell) for cell in line] for line in table])
    return out.getvalue()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Fraction):
        return _decimals(cell)
    return harmless(cell) if isinstance(cell, str) else str(cell)


def harmless(text: str) -> str:
    """A text that no spreadsheet which opens a CSV takes for a formula."""
    return f"'{text}" if text.startswith(_UNSAFE) else text


def _decimals(number: Fraction) -> str:
    """Six decimals, from the half up, without noughts at the end."""
    scaled = (abs(number.numerator) * 2 * 10**6 + number.denominator) // (2 * number.denominator)
    text = f"{scaled // 10**6}.{scaled % 10**6:06d}".rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 and scaled else text


@dataclass(frozen=True, slots=True)
class Formed:
    """A cell that is shown in a form of its own: in bold, or a number as the shape of a spreadsheet says."""

    value: Cell
    bold: bool = False
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A worksheet: lines of cells; how many lines and columns stay in sight; the widths of columns, 0 to fit."""

    lines: Sequence[Sequence[Cell | Formed]]
    frozen: tuple[int, int] = (1, 0)
    widths: Sequence[int] = ()


def write_book(path: Path, pages: Mapping[str, Page]) -> None:
    """Write a workbook; the same pages give the same bytes. Words are never formulas."""
    import datetime

    from xlsxwriter import Workbook

    book = Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})
    forms: dict[tuple[bool, str], Any] = {}
    for name, page in pages.items():
        sheet = book.add_worksheet(name[:31])
        for row, line in enumerate(page.lines):
            for column, cell in enumerate(line):
                given = cell if isinstance(cell, Formed) else Formed(cell)
                shape = given.shape or ("#,##0.000" if isinstance(given.value, Fraction) and not given.bold else "")
                key = given.bold, shape
                if key not in forms:
                    forms[key] = book.add_format({"bold": given.bold, **({"num_format": shape} if shape else {})})
                _put(sheet, row, column, given.value, forms[key] if any(key) else None)
        for column, wide in enumerate(page.widths):
            sheet.set_column(column, column, wide)
        sheet.freeze_panes(*page.frozen)
    book.close()


def _put(sheet: Any, row: int, column: int, value: Cell, form: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value, form)
    elif isinstance(value, Fraction):
        sheet.write_number(row, column, float(value), form)
    elif value is not None:
        sheet.write_string(row, column, str(value), form)


def _page(table: Table) -> Page:
    """A table with its names of columns in bold, each column as wide as it needs."""
    head, *lines = table
    widest = [max(len(_plain(line[i])) for line in table if i < len(line)) for i in range(len(head))]
    return Page([[Formed(name, bold=True) for name in head], *lines], (1, 0), [min(max(w + 2, 8), 60) for w in widest])
