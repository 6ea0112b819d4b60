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
    from comitia.run.study import Study


@click.command("compare")
@click.argument("names", nargs=-1, required=True)
@click.option("--society", help="Who lives there: a shipped society or a folder.")
@click.option("--by", help="The attribute that bodies are compared by; class if absent.")
@click.option("--runs", type=click.IntRange(1), help="Runs of each law; 200 if absent.")
@click.option("--seed", type=click.IntRange(min=0), help="The seed of the first run; 1 if absent.")
@click.option("--workers", type=click.IntRange(1), help="Processes; as many as there are cores if absent.")
@click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Set voters.PARAMETER, for all laws.")
@click.option("--moves/--no-moves", default=True, show_default=True, help="Look for the assumptions that move it most.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the comparison to this folder, for pictures.")
@json_option
def command(
    names: tuple[str, ...],
    society: str | None,
    by: str | None,
    runs: int | None,
    seed: int | None,
    workers: int | None,
    settings: tuple[str, ...],
    moves: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Run each law NAME many times on the same people, and set who ends up in its bodies side by side.

    A law with one answer to a choice: ussr-1936:names-on-the-paper=as-practised; with another rule:
    ussr-1988:bodies.supreme-soviet.seats=500. Instead of names, the file of a comparison, as the page saves it.
    """
    from comitia.measure.compare import compare, document
    from comitia.measure.sensitivity import assumed
    from comitia.run.ensemble import Workers

    study = _study(names, society, {"by": by, "runs": runs, "seed": seed}, settings)
    scenarios = study.scenarios()
    more = 1 + 2 * len(assumed(scenarios[0])) if moves else 0
    with Workers(workers) as pool, _progress(study.runs * len(scenarios) + more) as advance:
        made = compare(scenarios, study.by, study.runs, seed=study.seed, workers=pool, progress=advance)
        found = _moves(scenarios[0], made, pool, advance) if moves and made.bodies(0) else []
    shown = [{**_swing(swing), "law": made.names[0]} for swing in found[:10]]
    told = {**document(made), "moves": shown}
    if out is not None:
        _write(made, study, out, told)
    if as_json:
        print_json(told)
        return
    from comitia.cli.compare_page import print_comparison

    print_comparison(made, study.society, found)
    if out is not None:
        click.echo(f"\nwritten to {out}. Next: comitia report {out}, comitia plot {out} representation -o laws.svg")


def _write(made: Comparison, study: Study, out: Path, told: dict[str, Any]) -> None:
    from comitia import __version__
    from comitia.measure.compared_store import write

    write(made, out, {"comitia": __version__, **told}, study)


def _study(names: tuple[str, ...], society: str | None, given: dict[str, Any], settings: tuple[str, ...]) -> Study:
    """The comparison that a file, or names and options, mean; what is given on the line stands before the file."""
    from dataclasses import replace

    from comitia.run.study import is_study, named, read
    from comitia.text.amend import parse_setting

    path = Path(names[0])
    if len(names) == 1 and path.is_file() and is_study(path):
        study = read(path)
    elif society is None:
        raise click.UsageError("Missing option '--society': who lives there, such as --society ussr-1989.")
    else:
        study = named(names, society)
    own = {**given, "society": society}
    more = tuple(map(parse_setting, settings))
    changed = {name: value for name, value in own.items() if value is not None}
    return replace(study, **changed, settings=(*study.settings, *more))


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
