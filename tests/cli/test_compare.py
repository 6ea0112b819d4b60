"""`comitia compare`: what it says to people, in the words of the laws."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import comitia as cm
from comitia.run.study import named
from tests.cli.commands import Comitia, runner

LAWS = ("lot-2250", "list-pr-2250:threshold=five-percent")


@pytest.fixture
def comitia(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Comitia:
    return runner(capsys, monkeypatch)


def asked(comitia: Comitia, *more: str) -> str:
    said = comitia("compare", *LAWS, "--society", "ussr-1989", "--runs", "1", "--workers", "1", "--no-moves", *more)
    assert said.code == 0
    return said.out


def test_first_a_sentence_that_can_be_quoted_in_the_words_of_the_law(comitia: Comitia) -> None:
    said = " ".join(asked(comitia).split())
    assert "Lot: the share of the group “worker” in the body “House” is 1.0" in said
    assert "(simulated, 1 run; the interval covers chance alone)" in said
    assert said.index("interval covers chance alone") < said.index("Who sits there")


def test_tables_show_titles_and_the_names_to_type_stand_below_them(comitia: Comitia) -> None:
    said = asked(comitia)
    tables, below = said[: said.index("To type:")], said[said.index("To type:") :]
    assert "lot-2250" not in tables
    assert "list-pr-2250" not in tables
    told = " ".join(below.split())
    assert "Lot: lot-2250" in told
    assert "Lists, in proportion; threshold = five-percent: list-pr-2250" in told


def test_every_part_is_there_and_no_line_is_too_long(comitia: Comitia) -> None:
    said = asked(comitia)
    parts = ("Who sits there, by class", "Where they were lost", "How far from the citizens", "What a vote weighs")
    assert [said.index(part) for part in parts] == sorted(said.index(part) for part in parts)
    assert max(len(line.rstrip()) for line in said.splitlines()) <= 80


def test_many_values_are_laid_in_as_many_tables_as_they_need(comitia: Comitia) -> None:
    said = asked(comitia, "--by", "nationality")
    assert said.count("Who sits there, by nationality") > 1
    assert "…" not in said[said.index("Who sits there") :]


def test_the_document_says_how_the_control_share_is_to_be_read(comitia: Comitia) -> None:
    arguments = ("--society", "ussr-1989", "--runs", "1", "--workers", "1", "--no-moves", "--json")
    made = comitia("compare", "plurality-2250", "list-pr-2250", *arguments).document
    bounds = {law["measures"]["house"]["control_share_bound"] for law in made["laws"].values()}
    assert bounds == {"exact"}
    assert {law["title"] for law in made["laws"].values()} == {"Districts, most votes", "Lists, in proportion"}
    assert all(len(law["constitution_sha256"]) == 64 for law in made["laws"].values())


def test_a_file_names_and_python_make_the_same_bytes(comitia: Comitia, tmp_path: Path) -> None:
    names = ["lot-2250", "list-pr-2250:threshold=five-percent:bodies.house.title=Other"]
    study = replace(named(names, "ussr-1989"), runs=2, seed=3)
    file = tmp_path / "study.yaml"
    file.write_text(study.text(), encoding="utf-8")
    more = ("--workers", "1", "--no-moves", "--json")
    by_file = comitia("compare", str(file), *more).out
    line = ("--society", "ussr-1989", "--runs", "2", "--seed", "3", "--by", "class")
    assert comitia("compare", *names, *line, *more).out == by_file
    assert cm.compare(str(file), workers=1).json() == by_file
    assert comitia("compare", str(file), "--runs", "1", *more).document["runs"] == 1


def test_names_without_a_society_are_refused(comitia: Comitia) -> None:
    said = comitia("compare", "lot-2250")
    assert said.code == 2
    assert "--society" in said.err
