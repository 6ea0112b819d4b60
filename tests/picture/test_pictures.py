"""Pictures: well formed, told apart, and every number that is drawn stands in the picture's table."""

from __future__ import annotations

import math
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitia.cli import main
from comitia.law.faults import Faults
from comitia.picture import palette
from comitia.picture.canvas import Canvas, cut, width_of
from comitia.picture.fonts import missing
from comitia.picture.kinds import KINDS, picture
from comitia.picture.picture import Picture
from comitia.picture.seating import seating
from comitia.picture.shown import Shown, of_kept, of_result
from comitia.run.kept import Kept
from comitia.run.result import Result
from comitia.run.scenario import Scenario
from comitia.run.table import Table

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def result() -> Result:
    return Scenario("ussr-1988", "ussr-1989", seed=1).run()


@pytest.fixture(scope="module")
def run(result: Result) -> Shown:
    return of_result(result)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("runs") / "run"
    assert main(["run", "ussr-1988", "--seed", "1", "--out", str(place)]) == 0
    return place


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_drawn_stands_in_the_table(run: Shown, kind: str) -> None:
    made = picture(kind, run)
    written = [
        float(v) for c in made.table.columns.values() for v in c if isinstance(v, (int, float)) and v is not None
    ]
    assert made.drawing.numbers
    for number in made.drawing.numbers:
        assert any(math.isclose(number, each, rel_tol=1e-12, abs_tol=1e-12) for each in written), number


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_well_formed_and_says_what_it_is(run: Shown, kind: str) -> None:
    made = picture(kind, run)
    root = ElementTree.fromstring(made.svg())
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    assert "Simulated: ussr-1988 on ussr-1989, seed 1" in made.svg()
    assert "<table>" in made.html()


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_from_memory_and_from_a_folder(run: Shown, folder: Path, kind: str) -> None:
    assert picture(kind, of_kept(Kept(folder))).svg() == picture(kind, run).svg()


def test_the_assembly_has_a_dot_for_every_seat(run: Shown) -> None:
    root = ElementTree.fromstring(picture("assembly", run).svg())
    dots = [dot for dot in root.iter(f"{SVG}circle") if dot.get("data-m")]
    assert len(dots) == 2250
    assert len({dot.get("data-m") for dot in dots}) == 2250


def test_a_result_draws_itself(result: Result, run: Shown) -> None:
    assert result.plot("funnel", by="sex").svg() == picture("funnel", run, by="sex").svg()


def test_what_cannot_be_drawn_is_told(run: Shown) -> None:
    with pytest.raises(Faults, match="Did you mean"):
        picture("assemby", run)
    with pytest.raises(Faults, match="has no body"):
        picture("assembly", run, body="congres")
    with pytest.raises(Faults, match="no funnel"):
        picture("funnel", run, body="presidium")


def test_words_are_escaped() -> None:
    canvas = Canvas(100, 20)
    canvas.text(0, 10, "<script>&")
    made = Picture("x", "a<b", "c&d", "Simulated", canvas, Table("t", {"<i>": ["<b>"]}))
    ElementTree.fromstring(made.svg())
    assert "<script>" not in made.html()
    assert "<b>" not in made.html()


@given(st.integers(1, 3000), st.sampled_from([300.0, 720.0]))
def test_seats_stand_apart_and_inside(seats: int, width: float) -> None:
    places, radius, height = seating(seats, width)
    assert len(places) == seats
    assert radius > 0
    assert all(x - radius >= -0.01 and x + radius <= width + 0.01 for x, _ in places)
    assert all(y - radius >= -0.01 and y + radius <= height + 0.01 for _, y in places)


@pytest.mark.parametrize("seats", [2, 9, 10, 40, 41, 101, 542, 2250])
def test_no_two_seats_overlap(seats: int) -> None:
    places, radius, _ = seating(seats, 720.0)
    near = sorted(places)
    for i, (x, y) in enumerate(near):
        for x2, y2 in near[i + 1 :]:
            if x2 - x > 2 * radius:
                break
            assert math.hypot(x2 - x, y2 - y) >= 1.8 * radius


def test_looks_are_distinct_and_then_grey() -> None:
    looks = [palette.look(i) for i in range(palette.DISTINCT)]
    assert len(set(looks)) == palette.DISTINCT
    assert palette.look(palette.DISTINCT) == palette.look(-1) == "cx"


@pytest.mark.parametrize("name", ["Съезд народных депутатов", "États généraux", "全国人民代表大会", "مجلس النواب"])
def test_names_of_any_script_are_drawn_or_told_of(name: str) -> None:
    canvas = Canvas(300, 20)
    canvas.text(0, 10, name)
    svg = Picture("x", name, name, "Simulated", canvas, Table("t", {})).svg()
    assert name in svg
    for warning in missing(svg):
        assert "font" in warning


def test_cut_words_fit() -> None:
    assert width_of(cut("全国人民代表大会" * 9, 13, 100), 13) <= 100
    assert cut("short", 13, 100) == "short"


def test_the_command_writes_each_form(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("svg", "html"):
        file = tmp_path / f"a.{form}"
        assert main(["plot", str(folder), "assembly", "-o", str(file), "--by", "party"]) == 0
        assert "Congress of People" in file.read_text(encoding="utf-8")
    assert main(["plot", str(folder), "assembly", "-o", str(tmp_path / "a.gif")]) == 2
    assert main(["plot", str(tmp_path), "assembly"]) == 2
    assert "holds no run" in capsys.readouterr().err


def test_a_body_that_nobody_votes_for_has_no_control_share_to_draw(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = str(tmp_path / "run")
    assert main(["run", "lot-2250", "--society", "ussr-1989", "--seed", "1", "--out", kept]) == 0
    assert main(["plot", kept, "control", "-o", str(tmp_path / "control.svg")]) == 2
    assert "Of no body of this run" in capsys.readouterr().err
    assert not (tmp_path / "control.svg").exists()
