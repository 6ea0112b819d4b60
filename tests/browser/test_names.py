"""Names in any script are drawn, or a warning says which font is missing: never silent boxes."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from comitia.cli import main
from comitia.picture.fonts import SCRIPTS, missing
from tests.browser.watch import Visit, axe, keep

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = {
    "Cyrillic": "Съезд народных депутатов",
    "Chinese": "全国人民代表大会",
    "Arabic": "مجلس الشعب",
    "French": "Assemblée où l'on siège à l'œuvre",
}
LETTERS = {"Cyrillic": "Щ", "Chinese": "會", "Arabic": "ش", "French": "œ"}
ROUTE = "Жеребьёвка · 抽籤 · قرعة · tiré au sort"

LOOKS = """(letter) => {
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d", {willReadFrequently: true});
    pen.font = "24px " + getComputedStyle(document.querySelector("svg .h")).fontFamily;
    pen.fillText(letter, 4, 60);
    return pen.getImageData(0, 0, 100, 100).data.join();
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of a law whose house and way in bear names in four scripts, with its report and a picture."""
    place = tmp_path_factory.mktemp("names")
    text = (files("comitia") / "constitutions" / "lot-2250" / "law.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("constitution: lot-2250", "constitution: names"),
        ("title: House\n", f"title: {' · '.join(NAMES.values())}\n"),
        ("title: Lot among all citizens", f"title: {ROUTE}"),
    ):
        assert old in text
        text = text.replace(old, new)
    (place / "law.yaml").write_text(text, encoding="utf-8")
    run = str(place / "run")
    assert main(["run", str(place / "law.yaml"), "--society", "ussr-1989", "--seed", "1", "--out", run]) == 0
    assert main(["report", run]) == 0
    assert main(["plot", run, "road", "-o", str(place / "run" / "road.html")]) == 0
    return place / "run"


def drawn(page: Page, letter: str) -> bool:
    """Whether the letter looks otherwise than one that nobody has, and than nothing."""
    looks = [page.evaluate(LOOKS, each) for each in (letter, "\u0378", " ")]
    return looks[0] not in looks[1:]


@pytest.mark.parametrize("page_name", ["report.html", "road.html"])
def test_names_in_any_script_stand_in_pictures(visit: Visit, folder: Path, page_name: str) -> None:
    page = visit(folder / page_name)
    words = " ".join(page.locator("svg text").all_text_contents())
    assert all(name in words for name in NAMES.values())
    keep(page, f"names-{page_name.removesuffix('.html')}", whole=False)
    if page_name == "road.html":
        axe(page)


@pytest.mark.parametrize("script", NAMES)
def test_letters_are_drawn_or_a_warning_names_the_font(visit: Visit, folder: Path, script: str) -> None:
    page = visit(folder / "report.html")
    page.wait_for_selector("html[data-ready]")
    told = any(warning.startswith(f"{script} letters") for warning in missing(LETTERS[script]))
    told_there = f"{script} letters" in page.inner_text("header")
    if drawn(page, LETTERS[script]):
        assert not told_there
    else:
        assert told
        assert told_there


def test_letters_that_no_font_has_are_told_of_in_the_report(visit: Visit, folder: Path, tmp_path: Path) -> None:
    """The name in Chinese is put in letters that nobody has, and those are called a script."""
    text = (folder / "report.html").read_text(encoding="utf-8")
    first, last = next(each[1:3] for each in SCRIPTS if each[0] == "Chinese")
    text = text.replace(f"{first}, {last}", f"{0x0378}, {0x0379}")
    (tmp_path / "report.html").write_text(text.replace(NAMES["Chinese"], "\u0378\u0379"), encoding="utf-8")
    page = visit(tmp_path / "report.html")
    page.wait_for_selector("html[data-ready]")
    assert "Chinese letters: this machine has no font for them." in page.inner_text("#fonts")


def test_whoever_draws_a_picture_of_letters_without_a_font_is_warned(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = missing("".join(NAMES.values()) + ROUTE)
    for form in ("svg", "html"):
        assert main(["plot", str(folder), "assembly", "-o", str(tmp_path / f"room.{form}")]) == 0
        said = capsys.readouterr().err
        assert [line for line in said.splitlines() if "font" in line] == [f"warning: {each}" for each in expected]
