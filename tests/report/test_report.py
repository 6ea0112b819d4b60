"""The report: one file that loads nothing, small, and true to the run."""

from __future__ import annotations

import base64
import json
import re
import zlib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from comitia.cli import main
from comitia.explain.road import Roads, road
from comitia.run.kept import Kept
from comitia.run.store import read_table

LARGEST = 1_000_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("runs") / "run"
    assert main(["run", "ussr-1988", "--seed", "1", "--out", str(place)]) == 0
    assert main(["report", str(place)]) == 0
    return place


@pytest.fixture(scope="module")
def page(folder: Path) -> str:
    return (folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def data(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="text/plain" id="data">(.*?)</script>', page, re.S)
    assert found
    told: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(found[1])))
    return told


def test_it_is_one_small_file(page: str) -> None:
    assert len(page.encode()) < LARGEST


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "action", "poster")]


def test_it_loads_nothing(page: str) -> None:
    links = _Links()
    links.feed(page)
    assert all(link.startswith(("#", "data:")) for link in links.found)
    assert "url(http" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_the_answer_comes_first_and_says_that_it_is_simulated(page: str) -> None:
    answer = re.search(r'<p class="answer">(.*?)</p>', page, re.S)
    assert answer
    assert answer[1].startswith("Simulated: the group “Worker” is 59% of the society")
    assert page.index(answer[0]) < page.index("<svg")


def test_every_mandate_has_its_road_in_it(folder: Path, data: dict[str, Any]) -> None:
    run = Roads(Kept(folder))
    assert len(data["roads"]) == len(run.roll)
    for mandate in (0, 900, 1600, 2400, len(run.roll) - 1):
        first, *_ = road(run, str(mandate))
        steps = [step for step in data["roads"][mandate] if isinstance(step, list)]
        assert [step[0] for step in steps] == [step.text for step in first.steps]
        assert [step[1] for step in steps] == [step.article for step in first.steps]


def test_the_tables_in_it_are_those_of_the_run(folder: Path, data: dict[str, Any]) -> None:
    for name, columns in data["tables"].items():
        table = read_table(folder, name)
        for column, kept in columns.items():
            values = [kept["of"][i] for i in kept["at"]] if isinstance(kept, dict) else kept
            assert values == list(table[column])


def test_rules_are_told_with_their_articles_and_certainty(page: str) -> None:
    assert "<cite>Const. art. 109 (U04); seen</cite>" in page or re.search(r"<cite>[^<]+; (seen|remembered)", page)


def test_fitted_figures_and_those_left_out_are_told_apart(page: str) -> None:
    assert "<td>fit</td>" in page
    assert "<td>check</td>" in page


def test_a_folder_without_a_run_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(tmp_path)]) == 2
    assert "holds no run" in capsys.readouterr().err
    assert not (tmp_path / "report.html").exists()
