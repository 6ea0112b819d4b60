"""`comitia report`: one page of a run that opens from disk and loads nothing."""

from __future__ import annotations

from pathlib import Path

import click

from comitia.cli.output import json_option, print_json


@click.command("report")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write it; DIR/report.html if absent.")
@json_option
def command(folder: Path, output: Path | None, as_json: bool) -> None:
    """Write the report of the run in DIR: pictures, tables, the law, assumptions, data, in one HTML file."""
    from comitia.report.build import report

    page = report(folder)
    file = output or folder / "report.html"
    file.write_text(page, encoding="utf-8")
    if as_json:
        print_json({"report": str(file), "bytes": len(page.encode())})
    else:
        click.echo(
            f"written to {file} ({len(page.encode()) / 1000:,.0f} kB); open it in a browser, no network is needed."
        )
