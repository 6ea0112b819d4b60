"""Many runs of scenarios, over processes, each reduced to what is wanted; the same at any number of workers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from multiprocessing import get_context
from typing import Any, TypeVar

from comitia.run.result import Result
from comitia.run.scenario import Scenario

T = TypeVar("T")
CHUNK = 10
"""Runs that a worker does before it reports."""


def ensemble(
    scenarios: Sequence[Scenario],
    runs: int,
    reduce: Callable[[Result], T],
    *,
    seed: int,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[list[T]]:
    """Run every scenario `runs` times, with seeds `seed`, `seed + 1`, …; what `reduce` makes of each run.

    All scenarios have the same seeds, so people who are in both behave alike (common random numbers). reduce: a
    function of a module, since workers are processes. progress: told how many runs were finished.
    """
    tasks = [(i, first) for first in range(0, runs, CHUNK) for i in range(len(scenarios))]
    made: dict[tuple[int, int], list[T]] = {}
    for name, found in _work(scenarios, tasks, runs, reduce, seed, workers or os.cpu_count() or 1):
        made[name] = found
        if progress:
            progress(len(found))
    return [[each for first in range(0, runs, CHUNK) for each in made[i, first]] for i in range(len(scenarios))]


def _work(
    scenarios: Sequence[Scenario],
    tasks: list[tuple[int, int]],
    runs: int,
    reduce: Callable[[Result], T],
    seed: int,
    workers: int,
) -> Iterator[tuple[tuple[int, int], list[T]]]:
    arguments = {(i, first): (scenarios[i], seed + first, min(CHUNK, runs - first), reduce) for i, first in tasks}
    if workers == 1 or len(tasks) == 1:
        for name, given in arguments.items():
            yield name, _some(*given)
        return
    with ProcessPoolExecutor(min(workers, len(tasks)), mp_context=get_context("spawn")) as pool:
        waiting = {pool.submit(_some, *given): name for name, given in arguments.items()}
        try:
            for done in as_completed(waiting):
                yield waiting[done], done.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _some(scenario: Scenario, seed: int, runs: int, reduce: Callable[[Result], Any]) -> list[Any]:
    return [reduce(replace(scenario, seed=seed + i).run()) for i in range(runs)]
