"""The worksheet of a workbook as a table of papers or totals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from comitia.ballots.content import Content
from comitia.ballots.table import Table, made
from comitia.law.faults import Faults
from comitia.sheets.workbook import lines_of_workbook

_MENDS = {
    "which-worksheet": "Save the one with the papers as CSV in UTF-8, or leave it alone in the workbook.",
    "empty": "Look whether this is the right file.",
}
"""What helps here where the mend of a table of another kind does not."""


def workbook(given: Content) -> Table:
    """Read the one worksheet that holds something. Raises `Faults` where this is no workbook, or holds several."""
    try:
        return made(lines_of_workbook(Path(given.file), given.raw, None))
    except Faults as found:
        raise Faults(replace(each, mend=_MENDS.get(each.code, each.mend)) for each in found.faults) from None
