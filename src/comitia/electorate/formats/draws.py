"""Lots that were drawn in public, from a table: contest, stage, and who was taken, one row a name."""

from __future__ import annotations

from pathlib import Path

from comitia.electorate.formats.table import Form, read
from comitia.law.faults import Fault, Faults

__all__ = ["read_draws"]

FORM = Form("lots", ("contest", "stage", "taken"), ("source", "note"))


def read_draws(path: str | Path) -> dict[tuple[str, str], tuple[str, ...]]:
    """The names taken, by contest and stage; a lot for several places has a row for each. Raises `Faults`."""
    table = read(Path(path), FORM)
    faults = list(table.faults)
    taken: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in table.rows:
        missing = [name for name in FORM.needed if not row[name]]
        if missing:
            message = f"The line names no {' and no '.join(missing)}."
            faults.append(Fault("missing", message, file=table.file, line=row.line))
            continue
        key = row["contest"], row["stage"]
        if row["taken"] in taken.get(key, ()):
            message = f"'{row['taken']}' was taken in an earlier line already."
            faults.append(Fault("name-twice", message, file=table.file, line=row.line))
        taken[key] = (*taken.get(key, ()), row["taken"])
    if faults:
        raise Faults(faults)
    return taken
