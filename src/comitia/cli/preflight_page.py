"""What was read from a file of ballots, as plain text for people, before it is counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

_WIDEST = 48
_MANY = 40
"""More candidates, sources or names than this are cut short."""
_UNUSUAL = {
    "blank": "blank",
    "overvotes": "with an overvote",
    "skipped": "with a rank skipped",
    "repeated": "with a name twice",
    "equal": "with equal ranks",
}
_VOTES = {"rankings": "first preferences", "points": "points"}


def print_preflight(made: dict[str, Any]) -> None:
    """Print the document that `comitia.ballots.preflight` made."""
    for line in _page(made):
        click.echo(line)


def _page(made: dict[str, Any]) -> Iterator[str]:
    title = [made["title"]] if made["title"] else []
    seats = [_n(made["seats"], "seat")] if made["seats"] is not None else []
    yield " · ".join([f"{made['file']}: {made['form']} ({made['format']})", *title, *seats])
    yield from _papers(made)
    for source in made["sources"][:_MANY]:
        yield f"    {source['name'][:_WIDEST]:<24} {source['papers']:>12,}"
    yield from _more(made["sources"])
    yield from _candidates(made)
    for names in made["alike"]:
        yield f"  alike: {', '.join(names)}; they are taken for different candidates"
    yield from _strange(made["not_listed"])
    if made["unread"]:
        yield f"  columns not read: {', '.join(made['unread'])}"
    if not made["passes"]:
        yield f"  not to be counted: {_n(len(made['faults']), 'fault')}"


def _papers(made: dict[str, Any]) -> Iterator[str]:
    if made["form"] == "totals":
        figures = [f"{name} {number:,}" for name, number in made["figures"].items()]
        yield f"  {', '.join([_n(made['votes'], 'vote'), *figures])}"
        return
    votes = "" if made["votes"] == made["papers"] else f" of {_n(made['votes'], 'vote')}"
    yield f"  {_n(made['papers'], 'paper')}{votes}"
    for name, words in _UNUSUAL.items():
        if made["seen"][name]:
            yield f"    {words:<24} {made['seen'][name]:>12,}"
    written = made["written_in"]
    if written["names"]:
        yield f"    {'with a name written in':<24} {written['votes']:>12,}"


def _candidates(made: dict[str, Any]) -> Iterator[str]:
    people = made["candidates"]
    yield f"  {_n(len(people), 'candidate')}, {_VOTES.get(made['form'], 'votes')}"
    wide = min(max((len(_named(each)) for each in people), default=0), _WIDEST)
    for each in people[:_MANY]:
        yield f"    {_named(each)[:_WIDEST]:<{wide}} {each['votes']:>12,}"
    yield from _more(people)


def _named(each: dict[str, Any]) -> str:
    said = [word for word, is_so in (("withdrawn", each["withdrawn"]), ("written in", each["written_in"])) if is_so]
    party = [each["party"]] if each["party"] else []
    about = ", ".join([*party, *said])
    return f"{each['name']} ({about})" if about else str(each["name"])


def _strange(names: list[dict[str, Any]]) -> Iterator[str]:
    """The names alone on lines of their own, so that they can be copied."""
    if not names:
        return
    yield f"  {_n(len(names), 'name')} not on the list of candidates"
    for each in names[:_MANY]:
        yield f"    {each['name']}"
        near = f", nearest on the list: {each['nearest']}" if each["nearest"] else ""
        yield f"      line {each['line']:,}{'' if each['times'] == 1 else ' and more'}{near}"
    yield from _more(names)


def _more(things: list[Any]) -> Iterator[str]:
    if len(things) > _MANY:
        yield f"    and {len(things) - _MANY:,} more"


def _n(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"
