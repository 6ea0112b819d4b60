"""A voter model that remembers which of its parameters somebody asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from comitia.electorate.parameters import Parameters


@dataclass(frozen=True)
class Watched(Parameters):
    """Parameters with the ids of those that were read; all ways to a value lead through here, memos included.

    What is kept for later runs is kept under `digest_of` the parameters that it hangs on, so that who finds it there
    has read them, too. A run draws on nothing else: with another value of a parameter that it did not read, it is the
    same run.
    """

    read: set[str] = field(default_factory=set, compare=False)

    @staticmethod
    def of(parameters: Parameters) -> Watched:
        """The same parameters, none of them read."""
        return Watched(parameters.name, parameters.title, parameters.table)

    def number(self, name: str, default: float = 0.0) -> float:
        """As `Parameters.number`."""
        self.read.add(name)
        return super().number(name, default)

    def effects(self, prefix: str) -> Mapping[str, Mapping[str, float]]:
        """As `Parameters.effects`."""
        found = super().effects(prefix)
        self.read.update(f"{prefix}.{attribute}" for attribute in found)
        return found

    def family(self, prefix: str) -> Mapping[str, float]:
        """As `Parameters.family`."""
        found = super().family(prefix)
        self.read.update(f"{prefix}.{name}" for name in found)
        return found

    def digest_of(self, *starts: str) -> int:
        """As `Parameters.digest_of`."""
        self.read.update(name for name in self.table if name.startswith(starts))
        return super().digest_of(*starts)
