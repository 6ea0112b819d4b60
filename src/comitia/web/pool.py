"""A few worker processes that can be killed at any time, and in which those who ask take turns."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from typing import Any

from comitia.web.worker import Broken, Part, TooMuch, Work, serve

__all__ = ["Broken", "Busy", "Died", "Pool", "Stopped", "TooLong", "TooMuch", "Work"]

GRACE = 1.0
"""Seconds in which a worker may finish what it is at when it is told to stop; then it is killed."""
GLANCE = 0.05
"""Seconds between looks at the clock."""


class Stopped(Exception):
    """It was stopped before it was done."""


class TooLong(Exception):
    """It took longer than it may."""


class Died(Exception):
    """The worker ended by itself, as one does that the system takes the memory from."""


class Busy(Exception):
    """More was asked than can wait."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing to be done: by `until` on the monotonic clock, unless `stop` is set before.

    told: told what there is before the answer; it must not take long.
    """

    work: Work
    given: tuple[Any, ...]
    until: float
    stop: threading.Event
    told: Callable[[Any], None]
    answer: Future[Any] = field(default_factory=Future)

    def settle(self, done: Callable[[Errand], Any]) -> None:
        """Do it, and keep what comes of it."""
        if not self.answer.set_running_or_notify_cancel():
            return
        try:
            self.answer.set_result(done(self))
        except Exception as why:
            self.answer.set_exception(why)


class Pool:
    """`number` processes, each with a thread that hands it its errands."""

    def __init__(self, number: int, memory: int, warm: Work, *given: Any, most: int = 10_000) -> None:
        """memory: bytes that a worker may take; warm, given: what each does first; most: errands that may wait."""
        self.number, self._most = number, most
        self._turns: OrderedDict[Hashable, deque[Errand]] = OrderedDict()
        self._more, self._ended, self._started = threading.Condition(), False, False
        self._hands = [_Hand(memory, (warm, given)) for _ in range(number)]

    def ask(
        self,
        whose: Hashable,
        work: Work,
        *given: Any,
        seconds: float,
        stop: threading.Event | None = None,
        told: Callable[[Any], None] = lambda _: None,
    ) -> Future[Any]:
        """Have something done. whose: askers take turns, however much each has asked for; told: see `Errand`."""
        errand = Errand(work, given, time.monotonic() + seconds, stop or threading.Event(), told)
        with self._more:
            if self._ended:
                raise Stopped
            if sum(map(len, self._turns.values())) >= self._most:
                raise Busy
            self._turns.setdefault(whose, deque()).append(errand)
            self._more.notify()
        self.start()
        return errand.answer

    def start(self) -> None:
        """Start the processes, if they are not."""
        with self._more:
            if self._started or self._ended:
                return
            self._started = True
        for hand in self._hands:
            threading.Thread(target=self._work, args=(hand,), daemon=True).start()

    def drop(self, whose: Hashable) -> None:
        """Take back what somebody asked for and nobody has begun."""
        with self._more:
            waiting = self._turns.pop(whose, ())
        for errand in waiting:
            errand.settle(_stopped)

    def close(self) -> None:
        """End all of it at once."""
        with self._more:
            self._ended = True
            waiting = [errand for errands in self._turns.values() for errand in errands]
            self._turns.clear()
            self._more.notify_all()
        for errand in waiting:
            errand.settle(_stopped)
        for hand in self._hands:
            hand.kill(for_good=True)

    def _work(self, hand: _Hand) -> None:
        with suppress(Stopped, OSError):  # told to whoever asks for something
            hand.start()
        for errand in self._errands():
            errand.settle(hand.carry_out)

    def _errands(self) -> Iterator[Errand]:
        while True:
            with self._more:
                while not self._turns and not self._ended:
                    self._more.wait()
                if self._ended:
                    return
                whose, waiting = self._turns.popitem(last=False)
                errand = waiting.popleft()
                if waiting:
                    self._turns[whose] = waiting
            yield errand


def _stopped(_: Errand) -> Any:
    raise Stopped


class _Hand:
    """One worker process, started anew where it was killed."""

    def __init__(self, memory: int, first: tuple[Work, tuple[Any, ...]]) -> None:
        self._given, self._context = (memory, first), get_context("spawn")
        self._process: Any = None
        self._pipe: Any = None
        self._lock, self._over = threading.Lock(), False

    def start(self) -> None:
        """Start the process, if none is alive."""
        with self._lock:
            if self._over:
                raise Stopped
            if self._process is not None and self._process.is_alive():
                return
            ours, theirs = self._context.Pipe()
            process = self._context.Process(target=serve, args=(theirs, *self._given), daemon=True)
            process.start()
            theirs.close()
            self._process, self._pipe = process, ours

    def kill(self, *, for_good: bool = False) -> None:
        """End the process, whatever it does."""
        with self._lock:
            self._over = self._over or for_good
            if self._process is not None:
                self._process.kill()
                self._process.join(GRACE)
                self._pipe.close()
            self._process = self._pipe = None

    def carry_out(self, errand: Errand) -> Any:
        """Have an errand done. Raises what the work raised, or Stopped, TooLong, TooMuch, Died, Broken."""
        if errand.stop.is_set():
            raise Stopped
        self.start()
        try:
            self._pipe.send((errand.work, errand.given))
            answer = self._wait(errand)
        except (EOFError, OSError, AttributeError) as why:
            self.kill()
            raise (Stopped if self._over else Died) from why
        if isinstance(answer, tuple):
            return answer[0]
        if isinstance(answer, TooMuch):
            self.kill()
        raise answer

    def _wait(self, errand: Errand) -> Any:
        told = None
        while True:
            connection.wait([self._pipe, self._process.sentinel], GLANCE)
            if self._pipe.poll():
                got = self._pipe.recv()
                if not isinstance(got, Part):
                    return got
                errand.told(got.what)
            now = time.monotonic()
            if not self._process.is_alive():
                raise EOFError
            if now > errand.until:
                self.kill()
                raise TooLong
            if errand.stop.is_set():
                told = told or now
                if now - told > GRACE:
                    self.kill()
                    raise Stopped
