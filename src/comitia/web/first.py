"""What the page shows before anybody has asked for anything, a finished result and the catalogue; shipped.

Both are made by tools/first_page.py.
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

FILE, CATALOGUE = "first.json.gz", "catalogue.json"
STUDY = {
    "society": "ussr-1989",
    "by": "class",
    "seed": 1,
    "runs": 40,
    "set": [],
    "laws": [{"constitution": name, "set": []} for name in ("ussr-1988", "ussr-1936", "soviets-1918")],
}


def place(name: str = FILE) -> Path:
    """Where it lies."""
    return Path(str(files("comitia.web"))) / name


@cache
def packed() -> bytes:
    """The document, packed with gzip."""
    return place().read_bytes()


def unpacked() -> bytes:
    """The document."""
    return gzip.decompress(packed())


@cache
def catalogue() -> bytes:
    """The catalogue of what is shipped."""
    return place(CATALOGUE).read_bytes()


def made(study: dict[str, Any], workers: int | None = None) -> bytes:
    """The document of a study, made anew; the same bytes for the same study."""
    from dataclasses import replace

    from comitia.measure.compare import compare
    from comitia.picture.shown import of_result
    from comitia.run.study import of_json
    from comitia.web import growth
    from comitia.web.rooms import room

    asked = of_json(study)
    compared = compare(asked.scenarios(), asked.by, asked.runs, seed=asked.seed, workers=workers)
    results = [replace(scenario, seed=asked.seed).run() for scenario in asked.scenarios()]
    told = {
        "study": asked.as_json(),
        "runs": asked.runs,
        **growth.told(compared),
        "rooms": [room(result, of_result(result)) for result in results],
    }
    return json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
