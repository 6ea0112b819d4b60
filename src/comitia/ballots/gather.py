"""Candidates and papers as a file names them, one after another: the careful way, with every fault in its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from comitia.ballots.blame import SHOWN, Blame, shown
from comitia.ballots.record import Candidate, Unlisted
from comitia.count.ballots import END, SKIPPED, Ballots
from comitia.law.faults import Fault, Faults, nearest

MOST_CANDIDATES = 10_000
"""No contest has more; the longest papers on record have some hundreds of names."""
MOST_PAPERS = 10**12
"""No line stands for more papers, so that all sums stay exact in 64 bits."""
MOST_VOTES = 10**15
_MOST_MARKS = 5 * 10**8

Ranks = tuple[tuple[int, ...], ...]
"""A paper: at each rank the marks; a skipped rank is empty."""


def tidy(name: str) -> str:
    """One way of writing each letter, and single blanks."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def too_many(file: str, line: int, number: int | None = None) -> Faults:
    """The fault of a file with more candidates than any contest has."""
    said = f"The file names {number:,} candidates" if number else f"The file names more than {MOST_CANDIDATES:,}"
    message = f"{said}{'' if number else ' candidates'}; up to {MOST_CANDIDATES:,} are read."
    mend = "Correct the number, or look whether these are names of candidates."
    return Faults(Fault("too-many-candidates", message, file=file, line=line, mend=mend))


@dataclass(slots=True)
class Roster:
    """Candidates by name, numbered as they come; where there is an official list, those of the list and no others."""

    blame: Blame
    official: Sequence[str] = ()
    names: dict[str, int] = field(default_factory=dict)
    written_in: set[int] = field(default_factory=set)
    strange: dict[str, Unlisted] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = {tidy(name): number for number, name in enumerate(self.official)}

    def number(self, name: str, line: int) -> int | None:
        """The number of a name; None, and a fault the first time, where it is not on the list."""
        found = self.names.get(name)
        if found is not None:
            return found
        if not self.official:
            return self._new(name, line)
        self._strange(name, line)
        return None

    def _strange(self, name: str, line: int) -> None:
        known = self.strange.get(name)
        if known is not None:
            self.strange[name] = replace(known, times=known.times + 1)
            return
        if len(self.strange) >= MOST_CANDIDATES:
            raise too_many(self.blame.file, line)
        near = nearest(name, self.official) if len(self.strange) < SHOWN else None
        self.strange[name] = Unlisted(name, line, 1, near)
        mend = f"Did you mean '{near}'?" if near else "Add the name to the list, or mark it as written in."
        self.blame.at(line, "unlisted", f"{shown(name)} is not on the list of candidates.", mend)

    @property
    def unlisted(self) -> tuple[Unlisted, ...]:
        """Names that are not on the list."""
        return tuple(self.strange.values())

    def write_in(self, name: str, line: int) -> int:
        """The number of a name that voters wrote in."""
        number = self.names[name] if name in self.names else self._new(name, line)
        self.written_in.add(number)
        return number

    def _new(self, name: str, line: int) -> int:
        if len(self.names) >= MOST_CANDIDATES:
            raise too_many(self.blame.file, line)
        return self.names.setdefault(name, len(self.names))

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Everybody who is named."""
        return tuple(Candidate(name, listed=number not in self.written_in) for name, number in self.names.items())


@dataclass(slots=True)
class Papers:
    """Papers as they are read, equal ones added up. `votes`: what a paper weighs times their number."""

    blame: Blame
    rows: dict[Ranks, int] = field(default_factory=dict)
    papers: int = 0
    votes: int = 0
    deepest: int = 1

    def add(self, ranks: Ranks, line: int, papers: int, weight: int = 1) -> None:
        """Add papers that say the same."""
        self.rows[ranks] = self.rows.get(ranks, 0) + papers * weight
        self.papers += papers
        self.votes += papers * weight
        self.deepest = max(self.deepest, sum(max(len(rank), 1) for rank in ranks))
        if self.votes > MOST_VOTES or self.deepest * len(self.rows) > _MOST_MARKS:
            message = f"Up to this line there are {self.papers:,} papers, {self.deepest:,} marks on the longest."
            raise Faults(Fault("too-large", message, file=self.blame.file, line=line, mend="Split the file."))

    def made(self, candidates: int) -> Ballots:
        """The papers as a rule is given them."""
        marks = np.full((len(self.rows), self.deepest), END, dtype=np.int32)
        equal = np.zeros(marks.shape, dtype=np.bool_)
        for paper, ranks in enumerate(self.rows):
            place = 0
            for rank in ranks:
                for mark in rank or (SKIPPED,):
                    marks[paper, place] = mark
                    place += 1
                if len(rank) > 1:
                    equal[paper, place - len(rank) + 1 : place] = True
        weight = np.fromiter(self.rows.values(), dtype=np.int64, count=len(self.rows))
        return Ballots(candidates, marks, weight, equal if equal.any() else None)


def trimmed(ranks: list[tuple[int, ...]]) -> Ranks:
    """A paper without the ranks left blank after its last mark."""
    while ranks and not ranks[-1]:
        ranks.pop()
    return tuple(ranks)


def whole(blame: Blame, line: int, text: str, what: str, least: int = 1, most: int = MOST_PAPERS) -> int | None:
    """A number of papers or votes from a field; None, and a fault, where it is none."""
    plain = text.strip()
    if plain.isascii() and plain.isdigit():
        if len(plain) <= 30 and least <= (number := int(plain)) <= most:
            return number
        if not int(plain[:30]) and least:
            blame.at(line, "zero", f"The {what} is 0.", "Leave the line out, or give the number of papers.")
        else:
            blame.at(line, "too-many", f"The {what} is {shown(plain)}, more than there are.", "Correct the number.")
        return None
    blame.at(line, *_no_number(what, plain))
    return None


def _no_number(what: str, text: str) -> tuple[str, str, str]:
    """What is wrong with a number of papers: code, message, mend."""
    if not text:
        return "no-number", f"The {what} is blank; a whole number is expected.", "Give the number."
    said = f"The {what} is {shown(text)}"
    digits = text.removeprefix("-").removeprefix("−")
    if digits != text and digits.replace(".", "", 1).isdigit():
        return "negative", f"{said}; no number of papers is below 0.", "Correct the number."
    if text.isascii() and digits.replace(".", "", 1).replace(",", "", 1).isdigit():
        mend = "Multiply all numbers until they are whole, if these are weights."
        return "not-whole", f"{said}; a whole number is expected.", mend
    return "no-number", f"{said}; a whole number is expected.", "Write digits alone."
