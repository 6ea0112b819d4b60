"""A table as it was read: names of columns, and lines of text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.sheets.files import content_of, is_packed
from comitia.sheets.numbers import looks_like_a_number
from comitia.sheets.plain import lines_of_text
from comitia.sheets.workbook import lines_of_workbook

__all__ = ["Line", "Sheet", "read_sheet"]

_EXAMPLE = "Its first line names the columns, for example: unit,members."


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number in the file, from 1, and its fields, as many as there are columns."""

    number: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. `header`: the line of the names of columns; digest: SHA-256 of the file."""

    file: str
    digest: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    header: int = 1

    def place(self, column: str) -> int:
        """Where a column stands, by its name in any case. Raises `Faults` with the nearest name."""
        plain = [name.casefold() for name in self.columns]
        if column.casefold() in plain:
            return plain.index(column.casefold())
        mend = did_you_mean(column, self.columns) or f"There are: {', '.join(self.columns)}."
        message = f"There is no column '{column}'."
        raise Faults(Fault("unknown-column", message, file=self.file, line=self.header, mend=mend))

    def column(self, name: str) -> tuple[str, ...]:
        """The fields of one column."""
        place = self.place(name)
        return tuple(line.fields[place] for line in self.lines)


def read_sheet(path: Path, what: str = "figures", worksheet: str | None = None) -> Sheet:
    """Read a table from CSV or Excel, whichever the file is. Raises `Faults` with all that is wrong with its form."""
    content = content_of(path, what, _EXAMPLE)
    found = lines_of_workbook(path, content, worksheet) if is_packed(content) else lines_of_text(path, what, content)
    lines = [(number, tuple(map(_tidy, fields))) for number, fields in found]
    lines = [(number, fields) for number, fields in lines if any(fields)]
    if not lines:
        raise Faults(Fault("empty", "The table is empty.", file=str(path), mend=_EXAMPLE))
    (header, columns), *rest = lines
    columns = _columns(str(path), header, columns)
    if not rest:
        message = "The file names its columns and holds no lines."
        raise Faults(Fault("no-rows", message, file=str(path), line=header, mend="Each unit is a line."))
    faults = list(_lengths(str(path), columns, rest))
    if faults:
        raise Faults(faults)
    wide = len(columns)
    whole = tuple(Line(number, (*fields, *[""] * wide)[:wide]) for number, fields in rest)
    return Sheet(str(path), hashlib.sha256(content).hexdigest(), columns, whole, header)


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _columns(file: str, line: int, fields: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the columns. Faults: none, a number in place of a name, one twice."""
    named = list(fields)
    while named and not named[-1]:
        named.pop()
    numbers = [name for name in named if looks_like_a_number(name) and not _is_year(name)]
    if numbers:
        message = f"The first line holds the number {numbers[0]} where the name of a column is expected."
        raise Faults(Fault("no-header", message, file=file, line=line, mend=_EXAMPLE))
    if len(named) < 2:
        message = f"The table has one column, '{named[0][:40]}'; names and figures are expected."
        mend = f"{_EXAMPLE} What stands above that line has to go."
        raise Faults(Fault("not-a-table", message, file=file, line=line, mend=mend))
    folded = [name.casefold() for name in named]
    twice = [name for place, name in enumerate(named) if name and folded[place] in folded[:place]]
    if twice:
        said = (f"The column '{name}' stands twice." for name in dict.fromkeys(twice))
        raise Faults(Fault("column-twice", message, file=file, line=line) for message in said)
    return tuple(name or f"column {place + 1}" for place, name in enumerate(named))


def _is_year(name: str) -> bool:
    return name.isdigit() and len(name) == 4


def _lengths(file: str, columns: tuple[str, ...], lines: Iterable[tuple[int, tuple[str, ...]]]) -> Iterator[Fault]:
    for number, fields in lines:
        if any(fields[len(columns) :]):
            message = f"The line has {len(fields)} fields; {len(columns)} are expected."
            mend = "Put a field that holds the separator into double quotes, and write numbers in digits alone."
            yield Fault("too-many-fields", message, file=file, line=number, mend=mend)
