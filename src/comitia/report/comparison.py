"""Builds `report.html` from the folder of a comparison: laws side by side on the same people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from comitia.explain.citing import in_words, of_law, of_society, software
from comitia.explain.edited import edited
from comitia.measure.compared_store import STUDY
from comitia.measure.quoted import sentences
from comitia.picture import kinds
from comitia.picture.compared import Compared, of_folder
from comitia.picture.comparison import side_by_side
from comitia.picture.palette import hatches, style
from comitia.picture.picture import Picture
from comitia.picture.shown import of_result
from comitia.report.data import columns, deflated
from comitia.report.laying import render, script, text
from comitia.run.scenario import Scenario
from comitia.run.study import read

MODULES = ("dom.js", "held.js", "seats.js", "sorting.js", "workbook.js", "comparison.js")
GROUPS = 3
"""Of so many groups, the largest, it is drawn where they were lost."""


@dataclass(frozen=True, slots=True)
class Side:
    """A law: the room of its first body in one run, and how the law differs from the first."""

    letter: str
    title: str
    room: Picture
    differs: dict[str, object] | None


def report(folder: Path) -> str:
    """The page. One run of every law, that of the first seed, is done again for the rooms.

    Faults: the folder holds no comparison, or one whose laws are not there any more.
    """
    made, study = of_folder(folder), read(folder / STUDY)
    scenarios = [replace(scenario, seed=study.seed) for scenario in study.scenarios()]
    return render(
        "comparison.html.j2",
        told=made.document,
        label=made.label,
        answers=sentences(made.document),
        sides=list(_sides(made, scenarios)),
        pictures=[drawn for _, _, drawn in side_by_side(made, GROUPS)],
        references=_references(scenarios),
        study=study.text(),
        data=deflated({"tables": {"shares": columns(made.shares)}}),
        style=style(),
        hatches=hatches(),
        css=text("report.css"),
        js=script(*MODULES),
    )


def _sides(made: Compared, scenarios: list[Scenario]) -> Iterator[Side]:
    first = scenarios[0].law()
    for i, (scenario, told) in enumerate(zip(scenarios, made.document["laws"].values(), strict=True)):
        run = of_result(scenario.run())
        body = next((name for name in told["main"] if "per" not in run.document["bodies"][name]), None)
        differs = edited(first, scenario.law()) if i else None
        yield Side(chr(65 + i), told["title"], kinds.picture("assembly", run, body, made.document["by"]), differs)


def _references(scenarios: list[Scenario]) -> list[str]:
    laws = [reference for scenario in scenarios for reference in of_law(scenario.law())]
    return list(dict.fromkeys(in_words(each) for each in (software(), *laws, *of_society(scenarios[0].people()))))
