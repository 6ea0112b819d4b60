"""Studies that are being run or were: each done once however many ask for it, told as it grows, and bounded.

A job is a thread that has workers do its runs. What it tells is kept as the latest event of each kind, so that a
listener who comes late or reads slowly gets the rooms and the last comparison, and nobody waits for anybody.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time
import traceback
import zlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from comitia.law.faults import Fault, Faults
from comitia.web.asked import SECONDS
from comitia.web.latest import Latest
from comitia.web.pool import Broken, Busy, Died, Pool, Stopped, TooLong, TooMuch, Work

if TYPE_CHECKING:
    from comitia.measure.portrait import Portrait
    from comitia.run.scenario import Scenario
    from comitia.run.study import Study
    from comitia.web.rooms import Drawn

UNFINISHED, KEPT = 4, 8
"""Jobs that may be under way at once, and how many are kept altogether."""
PORTRAITS, ROOMS = 20_000, 48
"""Runs that are kept as portraits, and as rooms."""
HEARTBEAT = 15.0
"""Seconds after which a silent stream says that it is alive; whoever is gone is noticed by that."""
ROOM = "comitia.web.rooms:drawn"


class Job:
    """One study that is run, and what was told of it."""

    def __init__(self, name: str, study: Study, seconds: float, loop: asyncio.AbstractEventLoop) -> None:
        self.name, self.study, self.runs_done = name, study, 0
        self.ended, self.stop = False, threading.Event()
        self.comparison: str | None = None
        """What `comitia compare --no-moves --json` prints, once it is done."""
        self._until = time.monotonic() + seconds
        self._events: OrderedDict[str, tuple[int, bytes]] = OrderedDict()
        self._number, self._loop = 0, loop
        self._listeners: set[asyncio.Event] = set()
        self._lock = threading.Lock()

    def scenarios(self) -> list[Scenario]:
        """The first run of every law."""
        return [replace(scenario, seed=self.study.seed) for scenario in self.study.scenarios()]

    def ask(self, pool: Pool, work: Work, *given: Any) -> Future[Any]:
        """An errand within the bounds of the job."""
        if self.stop.is_set():
            raise Stopped
        return pool.ask(self.name, work, *given, seconds=self._until - time.monotonic(), stop=self.stop)

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
        self.ended = True
        self._wake()

    async def events(self, over: asyncio.Event) -> AsyncIterator[bytes]:
        """Everything that was and is told, as a stream; to its end, or until the server ends."""
        seen, news = 0, asyncio.Event()
        self._listeners.add(news)
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


class Jobs:
    """All jobs of a server. seconds: how long one may take; room: what a worker does of every law first."""

    def __init__(self, pool: Pool, seconds: float = SECONDS, room: Work = ROOM) -> None:
        self._pool, self._seconds, self._room = pool, seconds, room
        self._jobs = OrderedDict[str, Job]()
        self._rooms: Latest[tuple[Scenario, str], Drawn] = Latest(ROOMS)
        self._portraits: dict[str, Latest[Scenario, dict[str, Portrait]]] = {}
        self._over: asyncio.Event | None = None

    @property
    def over(self) -> asyncio.Event:
        """Set when the server ends."""
        self._over = self._over or asyncio.Event()
        return self._over

    def start(self, study: Study) -> Job:
        """The job of a study: the one there is, unless it was stopped or failed. Busy: too many are under way."""
        name = study.digest
        found = self._jobs.get(name)
        if found is not None and (not found.ended or found.comparison is not None):
            self._jobs.move_to_end(name)
            return found
        if sum(not job.ended for job in self._jobs.values()) >= UNFINISHED:
            raise Busy
        job = self._jobs[name] = Job(name, study, self._seconds, asyncio.get_running_loop())
        self._jobs.move_to_end(name)
        for old in [each for each in self._jobs.values() if each.ended][: max(0, len(self._jobs) - KEPT)]:
            del self._jobs[old.name]
        threading.Thread(target=self._carry_out, args=(job,), daemon=True).start()
        return job

    def get(self, name: str) -> Job | None:
        """A job by its name."""
        return self._jobs.get(name)

    def stop(self, job: Job) -> None:
        """Stop a job; what was done of it is kept."""
        job.stop.set()
        self._pool.drop(job.name)

    def drawn(self, job: Job, law: int) -> Drawn | None:
        """The first run of a law, if it was done and is kept."""
        return self._rooms.get((job.scenarios()[law], job.study.by))

    def close(self) -> None:
        """Stop all, and end every stream."""
        self.over.set()
        for job in self._jobs.values():
            self.stop(job)
            job.wake()

    def _carry_out(self, job: Job) -> None:
        try:
            self._draw(job)
            self._compare(job)
            job.end("done", {})
        except Stopped:
            job.end("stopped", {"runs_done": job.runs_done})
        except Exception as why:
            job.end("failed", {"faults": faults_of(why).as_dicts()})
        finally:
            self.stop(job)  # what is still waiting of it is not wanted any more

    def _draw(self, job: Job) -> None:
        """Have one run of every law drawn, and tell the room."""
        from comitia.web.turn import Turn

        tasks = {}
        for law, scenario in enumerate(job.scenarios()):
            known = self._rooms.get((scenario, job.study.by))
            if known is None:
                tasks[law] = (scenario, job.study.by)
            else:
                self._tell(job, law, known)
        made: Drawn
        for law, made in Turn(self._pool, job).done(tasks, self._room):
            self._rooms[tasks[law]] = made
            self._known(job)[tasks[law][0]] = made.portrait
            self._tell(job, law, made)

    def _tell(self, job: Job, law: int, made: Drawn) -> None:
        job.tell("room", str(law), f'{{"law":{law},"room":{zlib.decompress(made.room).decode()}}}')

    def _known(self, job: Job) -> Latest[Scenario, dict[str, Portrait]]:
        return self._portraits.setdefault(job.study.by, Latest(PORTRAITS))

    def _compare(self, job: Job) -> None:
        """Have the runs done, and tell the comparison as it grows."""
        from comitia.measure.compare import growing
        from comitia.web.growth import event
        from comitia.web.turn import Turn

        study = job.study
        grown = growing(
            study.scenarios(),
            study.by,
            marks(study.runs),
            seed=study.seed,
            workers=Turn(self._pool, job),
            known=self._known(job),
        )
        for made in grown:
            job.runs_done = made.runs
            told = event(made, study.runs)
            if made.runs == study.runs:
                job.comparison = made.json()
            job.tell("comparison", "", told)
            if job.stop.is_set() and made.runs < study.runs:
                raise Stopped


def marks(runs: int) -> list[int]:
    """After how many runs of every law the comparison is told: 2, 4, 8, … and at the end."""
    return [*(2**n for n in range(1, runs.bit_length()) if 2**n < runs), runs]


_ENDS: dict[type[Exception], Fault] = {
    TooLong: Fault("too-long", "It took longer than it may.", mend="Ask for fewer runs, or use `comitia compare`."),
    TooMuch: Fault("too-much-memory", "It needs more memory than it may.", mend="Look for numbers that are too large."),
    Died: Fault("worker-died", "The process that did it has ended.", mend="Try again; the memory may be full."),
    Stopped: Fault("stopped", "It was stopped."),
    Busy: Fault("busy", "Too much is being done already.", mend="Wait, or stop something."),
}


def faults_of(why: Exception) -> Faults:
    """What is told of an errand that failed; a fault of ours stands in the terminal, too."""
    if isinstance(why, Faults):
        return why
    if type(why) in _ENDS:
        return Faults(_ENDS[type(why)])
    print(why if isinstance(why, Broken) else "".join(traceback.format_exception(why)), file=sys.stderr)
    mend = "Please report it with the lines in the terminal."
    return Faults(Fault("internal", "This is a fault of Comitia's.", mend=mend))
