"""ABIF: papers as lines `27:Anna>Ben=Cara`, with names declared or not, and scores if wanted.

    {title: "Council"}
    =An:[Anna Berg]         a short name
    27:An>Ben=Cara          27 papers: Anna Berg first, Ben and Cara equal
    12:Ben/5,An/3           12 papers with points

Names with other signs than letters and digits stand in brackets, `[Anna Berg]`. `#` begins a comment. Where papers have
points and no order, points are read, else orders.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from comitia.ballots.blame import Blame, shown
from comitia.ballots.content import Content, text
from comitia.ballots.gather import Papers, Ranks, Roster, tidy, trimmed, whole
from comitia.ballots.points import MOST_POINTS, countable, laid_over
from comitia.ballots.record import BallotFile
from comitia.ballots.seen import seen

_SHORT = re.compile(r"=\s*([^:\[\]]+?|\[[^\]]*\])\s*:\s*(?:\[([^\]]*)\]|(.+))")
_ABOUT = re.compile(r"""\{\s*['"]?(\w+)['"]?\s*:\s*['"]?(.*?)['"]?\s*\}""")
_PAPER = re.compile(r"([^:*\[]*)[:*](.*)")
_MARK = re.compile(r"""\s*(\[[^\]]*\]|"[^"]*"|[^>=,/\[\]"]+?)\s*(?:/\s*(-?[\d.]+)\s*)?([>=,]|$)""")


class _Reader:
    def __init__(self, given: Content, official: Sequence[str]) -> None:
        self.given = given
        self.blame = Blame(given.file)
        self.roster = Roster(self.blame, official)
        self.short: dict[str, str] = {}
        self.title: str | None = None
        self.papers = Papers(self.blame)
        self.scored: dict[tuple[tuple[int, int], ...], int] = {}
        self.ordered = False

    def read(self) -> BallotFile:
        """The file."""
        lines = [(n, re.sub(r"\s*#.*$", "", line).strip()) for n, line in enumerate(text(self.given).split("\n"), 1)]
        for line, said in lines:
            if said.startswith("="):
                self._declare(line, said)
        for line, said in lines:
            if said.startswith("{"):
                self._about(line, said)
            elif said and not said.startswith("="):
                self._paper(line, said)
        if not self.papers.rows and not self.blame:
            self.blame.at(1, "no-papers", "The file holds no papers.", "Each kind of paper is a line: 4:Anna>Ben")
        return self._made()

    def _declare(self, line: int, said: str) -> None:
        found = _SHORT.fullmatch(said)
        if found is None:
            message = f"The line is {shown(said)}; a short name and a name are expected."
            self.blame.at(line, "no-name", message, "For example: =An:[Anna Berg]")
            return
        name = tidy(found[2] if found[2] is not None else found[3])
        self.short[tidy(found[1].strip("[]"))] = name
        if name:
            self.roster.number(name, line)

    def _about(self, line: int, said: str) -> None:
        found = _ABOUT.fullmatch(said)
        if found is None:
            message = f"The line is {shown(said)}; a word about the file is expected."
            self.blame.at(line, "no-order", message, 'For example: {title: "Council"}')
        elif found[1].casefold() == "title":
            self.title = found[2] or None

    def _paper(self, line: int, said: str) -> None:
        before = (len(self.blame.found), self.blame.more)
        found = _PAPER.fullmatch(said)
        if found is None:
            message = f"The line is {shown(said)}; a number of papers, ':' and an order are expected."
            self.blame.at(line, "no-order", message, "For example: 27:Anna>Ben=Cara")
            return
        count = whole(self.blame, line, found[1], "number of papers")
        ranks, points = self._ranks(line, found[2].strip())
        if count is None or before != (len(self.blame.found), self.blame.more):
            return
        self.papers.add(ranks, line, count)
        if points is not None:
            key = tuple(sorted(points.items()))
            self.scored[key] = self.scored.get(key, 0) + count

    def _ranks(self, line: int, order: str) -> tuple[Ranks, dict[int, int] | None]:
        """The ranks, and the points where every mark has some."""
        ranks: list[list[int]] = []
        points: dict[int, int] = {}
        all_scored, at, sign = True, 0, ">"
        while at < len(order):
            found = _MARK.match(order, at)
            if found is None:
                message = f"{shown(order[at:])} is no name."
                self.blame.at(line, "no-name", message, "Put a name with other signs into brackets: [Anna Berg]")
                return (), None
            number = self._number(line, found[1])
            if number is None:
                return (), None
            if found[2] is None:
                all_scored = False
            else:
                points[number] = whole(self.blame, line, found[2], f"number of {shown(found[1])}", 0, MOST_POINTS) or 0
            if sign == ">":
                ranks.append([number])
            else:
                ranks[-1].append(number)
            at, sign = found.end(), found[3]
            self.ordered |= sign == ">" or sign == "="
        return trimmed([tuple(rank) for rank in ranks]), points if all_scored else None

    def _number(self, line: int, word: str) -> int | None:
        name = tidy(word.strip('[]"'))
        name = self.short.get(name, name)
        if not name:
            self.blame.at(line, "no-name", "A name is missing beside a sign.", "Take the sign away.")
            return None
        return self.roster.number(name, line)

    def _made(self) -> BallotFile:
        number = len(self.roster.names)
        pointed = not self.ordered and bool(self.scored) and sum(self.scored.values()) == self.papers.votes
        points = None
        if pointed:
            given = {
                tuple(dict(each).get(who, 0) for who in range(number)): votes for each, votes in self.scored.items()
            }
            papers, points = laid_over(number, countable(self.blame, given))
        else:
            papers = self.papers.made(number)
        return BallotFile(
            file=self.given.file,
            format="abif",
            digest=self.given.digest,
            form="points" if pointed else "rankings",
            title=self.title,
            seats=None,
            candidates=self.roster.candidates,
            papers=papers,
            totals=None,
            seen=seen(papers, self.papers.papers),
            points=points,
            faults=self.blame.faults,
            unlisted=self.roster.unlisted,
        )


def read_abif(given: Content, official: Sequence[str] = ()) -> BallotFile:
    """Read ABIF. Faults of lines are kept. Raises `Faults` where it is not UTF-8 or has too many candidates."""
    return _Reader(given, official).read()
