"""The page of `comitia serve` in a real browser: what stands there at once, and the path to a result of one's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.served import (
    LOT,
    PLURALITY,
    asked_of,
    comparison,
    ended,
    fetched,
    opened,
    press_run,
    study,
)
from tests.browser.watch import Scheme, Visit, axe, fewer, keep

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

HEAVY = 300_000
"""Bytes that the page and its libraries may have."""
THREE = ("ussr-1988", "ussr-1936", "soviets-1918")


def unfold(page: Page) -> None:
    """Open all that is folded; of seats, one of which is like the other, leave a few."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.wait_for_timeout(300)
    fewer(page)
    page.fill("#find", "turkmen women")


def table(page: Page, place: str) -> list[list[str]]:
    """The table beneath a picture."""
    rows: list[list[str]] = page.locator(f"{place} tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    return rows


def shares(made: dict[str, Any]) -> set[tuple[str, ...]]:
    """Of each group in each of the bodies that are compared: its share, low and high, as a table prints them."""
    return {
        (made["titles"][value], f"{law['title']}: {law['bodies'][body]['title']}", *map(_printed, map(found.get, KEYS)))
        for law in made["laws"].values()
        for body in law["main"]
        for value, found in law["bodies"][body]["composition"][made["by"]].items()
        if found["society"] >= 0.005 or found["share"]
    }


KEYS = ("share", "share_low", "share_high")


def _printed(value: float) -> str:
    return f"{value:.4g}"


# What stands there at once


def test_first_there_is_a_finished_result_from_this_machine_alone(visit: Visit, address: str) -> None:
    page = visit("about:blank")
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    first = json.loads(fetched(address, "api/first"))
    assert [page.locator(f".law:nth-child({n}) [data-m]").count() > 200 for n in (1, 2, 3)] == [True] * 3
    assert page.locator("#sentences p").all_inner_texts() == [each[0] for each in first["sentences"]]
    assert "40 runs of each law, simulated" in page.inner_text("#status")
    page.click("#who summary")
    assert shares(first["comparison"]) <= {(*row[:2], *row[3:6]) for row in table(page, "#who")}
    assert page.locator("#who svg, #lost svg").count() == 2
    parts = {answer.url: len(answer.body()) for answer in answers if "/api/" not in answer.url}
    assert {each.removeprefix(address) for each in parts} >= {"", "palette.css", "page/app.js", "page/seats.js"}
    assert sum(parts.values()) < HEAVY
    asked = [answer.request.url for answer in answers if answer.request.method == "POST"]
    assert not asked, "nothing is worked out for the first look"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 1200), ("light", 390)])
