"""`comitia calibrate`: the voter model beside published figures, and fitting it to them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from comitia.cli.output import console, json_option, print_json, significant
from comitia.cli.scenario import scenario_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comitia.measure.fitting import Fit, Target
    from comitia.run.scenario import Scenario


@click.command("calibrate")
@click.argument("name")
@scenario_options
@click.option(
    "--runs", type=click.IntRange(1), default=5, show_default=True, help="Runs that the model's figures are taken from."
)
@click.option(
    "--fit", "rounds", type=click.IntRange(0), default=0, help="Fit for so many rounds first, and print the parameters."
)
@json_option
def command(name: str, runs: int, rounds: int, as_json: bool, **options: Any) -> None:
    """Show every published figure beside what the voter model gives: those it was fitted to, and those left out."""
    from comitia.cli.scenario import scenario_of
    from comitia.measure import fitting
    from comitia.society.catalogue import folder

    scenario = scenario_of(name, **options)
    seed = 1 if scenario.seed is None else scenario.seed
    targets = fitting.read(folder(scenario.society) / "targets.csv")
    parameters = scenario.voters()
    for number, fitted in enumerate(fitting.fit(parameters, targets, _runner(scenario), rounds, runs, seed), start=1):
        parameters = fitted
        click.echo(f"round {number} of {rounds}", err=True)
    results = [_runner(scenario)(parameters, seed + 10_000 + i) for i in range(runs)]
    fits = fitting.compare(targets, results)
    moved = _moved(targets, parameters) if rounds else {}
    if as_json:
        rows = [{**asdict(f.target), "mean": f.mean, "low": f.low, "high": f.high, "within": f.within} for f in fits]
        print_json({"seed": seed, "runs": runs, "simulated": True, "figures": rows, "parameters": moved})
        return
    _print(fits, runs, seed)
    for path, value in moved.items():
        click.echo(f"  {path}: {value}")


def _runner(scenario: Scenario) -> Any:
    from comitia.run.runner import run

    law, people = scenario.law(), scenario.people()
    return lambda parameters, seed: run(law, people, voters=parameters, seed=seed, detail=scenario.detail)


def _moved(targets: Sequence[Target], parameters: Any) -> dict[str, float]:
    from comitia.measure.fitting import current

    paths = [path for target in targets if target.use == "fit" for path in target.parameters]
    return {path: current(parameters, path) for path in paths}


def _print(fits: Sequence[Fit], runs: int, seed: int) -> None:
    from rich import box
    from rich.table import Table

    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, title=f"Published figures and the model ({runs} runs from seed {seed})"
    )
    for column in ("figure", "used for"):
        table.add_column(column)
    for column in ("published", "simulated", "5%", "95%"):
        table.add_column(column, justify="right")
    for use in ("fit", "check", "beside"):
        for each in fits:
            if each.target.use == use:
                numbers = (each.mean, each.low, each.high)
                published = f"{each.target.value:,.6g}"
                table.add_row(each.target.title, use, published, *(significant(number, 3) for number in numbers))
        table.add_section()
    console().print(table)
