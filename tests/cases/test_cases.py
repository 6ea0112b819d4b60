"""Every folder in `cases/good` is a count that must come out as it says. Adding one needs no Python.

A case holds `returns.csv`; `SOURCE.md`, which says of every figure where it is from and how certain it is; and what is
expected: `expected.txt`, word for word, or `expected.json`, of which every key must be there with that value. The
arguments of the command are `command.txt`, if that is there.
"""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from comitia.cli import main

CASES = Path(__file__).resolve().parents[2] / "cases" / "good"
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir())
USUAL = "count ussr-1988 returns.csv --json"


def arguments(folder: Path) -> list[str]:
    own = folder / "command.txt"
    return shlex.split(own.read_text(encoding="utf-8") if own.is_file() else USUAL)


def differences(expected: Any, found: Any, where: str = "") -> list[str]:
    """Where `found` lacks what is expected; further keys are welcome, further items of a list are not."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return [
            line
            for key, value in expected.items()
            for line in (
                differences(value, found[key], f"{where}.{key}") if key in found else [f"{where}.{key}: absent"]
            )
        ]
    if isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            return [f"{where}: {len(found)} items, {len(expected)} expected: {found}"]
        pairs = enumerate(zip(expected, found, strict=True))
        return [line for i, (wanted, got) in pairs for line in differences(wanted, got, f"{where}.{i}")]
    same = found == pytest.approx(expected, abs=5e-4) if isinstance(expected, float) else found == expected
    return [] if same else [f"{where}: {found!r}, {expected!r} expected"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_count_comes_out_as_the_case_says(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    code = main(arguments(folder))
    printed = capsys.readouterr()
    assert (code, printed.err) == (0, "")
    if (folder / "expected.txt").is_file():
        assert printed.out == (folder / "expected.txt").read_text(encoding="utf-8")
    else:
        expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        assert differences(expected, json.loads(printed.out)) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_case_says_where_its_figures_are_from(folder: Path) -> None:
    source = (folder / "SOURCE.md").read_text(encoding="utf-8")
    assert source.startswith("# ")
    words = ("constructed", "high", "medium", "low", "derived")
    assert any(word in source for word in words), "no word on how certain the figures are"
    assert (folder / "expected.txt").is_file() != (folder / "expected.json").is_file()


def test_there_are_cases() -> None:
    assert len(FOLDERS) >= 25
