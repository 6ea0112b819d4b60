"""What moves an answer: every assumed number of the voter model halved and doubled, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from comitia.electorate.watched import Watched
from comitia.law.constitution import Constitution
from comitia.run.ensemble import Workers, ensemble
from comitia.run.result import Result
from comitia.run.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Swing:
    """What a share becomes when one assumption is halved or doubled."""

    parameter: str
    meaning: str
    value: float
    base: float
    halved: float
    doubled: float

    @property
    def size(self) -> float:
        """The larger of the two changes."""
        return max(abs(self.halved - self.base), abs(self.doubled - self.base))


def assumed(scenario: Scenario) -> list[tuple[str, str, float]]:
    """The plain parameters whose source is the word assumed and whose value is not 0: id, meaning, value."""
    table = scenario.voters().table
    return [
        (name, p.meaning, p.value)
        for name, p in table.items()
        if not p.by and p.value and p.source.lower().startswith("assumed")
    ]


def swings(
    scenario: Scenario,
    body: str,
    by: str,
    value: int,
    *,
    runs: int,
    seed: int,
    workers: Workers | int | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Swing]:
    """Swings of the share of a value in a body, largest first; all runs have the same seeds.

    It takes `runs` for the model as it is and twice as many for each of `assumed` that these read; the others change
    nothing and are not tried. progress: told how many finished, as if all had been tried.
    """
    if not isinstance(workers, Workers):
        with Workers(workers) as own:
            return swings(scenario, body, by, value, runs=runs, seed=seed, workers=own, progress=progress)
    share, only = partial(_share, body=body, by=by, value=value), partial(_only, body=body)
    seeded = [replace(scenario, seed=seed + i) for i in range(runs)]
    ((_, (base, read)),) = workers.done({0: (seeded, share, body)}, as_it_is)
    parameters = assumed(scenario)
    moving = [(name, value) for name, _, value in parameters if name in read]
    if progress:
        progress(runs * (1 + 2 * (len(parameters) - len(moving))))
    changed = [_with(scenario, name, value * factor) for name, value in moving for factor in (0.5, 2.0)]
    found = ensemble(changed, runs, share, seed=seed, workers=workers, progress=progress, wanted=only)
    shares = {name: (_mean(found[2 * i]), _mean(found[2 * i + 1])) for i, (name, _) in enumerate(moving)}
    same = _mean(base)
    made = [Swing(*parameter, same, *shares.get(parameter[0], (same, same))) for parameter in parameters]
    return sorted(made, key=lambda swing: -swing.size)


def as_it_is(
    scenarios: Sequence[Scenario], share: Callable[[Result], float], body: str
) -> tuple[list[float], frozenset[str]]:
    """The shares of some runs of one voter model, and the ids of the parameters that they read."""
    voters = Watched.of(scenarios[0].voters())
    return [share(scenario.run((body,), voters)) for scenario in scenarios], frozenset(voters.read)


def _with(scenario: Scenario, name: str, number: float) -> Scenario:
    return replace(scenario, settings=(*scenario.settings, (f"voters.{name}", repr(number))))


def _share(result: Result, body: str, by: str, value: int) -> float:
    return float(result.composition(body, by)["share"][value])


def _only(law: Constitution, body: str) -> tuple[str, ...]:
    return (body,)


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values))
