"""What a cell says: a name, several with `=`, nothing, too much, or a name that was written in."""

from __future__ import annotations

from dataclasses import dataclass, field

from comitia.ballots.gather import Roster, tidy
from comitia.count.ballots import OVERVOTE

BLANK = frozenset(("", "undervote", "skipped", "skipped ranking", "blank", "-"))
"""A cell that says: nothing was marked here; in any case of letters."""
OVER = frozenset(("overvote", "over vote", "overvoted"))
"""A cell that says: more than one was marked, and not who."""
WRITTEN = frozenset(("uwi", "write-in", "write in", "writein", "undeclared write-in", "undeclared write-ins"))
"""A cell that says: a name was written in that is on no list."""
WRITTEN_PREFIX = "write-in:"
"""What stands before a name that was written in, where the name is given."""


@dataclass(slots=True)
class Words:
    """Reads cells as marks of the candidates of a roster."""

    roster: Roster
    known: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def cell(self, line: int, cell: str) -> tuple[int, ...] | None:
        """The marks at a rank, none where nothing was marked; None, and a fault, where the cell says nothing known."""
        mark = self.known.get(cell)
        if mark is None:
            mark = self._read(line, cell)
            if mark is not None:
                self.known[cell] = mark
        return mark

    def _read(self, line: int, cell: str) -> tuple[int, ...] | None:
        name = tidy(cell)
        word = name.casefold()
        if name not in self.roster.names:
            if word in BLANK:
                return ()
            if word in OVER:
                return (OVERVOTE,)
            if "=" in name:
                found = [self.named(line, tidy(part)) for part in name.split("=")]
                return None if None in found else tuple(number for number in found if number is not None)
        number = self.named(line, name)
        return None if number is None else (number,)

    def named(self, line: int, name: str) -> int | None:
        """The number of a name; None, and a fault, where it is not on the list."""
        word = name.casefold()
        if word in WRITTEN:
            return self.roster.write_in(name, line)
        if word.startswith(WRITTEN_PREFIX) and tidy(name[len(WRITTEN_PREFIX) :]):
            return self.roster.write_in(tidy(name[len(WRITTEN_PREFIX) :]), line)
        if not name:
            self.roster.blame.at(line, "no-name", "A name is missing beside a sign '=' or '|'.", "Take the sign away.")
            return None
        return self.roster.number(name, line)
