"""Tables of papers or totals: lines of fields below a line of column names, from text or from a workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from itertools import chain, islice

from comitia.ballots.blame import Blame
from comitia.ballots.content import Content, text
from comitia.ballots.gather import MOST_CANDIDATES, tidy, too_many
from comitia.law.faults import Fault, Faults

DELIMITERS = ",;\t"
_LOOKED_AT = 2000
"""Lines: how many are looked at to tell a layout."""
Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """Column names, and lines of fields with their numbers, which can be gone through once.

    line: that of the column names; sample: the first lines below it, from which the layout is told.
    """

    columns: tuple[str, ...]
    line: int
    sample: tuple[Line, ...]
    rest: Iterator[Line]
    delimiter: str = ","

    @property
    def lines(self) -> Iterator[Line]:
        """All lines; they can be gone through once."""
        return chain(self.sample, self.rest)


def table(given: Content) -> Table:
    """Read text as a table. Raises `Faults` where it is none, or not UTF-8; further lines may, too."""
    first = next(line for line in text(given).split("\n") if line.strip())
    delimiter = delimiter_of(first)
    if first.count(delimiter) > MOST_CANDIDATES:
        raise too_many(given.file, 1, first.count(delimiter) + 1)
    return made(_lines(given, delimiter), delimiter)


def made(lines: Iterable[Line], delimiter: str = ",") -> Table:
    """A table of lines of which the first names the columns."""
    rest = iter(lines)
    number, names = next(rest)
    columns = [tidy(name) for name in names]
    while columns and not columns[-1]:
        columns.pop()
    return Table(tuple(columns), number, tuple(islice(rest, _LOOKED_AT)), rest, delimiter)


def delimiter_of(first: str) -> str:
    """The sign that parts the fields of the first line: the one of which there are most outside of quotes."""
    outside = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _lines(given: Content, delimiter: str) -> Iterator[Line]:
    start = 1
    stream = TextIOWrapper(BytesIO(given.raw), encoding="utf-8", newline="")
    try:
        reader = csv.reader(stream, delimiter=delimiter, strict=True)
        for fields in reader:
            if len(fields) > 1 or fields == [""] or any(field.strip() for field in fields):
                yield start, fields
            start = reader.line_num + 1
    except csv.Error as error:
        raise Faults(_not_csv(given.file, start, str(error))) from None


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
