"""The notebook runs from top to bottom without a network, and shows laws, societies, runs and comparisons."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat", reason="no Jupyter here: pip install '.[dev]'")
nbclient = pytest.importorskip("nbclient", reason="no Jupyter here: pip install '.[dev]'")

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs" / "notebooks" / "three-laws.ipynb"
SOURCE = NOTEBOOK.parents[2] / "src"
SHOWN_WITH_PICTURE = ("run", "funnel", "room", "compare")
SHOWN_AS_TABLE = ("law", "society")

NO_NETWORK = """
import ipaddress, socket

def _only_here(connect):
    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not ipaddress.ip_address(address[0]).is_loopback:
            raise ConnectionRefusedError(f"no network here: {address[0]}")
        return connect(self, address)
    return guarded

socket.socket.connect = _only_here(socket.socket.connect)
socket.socket.connect_ex = _only_here(socket.socket.connect_ex)
"""
"""Read by every Python that starts with it on its path: the kernel, and what the kernel starts."""

PROBE = """
import socket
try:
    socket.create_connection(("192.0.2.1", 80), timeout=1)
except OSError as error:
    print(error)
"""


def test_the_notebook_is_kept_without_what_it_once_showed() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert code
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The cells of the notebook after it ran, by their id, and a last one that asked for the network."""
    place = tmp_path_factory.mktemp("kernel")
    (place / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    path = os.pathsep.join([str(place), str(SOURCE), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    own = {name: str(place / name.lower()) for name in ("JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(PROBE, id="probe"))
    client = nbclient.NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(place)}}
    )
    client.execute(env={**os.environ, **own, "PYTHONPATH": path})
    return {cell["id"]: cell for cell in notebook.cells if cell["cell_type"] == "code"}


def html(cell: Any) -> str:
    return "".join(shown["data"].get("text/html", "") for shown in cell["outputs"] if "data" in shown)


def test_every_cell_ran_without_a_complaint(cells: dict[str, Any]) -> None:
    assert [cell["execution_count"] for cell in cells.values()] == list(range(1, len(cells) + 1))
    assert [shown for cell in cells.values() for shown in cell["outputs"] if shown.get("name") == "stderr"] == []


@pytest.mark.parametrize("name", SHOWN_WITH_PICTURE)
def test_runs_and_comparisons_are_shown_as_pictures_with_their_tables(cells: dict[str, Any], name: str) -> None:
    shown = html(cells[name])
    assert "<svg" in shown
    assert "<table>" in shown
    assert "Simulated: " in shown


@pytest.mark.parametrize("name", SHOWN_AS_TABLE)
def test_laws_and_societies_are_shown_as_tables(cells: dict[str, Any], name: str) -> None:
    assert "<table>" in html(cells[name])


def test_there_was_no_network(cells: dict[str, Any]) -> None:
    assert cells["probe"]["outputs"][0]["text"] == "no network here: 192.0.2.1\n"
