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
from comitia.law.faults import did_you_mean
from comitia.text.catalogue import load

MARKED = (
    "A power marked + stands in no list of powers: it follows from an election, a proposal, a confirmation or a rule "
    "of recall. Where a power needs a share of all members, their number follows."
)
MADE = ("elected by", "nominated by", "confirmed by", "goes with", "made up of")
NO_RULE = "no rule of this file"
SIDE_BY_SIDE = 3
"""So many laws fit side by side; more stand one under another."""
FEW = 2
"""So many are named in a column; more are counted."""
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
        known = dict.fromkeys(each.id for _, found in read.values() for each in found)
        mend = did_you_mean(office, known) or f"There are {', '.join(known)}."
        raise click.UsageError(f"there is no body or office “{office}” in {listed(read)}. {mend}")
    if as_json:
        offices = {name: {each.id: _as_dict(each, law) for each in shown[name]} for name, (law, _) in read.items()}
        print_json({"laws": {name: {"offices": found} for name, found in offices.items()}})
    elif matrix:
        for name, (law, found) in read.items():
            _matrix(law, found, shown[name])
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
        "joins": [link.who for link in holder.joins],
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
    """In how many hands powers lie, then each body and office."""
    blank()
    paragraph(law.title, style="bold")
    if len(shown) > 1:
        heading("In how many hands")
        _in_how_many_hands(found)
        heading("Who can do what to whom")
        paragraph(MARKED, style="dim")
    for holder in shown:
        blank()
        hands = plural(holder.hands, "hand") if holder.hands else "number of hands not fixed"
        noted([("", Text.assemble((holder.title, "bold"), f" · {hands}"), _short(holder.article))])
        noted(((f"{label:<13}", Text(words), cite) for label, words, cite in _facts(holder)), 2)
        noted(_powers(holder, law), 2)


def _in_how_many_hands(found: Sequence[Holder]) -> None:
    """How many powers lie in how many hands, the fewest hands first."""
    busy = sorted(filter(_acts, found), key=lambda each: (each.hands or 0, -len(_acts(each))))
    lines = [(f"{each.hands:,}" if each.hands else "–", str(len(_acts(each))), each.title) for each in busy]
    columns = [Column(6, right=True), Column(6, right=True), Column()]
    lay([(Text("hands", "dim"), Text("powers", "dim"), ""), *lines], columns)


def _acts(holder: Holder) -> list[Held]:
    """What a holder may do; to answer to somebody is no power."""
    return [power for power in holder.powers if power.does != "answers-to"]


def _short(cite: str) -> str:
    """The citation as in other pages: a number that is not verified leaves no trace."""
    return cite.replace(", article not verified", "")


def _facts(holder: Holder) -> Iterator[tuple[str, str, str]]:
    """How a body or office is made and unmade, and what meets in the hand of its holder: label, words, citation."""
    made = (holder.elected_by, holder.nominated_by, holder.confirmed_by, holder.seated_by, holder.joins)
    for label, links in zip(MADE, made, strict=True):
        if links:
            cites = dict.fromkeys(_short(link.article) for link in links)
            yield label, _linked(links), "\n".join(cites) if len(cites) == 1 else ""
    yield from ((("filled by", "lot", ""),) if holder.drawn else ())
    yield from ((("filled by", "another law, which is not in this file", ""),) if holder.outside else ())
    for each in holder.removals:
        yield "removed by", f"{each.title}: {_bar(each.bar) or f'how many, {NO_RULE} says'}", _short(each.article)
    if not holder.removals:
        yield "removed by", NO_RULE, ""
    if holder.also_holds:
        yield "sits also in", "; ".join(map(_seat, holder.also_holds)), ""
    if holder.kind == "office" and (holder.also_holds or _acts(holder)):
        yield "in one hand", _in_one_hand(holder), ""


def _linked(links: Sequence[Link]) -> str:
    return "; ".join(f"{link.title}{f': {bar}' if (bar := _bar(link.bar)) else ''}" for link in links)


def _bar(bar: Bar | None) -> str:
    """How many must agree: in numbers where the law fixes them, else as the share that it asks for."""
    if bar is None:
        return ""
    return f"{bar.needed:,} of {bar.of:,}" if bar.needed is not None and bar.of is not None else bar.text


_HOW = {"by-office": "by office", "as-member": "as a member", "jointly": "with its chamber"}


