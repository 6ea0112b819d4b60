"""`comitia powers`: who can do what to whom, in one law or in several side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click
from rich.text import Text

from comitia.cli.law_rules import margin
from comitia.cli.output import json_option, print_json
from comitia.cli.page import Column, blank, heading, lay, noted, paragraph, width
from comitia.explain.phrases import capital, listed, number, plural, the
from comitia.explain.powers import Bar, Held, Holder, Link, Removal, Row, Seat, holders, rows
from comitia.law.constitution import Constitution
from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.text.catalogue import load

NO_RULE = "no rule of this file"
SIDE_BY_SIDE = 3
"""So many laws fit side by side; more stand one under another."""
ROOM = 72
"""From so many columns on laws stand side by side."""

Read = dict[str, tuple[Constitution, tuple[Holder, ...]]]
"""Laws with their bodies and offices, by name."""


@click.command("powers")
@click.argument("names", metavar="NAME|FILE...", nargs=-1, required=True)
@click.option("--office", metavar="ID", help="Only this body or office.")
@click.option("--matrix", is_flag=True, help="Who elects, nominates, confirms and removes whom, as a table of letters.")
@json_option
def command(names: tuple[str, ...], office: str | None, matrix: bool, as_json: bool) -> None:
    """Tell who can do what to whom: who makes and unmakes each body and office, and what each may do.

    The powers that a law names are joined with those that follow from its elections, proposals, confirmations, seats by
    office and rules of recall. With several laws the same power stands in one row.
    """
    read = _read(names)
    shown = {name: [each for each in found if office in (None, each.id)] for name, (_, found) in read.items()}
    if office and not any(shown.values()):
        known = [each.id for _, found in read.values() for each in found]
        mend = did_you_mean(office, known) or f"There are {', '.join(dict.fromkeys(known))}."
        raise Faults(Fault("unknown-office", f"There is no body or office '{office}' in {listed(read)}.", mend=mend))
    if as_json:
        laws = {name: {"offices": _as_dicts(shown[name], law)} for name, (law, _) in read.items()}
        print_json({"laws": laws})
    elif matrix:
        for name, (law, found) in read.items():
            _matrix(name, law, found, shown[name])
    elif len(read) > 1:
        _Compared(read, shown).show(office)
    else:
        ((law, found),) = read.values()
        _page(law, found, shown[law.name])


def _read(names: Sequence[str]) -> Read:
    """The laws by their names; one that is given again, as a changed file may be, bears a number."""
    read: Read = {}
    for law in map(load, names):
        times = sum(each.name == law.name for each, _ in read.values())
        read[f"{law.name} ({times + 1})" if times else law.name] = law, holders(law)
    return read


# ── For programs ──


def _as_dicts(found: Sequence[Holder], law: Constitution) -> dict[str, Any]:
    return {holder.id: _as_dict(holder, law) for holder in found}


def _as_dict(holder: Holder, law: Constitution) -> dict[str, Any]:
    removals = [_removal_dict(each) for each in holder.removals]
    return {
        "title": holder.title,
        "kind": holder.kind,
        "hands": holder.hands,
        "article": holder.article,
        "elected_by": [link.who for link in holder.elected_by],
        "nominated_by": [link.who for link in holder.nominated_by],
        "confirmed_by": [link.who for link in holder.confirmed_by],
        "seated_by": [link.who for link in holder.seated_by],
        "drawn": holder.drawn,
        "outside": holder.outside,
        "removed_by": removals[0] if removals else None,
        "removals": removals,
        "powers": [_held_dict(power, law) for power in holder.powers],
        "also_holds": [_seat_dict(seat) for seat in holder.also_holds],
    }


def _removal_dict(each: Removal) -> dict[str, Any]:
    return {"who": each.who, **_bar_dict(each.bar), "grounds": each.grounds, "article": each.article}


def _bar_dict(bar: Bar | None) -> dict[str, Any]:
    return {"needed": bar and bar.needed, "of": bar and bar.of, "bar": bar and bar.text}


def _held_dict(power: Held, law: Constitution) -> dict[str, Any]:
    named = {name: getattr(power, name) for name in ("id", "does", "whom", "matter", "before", "text", "stated")}
    return {**named, **_bar_dict(power.bar), "article": law.cite(power.article), "certainty": power.article.mark}


def _seat_dict(seat: Seat) -> dict[str, Any]:
    verbs = list(dict.fromkeys(power.does for power in seat.powers))
    powers = [power.id for power in seat.powers]
    return {"body": seat.body, "how": seat.how, "hands": seat.hands, "verbs": verbs, "powers": powers}


# ── One law ──


def _page(law: Constitution, found: Sequence[Holder], shown: Sequence[Holder]) -> None:
    blank()
    paragraph(law.title, style="bold")
    if len(shown) > 1:
        heading("In how many hands")
        _hands(found)
        heading("Who can do what to whom")
        paragraph(
            "Powers named by the law, and those (marked +) that follow from its elections, proposals and rules of "
            "recall. At the right: the article; no word on what was seen in a source.",
            style="dim",
        )
    for holder in shown:
        blank()
        _holder(holder, law)


def _hands(found: Sequence[Holder]) -> None:
    """How many hold each power, the fewest first."""
    lines = [
        (_count(holder.hands), str(len(_acts(holder))), holder.title)
        for holder in sorted(found, key=lambda each: (each.hands or 0, -len(_acts(each))))
        if _acts(holder)
    ]
    columns = [Column(6, right=True), Column(6, right=True), Column()]
    lay([(Text("hands", "dim"), Text("powers", "dim"), "")], columns)
    lay(lines, columns)


def _acts(holder: Holder) -> list[Held]:
    """What a holder may do; to answer to somebody is no power."""
    return [power for power in holder.powers if power.does != "answers-to"]


def _count(hands: int | None) -> str:
    return "–" if hands is None else f"{hands:,}"


def _holder(holder: Holder, law: Constitution) -> None:
    """A body or an office: how it is made and unmade, what it may do, what else its holder holds."""
    hands = "number not fixed" if holder.hands is None else plural(holder.hands, "hand")
    noted([("", Text.assemble((holder.title, "bold"), f" · {hands}"), _plain(holder.article))])
    for label, text, cite in _facts(holder):
        room = [Column(13), Column()]
        lay([[Text(label, "dim"), f"{text}{f' ({cite})' if cite else ''}"]], room, 2, gap=1)
    noted(_powers(holder, law), 2)


def _plain(cite: str) -> str:
    return cite.replace(", article not verified", "")


def _facts(holder: Holder) -> Iterator[tuple[str, str, str]]:
    """How it is made and unmade, and what meets in its hand: label, words, citation."""
    for label, links in (
        ("elected by", holder.elected_by),
        ("nominated by", holder.nominated_by),
        ("confirmed by", holder.confirmed_by),
        ("seats go with", holder.seated_by),
    ):
        if links:
            yield label, listed(_linked(link) for link in links), ""
    if holder.drawn:
        yield "filled by", "lot", ""
    if holder.outside:
        yield "filled by", "another law, not in this file", ""
    for removal in holder.removals:
        yield "removed by", f"{_who(removal)}{_bar(removal.bar, NO_RULE)}", _plain(removal.article)
    if not holder.removals:
        with_ = "; a seat is lost with its office" if holder.seated_by else ""
        yield "removed by", f"{NO_RULE}{with_}", ""
    yield from (("also", words, "") for words in _also(holder))
    verbs = [power.does for power in _acts(holder)]
    if holder.kind == "office" and (verbs or holder.also_holds):
        yield "in one hand", _in_one_hand(holder), ""


def _who(each: Link | Removal) -> str:
    return the(each.title) if each.who[:1].islower() and not _meeting(each) else each.title[:1].lower() + each.title[1:]
