"""Faults of a file as they are found: each with its line, and no more of them than anyone reads."""

from __future__ import annotations

from dataclasses import dataclass, field

from comitia.law.faults import Fault

SHOWN = 20
"""How many faults of a file are told; of the others the number."""
_LETTERS = 60
"""How many letters of what was found a message repeats."""


@dataclass(slots=True)
class Blame:
    """Gathers the faults of one file."""

    file: str
    found: list[Fault] = field(default_factory=list)
    more: int = 0

    def at(self, line: int, code: str, message: str, mend: str | None = None, column: int | None = None) -> None:
        """Note what is wrong with a line."""
        if len(self.found) < SHOWN:
            self.found.append(Fault(code, message, file=self.file, line=line, column=column, mend=mend))
        else:
            self.more += 1

    def __bool__(self) -> bool:
        return bool(self.found)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What was found, and how much more there was."""
        if not self.more:
            return tuple(self.found)
        last = self.found[-1].line
        lines = "faults are" if self.more > 1 else "fault is"
        message = f"And {self.more:,} more {lines} in this file."
        return (*self.found, Fault("more-faults", message, file=self.file, line=last, mend="Mend those above first."))


def shown(text: str) -> str:
    """What was found, in quotes and cut where it is long."""
    plain = " ".join(text.split())
    return f"'{plain[:_LETTERS]}…'" if len(plain) > _LETTERS else f"'{plain}'"
