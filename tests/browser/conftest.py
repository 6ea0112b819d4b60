"""A real browser for the tests of pages: Debian's Chromium, without a network.

A test asks for `visit`, which opens a page and watches it: whatever it asks for outside this machine is refused, and
that, an error of a script or a word of complaint on the console fails the test.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.served import serving
from tests.browser.watch import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RUNS = {"lot": ("lot-2250", "--society", "ussr-1989"), "ussr": ("ussr-1988",)}
"""Runs that reports are made of: one without a single contest, and one with every kind of road."""


def chromium() -> str | None:
    """The browser: the one named in CHROMIUM, or the one on the path."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, once a module: while Playwright runs, nothing else of asyncio can run in the process."""
    if find_spec("playwright") is None:
        pytest.skip("no Playwright here, so no page was looked at: pip install '.[dev]'")
    program = chromium()
    if program is None:
        pytest.skip("no Chromium here, so no page was looked at: tools/browser, or name one in CHROMIUM")
    from playwright.sync_api import sync_playwright

    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    nowhere = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=program, args=[nowhere, *(["--no-sandbox"] if as_root else [])]
        )
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens pages and, when the test is over, says what was wrong with them."""
    visiting = Visit(browser)
    yield visiting
    visiting.leave()


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folders of `RUNS`, each with its report."""
    from comitia.cli import main

    place = tmp_path_factory.mktemp("runs")
    for name, words in RUNS.items():
        assert main(["run", *words, "--seed", "1", "--out", str(place / name)]) == 0
        assert main(["report", str(place / name)]) == 0
    return {name: place / name for name in RUNS}


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where `comitia serve` shows its page; one server for all tests of it in a process."""
    with serving() as where:
        yield where
