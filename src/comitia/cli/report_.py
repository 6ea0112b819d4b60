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
    """Write the report of the run or comparison in DIR, one HTML file: pictures, tables, law, assumptions, data."""
    page = _made(folder)
    file = output or folder / "report.html"
    file.write_text(page, encoding="utf-8")
    if as_json:
        print_json({"report": str(file), "bytes": len(page.encode())})
    else:
        click.echo(
            f"written to {file} ({len(page.encode()) / 1000:,.0f} kB); open it in a browser, no network is needed."
        )


def _made(folder: Path) -> str:
    from comitia.picture.compared import is_comparison

    if is_comparison(folder):
        from comitia.report.comparison import report as of_comparison

        return of_comparison(folder)
    from comitia.report.build import report

    return report(folder)
