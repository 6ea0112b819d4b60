"""The data inside a report: tables and the road of every mandate, packed so that the file stays small."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from comitia.explain.road import Roads, road
from comitia.picture.shown import Shown
from comitia.run.table import Table

TABLES = ("roll", "contests", "draws")
"""What can be downloaded from inside a report; `candidates` and `lineage` are long and stay in the folder."""


def packed(run: Shown, roads: Roads) -> str:
    """The data of a run, packed."""
    return deflated(data(run, roads))


def deflated(document: dict[str, Any]) -> str:
    """A document as JSON, deflated, in base64."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def data(run: Shown, roads: Roads) -> dict[str, Any]:
    """`tables`, `roads`, `attributes`, `bodies`, as JSON can hold them."""
    return {
        "tables": {name: columns(run.table(name)) for name in TABLES},
        "roads": _roads(roads),
        "attributes": {
            a.name: {"title": a.title, "values": a.values, "titles": a.titles} for a in run.society.attributes
        },
        "bodies": {body.id: body.title for body in run.law.filled()},
    }


def columns(table: Table) -> dict[str, Any]:
    """Columns of words as places in a list of the different ones."""
    found: dict[str, Any] = {}
    for name, column in table.columns.items():
        values = column.tolist() if hasattr(column, "tolist") else list(column)
        if any(isinstance(value, str) for value in values):
            different = {value: i for i, value in enumerate(dict.fromkeys(values))}
            found[name] = {"of": list(different), "at": [different[value] for value in values]}
        else:
            found[name] = values
    return found


def _roads(run: Roads) -> list[list[int | str]]:
    """For each mandate the steps of its own leg, words and article; a number is the mandate that it rests on."""
    roads: list[list[Any]] = []
    for row in run.roll:
        first, *more = road(run, str(row["mandate"]))
        steps: list[Any] = [[step.text, step.article, step.could_stop, step.deciders] for step in first.steps]
        roads.append([*steps, *(leg.mandate for leg in more[:1])])
    return roads
