"""A worker process: it is asked one thing at a time over a pipe, and may use so much memory and no more."""

from __future__ import annotations

import contextlib
import os
import signal
import traceback
from collections.abc import Callable, Generator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from comitia._callable import resolve
from comitia.law.faults import Faults

Work = Callable[..., Any] | str
"""A function of a module, or where it is, `module:name`, so that whoever asks need not import it."""


class Broken(Exception):
    """A fault of ours in a worker, with where it happened."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is told before the answer."""

    what: Any


class TooMuch(Exception):
    """More memory was asked for than a worker may have."""


def serve(pipe: Connection, memory: int, first: tuple[Work, tuple[Any, ...]]) -> None:
    """Do what is asked until nobody asks any more.

    memory: bytes of address space beyond what the process has when it is warm, where the system can bound it. first:
    what makes it warm.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends its workers
    _answer(*first)  # what is wrong with it is told when somebody asks for the same
    _bound(memory)
    while True:
        try:
            work, given = pipe.recv()
        except (EOFError, OSError):
            return
        answer = _answer(work, given, lambda part: pipe.send(Part(part)))
        with contextlib.suppress(BrokenPipeError):
            pipe.send(answer)
        if isinstance(answer, TooMuch):
            return  # what is left of its memory is not to be relied on


def _answer(work: Work, given: tuple[Any, ...], tell: Callable[[Any], None] = lambda _: None) -> Any:
    """What came of it: a tuple with the answer, or why there is none.

    tell: told at once all that a function yields before it returns.
    """
    try:
        function = resolve(work) if isinstance(work, str) else work
        answer = function(*given)
        if not isinstance(answer, Generator):
            return (answer,)
        while True:
            try:
                part = next(answer)
            except StopIteration as end:
                return (end.value,)
            tell(part)
    except BrokenPipeError:
        return Broken("Nobody listens any more.")
    except Faults as faults:
        return faults
    except MemoryError:
        return TooMuch()
    except Exception:
        return Broken(traceback.format_exc())


def _bound(memory: int) -> None:
    """Bound the address space, where the system has such a bound."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(OSError, ValueError):
        most = _size() + memory
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _size() -> int:
    """Bytes of address space that this process has now."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
