"""Lists in returns: which rows are lists, which are names on them, and what is said of each list in the whole file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from comitia.electorate.record import Name, Record, Returns
from comitia.electorate.seam import Label
from comitia.law.ballots import ListVote
from comitia.law.faults import Fault
from comitia.law.routes import Election

__all__ = ["Lists", "folded"]


def folded(record: Record, ballot: ListVote) -> tuple[Record, tuple[tuple[Name, ...], ...]]:
    """A record whose names are lists, and the persons on each. A row that names a list is a person on it.

    Where the law makes a list's votes of those of its names, they are added up, unless the list has them in a row of
    its own and no names are given.
    """
    own = {each.name: each for each in record.names if not each.list}
    on: dict[str, list[Name]] = {name: [] for name in own}
    for each in record.names:
        if each.list:
            on.setdefault(each.list, []).append(each)
    lists = [_list(name, own.get(name), persons, ballot) for name, persons in on.items()]
    return replace(record, names=tuple(lists)), tuple(tuple(persons) for persons in on.values())


def _list(name: str, own: Name | None, persons: Sequence[Name], ballot: ListVote) -> Name:
    if own is None:
        own = Name(persons[0].line, name, None, None, False, None, "", "", None, persons[0].alliance)
    if ballot.votes == "names" and persons and all(each.votes is not None for each in persons):
        return replace(own, votes=sum(each.votes or 0 for each in persons))
    return own


class Lists:
    """What the whole file says of each list by its name; it may be said once or in every row, and then it agrees."""

    def __init__(self, returns: Returns) -> None:
        self.faults: list[Fault] = []
        self._said: dict[tuple[str, str], tuple[str, int]] = {}
        for record in returns.records:
            for each in record.names:
                members = "" if each.members is None else str(max(each.members, 1))
                for field, value in (("kind", each.kind), ("members", members)):
                    self._note(returns.file, field, each.list or each.name, value, each.line)

    def _note(self, file: str, field: str, name: str, value: str, line: int) -> None:
        there = self._said.setdefault((field, name), (value, line)) if value else ("", line)
        if there[0] != value:
            message = f"The field '{field}' holds {value} for '{name}'; line {there[1]} has {there[0]}."
            mend = "Write it once, or every time the same."
            self.faults.append(Fault("figures-disagree", message, file=file, line=line, mend=mend))

    def labels(self, record: Record, route: Election, on_lists: Sequence[Sequence[Name]]) -> tuple[Label, ...]:
        """The list of each name of a record: the name itself where names are lists, else that which it stands for."""
        if not isinstance(route.ballot, ListVote):
            return tuple(self._label(each.list, "", 0) if each.list else Label() for each in record.names)
        pairs = zip(record.names, on_lists, strict=True)
        return tuple(self._label(each.name, _alliance(each, on), len(on)) for each, on in pairs)

    def _label(self, name: str, alliance: str, printed: int) -> Label:
        kind, members = (self._said.get((field, name), ("", 0))[0] for field in ("kind", "members"))
        return Label(name, kind, int(members or 1), alliance, printed)


def _alliance(own: Name, persons: Sequence[Name]) -> str:
    return own.alliance or next((each.alliance for each in persons if each.alliance), "")
