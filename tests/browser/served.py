"""`comitia serve` as a process for the tests of its page, and what they do with the page again and again."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from comitia.run.study import LawAsked, Study
from tests.browser.watch import Scheme, Visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

LOT, PLURALITY, LISTS = "lot-2250", "plurality-2250", "list-pr-2250"
SMALL = LawAsked(LOT, (("bodies.house.seats", "60"), ("bodies.house.routes.lot.seats", "60")))
"""Quickly run and drawn, for tests of what has nothing to do with seats."""

PATIENCE = 90_000
"""Milliseconds for what is run; machines that test are busy."""


@contextmanager
def serving() -> Iterator[str]:
    """The address of a server of its own."""
    command = [sys.executable, "-m", "comitia", "serve", "--no-open", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        yield address
    finally:
        process.terminate()
        _, said = process.communicate(timeout=60)
    assert "Traceback" not in said, said


def study(*laws: str | LawAsked, runs: int = 2, seed: int = 1, by: str = "class") -> Study:
    """What to compare, by names or with settings."""
    asked = tuple(law if isinstance(law, LawAsked) else LawAsked(law) for law in laws)
    return Study("ussr-1989", asked, by=by, seed=seed, runs=runs)


def opened(
    visit: Visit, address: str, asked: Study | None = None, *, width: int = 1200, scheme: Scheme = "light"
) -> Page:
    """The page as it begins, or as the link of a study opens it; that one runs at once."""
    page = visit(address + (asked.link() if asked else ""), width=width, scheme=scheme)
    page.wait_for_selector("html[data-ready]")
    return page


def ended(page: Page) -> str:
    """Wait until nothing runs; what is said then."""
    page.wait_for_selector("html[data-running=no]", timeout=PATIENCE)
    return page.inner_text("#status")


def press_run(page: Page) -> str:
    """Run, and wait for the end."""
    page.click("#run")
    return ended(page)


def asked_of(page: Page) -> dict[str, Any]:
    """The study that stands in the address."""
    from comitia.run.study import of_link

    return of_link(page.url).as_json()


def fetched(address: str, path: str) -> bytes:
    """What the server answers to a program on the machine."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    answer: bytes = opener.open(address + path.lstrip("/"), timeout=30).read()
    return answer


def comparison(address: str, asked: Study) -> dict[str, Any]:
    """The comparison of a study that was run."""
    made: dict[str, Any] = json.loads(fetched(address, f"api/runs/{asked.digest}/comparison.json"))
    return made
