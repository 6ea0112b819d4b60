"""The report in a real browser: it opens from disk, answers mouse and keyboard alike, and gives its data away."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from comitia.sheets.sheet import read_sheet
from tests.browser.watch import Scheme, Visit, axe, keep

if TYPE_CHECKING:
    from playwright.sync_api import Page

RUNS = ("lot", "ussr")


def opened(visit: Visit, folder: Path, *, width: int = 1200, scheme: Scheme = "light") -> Page:
    page = visit(folder / "report.html", width=width, scheme=scheme)
    page.wait_for_selector("html[data-ready]")
    return page


def unfold(page: Page) -> None:
    """Open all that is folded; of seats and bodies of the law, one of which is like the other, leave a few."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    for what, few in ((".room [data-m]:not(.on)", 50), ("#law details", 3)):
        page.locator(what).evaluate_all("(all, few) => all.slice(few).forEach((each) => each.remove())", few)
    page.fill("#find", "turkmen women")


def roll(folder: Path) -> list[dict[str, str]]:
    with (folder / "roll.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(page: Page) -> str:
    """What stands in the picture of the room that is shown."""
    return " ".join(page.locator(".room:not([hidden]) svg text").all_text_contents())


def focused(page: Page) -> str:
    """What has the focus: an id, or else the name of the element."""
    found: str = page.evaluate("document.activeElement.id || document.activeElement.tagName.toLowerCase()")
    return found


# It opens


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(visit: Visit, folders: dict[str, Path], scheme: Scheme) -> None:
    page = opened(visit, folders["ussr"], scheme=scheme)
    keep(page, f"report-{scheme}")
    page.locator(".room [data-m]").nth(40).click()
    keep(page, f"report-{scheme}-seat", whole=False)
    unfold(page)
    axe(page)


def test_everybody_can_use_it_on_a_telephone(visit: Visit, folders: dict[str, Path]) -> None:
    page = opened(visit, folders["ussr"], width=390)
    keep(page, "report-390")
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    axe(page)


# A seat and its road


def test_a_click_on_a_seat_tells_its_road(visit: Visit, folders: dict[str, Path]) -> None:
    page = opened(visit, folders["ussr"])
    row = roll(folders["ussr"])[100]
    page.click(f'[data-m="{row["mandate"]}"]')
    assert page.inner_text("#seat h3").endswith(f"mandate {row['mandate']}")
    assert row["person"] in page.inner_text("#seat")
    assert f"elected with {int(row['votes']):,} votes" in page.inner_text("#seat li >> nth=0")
    assert page.locator("#seat li cite").count() == page.locator("#seat li").count() > 2


def test_the_road_of_a_seat_filled_by_another_body_goes_back_to_the_citizens(
    visit: Visit, folders: dict[str, Path]
) -> None:
    page = opened(visit, folders["ussr"])
    page.select_option("#body", "soviet-of-the-union")
    page.locator(".room:not([hidden]) [data-m]").first.click()
    heads = page.locator("#seat h3").all_inner_texts()
    assert heads[0].startswith("Soviet of the Union, mandate ")
    assert heads[1].startswith("which rests on: Congress of People's Deputies, mandate ")


def test_the_keyboard_goes_from_seat_to_road_and_back(visit: Visit, folders: dict[str, Path]) -> None:
    page = opened(visit, folders["ussr"])
    page.focus("#by")
    page.keyboard.press("Tab")
    assert focused(page) == "svg"
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    third = page.inner_text("#seat h3")
    page.keyboard.press("ArrowLeft")
    assert page.inner_text("#seat h3") != third
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert focused(page) == "seat"
    assert page.inner_text("#seat h3") == third
    keep(page, "report-keyboard", whole=False)
    page.keyboard.press("Escape")
    assert focused(page) == "svg"
    assert page.locator("[data-m].on").count() == 1
    page.keyboard.press("Tab")
    assert focused(page) != "svg"


def test_the_list_does_all_that_a_click_on_a_dot_does(visit: Visit, folders: dict[str, Path]) -> None:
    page = opened(visit, folders["ussr"])
    row = next(row for row in roll(folders["ussr"]) if row["route"] == "organisations")
    page.fill("#find", row["person"])
    assert page.inner_text("#found").startswith("1 of 2,250 seats")
    page.focus("#find")
    page.keyboard.press("Tab")  # the list
    while page.evaluate("!document.activeElement.closest('#seats tbody')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "seat"
    assert page.inner_text("#seat h3").endswith(f"mandate {row['mandate']}")
    assert page.get_attribute("[data-m].on", "data-m") == row["mandate"]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == row["person"]


def test_the_list_finds_words_in_any_order(visit: Visit, folders: dict[str, Path]) -> None:
    page = opened(visit, folders["ussr"])
    page.fill("#find", "women estonian")
    wanted = [row for row in roll(folders["ussr"]) if row["body"] == "congress" and row["sex"] == "women"]
    held = page.locator("#seats tbody tr").count()
    assert 0 < held < len(wanted)
    assert page.inner_text("#found").startswith(f"{held} of 2,250 seats")
    page.fill("#find", "nobody of that name")
    assert page.inner_text("#found").startswith("0 of 2,250 seats")


# Bodies and colours


def colours(page: Page) -> dict[str, int]:
    """How many seats have which look."""
    found: dict[str, int] = page.evaluate(
        """() => [...document.querySelectorAll(".room:not([hidden]) [data-m]")].reduce((seen, dot) =>
            ({...seen, [dot.classList[0]]: (seen[dot.classList[0]] || 0) + 1}), {})"""
    )
    return found


def test_seats_are_coloured_by_any_attribute_and_the_legend_counts_them(visit: Visit, folders: dict[str, Path]) -> None:
    page = opened(visit, folders["ussr"])
    rows = [row for row in roll(folders["ussr"]) if row["body"] == "congress"]
    said = set()
    for by in page.locator("#by option").evaluate_all("(all) => all.map((each) => each.value)"):
        page.select_option("#by", by)
        numbers = [int(each.replace(",", "")) for each in page.locator("#legend b").all_inner_texts()]
        assert sum(numbers) == sum(colours(page).values()) == len(rows)
        assert sorted(numbers) == sorted(
            [row[by] for row in rows].count(value) for value in {row[by] for row in rows}
        ), by
        said.add(re.findall(r"coloured by (.+?)\.", words(page))[-1])
    assert len(said) == page.locator("#by option").count()


def test_hatched_seats_are_drawn_also_when_the_first_room_is_not_shown(visit: Visit, folders: dict[str, Path]) -> None:
    page = opened(visit, folders["ussr"])
    page.select_option("#by", "nationality")
    page.select_option("#body", "soviet-of-nationalities")
    dot = page.locator(".room:not([hidden]) .c9").first
    drawn = dot.screenshot()
    dot.evaluate("(dot) => { dot.style.fill = 'none'; }")
    assert dot.screenshot() != drawn


def test_another_body_is_shown_in_its_place(visit: Visit, folders: dict[str, Path]) -> None:
    page = opened(visit, folders["ussr"])
    page.select_option("#by", "sex")
    page.select_option("#body", "soviet-of-nationalities")
    assert page.locator(".room:visible").count() == 1
    assert "271" in words(page)
    assert set(colours(page)) == {"c0", "c1"}
    assert page.inner_text("#found").startswith("271 of 271 seats in Soviet of Nationalities")
    keep(page, "report-nationalities")


# Tables and data


def test_tables_are_sorted_by_a_head(visit: Visit, folders: dict[str, Path]) -> None:
    page = opened(visit, folders["ussr"])
    head = page.locator("#seats th", has_text="votes")
    votes = page.locator("#seats tbody tr td:nth-child(5)")
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    up = [int(each.replace(",", "")) for each in votes.all_inner_texts()[:50]]
    assert up == sorted(up)
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    down = [int(each.replace(",", "")) for each in votes.all_inner_texts()[:50]]
    assert down == sorted(down, reverse=True)
    assert down[0] > up[0]


def test_numbers_are_sorted_as_numbers(visit: Visit, folders: dict[str, Path]) -> None:
    page = opened(visit, folders["ussr"])
    table = page.locator("table.sort").first
    table.locator("th", has_text="published").locator("button").click()
    said = [float(each.replace(",", "")) for each in table.locator("tbody td:nth-child(3)").all_inner_texts()]
    assert said == sorted(said)


def saved(page: Page, button: str, place: Path) -> Path:
    with page.expect_download() as download:
        page.click(button)
    file = place / download.value.suggested_filename
    download.value.save_as(file)
    return file


@pytest.mark.parametrize("run", RUNS)
def test_the_tables_it_gives_are_those_in_the_folder(
    visit: Visit, folders: dict[str, Path], tmp_path: Path, run: str
) -> None:
    page = opened(visit, folders[run])
    for name in ("roll", "contests", "draws"):
        given = saved(page, f'[data-table="{name}"]', tmp_path).read_bytes().decode()
        kept = (folders[run] / f"{name}.csv").read_bytes().decode()
        assert list(csv.reader(given.splitlines())) == list(csv.reader(kept.splitlines()))


def test_the_workbook_it_gives_can_be_read(visit: Visit, folders: dict[str, Path], tmp_path: Path) -> None:
    file = saved(opened(visit, folders["ussr"]), "#workbook", tmp_path)
    assert file.name == "run.xlsx"
    for name in ("roll", "contests", "draws"):
        given, kept = read_sheet(file, worksheet=name), read_sheet(folders["ussr"] / f"{name}.csv")
        assert given.columns == kept.columns
        assert [line.fields for line in given.lines] == [line.fields for line in kept.lines]


# On paper

A4 = 718
"""The width of a page of A4 between margins of a centimetre, in CSS pixels."""


def test_the_law_and_the_tables_of_pictures_are_printed(visit: Visit, folders: dict[str, Path]) -> None:
    page = opened(visit, folders["ussr"], width=A4, scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("details:not([open])").count() == 0
    assert page.locator("#law details p.q").first.is_visible()
    assert page.locator("figure table th").first.inner_text() != ""
    assert page.evaluate("document.documentElement.scrollWidth") <= A4
    assert not page.locator("#find, nav, #body, #seat").filter(visible=True).count()
    keep(page, "report-print", whole=False)
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


def test_on_paper_it_is_dark_on_light_also_where_the_screen_is_dark(visit: Visit, folders: dict[str, Path]) -> None:
    page = opened(visit, folders["lot"], scheme="dark")
    ink = "[...document.querySelectorAll('svg .h')].map((each) => getComputedStyle(each).fill)"
    on_screen = page.evaluate(ink)
    page.emulate_media(media="print")
    assert set(page.evaluate(ink)) == {"rgb(26, 26, 26)"}
    assert set(on_screen) == {"rgb(236, 236, 236)"}


def test_printing_opens_what_is_folded(visit: Visit, folders: dict[str, Path]) -> None:
    page = opened(visit, folders["ussr"])
    folded = page.pdf()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    pages = re.compile(rb"/Type\s*/Page\b")
    assert len(pages.findall(folded)) == len(pages.findall(page.pdf())) > 10
