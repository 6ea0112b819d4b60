"""`comitia cite`: how to cite the software, a law and a society."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from comitia.cli.output import json_option, print_json

if TYPE_CHECKING:
    from comitia.explain.citing import Reference


@click.command()
@click.argument("names", metavar="[NAME|FILE]...", nargs=-1)
@click.option("--bibtex", "as_bibtex", is_flag=True, help="Entries for BibTeX.")
@json_option
def command(names: tuple[str, ...], as_bibtex: bool, as_json: bool) -> None:
    """Tell how to cite Comitia and, by NAME, laws with their acts and societies with their sources."""
    from comitia.explain.citing import bibtex, software

    groups = [("Comitia", (software(),)), *((name, _references(name)) for name in names)]
    every = [reference for _, found in groups for reference in found]
    if as_json:
        print_json({"references": [reference.as_dict() for reference in every]})
    elif as_bibtex:
        click.echo("\n\n".join(bibtex(reference) for reference in every))
    else:
        _for_people(groups)


def _references(name: str) -> tuple[Reference, ...]:
    from comitia.cli.naming import kind_of
    from comitia.explain.citing import of_law, of_rule, of_society

    kind = kind_of(name)
    if kind == "society":
        from comitia.society.catalogue import society

        return of_society(society(name))
    if kind == "rule":
        from comitia.text.rules import load_rule

        return of_rule(load_rule(name))
    from comitia.text.catalogue import load

    return of_law(load(name))


def _for_people(groups: Sequence[tuple[str, tuple[Reference, ...]]]) -> None:
    from comitia.cli.page import blank, heading, paragraph
    from comitia.explain.citing import in_words

    for title, (first, *more) in groups:
        heading(title)
        paragraph(in_words(first))
        if more:
            blank()
            paragraph("Taken from" if first.kind in ("law", "rule") else "Figures from", style="dim")
        for reference in more:
            paragraph(in_words(reference), indent=2)
    if len(groups) == 1:
        blank()
        paragraph("With a law or a society: comitia cite NAME. For BibTeX: --bibtex.", style="dim")
