"""`comitia check`: is a law complete and consistent?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from comitia.cli.failing import DONE, YOURS
from comitia.cli.output import json_option, print_json

if TYPE_CHECKING:
    from comitia.law.constitution import Constitution
    from comitia.plan.check import Checked

NOT_COMPARED = "Whether the rules agree with each other can be told once these are mended."


@click.command("check")
@click.argument("name")
@click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Set a rule or answer a choice first.")
@json_option
def command(name: str, settings: tuple[str, ...], as_json: bool) -> int:
    """Say whether the law NAME (a shipped constitution or a file) is complete and consistent, with every fault.

    A counting rule, by name or as a file, is checked likewise.
    """
    from comitia.law.faults import Faults
    from comitia.plan.check import Checked
    from comitia.text.rules import is_rule

    if is_rule(name):
        return _check_rule(name, settings, as_json)
    try:
        checked = _checked(name, settings)
    except Faults as unreadable:
        checked = Checked(None, unreadable.faults, compared=True)
    if as_json:
        print_json({"ok": not checked.faults, "faults": [fault.as_dict() for fault in checked.faults]})
    else:
        _print(name, checked)
    return YOURS if checked.faults else DONE


def _check_rule(name: str, settings: tuple[str, ...], as_json: bool) -> int:
    from comitia.law.faults import Fault, Faults
    from comitia.text.amend import parse_setting
    from comitia.text.render import render
    from comitia.text.rules import load_rule

    faults: tuple[Fault, ...] = ()
    try:
        rule = load_rule(name, [parse_setting(text) for text in settings])
    except Faults as found:
        faults = found.faults
    if as_json:
        print_json({"ok": not faults, "faults": [fault.as_dict() for fault in faults]})
    elif faults:
        sys.stderr.write(render(faults))
    else:
        print(f"{name}: no faults. {rule.title}; {_count(len(rule.acts), 'act', 'acts')} cited.")
    return YOURS if faults else DONE


def _checked(name: str, settings: tuple[str, ...]) -> Checked:
    from comitia.plan.check import check_file
    from comitia.text.amend import parse_setting
    from comitia.text.catalogue import find

    return check_file(find(name), [parse_setting(text) for text in settings])


def _print(name: str, checked: Checked) -> None:
    from comitia.text.render import render

    if checked.law is not None and not checked.faults:
        print(f"{name}: no faults. {_summary(checked.law)}")
        return
    sys.stderr.write(render(checked.faults))
    if not checked.compared:
        print(NOT_COMPARED, file=sys.stderr)


def _summary(law: Constitution) -> str:
    """What a law consists of, and how much of it was seen."""
    cited = _cited(law)
    parts = [
        _count(len(law.bodies), "body", "bodies"),
        _count(len(law.offices), "office", "offices"),
        _count(sum(len(body.routes) for body in law.filled()), "route", "routes"),
        _count(len(law.powers), "power", "powers"),
        _count(len(law.choices), "choice", "choices"),
        _count(len(cited), "article cited", "articles cited"),
    ]
    unverified = sum(number is None for _, number, _ in cited)
    return f"{', '.join(parts)}, {unverified:,} of them not verified."


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _cited(law: Constitution) -> set[tuple[str, str | None, str | None]]:
    """The articles that a law cites, by act and number; by act and rule where the number is not verified."""
    from comitia.law.clause import Article
    from comitia.plan.checks.finding import every

    found = (article for _, article in every(Article, law) if article.mark != "assumed")
    return {(each.act, each.number, None if each.number else each.rule) for each in found}
