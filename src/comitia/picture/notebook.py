"""What a notebook shows of a law, a society, a run and a comparison: a line of facts, a picture or a table."""

from __future__ import annotations

from html import escape
from typing import Any

from comitia.law.constitution import Constitution
from comitia.picture import compared, comparison, kinds, shown
from comitia.picture.numbers import count, percent
from comitia.picture.picture import table_html
from comitia.run.table import Table
from comitia.society.cells import Society


def of_law(law: Constitution) -> str:
    """Title, summary, and the bodies with their ways in."""
    rows = [(body.title, way.title, way.seats, law.cite(way.article)) for body in law.bodies for way in body.routes]
    names = ("body", "way in", "seats", "article")
    table = Table("ways in", {name: [row[i] for row in rows] for i, name in enumerate(names)})
    head = f"<p><b>{escape(law.title)}</b><br>{escape(law.summary or '')}</p>"
    return head + table_html(table, "Bodies and the ways into them")


def of_society(society: Society) -> str:
    """How many people, in which groups."""
    total = int(society.count.sum())
    rows = [
        (attribute.title, title, int(people), people / total)
        for attribute in society.attributes
        for title, people in zip(attribute.titles, society.marginal(attribute.name).tolist(), strict=True)
        if people
    ]
    names = ("attribute", "value", "people", "share")
    table = Table("people", {name: [row[i] for row in rows] for i, name in enumerate(names)})
    largest = [max((r for r in rows if r[0] == a.title), key=lambda r: r[2]) for a in society.attributes]
    facts = "; ".join(f"{a}: {v} {percent(s)}" for a, v, _, s in largest)
    head = f"<p><b>{escape(society.title)}</b>, {count(total)} people. {escape(facts)}.</p>"
    return head + table_html(table, society.title)


def of_result(result: Any) -> str:
    """Assembly and representation of the first body."""
    run = shown.of_result(result)
    return "".join(kinds.picture(kind, run).html() for kind in ("assembly", "representation"))


def of_comparison(made: Any) -> str:
    """Shares outside and inside, law by law, with intervals."""
    return comparison.representation(compared.of_made(made)).html()
