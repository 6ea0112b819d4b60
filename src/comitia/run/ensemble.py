"""Many runs of scenarios, over processes, each reduced to what is wanted; the same at any number of workers."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from itertools import chain, pairwise
from multiprocessing import get_context
from typing import Any, TypeVar

from comitia.law.constitution import Constitution
from comitia.run.result import Result
from comitia.run.scenario import Scenario

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
CHUNK = 4
"""Runs that a worker does before it reports."""
Wanted = Callable[[Constitution], Iterable[str]]


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
        if self.number == 1 or (len(tasks) == 1 and self._pool is None):
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
    wanted: Wanted | None = None,
) -> list[list[T]]:
    """Run every scenario `runs` times, with seeds `seed`, `seed + 1`, …; what `reduce` makes of each run.

    All scenarios have the same seeds, so people who are in both behave alike (common random numbers). reduce: a
    function of a module, since workers are processes. progress: told how many runs were finished. wanted: the bodies
    of a law that `reduce` looks at, all where absent; a function of a module, too.
    """
    if not isinstance(workers, Workers):
        with Workers(workers) as own:
            return ensemble(scenarios, runs, reduce, seed=seed, workers=own, progress=progress, wanted=wanted)
    found = growing(scenarios, (runs,), reduce, seed=seed, workers=workers, progress=progress, wanted=wanted)
    return next(iter(found))[1]


def growing(
    scenarios: Sequence[Scenario],
    marks: Sequence[int],
    reduce: Callable[[Result], T],
    *,
    seed: int,
    workers: Workers,
    progress: Callable[[int], None] | None = None,
    wanted: Wanted | None = None,
    known: MutableMapping[Scenario, T] | None = None,
) -> Iterator[tuple[int, list[list[T]]]]:
    """An ensemble that tells what it has whenever all scenarios have so many runs as a mark says, to the last mark.

    known: what `reduce` made of runs before, by the scenario with its seed; such runs are not done again, and new
    ones are put there.
    """
    known = {} if known is None else known
    seeded = [[replace(scenario, seed=seed + number) for number in range(marks[-1])] for scenario in scenarios]
    made = {(i, n): known[run] for i, row in enumerate(seeded) for n, run in enumerate(row) if run in known}
    if progress and made:
        progress(len(made))
    tasks = {
        (i, numbers): ([seeded[i][n] for n in numbers], reduce, wanted)
        for first, last in pairwise((0, *marks))
        for numbers, i in _shares(first, last, len(scenarios), made)
    }
    told = 0
    for (i, numbers), found in chain([((0, ()), [])], workers.done(tasks, _some)):
        for n, each in zip(numbers, found, strict=True):
            made[i, n] = known[seeded[i][n]] = each
        if progress and found:
            progress(len(found))
        while told < len(marks) and all((s, n) in made for s in range(len(scenarios)) for n in range(marks[told])):
            yield marks[told], [[made[s, n] for n in range(marks[told])] for s in range(len(scenarios))]
            told += 1


def _shares(
    first: int, last: int, scenarios: int, made: Mapping[tuple[int, int], object]
) -> Iterator[tuple[tuple[int, ...], int]]:
    """The runs from one number to another that are not made, in parts for workers: the scenarios take turns."""
    for start in range(first, last, CHUNK):
        for i in range(scenarios):
            if numbers := tuple(n for n in range(start, min(start + CHUNK, last)) if (i, n) not in made):
                yield numbers, i


def _some(scenarios: Sequence[Scenario], reduce: Callable[[Result], Any], wanted: Wanted | None) -> list[Any]:
    only = None if wanted is None else tuple(wanted(scenarios[0].law()))
    return [reduce(scenario.run(only)) for scenario in scenarios]
