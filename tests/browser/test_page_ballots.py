"""Real ballots in the page: shown first, then counted as `comitia count` does it; what cannot be read is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from comitia.cli import main
from tests.browser.served import SMALL, ended, opened, study
from tests.browser.watch import Scheme, Visit, axe, keep

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULE = "stv-scottish"
BALLOTS = """4 2
4 1 3 2 0
3 2 1 3 0
5 2 0
2 3 1 2 0
2 4 3 0
1 0
0
"Анна Öztürk"
"<img src=x onerror=alert(1)>"
"Carol & Co"
"Dora"
"Board of <b>1989</b>"
"""
DROP = """([text, name]) => { const held = new DataTransfer(); held.items.add(new File([text], name));
    const place = document.querySelector("dialog[open] .drop") ?? document.body;
    for (const kind of ["dragover", "drop"])
        place.dispatchEvent(new DragEvent(kind, {dataTransfer: held, bubbles: true, cancelable: true})); }"""


def asked(visit: Visit, address: str, *, width: int = 1200, scheme: Scheme = "light") -> Page:
    """The page with the dialog of ballots."""
    page = opened(visit, address, study(SMALL), width=width, scheme=scheme)
    ended(page)
    page.click("#ballots")
    page.wait_for_selector("dialog[open]")
    return page


def pasted(page: Page, text: str) -> None:
    page.fill("#pasted", text)
    page.click("#dialog button:has-text('Look at them first')")
    page.wait_for_selector("#dialog h3:has-text('What was read'), #dialog .fault")


def counted(page: Page) -> list[list[str]]:
    """Count, and read the count sheet."""
    page.click("#dialog button:has-text('This is right: count')")
    page.wait_for_selector("#sheet table")
    rows: list[list[str]] = page.locator("#sheet tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    return rows


def of_command(place: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    """What `comitia count` makes of the same file."""
    assert main(["count", RULE, str(place), "--json", *options]) == 0
    made: dict[str, Any] = json.loads(capsys.readouterr().out)
    return made


def figure(value: float | None) -> str:
    """As the sheet writes it: at most nine decimals, thousands apart."""
    return "" if value is None else f"{value:,.9f}".rstrip("0").rstrip(".")


def same(rows: list[list[str]], made: dict[str, Any]) -> None:
    """The sheet has the figures of the document."""
    totals = {row[0]: row[1:-1] for row in rows}
    for name in (name for name in made["rounds"][0]["totals"]):
        assert totals[name] == [figure(each["totals"].get(name)) for each in made["rounds"]]
    assert totals["Quota"] == [figure(each["quota"]) for each in made["rounds"]]
    elected = {row[0] for row in rows if row[-1].startswith("elected")}
    assert elected == set(made["winners"])


def test_pasted_ballots_are_shown_then_counted_as_the_command_does(
    visit: Visit, address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = asked(visit, address)
    pasted(page, BALLOTS)
    facts = page.locator("#dialog dl").inner_text()
    assert "rankings (blt)" in facts
    assert "17" in facts
    assert "Board of <b>1989</b>" in facts
    assert page.locator("#dialog tbody tr").count() == 4
    assert not page.locator("#dialog button:has-text('This is right')").count(), "there is no rule yet"
    keep(page, "page-ballots-read", whole=False)
    page.select_option("#rule", RULE)
    page.wait_for_selector("#dialog button:has-text('This is right')")
    assert page.input_value("#ballot-seats") == "2"
    page.fill("#ballot-seed", "7")
    rows = counted(page)
    (tmp_path / "pasted").write_text(BALLOTS, encoding="utf-8")
    made = of_command(tmp_path / "pasted", capsys, "--seed", "7")
    same(rows, made)
    assert f"Elected: {', '.join(made['winners'])}" in page.inner_text("#sheet h3")
    page.click("#sheet summary")
    assert page.locator("#sheet li cite").count() > 2
    assert not page.locator("img").count()
    page.locator("#dialog").evaluate("(each) => { each.scrollTop = each.scrollHeight; }")
    keep(page, "page-ballots-sheet", whole=False)
    axe(page)


def test_a_dropped_file_is_read_and_other_seats_are_counted(
    visit: Visit, address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = asked(visit, address)
    page.select_option("#rule", RULE)
    page.evaluate(DROP, [BALLOTS, "board.blt"])
    page.wait_for_selector("#dialog button:has-text('This is right')")
    page.fill("#ballot-seats", "1")
    rows = counted(page)
    (tmp_path / "board.blt").write_text(BALLOTS, encoding="utf-8")
    same(rows, of_command(tmp_path / "board.blt", capsys, "--seats", "1", "--seed", "1"))


def test_a_file_dropped_anywhere_is_opened_and_takes_the_place_of_the_one_before(visit: Visit, address: str) -> None:
    page = opened(visit, address, study(SMALL))
    ended(page)
    page.evaluate(DROP, [BALLOTS, "board.blt"])
    page.wait_for_selector("#dialog h3:has-text('What was read')")
    assert page.input_value("#ballot-seats") == "2"
    page.evaluate(DROP, [BALLOTS.replace("4 2\n", "4 3\n", 1), "other.blt"])
    page.wait_for_function("() => document.getElementById('ballot-seats').value === '3'")
    page.fill("#ballot-seats", "1")
    pasted(page, BALLOTS.replace("1 0\n", "", 1))
    page.wait_for_selector("#dialog dd:text-is('16')")
    assert page.input_value("#ballot-seats") == "1", "what somebody wrote there stays"
    page.fill("#pasted", "")
    assert not page.locator("#dialog button:has-text('This is right')").count()
    page.keyboard.press("Escape")
    page.evaluate(DROP, [study(SMALL, SMALL).text(), "mine.yaml"])
    page.wait_for_function("() => document.querySelectorAll('.law').length === 2")
    assert ended(page).startswith("2 runs")


def test_a_chosen_file_is_read(visit: Visit, address: str, tmp_path: Path) -> None:
    (tmp_path / "board.blt").write_text(BALLOTS, encoding="utf-8")
    page = asked(visit, address)
    page.set_input_files("#ballot-file", tmp_path / "board.blt")
    page.wait_for_selector("#dialog h3:has-text('What was read')")
    assert "17" in page.locator("#dialog dd").all_inner_texts(), "the papers of the file"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("This is a letter to my mother.\nDear mother,", ""),
        (BALLOTS.replace("2 4 3 0", "2 4 9 0"), "line 6"),
        ("4 2\n1 1 2", ""),
    ],
)
def test_what_are_no_ballots_is_told(visit: Visit, address: str, text: str, told: str) -> None:
    visit.pardon("422")
    page = asked(visit, address)
    page.select_option("#rule", RULE)
    pasted(page, text)
    assert told in page.inner_text("#dialog .fault >> nth=0")
    assert not page.locator("#dialog button:has-text('This is right')").count()
    keep(page, f"page-ballots-fault-{len(text)}", whole=False)


def test_nothing_is_told_and_a_file_that_is_too_large_is_not_sent(visit: Visit, address: str) -> None:
    page = asked(visit, address)
    page.click("#dialog button:has-text('Look at them first')")
    assert "There are no ballots yet." in page.inner_text("#dialog .fault")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.evaluate(DROP.replace("[text]", "[new Uint8Array(20_000_001)]"), ["", "large.blt"])
    page.wait_for_selector("#dialog .fault:has-text('more than 20,000,000 bytes')")
    assert not sent


@pytest.mark.parametrize(("scheme", "width"), [("dark", 1200), ("light", 390)])
def test_everybody_can_count_ballots(visit: Visit, address: str, scheme: Scheme, width: int) -> None:
    page = asked(visit, address, scheme=scheme, width=width)
    page.select_option("#rule", RULE)
    pasted(page, BALLOTS)
    counted(page)
    keep(page, f"page-ballots-{scheme}-{width}", whole=False)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(
        "(() => { const held = document.getElementById('dialog'); return held.scrollWidth <= held.clientWidth; })()"
    )
    axe(page)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "ballots"
