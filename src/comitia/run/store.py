"""A run as a folder: tables as Parquet and CSV with a codebook, the document, and the scenario that repeats it.

The folder appears whole or not at all: it is written beside its place and moved there when it is finished.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from comitia.law.faults import Fault, Faults
from comitia.run.result import Result
from comitia.run.table import Table

DOCUMENT, SCENARIO, CODEBOOK, COMPARISON = "run.json", "scenario.yaml", "codebook.csv", "compare.json"
COUNT = "count.json"
"""The document of a count by one rule, which `comitia.scrutiny.audit` keeps."""

COLUMNS: dict[str, str] = {
    "mandate": "number of the mandate in this run",
    "person": "who holds it: where the name first came up, or the name that history gives",
    "body": "body or office",
    "route": "the way into the body",
    "contest": "body/unit in which the contest was held",
    "title": "name of the unit",
    "stage": "stage at which it was decided or held",
    "round": "how many polls the contest had had before",
    "votes": "votes for the person",
    "of": "the number that the votes are measured against",
    "needed": "the least number of votes that passes the threshold",
    "article": "the rule that made it so; numbers that are not verified are left out",
    "by": "election, levelling, delegates, lot, office (ex officio) or outside (another law)",
    "simulated": "whether the votes were simulated",
    "age_years": "age, drawn evenly within the age band",
    "list": "the list by which, or for which, it was won; empty: none",
    "year": "years after the first filling at which the mandate began",
    "until": "years after the first filling at which it ended; empty: still held",
    "ended": "how it ended: rotation, recall, or with-another mandate or office that it came with; empty: still held",
    "ended_article": "the rule by which it ended",
    "from_mandate": "mandate of the member whose vote stands behind the mandate; -1: a vote of citizens or a plenum",
    "weight": "number of votes",
    "type": "number of the type of voter; in lineage -1: a vote of a member",
    "people": "voters of the type",
    "seats": "seats to be filled",
    "nominees": "persons nominated before the gates",
    "printed": "names on the paper when it was printed",
    "candidates": "names standing on the day",
    "registered": "voters on the roll, or members; empty: not known, as may be with other figures of real returns",
    "issued": "papers issued",
    "participants": "papers found in the boxes",
    "valid": "valid papers",
    "most_votes": "votes of the first",
    "elected": "persons elected (contests), or whether elected (candidates)",
    "outcome": "filled, unfilled or not-held (too few took part)",
    "then": "the stage that follows",
    "rule": "how the tie was settled",
    "among": "those tied",
    "taken": "those who took the places",
    "supplied": "whether a real lot was supplied",
}


def write(
    result: Result,
    folder: Path,
    document: Mapping[str, Any],
    scenario: str,
    beside: Mapping[str, bytes] | None = None,
) -> None:
    """Write a run; `beside`: further files by name. Faults: the folder holds something that is not a run."""
    with whole(folder) as place:
        for table in result.tables():
            write_table(table, place)
        _codebook(result, place / CODEBOOK)
        text = json.dumps(document, ensure_ascii=False, indent=1)
        (place / DOCUMENT).write_text(text + "\n", encoding="utf-8")
        (place / SCENARIO).write_text(scenario, encoding="utf-8")
        for name, content in (beside or {}).items():
            (place / name).write_bytes(content)


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """A new folder to write into, moved to `folder` at the end; nothing is left where writing stops half-way."""
    ready(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        yield place
        place.chmod(0o755)
        if folder.exists():
            aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
            os.replace(folder, aside)
            os.replace(place, folder)
            shutil.rmtree(aside)
        else:
            os.replace(place, folder)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def ready(folder: Path) -> None:
    """Refuse a folder that holds something else than an earlier run."""
    if folder.exists() and not folder.is_dir():
        raise Faults(Fault("not-a-folder", f"{folder} is a file.", file=str(folder), mend="name a folder."))
    ours = any((folder / name).is_file() for name in (DOCUMENT, COUNT, COMPARISON))
    if folder.is_dir() and any(folder.iterdir()) and not ours:
        raise Faults(
            Fault(
                "folder-in-use",
                f"{folder} holds files that are not a run of Comitia's.",
                file=str(folder),
                mend="name an empty or a new folder.",
            )
        )


def write_table(table: Table, folder: Path) -> None:
    """One table as Parquet and as CSV (UTF-8)."""
    from arro3.io import write_csv, write_parquet

    arrow = table.arrow()
    write_parquet(arrow, str(folder / f"{table.name}.parquet"))
    write_csv(arrow, str(folder / f"{table.name}.csv"))


def read_table(folder: Path, name: str) -> Table:
    """A table of a run. Faults: there is none."""
    from arro3.io import read_parquet

    path = folder / f"{name}.parquet"
    if not path.is_file():
        raise Faults(
            Fault(
                "not-a-run",
                f"{folder} has no table “{name}”.",
                file=str(path),
                mend="give a folder that `comitia run --out` wrote.",
            )
        )
    arrow = read_parquet(str(path)).read_all()
    return Table(name, {column: _column(arrow[column]) for column in arrow.column_names})


def _column(column: Any) -> Any:
    """Whole numbers without gaps as an array, everything else as a list."""
    if len(column) and str(column.type).startswith(("Int64", "arro3.core.DataType<Int64>")) and column.null_count == 0:
        return column.combine_chunks().to_numpy()
    return column.to_pylist()


def _codebook(result: Result, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["table", "column", "meaning"])
        for table in result.tables():
            for column in table.columns:
                out.writerow([table.name, column, _meaning(result, column)])


def _meaning(result: Result, column: str) -> str:
    for attribute in result.meta.society.attributes:
        if attribute.name == column:
            return f"{attribute.title}: {', '.join(attribute.values)}"
    return COLUMNS[column]
