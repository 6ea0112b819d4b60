"""`comitia run`: fill every body of a law."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from comitia.cli.output import json_option, print_json
from comitia.cli.scenario import scenario_options


@click.command("run")
@click.argument("name")
@scenario_options
@click.option(
    "--returns", type=click.Path(path_type=Path), help="Real votes, which stand where they are known (docs/returns.md)."
)
@click.option("--out", type=click.Path(path_type=Path), help="Write tables, scenario and document to this folder.")
@click.option("--by", "by", default="class", show_default=True, help="The attribute that compositions are shown by.")
@json_option
def command(name: str, returns: Path | None, out: Path | None, by: str, as_json: bool, **options: Any) -> None:
    """Fill every body of the law NAME (a shipped constitution, a file, or a scenario that a run wrote)."""
    from dataclasses import replace

    from comitia import __version__
    from comitia.cli.scenario import scenario_of
    from comitia.measure.document import document
    from comitia.run import store

    if out is not None:
        store.ready(out)
    scenario = scenario_of(name, **options)
    if returns is not None:
        scenario = replace(scenario, returns=str(returns))
    scenario.people().attribute(by)
    result = scenario.run()
    made = document(result)
    if scenario.returns:
        made["real_votes"] = sum(int((~held.simulated).sum()) for held in result.journal.held)
    if out is not None:
        store.write(result, out, {"comitia": __version__, **made}, scenario.write(result), scenario.beside())
    if as_json:
        print_json(made)
        return
    from comitia.cli.run_page import print_run

    print_run(result, made, by)
    if out is not None:
        click.echo(f"\nwritten to {out}: roll, lineage, voters, contests, candidates, draws (Parquet and CSV),")
        click.echo(f"codebook.csv, run.json, scenario.yaml. Next: comitia trace 0 --in {out}")
