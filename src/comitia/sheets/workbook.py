"""Workbooks of Excel (xlsx): the cells of one worksheet as text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.sheets.files import LARGEST

__all__ = ["lines_of_workbook"]

_UNPACKED = 4 * LARGEST
_CELLS = 5_000_000
"""The most cells, empty ones included, between the first and the last of a worksheet."""
_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')


def lines_of_workbook(path: Path, content: bytes, worksheet: str | None) -> list[tuple[int, list[str]]]:
    """The fields of every line of a worksheet, with its number. Raises `Faults` where this is no such workbook."""
    _refuse_bombs(str(path), content)
    try:
        from python_calamine import CalamineWorkbook

        book = CalamineWorkbook.from_filelike(BytesIO(content))
        tables = {name: list(_filled(book.get_sheet_by_name(name))) for name in book.sheet_names}
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of the library that reads is no Exception
        raise Faults(_no_workbook(str(path), str(error))) from None
    return tables[_which(str(path), {name: bool(lines) for name, lines in tables.items()}, worksheet)]


def _filled(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        fields = [_text(cell) for cell in row]
        if any(fields):
            yield number, fields


def _text(cell: Any) -> str:
    """A cell as its text; a number that is whole has no decimals."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _which(file: str, filled: dict[str, bool], asked: str | None) -> str:
    names = [name for name, something in filled.items() if something]
    if asked is not None:
        if asked in filled:
            return asked
        mend = did_you_mean(asked, filled) or f"There are: {', '.join(filled)}."
        raise Faults(Fault("unknown-worksheet", f"There is no worksheet '{asked}'.", file=file, mend=mend))
    if not names:
        raise Faults(Fault("empty", "The workbook holds no cell with anything in it.", file=file))
    if len(names) > 1:
        message = f"The workbook has {len(names)} worksheets with something in them: {', '.join(names)}."
        raise Faults(Fault("which-worksheet", message, file=file, mend="Say which with --worksheet NAME."))
    return names[0]


def _refuse_bombs(file: str, content: bytes) -> None:
    """Refuse what would unpack into more than a table can be. Raises `Faults`."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            entries = packed.infolist()
            if sum(entry.file_size for entry in entries) > _UNPACKED or len(content) > LARGEST:
                message = "The workbook is larger than any table that is expected here."
                raise Faults(Fault("too-large", message, file=file, mend="Save the one table as CSV in UTF-8."))
            if not any(entry.filename.casefold() == "xl/workbook.xml" for entry in entries):
                raise Faults(_no_workbook(file, "it has no workbook in it"))
            for entry in entries:
                if entry.filename.startswith("xl/worksheets/"):
                    _refuse_vast(file, _unpacked(file, packed, entry))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Faults(_no_workbook(file, str(error))) from None


def _unpacked(file: str, packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    import zlib

    try:
        with packed.open(entry) as part:
            return part.read(_UNPACKED)
    except zlib.error as error:
        raise Faults(_no_workbook(file, str(error))) from None


def _refuse_vast(file: str, xml: bytes) -> None:
    """A cell far out makes a worksheet of as many empty ones as lie before it."""
    rows, columns = 0, 0
    for found in _CELL.finditer(xml):
        column = 0
        for letter in found[1]:
            column = column * 26 + letter - 64
        rows, columns = max(rows, int(found[2])), max(columns, column)
    if rows * columns > _CELLS:
        message = f"A worksheet reaches to line {rows:,} and column {columns:,}, farther than any table expected here."
        raise Faults(Fault("too-large", message, file=file, mend="Delete the cells far out, or save the table as CSV."))


def _no_workbook(file: str, said: str) -> Fault:
    message = f"This is no workbook that can be read: {said.strip().rstrip('.')[:120]}."
    return Fault("not-a-workbook", message, file=file, mend="Save the table as .xlsx or as CSV in UTF-8.")
