"""Lots that were drawn in public, from a table: in which round, who was taken, one row a name."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import get_args

from comitia.count.rounds import What
from comitia.electorate.formats.table import Form, read
from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.scrutiny.lots import Decision, Supplied

__all__ = ["as_csv", "read_lots"]

FORM = Form("lots", ("round", "taken"), ("what", "among", "source", "note"))
_WORDS: tuple[What, ...] = get_args(What)


def read_lots(path: Path, names: Sequence[str]) -> tuple[Supplied, ...]:
    """Lots in the order of the file; `names`: the candidates. Raises `Faults`."""
    table = read(path, FORM)
    faults, found = list(table.faults), []
    for row in table.rows:
        what, number, taken = row["what"].casefold(), row["round"], row["taken"]
        if not number.isascii() or not number.isdigit() or not 0 < int(number[:6]) < 10**5:
            message = f"'{number}' is not the number of a round."
            faults.append(Fault("not-a-round", message, file=table.file, line=row.line, mend="Rounds count from 1."))
        elif what and what not in _WORDS:
            mend = did_you_mean(what, _WORDS) or f"It can be {', '.join(_WORDS)}, or blank."
            message = f"'{what}' is not what a lot can decide."
            faults.append(Fault("unknown-word", message, file=table.file, line=row.line, mend=mend))
        elif taken not in names:
            mend = did_you_mean(taken, names) or "Write the name as it stands in the ballots."
            message = f"'{taken}' is no candidate of this contest."
            faults.append(Fault("unknown-name", message, file=table.file, line=row.line, mend=mend))
        else:
            kind = next((word for word in _WORDS if word == what), None)
            found.append(Supplied(int(number), kind, taken, table.file, row.line))
    if faults:
        raise Faults(faults)
    return tuple(found)


def as_csv(draws: Sequence[Decision]) -> str:
    """Ties that were settled, as a table of lots: the form in which real ones are supplied."""
    out = StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["round", "what", "taken", "among", "note"])
    for draw in draws:
        note = "lot supplied" if draw.supplied else "drawn by the seed"
        for name in draw.taken:
            rows.writerow([draw.round, draw.what, name, "; ".join(draw.among), note])
    return out.getvalue()
