"""An archive says how to repeat a run, and elsewhere the run comes out the same, byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from comitia.cli import main

LAW, SOCIETY = "lot-2250", "ussr-1989"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("runs")
    assert main(["run", LAW, "--society", SOCIETY, "--seed", "3", "--out", str(place / "run")]) == 0
    assert main(["archive", str(place / "run"), "-o", str(place / "kept")]) == 0
    return place / "kept"


def test_elsewhere_the_run_comes_out_the_same(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "unpacked"
    shutil.copytree(archive, elsewhere)
    monkeypatch.chdir(elsewhere)
    assert main(["archive", "--check", "."]) == 0
    assert main(["run", "scenario.yaml", "--out", "again"]) == 0
    made = sorted(file.name for file in Path("again").iterdir())
    assert {"roll.csv", "roll.parquet", "run.json"} <= set(made)
    for name in made:
        assert Path("again", name).read_bytes() == Path(name).read_bytes(), name


def test_a_changed_file_is_told(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(archive, tmp_path / "changed")
    with (tmp_path / "changed" / "roll.csv").open("a", encoding="utf-8") as file:
        file.write("one more\n")
    assert main(["archive", "--check", str(tmp_path / "changed")]) == 2
    assert "roll.csv" in capsys.readouterr().err


def test_the_readme_names_every_table(archive: Path) -> None:
    readme = (archive / "README.md").read_text(encoding="utf-8")
    for file in archive.glob("*.csv"):
        assert f"`{file.stem}`" in readme or f"`{file.name}`" in readme, file.name
    assert "comitia run scenario.yaml" in readme


def test_no_archive_is_written_over_something(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["archive", str(archive), "-o", str(archive)]) == 2
    assert "not empty" in capsys.readouterr().err
    assert main(["archive", "--check", str(archive.parent)]) == 2
