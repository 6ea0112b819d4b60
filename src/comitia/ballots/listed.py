"""The official list of candidates, and files whose candidates have numbers held against it."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from comitia.ballots.blame import Blame, shown
from comitia.ballots.content import content, text
from comitia.ballots.gather import MOST_CANDIDATES, tidy, too_many
from comitia.ballots.record import BallotFile, Unlisted
from comitia.law.faults import Fault, Faults, nearest

_HEADS = ("candidate", "candidates", "name", "names")


def read_list(path: str | Path) -> tuple[str, ...]:
    """The names of a list: one a line, or the column `candidate` of a table. Raises `Faults`."""
    given = content(path)
    lines = text(given).split("\n")
    rows = [(n, [tidy(cell) for cell in row]) for n, row in _rows(lines) if any(cell.strip() for cell in row)]
    heads = [cell.casefold() for cell in rows[0][1]] if rows else []
    place = next((heads.index(head) for head in _HEADS if head in heads), None)
    if place is None:
        named = [(n, tidy(line)) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    else:
        named = [(n, row[place]) for n, row in rows[1:] if len(row) > place and row[place]]
    return _once(given.file, named)


def _rows(lines: list[str]) -> list[tuple[int, list[str]]]:
    sign = max(",;\t", key=lines[0].count)
    try:
        return [(n, next(csv.reader([line], delimiter=sign), [])) for n, line in enumerate(lines, 1)]
    except csv.Error:
        return [(n, [line]) for n, line in enumerate(lines, 1)]


def _once(file: str, named: list[tuple[int, str]]) -> tuple[str, ...]:
    blame = Blame(file)
    first: dict[str, int] = {}
    for line, name in named:
        if first.setdefault(name, line) != line:
            message = f"{shown(name)} stands in line {first[name]} already."
            blame.at(line, "name-twice", message, "If these are two persons, add to each what tells them apart.")
        if len(first) > MOST_CANDIDATES:
            raise too_many(file, line)
    if not first:
        raise Faults(Fault("no-candidates", "The list holds no names.", file=file, line=1, mend="Give a name a line."))
    if blame:
        raise Faults(blame.faults)
    return tuple(first)


def on_the_list(read: BallotFile, official: tuple[str, ...]) -> BallotFile:
    """The file with a fault for each of its candidates who is not on the list and was not noted yet."""
    names = {tidy(name) for name in official}
    blame, strange = Blame(read.file), []
    for each in read.candidates:
        if each.listed and each.name not in names:
            near = nearest(each.name, official)
            strange.append(Unlisted(each.name, 1, 1, near))
            mend = f"Did you mean '{near}'?" if near else "Add the name to the list, or correct it in the file."
            blame.at(1, "unlisted", f"{shown(each.name)} is not on the list of candidates.", mend)
    if not strange:
        return read
    return replace(read, faults=(*read.faults, *blame.faults), unlisted=(*read.unlisted, *strange))
