"""A study as file, link and command: each gives the same study back, and the command gives the same bytes."""

from __future__ import annotations

import os
import random
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from comitia.run.study import LawAsked, Study, of_link, of_text
from comitia.text.catalogue import path_of
from tests.browser.served import LOT, SMALL, asked_of, ended, fetched, opened, study
from tests.browser.watch import Visit, axe, fewer, keep

if TYPE_CHECKING:
    from playwright.sync_api import Page

WORDS = (
    "Съезд — 2 250",
    "全国人民",
    'мандат\tи \\ "кавычки"',
    "ﬁ 🗳 é e\u0301",
    "<b>&amp;</b>",
    "a: {b: c}",
    "  ",
    "'\n\n# x\n",
)


def some_studies() -> list[Study]:
    """Studies of every kind, the same in each run of the tests."""
    draw = random.Random(5)
    return [
        Study(
            draw.choice(("ussr-1989", "ussr-1926")),
            tuple(
                LawAsked(
                    draw.choice((LOT, "ussr-1988", "own")),
                    tuple((f"bodies.b{n}.seats", draw.choice(WORDS).strip()) for n in range(draw.randrange(3))),
                    "".join(draw.choices(WORDS, k=draw.randrange(1, 400))) if draw.random() < 0.5 else None,
                )
                for _ in range(draw.randrange(1, 7))
            ),
            by=draw.choice(("class", "sex")),
            seed=draw.choice((0, 1, 2**53 - 1, draw.randrange(2**53))),
            runs=draw.randrange(1, 1001),
            settings=(("voters.taste", "0.5"),) * draw.randrange(2),
        )
        for _ in range(40)
    ]


def own_text() -> str:
    return (
        path_of(LOT)
        .read_text(encoding="utf-8")
        .replace("title: House", "title: 'Дума: “палата”'")
        .replace("seats: 2250", "seats: 70")
    )


def everything() -> Study:
    """Settings, a text, and two shipped laws."""
    return study(SMALL, LawAsked(LOT, (), own_text()), LOT, seed=31)


def saved(page: Page, place: Path) -> bytes:
    with page.expect_download() as waiting:
        page.click("#save")
    waiting.value.save_as(place)
    return place.read_bytes()


def test_links_of_the_page_and_of_python_say_the_same(visit: Visit, address: str) -> None:
    page = opened(visit, address)
    studies = some_studies()
    made, read, again = page.evaluate(
        """async ([studies, links]) => { const {normal, ofLink, toLink} = await import("/page/study.js");
            const made = await Promise.all(studies.map(toLink)), read = await Promise.all(links.map(ofLink));
            return [made, read.map(normal), await Promise.all(made.map(ofLink))]; }""",
        [[each.as_json() for each in studies], [each.link() for each in studies]],
    )
    assert [of_link(each) for each in made] == studies
    assert read == again == [each.as_json() for each in studies]


def test_what_is_saved_is_opened_as_the_same(visit: Visit, address: str, tmp_path: Path) -> None:
    asked = everything()
    page = opened(visit, address, asked)
    assert ended(page).startswith("2 runs")
    first = saved(page, tmp_path / "first.yaml")
    assert of_text(first.decode()) == asked
    other = opened(visit, address, study(SMALL))
    ended(other)
    other.set_input_files("#file", tmp_path / "first.yaml")
    other.wait_for_function("() => document.querySelectorAll('.law').length === 3")
    assert ended(other).startswith("2 runs")
    assert asked_of(other) == asked.as_json()
    assert saved(other, tmp_path / "second.yaml") == first
    assert other.locator(".law .seats svg").count() == 3
    assert other.locator(".law h3").all_inner_texts() == page.locator(".law h3").all_inner_texts()


