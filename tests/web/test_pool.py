"""Workers can be killed whatever they do, and those who ask take turns."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

import pytest

from comitia.law.faults import Faults
from comitia.web.pool import Broken, Busy, Died, Pool, Stopped, TooLong, TooMuch
from tests.web import works

LONG = 60.0


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool(1, 1 << 29, works.nothing, most=20)
    yield made
    made.close()


def ask(pool: Pool, work: Any, *given: Any, seconds: float = LONG, stop: threading.Event | None = None) -> Any:
    return pool.ask("me", work, *given, seconds=seconds, stop=stop).result(LONG)


def test_what_takes_too_long_is_killed_and_the_next_is_done(pool: Pool) -> None:
    with pytest.raises(TooLong):
        ask(pool, works.for_ever, seconds=0.5)
    assert ask(pool, works.echo, 7) == 7


def test_what_takes_too_much_memory_ends_and_the_next_is_done(pool: Pool) -> None:
    with pytest.raises(TooMuch):
        ask(pool, works.all_memory)
    assert ask(pool, works.echo, 7) == 7


def test_a_worker_that_ends_itself_is_told_of_and_the_next_is_done(pool: Pool) -> None:
    with pytest.raises(Died):
        ask(pool, works.ends_itself)
    assert ask(pool, works.echo, 7) == 7


def test_a_fault_of_ours_says_where_and_a_fault_of_a_law_is_handed_on(pool: Pool) -> None:
    with pytest.raises(Broken, match="this was to be expected"):
        ask(pool, works.fails)
    with pytest.raises(Faults, match="no-such-law"):
        ask(pool, "comitia.text.catalogue:load", "no-such-law")


def test_what_is_stopped_ends_within_two_seconds(pool: Pool) -> None:
    stop = threading.Event()
    asked = pool.ask("me", works.for_ever, seconds=LONG, stop=stop)
    stop.set()
    with pytest.raises(Stopped):
        asked.result(2.0)
    assert ask(pool, works.echo, 7) == 7


def test_what_waits_can_be_taken_back(pool: Pool) -> None:
    stop = threading.Event()
    first = pool.ask("me", works.for_ever, seconds=LONG, stop=stop)
    second = pool.ask("me", works.echo, 7, seconds=LONG)
    pool.drop("me")
    with pytest.raises(Stopped):
        second.result(0.5)
    stop.set()
    with pytest.raises(Stopped):
        first.result(LONG)


def test_those_who_ask_take_turns_and_too_much_is_refused(pool: Pool) -> None:
    done: list[str] = []
    gate = threading.Event()
    held = pool.ask("gate", works.for_ever, seconds=LONG, stop=gate)
    time.sleep(0.2)
    asked: list[Future[Any]] = []
    for whose in ("a", "a", "a", "b", "c"):
        each = pool.ask(whose, works.echo, whose, seconds=LONG)
        each.add_done_callback(lambda made: done.append(made.result()))
        asked.append(each)
    asked += [pool.ask("d", works.echo, "d", seconds=LONG) for _ in range(15)]
    with pytest.raises(Busy):
        pool.ask("e", works.echo, "e", seconds=LONG)
    gate.set()
    with pytest.raises(Stopped):
        held.result(LONG)
    for each in asked:
        each.result(LONG)
    assert done == ["a", "b", "c", "a", "a"]


def test_a_closed_pool_does_nothing_any_more() -> None:
    pool = Pool(2, 1 << 29, works.nothing)
    running = pool.ask("me", works.for_ever, seconds=LONG)
    time.sleep(0.2)
    pool.close()
    with pytest.raises(Stopped):
        running.result(5)
    with pytest.raises(Stopped):
        pool.ask("me", works.echo, 7, seconds=LONG)
