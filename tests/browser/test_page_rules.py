"""A rule is changed in the page: told before it runs, beside its law as it was; faults are shown where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.served import LOT, SMALL, asked_of, ended, opened, study
from tests.browser.watch import SCREENSHOTS, Visit, axe, fewer, keep

if TYPE_CHECKING:
    from playwright.sync_api import Page

SEATS = "bodies.house.seats"
LOTS = "bodies.house.routes.lot.seats"


def editor(page: Page, law: str = "A") -> None:
    """Open the rules of a law."""
    page.click(f"[aria-label='Change a rule of law {law}']")
    page.wait_for_selector("#rules details, #rules textarea")


def controls(page: Page, path: str, fold: str = "House") -> None:
    """Open the controls of the sentence that has a place."""
    page.locator("#rules details", has_text=fold).first.evaluate("(each) => { each.open = true; }")
    for button in page.locator("#rules details[open] button.link[aria-expanded=false]").all():
        button.click()
        if page.locator(f'#rules [data-path="{path}"]').count():
            return


def put(page: Page, path: str, value: str) -> None:
    page.fill(f'#rules [data-path="{path}"]', value)
    page.keyboard.press("Tab")


def run_button(page: Page) -> int:
    return page.locator("#rules button", has_text="Put beside and run").count()


def checked(page: Page) -> str:
    """Wait for the check of what is changed; what it says."""
    page.wait_for_function(
        "() => /no faults|cannot run/.test(document.querySelector('#law-faults')?.textContent ?? '')"
    )
    return page.inner_text("#law-faults")


def test_a_changed_rule_is_told_before_it_runs_and_its_room_stands_beside(visit: Visit, address: str) -> None:
    page = opened(visit, address, study(LOT, SMALL, seed=21))
    ended(page)
    before = page.locator(".law").nth(0).locator(".seats").inner_html()
    editor(page)
    assert page.evaluate("document.activeElement.id") == "editor-h"
    controls(page, SEATS)
    put(page, SEATS, "300")
    page.wait_for_selector("#rules .change")
    assert "“2,250 seats” becomes “300 seats”" in page.inner_text("#rules .change")
    assert "cannot run yet" in checked(page), "the way in still has 2,250 seats"
    controls(page, LOTS)
    put(page, LOTS, "300")
    page.wait_for_selector("#rules button:has-text('Put beside and run')")
    keep(page, "page-editor")
    page.click("#rules button:has-text('Put beside and run')")
    assert page.locator("#editor").is_hidden()
    assert ended(page).startswith("2 runs")
    assert page.locator(".law").nth(0).locator(".seats").inner_html() == before
    laws = asked_of(page)["laws"]
    assert [law["constitution"] for law in laws] == [LOT, LOT, LOT]
    assert laws[0] == {"constitution": LOT, "set": []}
    assert laws[2] == {"constitution": LOT, "set": [f"{SEATS}=300", f"{LOTS}=300"]}
    new = page.locator(".law").nth(2)
    assert new.locator("h3").inner_text() == "CLot, changed"
    assert "“2,250 seats” becomes “300 seats”" in new.locator(".changed").inner_text()
    assert new.locator(".seats [data-m]").count() == 300
    assert page.locator("#sentences p").count() == 3
    keep(page, "page-changed")


def test_a_number_out_of_bounds_does_not_run_until_it_is_mended(visit: Visit, address: str) -> None:
    visit.pardon("422")
    page = opened(visit, address, study(LOT))
    ended(page)
    editor(page)
    controls(page, SEATS)
    put(page, SEATS, "0")
    assert checked(page) == "This law cannot run yet: 1 fault."
    assert "must be at least 1; found '0'" in page.inner_text("#rules .draft .fault")
    assert not run_button(page)
    keep(page, "page-fault", whole=False)
    put(page, SEATS, "2250")
    page.wait_for_selector("#rules button:has-text('Put beside and run')")
    assert not page.locator("#rules .fault").count()
    put(page, SEATS, "2000")
    assert "cannot run yet" in checked(page), "the ways in still have 2,250 seats"
    page.click("#rules button:has-text('Undo all')")
    page.wait_for_selector("#rules :text('Nothing is changed yet')")


def test_a_fault_in_the_text_is_shown_with_its_line(visit: Visit, address: str) -> None:
    visit.pardon("422")
    page = opened(visit, address, study(LOT))
    ended(page)
    editor(page)
    page.check("#editor input[value=text]")
    text = page.input_value("#law-text")
    line = next(n for n, each in enumerate(text.split("\n"), 1) if each == "    seats: 2250")
    page.fill("#law-text", text.replace("\n    seats: 2250", "\n    seets: 2250", 1))
    assert checked(page).startswith("This law cannot run yet")
    assert f"line {line}" in page.inner_text("#rules .draft .fault >> nth=0")
    assert not run_button(page)
    keep(page, "page-text-fault", whole=False)
    fewer(page)
    axe(page)
    page.click(f"#rules button:has-text('to line {line}')")
    picked = page.evaluate(
        "[document.activeElement.id, document.activeElement.value.slice("
        "document.activeElement.selectionStart, document.activeElement.selectionEnd)]"
    )
    assert picked == ["law-text", "    seets: 2250"]
    page.check("#editor input[value=sentences]", force=True)
    page.wait_for_timeout(200)
    assert page.locator("#law-text").count(), "a law with faults has no sentences"
    page.fill("#law-text", text.replace("title: House", "title: Chamber").replace("age: 21", "age: 40"))
    page.wait_for_selector("#rules button:has-text('Put beside and run')")
    assert "40" in page.inner_text("#rules .change")
    page.check("#editor input[value=sentences]")
    page.wait_for_selector("#rules summary:has-text('Chamber')")
    page.click("#rules button:has-text('Put beside and run')")
    assert ended(page).startswith("2 runs")
    law = asked_of(page)["laws"][1]
    assert "age: 40" in law["text"]
    assert page.locator(".law").nth(1).locator(".seats svg").count() == 1


def test_escape_closes_the_rules_but_throws_nothing_away(visit: Visit, address: str) -> None:
    page = opened(visit, address, study(SMALL, SMALL))
    ended(page)
    editor(page, "B")
    page.keyboard.press("Escape")
    assert page.locator("#editor").is_hidden()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Change a rule of law B"
    editor(page, "B")
    page.check("#editor input[value=text]")
    page.locator("#law-text").press("End")
    page.keyboard.type("# mine")
    page.wait_for_selector("#rules .draft :text('Checked')")
    page.keyboard.press("Escape")
    assert page.locator("#editor").is_visible()


def test_who_types_on_while_a_change_is_told_loses_nothing(visit: Visit, address: str) -> None:
    page = opened(visit, address, study(LOT))
    ended(page)
    editor(page)
    controls(page, SEATS)
    page.locator(f'#rules [data-path="{SEATS}"]').select_text()
    page.keyboard.type("300")
    page.keyboard.press("Tab")
    page.keyboard.type("99")
    page.wait_for_selector("#rules summary:has-text('House (300)')")
    assert (
        page.evaluate("document.activeElement.dataset.path + '=' + document.activeElement.value")
        == f"{SEATS}_at_most=99"
    )
    page.keyboard.type("9")
    page.keyboard.press("Tab")
    page.wait_for_selector("#rules li:has-text('999')")
    assert page.input_value(f'#rules [data-path="{SEATS}_at_most"]') == "999"
    assert page.evaluate("document.activeElement.textContent") == "Without “Tenure”", "a button keeps the focus, too"


def test_everybody_can_change_a_rule(visit: Visit, address: str) -> None:
    page = opened(visit, address, scheme="dark", width=390)
    editor(page, "B")
    page.locator("#rules summary").first.click()
    page.locator("#rules details[open] button.link").first.click()
    fewer(page)
    page.locator("#editor").screenshot(path=SCREENSHOTS / "page-editor-dark-390.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    axe(page)


def test_what_somebody_wrote_into_a_law_is_words(visit: Visit, address: str) -> None:
    bad = "<img src=x onerror=alert(1)>"
    page = opened(visit, address, study(LOT))
    ended(page)
    editor(page)
    page.check("#editor input[value=text]")
    text = page.input_value("#law-text")
    for title in ("A house of 2,250 drawn by lot", "House", "Lot among all citizens"):
        text = text.replace(f"title: {title}\n", f"title: '{title} {bad}'\n")
    page.fill("#law-text", text.replace("short: Lot", f"short: '{bad}'"))
    page.wait_for_selector("#rules button:has-text('Put beside and run')")
    page.click("#rules button:has-text('Put beside and run')")
    assert ended(page).startswith("2 runs")
    page.locator(".law").nth(1).locator("[data-m]").nth(3).click()
    page.select_option("#list-law", "1")
    page.click("#differ summary")
    page.wait_for_selector("#differ table")
    for part in ("#answer", ".law:nth-child(2) .tools", "#who", "#seat", "#found"):
        assert bad in (page.text_content(part) or ""), part
    assert not page.locator("img").count()
    keep(page, "page-words")
