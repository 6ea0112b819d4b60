"""What was read, shown before anything is counted; and what forbids a count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from comitia.ballots.record import BallotFile, Candidate
from comitia.count.marking import first_preferences
from comitia.law.faults import Fault, Faults

__all__ = ["all_faults", "must_pass", "preflight"]


def preflight(file: BallotFile, seats: int | None = None) -> dict[str, Any]:
    """What a file holds, as a document. `seats`: how many are to be filled, if that is known.

    Figures below `seen` are votes, that is papers where each paper is one vote. `passes`: whether it may be counted.
    """
    faults = all_faults(file, seats)
    written = [who for who, each in enumerate(file.candidates) if not each.listed]
    return {
        "file": file.file,
        "format": file.format,
        "form": file.form,
        "hash": file.digest,
        "title": file.title,
        "seats": seats if seats is not None else file.seats,
        "papers": file.seen.papers,
        "votes": file.seen.weight,
        "seen": {name: getattr(file.seen, name) for name in ("blank", "overvotes", "skipped", "repeated", "equal")},
        "written_in": {"names": len(written), "votes": _bearing(file, written)},
        "sources": [{"name": each.name, "papers": each.papers, "votes": each.weight} for each in file.sources],
        "candidates": _candidates(file),
        "alike": _alike(file.candidates),
        "not_listed": [
            {"name": each.name, "line": each.line, "times": each.times, "nearest": each.nearest}
            for each in file.unlisted
        ],
        "figures": dict(file.figures),
        "unread": list(file.unread),
        "passes": not faults,
        "faults": [fault.as_dict() for fault in faults],
    }


def must_pass(file: BallotFile, seats: int | None = None) -> None:
    """Raise `Faults` where the file must not be counted."""
    faults = all_faults(file, seats)
    if faults:
        raise Faults(faults)


def all_faults(file: BallotFile, seats: int | None = None) -> tuple[Fault, ...]:
    """The faults of the file, and of a count of it for so many seats."""
    return (*file.faults, *_of_a_count(file, seats if seats is not None else file.seats))


def _of_a_count(file: BallotFile, seats: int | None) -> Iterator[Fault]:
    standing = sum(not each.withdrawn for each in file.candidates)
    if seats is not None and seats < 1:
        message = f"There are {seats} seats to be filled."
        yield Fault("no-seats", message, file=file.file, line=1, mend="Give the number of seats.")
    elif seats is not None and standing < seats:
        message = f"{standing:,} {'candidate stands' if standing == 1 else 'candidates stand'} for {seats:,} seats."
        yield Fault("fewer-candidates", message, file=file.file, line=1, mend="Correct the number of seats.")
    if not file.faults and file.seen.weight == file.seen.blank:
        message = "No paper bears a mark: there is nothing to count, and a quota would be 0."
        yield Fault("no-votes", message, file=file.file, line=1, mend="Look whether this is the right file.")


def _bearing(file: BallotFile, some: list[int]) -> int:
    """Votes of the papers that bear the name of one of these."""
    if file.papers is None:
        return sum(file.totals[who] for who in some) if file.totals is not None else 0
    if not some:
        return 0
    return int(file.papers.weight[np.isin(file.papers.marks, some).any(axis=1)].sum())


def _candidates(file: BallotFile) -> list[dict[str, Any]]:
    """Each with the votes that the file says first of all: first preferences, marks, points or totals."""
    votes = _votes(file)
    return [
        {
            "name": each.name,
            "party": each.party,
            "withdrawn": each.withdrawn,
            "written_in": not each.listed,
            "votes": int(number),
        }
        for each, number in zip(file.candidates, votes, strict=True)
    ]


def _votes(file: BallotFile) -> list[int]:
    papers = file.papers
    if papers is None:
        return list(file.totals or ())
    if file.points is not None:
        return [int(number) for number in (file.points * papers.weight[:, None]).sum(axis=0)]
    if file.form == "rankings":
        return [int(number) for number in first_preferences(papers)]
    paper, place = np.nonzero(papers.marks >= 0)
    votes = np.zeros(papers.candidates, dtype=np.int64)
    np.add.at(votes, papers.marks[paper, place], papers.weight[paper])
    return [int(number) for number in votes]


def _alike(candidates: tuple[Candidate, ...]) -> list[list[str]]:
    """Names that differ in nothing but the case of letters, blanks and signs: it may be one person."""
    groups: dict[str, list[str]] = {}
    for each in candidates:
        plain = "".join(sign for sign in each.name.casefold() if sign.isalnum())
        groups.setdefault(plain, []).append(each.name)
    return [names for plain, names in groups.items() if plain and len(names) > 1]
