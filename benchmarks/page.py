"""How long the page and the report let people wait, in a real browser, beside the limits that Comitia sets itself.

python benchmarks/page.py [CHROMIUM]        (needs playwright: pip install '.[dev]')

The server is a process of its own and the browser has no network but this machine. Times are of one quiet machine's
clock: the first picture from the start of the process, the room of a changed law from the press of the button.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from time import perf_counter
from typing import TYPE_CHECKING

from run import Figure, machine, table, watched

if TYPE_CHECKING:
    from playwright.sync_api import Page

AGE = "bodies.congress.routes.territorial.electorate.age"
RECOLOUR = """() => {
  // The limit is one of 2,250 seats, so the others leave.
  const others = [...document.querySelectorAll(".law svg")].slice(1);
  others.forEach((svg) => svg.querySelectorAll("[data-m]").forEach((each) => each.remove()));
  const select = document.getElementById("colour"), times = [];
  for (const value of [...select.options].map((each) => each.value)) {
    select.value = value;
    const start = performance.now();
    select.dispatchEvent(new Event("change"));
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}"""
LOADED = """() => performance.getEntriesByType("resource").filter((each) => !each.name.includes("/api/"))
  .reduce((sum, each) => sum + each.decodedBodySize, performance.getEntriesByType("navigation")[0].decodedBodySize)"""


@contextmanager
def served() -> Iterator[str]:
    """A server of its own, by its address."""
    command = [sys.executable, "-m", "comitia", "serve", "--no-open", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


@contextmanager
def opened(chromium: str) -> Iterator[Page]:
    """A page of a browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 1300, "height": 1000})
        browser.close()


def of_page(page: Page) -> Iterator[Figure]:
    """What a user of the page waits for."""
    start = perf_counter()
    with served() as address:
        page.goto(address)
        page.wait_for_selector(".law svg [data-m]", state="attached")
        yield Figure("comitia serve: to the first picture", perf_counter() - start, "s", 2.0, "from process start")
        page.wait_for_selector("html[data-ready]", state="attached")
        yield Figure("    all that it loads, data aside", page.evaluate(LOADED) / 1000, "kB", 300.0)
        yield Figure("    recolouring 2,250 seats", page.evaluate(RECOLOUR), "ms", 50.0, "the median of all attributes")
        page.wait_for_timeout(15_000)  # whoever changes a rule has read it first; workers warm up meanwhile
        yield Figure("    a rule edited to the new room", _edited(page), "s", 4.0, "ussr-1988, least age of voters")


def _edited(page: Page) -> float:
    page.click(".law >> nth=0 >> text=Change a rule")
    page.click("#rules details:has-text('Citizens aged 18') >> nth=0 >> summary >> nth=0")
    page.click("#rules li:has-text('Citizens aged 18 and over vote') >> nth=0 >> button.link")
    field = page.locator(f"#rules [data-path='{AGE}']")
    field.fill("40")
    field.blur()
    page.wait_for_selector("text=Checked: no faults")
    start = perf_counter()
    page.click("text=Put beside and run")
    page.wait_for_selector(".law >> nth=3 >> svg [data-m]", state="attached")
    return perf_counter() - start


def of_report() -> Iterator[Figure]:
    """The report of one run."""
    with tempfile.TemporaryDirectory() as place:
        out = str(Path(place) / "run")
        watched("-m", "comitia", "run", "ussr-1988", "--seed", "1", "--out", out)
        seconds, busy, _ = watched("-m", "comitia", "report", out)
        size = (Path(out) / "report.html").stat().st_size / 1000
    yield Figure("comitia report, 2,250 seats", seconds, "s", 2.0)
    yield Figure("    of the processor", busy, "s")
    yield Figure("    its size", size, "kB", 1000.0)


def main() -> None:
    """Measure, and print beside the limits."""
    chromium = sys.argv[1] if sys.argv[1:] else which("chromium") or ""
    print(machine(), "\n")
    with opened(chromium) as page:
        figures = list(of_page(page))
    print(table([*figures, *of_report()]))


if __name__ == "__main__":
    main()