def test_everybody_can_use_it(visit: Visit, address: str, scheme: Scheme, width: int) -> None:
    page = opened(visit, address, scheme=scheme, width=width)
    page.locator(".law").nth(1).locator("[data-m]").nth(100).click()
    keep(page, f"page-{scheme}-{width}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    unfold(page)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_prints_without_its_controls(visit: Visit, address: str) -> None:
    page = opened(visit, address)
    page.emulate_media(media="print")
    keep(page, "page-print")
    assert not page.locator("#run, nav, #find, .law .tools button, .links >> visible=true").count()
    assert page.locator(".law svg >> visible=true").count() >= 3


# The main path


def test_one_chooses_runs_and_reads_the_figures_of_the_comparison(visit: Visit, address: str) -> None:
    page = opened(visit, address)
    page.select_option("#by", "sex")
    for _ in range(2):
        page.click("[aria-label='Remove law A']")
    for name in (LOT, PLURALITY):
        page.select_option("#add", name)
        page.click("#adding button")
    page.click("[aria-label='Remove law A']")
    page.fill("#seed", "7")
    page.fill("#runs", "12")
    assert "press Run" in page.inner_text("#status")
    assert page.locator(".law .empty").all_inner_texts() == ["Not run yet: press Run."] * 2
    page.evaluate(
        """() => { window.told = []; const heard = (name) => () => window.told.push([name, document.getElementById(name)
            .textContent]); for (const name of ["status", "who"]) new MutationObserver(heard(name))
            .observe(document.getElementById(name), {childList: true, subtree: true, characterData: true}); }"""
    )
    page.focus("#seed")
    page.keyboard.press("Enter")
    page.wait_for_selector("#progress >> visible=true")
    page.wait_for_selector("#stop >> visible=true")
    assert ended(page) == "12 runs of each law, simulated, from seed 7"
    told = page.evaluate("window.told")
    assert len({text for name, text in told if name == "status" and "of 12 runs" in text}) > 1
    assert len({text for name, text in told if name == "who"}) > 1, "the intervals change while it runs"
    made = comparison(address, asked := study(LOT, PLURALITY, runs=12, seed=7, by="sex"))
    assert asked_of(page) == asked.as_json()
    assert shares(made) <= {(*row[:2], *row[3:6]) for row in table(page, "#who")}
    assert page.locator(".law svg.seats, .law .seats svg").count() == 2
    keep(page, "page-run")


def test_what_has_the_focus_or_is_open_stays_so_while_it_runs(visit: Visit, address: str) -> None:
    page = opened(visit, address, study(LOT, PLURALITY, runs=2, seed=3))
    ended(page)
    page.locator(".law").first.locator("summary").click()
    page.locator(".law").nth(1).locator("[data-m]").nth(3).click()
    road = page.inner_text("#seat")
    page.click("#who summary")
    page.fill("#runs", "20")
    page.evaluate("document.getElementById('setup').requestSubmit()")
    page.locator(".law").first.locator(".seats svg").focus()
    page.evaluate("window.focused = document.activeElement")
    assert ended(page).startswith("20 runs")
    assert page.evaluate("document.activeElement === window.focused && window.focused.isConnected")
    assert page.locator(".law").first.locator("details").evaluate("(each) => each.open")
    assert page.locator("#who details").evaluate("(each) => each.open")
    assert page.inner_text("#seat") == road
    assert page.locator(".law [data-m].on").count() == 1


def test_a_seat_is_not_marked_in_another_room(visit: Visit, address: str) -> None:
    page = opened(visit, address, study(LOT, seed=3))
    ended(page)
    page.locator("[data-m]").nth(30).click()
    page.fill("#seed", "4")
    assert press_run(page).endswith("seed 4")
    assert not page.locator(".law [data-m].on").count()
    assert "seed 3" in page.inner_text("#seat")


def test_a_law_compared_with_itself_differs_by_nothing(visit: Visit, address: str) -> None:
    page = opened(visit, address, asked := study(LOT, LOT, runs=4))
    assert ended(page).startswith("4 runs")
    made = comparison(address, asked)
    one, other = made["laws"].values()
    assert (one["bodies"], one["measures"], one["funnels"]) == (other["bodies"], other["measures"], other["funnels"])
    assert made["differences"]
    assert _all_zero(made["differences"])
    rooms = page.locator(".law .seats svg").evaluate_all(
        "(all) => all.map((svg) => [...svg.querySelectorAll('circle')]"
        ".map((dot) => dot.getAttribute('class') + dot.dataset.m).join())"
    )
    assert rooms[0] == rooms[1]
    page.click("#differ summary")
    assert page.locator("#differ p").inner_text() == "0 rules differ."


def _all_zero(tree: Any) -> bool:
    if isinstance(tree, dict):
        return all(_all_zero(value) for key, value in tree.items() if key not in ("runs", "first", "second"))
    if isinstance(tree, list):
        return all(map(_all_zero, tree))
    return tree == 0 if isinstance(tree, int | float) and not isinstance(tree, bool) else True


# From a seat to its road, from a group to where it was lost


def test_the_keyboard_alone_goes_from_the_first_stop_to_a_seat_to_its_road_and_back(visit: Visit, address: str) -> None:
    page = opened(visit, address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the answer"
    stops = 0
    while page.evaluate("document.activeElement.tagName") != "svg" and stops < 25:
        page.keyboard.press("Tab")
        stops += 1
    assert stops < 25
    page.keyboard.press("ArrowRight")
    first = page.inner_text("#seat h3 >> nth=0")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert page.inner_text("#seat h3 >> nth=0") != first
    heard = page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))"
        ".getAttribute('aria-label')"
    )
    assert heard
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "seat"
    assert page.locator("#seat li cite").count() > 1
    keep(page, "page-road", whole=False)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "svg"
    assert page.locator(".law [data-m].on").count() == 1


def test_the_list_does_all_that_a_click_on_a_seat_does(visit: Visit, address: str) -> None:
    page = opened(visit, address)
    page.select_option("#list-law", "1")
    page.fill("#find", "women ukrainian")
    found = page.locator("#seats tbody tr")
    assert 0 < found.count() < 300
    page.click("#seats thead th >> nth=4 >> button")
    assert page.get_attribute("#seats thead th >> nth=4", "aria-sort") == "ascending"
    row = found.first
    person = row.locator("td").first.inner_text()
    row.locator("button").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "seat"
    assert person in page.inner_text("#seat")
    assert page.inner_text("#seat").startswith("Law B")
    assert page.locator(".law:nth-child(2) [data-m].on").count() == 1
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == person


def test_a_group_in_the_legend_leads_to_where_it_was_lost(visit: Visit, address: str) -> None:
    page = opened(visit, address)
    page.locator(".law").nth(2).locator(".legend button", has_text="Collective farmer").click()
    assert page.evaluate("document.activeElement.id") == "lost-h"
    assert page.input_value("#group") == "collective-farmer"
    assert "Collective farmer" in str(page.text_content("#lost svg"))
    keep(page, "page-lost", whole=False)


def test_another_colour_is_that_of_all_columns(visit: Visit, address: str) -> None:
    page = opened(visit, address)
    took = page.evaluate(
        """() => { const by = document.getElementById("colour"), start = performance.now(); by.value = "sex";
            by.dispatchEvent(new Event("change")); return performance.now() - start; }"""
    )
    print(f"recolouring three rooms: {took:.0f} ms")
    legends = page.locator(".law .legend")
    assert [text.split(":")[0] for text in legends.all_inner_texts()] == ["Sex"] * 3
    for n in range(3):
        names = (
            legends.nth(n)
            .locator("span, button")
            .evaluate_all(
                "(all) => all.map((each) => [each.querySelector('circle').getAttribute('class'), "
                "+each.querySelector('b').textContent.replaceAll(',', '')])"
            )
        )
        for colour, seats in names:
            assert page.locator(f".law:nth-child({n + 1}) .seats [data-m].{colour}").count() == seats
