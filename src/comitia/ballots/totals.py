"""Totals: votes of each candidate, and figures of the contest as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from comitia.ballots.blame import Blame, shown
from comitia.ballots.content import Content
from comitia.ballots.gather import MOST_VOTES, Roster, tidy, whole
from comitia.ballots.layout import FIGURES, Layout
from comitia.ballots.record import BallotFile, Seen
from comitia.ballots.table import Line, Table, fitted
from comitia.ballots.words import Words
from comitia.law.faults import Fault, Faults, did_you_mean

_NAMED = 8


def read_totals(
    given: Content, rows: Table, laid: Layout, official: Sequence[str], contest: str | None = None
) -> BallotFile:
    """Read totals of one contest. Raises `Faults` where the file holds several and none of them is named."""
    blame = Blame(given.file)
    least = max(laid.marks[0], laid.votes or 0, *laid.contest) + 1
    lines = [(line, made) for line, fields in rows.lines if (made := fitted(blame, line, fields, rows.columns, least))]
    lines, title = _one(given.file, rows, laid, lines, contest)
    reading = _Reading(laid, blame, Roster(blame, official))
    for line, fields in lines:
        reading.line(line, fields)
    return reading.made(given, title)


def _one(file: str, rows: Table, laid: Layout, lines: list[Line], contest: str | None) -> tuple[list[Line], str | None]:
    """The lines of one contest and its name."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault("/".join(tidy(line[1][place]) for place in laid.contest), []).append(line)
    if contest is not None and laid.contest:
        if contest in groups:
            return groups[contest], contest
        message = f"There is no contest '{contest}' in this file."
        mend = did_you_mean(contest, groups) or f"Known: {_some(groups)}."
        raise Faults(Fault("unknown-contest", message, file=file, mend=mend))
    if len(groups) > 1:
        columns = "/".join(rows.columns[place] for place in laid.contest)
        message = f"The file holds {len(groups):,} contests, told apart by {columns}; one is counted at a time."
        raise Faults(
            Fault("several-contests", message, file=file, line=rows.line, mend=f"Name one of them: {_some(groups)}.")
        )
    if not lines:
        message = "The file names its columns and holds no votes."
        raise Faults(Fault("no-papers", message, file=file, line=rows.line, mend="Each candidate is a line."))
    return lines, next(iter(groups), "") or None


def _some(groups: dict[str, list[Line]]) -> str:
    more = f" and {len(groups) - _NAMED:,} more" if len(groups) > _NAMED else ""
    return ", ".join(f"'{name}'" for name in list(groups)[:_NAMED]) + more


@dataclass(slots=True)
class _Reading:
    """What is known of the contest so far. first: the line in which each name stands."""

    laid: Layout
    blame: Blame
    roster: Roster
    votes: dict[int, int] = field(default_factory=dict)
    parties: dict[int, str] = field(default_factory=dict)
    figures: dict[str, int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)

    def line(self, line: int, fields: list[str]) -> None:
        """Read the votes of a candidate, or a figure in brackets, and the figures beside them."""
        for figure, place in self.laid.figures.items():
            if fields[place].strip():
                self._figure(line, figure, whole(self.blame, line, fields[place], f"figure '{figure}'", least=0))
        name = tidy(fields[self.laid.marks[0]])
        number = whole(self.blame, line, fields[self.laid.votes or 0], "number of votes", least=0)
        named = FIGURES.get(name[1:-1].casefold()) if name[:1] + name[-1:] == "()" else None
        if named is not None:
            self._figure(line, named, number)
        elif name:
            self._candidate(line, name, number, "" if self.laid.party is None else tidy(fields[self.laid.party]))
        else:
            mend = "Give the name, or a figure such as (invalid)."
            self.blame.at(line, "no-name", "The line names no candidate.", mend)

    def _candidate(self, line: int, name: str, number: int | None, party: str) -> None:
        if self.first.setdefault(name, line) != line:
            message = f"{shown(name)} stands in line {self.first[name]} already."
            self.blame.at(line, "name-twice", message, "If these are two persons, add to each what tells them apart.")
        who = Words(self.roster).named(line, name)
        if who is not None and number is not None:
            self.votes[who] = number
            if party:
                self.parties[who] = party

    def _figure(self, line: int, figure: str, number: int | None) -> None:
        if number is not None and self.figures.setdefault(figure, number) != number:
            message = f"The figure '{figure}' is {number:,}, and {self.figures[figure]:,} in a line above."
            self.blame.at(line, "figures-disagree", message, "Write it once, or every time the same.")

    def made(self, given: Content, title: str | None) -> BallotFile:
        """The file."""
        names, figures = self.roster.names, self.figures
        totals = tuple(self.votes.get(number, 0) for number in range(len(names)))
        if sum(totals) > MOST_VOTES:
            message = f"There are {sum(totals):,} votes in all, more than there can be."
            self.blame.at(1, "too-many", message, "Correct them.")
        return BallotFile(
            file=given.file,
            format="csv-totals",
            digest=given.digest,
            form="totals",
            title=title,
            seats=None,
            candidates=tuple(
                replace(each, party=self.parties.get(number)) for number, each in enumerate(self.roster.candidates)
            ),
            papers=None,
            totals=totals,
            seen=Seen(papers=figures.get("participants", sum(totals)), weight=sum(totals)),
            figures=figures,
            faults=self.blame.faults,
            unread=self.laid.unread,
            unlisted=self.roster.unlisted,
        )
