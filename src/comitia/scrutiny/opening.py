"""The file that a rule counts: ballots or totals of one contest, or votes by unit where units vote."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from comitia.ballots import BallotFile, Candidate, Seen, open_ballots
from comitia.count.rules import Unit
from comitia.electorate.formats.table import Form, Row, Rows, read
from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.law.papers import UnitVotes
from comitia.law.rule import Rule

__all__ = ["FIGURES", "Asked", "UnitFile", "open_for", "read_groups", "with_figures"]

FORM = Form("votes by unit", ("unit", "candidate", "votes"), ("weight", "source", "note"))
GROUPS = Form("groups", ("candidate", "group"), ("source", "note"))
_MOST = 10**12

FIGURES = ("registered", "issued", "participants", "valid", "invalid", "members")
"""Numbers beside the votes, which a file may lack and its user knows."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a file is to be read: what `open_ballots` is told, and figures that its user knows besides."""

    format: str | None = None
    candidates: tuple[str, ...] | None = None
    contest: str | None = None
    figures: tuple[tuple[str, int], ...] = ()
    groups: tuple[tuple[str, str], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """For the document of a count."""
        listed = None if self.candidates is None else list(self.candidates)
        return {
            "format": self.format,
            "candidates": listed,
            "contest": self.contest,
            "figures": dict(self.figures),
            "groups": dict(self.groups),
        }


@dataclass(frozen=True, slots=True)
class UnitFile(BallotFile):
    """Totals of several units that vote as one each."""

    units: tuple[Unit, ...] = ()


def open_for(rule: Rule, path: Path, asked: Asked) -> BallotFile:
    """Read what the rule counts. Raises `Faults` where nothing can be read."""
    if isinstance(rule.count, UnitVotes):
        return with_figures(_units(path), dict(asked.figures))
    ballots = open_ballots(path, asked.format, asked.candidates, asked.contest)
    return _with_groups(with_figures(ballots, dict(asked.figures)), dict(asked.groups))


def read_groups(path: Path) -> tuple[tuple[str, str], ...]:
    """Of each candidate the group, from a table. Raises `Faults`."""
    table = read(path, GROUPS)
    faults = [
        *table.faults,
        *(
            Fault("missing", "The line names no candidate or no group.", file=table.file, line=row.line)
            for row in table.rows
            if not row["candidate"] or not row["group"]
        ),
    ]
    if faults:
        raise Faults(faults)
    return tuple((row["candidate"], row["group"]) for row in table.rows)


def _with_groups(file: BallotFile, groups: dict[str, str]) -> BallotFile:
    """The file with the groups of its candidates. Raises `Faults` for a name that no candidate has."""
    names = [candidate.name for candidate in file.candidates]
    strange = [name for name in groups if name not in names]
    if strange:
        mend = did_you_mean(strange[0], names) or "Write the name as it stands in the ballots."
        message = f"'{strange[0]}', whose group is given, is no candidate of this contest."
        raise Faults(Fault("unknown-name", message, file=file.file, mend=mend))
    return replace(file, candidates=tuple(replace(c, party=groups.get(c.name, c.party)) for c in file.candidates))


def with_figures(file: BallotFile, figures: dict[str, int]) -> BallotFile:
    """The file with numbers that its user knows besides."""
    return replace(file, figures={**file.figures, **figures})


def _units(path: Path) -> UnitFile:
    table = read(path, FORM)
    faults = list(table.faults)
    votes: dict[str, dict[str, int]] = {}
    weights: dict[str, int] = {}
    for row in table.rows:
        unit, name, number = row["unit"], row["candidate"], _number(table, row, "votes", faults)
        weight = _number(table, row, "weight", faults) if row["weight"] else weights.get(unit, 1)
        if not unit or not name:
            faults.append(Fault("missing", "The line names no unit or no candidate.", file=table.file, line=row.line))
        elif name in votes.setdefault(unit, {}):
            message = f"'{name}' stands twice in '{unit}'."
            faults.append(Fault("name-twice", message, file=table.file, line=row.line))
        elif weights.setdefault(unit, weight) != weight and row["weight"]:
            message = f"'{unit}' has {weight:,} votes here, and {weights[unit]:,} in a line above."
            mend = "Write it once, or every time the same."
            faults.append(Fault("figures-disagree", message, file=table.file, line=row.line, mend=mend))
        else:
            votes[unit][name] = number
    return _made(table, votes, weights, faults)


def _number(table: Rows, row: Row, name: str, faults: list[Fault]) -> int:
    text = row[name]
    if text.isascii() and text.isdigit() and int(text[:14]) <= _MOST:
        return int(text)
    message = f"The field '{name}' holds '{text[:40]}'; a whole number is expected."
    faults.append(Fault("not-whole", message, file=table.file, line=row.line, mend="Write digits alone."))
    return 0


def _made(table: Rows, votes: dict[str, dict[str, int]], weights: dict[str, int], faults: list[Fault]) -> UnitFile:
    names = list(dict.fromkeys(name for given in votes.values() for name in given))
    units = tuple(Unit(unit, weights[unit], tuple(given.get(n, 0) for n in names)) for unit, given in votes.items())
    totals = tuple(sum(unit.votes[i] for unit in units) for i in range(len(names)))
    if faults:
        raise Faults(faults)
    return UnitFile(
        file=table.file,
        format="csv-units",
        digest=hashlib.sha256(table.content).hexdigest(),
        form="totals",
        title=None,
        seats=None,
        candidates=tuple(Candidate(name) for name in names),
        papers=None,
        totals=totals,
        seen=Seen(sum(totals), sum(totals)),
        units=units,
    )
