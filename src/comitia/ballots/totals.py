"""Totals: votes of each candidate, and figures of the contest as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from comitia.ballots.blame import Blame, shown
from comitia.ballots.content import Content
from comitia.ballots.gather import MOST_VOTES, Roster, tidy, whole
from comitia.ballots.layout import FIGURES, Layout
from comitia.ballots.record import BallotFile, Candidate, Seen
from comitia.ballots.table import Line, Table, fitted
from comitia.law.faults import Fault, Faults, did_you_mean

_NAMED = 8


def read_totals(
    given: Content, rows: Table, laid: Layout, official: Sequence[str], contest: str | None = None
) -> BallotFile:
    """Read totals of one contest. Raises `Faults` where the file holds several and none of them is named."""
    blame = Blame(given.file)
    votes_at = laid.votes if laid.votes is not None else 0
    least = max(laid.marks[0], votes_at, *laid.contest) + 1
    lines = [(line, made) for line, fields in rows.lines if (made := fitted(blame, line, fields, rows.columns, least))]
    lines, title = _one(given.file, rows, laid, lines, contest)
    roster, votes, parties = Roster(blame, official), dict[int, int](), dict[int, str]()
    figures: dict[str, int] = {}
    first: dict[str, int] = {}
    for line, fields in lines:
        _figures(blame, line, fields, laid, figures)
        name = tidy(fields[laid.marks[0]])
        figure = FIGURES.get(name[1:-1].casefold()) if name[:1] + name[-1:] == "()" else None
        number = whole(blame, line, fields[votes_at], "number of votes", least=0)
        if figure is not None:
            if number is not None:
                _figure(blame, line, figures, figure, number)
            continue
        if not name:
            blame.at(line, "no-name", "The line names no candidate.", "Give the name, or a figure such as (invalid).")
            continue
        if first.setdefault(name, line) != line:
            message = f"{shown(name)} stands in line {first[name]} already."
            blame.at(line, "name-twice", message, "If these are two persons, add to each what tells them apart.")
        who = roster.number(name, line)
        if who is not None and number is not None:
            votes[who] = number
            if laid.party is not None and fields[laid.party].strip():
                parties[who] = tidy(fields[laid.party])
    return _made(given, laid, blame, roster, votes, parties, figures, title)


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


def _figures(blame: Blame, line: int, fields: list[str], laid: Layout, figures: dict[str, int]) -> None:
    for figure, place in laid.figures.items():
        if fields[place].strip():
            number = whole(blame, line, fields[place], f"figure '{figure}'", least=0)
            if number is not None:
                _figure(blame, line, figures, figure, number)


def _figure(blame: Blame, line: int, figures: dict[str, int], figure: str, number: int) -> None:
    if figures.setdefault(figure, number) != number:
        message = f"The figure '{figure}' is {number:,}, and {figures[figure]:,} in a line above."
        blame.at(line, "figures-disagree", message, "Write it once, or every time the same.")


def _made(
    given: Content,
    laid: Layout,
    blame: Blame,
    roster: Roster,
    votes: dict[int, int],
    parties: dict[int, str],
    figures: dict[str, int],
    title: str | None,
) -> BallotFile:
    totals = tuple(votes.get(number, 0) for number in range(len(roster.names)))
    if sum(totals) > MOST_VOTES:
        blame.at(1, "too-many", f"There are {sum(totals):,} votes in all, more than there can be.", "Correct them.")
    candidates = tuple(Candidate(name, parties.get(number)) for name, number in roster.names.items())
    return BallotFile(
        file=given.file,
        format="csv-totals",
        digest=given.digest,
        form="totals",
        title=title,
        seats=None,
        candidates=candidates,
        papers=None,
        totals=totals,
        seen=Seen(papers=figures.get("participants", sum(totals)), weight=sum(totals)),
        figures=figures,
        faults=blame.faults,
        unread=laid.unread,
        unlisted=roster.unlisted,
    )
