"""Tables of papers or totals: lines of fields below a line of column names, from text or from a workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from comitia.ballots.blame import Blame
from comitia.ballots.content import Content, text
from comitia.ballots.gather import tidy
from comitia.law.faults import Fault, Faults

DELIMITERS = ",;\t"
Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """Column names and lines of fields, each with the number of its line; lines without anything are left out.

    `sample`: the first lines again, from which the layout is told.
    """

    columns: tuple[str, ...]
    line: int
    lines: tuple[Line, ...]
    delimiter: str = ","

    @property
    def sample(self) -> tuple[Line, ...]:
        """The first lines, from which a layout is told."""
        return self.lines[:2000]


def table(given: Content) -> Table:
    """Read text as a table. Raises `Faults` where it is none, or not UTF-8."""
    whole = text(given)
    first = next(line for line in whole.split("\n") if line.strip())
    delimiter = delimiter_of(first)
    lines = list(_lines(given.file, whole, delimiter))
    return made(lines, delimiter)


def made(lines: list[Line], delimiter: str = ",") -> Table:
    """A table of lines of which the first names the columns."""
    number, names = lines[0]
    columns = [tidy(name) for name in names]
    while columns and not columns[-1]:
        columns.pop()
    return Table(tuple(columns), number, tuple(lines[1:]), delimiter)


def delimiter_of(first: str) -> str:
    """The sign that parts the fields of the first line: the one of which there are most outside of quotes."""
    outside = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _lines(file: str, whole: str, delimiter: str) -> Iterator[Line]:
    start = 1
    try:
        reader = csv.reader(StringIO(whole, newline=""), delimiter=delimiter, strict=True)
        for fields in reader:
            if any(field.strip() for field in fields) or len(fields) > 1 or fields == [""]:
                yield start, fields
            start = reader.line_num + 1
    except csv.Error as error:
        raise Faults(_not_csv(file, start, str(error))) from None


def _not_csv(file: str, line: int, said: str) -> Fault:
    if "unexpected end" in said:
        message = "The file ends inside a quoted field that begins in this line: it is cut off, or a quote is missing."
        return Fault("truncated", message, file=file, line=line, mend="Take the file anew from its source.")
    return Fault("not-csv", f"This is not CSV: {said}.", file=file, line=line, mend="Look at the quotes in this line.")


def fitted(blame: Blame, line: int, fields: list[str], columns: tuple[str, ...], least: int) -> list[str] | None:
    """The fields of a line, one for each column; blank ones may be left out at the end, after the first `least`."""
    wide = len(columns)
    if len(fields) > wide and any(field.strip() for field in fields[wide:]):
        message = f"The line has {len(fields):,} fields; {wide:,} are expected."
        blame.at(line, "too-many-fields", message, "Put a name that holds the sign between fields into double quotes.")
        return None
    if len(fields) < least:
        message = f"The line has {len(fields):,} fields; {wide:,} are expected."
        mend = f"It breaks off before '{columns[len(fields)]}': complete it, or take the file anew from its source."
        blame.at(line, "truncated", message, mend)
        return None
    return [*fields[:wide], *[""] * (wide - len(fields))]
