"""PrefLib: complete and incomplete orders, with ties or without (SOC, SOI, TOC, TOI), and categories (CAT).

    # TITLE: Council
    # NUMBER ALTERNATIVES: 3
    # ALTERNATIVE NAME 1: Anna
    4: 1,{2,3}              four papers: 1 first, 2 and 3 equal

In the older form the head is the number of candidates, a line `1,Anna` for each, and a line of three sums; papers are
lines `4,1,{2,3}`. In a file of categories each place is a category, and `{}` one without candidates; with two
categories these are papers on which the first is approved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from comitia.ballots.blame import Blame, shown
from comitia.ballots.content import Content, text
from comitia.ballots.gather import MOST_CANDIDATES, Papers, Ranks, tidy, too_many, trimmed, whole
from comitia.ballots.record import BallotFile, Candidate
from comitia.ballots.seen import seen
from comitia.law.faults import Fault, Faults

TYPES = ("soc", "soi", "toc", "toi", "cat")
_FIELD = re.compile(r"#\s*([A-Z ]+?)(?: (\d{1,9}))?\s*:\s*(.*)", re.IGNORECASE)
_PLACE = re.compile(r"\{[^{}]*\}|[^,{}]+|(?<=,)(?=,|$)|^(?=,)")
_OLD_NAME = re.compile(r"(\d{1,9})\s*,\s*(.+)")


class _Head:
    """What stands above the papers."""

    def __init__(self) -> None:
        self.title: str | None = None
        self.kind = ""
        self.number: int | None = None
        self.voters: int | None = None
        self.categories: int | None = None
        self.names: dict[int, str] = {}
        self.line = self.voters_line = 1


def read_preflib(given: Content, kind: str | None = None) -> BallotFile:
    """Read a file of PrefLib. Raises `Faults` where it has no head; faults of lines are kept."""
    blame = Blame(given.file)
    lines = [(n, line.strip()) for n, line in enumerate(text(given).split("\n"), start=1) if line.strip()]
    modern = lines[0][1].startswith("#")
    head = _Head()
    papers_at = _modern(given.file, blame, head, lines) if modern else _old(given.file, blame, head, lines)
    number = head.number or max(head.names, default=0)
    if number > MOST_CANDIDATES:
        raise too_many(given.file, head.line, number)
    if not number:
        message = "The head of the file names no alternatives."
        mend = "For example: # NUMBER ALTERNATIVES: 3 and # ALTERNATIVE NAME 1: Anna"
        raise Faults(Fault("no-candidates", message, file=given.file, line=1, mend=mend))
    if head.names and set(head.names) != set(range(1, number + 1)):
        message = f"There are names for {len(head.names):,} alternatives, and {number:,} are announced."
        blame.at(head.line, "names-do-not-fit", message, "Give each a name: # ALTERNATIVE NAME 1: Anna")
    papers = Papers(blame)
    for line, said in papers_at:
        _paper(blame, papers, line, said, number, ":" if modern else ",")
    kind = kind if kind in TYPES else head.kind
    return _made(given, blame, head, papers, number, kind)


def _modern(file: str, blame: Blame, head: _Head, lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    for line, said in lines:
        found = _FIELD.fullmatch(said)
        if found is None:
            continue
        name, which, value = found[1].upper(), found[2], found[3].strip()
        if name == "ALTERNATIVE NAME" and which:
            _name(file, blame, head, line, int(which), value)
        elif name == "TITLE":
            head.title = value or None
        elif name == "DATA TYPE":
            head.kind = value.casefold()
        elif name in ("NUMBER ALTERNATIVES", "NUMBER VOTERS", "NUMBER CATEGORIES"):
            number = whole(blame, line, value, name.casefold())
            if name == "NUMBER ALTERNATIVES":
                head.number, head.line = number, line
            elif name == "NUMBER VOTERS":
                head.voters, head.voters_line = number, line
            else:
                head.categories = number
    return [(line, said) for line, said in lines if not said.startswith("#")]


def _name(file: str, blame: Blame, head: _Head, line: int, which: int, value: str) -> None:
    if which > MOST_CANDIDATES:
        raise too_many(file, line, which)
    if which in head.names:
        message = f"Alternative {which} has a name already, {shown(head.names[which])}."
        blame.at(line, "name-twice", message, "Number them anew.")
    head.names[which] = tidy(value)


def _old(file: str, blame: Blame, head: _Head, lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The head of the older form: the number, a line for each name, and the sums."""
    line, said = lines[0]
    head.number = whole(blame, line, said, "number of candidates")
    if head.number is None:
        raise Faults(blame.faults)
    if head.number > MOST_CANDIDATES:
        raise too_many(file, line, head.number)
    for line, said in lines[1 : head.number + 1]:
        found = _OLD_NAME.fullmatch(said)
        if found is None:
            message = f"The line is {shown(said)}; a number and the name of a candidate are expected."
            blame.at(line, "no-name", message, "For example: 1,Anna")
        else:
            _name(file, blame, head, line, int(found[1]), found[2])
    sums = lines[head.number + 1 : head.number + 2]
    if not sums or sums[0][1].count(",") != 2:
        message = "The line of three sums below the names is missing: voters, papers, different papers."
        raise Faults(Fault("truncated", message, file=file, line=sums[0][0] if sums else lines[-1][0], mend="Add it."))
    head.voters_line = sums[0][0]
    head.voters = whole(blame, head.voters_line, sums[0][1].split(",")[0], "number of voters")
    return lines[head.number + 2 :]


