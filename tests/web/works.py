"""What workers are made to do in tests: things that no worker may do."""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from typing import Any

from comitia.run.scenario import Scenario
from comitia.web import rooms


def nothing() -> None:
    pass


def echo(what: Any) -> Any:
    return what


def for_ever() -> None:
    while True:
        time.sleep(1)


def all_memory() -> int:
    held = []
    while True:
        held.append(bytearray(1 << 26))


def ends_itself() -> None:
    os._exit(9)


def fails() -> None:
    raise RuntimeError("this was to be expected")


def drawn(scenario: Scenario, by: str) -> Generator[bytes, None, rooms.Drawn]:
    """As a worker does it, but under the law of 1936, which takes for ever, and that of 1924, which ends the worker."""
    if scenario.constitution == "ussr-1936":
        for_ever()
    if scenario.constitution == "ussr-1924":
        ends_itself()
    return (yield from rooms.drawn(scenario, by))
