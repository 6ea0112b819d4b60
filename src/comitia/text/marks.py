"""Places in a text, and the line that shows one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from comitia.law.faults import Fault

__all__ = ["Place", "excerpt", "fault_at", "place_at", "split_lines"]

BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_WIDEST = 100
"""A longer line is shown in part, around the place."""


class Place(NamedTuple):
    """From where to where something is written; lines and columns count from 1, and the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a text as YAML counts them, without their ends."""
    return tuple(BREAK.split(text))


def place_at(text: str, index: int, file: str) -> Place:
    """The place of the one character at `index`."""
    before = BREAK.split(text[:index])
    line, column = len(before), len(before[-1]) + 1
    return Place(file, line, column, line, column + 1)


def fault_at(
    place: Place,
    lines: Sequence[str],
    code: str,
    message: str,
    *,
    mend: str | None = None,
    article: str | None = None,
) -> Fault:
    """A fault at a place, showing its line."""
    return Fault(
        code,
        message,
        file=place.file,
        line=place.line,
        column=place.column,
        article=article,
        mend=mend,
        excerpt=excerpt(lines, place),
    )


def excerpt(lines: Sequence[str], place: Place) -> str | None:
    """The line as written and, below it, carets under what stands at the place; None if it has no line."""
    if not 1 <= place.line <= len(lines):
        return None
    line = lines[place.line - 1]
    first = min(place.column - 1, len(line))
    last = place.end_column - 1 if place.end_line == place.line else len(line.rstrip())
    last = max(first + 1, min(last, len(line)))
    start = max(0, first - _WIDEST // 3) if len(line) > _WIDEST else 0
    stop = min(len(line), start + _WIDEST)
    before, marked = line[start:first], line[first : min(last, stop)]
    lead, tail = "…" if start else "", "…" if stop < len(line) else ""
    carets = " " * _columns(lead + before) + "^" * max(1, _columns(marked))
    return f"{lead}{_printable(line[start:stop])}{tail}\n{carets}"


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: two for a wide letter, none for a mark set above one."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.combining(letter) != 0 for letter in text)


def _printable(text: str) -> str:
    return text.replace("\t", " ")
