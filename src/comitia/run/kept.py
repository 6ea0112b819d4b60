"""A run as its folder keeps it: law, society, document and tables, each read when it is asked for and once."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

from comitia.law.constitution import Constitution
from comitia.law.faults import Fault, Faults
from comitia.run.scenario import Scenario, read
from comitia.run.store import DOCUMENT, SCENARIO, read_table
from comitia.run.table import Table
from comitia.society.cells import Society


class Kept:
    """The folder that `comitia run --out` wrote. Faults: it holds no run."""

    def __init__(self, folder: Path) -> None:
        if not (folder / SCENARIO).is_file() or not (folder / DOCUMENT).is_file():
            mend = "give a folder that `comitia run --out` wrote."
            raise Faults(Fault("not-a-run", f"{folder} holds no run.", file=str(folder), mend=mend))
        self.folder = folder
        self._tables: dict[str, Table] = {}

    @cached_property
    def scenario(self) -> Scenario:
        """What repeats the run."""
        return read(self.folder / SCENARIO)

    @property
    def text(self) -> str:
        """The scenario as it is written."""
        return (self.folder / SCENARIO).read_text(encoding="utf-8")

    @cached_property
    def law(self) -> Constitution:
        """The law as it was set."""
        return self.scenario.law()

    @cached_property
    def society(self) -> Society:
        """The people of the run."""
        return self.scenario.people()

    @cached_property
    def document(self) -> dict[str, Any]:
        """The run as one document."""
        found: dict[str, Any] = json.loads((self.folder / DOCUMENT).read_text(encoding="utf-8"))
        return found

    def table(self, name: str) -> Table:
        """A table of the run."""
        if name not in self._tables:
            self._tables[name] = read_table(self.folder, name)
        return self._tables[name]
