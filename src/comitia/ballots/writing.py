"""Files of ballots written: BLT, PrefLib and CSV, such that what is read again is the same.

What a form cannot say is a fault and nothing is written: an overvote in BLT and PrefLib, points in BLT.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

from comitia.ballots.blame import shown
from comitia.ballots.gather import tidy
from comitia.ballots.record import BallotFile
from comitia.ballots.words import BLANK, OVER, WRITTEN, WRITTEN_PREFIX
from comitia.count.ballots import OVERVOTE
from comitia.law.faults import Fault, Faults

__all__ = ["as_blt", "as_csv", "as_preflib", "write_blt", "write_csv", "write_preflib"]


def write_blt(file: BallotFile, path: str | Path) -> None:
    """Write rankings as BLT. Raises `Faults` where they cannot be said in it."""
    Path(path).write_text(as_blt(file), encoding="utf-8")


def write_preflib(file: BallotFile, path: str | Path) -> None:
    """Write rankings as PrefLib TOI. Raises `Faults` where they cannot be said in it."""
    Path(path).write_text(as_preflib(file), encoding="utf-8")


def write_csv(file: BallotFile, path: str | Path) -> None:
    """Write papers or totals as CSV. Raises `Faults` where a name would be read as something else."""
    Path(path).write_text(as_csv(file), encoding="utf-8", newline="")


def as_blt(file: BallotFile) -> str:
    """The text of a BLT file: the marks, the names, who has withdrawn, the order for ties."""
    _only(file, "rankings", "BLT")
    lines = [f"{len(file.candidates)} {file.seats or 0}"]
    lines += [f"-{who + 1}" for who, each in enumerate(file.candidates) if each.withdrawn]
    if file.order is not None:
        lines.append(f"[tie {' '.join(str(who + 1) for who in file.order)}]")
    for votes, ranks in _papers(file, "BLT"):
        marks = ["=".join(str(who + 1) for who in rank) or "-" for rank in ranks]
        lines.append(" ".join([str(votes), *marks, "0"]))
    names = [each.name for each in file.candidates] + ([file.title] if file.title else [])
    for name in names:
        if "\\" in name:
            message = f"The name {shown(name)} holds a backslash, which BLT reads as a sign of its own."
            raise Faults(Fault("not-to-be-written", message, file=file.file, mend="Write it without."))
    quoted = ['"' + name.replace('"', '\\"') + '"' for name in names]
    return "\n".join([*lines, "0", *quoted, ""])


def as_preflib(file: BallotFile) -> str:
    """The text of a PrefLib file of incomplete orders with ties."""
    _only(file, "rankings", "PrefLib")
    papers = list(_papers(file, "PrefLib"))
    lines = [
        *([f"# TITLE: {file.title}"] if file.title else []),
        "# DATA TYPE: toi",
        f"# NUMBER ALTERNATIVES: {len(file.candidates)}",
        f"# NUMBER VOTERS: {sum(votes for votes, _ in papers)}",
        f"# NUMBER UNIQUE ORDERS: {len(papers)}",
        *(f"# ALTERNATIVE NAME {who}: {each.name}" for who, each in enumerate(file.candidates, start=1)),
    ]
    for votes, ranks in papers:
        places = [",".join(str(who + 1) for who in rank) for rank in ranks]
        lines.append(f"{votes}: {','.join(p if p.isdigit() else '{' + p + '}' for p in places) or '{}'}")
    return "\n".join([*lines, ""])


def as_csv(file: BallotFile) -> str:
    """The text of a table: of rankings, approvals, choices, points or totals, whichever the file holds."""
    rows = {"rankings": _rankings, "approvals": _sets, "choices": _sets, "points": _points, "totals": _totals}
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows(rows[file.form](file))
    return text.getvalue()


def _only(file: BallotFile, form: str, what: str) -> None:
    if file.form != form or file.papers is None:
        message = f"The file holds {file.form}; {what} is written for {form}."
        raise Faults(Fault("not-to-be-written", message, file=file.file, mend="Write it as CSV."))


def _papers(file: BallotFile, what: str = "") -> Iterator[tuple[int, tuple[tuple[int, ...], ...]]]:
    assert file.papers is not None
    if what and (file.papers.marks == OVERVOTE).any():
        message = f"There are papers with overvotes; {what} has no word for them."
        raise Faults(Fault("not-to-be-written", message, file=file.file, mend="Write it as CSV."))
    for paper, votes in enumerate(file.papers.weight.tolist()):
        yield votes, file.papers.ranks(paper)


def _names(file: BallotFile, signs: str) -> list[str]:
    """Names as cells, each of which is read as this name again."""
    made = []
    for each in file.candidates:
        word = each.name.casefold()
        if each.listed:
            odd = word in BLANK | OVER | WRITTEN or word.startswith(WRITTEN_PREFIX)
            cell = each.name
        else:
            odd = word in BLANK | OVER
            cell = each.name if word in WRITTEN else f"{WRITTEN_PREFIX} {each.name}"
        if odd or tidy(each.name) != each.name or re.search(f"[{signs}]", each.name):
            message = f"The name {shown(each.name)} would be read as something else."
            raise Faults(Fault("not-to-be-written", message, file=file.file, mend="Write the name without such signs."))
        made.append(cell)
    return made


def _rankings(file: BallotFile) -> Iterator[list[str]]:
    names = _names(file, "=")
    papers = list(_papers(file))
    deepest = max((len(ranks) for _, ranks in papers), default=1) or 1
    yield ["count", *(f"rank{place + 1}" for place in range(deepest))]
    for votes, ranks in papers:
        cells = ["overvote" if OVERVOTE in rank else "=".join(names[who] for who in rank) for rank in ranks]
        yield [str(votes), *cells, *[""] * (deepest - len(cells))]


def _sets(file: BallotFile) -> Iterator[list[str]]:
    names = _names(file, "|")
    yield ["count", "approved" if file.form == "approvals" else "choices"]
    for votes, ranks in _papers(file):
        yield [str(votes), "|".join(names[rank[0]] for rank in ranks)]


def _points(file: BallotFile) -> Iterator[list[str]]:
    assert file.papers is not None
    assert file.points is not None
    yield ["count", *(each.name for each in file.candidates)]
    for votes, given in zip(file.papers.weight.tolist(), file.points.tolist(), strict=True):
        yield [str(votes), *map(str, given)]


def _totals(file: BallotFile) -> Iterator[list[str]]:
    yield ["candidate", "party", "votes"]
    for each, votes in zip(file.candidates, file.totals or (), strict=True):
        yield [each.name, each.party or "", str(votes)]
    for figure, number in file.figures.items():
        yield [f"({figure})", "", str(number)]


WRITERS: dict[str, Callable[[BallotFile, str | Path], None]] = {
    "blt": write_blt,
    "preflib": write_preflib,
    "csv": write_csv,
}
"""How a file is written, by the name of the form."""
