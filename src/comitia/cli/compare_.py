"""`comitia compare`: the same people under different laws."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from comitia.cli.output import console, json_option, print_json, significant

if TYPE_CHECKING:
    from comitia.measure.compare import Comparison, Interval
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
    if as_json:
        shown = [{**_swing(swing), "law": made.names[0]} for swing in found[:10]]
        print_json({**document(made), "society": society, "moves": shown})
        return
    _print(made, society, found)


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

    body, value = made.main(0)[0], _largest(made)
    return swings(scenario, body, made.by, value, runs=1, seed=made.seed, workers=workers, progress=advance)


def _largest(made: Comparison) -> int:
    """The value that most people are of."""
    return max(range(len(made.values)), key=lambda v: made.society[v])


def _swing(swing: Swing) -> dict[str, Any]:
    return {
        "parameter": swing.parameter,
        "value": swing.value,
        "share": swing.base,
        "share_halved": swing.halved,
        "share_doubled": swing.doubled,
    }


def _print(made: Comparison, society: str, found: list[Swing]) -> None:
    out = console()
    out.print(f"\n[bold]The same people ({society}) under different laws[/bold]: {made.runs} runs each, simulated\n")
    for law in range(len(made.names)):
        for sentence in _sentences(made, law):
            out.print(sentence)
    out.print()
    out.print(_shares(made))
    laws = [law for law, name in enumerate(made.names) if not name.endswith(")")]
    for law, name in ((law, made.names[law]) for law in laws):
        bodies = [body for body in made.bodies(law) if made.gates(law, body)]
        if bodies:
            out.print(_funnel(made, law, name, bodies[0]))
    out.print(_figures(made))
    if found:
        out.print(_swings(made, found))
    out.print(
        "Simulated. In brackets the 5th and 95th percentile over runs; × the share as a multiple of that in",
        style="dim",
    )
    out.print("society. Assumptions: comitia show SOCIETY, comitia calibrate, docs/voter-model.md.", style="dim")


def _sentences(made: Comparison, law: int) -> list[str]:
    """One sentence that can be quoted for the first and for the last body of a law."""
    v = _largest(made)
    said = []
    for body in made.main(law):
        share, outside = made.share(law, body, v), made.society[v]
        ratio = [significant(number / outside) for number in (share.mean, share.low, share.high)]
        said.append(
            f"Under {made.names[law]}, the share of the group “{made.titles[v].lower()}” in {body} is {ratio[0]} "
            f"({ratio[1]}–{ratio[2]}) of its share in society (simulated, {made.runs} runs)."
        )
    return said


def _shares(made: Comparison) -> Any:
    from comitia.cli.run_page import table

    shown = table(f"Who sits there, by {made.by}", "law and body", *made.titles)
    shown.add_row("[dim]society[/dim]", *(f"[dim]{100 * share:.1f}%[/dim]" for share in made.society))
    for law, name in enumerate(made.names):
        shown.add_row(f"[bold]{name}[/bold]")
        for body in made.bodies(law):
            cells = [_cell(made.share(law, body, v), made.society[v]) for v in range(len(made.values))]
            shown.add_row(f"  {body}", *cells)
    return shown


def _cell(share: Interval, outside: float) -> str:
    spread = f"({100 * share.low:.0f}–{100 * share.high:.0f})"
    ratio = f"\n×{significant(share.mean / outside)}" if outside else ""
    return f"{significant(100 * share.mean)}% {spread}{ratio}"


def _funnel(made: Comparison, law: int, name: str, body: str) -> Any:
    from comitia.cli.run_page import gate_titles, table

    gates = made.gates(law, body)
    shown = table(f"Where they were lost: {name}, {body}", "")
    for title in gate_titles(list(gates)):
        shown.add_column(title, justify="right")
    for v, title in enumerate(made.titles):
        if made.society[v] >= 0.01:
            shown.add_row(title, *(f"{significant(100 * row[v].mean)}%" for row in gates.values()))
    return shown


def _figures(made: Comparison) -> Any:
    from comitia.cli.run_page import table

    v = _largest(made)
    columns = (
        "Rose\nindex",
        "elections\nbetween",
        "without\ntheir vote",
        "can carry\nit",
        f"vote of\n{made.titles[v].lower()}",
    )
    shown = table("How far from the citizens", "law and body", *columns)
    for law, name in enumerate(made.names):
        shown.add_row(f"[bold]{name}[/bold]")
        for body in made.bodies(law):
            numbers = [made.figure(law, body, key) for key in ("rose", "distance")]
            shares = [made.figure(law, body, key) for key in ("not_elected_by_citizens", "control_share")]
            weight = made.weight(law, body, v)
            shown.add_row(
                f"  {body}",
                *(significant(number.mean) if number else "–" for number in numbers),
                *(f"{significant(100 * share.mean)}%" if share else "–" for share in shares),
                f"×{significant(weight.mean)}" if weight else "–",
            )
    return shown


def _swings(made: Comparison, found: list[Swing]) -> Any:
    from comitia.cli.run_page import table

    v = _largest(made)
    title = f"What moves it most: share of “{made.titles[v].lower()}” in {made.main(0)[0]} of {made.names[0]}"
    shown = table(f"{title} if an assumption is halved or doubled (one run)", "assumption", "now", "halved", "doubled")
    for swing in found[:5]:
        shares = (swing.base, swing.halved, swing.doubled)
        shown.add_row(swing.meaning, *(f"{100 * share:.1f}%" for share in shares))
    return shown
