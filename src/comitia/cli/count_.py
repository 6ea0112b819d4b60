"""`comitia count`: real votes to mandates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comitia.cli.output import json_option, print_json

if TYPE_CHECKING:
    from comitia.electorate.record import Returns
    from comitia.law.constitution import Constitution
    from comitia.run.result import Result
    from comitia.society.cells import Society


OF_RULES = {
    "seats": "--seats",
    "fields": "--option",
    "figures": "--figure",
    "contest": "--contest",
    "format": "--format",
    "candidates": "--candidates",
    "groups": "--groups",
    "sheet": "--sheet",
}
"""Options that only the count by one rule has."""


@click.command("count")
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--seats", type=int, help="Of a rule: seats to be filled, where the file does not say.")
@click.option("--option", "fields", multiple=True, metavar="FIELD=VALUE", help="Of a rule: change one of its fields.")
@click.option(
    "--figure", "figures", multiple=True, metavar="NAME=N", help="Of a rule: registered=N, valid=N, and so on."
)
@click.option("--contest", help="Of a rule: which contest of a table of totals that holds several.")
@click.option("--format", help="Of a rule: the form of FILE, where it is not told from the file itself.")
@click.option("--candidates", type=click.Path(path_type=Path), help="Of a rule: the official list, a name a line.")
@click.option("--groups", type=click.Path(path_type=Path), help="Of a rule: a table of candidate and group.")
@click.option("--sheet", type=click.Path(path_type=Path), help="Of a rule: write the count sheet, .csv or .xlsx.")
@click.option("--draws", type=click.Path(path_type=Path), help="Lots drawn in public, as a table.")
@click.option("--seed", type=click.IntRange(min=0), help="Draw lots that are not supplied, by this seed.")
@click.option("--society", help="Who lives there, where the law's seats follow from that.")
@click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Set a rule or a choice of the law.")
@click.option("--out", type=click.Path(path_type=Path), help="Write tables and document to this folder.")
@click.option("--explain", is_flag=True, help="Tell every step in words, with its article.")
@json_option
def command(name: str, file: Path, explain: bool, as_json: bool, **options: Any) -> None:
    """Count FILE by NAME: a constitution, which carries out returns (docs/returns.md), or one counting rule.

    A rule (comitia list) counts the ballots or totals of one contest: docs/counting-ballots.md.
    """
    from comitia.cli.naming import kind_of

    kind = kind_of(name)
    if kind == "society":
        raise click.UsageError(f"“{name}” is a society; ballots are counted by a constitution or a counting rule.")
    if kind == "rule":
        from comitia.cli.count_rule import count_rule

        count_rule(name, file, options, explain, as_json)
    else:
        for option in (option for option in OF_RULES if options[option] not in (None, ())):
            raise click.UsageError(f"{OF_RULES[option]} belongs to the count by a rule; “{name}” is a constitution.")
        _count_law(name, file, explain, as_json, options)


def _count_law(name: str, returns: Path, explain: bool, as_json: bool, options: dict[str, Any]) -> None:
    from comitia.electorate.returns import read_returns
    from comitia.measure.counted import counted

    law = _law(name, options["settings"])
    given = read_returns(returns)
    result = _count(law, name, given, options)
    made = counted(result, given, options["seed"])
    if explain:
        made["steps"] = _steps(result)
    if options["out"] is not None:
        _write(result, made, name, returns, options)
    if as_json:
        print_json(made)
        return
    from comitia.cli.count_page import print_count, print_steps

    print_steps(made) if explain else print_count(law, made, given.file)
    if options["out"] is not None:
        click.echo(f"\nwritten to {options['out']}. Next: comitia trace 0 --in {options['out']}")


def _law(name: str, settings: tuple[str, ...]) -> Constitution:
    from comitia.text.amend import parse_setting
    from comitia.text.catalogue import load

    return load(name, [parse_setting(text) for text in settings])


def _count(law: Constitution, name: str, returns: Returns, options: dict[str, Any]) -> Result:
    from comitia.run.returns import count_returns

    drawn = None
    if options["draws"] is not None:
        from comitia.electorate.formats.draws import read_draws

        drawn = read_draws(options["draws"])
    people = _people(law, name, returns, options["society"])
    return count_returns(law, returns, people, seed=options["seed"], drawn=drawn)


def _people(law: Constitution, name: str, returns: Returns, named: str | None) -> Society | None:
    """The society that is named, or that of the law's country where seats follow from who lives there; else none."""
    from comitia.plan.from_returns import needs_society

    if named is None and not needs_society(law, returns.contests):
        return None
    from comitia.cli.scenario import society_for
    from comitia.society.catalogue import society

    return society(named or society_for(name))


def _steps(result: Result) -> list[dict[str, Any]]:
    from comitia.explain.recount import recount

    return [
        {
            "contest": vote.contest,
            "stage": vote.stage,
            "seats": vote.seats,
            "steps": [{"did": step.did, "article": step.article, "text": step.text} for step in vote.steps],
        }
        for vote in recount(result)
    ]


def _write(result: Result, made: dict[str, Any], name: str, returns: Path, options: dict[str, Any]) -> None:
    from comitia import __version__
    from comitia.cli.scenario import society_for
    from comitia.run import store
    from comitia.run.scenario import RETURNS, Scenario
    from comitia.text.amend import parse_setting

    settings = tuple(parse_setting(text) for text in options["settings"])
    people = options["society"] or society_for(name)
    scenario = Scenario(name, people, options["seed"], "cells", settings, returns=str(returns))
    _, _, text = scenario.write(result).partition("\n")
    said = f"# A count: comitia count {name} {RETURNS}. As a scenario it simulates what the returns do not cover."
    store.write(result, options["out"], {"comitia": __version__, **made}, f"{said}\n{text}", scenario.beside())
