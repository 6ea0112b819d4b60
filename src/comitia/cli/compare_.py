"""`comitia compare`: the same people under different laws."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comitia.cli.output import json_option, print_json

if TYPE_CHECKING:
    from comitia.measure.compare import Comparison
    from comitia.measure.sensitivity import Swing
    from comitia.run.ensemble import Workers
    from comitia.run.scenario import Scenario


@click.command("compare")
@click.argument("names", nargs=-1, required=True)
@click.option("--society", required=True, help="Who lives there: a shipped society or a folder.")
@click.option("--by", default="class", show_default=True, help="The attribute that bodies are compared by.")
@click.option("--runs", type=click.IntRange(1), default=200, show_default=True, help="Runs of each law.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="The seed of the first run.")
@click.option("--workers", type=click.IntRange(1), help="Processes; as many as there are cores if absent.")
@click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Set voters.PARAMETER, for all laws.")
@click.option("--moves/--no-moves", default=True, show_default=True, help="Look for the assumptions that move it most.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the comparison to this folder, for pictures.")
@json_option
def command(
    names: tuple[str, ...],
    society: str,
    by: str,
    runs: int,
    seed: int,
    workers: int | None,
    settings: tuple[str, ...],
    moves: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Run each law NAME many times on the same people, and set who ends up in its bodies side by side.

    A law with one answer to a choice: ussr-1936:names-on-the-paper=as-practised.
    """
    from comitia.measure.compare import compare, document
    from comitia.measure.sensitivity import assumed
    from comitia.run.ensemble import Workers

    scenarios = [_scenario(name, society, settings) for name in names]
    more = 1 + 2 * len(assumed(scenarios[0])) if moves else 0
    with Workers(workers) as pool, _progress(runs * len(scenarios) + more) as advance:
        made = compare(scenarios, by, runs, seed=seed, workers=pool, progress=advance)
        found = _moves(scenarios[0], made, pool, advance) if moves and made.bodies(0) else []
    shown = [{**_swing(swing), "law": made.names[0]} for swing in found[:10]]
    told = {**document(made), "moves": shown}
    if out is not None:
        _write(made, out, told)
    if as_json:
        print_json(told)
        return
    from comitia.cli.compare_page import print_comparison

    print_comparison(made, society, found)
    if out is not None:
        click.echo(f"\nwritten to {out}. Next: comitia plot {out} representation -o laws.svg")


def _write(made: Comparison, out: Path, told: dict[str, Any]) -> None:
    from comitia import __version__
    from comitia.measure.compared_store import write

    write(made, out, {"comitia": __version__, **told})


def _scenario(name: str, society: str, settings: tuple[str, ...]) -> Scenario:
    from comitia.run.scenario import Scenario
    from comitia.text.amend import parse_setting

    law, *answers = name.split(":")
    choices = [(f"choices.{choice}", value) for choice, value in map(parse_setting, answers)]
    return Scenario(law, society, settings=(*choices, *map(parse_setting, settings)))


def _progress(total: int) -> Any:
    """A bar on standard error where that is a terminal; nothing elsewhere."""
    from contextlib import contextmanager

    @contextmanager
    def bar() -> Any:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("runs"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        out = Console(stderr=True)
        with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as progress:
            task = progress.add_task("runs", total=total)
            yield lambda finished: progress.advance(task, finished)

    return bar()


def _moves(scenario: Scenario, made: Comparison, workers: Workers, advance: Callable[[int], None]) -> list[Swing]:
    from comitia.measure.sensitivity import swings

    body, value = made.main(0)[0], made.largest
    return swings(scenario, body, made.by, value, runs=1, seed=made.seed, workers=workers, progress=advance)


def _swing(swing: Swing) -> dict[str, Any]:
    return {
        "parameter": swing.parameter,
        "meaning": swing.meaning,
        "value": swing.value,
        "share": swing.base,
        "share_halved": swing.halved,
        "share_doubled": swing.doubled,
    }
