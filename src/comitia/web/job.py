"""One study that is run, and what was told of it: the latest event of each kind, for whoever listens and whenever."""

from __future__ import annotations

import asyncio
import json
import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from comitia.web.pool import Pool, Stopped, Work

if TYPE_CHECKING:
    from comitia.run.scenario import Scenario
    from comitia.run.study import Study

HEARTBEAT = 15.0
"""Seconds after which a silent stream says that it is alive; whoever is gone is noticed by that."""


class Job:
    """One study that is run, and what was told of it."""

    def __init__(self, name: str, study: Study, seconds: float, loop: asyncio.AbstractEventLoop) -> None:
        self.name, self.study, self.runs_done = name, study, 0
        self.ended, self.stop = False, threading.Event()
        self.wanted, self.rooms = set[int](), set[int]()
        """The laws whose rooms are wanted, and those whose rooms were told."""
        self.comparison: str | None = None
        """What `comitia compare --no-moves --json` prints, once it is done."""
        self._until = time.monotonic() + seconds
        self._events: OrderedDict[str, tuple[int, bytes]] = OrderedDict()
        self._number, self._loop = 0, loop
        self._listeners: set[asyncio.Event] = set()
        self.left: float | None = None
        """Since when nobody listens to it, on the monotonic clock, if somebody did while it is under way."""
        self._lock = threading.Lock()

    def scenarios(self) -> list[Scenario]:
        """The first run of every law."""
        return [replace(scenario, seed=self.study.seed) for scenario in self.study.scenarios()]

    def ask(self, pool: Pool, work: Work, *given: Any, told: Callable[[Any], None] = lambda _: None) -> Future[Any]:
        """An errand within the bounds of the job. told: told what there is before the answer."""
        if self.stop.is_set():
            raise Stopped
        seconds = self._until - time.monotonic()
        return pool.ask(self, work, *given, seconds=seconds, stop=self.stop, told=told)

    def tell(self, kind: str, about: str, document: str) -> None:
        """Tell all who listen. What was told before of the same `kind` and `about` need not be told any more."""
        event = f"event: {kind}\ndata: {document}\n\n".encode()
        packed = zlib.compress(event, 1)
        with self._lock:
            self._number += 1
            self._events.pop(kind + about, None)
            self._events[kind + about] = (self._number, packed)
        self._wake()

    def _wake(self) -> None:
        with suppress(RuntimeError):  # the server has ended
            self._loop.call_soon_threadsafe(self.wake)

    def end(self, kind: str, document: Mapping[str, Any]) -> None:
        """Tell the last event."""
        self.tell(kind, "", json.dumps(document, ensure_ascii=False))
        self.ended, self.left = True, None
        self._wake()

    async def events(self, over: asyncio.Event) -> AsyncIterator[bytes]:
        """Everything that was and is told, as a stream; to its end, or until the server ends."""
        seen, news = 0, asyncio.Event()
        self._listeners.add(news)
        self.left = None
        try:
            while not over.is_set():
                news.clear()
                ended = self.ended
                for number, packed in self._since(seen):
                    yield zlib.decompress(packed)
                    seen = number
                if ended and not self._since(seen):
                    return
                if not await _set_within(news, HEARTBEAT):
                    yield b": still here\n\n"
        finally:
            self._listeners.discard(news)
            if not self._listeners and not self.ended:
                self.left = time.monotonic()

    def _since(self, seen: int) -> list[tuple[int, bytes]]:
        with self._lock:
            return [event for event in self._events.values() if event[0] > seen]

    def wake(self) -> None:
        """Have all listeners look up; called in the loop that they are in."""
        for listener in list(self._listeners):
            listener.set()


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
