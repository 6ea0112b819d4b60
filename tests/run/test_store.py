"""A run as a folder: whole or not at all, the same in both formats, and repeated from its own scenario."""

from __future__ import annotations

import csv
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from comitia.law.faults import Faults
from comitia.measure.document import document
from comitia.run import store
from comitia.run.result import Result
from comitia.run.scenario import Scenario, is_scenario, read
from comitia.run.table import Table
from tests.run import tiny
from tests.run.tiny import CITIZENS, FIRST, HEAD, A

COUNCIL = f"""
{HEAD}
bodies:
  - id: council
    title: Council
    {A}
    seats: 15
    routes:
      - by: election
        id: republics
        title: One of each republic
        {A}
        seats: 15
        {CITIZENS}
        units: {{cut: values, groups: [{{attribute: republic}}]}}
        seats_each: {{seats: fixed, number: 1}}
        candidates: {{pool: {{of: citizens, age: 21}}}}
        ballot: {{form: cross-out, leave: one}}
        stages: [{{id: first, {A}, standing: {{who: nominated}}, {FIRST}}}]
"""
"""A law so small that a society of millions is no burden."""


@pytest.fixture(scope="module")
def result() -> Result:
    return tiny.fill(seed=7, numbers=tiny.KINDER)


@pytest.fixture
def folder(tmp_path: Path, result: Result) -> Path:
    store.write(result, tmp_path / "out", document(result), "scenario: x\n")
    return tmp_path / "out"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


# whole or not at all


def test_a_run_is_a_folder_of_tables_in_two_formats_with_codebook_document_and_scenario(folder: Path) -> None:
    tables = ("roll", "lineage", "voters", "contests", "candidates", "draws")
    wanted = {f"{name}.{format}" for name in tables for format in ("csv", "parquet")}
    assert set(contents(folder)) == wanted | {"codebook.csv", "run.json", "scenario.yaml"}
    assert folder.stat().st_mode & 0o777 == 0o755


def test_writing_that_stops_half_way_leaves_nothing(tmp_path: Path) -> None:
    def break_off() -> None:
        with store.whole(tmp_path / "out") as place:
            (place / "roll.csv").write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert list(tmp_path.iterdir()) == []


def test_writing_that_stops_half_way_leaves_the_earlier_run_as_it_was(folder: Path) -> None:
    before = contents(folder)

    def break_off() -> None:
        with store.whole(folder) as place:
            (place / "roll.csv").write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert contents(folder) == before
    assert list(folder.parent.iterdir()) == [folder]


def test_a_table_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(table: Table, folder: Path) -> None:
        if table.name == "contests":
            raise OSError("no space left")

    monkeypatch.setattr(store, "write_table", full)
    with pytest.raises(OSError, match="no space"):
        store.write(result, tmp_path / "out", {}, "")
    assert list(tmp_path.iterdir()) == []


def test_a_run_takes_the_place_of_an_earlier_one_and_of_nothing_else(folder: Path, result: Result) -> None:
    (folder / "left-over.csv").write_text("of the earlier run")
    store.write(result, folder, document(result), "scenario: y\n")
    assert "left-over.csv" not in contents(folder)
    assert list(folder.parent.iterdir()) == [folder]


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path: Path, result: Result) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("precious")
    with pytest.raises(Faults, match="not a run of Comitia's"):
        store.write(result, mine, {}, "")
    assert contents(mine) == {"thesis.txt": b"precious"}
    with pytest.raises(Faults, match="is a file"):
        store.write(result, mine / "thesis.txt", {}, "")
    assert list(tmp_path.iterdir()) == [mine]


def test_an_empty_or_a_missing_folder_is_taken(tmp_path: Path, result: Result) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("empty", "new/and/deep"):
        store.write(result, tmp_path / name, {}, "")
        assert (tmp_path / name / "roll.parquet").is_file()


# the same in both formats


def test_parquet_csv_and_the_table_itself_say_the_same(folder: Path, result: Result) -> None:
    for table in result.tables():
        again = store.read_table(folder, table.name)
        assert list(again.rows()) == list(table.rows()), table.name
        with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            written = list(csv.DictReader(file))
        assert [list(row) for row in written[:1]] == ([list(table.columns)] if len(table) else [])
        assert [{k: as_text(v) for k, v in row.items()} for row in table.rows()] == written


def as_text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_column_is_explained(folder: Path, result: Result) -> None:
    with (folder / "codebook.csv").open(encoding="utf-8", newline="") as file:
        explained = {(row["table"], row["column"]): row["meaning"] for row in csv.DictReader(file)}
    assert set(explained) == {(table.name, column) for table in result.tables() for column in table.columns}
    assert all(explained.values())
    assert "worker" in explained["roll", "class"]


def test_the_document_is_written_as_it_is(folder: Path, result: Result) -> None:
    assert json.loads((folder / "run.json").read_text(encoding="utf-8")) == json.loads(json.dumps(document(result)))


def test_a_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Faults, match="has no table “roll”"):
        store.read_table(tmp_path, "roll")


def test_what_is_not_known_is_null_and_numbers_stay_numbers(folder: Path) -> None:
    roll = store.read_table(folder, "roll")
    outside = [row for row in roll.rows() if row["by"] == "outside"]
    assert {row["votes"] for row in outside} == {row["age_years"] for row in outside} == {None}
    assert all(isinstance(row["votes"], int) for row in roll.rows() if row["by"] == "election")
    assert all(isinstance(row["simulated"], bool) for row in roll.rows())


