"""Lines with a column for each candidate: ranks, points, or marks."""

from __future__ import annotations

from comitia.ballots.blame import shown
from comitia.ballots.gather import Ranks, tidy, trimmed, whole
from comitia.ballots.points import MOST_POINTS
from comitia.ballots.words import BLANK, Words

_MARKED, _NOT_MARKED = ("1", "x"), ("0",)


class Matrix:
    """Reads lines below the names of candidates; each way of reading gives None, and faults, where it cannot."""

    def __init__(self, words: Words, line: int, names: list[str]) -> None:
        self._blame, self._roster, self._names = words.roster.blame, words.roster, names
        for place, name in enumerate(names):
            if name in names[:place]:
                message = f"The column {shown(name)} stands twice."
                self._blame.at(line, "column-twice", message, "Leave one of them out.")
        found = [words.named(line, name) for name in names]
        self._heads = [head for head in found if head is not None]
        self._whole = len(self._heads) == len(found)

    def ranks(self, line: int, cells: list[str]) -> Ranks | None:
        """Who stands at each rank; a blank cell is no rank."""
        numbers = self._numbers(line, cells)
        if numbers is None:
            return None
        highest = max(numbers, default=0)
        if highest > len(self._heads):
            name = shown(self._names[numbers.index(highest)])
            message = f"{name} has the rank {highest:,}; there are {len(self._heads):,} candidates."
            self._blame.at(line, "no-rank", message, "If these are points, say so: format points.")
            return None
        ranks: list[list[int]] = [[] for _ in range(highest)]
        for head, number in zip(self._heads, numbers, strict=True):
            if number:
                ranks[number - 1].append(head)
        return trimmed([tuple(sorted(rank)) for rank in ranks])

    def points(self, line: int, cells: list[str]) -> Ranks | None:
        """The points of every candidate of the roster, each in the place of a rank."""
        numbers = self._numbers(line, cells)
        if numbers is None:
            return None
        given = [0] * len(self._roster.names)
        for head, number in zip(self._heads, numbers, strict=True):
            given[head] = number
        return tuple((number,) for number in given)

    def crosses(self, line: int, cells: list[str]) -> Ranks | None:
        """Those marked, in the order of their numbers."""
        marked = []
        for cell, place in zip(cells, range(len(self._names)), strict=True):
            word = cell.strip().casefold()
            if word in _MARKED:
                marked.append(place)
            elif word not in BLANK and word not in _NOT_MARKED:
                name = shown(self._names[place])
                message = f"Below {name} stands {shown(cell)}; 1 or x for a mark, 0 or nothing for none is expected."
                self._blame.at(line, "no-mark", message, "If these are ranks or points, say so with the format.")
        return tuple((head,) for head in sorted(self._heads[place] for place in marked)) if self._whole else None

    def _numbers(self, line: int, cells: list[str]) -> list[int] | None:
        """The number in each cell, 0 where it is blank; None where a column is of nobody."""
        numbers = []
        for cell, name in zip(cells, self._names, strict=True):
            blank = tidy(cell).casefold() in BLANK
            what = f"number of {shown(name)}"
            numbers.append(0 if blank else whole(self._blame, line, cell, what, 0, MOST_POINTS) or 0)
        return numbers if self._whole else None
