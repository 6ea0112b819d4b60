"""Tables as text: CSV as spreadsheets write it, with commas, semicolons or tabs, and a byte order mark or none."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.sheets.files import content_of, text_of
from comitia.sheets.plain import not_csv

__all__ = ["Form", "Row", "Rows", "read"]

_DELIMITERS = ",;\t"
_SHOWN = 60
"""How many letters of a faulty line a message repeats."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a table must and may hold. `what` names it in messages: `returns`; of `either` it needs one at least."""

    what: str
    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()
    either: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that the form knows."""
        return (*self.needed, *self.either, *self.optional)


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its number in the file, from 1, and its fields; a column that the file does not have is empty."""

    line: int
    fields: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


@dataclass(frozen=True, slots=True)
class Rows:
    """A table as read, without the lines that are not whole, of which `faults` tells; `content`: the file's bytes."""

    file: str
    content: bytes
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


def read(path: Path, form: Form) -> Rows:
    """Read a table. Raises `Faults` where the file as a whole is no table of this form."""
    content = content_of(path, form.what, _names(form))
    lines = list(_lines(str(path), text_of(path, form.what, content), form))
    header = _header(str(path), *lines[0], form)
    if len(lines) == 1:
        message = "The file names its columns and holds no rows."
        raise Faults(Fault("no-rows", message, file=str(path), line=lines[0][0], mend="Each name is a row."))
    faults = [fault for line, fields in lines[1:] for fault in _length(str(path), line, fields, header)]
    whole = [(line, fields) for line, fields in lines[1:] if line not in {fault.line for fault in faults}]
    rows = [Row(line, dict(zip(header, map(_tidy, fields), strict=False))) for line, fields in whole]
    return Rows(str(path), content, tuple(rows), tuple(faults))


def _tidy(text: str) -> str:
    """One way of writing each letter, and single blanks."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _names(form: Form) -> str:
    return f"Its first line names the columns: {', '.join((*form.needed, *form.either[:1]))}, and more if needed."


def _lines(file: str, text: str, form: Form) -> Iterator[tuple[int, list[str]]]:
    """The fields of every line that is not blank, with its number."""
    first = next(line for line in text.splitlines() if line.strip())
    delimiter = max(_DELIMITERS, key=lambda sign: len(set(_split(first, sign)) & set(form.columns)))
    if not set(_split(first, delimiter)) & set(form.columns):
        shown = first.strip()[:_SHOWN]
        message = f"This is no table of {form.what}: its first line is '{shown}'."
        raise Faults(Fault("not-a-table", message, file=file, line=1, mend=_names(form)))
    start = 1
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for fields in reader:
            if any(field.strip() for field in fields):
                yield start, fields
            start = reader.line_num + 1
    except csv.Error as error:
        raise Faults(not_csv(file, start, str(error))) from None


def _split(line: str, delimiter: str) -> list[str]:
    return [field.strip().strip('"').casefold() for field in line.split(delimiter)]


def _header(file: str, line: int, fields: list[str], form: Form) -> list[str]:
    """The names of the columns. Faults: one missing, unknown or twice."""
    header = [_tidy(field).casefold() for field in fields]
    while header and not header[-1]:
        header.pop()
    faults = []
    for place, name in enumerate(header):
        if name not in form.columns:
            mend = did_you_mean(name, form.columns) or f"Known: {', '.join(form.columns)}."
            faults.append(Fault("unknown-column", f"There is no column '{name}'.", file=file, line=line, mend=mend))
        elif name in header[:place]:
            faults.append(Fault("column-twice", f"The column '{name}' stands twice.", file=file, line=line))
    either = () if set(form.either) & set(header) else form.either[:1]
    for name in (*form.needed, *either):
        if name not in header:
            message = f"The column '{name}' is missing."
            faults.append(Fault("missing-column", message, file=file, line=line, mend=_names(form)))
    if faults:
        raise Faults(faults)
    return header


def _length(file: str, line: int, fields: list[str], header: list[str]) -> Iterator[Fault]:
    if len(fields) < len(header):
        message = f"The line has {len(fields)} fields; {len(header)} are expected."
        mend = f"It breaks off at '{header[len(fields) - 1]}': complete it, or take the file anew from its source."
        yield Fault("truncated", message, file=file, line=line, mend=mend)
    elif any(field.strip() for field in fields[len(header) :]):
        message = f"The line has {len(fields)} fields; {len(header)} are expected."
        mend = "Put a field that holds commas into double quotes."
        yield Fault("too-many-fields", message, file=file, line=line, mend=mend)
