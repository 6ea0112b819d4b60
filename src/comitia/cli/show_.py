"""`comitia show`: a law in words, or a society in figures."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from comitia.cli.naming import is_society
from comitia.cli.output import json_option, print_json

if TYPE_CHECKING:
    from comitia.electorate.parameters import Parameters

OF_LAWS = {
    "tiers": "Who elects whom.",
    "rules": "Bodies and offices, with the ways into them.",
    "choices": "What the law leaves open, with every answer.",
    "powers": "Who may do what to whom.",
    "provisions": "Rules on which a run does not act.",
    "articles": "Acts, and the rules taken from each article.",
    "certainty": "How many rules are known in which way.",
    "text": "The file as it is written.",
    "dot": "The tiers as a graph for Graphviz.",
}
OF_SOCIETIES = {
    "people": "Attributes and their values.",
    "margins": "Every published figure beside what the cells give.",
    "organisations": "Organisations, with members and electors.",
    "voters": "The parameters of the voter model.",
}


def _sections(function: Any) -> Any:
    for name, help_ in reversed({**OF_LAWS, **OF_SOCIETIES}.items()):
        function = click.option(f"--{name}", name, is_flag=True, help=help_)(function)
    return function


@click.command()
@click.argument("name", metavar="NAME|FILE")
@json_option
@_sections
def command(name: str, as_json: bool, **flags: bool) -> None:
    """Show a constitution in words, or a society in figures.

    NAME is a constitution or society that is shipped (comitia list), FILE a law of one's own, or the folder of a
    society. Without a section, the usual ones are shown.
    """
    asked = [flag for flag, on in flags.items() if on]
    if is_society(name):
        _refuse(name, "society", asked, OF_SOCIETIES)
        _society(name, asked, as_json)
    else:
        _refuse(name, "constitution", asked, OF_LAWS)
        _law(name, asked, as_json)


def _refuse(name: str, kind: str, asked: list[str], known: dict[str, str]) -> None:
    other = [flag for flag in asked if flag not in known]
    if other:
        can = ", ".join(f"--{flag}" for flag in known)
        raise click.UsageError(f"“{name}” is a {kind}, which has no --{other[0]}. It has {can}.")


def _law(name: str, asked: list[str], as_json: bool) -> None:
    from comitia.explain.graph import dot, graph
    from comitia.text.catalogue import find, load
    from comitia.text.read import text_of

    if asked == ["text"] and not as_json:
        sys.stdout.write(text_of(find(name)))
        return
    law = load(name)
    if as_json:
        from comitia.explain.document import law_document

        document = law_document(law, asked)
        if "text" in asked:
            document["text"] = text_of(find(name))
        print_json(document)
        return
    if "dot" in asked:
        if len(asked) > 1:
            raise click.UsageError("--dot stands alone, so that Graphviz can read it.")
        sys.stdout.write(dot(graph(law)))
        return
    from comitia.cli.law_page import show_law

    show_law(law, [flag for flag in asked if flag != "text"])
    if "text" in asked:
        sys.stdout.write("\n" + text_of(find(name)))
    elif not asked:
        _more(name, "powers", "provisions", "articles", "choices", "text", "json")


def _society(name: str, asked: list[str], as_json: bool) -> None:
    from comitia.society.catalogue import society

    people = society(name)
    voters = _voters(name, needed="voters" in asked) if not asked or "voters" in asked else None
    if as_json:
        from comitia.explain.document import society_document

        print_json(society_document(people, voters, asked))
        return
    from comitia.cli.society_page import show_society

    show_society(people, voters, asked)
    if not asked:
        _more(name, "margins", "organisations", "json")


def _more(name: str, *sections: str) -> None:
    from comitia.cli.page import blank, paragraph

    blank()
    paragraph(f"More: comitia show {name} with {', '.join(f'--{section}' for section in sections)}.", style="dim")


def _voters(name: str, needed: bool) -> Parameters | None:
    """The society's voter model; none where it has none and nobody asked for it."""
    from comitia.electorate.shipped import voters_of
    from comitia.law.faults import Faults

    try:
        return voters_of(name)
    except Faults as found:
        if needed or any(fault.code != "no-voter-model" for fault in found.faults):
            raise
        return None
