from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from comitia.society.catalogue import folder, society
from comitia.society.cells import Society


@pytest.fixture(scope="session")
def ussr() -> Society:
    return society("ussr-1989")


@pytest.fixture(scope="session", params=["ussr-1926", "ussr-1939", "ussr-1989"])
def people(request: pytest.FixtureRequest) -> Society:
    """Every society that is shipped, one by one."""
    return society(str(request.param))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the files of ussr-1989, to be spoilt."""
    return copytree(folder("ussr-1989"), tmp_path / "ussr-1989")