def _paper(blame: Blame, papers: Papers, line: int, said: str, number: int, after: str) -> None:
    before = (len(blame.found), blame.more)
    head, sign, rest = said.partition(after)
    if not sign:
        message = f"The line is {shown(said)}; a number of papers, '{after}' and an order are expected."
        blame.at(line, "no-order", message, f"For example: 4{after} 1,2,3")
        return
    count = whole(blame, line, head, "number of papers")
    ranks = _ranks(blame, line, rest.strip(), number)
    if count is not None and before == (len(blame.found), blame.more):
        papers.add(ranks, line, count)


def _ranks(blame: Blame, line: int, order: str, number: int) -> Ranks:
    ranks = []
    if order.count("{") != order.count("}"):
        message = f"The braces in {shown(order)} do not close."
        blame.at(line, "truncated", message, "Close them, or take the file anew from its source.")
        return ()
    for place in _places(order):
        words = [word.strip() for word in place.strip("{} ").split(",")]
        rank = []
        for word in words:
            if word.isascii() and word.isdigit() and len(word) < 12 and 0 < int(word) <= number:
                rank.append(int(word) - 1)
            elif word or len(words) > 1 or "{" not in place:
                message = f"{shown(word)} is no candidate of this file."
                blame.at(line, "unlisted", message, f"Candidates have the numbers 1 to {number:,}.")
        ranks.append(tuple(rank))
    return trimmed(ranks)


def _places(order: str) -> Iterator[str]:
    """The parts between the commas that stand outside of braces."""
    start, inside = 0, False
    for at, sign in enumerate(order):
        inside = sign == "{" or (inside and sign != "}")
        if sign == "," and not inside:
            yield order[start:at].strip()
            start = at + 1
    if order[start:].strip() or start:
        yield order[start:].strip()


def _made(given: Content, blame: Blame, head: _Head, papers: Papers, number: int, kind: str) -> BallotFile:
    if head.voters is not None and head.voters != papers.papers and not blame:
        message = f"The head announces {head.voters:,} voters; the papers are {papers.papers:,}."
        blame.at(head.voters_line, "sums-disagree", message, "Correct the head, or take the file anew from its source.")
    if not papers.rows and not blame:
        blame.at(head.line, "no-papers", "The file holds no papers.", "Each kind of paper is a line: 4: 1,2,3")
    approvals = kind == "cat" and (head.categories or max((len(r) for r in papers.rows), default=0)) <= 2
    if approvals:
        papers.rows = _first_category(papers)
    laid = papers.made(number)
    return BallotFile(
        file=given.file,
        format=f"preflib-{kind or 'toi'}",
        digest=given.digest,
        form="approvals" if approvals else "rankings",
        title=head.title,
        seats=None,
        candidates=tuple(Candidate(head.names.get(i + 1) or str(i + 1)) for i in range(number)),
        papers=laid,
        totals=None,
        seen=seen(laid, papers.papers),
        faults=blame.faults,
    )


def _first_category(papers: Papers) -> dict[Ranks, int]:
    found: dict[Ranks, int] = {}
    for ranks, votes in papers.rows.items():
        approved = tuple((number,) for number in sorted(set(ranks[0] if ranks else ())))
        found[approved] = found.get(approved, 0) + votes
    return found
