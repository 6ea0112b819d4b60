"""The first sheet of a workbook as a table."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from comitia.ballots.content import AS_UTF8, Content
from comitia.ballots.table import Table, made
from comitia.law.faults import Fault, Faults

_UNPACKED = 1 << 28
"""Bytes: what the parts of a workbook may unpack to."""


def workbook(given: Content) -> Table:
    """Read the first sheet that holds something. Raises `Faults` where this is no workbook or none can be read."""
    _bounded(given)
    try:
        calamine: Any = import_module("python_calamine")
    except ImportError:
        message = "This is a workbook, and what reads workbooks is not installed."
        mend = "Install comitia[excel], or save the sheet as CSV in UTF-8."
        raise Faults(Fault("no-reader", message, file=given.file, mend=mend)) from None
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(given.raw))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            lines = [(n, [_cell(cell) for cell in row]) for n, row in enumerate(rows, 1) if any(c != "" for c in row)]
            if lines:
                return made(lines)
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Faults(_no_workbook(given, str(error))) from None
    message = "No sheet of the workbook holds anything."
    raise Faults(Fault("empty", message, file=given.file, mend="Look whether this is the right file."))


def _bounded(given: Content) -> None:
    try:
        with ZipFile(BytesIO(given.raw)) as packed:
            size = sum(part.file_size for part in packed.infolist())
            names = packed.namelist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Faults(_no_workbook(given, str(error))) from None
    if "[Content_Types].xml" not in names:
        raise Faults(_no_workbook(given, "it is another packed file"))
    if size > _UNPACKED:
        message = f"The workbook unpacks to {size:,} bytes; up to {_UNPACKED:,} are read."
        raise Faults(Fault("unpacks-too-far", message, file=given.file, mend="Save the sheet as CSV in UTF-8."))


def _no_workbook(given: Content, why: str) -> Fault:
    message = f"This is no workbook that can be read: {' '.join(why.split())[:80].rstrip('.')}."
    return Fault("not-text", message, file=given.file, mend=AS_UTF8)


def _cell(cell: Any) -> str:
    """A cell as it would stand in CSV."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
