"""`comitia show`: a law or a counting rule in words, or a society in figures."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from comitia.cli.naming import kind_of
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
OF_RULES = {"articles": OF_LAWS["articles"], "text": OF_LAWS["text"]}
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
    """Show a constitution or a counting rule in words, or a society in figures.

    NAME is a constitution, rule or society that is shipped (comitia list), FILE a law or rule of one's own, or the
    folder of a society. Without a section, the usual ones are shown.
    """
    asked = [flag for flag, on in flags.items() if on]
    kind = kind_of(name)
    sections, show = {
        "society": (OF_SOCIETIES, _society),
        "rule": (OF_RULES, _rule),
        "constitution": (OF_LAWS, _law),
    }[kind]
    _refuse(name, kind, asked, sections)
    show(name, asked, as_json)


def _refuse(name: str, kind: str, asked: list[str], known: dict[str, str]) -> None:
    other = [flag for flag in asked if flag not in known]
    if other:
        can = ", ".join(f"--{flag}" for flag in known)
        called = {"rule": "counting rule"}.get(kind, kind)
        raise click.UsageError(f"“{name}” is a {called}, which has no --{other[0]}. It has {can}.")


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


def _rule(name: str, asked: list[str], as_json: bool) -> None:
    from comitia.text.read import text_of
    from comitia.text.rules import find, load_rule

    if as_json:
        from comitia.explain.document import rule_document

        document = rule_document(load_rule(name))
        print_json({**document, "text": text_of(find(name))} if "text" in asked else document)
        return
    if asked != ["text"]:
        from comitia.cli.rule_page import show_rule

        show_rule(load_rule(name))
    if "text" in asked:
        sys.stdout.write(text_of(find(name)))
    else:
        _more(name, "text", "json")


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
