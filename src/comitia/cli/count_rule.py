"""`comitia count RULE FILE`: one contest under one counting rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comitia.cli.output import console, print_json

if TYPE_CHECKING:
    from comitia.ballots.record import BallotFile
    from comitia.law.rule import Rule
    from comitia.scrutiny.sheet import Sheet

OF_LAWS = {"society": "--society"}
"""Options that only the count of a constitution has."""


def count_rule(name: str, file: Path, options: dict[str, Any], explain: bool, as_json: bool) -> None:
    """Count FILE under the rule NAME, and print or write what was asked for."""
    for option, flag in OF_LAWS.items():
        if options[option] is not None:
            raise click.UsageError(f"{flag} belongs to the count of a constitution; “{name}” is a counting rule.")
    rule = _rule(name, (*options["settings"], *options["fields"]))
    sheet = _sheet(rule, file, options)
    if as_json:
        from comitia.scrutiny.document import document

        print_json(document(sheet))
        return
    from comitia.cli.sheet_page import print_sheet

    print_sheet(sheet, console().width)


def _rule(name: str, fields: tuple[str, ...]) -> Rule:
    from comitia.text.amend import parse_setting
    from comitia.text.rules import load_rule

    return load_rule(name, [parse_setting(text) for text in fields])


def _sheet(rule: Rule, file: Path, options: dict[str, Any]) -> Sheet:
    from comitia.scrutiny.sheet import count_file, with_figures

    ballots = with_figures(_ballots(file, options), _figures(options["figures"]))
    return count_file(rule, ballots, options["seats"], seed=options["seed"])


def _ballots(file: Path, options: dict[str, Any]) -> BallotFile:
    from comitia.ballots import open_ballots

    return open_ballots(file, options["format"], options["candidates"], options["contest"])


def _figures(given: tuple[str, ...]) -> dict[str, int]:
    from comitia.law.faults import Fault, Faults, did_you_mean
    from comitia.scrutiny.sheet import FIGURES

    figures, faults = {}, []
    for text in given:
        name, _, value = text.partition("=")
        if name not in FIGURES:
            mend = did_you_mean(name, FIGURES) or f"Known: {', '.join(FIGURES)}."
            faults.append(Fault("unknown-figure", f"There is no figure '{name}'.", file=f"--figure {text}", mend=mend))
        elif not value.isascii() or not value.isdigit():
            message = f"'{value}' is no whole number."
            faults.append(Fault("not-whole", message, file=f"--figure {text}", mend=f"For example: {name}=1000"))
        else:
            figures[name] = int(value[:13])
    if faults:
        raise Faults(faults)
    return figures
