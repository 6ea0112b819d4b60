"""Many runs of scenarios, over processes, each reduced to what is wanted; the same at any number of workers."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from multiprocessing import get_context
from typing import Any, TypeVar

from comitia.law.constitution import Constitution
from comitia.run.result import Result
from comitia.run.scenario import Scenario

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
CHUNK = 4
"""Runs that a worker does before it reports."""


class Workers:
    """Processes that do runs: started when there is work for them, kept for more until the `with` block ends."""

    def __init__(self, number: int | None = None) -> None:
        """`number`: how many; as many as there are cores if absent. One is this process itself."""
        self.number = number or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=failed is None, cancel_futures=True)

    def done(self, tasks: Mapping[K, tuple[Any, ...]], work: Callable[..., T]) -> Iterator[tuple[K, T]]:
        """What `work` makes of each task, as they are finished."""
        if self.number == 1 or len(tasks) == 1:
            yield from ((name, work(*given)) for name, given in tasks.items())
            return
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.number, mp_context=get_context("spawn"))
        waiting = {self._pool.submit(work, *given): name for name, given in tasks.items()}
        for done in as_completed(waiting):
            yield waiting[done], done.result()


def ensemble(
    scenarios: Sequence[Scenario],
    runs: int,
    reduce: Callable[[Result], T],
    *,
    seed: int,
    workers: Workers | int | None = None,
    progress: Callable[[int], None] | None = None,
    wanted: Callable[[Constitution], Iterable[str]] | None = None,
) -> list[list[T]]:
    """Run every scenario `runs` times, with seeds `seed`, `seed + 1`, …; what `reduce` makes of each run.

    All scenarios have the same seeds, so people who are in both behave alike (common random numbers). reduce: a
    function of a module, since workers are processes. progress: told how many runs were finished. wanted: the bodies
    of a law that `reduce` looks at, all where absent; a function of a module, too.
    """
    if not isinstance(workers, Workers):
        with Workers(workers) as own:
            return ensemble(scenarios, runs, reduce, seed=seed, workers=own, progress=progress, wanted=wanted)
    tasks = {
        (i, first): (scenario, seed + first, min(CHUNK, runs - first), reduce, wanted)
        for first in range(0, runs, CHUNK)
        for i, scenario in enumerate(scenarios)
    }
    made: dict[tuple[int, int], list[T]] = {}
    for name, found in workers.done(tasks, _some):
        made[name] = found
        if progress:
            progress(len(found))
    return [[each for first in range(0, runs, CHUNK) for each in made[i, first]] for i in range(len(scenarios))]


def _some(
    scenario: Scenario,
    seed: int,
    runs: int,
    reduce: Callable[[Result], Any],
    wanted: Callable[[Constitution], Iterable[str]] | None,
) -> list[Any]:
    only = None if wanted is None else tuple(wanted(scenario.law()))
    return [reduce(replace(scenario, seed=seed + i).run(only)) for i in range(runs)]
