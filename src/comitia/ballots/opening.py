"""Opens a file of ballots, whatever its form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from comitia.ballots.content import BOM, ZIP, Content, content, text
from comitia.ballots.layout import KINDS
from comitia.ballots.listed import on_the_list, read_list
from comitia.ballots.preflib import TYPES
from comitia.ballots.quick import quick_rankings
from comitia.ballots.record import BallotFile
from comitia.ballots.table import Table, table
from comitia.law.faults import Fault, Faults, did_you_mean

FORMATS = ("blt", *TYPES, "preflib", "abif", "csv", *KINDS, "xlsx")
"""What `format` may be; `csv` and `xlsx` are told further from their columns."""

_BLT = re.compile(r"\d{1,12}\s+\d{1,12}")
_PREFLIB = re.compile(r"#\s*(FILE NAME|TITLE|DATA TYPE|NUMBER \w+|ALTERNATIVE NAME \d+)\s*:", re.IGNORECASE)
_ABIF = re.compile(r"=\s*[^,;\t]+:.+|\{.*:.*\}|\d+\s*[:*]\s*\S.*")
_LOOKED_AT = 50
_LOOKED_AT_BYTES = 1 << 16
_LARGE = 1 << 17
"""Bytes: files from here on are read the quick way, where that can be."""


def open_ballots(
    path: str | Path,
    format: str | None = None,
    candidates: str | Path | Iterable[str] | None = None,
    contest: str | None = None,
) -> BallotFile:
    """Read a file of ballots of one contest.

    format: one of `FORMATS`; told from the content where None. candidates: the official list, a file with a name a line
    or the names; a name that is not on it is a fault. contest: which one, where a table of totals holds several.
    Faults of lines are kept in the file, which then must not be counted. Raises `Faults` where nothing can be read: no
    such file, another kind of file, another encoding.
    """
    if format is not None and format not in FORMATS:
        mend = did_you_mean(format, FORMATS) or f"Known: {', '.join(FORMATS)}."
        raise Faults(Fault("unknown-format", f"'{format}' is no format of ballots.", mend=mend))
    official = _official(candidates)
    read = _quick(Path(path), format, official)
    if read is None:
        given = content(path)
        read = _read(given, format or told(given), official, contest)
    return on_the_list(read, official) if official else read


def _official(candidates: str | Path | Iterable[str] | None) -> tuple[str, ...]:
    if candidates is None:
        return ()
    if isinstance(candidates, (str, Path)):
        return read_list(candidates)
    return tuple(dict.fromkeys(candidates))


def told(given: Content) -> str:
    """The format, from what stands at the beginning."""
    if given.raw.startswith(ZIP):
        return "xlsx"
    lines = _beginning(given)
    if any(_PREFLIB.match(line) for line in lines):
        return "preflib"
    said = [line for line in lines if not line.startswith("#")]
    first = re.sub(r"\s*#.*", "", said[0]) if said else ""
    if _BLT.fullmatch(first):
        return "blt"
    if first.isdigit() and len(said) > 1 and re.match(r"\d+\s*,", said[1]):
        return "preflib"
    if _ABIF.fullmatch(first):
        return "abif"
    return "csv"


def _beginning(given: Content) -> list[str]:
    whole = text(given)
    return [line.strip() for line in whole[:100_000].split("\n") if line.strip()][:_LOOKED_AT]


def _quick(path: Path, format: str | None, official: tuple[str, ...]) -> BallotFile | None:
    """A large file of rankings read the quick way; None where it is small, of another form, or out of the ordinary."""
    try:
        if path.stat().st_size < _LARGE:
            return None
        with path.open("rb") as stream:
            start = stream.read(_LOOKED_AT_BYTES)
            start = start[: start.rfind(b"\n") + 1].removeprefix(BOM)
            kind = told(Content(str(path), start, "")) if format is None else format
            stream.seek(0)
            if kind in ("csv", "rankings"):
                return quick_rankings(str(path), stream, official)
    except (OSError, Faults):  # told again, with words, by those who read the whole file
        pass
    return None


def _read(given: Content, kind: str, official: tuple[str, ...], contest: str | None) -> BallotFile:
    if given.raw.startswith(ZIP) or kind == "xlsx":
        from comitia.ballots.workbook import workbook

        return _tabled(given, workbook(given), None if kind == "xlsx" else kind, official, contest)
    if kind == "blt":
        from comitia.ballots.blt import read_blt

        return read_blt(given)
    if kind == "preflib" or kind in TYPES:
        from comitia.ballots.preflib import read_preflib

        return read_preflib(given, kind)
    if kind == "abif":
        from comitia.ballots.abif import read_abif

        return read_abif(given, official)
    if given.packed and kind in ("csv", "rankings") and len(given.raw) >= _LARGE:
        read = quick_rankings(given.file, BytesIO(given.raw), official)
        if read is not None:
            return replace(read, digest=given.digest)
    return _tabled(given, table(given), None if kind == "csv" else kind, official, contest)


def _tabled(
    given: Content, rows: Table, asked: str | None, official: tuple[str, ...], contest: str | None
) -> BallotFile:
    from comitia.ballots.tables import read_table

    return read_table(given, rows, asked, official, contest)