def _seat(seat: Seat) -> str:
    return f"{seat.title}, {f'one of {seat.hands:,}, ' if seat.hands else ''}{_HOW[seat.how]}"


def _in_one_hand(holder: Holder) -> str:
    """The verbs of one person: those of the office, and those of the bodies in which its holder sits by office."""
    acts = _acts(holder)
    alone = "alone" if holder.hands == 1 else f"with {_others(holder.hands)}"
    parts = [f"{plural(len(acts), 'power')} {alone} ({_verbs(acts)})" if acts else "no power alone"]
    for seat in holder.also_holds:
        if seat.powers and seat.how == "by-office":
            parts.append(f"{number(len(seat.powers))} by office with {_others(seat.hands)} ({_verbs(seat.powers)})")
    return capital("; ".join(parts)) + "."


def _others(hands: int | None) -> str:
    return plural(hands - 1, "other") if hands else "others"


def _verbs(powers: Sequence[Held]) -> str:
    return ", ".join(_verb(verb) for verb in dict.fromkeys(power.does for power in powers))


def _verb(verb: str) -> str:
    return verb.replace("-", " ")


def _powers(holder: Holder, law: Constitution) -> Iterator[tuple[str, Text, str]]:
    """Each power without its holder, who stands above; no citation twice in a row."""
    above = ""
    for power in holder.powers:
        words = power.text.removeprefix(f"{capital(the(holder.title))} ")
        hands = f" {_bar(power.bar)}." if power.bar and power.bar.needed else ""
        note = margin(power.article, law)
        yield "· " if power.stated else "+ ", Text.assemble(words, (hands, "bold")), "" if note == above else note
        above = note


# ── A matrix ──


_LETTERS = {
    "E": "elects or appoints",
    "N": "nominates",
    "C": "confirms",
    "R": "removes",
    "F": "fills it in another way",
}
_TITLES, _CELL = 32, 4
_FILLED = {
    "Nominators": "meetings and organs that nominate",
    "Chambers": "its chambers, by sitting together",
    "Offices": "other offices, which its seats go with",
    "Lot": "a lot",
    "Law": "another law, which is not in this file",
}
"""What stands in a column and is no body or office; with a capital, so that none can have such an id."""


