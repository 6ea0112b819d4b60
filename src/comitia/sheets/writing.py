"""Tables written for people: CSV or Excel, by the ending of the file."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from fractions import Fraction
from io import StringIO
from pathlib import Path

from comitia.law.faults import Fault, Faults

__all__ = ["Cell", "Table", "write_tables"]

Cell = str | int | Fraction | None
Table = Sequence[Sequence[Cell]]
"""Lines of cells, the first of which names the columns."""

_UNSAFE = ("=", "+", "-", "@", "\t")
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
        _workbook(path, tables)


def _csv(table: Table) -> str:
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([[_plain(cell) for cell in line] for line in table])
    return out.getvalue()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Fraction):
        return _decimals(cell)
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_UNSAFE) else text


def _decimals(number: Fraction) -> str:
    """Six decimals, from the half up, without noughts at the end."""
    scaled = (abs(number.numerator) * 2 * 10**6 + number.denominator) // (2 * number.denominator)
    text = f"{scaled // 10**6}.{scaled % 10**6:06d}".rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 and scaled else text


def _workbook(path: Path, tables: Mapping[str, Table]) -> None:
    import datetime

    from xlsxwriter import Workbook

    book = Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})  # the same tables give the same bytes
    bold, fine = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.000"})
    for name, table in tables.items():
        sheet = book.add_worksheet(name[:31])
        for row, line in enumerate(table):
            for column, cell in enumerate(line):
                form = bold if row == 0 else None
                if isinstance(cell, int):
                    sheet.write_number(row, column, cell, form)
                elif isinstance(cell, Fraction):
                    sheet.write_number(row, column, float(cell), form or fine)
                elif cell is not None:
                    sheet.write_string(row, column, str(cell), form)
        widest = [max(len(_plain(line[i])) for line in table if i < len(line)) for i in range(len(table[0]))]
        for column, wide in enumerate(widest):
            sheet.set_column(column, column, min(max(wide + 2, 8), 60))
        sheet.freeze_panes(1, 0)
    book.close()
