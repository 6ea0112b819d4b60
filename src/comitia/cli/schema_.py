"""`comitia schema`: the JSON Schema of constitutions, for editors."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from comitia.cli.output import json_option, print_json


@click.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it to this file instead.")
@json_option
def command(out: Path | None, as_json: bool) -> None:
    """Print the JSON Schema (draft 7) of constitutions.

    An editor that knows YAML uses it to check and complete a law while it is written; `comitia new` puts it in place.
    """
    from comitia.text.schema import schema

    if out is None:
        if as_json:
            print_json({"schema": schema()})
        else:
            sys.stdout.write(text())
        return
    out.write_text(text(), encoding="utf-8")
    if as_json:
        print_json({"file": str(out)})
    else:
        click.echo(f"Written to {out}. The first line of a law that uses it: # yaml-language-server: $schema={out}")


def text() -> str:
    """The schema as the text of a file."""
    from comitia.text.schema import schema

    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"
