"""A comparison as it grows: its document so far, and its pictures."""

from __future__ import annotations

import json
from contextlib import suppress

from comitia.law.faults import Faults
from comitia.measure.compare import Comparison, document
from comitia.measure.compared_store import shares
from comitia.picture.compared import Compared
from comitia.picture.comparison import KINDS, picture


def event(made: Comparison, runs: int) -> str:
    """The comparison so far, with its pictures, on one line."""
    told = {"runs_done": made.runs, "runs": runs, "comparison": json.loads(made.json()), "pictures": pictures(made)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def pictures(made: Comparison) -> dict[str, str]:
    """The pictures of a comparison as HTML, with their tables; those left out for which it holds nothing."""
    compared, found = Compared(document(made), shares(made)), {}
    for kind in KINDS:
        with suppress(Faults):
            found[kind] = picture(kind, compared).html(alone=False)
    return found
