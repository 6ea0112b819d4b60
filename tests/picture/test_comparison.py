"""Pictures of a comparison: every number stands in the table, and a law beside itself looks the same."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from comitia.cli import main
from comitia.law.faults import Faults
from comitia.picture.compared import Compared, of_folder
from comitia.picture.comparison import KINDS, picture


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("runs") / "laws"
    laws = ["lot-2250", "plurality-2250"]
    options = ["--society", "ussr-1989", "--runs", "3", "--no-moves", "--workers", "1", "--out", str(place)]
    assert main(["compare", *laws, *options]) == 0
    return place


@pytest.fixture(scope="module")
def made(folder: Path) -> Compared:
    return of_folder(folder)


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_drawn_stands_in_the_table(made: Compared, kind: str) -> None:
    drawn = picture(kind, made)
    written = [v for column in drawn.table.columns.values() for v in column if isinstance(v, float)]
    assert drawn.drawing.numbers
    for number in drawn.drawing.numbers:
        assert any(math.isclose(number, each, rel_tol=1e-12) for each in written if each == each), number


def test_the_spread_has_a_dot_for_every_run(made: Compared) -> None:
    assert picture("spread", made).svg().count("<title>run ") == 2 * 3


def test_a_comparison_says_that_it_is_simulated(made: Compared) -> None:
    assert "Simulated: lot-2250, plurality-2250 on ussr-1989, 3 runs of each" in picture("ratio", made).svg()


def test_what_cannot_be_drawn_is_told(made: Compared) -> None:
    with pytest.raises(Faults, match="of a comparison"):
        picture("assembly", made)
    with pytest.raises(Faults, match="has a body 'senat'"):
        picture("ratio", made, "senat")


def test_the_command_knows_a_comparison(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "laws.svg"
    assert main(["plot", str(folder), "representation", "-o", str(file)]) == 0
    assert "under each law" in file.read_text(encoding="utf-8")


def test_where_a_group_is_lost_is_told_of_any_group(made: Compared) -> None:
    other = list(made.document["titles"])[1]
    drawn = picture("lost", made, group=other)
    assert drawn.table.columns["gate"][0] == "society"
    law = made.document["laws"]["plurality-2250"]
    assert drawn.table.columns["share"] == [shares[other] for shares in law["funnels"]["house"].values()]
    with pytest.raises(Faults, match="no group 'wroker'"):
        picture("lost", made, group="wroker")
