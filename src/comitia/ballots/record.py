"""What a file of ballots holds, as it was read and before any rule is applied."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from comitia.arrays import I64
from comitia.count.ballots import Ballots
from comitia.law.faults import Fault

Form = Literal["rankings", "approvals", "choices", "points", "totals"]
"""What a paper of the file says: an order; those approved; one or more names; points; or totals and no papers."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who stands: the name as it is written in the file. `listed`: not a name that voters wrote in."""

    name: str
    party: str | None = None
    withdrawn: bool = False
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """A part of the papers, such as a precinct or a sheet."""

    name: str
    papers: int
    weight: int


@dataclass(frozen=True, slots=True)
class Seen:
    """Totals of what is unusual: papers and votes in all; blank papers; papers with overvotes, with skipped ranks, with
    a name twice, with equal ranks. All but the first are in votes, which are papers where each paper is one vote.
    """

    papers: int
    weight: int
    blank: int = 0
    overvotes: int = 0
    skipped: int = 0
    repeated: int = 0
    equal: int = 0


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A name that is not on the official list: the first line with it, how many times it stands, the nearest name."""

    name: str
    line: int
    times: int
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class BallotFile:
    """A file of ballots of one contest.

    papers: None where the file holds totals alone; totals: votes of each candidate, None where there are papers.
    points: int64 `[paper, candidate]` laid over `papers` only where the form is points. order: the candidates in the
    order that settles ties, where the file says one. seats: None where the file does not say. On papers of the forms
    approvals and choices the marks are a set: each candidate once, in the order of their numbers, none equal.
    """

    file: str
    format: str
    digest: str
    form: Form
    title: str | None
    seats: int | None
    candidates: tuple[Candidate, ...]
    papers: Ballots | None
    totals: tuple[int, ...] | None
    seen: Seen
    points: I64 | None = None
    sources: tuple[Source, ...] = ()
    order: tuple[int, ...] | None = None
    figures: dict[str, int] = field(default_factory=dict)
    """Figures beside the totals: registered, participants, valid, invalid, blank."""
    unread: tuple[str, ...] = ()
    """Columns of a table that say nothing that is counted."""
    faults: tuple[Fault, ...] = ()
    """Faults that forbid a count, with their lines; all that could be read was read."""
    unlisted: tuple[Unlisted, ...] = ()
    """Names that are not on the official list; each is a fault as well."""