def _matrix(law: Constitution, found: Sequence[Holder], shown: Sequence[Holder]) -> None:
    """Rows: who is made. Columns: who makes. Letters: how."""
    titles = {link.who: link.title for each in found for link in each.elected_by if link.who[0].isupper()}
    titles |= {each.id: each.title for each in found} | _FILLED
    cells = {each.id: _letters(each, titles) for each in shown}
    makers = [maker for maker in titles if any(maker in row for row in cells.values())]
    blank()
    paragraph(law.title, style="bold")
    heading("Who makes and unmakes whom")
    step = max((width() - _TITLES) // _CELL, 1)
    for first in range(0, len(makers), step):
        part = range(first, min(first + step, len(makers)))
        columns = [Column(_TITLES), *(Column(_CELL - 1, right=True) for _ in part)]
        lay([("", *(Text(str(place + 1), "dim") for place in part))], columns, gap=1)
        lay(
            [(each.title, *(cells[each.id].get(makers[place], "·") for place in part)) for each in shown],
            columns,
            gap=1,
        )
        blank()
    lay([(str(place + 1), titles[maker]) for place, maker in enumerate(makers)], [Column(3, right=True), Column()])
    used = {letter for row in cells.values() for letters in row.values() for letter in letters}
    blank()
    paragraph(", ".join(f"{letter} {words}" for letter, words in _LETTERS.items() if letter in used) + ".", style="dim")


def _letters(holder: Holder, titles: dict[str, str]) -> dict[str, str]:
    """The letters in the row of a body or office, by who makes it."""
    others = {"Chambers": holder.joins, "Offices": holder.seated_by, "Lot": holder.drawn, "Law": holder.outside}
    found = {name: "F" for name, there in others.items() if there}
    ways: tuple[tuple[str, Sequence[Link | Removal]], ...] = (
        ("E", holder.elected_by),
        ("N", holder.nominated_by),
        ("C", holder.confirmed_by),
        ("R", holder.removals),
    )
    for letter, links in ways:
        for maker in dict.fromkeys(link.who if link.who in titles else "Nominators" for link in links):
            found[maker] = found.get(maker, "") + letter
    return found


# ── Several laws ──


class _Compared:
    """Laws side by side, one column each; in a narrow room, or where they are many, one under another."""

    def __init__(self, read: Read, shown: dict[str, list[Holder]]) -> None:
        self._read, self._shown = read, shown

    def show(self, office: str | None) -> None:
        """Who makes whom, the powers, and what lies in one hand."""
        blank()
        lay([(Text(name, "bold"), law.title) for name, (law, _) in self._read.items()], [Column(22), Column()])
        heading("Who makes and unmakes whom")
        self._heads()
        for name in dict.fromkeys(each.id for found in self._shown.values() for each in found):
            found = [next((each for each in law if each.id == name), None) for law in self._shown.values()]
            title = next(each.title for each in found if each)
            self._row(title, [_made(each) if each else [] for each in found])
        self._powers(office)
        if office is None:
            heading("In one hand")
            self._heads()
            self._row("", [_alone(found) for found in self._shown.values()])

    def _powers(self, office: str | None) -> None:
        """Every power, by what is done; in each law those who hold it."""
        table = [row for row in rows([found for _, found in self._read.values()]) if office is None or _of(row, office)]
        if not table:
            return
        heading("Who may do what")
        paragraph("In brackets the number of hands, and of how many must agree where the law fixes it.", style="dim")
        blank()
        self._heads()
        for verb in dict.fromkeys(row.does for row in table):
            blank()
            paragraph(capital(_verb(verb)), style="bold")
            for row in table:
                if row.does == verb:
                    self._row(row.over, [list(_holding(cell)) for cell in row.cells])

    def _beside(self) -> bool:
        return len(self._read) <= SIDE_BY_SIDE and width() >= ROOM

    def _columns(self) -> list[Column]:
        return [Column((width() - 2 * len(self._read)) // len(self._read))] * len(self._read)

    def _heads(self) -> None:
        if self._beside():
            lay([[Text(name, "dim") for name in self._read]], self._columns(), 2, gap=2)

    def _row(self, label: str, cells: Sequence[Sequence[str]]) -> None:
        """A label and, below it, what each law says; a stroke where it says nothing."""
        if label:
            blank()
            paragraph(label, style="underline")
        said = [Text("\n".join(cell) or "–", "" if cell else "dim") for cell in cells]
        if self._beside():
            lay([said], self._columns(), 2, gap=2)
        else:
            longest = max(map(len, self._read))
            lay(
                [(Text(name, "dim"), cell) for name, cell in zip(self._read, said, strict=True)],
                [Column(min(longest, 20)), Column()],
                2,
            )


def _of(row: Row, office: str) -> bool:
    """Whether a power is held by a body or office, or is over it."""
    held = [(holder, power) for cell in row.cells for holder, power in cell]
    return any(office in (holder.id, power.whom) for holder, power in held)


def _holding(cell: Sequence[tuple[Holder, Held]]) -> Iterator[str]:
    """Who holds a power in one law; what it is over besides, where the same holder has several."""
    for holder, power in cell:
        bar = power.bar
        needed = "" if bar is None else f"{bar.needed:,} needed" if bar.needed else bar.text
        inside = "; ".join(filter(None, (f"{holder.hands:,}" if holder.hands else "", needed)))
        several = sum(other is holder for other, _ in cell) > 1 and power.matter
        yield f"{holder.title}{f' ({inside})' if inside else ''}{f': {power.matter}' if several else ''}"


def _made(holder: Holder) -> list[str]:
    """How a body or office is made and unmade, in short lines."""
    lines = [plural(holder.hands, "hand") if holder.hands else "number of hands not fixed"]
    kinds = {"nominated by": (holder.nominated_by, "meetings and organs"), "goes with": (holder.seated_by, "offices")}
    for label, words, _ in _facts(holder):
        links, kind = kinds.get(label, ((), ""))
        if len(links) > FEW:
            lines.append(f"{label} {number(len(links))} {kind}")
        elif words == NO_RULE:
            lines.append(f"removal: {NO_RULE}")
        elif label not in ("sits also in", "in one hand"):
            lines.append(f"{label} {words}")
    return lines


def _alone(found: Sequence[Holder]) -> list[str]:
    """The powers of offices with one holder, those with most first."""
    busy = [each for each in found if each.hands == 1 and _acts(each)]
    return [
        f"{each.title}: {plural(len(_acts(each)), 'power')} ({_verbs(_acts(each))})"
        for each in sorted(busy, key=lambda each: -len(_acts(each)))
    ]
