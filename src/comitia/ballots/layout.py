"""What the columns of a table hold, told from their names and, where these are candidates, from the numbers below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, get_args

from comitia.ballots.blame import shown
from comitia.ballots.table import Table
from comitia.law.faults import Fault, Faults

Kind = Literal["rankings", "ranks", "approvals", "choices", "points", "totals"]
"""A column for each rank; a column for each candidate, with ranks; those approved; names marked; points; totals."""

KINDS: tuple[Kind, ...] = get_args(Kind)

_COUNT = {"count", "papers", "ballots", "number", "n", "times", "number of papers", "number of ballots"}
_WEIGHT = {"weight"}
_SOURCE = {"source", "precinct", "polling station", "polling place", "box", "sheet"}
_IDS = {"id", "ballot", "ballot id", "ballotid", "paper", "cvr", "cast vote record", "voter", "note", "tabulator"}
_APPROVED = {"approved", "approvals", "approves"}
_CHOSEN = {"choices", "choice", "chosen", "names", "marked", "vote"}
_SETS: tuple[tuple[Kind, set[str]], ...] = (("approvals", _APPROVED), ("choices", _CHOSEN))
_MATRICES: tuple[Kind, ...] = ("ranks", "points", "approvals")
_CANDIDATE = ("candidate", "option", "list", "party", "committee", "state", "name", "alternative")
_VOTES = ("votes", "approvals", "points", "value of votes", "electoral votes", "ballot papers")
_CONTEST = {
    *("contest", "constituency", "constituency nr", "district", "district nr", "ward", "unit", "electorate", "region"),
    *("regional group", "stage", "round", "ballot", "year", "panel", "province", "land", "storkreds", "state"),
}
FIGURES = {
    **{name: name for name in ("registered", "issued", "participants", "valid", "invalid", "blank", "members")},
    "voters": "participants",
    "abstention": "abstentions",
    "abstentions": "abstentions",
    "null": "invalid",
    "spoilt": "invalid",
    "eligible": "registered",
}
"""Columns, and rows in brackets such as `(invalid)`, that say a figure of the contest as a whole."""

_RANK = (
    re.compile(r"(?:(?:rank|pref|preference|choice) ?)?(\d{1,4})"),
    re.compile(r"(\d{1,4})(?:st|nd|rd|th)(?: (?:rank|pref|preference|choice)\b.*)?"),
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBER = re.compile(r"\d{1,12}")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where in a line what stands. `marks`: columns of ranks in their order, of candidates, or the one of names."""

    kind: Kind
    marks: tuple[int, ...]
    count: int | None = None
    weight: int | None = None
    source: int | None = None
    votes: int | None = None
    party: int | None = None
    contest: tuple[int, ...] = ()
    figures: dict[str, int] = field(default_factory=dict)
    unread: tuple[str, ...] = ()


def layout(file: str, given: Table, asked: str | None = None) -> Layout:
    """Tell what the columns hold; `asked`: the kind that was asked for, where one was. Raises `Faults`."""
    names = [_plain(name) for name in given.columns]
    count, weight, source = (_first(names, words) for words in (_COUNT, _WEIGHT, _SOURCE))
    known = {place for place in (count, weight, source) if place is not None}

    def laid(kind: Kind, marks: tuple[int, ...]) -> Layout:
        others = sorted(set(range(len(names))) - known - set(marks))
        return Layout(kind, marks, count, weight, source, unread=tuple(given.columns[place] for place in others))

    ranks = _ranks(file, given, names, known)
    if ranks and asked in (None, "rankings"):
        return laid("rankings", ranks)
    totals = _totals(given, names)
    if totals and asked in (None, "totals"):
        return totals
    for kind, words in _SETS:
        place = _first(names, words, known)
        if place is not None and asked in (None, kind):
            return laid(kind, (place,))
    columns = _candidates(given, names, known)
    if columns and asked in (None, *_MATRICES):
        return laid(_of_matrix(file, given, columns, asked), columns)
    raise Faults(_no_layout(file, given, asked))


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())


def _first(names: list[str], words: set[str], known: set[int] | None = None) -> int | None:
    return next((place for place, name in enumerate(names) if name in words and place not in (known or ())), None)


