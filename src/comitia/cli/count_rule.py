"""`comitia count RULE FILE`: one contest under one counting rule."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comitia.cli.output import console, print_json

if TYPE_CHECKING:
    from comitia.ballots import BallotFile
    from comitia.law.rule import Rule
    from comitia.scrutiny.opening import Asked
    from comitia.scrutiny.sheet import Sheet

OF_LAWS = {"society": "--society"}
"""Options that only the count of a constitution has."""


def count_rule(name: str, file: Path, options: dict[str, Any], explain: bool, as_json: bool) -> None:
    """Count FILE under the rule NAME, and print or write what was asked for."""
    for option, flag in OF_LAWS.items():
        if options[option] is not None:
            raise click.UsageError(f"{flag} belongs to the count of a constitution; “{name}” is a counting rule.")
    _refuse_early(options)
    rule = _rule(name, (*options["settings"], *options["fields"]))
    asked = _asked(options)
    ballots = _opened(rule, file, asked)
    checked = _preflight(ballots, options["seats"], as_json)
    sheet = _sheet(rule, ballots, options)
    made = {**_document(sheet, explain), "preflight": checked}
    if options["sheet"] is not None:
        from comitia.scrutiny.spreadsheet import save

        save(sheet, options["sheet"])
    if options["out"] is not None:
        from comitia import __version__
        from comitia.explain.sheets import in_words
        from comitia.scrutiny.audit import write

        kept = {"comitia": __version__, **_document(sheet, explain=True), "preflight": checked}
        write(options["out"], sheet, kept, asked, in_words(sheet))
    if as_json:
        print_json(made)
    else:
        _print(sheet, explain, options)


def _refuse_early(options: dict[str, Any]) -> None:
    """Before anything is counted: names under which nothing can be written."""
    if options["sheet"] is not None:
        from comitia.scrutiny.spreadsheet import kind_of

        kind_of(options["sheet"])
    if options["out"] is not None:
        from comitia.run.store import ready

        ready(options["out"])


def _rule(name: str, fields: tuple[str, ...]) -> Rule:
    from comitia.text.amend import parse_setting
    from comitia.text.rules import load_rule

    return load_rule(name, [parse_setting(text) for text in fields])


def _asked(options: dict[str, Any]) -> Asked:
    from comitia.ballots.listed import read_list
    from comitia.scrutiny.opening import Asked, read_groups

    listed = None if options["candidates"] is None else read_list(options["candidates"])
    groups = () if options["groups"] is None else read_groups(options["groups"])
    return Asked(options["format"], listed, options["contest"], tuple(_figures(options["figures"]).items()), groups)


def _opened(rule: Rule, file: Path, asked: Asked) -> BallotFile:
    from comitia.scrutiny.opening import open_for

    return open_for(rule, file, asked)


def _preflight(ballots: BallotFile, seats: int | None, as_json: bool) -> dict[str, Any]:
    """Show what was read before anything is counted; aside where a document is wanted or it does not pass."""
    from comitia.ballots import preflight
    from comitia.cli.preflight_page import print_preflight

    made = preflight(ballots, seats)
    with redirect_stdout(sys.stderr if as_json or not made["passes"] else sys.stdout):
        print_preflight(made)
        click.echo()
    return made


def _sheet(rule: Rule, ballots: BallotFile, options: dict[str, Any]) -> Sheet:
    from comitia.scrutiny.sheet import count_file
    from comitia.scrutiny.supplied import read_lots

    names = [candidate.name for candidate in ballots.candidates]
    lots = read_lots(options["draws"], names) if options["draws"] is not None else ()
    return count_file(rule, ballots, options["seats"], seed=options["seed"], supplied=lots)


def _document(sheet: Sheet, explain: bool) -> dict[str, Any]:
    if explain:
        from comitia.explain.sheets import explained

        return explained(sheet)
    from comitia.scrutiny.document import document

    return document(sheet)


def _print(sheet: Sheet, explain: bool, options: dict[str, Any]) -> None:
    if explain:
        from comitia.explain.sheets import in_words

        click.echo(in_words(sheet), nl=False)
    else:
        from comitia.cli.sheet_page import print_sheet

        print_sheet(sheet, console().width)
    for what, path in (("sheet", options["sheet"]), ("count", options["out"])):
        if path is not None:
            more = f" Repeat it: comitia recount {path}" if what == "count" else ""
            click.echo(f"\nThe {what} is written to {path}.{more}")


def _figures(given: tuple[str, ...]) -> dict[str, int]:
    from comitia.law.faults import Fault, Faults, did_you_mean
    from comitia.scrutiny.opening import FIGURES

    figures, faults = {}, []
    for text in given:
        name, _, value = text.partition("=")
        if name not in FIGURES:
            mend = did_you_mean(name, FIGURES) or f"Known: {', '.join(FIGURES)}."
            faults.append(Fault("unknown-figure", f"There is no figure '{name}'.", file=f"--figure {text}", mend=mend))
        elif not value.isascii() or not value.isdigit() or len(value) > 12:
            message = f"'{value}' is no whole number of people."
            faults.append(Fault("not-whole", message, file=f"--figure {text}", mend=f"For example: {name}=1000"))
        else:
            figures[name] = int(value)
    if faults:
        raise Faults(faults)
    return figures
