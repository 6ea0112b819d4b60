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

RULES = (
    "plurality",
    "majority-runoff",
    "cross-out",
    "approval",
    "irv",
    "borda",
    "block",
    "limited",
    "sntv",
    "cumulative",
    "stv-scottish",
    "stv-meek",
    "stv-ers97",
    "stv-dail",
    "stv-seanad",
    "stv-senate-au",
    "stv-cambridge",
)
"""Names of counting rules, which are no constitutions."""


@click.command("count")
@click.argument("name")
@click.argument("returns", type=click.Path(path_type=Path))
@click.option("--draws", type=click.Path(path_type=Path), help="Lots drawn in public: a table contest, stage, taken.")
@click.option("--seed", type=click.IntRange(min=0), help="Draw lots that are not supplied, by this seed.")
@click.option("--society", help="Who lives there, where the law's seats follow from that.")
@click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Set a rule or a choice of the law.")
@click.option("--out", type=click.Path(path_type=Path), help="Write tables and document to this folder.")
@click.option("--explain", is_flag=True, help="Tell every step in words, with its article.")
@click.option("--seats", type=int, hidden=True)
@json_option
def command(name: str, returns: Path, explain: bool, as_json: bool, **options: Any) -> None:
    """Count RETURNS (a table of votes, see docs/returns.md) by the law NAME, and fill the seats that they cover."""
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
    from comitia.law.faults import Fault, Faults
    from comitia.text.amend import parse_setting
    from comitia.text.catalogue import load, names

    if name in RULES and not Path(name).exists():
        message = f"'{name}' is a counting rule and no constitution; this version counts by the law of a constitution."
        raise Faults(Fault("rule-and-no-law", message, mend=f"Name a law: {', '.join(names())}, or a file."))
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
