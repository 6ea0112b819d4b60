"""Runs of the page: cancelled half-way, shared by two tabs, joined again after a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.served import LISTS, LOT, PATIENCE, PLURALITY, comparison, ended, fetched, opened, press_run, study
from tests.browser.watch import Visit, keep

if TYPE_CHECKING:
    from playwright.sync_api import Page

LONG = 600
"""Runs that are not done before they are stopped."""


def told(page: Page, runs: int = 2) -> None:
    """Wait until so many runs were told."""
    page.wait_for_function(
        "(runs) => +(/^([\\d,]+) of/.exec(document.getElementById('status').textContent)?.[1] ?? 0) >= runs",
        arg=runs,
        timeout=PATIENCE,
    )


def test_stopped_half_way_it_keeps_what_was_done_and_then_runs_to_its_end(visit: Visit, address: str) -> None:
    page = opened(visit, address, study(LOT, LISTS, runs=LONG, seed=11))
    told(page, 4)
    page.focus("#stop")
    page.keyboard.press("Enter")
    said = ended(page)
    assert said.startswith("Stopped after ")
    done = int(said.split()[2].replace(",", ""))
    assert 4 <= done < LONG
    assert page.evaluate("document.activeElement.id") == "run", "Stop is gone, and had the focus"
    assert f"{done} runs" in page.inner_text("#sentences p >> nth=0")
    assert page.locator(".law .seats svg").count() == 2
    keep(page, "page-stopped", whole=False)
    page.fill("#runs", str(done + 1))
    assert press_run(page).startswith(f"{done + 1} runs of each law")
    assert comparison(address, study(LOT, LISTS, runs=done + 1, seed=11))["runs"] == done + 1
    page.fill("#runs", str(LONG))
    page.click("#run")
    told(page)
    page.click("#stop")
    assert ended(page).startswith("Stopped after ")


def test_two_tabs_with_the_same_study_share_a_job(visit: Visit, address: str) -> None:
    asked = study(LOT, PLURALITY, runs=LONG, seed=12)
    one = opened(visit, address, asked)
    told(one)
    two = one.context.new_page()
    two.goto(address + asked.link())
    told(two)
    two.click("#stop")
    first, second = ended(one), ended(two)
    assert first == second
    assert first.startswith("Stopped after ")


def test_two_tabs_with_different_studies_do_not_disturb_each_other(visit: Visit, address: str) -> None:
    asked = study(LOT, runs=6, seed=14), study(PLURALITY, runs=4, seed=15, by="sex")
    one = visit(address + asked[0].link())
    two = one.context.new_page()
    two.goto(address + asked[1].link())
    assert ended(one).startswith("6 runs of each law, simulated, from seed 14")
    assert ended(two).startswith("4 runs of each law, simulated, from seed 15")
    for page, each in zip((one, two), asked, strict=True):
        made = comparison(address, each)
        assert list(made["laws"]) == [each.laws[0].constitution]
        assert made["by"] == each.by
        assert page.locator(".law").count() == 1


def test_a_reload_in_the_middle_joins_again(visit: Visit, address: str) -> None:
    asked = study(LOT, PLURALITY, runs=12, seed=16)
    page = opened(visit, address, asked)
    told(page)
    page.reload()
    assert ended(page) == "12 runs of each law, simulated, from seed 16"
    assert page.locator(".law .seats svg").count() == 2
    whole = fetched(address, f"api/runs/{asked.digest}/comparison.json")
    page.reload()
    assert ended(page).startswith("12 runs")
    assert fetched(address, f"api/runs/{asked.digest}/comparison.json") == whole


def test_another_run_takes_the_place_of_one_under_way(visit: Visit, address: str) -> None:
    page = opened(visit, address, study(LOT, runs=LONG, seed=17))
    for seed in range(18, 23):  # more than may be under way at once
        page.fill("#seed", str(seed))
        page.click("#run")
        page.wait_for_selector("#stop >> visible=true")
        page.wait_for_function(
            "(seed) => document.querySelector('.law .note:not(.changed)')?.textContent.includes(`seed ${seed}.`)",
            arg=seed,
        )
    page.fill("#runs", "2")
    assert press_run(page).endswith("from seed 22")
    assert not page.locator("#faults > *").count()


def test_a_server_that_has_ended_is_told(visit: Visit) -> None:
    from tests.browser.served import serving

    visit.pardon("Failed to load resource")
    visit.pardon("ERR_CONNECTION_REFUSED|ERR_INCOMPLETE|ERR_EMPTY")
    with serving() as address:
        page = opened(visit, address)
    page.click("#run")
    assert ended(page) == "It could not be started."
    assert "The server does not answer" in page.inner_text("#faults")
