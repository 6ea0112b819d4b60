"""The count sheet as CSV and as a workbook.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula. Names come from whoever wrote the
ballots; so in a workbook they are written as text, and in CSV an apostrophe stands before such a name.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from io import StringIO
from pathlib import Path

from comitia.law.faults import Fault, Faults
from comitia.scrutiny.grid import Column, Grid, decimals, grid, written
from comitia.scrutiny.sheet import Sheet
from comitia.sheets.writing import Cell, Formed, Page, harmless, write_book

__all__ = ["KINDS", "as_csv", "kind_of", "save"]

KINDS = (".csv", ".xlsx")
_MOST_DIGITS = 15
"""A number of a spreadsheet holds so many digits; a longer figure is written as text."""


def kind_of(path: Path) -> str:
    """The kind of sheet that a name asks for. Raises `Faults` for another, or where there is no such folder."""
    if not path.parent.is_dir() or path.is_dir():
        what = "is a folder" if path.is_dir() else "lies in a folder that is not there"
        raise Faults(Fault("no-file", f"{path} {what}.", file=str(path), mend="Name a file in a folder that is there."))
    if path.suffix.casefold() in KINDS:
        return path.suffix.casefold()
    message = f"A count sheet cannot be written as '{path.suffix or path.name}'."
    raise Faults(Fault("unknown-sheet", message, file=str(path), mend=f"End the name with {' or '.join(KINDS)}."))


def save(sheet: Sheet, path: Path) -> None:
    """Write the sheet to a file, as its name asks for; it appears whole or not at all."""
    kind = kind_of(path)
    number, name = tempfile.mkstemp(suffix=kind, prefix=f".{path.stem}.", dir=path.parent)
    os.close(number)
    beside = Path(name)
    try:
        if kind == ".csv":
            beside.write_text(as_csv(sheet), encoding="utf-8", newline="")
        else:
            _workbook(sheet, beside)
        beside.chmod(0o644)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def as_csv(sheet: Sheet) -> str:
    """The sheet as CSV: what it is of, then candidates as rows and rounds as columns."""
    table, out = grid(sheet), StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(["candidate", *map(_head, table.columns), "outcome"])
    for place, name in enumerate(table.rows):
        figures = (written(column.figures[place]).replace(",", "") for column in table.columns)
        rows.writerow([harmless(name), *figures, table.fates[place]])
    return out.getvalue()


def _head(column: Column) -> str:
    return f"transfer {column.round}" if column.change else f"round {column.round}"


def _about(sheet: Sheet) -> Iterator[tuple[str, str]]:
    yield "Contest", sheet.file.title or sheet.file.file
    yield "Rule", f"{sheet.rule.title} ({sheet.rule.id})"
    yield "Seats", str(sheet.seats)
    yield "Elected", ", ".join(sheet.winners) or "nobody"
    yield "Ballots", f"{Path(sheet.file.file).name}, SHA-256 {sheet.file.digest}"
    for draw in sheet.draws:
        how = "lot supplied" if draw.supplied else f"lot, seed {sheet.seed}" if draw.taken else "none is taken"
        yield f"Tie, round {draw.round}", f"{', '.join(draw.among)}: {', '.join(draw.taken)} ({how})"


def _workbook(sheet: Sheet, path: Path) -> None:
    table = grid(sheet)
    about: list[list[Cell | Formed]] = [[Formed(what, bold=True), text] for what, text in _about(sheet)]
    heads = [Formed(head, bold=True) for head in ("Candidate", *map(_head, table.columns), "Outcome")]
    shapes = [_shape(table, place) for place in range(len(table.columns))]
    lines = [
        [
            Formed(name, bold=place >= table.candidates),
            *(_figure(column.figures[place], shape) for column, shape in zip(table.columns, shapes, strict=True)),
            table.fates[place],
        ]
        for place, name in enumerate(table.rows)
    ]
    page = Page([*about, [], heads, *lines], (len(about) + 2, 1), [max(map(len, table.rows)) + 2])
    write_book(path, {"Count sheet": page})


def _figure(figure: Fraction | None, shape: str) -> Cell | Formed:
    """A figure as a number where a spreadsheet holds it wholly, else as it is written."""
    if figure is None or not _fits(figure):
        return written(figure)
    return Formed(figure, shape=shape)


def _shape(table: Grid, place: int) -> str:
    column = table.columns[place]
    places = max((decimals(figure) for figure in column.figures if figure is not None), default=0)
    shape = f"#,##0.{'0' * places}" if places else "#,##0"
    return f"+{shape};-{shape};" if column.change else shape


def _fits(figure: Fraction) -> bool:
    """Whether a number of a spreadsheet holds the figure wholly."""
    return 10**9 % figure.denominator == 0 and abs(figure.numerator) < 10**_MOST_DIGITS
