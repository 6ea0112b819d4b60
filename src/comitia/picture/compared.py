"""A comparison as pictures see it, the same from a folder and from memory."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.measure.compare import Comparison, document
from comitia.measure.compared_store import shares
from comitia.run.store import COMPARISON, read_table
from comitia.run.table import Table


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison as pictures see it: its document, and the shares of every run."""

    document: dict[str, Any]
    shares: Table

    @property
    def label(self) -> str:
        """What every picture says of where it comes from."""
        told = self.document
        laws = ", ".join(told["laws"])
        return f"Simulated: {laws} on {told['society']}, {told['runs']} runs of each from seed {told['seed']}"

    def bodies(self, body: str | None) -> list[tuple[str, str, str, dict[str, Any]]]:
        """Law, body, the two in words, and the body's figures; by default the main bodies of every law."""
        found = []
        for law, told in self.document["laws"].items():
            names = [body] if body else told["main"]
            found += [(law, name, _title(told, name), told["bodies"][name]) for name in names if name in told["bodies"]]
        if not found:
            known = sorted({name for told in self.document["laws"].values() for name in told["bodies"]})
            mend = did_you_mean(body or "", known) or f"There are {', '.join(known)}."
            raise Faults(Fault("unknown-body", f"No law that was compared has a body '{body}'.", mend=mend))
        return found

    def largest(self, most: int) -> list[str]:
        """The groups that are largest in the society, so many at most, in the order of the values."""
        by = self.document["by"]
        bodies = (body for law in self.document["laws"].values() for body in law["bodies"].values())
        groups: dict[str, Any] = next(bodies, {"composition": {by: {}}})["composition"][by]
        kept = sorted(groups, key=lambda value: -groups[value]["society"])[:most]
        return [value for value in groups if value in kept]

    def group(self, name: str | None) -> str:
        """A group by its id; the one that is largest in the society if none is named. Faults: there is none."""
        if name is None:
            return next(iter(self.largest(1)), next(iter(self.document["titles"])))
        titles = self.document["titles"]
        if name not in titles:
            mend = did_you_mean(name, titles) or f"There are {', '.join(titles)}."
            raise Faults(Fault("unknown-group", f"The comparison has no group '{name}'.", mend=mend))
        return name


def _title(told: dict[str, Any], body: str) -> str:
    return f"{told['title']}: {told['bodies'][body]['title']}"


def is_comparison(folder: Path) -> bool:
    """Whether a folder is one that `comitia compare --out` wrote."""
    return (folder / COMPARISON).is_file()


def of_folder(folder: Path) -> Compared:
    """A comparison from its folder."""
    return Compared(json.loads((folder / COMPARISON).read_text(encoding="utf-8")), read_table(folder, "shares"))


def of_made(made: Comparison) -> Compared:
    """A comparison in memory."""
    return Compared(document(made), shares(made))
