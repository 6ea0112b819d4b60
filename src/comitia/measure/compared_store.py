"""A comparison as a folder: its document, what repeats it, and the share of every group in every run as a table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from comitia.measure.compare import Comparison
from comitia.run.store import COMPARISON, whole, write_table
from comitia.run.study import Study
from comitia.run.table import Table

SHARES, STUDY = "shares", "comparison.yaml"


def shares(made: Comparison) -> Table:
    """One row a law, body, run and group. Columns: law, body, run (its seed), value, share."""
    rows = [
        (made.names[law], body, made.seed + number, value, run[body].shares[v])
        for law in range(len(made.names))
        for body in made.bodies(law)
        for number, run in enumerate(made.portraits[law])
        for v, value in enumerate(made.values)
    ]
    names = ("law", "body", "run", "value", "share")
    return Table(SHARES, {name: [row[i] for row in rows] for i, name in enumerate(names)})


def write(made: Comparison, folder: Path, document: Mapping[str, Any], study: Study) -> None:
    """Write a comparison, with the file that repeats it. Faults: the folder holds something else."""
    with whole(folder) as place:
        write_table(shares(made), place)
        (place / STUDY).write_text(study.whole().text(), encoding="utf-8")
        (place / COMPARISON).write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
