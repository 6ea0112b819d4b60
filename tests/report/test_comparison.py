"""The report of a comparison: one file that loads nothing, true to the comparison, which its own text repeats."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from comitia.cli import main

LAWS = ("lot-2250", "plurality-2250", "lot-2250:bodies.house.seats=500:bodies.house.routes.lot.seats=500")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("laws") / "made"
    options = ["--society", "ussr-1989", "--runs", "2", "--seed", "5", "--workers", "1", "--no-moves"]
    assert main(["compare", *LAWS, *options, "--out", str(place)]) == 0
    assert main(["report", str(place)]) == 0
    return place


@pytest.fixture(scope="module")
def page(folder: Path) -> str:
    return (folder / "report.html").read_text(encoding="utf-8")


def test_it_is_small_and_loads_nothing(page: str) -> None:
    assert len(page.encode()) < 1_000_000
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page)
    assert not re.search(r"^\s*import ", page, re.M)


def test_a_room_for_each_law_and_a_sentence_that_can_be_quoted(page: str) -> None:
    rooms = re.findall(r"<figcaption><b>([A-Z])</b> (.*?)</figcaption>(<svg.*?</svg>)", page, re.S)
    assert [(letter, svg.count("data-m=")) for letter, _, svg in rooms] == [("A", 2250), ("B", 2250), ("C", 500)]
    assert page.count('<p class="answer">') == 3
    assert "simulated, 2 runs; the interval covers chance alone" in page


def test_what_it_says_to_repeat_repeats_it(folder: Path, page: str, tmp_path: Path) -> None:
    found = re.search(r'<pre tabindex="0">(.*?)</pre>', page, re.S)
    assert found
    file = tmp_path / "comparison.yaml"
    file.write_text(unescape(found[1]), encoding="utf-8")
    assert main(["compare", str(file), "--workers", "1", "--no-moves", "--out", str(tmp_path / "again")]) == 0
    before, after = (json.loads((place / "compare.json").read_text()) for place in (folder, tmp_path / "again"))
    assert before == after


def test_a_law_of_ones_own_is_kept_in_full(tmp_path: Path) -> None:
    law = tmp_path / "mine.yaml"
    assert main(["new", str(law), "--from", "lot-2250"]) == 0
    place = tmp_path / "made"
    options = ["--society", "ussr-1989", "--runs", "1", "--workers", "1", "--no-moves", "--out", str(place)]
    assert main(["compare", str(law), "lot-2250", *options]) == 0
    law.unlink()
    assert main(["report", str(place)]) == 0
    assert main(["compare", str(place / "comparison.yaml"), "--runs", "1", "--workers", "1", "--no-moves"]) == 0
