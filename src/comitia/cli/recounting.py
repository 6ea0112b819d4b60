"""A count that was kept, counted again: under one rule, or by a constitution."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comitia import __version__
from comitia.explain.phrases import plural
from comitia.law.faults import Fault, Faults
from comitia.run.store import COUNT, DOCUMENT
from comitia.scrutiny.audit import Difference, again, differences, kept

__all__ = ["Recounted", "recounted"]

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Recounted:
    """What a recount found. altered: what was given that is no longer what was counted."""

    folder: Path
    by: str
    altered: tuple[str, ...]
    differences: tuple[Difference, ...]
    summary: str
    now: str = __version__

    @property
    def same(self) -> bool:
        """Whether nothing differs and nothing was altered."""
        return not self.altered and not self.differences

    def as_dict(self) -> Document:
        """The recount as a document for programs."""
        return {
            "same": self.same,
            "counted_by": self.by,
            "altered": list(self.altered),
            "differences": [{"place": d.place, "before": d.before, "now": d.now} for d in self.differences],
        }


def recounted(folder: Path, file: Path | None = None) -> Recounted:
    """Count again. Raises `Faults` where the folder holds no count, or what was counted cannot be read."""
    if not (folder / COUNT).exists() and (folder / DOCUMENT).exists():
        return _of_law(folder, file)
    return _of_rule(folder, file)


def _of_rule(folder: Path, file: Path | None) -> Recounted:
    from comitia.scrutiny.document import document

    before = kept(folder)
    sheet = again(before, file)
    now = document(sheet)
    altered = []
    if now["file"]["sha256"] != before.document["file"]["sha256"]:
        altered.append(f"the ballots: SHA-256 {before.document['file']['sha256']} before, {sheet.file.digest} now")
    if now["rule_sha256"] != before.document["rule_sha256"]:
        altered.append("the rule: rule.yaml does not say what was counted by")
    was = {**before.document, "rounds": [_without_words(each) for each in before.document["rounds"]]}
    found = tuple(each for each in differences(was, now) if not each.place.startswith(("file.", "rule")))
    summary = f"elected {', '.join(sheet.winners) or 'nobody'}, {plural(len(sheet.counted.rounds), 'round')}."
    return Recounted(folder, str(before.document.get("comitia")), tuple(altered), found, summary)


def _without_words(each: Any) -> Any:
    return {key: value for key, value in each.items() if key != "words"} if isinstance(each, dict) else each


def _of_law(folder: Path, file: Path | None) -> Recounted:
    from comitia.electorate.returns import read_returns
    from comitia.measure.counted import counted
    from comitia.run.returns import count_returns
    from comitia.run.scenario import RETURNS, read
    from comitia.society.catalogue import society
    from comitia.text.catalogue import load

    before = _document(folder / DOCUMENT)
    scenario = read(folder / "scenario.yaml")
    returns = read_returns(file or folder / RETURNS)
    people = society(scenario.society) if before.get("society") else None
    law = load(scenario.constitution, scenario.settings)
    drawn = {(d["contest"], d["stage"]): tuple(d["taken"]) for d in _rows(before["draws"]) if d["supplied"]}
    result = count_returns(law, returns, people, seed=before["seed"], drawn=drawn)
    now = json.loads(json.dumps(counted(result, returns, before["seed"])))
    names = {"returns_sha256": "the returns", "constitution_sha256": "the law", "society_sha256": "the society"}
    other = {key: what for key, what in names.items() if before[key] != now[key]}
    altered = [f"{what}: SHA-256 {before[key]} before, {now[key]} now" for key, what in other.items()]
    was = {key: value for key, value in before.items() if key != "steps"}
    found = tuple(each for each in differences(was, now) if each.place not in names)
    filled = sum(body["filled"] for body in now["bodies"].values())
    summary = f"{plural(len(now['contests']), 'vote')}, {plural(filled, 'seat')} filled."
    return Recounted(folder, str(before.get("comitia")), tuple(altered), found, summary)


def _rows(draws: Any) -> list[Document]:
    """Draws whose names are lists; a table writes several names as one text."""
    return [
        {**draw, "taken": draw["taken"] if isinstance(draw["taken"], list) else str(draw["taken"]).split("; ")}
        for draw in draws
    ]


def _document(path: Path) -> Document:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict) or not {"returns_sha256", "contests", "draws", "seed"} <= set(found):
        message = f"{path.parent} holds a run and no count of real votes."
        mend = "Name a folder that `comitia count --out` wrote."
        raise Faults(Fault("not-a-count", message, file=str(path), mend=mend))
    return found