def _rank(name: str) -> int | None:
    found = next((each for form in _RANK if (each := form.fullmatch(name))), None)
    if found:
        return int(found[1])
    first, _, rest = name.partition(" ")
    if first in _ORDINALS and rest.partition(" ")[0] in ("", "rank", "pref", "preference", "choice"):
        return _ORDINALS.index(first) + 1
    return None


def _ranks(file: str, given: Table, names: list[str], known: set[int]) -> tuple[int, ...]:
    """The columns of ranks in the order of the ranks. Faults: a rank that stands twice or is left out."""
    found = sorted((rank, place) for place, name in enumerate(names) if place not in known and (rank := _rank(name)))
    if [rank for rank, _ in found] == list(range(1, len(found) + 1)):
        return tuple(place for _, place in found)
    if all(names[place].isdigit() for _, place in found):  # bare numbers, such as years, are no ranks then
        return ()
    said = ", ".join(given.columns[place] for _, place in found)
    message = f"The columns of ranks are {shown(said)}; each rank from 1 on is expected once."
    mend = "Name them rank1, rank2, and so on."
    raise Faults(Fault("ranks-of-columns", message, file=file, line=given.line, mend=mend))


def _totals(given: Table, names: list[str]) -> Layout | None:
    candidate = next((names.index(word) for word in _CANDIDATE if word in names), None)
    votes = next((names.index(word) for word in _VOTES if word in names), None)
    if votes is None:
        likely = [place for place, name in enumerate(names) if name.endswith(" votes")]
        votes = likely[0] if len(likely) == 1 else None
    if candidate is None or votes is None or candidate == votes:
        return None
    contest = tuple(p for p, name in enumerate(names) if name in _CONTEST and p not in (candidate, votes))
    figures = {FIGURES[name]: place for place, name in enumerate(names) if name in FIGURES}
    party = next((p for p, name in enumerate(names) if name == "party" and p != candidate), None)
    read = {candidate, votes, party, *contest, *figures.values()}
    unread = tuple(column for place, column in enumerate(given.columns) if place not in read)
    return Layout("totals", (candidate,), votes=votes, party=party, contest=contest, figures=figures, unread=unread)


def _candidates(given: Table, names: list[str], known: set[int]) -> tuple[int, ...]:
    """Columns that candidates may head: all others, if nothing but whole numbers stands below them."""
    places = [p for p, name in enumerate(names) if p not in known and name not in _IDS and name]
    if len(places) < 2 or not given.sample:
        return ()
    for _, fields in given.sample:
        for place in places:
            cell = fields[place].strip() if place < len(fields) else ""
            if cell and not _NUMBER.fullmatch(cell) and cell.casefold() != "x":
                return ()
    return tuple(places)


def _of_matrix(file: str, given: Table, columns: tuple[int, ...], asked: str | None) -> Kind:
    """Whether the numbers are ranks, points or marks; where they may be either, it must be said."""
    for kind in _MATRICES:
        if asked == kind:
            return kind
    zero, ranks, from_one, several, cross = False, True, True, False, False
    largest = 0
    for _, fields in given.sample:
        cells = [fields[place].strip() for place in columns if place < len(fields)]
        cross |= any(cell.casefold() == "x" for cell in cells)
        numbers = [int(cell) for cell in cells if _NUMBER.fullmatch(cell)]
        zero |= 0 in numbers
        marked = sorted(number for number in numbers if number)
        largest = max(largest, *marked, 0)
        several |= len(marked) > 1
        ranks &= marked == list(range(1, len(marked) + 1))
        from_one &= not marked or marked[0] == 1
    if cross or (largest <= 1 and (zero or several)):
        return "approvals"
    if not zero and from_one and (ranks or largest <= len(columns)):
        return "ranks"
    if zero and not ranks:
        return "points"
    message = "The numbers below the names of candidates may be ranks or points."
    raise Faults(Fault("ranks-or-points", message, file=file, line=given.line, mend="Say it: format ranks or points."))


def _no_layout(file: str, given: Table, asked: str | None) -> Fault:
    head = shown(given.delimiter.join(given.columns))
    what = f"a table of {asked}" if asked else "a file of ballots in a form that is known"
    message = f"This is not {what}: the first line is {head}."
    mend = (
        "A table names its columns: 'count,rank1,rank2', 'count,approved', 'candidate,votes', or the candidates; "
        "other forms are BLT, PrefLib and ABIF."
    )
    return Fault("unknown-form", message, file=file, line=given.line, mend=mend)