def test_a_run_without_draws_and_a_run_with_no_seats_can_be_written(tmp_path: Path) -> None:
    nobody = tiny.fill(numbers={"members.strike.base": 60.0, "citizens.strike.base": 60.0})
    store.write(nobody, tmp_path / "out", document(nobody), "")
    assert len(store.read_table(tmp_path / "out", "draws")) == len(nobody.draws)


def test_a_column_is_of_the_same_kind_in_every_run(result: Result) -> None:
    """So that the tables of many runs can be laid together."""
    kinds = {field.name: str(field.type).strip() for field in result.roll.arrow().schema}
    assert {kinds[name] for name in ("votes", "of", "needed", "age_years", "year", "until")} == {
        "arro3.core.DataType<Int64>"
    }


def test_arrow_reads_tables_without_copies(result: Result) -> None:
    from arro3.core import Table as Arrow

    arrow = Arrow.from_arrow(result.roll)
    assert arrow.num_rows == len(result.roll)
    assert arrow.column_names == list(result.roll.columns)


# scenarios


@pytest.fixture
def law(tmp_path: Path) -> Path:
    path = tmp_path / "council.yaml"
    path.write_text(COUNCIL, encoding="utf-8")
    return path


def written(scenario: Scenario, place: Path) -> tuple[dict[str, bytes], Scenario]:
    """Every file of a run but for the scenario itself, and the scenario as it is read again."""
    result = scenario.run()
    store.write(result, place, document(result), scenario.write(result), scenario.beside())
    return contents(place), read(place / store.SCENARIO)


SETTINGS = (
    ("bodies.council.routes.republics.stages.first.count.threshold", "{more_than: 1/3, of: valid}"),
    ("voters.citizens.turnout.republic.rsfsr", "1.5"),
    ("voters.citizens.gate.one", "0.5"),
    ("bodies.council.title", 'A "council": of # republics \\ and more'),
)


@pytest.mark.parametrize("settings", [(), SETTINGS], ids=["as it stands", "amended"])
def test_a_scenario_repeats_its_run_byte_for_byte(
    law: Path, tmp_path: Path, settings: tuple[tuple[str, str], ...]
) -> None:
    scenario = Scenario(str(law), "ussr-1989", seed=11, settings=settings)
    first, again = written(scenario, tmp_path / "first")
    assert replace(again, constitution=scenario.constitution) == scenario
    second, _ = written(again, tmp_path / "second")
    assert second == first


def test_a_scenario_without_a_seed_keeps_the_one_that_was_drawn(law: Path, tmp_path: Path) -> None:
    first, again = written(Scenario(str(law), "ussr-1989"), tmp_path / "first")
    assert again.seed is not None
    assert written(again, tmp_path / "second")[0] == first


def test_what_is_set_changes_the_run(law: Path, tmp_path: Path) -> None:
    runs = [written(Scenario(str(law), "ussr-1989", 11, settings=s), tmp_path / str(len(s)))[0] for s in ((), SETTINGS)]
    assert runs[0]["contests.csv"] != runs[1]["contests.csv"]


def test_a_scenario_may_set_the_same_place_twice_and_the_last_counts(law: Path, tmp_path: Path) -> None:
    settings = (("bodies.council.title", "One"), ("bodies.council.title", "Two"))
    first, again = written(Scenario(str(law), "ussr-1989", 1, settings=settings), tmp_path / "first")
    assert written(again, tmp_path / "second")[0] == first


@pytest.mark.parametrize(
    "name",
    [
        "совет.yaml",
        "my council: draft #2.yaml",
    ],
)
def test_a_law_may_have_any_name(law: Path, tmp_path: Path, name: str) -> None:
    scenario = Scenario(str(law.rename(tmp_path / name)), "ussr-1989", 1)
    first, again = written(scenario, tmp_path / "first")
    assert written(again, tmp_path / "second")[0] == first


def test_a_scenario_finds_its_law_from_anywhere(law: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(law.parent)
    first, _ = written(Scenario(law.name, "ussr-1989", 1), tmp_path / "first")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert written(read(tmp_path / "first" / store.SCENARIO), tmp_path / "second")[0] == first


def test_a_law_beside_the_scenario_goes_with_it(law: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("scenario: mine\nconstitution: council.yaml\nsociety: ussr-1989\nseed: 3\n")
    assert read(path).law().name == "commonwealth-2026"
    assert os.path.samefile(read(path).constitution, law)


def test_a_scenario_is_told_from_a_law_by_its_first_key(law: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("# mine\n\nscenario: mine\n")
    assert is_scenario(path)
    assert not is_scenario(law)
    assert not is_scenario(tmp_path / "missing.yaml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a list\n", "mapping"),
        ("scenario: x\nconstitution: a\nsociety: b\nsede: 1\n", "sede"),
        ("scenario: x\nsociety: b\n", "no `constitution`"),
        ("scenario: x\nconstitution: a\n", "no `society`"),
        ("scenario: x\nconstitution: a\nsociety: b\nseed: one\n", "expected a whole number"),
        ("scenario: x\nconstitution: a\nsociety: b\nseed: -1\n", "expected a whole number"),
    ],
)
def test_a_scenario_with_a_fault_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text)
    with pytest.raises(Faults, match=message):
        read(path)


def test_a_parameter_that_is_no_number_or_does_not_exist_is_refused() -> None:
    with pytest.raises(Faults, match="expected a number"):
        Scenario("ussr-1988", "ussr-1989", settings=(("voters.citizens.gate.one", "many"),)).voters()
    with pytest.raises(Faults, match="no parameter"):
        Scenario("ussr-1988", "ussr-1989", settings=(("voters.citizens.gate.onne", "1"),)).voters()