def test_a_link_that_is_copied_opens_the_same(visit: Visit, address: str) -> None:
    asked = everything()
    page = opened(visit, address, asked)
    ended(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("#copy")
    page.wait_for_selector("#status:has-text('copied')")
    link = page.evaluate("navigator.clipboard.readText()")
    assert of_link(link) == asked
    page.goto(address + study(SMALL).link())  # only what stands after the # is another
    page.wait_for_function("() => document.querySelectorAll('.law').length === 1")
    ended(page)
    page.goto(link)
    page.wait_for_function("() => document.querySelectorAll('.law').length === 3")
    assert ended(page).startswith("2 runs of each law, simulated, from seed 31")
    assert asked_of(page) == asked.as_json()


@pytest.mark.parametrize("link", ["#s=nonsense", "#s=q1YqVbJSqgUA", study("no-such-law").link()])
def test_a_link_that_holds_nothing_is_told(visit: Visit, address: str, link: str) -> None:
    visit.pardon("422")
    page = visit(address + link)
    page.wait_for_selector("html[data-ready]")
    assert page.locator("#faults .fault").count() == 1
    if "no-such-law" not in page.inner_text("#faults"):
        assert page.locator(".law .seats svg").count() == 3, "the shipped result is shown"


def test_a_file_that_is_no_scenario_is_told(visit: Visit, address: str, tmp_path: Path) -> None:
    visit.pardon("422")
    (tmp_path / "bad.yaml").write_text("compare: x\nsociety: ussr-1989\nlaws: 5\n", encoding="utf-8")
    page = opened(visit, address, study(SMALL))
    ended(page)
    page.set_input_files("#file", tmp_path / "bad.yaml")
    page.wait_for_selector("#faults .fault")
    assert "line 3: `laws` has to be a list" in page.inner_text("#faults")
    assert page.locator(".law").count() == 1


@pytest.mark.parametrize("plain", [True, False])
def test_the_command_gives_the_bytes_of_the_page(visit: Visit, address: str, tmp_path: Path, plain: bool) -> None:
    asked = study(LOT, seed=32) if plain else everything()
    page = opened(visit, address, asked)
    assert ended(page).startswith("2 runs")
    page.click("#command")
    page.wait_for_selector("dialog[open]")
    line, python = page.locator("#dialog pre").all_inner_texts()
    keep(page, f"page-command-{'plain' if plain else 'file'}", whole=False)
    if not plain:
        fewer(page)
        axe(page)
    shown = fetched(address, page.get_attribute("#dialog a[download]", "href") or "")
    if not plain:
        with page.expect_download() as waiting:
            page.click("#dialog button:has-text('take it along')")
        waiting.value.save_as(tmp_path / waiting.value.suggested_filename)
    page.keyboard.press("Escape")
    assert not page.locator("dialog[open]").count()
    (tmp_path / "same.py").write_text(python, encoding="utf-8")
    comitia, *words = shlex.split(line)
    assert comitia == "comitia"
    for command in ([sys.executable, "-m", "comitia", *words], [sys.executable, "same.py"]):
        done = subprocess.run(command, capture_output=True, cwd=tmp_path, env=os.environ, check=False)
        assert done.returncode == 0, done.stderr.decode()
        assert done.stdout == shown


def test_what_is_changed_and_not_run_is_not_said_to_be_shown(visit: Visit, address: str) -> None:
    page = opened(visit, address)
    page.fill("#runs", "3")
    page.click("#command")
    page.wait_for_selector("dialog[open]")
    assert "--runs 3" in page.inner_text("#dialog pre >> nth=0")
    assert "will show" in page.inner_text("#dialog")
    assert not page.locator("#dialog a").count()


def test_what_a_law_made_can_be_taken_along(visit: Visit, address: str, tmp_path: Path) -> None:
    page = opened(visit, address, study(SMALL))
    ended(page)
    page.click(".law summary")
    for name in ("run.json", "report", "roll.csv"):
        with page.expect_download(timeout=60_000) as waiting:
            page.click(f".law a:has-text('{name}')")
        waiting.value.save_as(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1000
