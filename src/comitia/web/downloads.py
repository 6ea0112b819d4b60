"""What can be taken home of one run: its report, its archive, its tables; made anew in a worker when it is asked for.

A run is repeated from its seed and written to a folder as `comitia run --out` does it. The folder is kept for what is
asked next, and goes with the server.
"""

from __future__ import annotations

import shutil
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from comitia import __version__
from comitia.measure.document import document
from comitia.report.archive import archive
from comitia.report.build import report
from comitia.run import store
from comitia.run.kept import Kept
from comitia.run.scenario import Scenario

FOLDERS = 6
"""Runs that lie in the server's folder at once; each takes some 30 MB."""


def page(scenario: Scenario, place: str) -> bytes:
    """`report.html`."""
    return report(_folder(scenario, place)).encode()


def packed(scenario: Scenario, place: str) -> bytes:
    """The archive, as a ZIP file; the same bytes for the same run."""
    folder = _folder(scenario, place)
    target = folder.with_name(f"{folder.name}-archive")
    shutil.rmtree(target, ignore_errors=True)
    try:
        files = archive(folder, target)
        name = Kept(folder).law.name
        with BytesIO() as made:
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
                for each in files:
                    entry = zipfile.ZipInfo(f"{name}/{each}", (1980, 1, 1, 0, 0, 0))
                    entry.external_attr, entry.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
                    pack.writestr(entry, (target / each).read_bytes())
            return made.getvalue()
    finally:
        shutil.rmtree(target, ignore_errors=True)


def table(scenario: Scenario, place: str, name: str) -> bytes:
    """One table as CSV; `name` is one of those that a run has."""
    return (_folder(scenario, place) / f"{name}.csv").read_bytes()


def _folder(scenario: Scenario, place: str) -> Path:
    """The run as a folder in `place`; the oldest goes where there are too many."""
    folder = Path(place) / sha256(repr(scenario).encode()).hexdigest()[:16]
    if folder.is_dir():
        folder.touch()
        return folder
    result = scenario.run()
    made = {"comitia": __version__, **document(result)}
    store.write(result, folder, made, scenario.write(result), scenario.beside())
    runs = sorted(
        (each for each in Path(place).iterdir() if len(each.name) == 16), key=lambda each: each.stat().st_mtime
    )
    for old in runs[:-FOLDERS]:
        shutil.rmtree(old, ignore_errors=True)
    return folder
