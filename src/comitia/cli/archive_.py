"""`comitia archive`: a run as the folder that a journal's data editor wants."""

from __future__ import annotations

from pathlib import Path

import click

from comitia.cli.output import json_option, print_json


@click.command("archive")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A new folder; DIR-archive if absent.")
@click.option("--check", is_flag=True, help="DIR is an archive: compare every file with its checksum.")
@json_option
def command(folder: Path, output: Path | None, check: bool, as_json: bool) -> None:
    """Write the run in DIR with README, environment, data, codebook, report and checksums to a folder of its own."""
    from comitia.report.archive import archive, differing

    if check:
        _check(differing(folder), as_json)
        return
    target = output or folder.resolve().with_name(f"{folder.resolve().name}-archive")
    files = archive(folder, target)
    if as_json:
        print_json({"archive": str(target), "files": files})
    else:
        click.echo(f"written to {target}: {', '.join(files)}")


def _check(differ: list[str], as_json: bool) -> None:
    from comitia.law.faults import Fault, Faults

    if as_json:
        print_json({"ok": not differ, "differ": differ})
    if differ:
        message = "These files are not as their checksums say: " + ", ".join(differ) + "."
        raise Faults(Fault("archive-differs", message, mend="Take the archive anew from where it was deposited."))
    if not as_json:
        click.echo("every file is as its checksum says")
