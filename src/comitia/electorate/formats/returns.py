"""Returns from a table: one row a name. What can be known without a law is checked here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from comitia.electorate.formats.table import Form, Row, read
from comitia.electorate.record import FIGURES, Name, Record, Returns
from comitia.law.faults import Fault
from comitia.sheets.numbers import is_whole, not_whole

__all__ = ["FORM", "read_returns"]

FORM = Form(
    "returns",
    ("contest", "stage", "candidate"),
    (*FIGURES, "list", "kind", "members", "alliance", "elected_officially", "source", "note"),
    either=("votes", "against"),
)
WITHDRAWN = "withdrawn"
_STAGE = re.compile(r"(?P<id>[^#]+?)\s*(?:#\s*(?P<time>[1-9]\d?))?")


def read_returns(path: str | Path) -> Returns:
    """Read a file of returns. Raises `Faults` where the whole file is none; faults of lines are kept in the returns."""
    table = read(Path(path), FORM)
    reader = _Reader(table.file)
    groups: dict[tuple[str, str, int], list[Row]] = {}
    for row in table.rows:
        key = reader.key(row)
        if key:
            groups.setdefault(key, []).append(row)
    records = tuple(reader.record(*key, rows) for key, rows in groups.items())
    digest = hashlib.sha256(table.content).hexdigest()
    return Returns(table.file, digest, records, (*table.faults, *reader.faults))


class _Reader:
    """Reads words and numbers, and gathers what is wrong with them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def blame(self, line: int, code: str, message: str, mend: str | None = None) -> None:
        """Note a fault of a line."""
        self.faults.append(Fault(code, message, file=self.file, line=line, mend=mend))

    def key(self, row: Row) -> tuple[str, str, int] | None:
        """Contest, stage and time of a row; None, and a fault, where one is missing."""
        missing = [name for name in ("contest", "stage", "candidate") if not row[name]]
        if missing:
            self.blame(row.line, "missing", f"The line names no {' and no '.join(missing)}.")
            return None
        parts = row["contest"].split("/")
        if not 2 <= len(parts) <= 3 or not all(part.strip() for part in parts):
            message = f"'{row['contest']}' is not of the form body/route/unit."
            self.blame(row.line, "wrong-contest", message, "For example: congress/territorial/rsfsr-047.")
            return None
        stage = _STAGE.fullmatch(row["stage"])
        if stage is None:
            message = f"'{row['stage']}' is not the name of a stage."
            self.blame(row.line, "wrong-stage", message, "A stage held a second time is written 'repeat#2'.")
            return None
        return "/".join(part.strip() for part in parts), stage["id"], int(stage["time"] or 1)

    def record(self, contest: str, stage: str, time: int, rows: list[Row]) -> Record:
        """One stage of one contest from its rows."""
        before = len(self.faults)
        names = tuple(self._name(row) for row in rows)
        self._twice(names)
        figures = dict(self._figures(rows))
        return Record(rows[0].line, contest, stage, time, names, figures, len(self.faults) == before)

    def _name(self, row: Row) -> Name:
        withdrawn = row["votes"].casefold() == WITHDRAWN
        votes = None if withdrawn else self._number(row, "votes")
        return Name(
            row.line,
            row["candidate"],
            votes,
            self._number(row, "against"),
            withdrawn,
            self._officially(row),
            row["list"],
            row["kind"],
            self._number(row, "members"),
            row["alliance"],
        )

    def _officially(self, row: Row) -> bool | None:
        text = row["elected_officially"].casefold()
        if text not in ("", "yes", "no"):
            message = f"The field 'elected_officially' holds '{row['elected_officially']}'."
            self.blame(row.line, "not-yes-or-no", message, "Write yes or no, or leave it blank if it is not known.")
        return {"yes": True, "no": False}.get(text)

    def _twice(self, names: Iterable[Name]) -> None:
        first: dict[str, int] = {}
        for each in names:
            if first.setdefault(each.name, each.line) != each.line:
                message = f"'{each.name}' stands in line {first[each.name]} already, in the same contest and stage."
                mend = "If these are two persons, add to each name what tells them apart."
                self.blame(each.line, "name-twice", message, mend)

    def _figures(self, rows: list[Row]) -> Iterator[tuple[str, int]]:
        """The figures of the stage as a whole; they stand once, or again and again, and then they agree."""
        for name in FIGURES:
            given = [(row.line, number) for row in rows if (number := self._number(row, name)) is not None]
            for line, number in given[1:]:
                if number != given[0][1]:
                    message = (
                        f"The field '{name}' holds {number:,}; line {given[0][0]} has {given[0][1]:,} for the same "
                        "contest and stage."
                    )
                    self.blame(line, "figures-disagree", message, "Write it once, or every time the same.")
            if given:
                yield name, given[0][1]

    def _number(self, row: Row, name: str) -> int | None:
        """A whole number not below 0; None where the field is blank, or holds anything else, which is a fault."""
        text = row[name]
        if is_whole(text):
            return int(text)
        if text:
            share = "Give the votes; 'against' may stand for them."
            self.blame(row.line, *not_whole(name, text, "If the figure is not known, leave it blank.", share))
        return None
