"""`comitia schema`: the JSON Schema of constitutions and counting rules, for editors."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from comitia.cli.output import json_option, print_json


@click.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it to this file instead.")
@click.option("--rule", "of_rules", is_flag=True, help="The schema of counting rules instead.")
@json_option
def command(out: Path | None, of_rules: bool, as_json: bool) -> None:
    """Print the JSON Schema (draft 7) of constitutions, or of counting rules.

    An editor that knows YAML uses it to check and complete a law while it is written; `comitia new` puts it in place.
    """
    from comitia.text.schema import rule_schema, schema

    made = rule_schema() if of_rules else schema()
    if out is None:
        if as_json:
            print_json({"schema": made})
        else:
            sys.stdout.write(text(made))
        return
    out.write_text(text(made), encoding="utf-8")
    if as_json:
        print_json({"file": str(out)})
    else:
        click.echo(f"Written to {out}. The first line of a law that uses it: # yaml-language-server: $schema={out}")


def text(schema: dict[str, Any]) -> str:
    """A schema as the text of a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
