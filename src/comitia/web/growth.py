"""A comparison as it grows: its document so far, what it says in sentences, and its pictures."""

from __future__ import annotations

import json
from typing import Any

from comitia.measure.compare import Comparison
from comitia.measure.quoted import sentences
from comitia.picture.compared import Compared, of_made
from comitia.picture.comparison import side_by_side

GROUPS = 24
"""Of so many groups at most, the largest, it is drawn where they were lost."""


def event(made: Comparison, runs: int) -> str:
    """The comparison so far, on one line."""
    return json.dumps({"runs": runs, **told(made)}, ensure_ascii=False, separators=(",", ":"))


def told(made: Comparison) -> dict[str, Any]:
    """`runs_done`, `comparison` as `comitia compare --json` has it, `sentences` by law, `pictures` as HTML."""
    compared = of_made(made)
    return {
        "runs_done": made.runs,
        "comparison": json.loads(made.json()),
        "sentences": sentences(compared.document),
        "pictures": _pictures(compared),
    }


def _pictures(made: Compared) -> dict[str, Any]:
    """Every kind, and `lost` by group; what there is none of is left out."""
    whole: dict[str, str] = {}
    lost: dict[str, str] = {}
    for kind, group, drawn in side_by_side(made, GROUPS):
        held, name = (whole, kind) if group is None else (lost, group)
        held[name] = drawn.html(alone=False)
    return {**whole, "lost": lost}
