"""The report of a comparison in a real browser: it asks for nothing, and its data can be taken along."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from comitia.cli import main
from tests.browser.watch import Scheme, Visit, axe, keep

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("laws") / "made"
    options = ["--society", "ussr-1989", "--runs", "2", "--workers", "1", "--no-moves", "--out", str(place)]
    assert main(["compare", "lot-2250", "plurality-2250", *options]) == 0
    assert main(["report", str(place)]) == 0
    return place


def opened(visit: Visit, folder: Path, width: int, scheme: Scheme) -> Page:
    page = visit(folder / "report.html", width=width, scheme=scheme)
    page.wait_for_selector("html[data-ready]", state="attached")
    return page


@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (390, "dark")])
def test_everybody_can_use_it(visit: Visit, folder: Path, width: int, scheme: Scheme) -> None:
    page = opened(visit, folder, width, scheme)
    keep(page, f"comparison-{width}-{scheme}")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.locator("figure [data-m]").evaluate_all("(all) => all.slice(50).forEach((each) => each.remove())")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_shares_of_every_run_can_be_taken_along(visit: Visit, folder: Path) -> None:
    page = opened(visit, folder, 1200, "light")
    with page.expect_download() as taken:
        page.click("#csv")
    with Path(taken.value.path()).open(encoding="utf-8", newline="") as file:
        here = list(csv.DictReader(file))
    with (folder / "shares.csv").open(encoding="utf-8", newline="") as file:
        kept = list(csv.DictReader(file))
    assert [{**row, "share": float(row["share"])} for row in here] == [
        {**row, "share": float(row["share"])} for row in kept
    ]
