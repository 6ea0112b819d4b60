"""Tables as text: CSV as spreadsheets write it, with commas, semicolons or tabs."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import Path

from comitia.law.faults import Fault, Faults
from comitia.sheets.files import LARGEST, text_of

__all__ = ["lines_of_text", "not_csv"]

_DELIMITERS = ",;\t"
_LOOKED_AT = 20
"""How many lines are looked at to tell what separates the fields."""


def lines_of_text(path: Path, what: str, content: bytes) -> list[tuple[int, list[str]]]:
    """The fields of every line, with its number. Raises `Faults` where this is no CSV."""
    if len(content) > LARGEST:
        message = f"The file has {len(content) // 10**6} MB; a table of at most {LARGEST // 10**6} MB is expected."
        raise Faults(Fault("too-large", message, file=str(path)))
    text = text_of(path, what, content)
    return list(_lines(str(path), text, _delimiter(text)))


def _lines(file: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    start = 1
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for fields in reader:
            yield start, fields
            start = reader.line_num + 1
    except csv.Error as error:
        raise Faults(not_csv(file, start, str(error))) from None


def _delimiter(text: str) -> str:
    """The sign that cuts the first lines into the most fields, and equally many in most of them."""
    head = [line for line in islice(StringIO(text, newline=""), _LOOKED_AT) if line.strip()]

    def size(line: str, sign: str) -> int:
        try:
            return len(next(csv.reader([line], delimiter=sign), []))
        except csv.Error:
            return 0

    def fit(sign: str) -> tuple[int, int]:
        sizes = Counter(number for line in head if (number := size(line, sign)) > 1)
        return max(((lines, number) for number, lines in sizes.items()), default=(0, 0))

    return max(_DELIMITERS, key=fit)


def not_csv(file: str, line: int, said: str) -> Fault:
    """The fault that the reader of CSV found, in plain words."""
    if "unexpected end" in said:
        message = "The file ends inside a quoted field that begins in this line: it is cut off, or a quote is missing."
        return Fault("truncated", message, file=file, line=line, mend="Take the file anew from its source.")
    return Fault("not-csv", f"This is not CSV: {said}.", file=file, line=line, mend="Look at the quotes in this line.")
