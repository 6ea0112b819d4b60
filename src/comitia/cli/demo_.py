"""`comitia demo`: the main job in one command."""

from __future__ import annotations

from typing import Any

import click

from comitia.cli.output import console, json_option, print_json, significant

LAW, SOCIETY, SEED = "ussr-1988", "ussr-1989", 1989


@click.command("demo")
@click.option("--seed", type=click.IntRange(min=0), default=SEED, show_default=True, help="The seed of all chance.")
@json_option
def command(seed: int, as_json: bool) -> None:
    """Fill the Congress of 1989 by its own law from the society of 1989, and look who sits there."""
    from comitia.measure.document import document
    from comitia.run.scenario import Scenario

    result = Scenario(LAW, SOCIETY, seed).run()
    made = document(result)
    if as_json:
        print_json(made)
        return
    _print(result, made)


def _print(result: Any, made: dict[str, Any]) -> None:
    from comitia.cli import run_page

    out = console()
    law, society = result.meta.law, result.meta.society
    out.print(f"\n[bold]{law.title}[/bold]")
    out.print(f"{law.summary}\n")
    out.print(
        f"[bold]The people[/bold]: {society.title}: {society.total:,}. Simulated votes, seed {result.meta.seed}.\n"
    )
    out.print(run_page.seats(result, made))
    out.print(run_page.stages(result, made))
    out.print(run_page.rooms(result, made, "class"))
    out.print(run_page.rooms(result, made, "occupation"))
    out.print(run_page.funnel(result, made, law.body("congress"), "class"))
    out.print(run_page.funnel(result, made, law.body("congress"), "sex"))
    _record(out, result)
    _others(out, result.meta.seed)
    name, people = law.name, society.name
    out.print("\n[bold]Next[/bold]")
    for line, why in (
        (f"comitia run {name} --seed 1 --out congress", "every mandate, contest and vote as tables"),
        ("comitia report congress", "one page of it, with every seat, that opens without a network"),
        ("comitia serve", "the page: three laws side by side, to look into, change and run again"),
        ("comitia trace 2300 --in congress", "the road of one mandate, article by article"),
        (f"comitia run {name} --set choices.district-meeting=never", "the same people, one rule changed"),
        (f"comitia show {name}", "the law in words, with its articles"),
        (f"comitia compare {name} ussr-1936 soviets-1918 --society {people}", "with intervals, funnels, assumptions"),
        (f"comitia calibrate {name} --society {people}", "the model beside the published figures"),
    ):
        out.print(f"  {line:58} [dim]{why}[/dim]", soft_wrap=True)


OTHERS, RUNS = ("ussr-1988", "ussr-1936", "soviets-1918"), 4
"""The laws that the demo ends with, on the same people, and how often each is run."""


def _others(out: Any, seed: int) -> None:
    """The same people under other laws."""
    from comitia.cli.compare_page import shares
    from comitia.measure.compare import compare
    from comitia.run.scenario import Scenario

    made = compare([Scenario(law, SOCIETY) for law in OTHERS], "class", RUNS, seed=seed)
    title = f"The same people under other laws, by class (simulated, {RUNS} runs each)"
    for part in shares(made, title, made.main, lambda s, o: f"{100 * s.mean:.0f}% ×{significant(s.mean / o)}"):
        out.print(part)


def _record(out: Any, result: Any) -> None:
    """What history records of those who sit there beside the simulation; which of it the model was fitted to."""
    from comitia.cli.run_page import table
    from comitia.measure import fitting
    from comitia.society.catalogue import folder

    shown = table("Beside the record of 1989", "", "simulated", "on record", "the model was")
    for target in fitting.read(folder(SOCIETY) / "targets.csv"):
        if target.figure in ("share-of-seats", "support") and target.use != "beside":
            said = "fitted to it" if target.use == "fit" else "not fitted to it"
            shown.add_row(target.title, f"{100 * target.of(result):.0f}%", f"{100 * target.value:.1f}%", said)
    out.print(shown)
