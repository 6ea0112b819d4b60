"""`comitia new`: a law of one's own, begun as a copy of another."""

from __future__ import annotations

import re
import shlex
import unicodedata
from pathlib import Path

import click

from comitia.cli.output import json_option, print_json
from comitia.cli.schema_ import text as schema_text
from comitia.text.schema import schema

SCHEMA = "comitia.schema.json"
LONGEST = 80

_SERVER = "# yaml-language-server:"
_HEADER = f"""{_SERVER} $schema=./{SCHEMA}
#
# A law of your own, begun as a copy of {{source}}. Change, before you use it:
#
#   title, summary, adopted, status   what it is; a law that is not in force is `proposed` or an `illustration`
#   acts, article                     where each rule stands, and in `mark` how it is known: yours are `assumed`
#                                     until you name a text
#   bodies, offices                   who is elected by whom, on which ballot, what wins, what follows if nobody wins
#   choices                           drop those that your law does not leave open
#
# comitia check {{file}} tells what is wrong, comitia show {{file}} reads it back in sentences.

"""


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--from", "source", metavar="NAME|FILE", required=True, help="The law to begin with (comitia list).")
@json_option
def command(file: Path, source: str, as_json: bool) -> None:
    """Start a law of one's own in FILE as a copy of another, with a schema for editors beside it."""
    from comitia.text.catalogue import find, load
    from comitia.text.read import read_text, text_of

    file = file if file.suffix else file.with_suffix(".yaml")
    name = kebab(file.stem)
    law = load(source)
    text = copied(text_of(find(source)), law.name, name, file.name)
    read_text(text, str(file))
    _write(file, text)
    beside = file.with_name(SCHEMA)
    beside.write_text(schema_text(schema()), encoding="utf-8")
    if as_json:
        print_json({"file": str(file), "constitution": name, "from": law.name, "schema": str(beside)})
        return
    path = shlex.quote(str(file))
    click.echo(f"{file}: the law “{name}”, a copy of {law.name}. {beside}: for your editor.\n")
    click.echo("Next:")
    click.echo(f"  comitia check {path}   is it complete and consistent?")
    click.echo(f"  comitia show {path}    read it in sentences")
    click.echo(f"  comitia run {path}     fill its bodies from a society")


def kebab(stem: str) -> str:
    """The stem of a file as the name of a law: `My Law` becomes `my-law`. Refuses what has no letter for a name."""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")
    if not name:
        raise click.UsageError(
            f"“{stem}” gives no name for a law: use Latin letters or digits in the name of the file."
        )
    return name


def copied(text: str, source: str, name: str, file: str) -> str:
    """The text of a law with a header for its new author, and its own name in it."""
    lines = [line for line in text.removeprefix("\ufeff").splitlines() if not line.startswith(_SERVER)]
    body = "\n".join(lines) + "\n"
    named, count = re.subn(r"^constitution:.*$", f"constitution: {name}", body, count=1, flags=re.MULTILINE)
    if not count:
        raise click.UsageError("the law to begin with has no line that begins with “constitution:”; give it one.")
    return _HEADER.format(source=source, file=shlex.quote(file)) + named.lstrip("\n")


def _write(file: Path, text: str) -> None:
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        raise click.UsageError(f"{file} exists already and is left as it is. Choose another name.") from None
