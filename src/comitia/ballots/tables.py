"""Papers and totals from tables."""

from __future__ import annotations

from collections.abc import Sequence

from comitia.arrays import I64
from comitia.ballots.blame import Blame, shown
from comitia.ballots.content import Content
from comitia.ballots.gather import Papers, Ranks, Roster, tidy, trimmed, whole
from comitia.ballots.layout import Kind, Layout, layout
from comitia.ballots.points import MOST_POINTS, laid_over
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
        self._heads = self._header() if laid.kind == "ranks" or len(laid.marks) > 1 or laid.kind == "points" else []

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

    def _header(self) -> list[int | None]:
        """The candidates whose names head the columns."""
        if self._laid.kind == "rankings":
            return []
        line, names = self._rows.line, [self._rows.columns[place] for place in self._laid.marks]
        for place, name in enumerate(names):
            if name in names[:place]:
                self._blame.at(
                    line, "column-twice", f"The column {shown(name)} stands twice.", "Leave one of them out."
                )
        return [self._roster.number(name, line) for name in names]

    def _line(self, line: int, fields: list[str]) -> None:
        laid, before = self._laid, (len(self._blame.found), self._blame.more)
        papers, weight = 1, 1
        if laid.count is not None:
            papers = whole(self._blame, line, fields[laid.count], "number of papers") or 0
        if laid.weight is not None:
            weight = whole(self._blame, line, fields[laid.weight], "weight") or 0
        ranks = self._ranks(line, [fields[place] for place in laid.marks])
        if before != (len(self._blame.found), self._blame.more) or ranks is None:
            return
        self._papers.add(ranks, line, papers, weight)
        if laid.source is not None:
            name = tidy(fields[laid.source])
            had = self._sources.get(name, (0, 0))
            self._sources[name] = (had[0] + papers, had[1] + papers * weight)

    def _ranks(self, line: int, cells: list[str]) -> Ranks | None:
        kind = self._laid.kind
        if kind == "rankings":
            return self._ranked(line, cells)
        if self._heads:
            return self._numbered(line, cells) if kind in ("ranks", "points") else self._crossed(line, cells)
        return self._set(line, cells[0])

    def _ranked(self, line: int, cells: list[str]) -> Ranks | None:
        """A column for each rank."""
        ranks = [self._words.cell(line, cell) for cell in cells]
        return None if None in ranks else trimmed([rank for rank in ranks if rank is not None])

    def _set(self, line: int, cell: str) -> Ranks | None:
        """Those marked, joined by `|`."""
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

    def _numbered(self, line: int, cells: list[str]) -> Ranks | None:
        """A column for each candidate with a number: its rank, or its points."""
        numbers: list[int] = []
        for cell, place in zip(cells, self._laid.marks, strict=True):
            what = f"number of {shown(self._rows.columns[place])}"
            blank = tidy(cell).casefold() in BLANK
            numbers.append(0 if blank else whole(self._blame, line, cell, what, 0, MOST_POINTS) or 0)
        if None in self._heads:
            return None
        heads = [head for head in self._heads if head is not None]
        if self._laid.kind == "points":
            given = [0] * len(self._roster.names)
            for head, number in zip(heads, numbers, strict=True):
                given[head] = number
            return tuple((number,) for number in given)
        highest = max(numbers, default=0)
        if highest > len(heads):
            name = self._rows.columns[self._laid.marks[numbers.index(highest)]]
            message = f"{shown(name)} has the rank {highest:,}; there are {len(heads):,} candidates."
            self._blame.at(line, "no-rank", message, "If these are points, say so: format points.")
            return None
        ranks: list[list[int]] = [[] for _ in range(highest)]
        for head, number in zip(heads, numbers, strict=True):
            if number:
                ranks[number - 1].append(head)
        return trimmed([tuple(sorted(rank)) for rank in ranks])

    def _crossed(self, line: int, cells: list[str]) -> Ranks | None:
        """A column for each candidate with a mark or none."""
        marked = []
        for cell, head, place in zip(cells, self._heads, self._laid.marks, strict=True):
            word = cell.strip().casefold()
            if word in ("1", "x"):
                marked.append(head)
            elif word not in BLANK and word != "0":
                name = shown(self._rows.columns[place])
                message = f"Below {name} stands {shown(cell)}; 1 or x for a mark, 0 or nothing for none is expected."
                self._blame.at(line, "no-mark", message, "If these are ranks or points, say so with the format.")
        return (
            None if None in marked else tuple((head,) for head in sorted(each for each in marked if each is not None))
        )

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
        return laid_over(
            self._blame, number, {tuple(r[0] for r in row): votes for row, votes in self._papers.rows.items()}
        )
