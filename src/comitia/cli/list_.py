"""`comitia list`: the constitutions, societies, counting and entitlement rules that are shipped."""

from __future__ import annotations

from typing import Any

import click

from comitia.cli.output import json_option, print_json


@click.command()
@json_option
def command(as_json: bool) -> None:
    """List the constitutions, societies, counting rules and entitlement rules that are shipped."""
    from comitia.explain.shelf import shelf

    found = shelf()
    if as_json:
        print_json(found)
        return
    from comitia.cli.page import blank, heading, paragraph

    heading("Constitutions")
    for place, (name, law) in enumerate(found["constitutions"].items()):
        if place:
            blank()
        _law(name, law)
    heading("Counting rules")
    for name, rule in found["rules"].items():
        _rule(name, rule)
    heading("Societies")
    for place, (name, society) in enumerate(found["societies"].items()):
        if place:
            blank()
        _society(name, society)
    heading("Entitlement rules of organisations")
    for name, rule in found["entitlements"].items():
        _title(name, rule["title"])
    blank()
    paragraph("Read one: comitia show NAME. Start from a law: comitia new FILE --from NAME.", style="dim")
    paragraph("Count ballots: comitia count RULE FILE --seats N.", style="dim")
    paragraph("Share delegates: comitia apportion FILE --rule NAME.", style="dim")


def _law(name: str, law: dict[str, Any]) -> None:
    from comitia.cli.page import Column, lay
    from comitia.explain.phrases import plural

    _title(name, law["title"])
    bodies = [(_seats(body["seats"]), body["title"]) for body in law["bodies"].values()]
    lay(bodies, [Column(6, right=True), Column()])
    if law["offices"]:
        lay([("", plural(len(law["offices"]), "kind of office", "kinds of office"))], [Column(6), Column()])


def _rule(name: str, rule: dict[str, Any]) -> None:
    from comitia.cli.page import Column, lay

    lay([(name, rule["title"])], [Column(24), Column()])


def _seats(seats: int | None) -> str:
    return "–" if seats is None else f"{seats:,}"


def _society(name: str, society: dict[str, Any]) -> None:
    from comitia.cli.page import paragraph

    _title(name, society["title"])
    paragraph(f"People: {society['universe']}.", indent=2)
    paragraph(f"Attributes: {', '.join(society['attributes'])}.", indent=2)
    if society["organisations"]:
        paragraph(f"Organisations: {society['organisations']}.", indent=2)


def _title(name: str, title: str) -> None:
    from rich.text import Text

    from comitia.cli.page import paragraph

    paragraph(Text.assemble((name, "bold"), f"  {title}"))
