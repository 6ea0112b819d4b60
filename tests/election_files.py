"""The folder of published elections that tests count again; it is no part of the repository."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from comitia.count.ballots import Ballots, ballots

FOLDER = "COMITIA_ELECTIONS"


def folder(*parts: str) -> Path:
    """A folder or file of it; the test is skipped where it is not there."""
    given = os.environ.get(FOLDER)
    if not given:
        pytest.skip(f"{FOLDER} does not name the folder of published elections")
    path = Path(given).joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path


def blt(path: Path) -> tuple[Ballots, int]:
    """The papers of a plain BLT file, and the seats."""
    lines = path.read_text(encoding="utf-8").splitlines()
    candidates, seats = map(int, lines[0].split())
    papers: list[tuple[int, tuple[tuple[int, ...], ...]]] = []
    for line in lines[1:]:
        number, *names = map(int, line.split())
        if not number:
            break
        papers.append((number, tuple((name - 1,) for name in names[:-1])))
    return ballots(candidates, *papers), seats


def ranked(rows: Iterable[tuple[int, list[str]]], names: list[str]) -> Ballots:
    """Papers with names at their ranks; what is no name of a candidate is passed over."""
    at = {name: number for number, name in enumerate(names)}
    papers = []
    for number, marks in rows:
        once = list(dict.fromkeys(at[mark] for mark in marks if mark in at))
        papers.append((number, tuple((name,) for name in once)))
    return ballots(len(names), *papers)
