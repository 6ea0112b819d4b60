"""What a counting rule gives back."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the count did to one option, with the figures that made it so."""

    did: str
    option: int
    figures: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The options elected in one contest, most votes first, and why."""

    elected: tuple[int, ...]
    steps: tuple[Step, ...]
