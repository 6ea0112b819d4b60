"""What a server has: the names that may be used, its workers, its jobs, and a folder that goes with it."""

from __future__ import annotations

import asyncio
import os
import tempfile
import threading
import time
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from comitia.web import first
from comitia.web.asked import SECONDS
from comitia.web.given import Given
from comitia.web.jobs import Jobs
from comitia.web.pool import Pool, Work

if TYPE_CHECKING:
    from comitia.run.study import Study

WORKERS = 8
"""The most worker processes for runs, however many cores there are."""
WAITING = 32
"""How many short questions may wait."""
PAUSE = 0.5
"""Seconds after the first page in which it fetches its parts, before everything else is started."""
_HEAVY = ("comitia.web.growth", "comitia.web.turn", "comitia.run.study")
"""What the server needs once runs are asked for, read while the first page is looked at."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a server may take. workers: processes for runs, as many as there are cores if absent.

    memory: bytes of address space that a worker may take beyond what it has when it is warm; study, short: seconds that
    a study may take, and anything else; society, laws: what workers read before anybody asks.
    """

    workers: int | None = None
    memory: int = 2 << 30
    study: float = SECONDS
    short: float = 20.0
    society: str = "ussr-1989"
    laws: tuple[str, ...] = ("ussr-1988", "ussr-1936", "soviets-1918")


class Server:
    """One server. given: what its user named; study: what the user asked to see, if anything."""

    def __init__(self, given: Given | None = None, study: Study | None = None, bounds: Bounds | None = None) -> None:
        self.given, self.study = given or Given(), study
        self._bounds = may = bounds or Bounds()
        number = may.workers or min(os.cpu_count() or 1, WORKERS)
        self.runs = Pool(number, may.memory, "comitia.web.rooms:ready", may.society, may.laws)
        self.desk = Pool(1, may.memory, "comitia.web.texts:ready", most=WAITING)
        """Short questions have a worker of their own, so that none waits for runs."""
        self.jobs = Jobs(self.runs, may.study)
        self._folder = tempfile.TemporaryDirectory(prefix="comitia-", ignore_cleanup_errors=True)
        self._downloads = asyncio.Lock()
        self._catalogue: bytes | None = None
        self._warm = False

    def warm(self) -> None:
        """Start what is needed after the first page."""
        if self._warm:
            return
        self._warm = True
        threading.Thread(target=self._get_ready, daemon=True).start()

    def _get_ready(self) -> None:
        time.sleep(PAUSE)
        self.desk.start()
        self.runs.start()
        for name in _HEAVY:
            import_module(name)

    async def ask(self, work: Work, *given: Any) -> Any:
        """A short question."""
        return await asyncio.wrap_future(self.desk.ask("desk", work, *given, seconds=self._bounds.short))

    async def catalogue(self) -> bytes:
        """What there is to choose from."""
        if self._catalogue is None:
            shipped = first.catalogue()
            named = self.given != Given()
            self._catalogue = (
                await self.ask("comitia.web.catalogue:with_given", shipped, self.given) if named else shipped
            )
        return self._catalogue

    async def made(self, work: Work, *given: Any) -> Any:
        """Something of one run, which takes a worker that does runs."""
        return await asyncio.wrap_future(self.runs.ask("made", work, *given, seconds=3 * self._bounds.short))

    async def download(self, work: Work, scenario: Any, *more: Any) -> bytes:
        """Something that is made from the folder of a run; one after the other, since folders come and go."""
        async with self._downloads:
            made: bytes = await self.made(work, scenario, self._folder.name, *more)
            return made

    def close(self) -> None:
        """End all of it at once."""
        self.jobs.close()
        self.desk.close()
        self.runs.close()
        self._folder.cleanup()
