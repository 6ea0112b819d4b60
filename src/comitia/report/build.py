"""Builds `report.html` from the folder of a run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comitia.explain.citing import in_words, of_law, of_society, software
from comitia.explain.outline import outline
from comitia.explain.road import Roads
from comitia.explain.words import short_certainty
from comitia.law.clause import Article
from comitia.law.constitution import Constitution
from comitia.law.faults import Faults
from comitia.picture.fonts import SCRIPTS
from comitia.picture.kinds import picture
from comitia.picture.palette import hatches, style
from comitia.picture.picture import Picture
from comitia.picture.shown import Shown, of_kept
from comitia.report.answer import answer
from comitia.report.data import TABLES, packed
from comitia.report.laying import render, script, text
from comitia.run.kept import Kept

SMALLEST = 20
"""Bodies with fewer seats get no picture of their own in the report; the tables have them."""
MODULES = ("dom.js", "held.js", "seats.js", "sorting.js", "workbook.js", "report.js")
_OF_EACH = ("representation", "ratio", "control")
_OF_FIRST = ("funnel", "road", "stages", "tiles")


@dataclass(frozen=True, slots=True)
class Room:
    """A body with its assembly."""

    id: str
    title: str
    picture: Picture


def report(folder: Path) -> str:
    """The page. Faults: the folder holds no run."""
    kept = Kept(folder)
    run = of_kept(kept)
    rooms = [Room(body.id, body.title, picture("assembly", run, body.id)) for body in large(run)]
    shown = [*(found for kind in (*_OF_FIRST, *_OF_EACH) if (found := _picture(kind, run)))]
    return render(
        "report.html.j2",
        run=run,
        told=run.document,
        answer=answer(run),
        rooms=rooms,
        pictures=shown,
        entries=outline(run.law),
        cite=_citer(run.law),
        parameters=_parameters(kept),
        references=_references(run),
        scenario=kept.text,
        scripts=SCRIPTS,
        tables=TABLES,
        data=packed(run, Roads(kept)),
        style=style(),
        hatches=hatches(),
        css=text("report.css"),
        js=script(*MODULES),
    )


def large(run: Shown) -> list[Any]:
    """The bodies whose seats are persons, the large ones; the first in any case."""
    drawn = [body for body in run.law.bodies if "per" not in run.document["bodies"][body.id]]
    return [body for i, body in enumerate(drawn) if i == 0 or run.document["bodies"][body.id]["filled"] >= SMALLEST]


def _picture(kind: str, run: Shown) -> Picture | None:
    """A picture, or None where this run has nothing of the kind."""
    try:
        return picture(kind, run)
    except Faults:
        return None


def _citer(law: Constitution) -> Any:
    def cite(article: Article | None) -> str:
        return f"{law.cite(article)}; {short_certainty(article)}" if article else ""

    return cite


def _parameters(kept: Kept) -> list[dict[str, str]]:
    """The numbers of the voter model: what each means, its value and where it is from."""
    table = kept.scenario.voters().table
    return [
        {
            "id": name,
            "meaning": p.meaning,
            "value": f"{p.value:g}" if not p.by else ", ".join(f"{k} {v:g}" for k, v in (p.values or {}).items()),
            "source": p.source,
            "fitted": p.fitted or "",
        }
        for name, p in table.items()
    ]


def _references(run: Shown) -> list[str]:
    return [in_words(each) for each in (software(), *of_law(run.law), *of_society(run.society))]
