"""`comitia recount`: a count repeated from what was kept of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from comitia.cli.failing import DONE, OURS, YOURS
from comitia.cli.output import json_option, print_json

_SHOWN = 20


@click.command("recount")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--file", type=click.Path(path_type=Path), help="The ballots or returns, where they are elsewhere now.")
@json_option
def command(folder: Path, file: Path | None, as_json: bool) -> int:
    """Repeat the count that FOLDER keeps (comitia count --out), and say whether anything differs.

    Ends with 0 where nothing does; with 2 where the ballots or the rule are no longer those that were counted; with 1
    where they are and the outcome differs.
    """
    from comitia.cli.recounting import recounted

    found = recounted(folder, file)
    if as_json:
        print_json(found.as_dict())
    else:
        _print(found)
    return DONE if found.same else YOURS if found.altered else OURS


def _print(found: Any) -> None:
    click.echo(f"{found.folder}: counted by {found.by}, repeated by {found.now}")
    for line in found.altered:
        click.echo(f"altered: {line}")
    for each in found.differences[:_SHOWN]:
        click.echo(f"differs: {each}")
    if len(found.differences) > _SHOWN:
        click.echo(f"and {len(found.differences) - _SHOWN:,} more places; --json shows all.")
    if found.same:
        click.echo(f"The same in everything: {found.summary}")
    elif not found.differences:
        click.echo(f"The outcome is the same all the same: {found.summary}")
