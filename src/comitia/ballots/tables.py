"""Papers and totals from tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from comitia.arrays import I64
from comitia.ballots.blame import Blame, shown
from comitia.ballots.content import Content
from comitia.ballots.gather import Papers, Ranks, Roster, tidy, trimmed, whole
from comitia.ballots.layout import Kind, Layout, layout
from comitia.ballots.matrix import Matrix
from comitia.ballots.points import countable, laid_over
from comitia.ballots.record import BallotFile, Form, Source
from comitia.ballots.seen import seen
from comitia.ballots.table import Table, fitted
from comitia.ballots.words import BLANK, Words
from comitia.count.ballots import Ballots
from comitia.law.faults import Fault, Faults

FORMS: dict[Kind, Form] = {
    "rankings": "rankings",
    "ranks": "rankings",
    "approvals": "approvals",
    "choices": "choices",
    "points": "points",
    "totals": "totals",
}


def read_table(
    given: Content, rows: Table, asked: str | None, official: Sequence[str], contest: str | None = None
) -> BallotFile:
    """Read a table of one contest. Raises `Faults` where the table as a whole is none; faults of lines are kept."""
    laid = layout(given.file, rows, asked)
    if laid.kind == "totals":
        from comitia.ballots.totals import read_totals

        return read_totals(given, rows, laid, official, contest)
    if not rows.sample:
        message = "The file names its columns and holds no papers."
        raise Faults(Fault("no-papers", message, file=given.file, line=rows.line, mend="Each paper is a line."))
    return _Reader(given, rows, laid, official).read()


class _Reader:
    """Reads papers line by line."""

    def __init__(self, given: Content, rows: Table, laid: Layout, official: Sequence[str]) -> None:
        self._given, self._rows, self._laid = given, rows, laid
        self._blame = Blame(given.file)
        self._roster = Roster(self._blame, official)
        self._words = Words(self._roster)
        self._papers = Papers(self._blame)
        self._sources: dict[str, tuple[int, int]] = {}
        self._marks = self._how()

    def read(self) -> BallotFile:
        """The file."""
        laid = self._laid
        places = [place for place in (laid.count, laid.weight, laid.source) if place is not None]
        least = max(places, default=-1) + 1
        for line, fields in self._rows.lines:
            whole_line = fitted(self._blame, line, fields, self._rows.columns, least)
            if whole_line is not None:
                self._line(line, whole_line)
        return self._made()

    def _line(self, line: int, fields: list[str]) -> None:
        laid, before = self._laid, (len(self._blame.found), self._blame.more)
        papers, weight = 1, 1
        if laid.count is not None:
            papers = whole(self._blame, line, fields[laid.count], "number of papers") or 0
        if laid.weight is not None:
            weight = whole(self._blame, line, fields[laid.weight], "weight") or 0
        ranks = self._marks(line, [fields[place] for place in laid.marks])
        if before != (len(self._blame.found), self._blame.more) or ranks is None:
            return
        self._papers.add(ranks, line, papers, weight)
        if laid.source is not None:
            name = tidy(fields[laid.source])
            had = self._sources.get(name, (0, 0))
            self._sources[name] = (had[0] + papers, had[1] + papers * weight)

    def _how(self) -> Callable[[int, list[str]], Ranks | None]:
        """How the fields of a line are read as marks."""
        laid = self._laid
        if laid.kind == "rankings":
            return self._ranked
        if len(laid.marks) == 1 and laid.kind != "ranks":
            return self._set
        matrix = Matrix(self._words, self._rows.line, [self._rows.columns[place] for place in laid.marks])
        return {"ranks": matrix.ranks, "points": matrix.points}.get(laid.kind, matrix.crosses)

    def _ranked(self, line: int, cells: list[str]) -> Ranks | None:
        """A column for each rank."""
        ranks = [self._words.cell(line, cell) for cell in cells]
        return None if None in ranks else trimmed([rank for rank in ranks if rank is not None])

    def _set(self, line: int, cells: list[str]) -> Ranks | None:
        """Those marked, joined by `|`."""
        (cell,) = cells
        if tidy(cell).casefold() in BLANK:
            return ()
        found = [self._words.named(line, tidy(part)) for part in cell.split("|")]
        if None in found:
            return None
        numbers = [number for number in found if number is not None]
        for number in numbers:
            if numbers.count(number) > 1:
                name = list(self._roster.names)[number]
                self._blame.at(line, "name-twice", f"{shown(name)} is marked twice on one paper.", "Name each once.")
                return None
        return tuple((number,) for number in sorted(numbers))

    def _made(self) -> BallotFile:
        form = FORMS[self._laid.kind]
        number = len(self._roster.names)
        points = None
        if form == "points":
            papers, points = self._pointed(number)
        else:
            papers = self._papers.made(number)
        return BallotFile(
            file=self._given.file,
            format=f"csv-{self._laid.kind}",
            digest=self._given.digest,
            form=form,
            title=None,
            seats=None,
            candidates=self._roster.candidates,
            papers=papers,
            totals=None,
            seen=seen(papers, self._papers.papers),
            points=points,
            sources=tuple(Source(name, *numbers) for name, numbers in self._sources.items()),
            faults=self._blame.faults,
            unread=self._laid.unread,
            unlisted=self._roster.unlisted,
        )

    def _pointed(self, number: int) -> tuple[Ballots, I64]:
        given = {tuple(rank[0] for rank in ranks): votes for ranks, votes in self._papers.rows.items()}
        return laid_over(number, countable(self._blame, given))
