"""`comitia trace`: the road of one mandate."""

from __future__ import annotations

from pathlib import Path

import click

from comitia.cli.output import console, json_option, print_json


@click.command("trace")
@click.argument("mandate")
@click.option("--in", "folder", type=click.Path(path_type=Path), required=True, help="A folder that `run --out` wrote.")
@json_option
def command(mandate: str, folder: Path, as_json: bool) -> None:
    """Walk MANDATE (its number or its holder, from the roll) back to the citizens or the plenum behind it."""
    from comitia.explain.road import Roads, as_dict, road
    from comitia.run.kept import Kept

    legs = road(Roads(Kept(folder)), mandate)
    if as_json:
        print_json({"mandate": legs[0].mandate, "simulated": legs[0].simulated, "road": as_dict(legs)})
        return
    out = console()
    for number, leg in enumerate(legs):
        lead = "" if number == 0 else "which rests on\n\n"
        who = ", ".join(leg.attributes.values())
        label = " (simulated)" if leg.simulated else ""
        out.print(f"\n{lead}[bold]{leg.body}[/bold], mandate {leg.mandate}{label}")
        out.print(f"{leg.person}: {who}" if who else leg.person)
        for step in leg.steps:
            out.print(f"  • {step.text} [dim]({step.article})[/dim]")
            if step.could_stop is not None and step.deciders is not None:
                out.print(
                    f"    [dim]{step.could_stop:,} of {step.deciders:,} marking otherwise would have stopped it.[/dim]"
                )
