"""The server's workers as an ensemble uses them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from concurrent.futures import Future, as_completed
from typing import Any, TypeVar

from comitia.run.ensemble import Workers
from comitia.web.job import Job
from comitia.web.pool import Pool

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Turn(Workers):
    """The pool as an ensemble uses it: the errands of one job."""

    def __init__(self, pool: Pool, job: Job) -> None:
        super().__init__(pool.number)
        self._workers, self._job = pool, job

    def done(self, tasks: Mapping[K, tuple[Any, ...]], work: Callable[..., V] | str) -> Iterator[tuple[K, V]]:
        """What `work` makes of each task, as they are finished; nothing more is begun once the job is stopped."""
        waiting: dict[Future[Any], K] = {
            self._job.ask(self._workers, work, *given): name for name, given in tasks.items()
        }
        for done in as_completed(waiting):
            yield waiting[done], done.result()
