"""What is kept of a count so that anybody can repeat it, and what a recount finds.

The folder holds the document of the count (with the name and SHA-256 of the file of ballots, the seed, every round and
every lot), the rule with every field, the sheet, the lots, and the count in words. The ballots themselves are not in
it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from comitia.law.faults import Fault, Faults
from comitia.run.store import COUNT, whole
from comitia.scrutiny.document import Document
from comitia.scrutiny.lots import Supplied
from comitia.scrutiny.opening import Asked, open_for
from comitia.scrutiny.sheet import Sheet, count_file
from comitia.scrutiny.spreadsheet import as_csv
from comitia.scrutiny.supplied import as_csv as lots_as_csv
from comitia.text.rules import as_text, load_rule

__all__ = ["LOTS", "RULE", "SHEET", "STEPS", "Kept", "again", "differences", "kept", "write"]

RULE, SHEET, LOTS, STEPS = "rule.yaml", "sheet.csv", "draws.csv", "steps.txt"
_LARGEST = 1 << 30


@dataclass(frozen=True, slots=True)
class Kept:
    """A count that was kept."""

    folder: Path
    document: Document


def write(folder: Path, sheet: Sheet, document: Document, asked: Asked, steps: str) -> None:
    """Keep a count. Raises `Faults` where the folder holds something else."""
    with whole(folder) as place:
        where = os.path.relpath(Path(sheet.file.file).resolve(), folder.resolve())
        found = {**document, "asked": {**asked.as_dict(), "file": Path(where).as_posix(), "seats": sheet.seats}}
        (place / COUNT).write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (place / RULE).write_text(as_text(sheet.rule), encoding="utf-8")
        (place / SHEET).write_text(as_csv(sheet), encoding="utf-8", newline="")
        (place / LOTS).write_text(lots_as_csv(sheet.draws), encoding="utf-8")
        (place / STEPS).write_text(steps, encoding="utf-8")


def kept(folder: Path) -> Kept:
    """Read what was kept. Raises `Faults` where it is no count, or cannot be read any more."""
    path = folder / COUNT
    try:
        if path.stat().st_size > _LARGEST:
            raise Faults(Fault("too-large", "The document of the count is larger than any.", file=str(path)))
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        message = f"{folder} holds no count that can be repeated."
        mend = "Name a folder that `comitia count --out` wrote."
        raise Faults(Fault("not-a-count", message, file=str(path), mend=mend)) from None
    needed = {"asked", "file", "rule_sha256", "seed", "draws", "rounds", "winners"}
    if not isinstance(found, dict) or not needed <= set(found) or not isinstance(found["asked"], dict):
        message = "The document of the count has been changed: keys are missing."
        raise Faults(Fault("not-a-count", message, file=str(path), mend="Take the folder anew from its source."))
    return Kept(folder, found)


def again(before: Kept, file: Path | None = None) -> Sheet:
    """Count again, by the rule, the seed and the lots that were kept. Raises `Faults`."""
    asked = before.document["asked"]
    path = file or before.folder / asked["file"]
    if not path.exists():
        message = f"The ballots are not where they were: '{asked['file']}', seen from the folder of the count."
        raise Faults(Fault("no-file", message, file=str(path), mend="Name them: --file BALLOTS."))
    rule = load_rule(before.folder / RULE)
    listed = None if asked["candidates"] is None else tuple(asked["candidates"])
    figures, groups = tuple(asked["figures"].items()), tuple(asked.get("groups", {}).items())
    how = Asked(asked["format"], listed, asked["contest"], figures, groups)
    return count_file(
        rule,
        open_for(rule, path, how),
        asked["seats"],
        seed=before.document["seed"],
        supplied=tuple(_lots(before)),
    )


def _lots(before: Kept) -> Iterator[Supplied]:
    """The real lots; those that were drawn are drawn again."""
    path = str(before.folder / COUNT)
    for draw in before.document["draws"]:
        for name in draw["taken"] if draw["supplied"] else ():
            yield Supplied(draw["round"], draw["what"], name, path, 1)


@dataclass(frozen=True, slots=True)
class Difference:
    """A place in the document of a count at which a recount finds something else."""

    place: str
    before: Any
    now: Any

    def __str__(self) -> str:
        return f"{self.place}: {_short(self.before)} before, {_short(self.now)} now"


_NOT_COUNTED = ("comitia", "asked", "preflight")
"""Keys that say how and by which version was counted, and not what came of it."""


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Everything in which two documents differ, in the order of the first; the name of the file does not count."""

    def compared(document: Mapping[str, Any]) -> dict[str, Any]:
        found = {key: value for key, value in document.items() if key not in _NOT_COUNTED}
        file = found.get("file")
        return {**found, "file": {**file, "name": None}} if isinstance(file, dict) else found

    return tuple(_differ("", compared(before), compared(now)))


def _differ(place: str, before: Any, now: Any) -> Iterator[Difference]:
    if isinstance(before, dict) or isinstance(now, dict):
        one, other = (each if isinstance(each, dict) else {} for each in (before, now))
        for key in dict.fromkeys((*one, *other)):
            yield from _differ(f"{place}.{key}" if place else str(key), one.get(key), other.get(key))
    elif isinstance(before, list) or isinstance(now, list):
        ones, others = (each if isinstance(each, list) else [] for each in (before, now))
        for number, (each, another) in enumerate(zip_longest(ones, others)):
            yield from _differ(f"{place}[{number}]", each, another)
    elif before != now:
        yield Difference(place, before, now)


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}…"
