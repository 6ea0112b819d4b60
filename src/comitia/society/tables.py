"""Reading the tables of a society: CSV with a header, every fault of a file gathered and told at once."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from math import isfinite
from pathlib import Path

from comitia.law.faults import Fault, Faults, did_you_mean

__all__ = ["Row", "Table", "read_table"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: the number of the line in its file (from 1) and its fields."""

    line: int
    fields: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.fields[name]


@dataclass(slots=True)
class Table:
    """The rows of a file, and the faults found so far by whoever reads numbers and words from them."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    faults: list[Fault] = field(default_factory=list)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def blame(self, row: Row, code: str, message: str, mend: str | None = None) -> None:
        """Note a fault of a row."""
        self.faults.append(Fault(code, message, file=self.file, line=row.line, mend=mend))

    def refuse_twice(self) -> None:
        """Note every id that stands a second time."""
        first: dict[str, int] = {}
        for row in self.rows:
            if first.setdefault(row["id"], row.line) != row.line:
                message = f"The id '{row['id']}' stands in line {first[row['id']]} already."
                self.blame(row, "id-twice", message, "Give each row an id of its own.")

    def settle(self) -> None:
        """Raise every fault noted, if there is one."""
        if self.faults:
            raise Faults(self.faults)

    def number(self, row: Row, name: str, most: float | None = None) -> float:
        """A number from 0 to `most`; a fault, and 0, if the field holds anything else."""
        text = row[name]
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not isfinite(value):
            mend = "Write digits, with a point before decimals and no spaces: 12.5."
            self.blame(row, "not-a-number", f"The field '{name}' holds '{text}'; a number is expected.", mend)
        elif value < 0:
            mend = "If the figure is not known, leave the whole row out."
            message = f"The field '{name}' holds {text}; a number not below 0 is expected."
            self.blame(row, "negative", message, mend)
        elif most is not None and value > most:
            mend = "Shares are percentages of the whole: 58.8 for 58.8 %. If this is a count, say so in 'unit'."
            message = f"The field '{name}' holds {text} percent; a share from 0 to {most:g} is expected."
            self.blame(row, "share-above-100", message, mend)
        else:
            return value
        return 0.0

    def whole(self, row: Row, name: str) -> int:
        """A whole number not below 0; a fault, and 0, if the field holds anything else."""
        value = self.number(row, name)
        if value != int(value):
            message = f"The field '{name}' holds {row[name]}; a whole number is expected."
            self.blame(row, "not-whole", message, "People are counted one by one.")
        return int(value)

    def word(self, row: Row, name: str, known: Sequence[str], what: str) -> str:
        """One of the known words; a fault, and the first of them, if the field holds another."""
        text = row[name]
        if text in known:
            return text
        mend = did_you_mean(text, known) or f"Known are: {', '.join(known)}."
        self.blame(row, "unknown-name", f"The field '{name}' holds '{text}'; {what} is expected.", mend)
        return known[0]


def read_table(path: Path, columns: Sequence[str]) -> Table:
    """The rows of the CSV file at `path`, which must have these columns; more columns are left unread.

    Raises `Faults` for a missing file, other encodings than UTF-8, missing columns and lines with too few
    or too many fields (a file cut off shows as its last line).
    """
    table = Table(str(path), tuple(columns))
    lines = _lines(path)
    if not lines:
        message = "The file is empty; a first line that names the columns is expected."
        raise Faults(Fault("empty", message, file=table.file, line=1, mend=f"Name: {', '.join(columns)}."))
    header = lines[0][1]
    for name in columns:
        if name not in header:
            message = f"The column '{name}' is missing; found are: {', '.join(header)}."
            mend = did_you_mean(name, header) or f"The first line must name: {', '.join(columns)}."
            table.faults.append(Fault("missing-column", message, file=table.file, line=1, mend=mend))
    table.settle()
    table.rows = tuple(_row(table, header, line, fields) for line, fields in lines[1:])
    table.settle()
    return table


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """The fields of every line that is not blank, with its number."""
    found, start = [], 1
    try:
        reader = csv.reader(StringIO(path.read_bytes().decode("utf-8").removeprefix("\ufeff"), newline=""))
        for fields in reader:
            found.append((start, fields))
            start = reader.line_num + 1
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(path, start, error) from None
    return [(line, fields) for line, fields in found if fields]


def _unreadable(path: Path, line: int, error: Exception) -> Faults:
    if isinstance(error, OSError):
        message = f"The file '{path.name}' is missing, or it cannot be opened."
        mend = f"A society is a folder with its tables; put '{path.name}' into '{path.parent.name}'."
        return Faults(Fault("no-file", message, file=str(path), mend=mend))
    if isinstance(error, UnicodeDecodeError):
        message = f"Byte {error.start + 1} of the file is not UTF-8 text."
        return Faults(Fault("not-utf-8", message, file=str(path), mend="Save the file as UTF-8."))
    message = f"This is not CSV: {error}."
    return Faults(Fault("not-csv", message, file=str(path), line=line, mend="Look at the quotes in this line."))


def _row(table: Table, header: list[str], line: int, fields: list[str]) -> Row:
    row = Row(line, dict(zip(header, fields, strict=False)))
    message = f"The line has {len(fields)} fields; {len(header)} are expected."
    if len(fields) < len(header):
        mend = f"It breaks off at '{header[len(fields) - 1]}': complete it, or take the file anew from its source."
        table.blame(row, "truncated-row", message, mend)
    elif len(fields) > len(header):
        table.blame(row, "too-many-fields", message, "Put a field that holds commas into double quotes.")
    return row
