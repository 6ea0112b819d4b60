"""Studies that are being run or were: each done once however many ask for it, told as it grows, and bounded.

A job is a thread that has workers do its runs. What it tells is kept as the latest event of each kind, so that a
listener who comes late or reads slowly gets the rooms and the last comparison, and nobody waits for anybody.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import traceback
import zlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable
from concurrent.futures import as_completed
from functools import partial
from typing import TYPE_CHECKING

from comitia.law.faults import Fault, Faults
from comitia.web.asked import SECONDS
from comitia.web.job import Job
from comitia.web.latest import Latest
from comitia.web.pool import Broken, Busy, Died, Pool, Stopped, TooLong, TooMuch, Work

if TYPE_CHECKING:
    from comitia.measure.portrait import Portrait
    from comitia.run.scenario import Scenario
    from comitia.run.study import Study
    from comitia.web.rooms import Drawn

UNFINISHED, KEPT = 4, 8
"""Jobs that may be under way at once, and how many are kept altogether."""
PATIENCE = 10.0
"""Seconds in which somebody may come back to a job that all listeners have left, as one does who loads a page anew."""
PORTRAITS, ROOMS = 20_000, 48
"""Runs that are kept as portraits, and as rooms."""
ROOM = "comitia.web.rooms:drawn"


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

    def start(self, study: Study, have: Iterable[int] = ()) -> Job:
        """The job of a study: the one there is, unless it was stopped or failed. Busy: too many are under way.

        have: the laws whose rooms the listener has already, from an earlier study; they are not drawn for it.
        """
        name, wanted = study.digest, set(range(len(study.laws))) - set(have)
        found = self._jobs.get(name)
        if found is not None and self._serves(found, wanted):
            found.wanted |= wanted
            self._jobs.move_to_end(name)
            return found
        for left in [each for each in self._jobs.values() if each.left is not None]:
            self.stop(left)  # nobody waits for it; whoever comes back goes on where it was
        if sum(not each.stop.is_set() for each in self._jobs.values()) >= UNFINISHED:
            raise Busy
        job = self._jobs[name] = Job(name, study, self._seconds, asyncio.get_running_loop())
        job.wanted |= wanted
        self._jobs.move_to_end(name)
        for old in [each for each in self._jobs.values() if each.ended][: max(0, len(self._jobs) - KEPT)]:
            del self._jobs[old.name]
        threading.Thread(target=self._carry_out, args=(job,), daemon=True).start()
        return job

    @staticmethod
    def _serves(job: Job, wanted: set[int]) -> bool:
        """Whether a job tells, or will, what is wanted; one that was stopped or failed does not."""
        if job.ended:
            return job.comparison is not None and wanted <= job.rooms
        return not job.stop.is_set()

    async def events(self, job: Job) -> AsyncIterator[bytes]:
        """Everything that is told of a job. Where the last listener leaves and none comes, the job is stopped."""
        try:
            async for event in job.events(self.over):
                yield event
        finally:
            if job.left is not None:
                asyncio.get_running_loop().call_later(PATIENCE, self._stop_if_left, job, job.left)

    def _stop_if_left(self, job: Job, since: float) -> None:
        if job.left == since:
            self.stop(job)

    def get(self, name: str) -> Job | None:
        """A job by its name."""
        return self._jobs.get(name)

    def stop(self, job: Job) -> None:
        """Stop a job; what was done of it is kept."""
        job.stop.set()
        self._pool.drop(job)

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
            self._draw(job)
            job.end("done", {})
        except Stopped:
            job.end("stopped", {"runs_done": job.runs_done})
        except Exception as why:
            job.end("failed", {"faults": faults_of(why).as_dicts()})
        finally:
            self.stop(job)  # what is still waiting of it is not wanted any more

    def _draw(self, job: Job) -> None:
        """Have one run drawn of every law whose room is wanted; tell the room as soon as it is drawn, then whole."""
        waiting, scenarios = {}, job.scenarios()
        for law in sorted(job.wanted - job.rooms):
            what = (scenarios[law], job.study.by)
            known = self._rooms.get(what)
            if known is None:
                sketch = partial(self._tell, job, law)
                waiting[job.ask(self._pool, self._room, *what, told=sketch)] = law, what
            else:
                job.rooms.add(law)
                self._tell(job, law, known.room)
        for done in as_completed(waiting):
            law, what = waiting[done]
            made: Drawn = done.result()
            self._rooms[what] = made
            self._known(job)[what[0]] = made.portrait
            job.rooms.add(law)
            self._tell(job, law, made.room)

    def _tell(self, job: Job, law: int, room: bytes) -> None:
        job.tell("room", str(law), f'{{"law":{law},"room":{zlib.decompress(room).decode()}}}')

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
            self._draw(job)
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
