"""`comitia plot`: one picture of a run, as SVG, PNG or HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from comitia.cli.output import json_option, print_json

if TYPE_CHECKING:
    from comitia.picture.picture import Picture

FORMS = (".svg", ".png", ".html")


@click.command("plot")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("kind")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="FILE.svg, .png or .html; SVG to the screen if absent."
)
@click.option("--body", help="A body of the law; the first if absent.")
@click.option("--by", help="An attribute of the society, such as class or sex.")
@click.option("--group", help="A group of a comparison, such as worker; the largest if absent.")
@json_option
def command(
    folder: Path,
    kind: str,
    output: Path | None,
    body: str | None,
    by: str | None,
    group: str | None,
    as_json: bool,
) -> None:
    """Draw a picture of the run or the comparison in DIR.

    Of a run: assembly, representation, ratio, funnel, road, stages, tiles, control. Of a comparison: representation,
    ratio, spread, lost.
    """
    if output is not None:
        _known(output)
    made = _made(folder, kind, body, by, group)
    if output is not None:
        _write(made, output)
        click.echo(f"{made.title}: {made.says}\nwritten to {output}", err=as_json)
    if as_json:
        rows = list(made.table.rows())
        print_json({"kind": kind, "title": made.title, "says": made.says, "label": made.label, "table": rows})
    elif output is None:
        click.echo(made.svg())


def _made(folder: Path, kind: str, body: str | None, by: str | None, group: str | None) -> Picture:
    from comitia.picture import compared, comparison, kinds, shown
    from comitia.run.kept import Kept

    if compared.is_comparison(folder):
        return comparison.picture(kind, compared.of_folder(folder), body, group)
    return kinds.picture(kind, shown.of_kept(Kept(folder)), body, by)


def _known(output: Path) -> None:
    from comitia.law.faults import Fault, Faults

    if output.suffix.lower() not in FORMS:
        message = f"'{output.name}' does not say of what form the picture is."
        raise Faults(Fault("unknown-form", message, file=str(output), mend=f"End the name in {', '.join(FORMS)}."))


def _write(made: Picture, output: Path) -> None:
    from comitia.picture.fonts import missing
    from comitia.picture.page import alone

    svg = made.svg()
    for warning in missing(svg):
        click.echo(f"warning: {warning}", err=True)
    if output.suffix.lower() == ".png":
        output.write_bytes(_png(svg, output))
    else:
        output.write_text(alone(made) if output.suffix.lower() == ".html" else svg, encoding="utf-8")


def _png(svg: str, output: Path) -> bytes:
    from comitia.law.faults import Fault, Faults

    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        message = "PNG needs a part that is not installed."
        mend = 'pip install "comitia[png]", or write SVG or HTML.'
        raise Faults(Fault("not-installed", message, file=str(output), mend=mend)) from None
    return bytes(svg_to_bytes(svg_string=svg, background="white", zoom=2))
