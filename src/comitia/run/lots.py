"""Lots between units of one apportionment: supplied, or drawn from a seed; refused where there is neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from comitia.chance import Chance, keys
from comitia.electorate.formats.draws import read_draws
from comitia.law.faults import Fault, Faults
from comitia.run.draws import Draw, Undecided

CONTEST = "apportionment"
"""What a table of lots calls it in its column `contest`; its stage is the method or the rule."""


@dataclass(slots=True)
class UnitLots:
    """Settles ties between units by their names, and keeps a record.

    chance: None where no seed was given, so that a lot that was not supplied leaves the tie undecided.
    """

    names: Sequence[str]
    stage: str
    chance: Chance | None = None
    supplied: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    records: list[Draw] = field(default_factory=list)

    def settle(self, _: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        """The units that take the places. Raises `Undecided`, or `Faults` where a lot supplied does not fit."""
        among = tuple(self.names[i] for i in tied)
        given = self.supplied.get((CONTEST, self.stage))
        if given is not None:
            taken = self._fitting(among, given, places)
        elif self.chance is not None:
            lots = self.chance.uniform(f"lot between units/{self.stage}", keys(among))
            taken = tuple(among[int(i)] for i in np.argsort(lots)[:places])
        else:
            raise Undecided(CONTEST, self.stage, among, places)
        record = Draw(CONTEST, self.stage, "lot", among, taken, given is not None, "no rule settles it")
        if record not in self.records:
            self.records.append(record)
        return tuple(i for i in tied if self.names[i] in taken)

    def rows(self) -> list[dict[str, Any]]:
        """The record as rows of a document."""
        return [asdict(draw) | {"among": list(draw.among), "taken": list(draw.taken)} for draw in self.records]

    def _fitting(self, among: tuple[str, ...], given: tuple[str, ...], places: int) -> tuple[str, ...]:
        if len(given) == len(set(given)) == places and set(given) <= set(among):
            return given
        message = f"The lot supplied takes {', '.join(given)}; {', '.join(among)} are tied for {places}."
        raise Faults(Fault("lot-does-not-fit", message, mend="Supply the names as they stand in the file."))


def unit_lots(names: Sequence[str], stage: str, seed: int | None, draws: Path | None) -> UnitLots:
    """Lots that are supplied in a table, or drawn by a seed. Raises `Faults` where the table is none."""
    supplied = {} if draws is None else read_draws(draws)
    return UnitLots(tuple(names), stage, None if seed is None else Chance(seed), supplied)
