"""One run of one law, drawn and told: what a worker makes of a law before it does other runs of it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from comitia.explain.road import Roads
from comitia.law.constitution import Constitution
from comitia.measure.portrait import Portrait, portrait
from comitia.picture.kinds import picture
from comitia.picture.shown import Shown, of_result
from comitia.printed import printed
from comitia.report.build import large
from comitia.report.data import data
from comitia.run.result import Result
from comitia.run.scenario import Scenario
from comitia.run.table import Table


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is kept of the run, packed: the room, what `comitia run --json` prints, and its portrait."""

    room: bytes
    document: bytes
    portrait: dict[str, Portrait]


class InMemory:
    """A run in memory, as roads are read from it; every table is made once."""

    def __init__(self, result: Result) -> None:
        self._result, self._made = result, dict[str, Table]()

    @property
    def law(self) -> Constitution:
        """The law as it was set."""
        return self._result.meta.law

    def table(self, name: str) -> Table:
        """A table of the run."""
        if name not in self._made:
            self._made[name] = getattr(self._result, name)
        return self._made[name]


def drawn(scenario: Scenario, by: str) -> Generator[bytes, None, Drawn]:
    """Run a scenario, which has a seed; the seats as pictures come first, packed. Faults: as any run."""
    result = scenario.run()
    run = of_result(result)
    seats = pictured(result, run)
    yield _packed(seats)
    whole = _packed({**seats, "data": behind(result, run)})
    return Drawn(whole, zlib.compress(printed(run.document).encode()), portrait(result, by))


def _packed(told: dict[str, Any]) -> bytes:
    return zlib.compress(json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode())


def pictured(result: Result, run: Shown) -> dict[str, Any]:
    """The seats of the large bodies as pictures."""
    return {
        "seed": result.meta.seed,
        "bodies": [
            {
                "id": body.id,
                "title": body.title,
                "seats": run.document["bodies"][body.id]["seats"],
                "svg": picture("assembly", run, body.id).svg(alone=False),
            }
            for body in large(run)
        ],
    }


def behind(result: Result, run: Shown) -> dict[str, Any]:
    """What stands behind every seat."""
    kept = InMemory(result)
    run.table = kept.table
    return data(run, Roads(kept))


def room(result: Result, run: Shown) -> dict[str, Any]:
    """The seats as pictures, and what stands behind each."""
    return {**pictured(result, run), "data": behind(result, run)}


def ready(society: str, laws: tuple[str, ...]) -> None:
    """Read the people and the laws that are likely to be asked for; the first is run, so that all is ready for it."""
    scenarios = [Scenario(law, society, 1) for law in laws]
    for scenario in scenarios:
        scenario.law()
        scenario.voters()
    list(drawn(scenarios[0], scenarios[0].people().attributes[0].name))
