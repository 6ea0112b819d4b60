"""`comitia diff`: what changed between two laws, rule by rule, in the words of both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from comitia.cli.output import json_option, print_json

if TYPE_CHECKING:
    from rich.text import Text

    from comitia.explain.differences import Difference, Side
    from comitia.law.constitution import Constitution

Laws = tuple["Constitution", "Constitution"]

NONE = "no rule differs."
APART = "no rule differs; they differ in titles, notes, citations or answers not taken."
ROOM = 64
"""From so many columns on, the two laws stand side by side; in fewer, one under the other."""


@click.command("diff")
@click.argument("first", metavar="NAME|FILE")
@click.argument("second", metavar="NAME|FILE")
@click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Set a rule or a choice of the second.")
@click.option(
    "--by",
    type=click.Choice(["body", "route"]),
    default="body",
    show_default=True,
    help="Tell once what changed alike in several ways into a body, or way by way.",
)
@json_option
def command(first: str, second: str, settings: tuple[str, ...], by: str, as_json: bool) -> None:
    """Tell what changed from the FIRST law to the SECOND: rule by rule, in words, with both articles.

    Each is a constitution that is shipped (comitia list) or a file. With --set, a law can be compared with itself as it
    would be if a rule were another: comitia diff ussr-1988 ussr-1988 --set choices.exactly-half=elected.
    """
    from comitia.explain.differences import as_dicts, differences
    from comitia.text.amend import parse_setting
    from comitia.text.catalogue import digest, load

    laws = load(first), load(second, [parse_setting(text) for text in settings])
    found = differences(*laws)
    digests = [digest(law) for law in laws]
    if as_json:
        print_json(
            {
                "laws": [law.name for law in laws],
                "law_sha256": digests,
                "settings": list(settings),
                "differences": as_dicts(found),
            }
        )
        return
    _Page(laws, _names(laws, settings), by).show(found, digests[0] == digests[1])


def _names(laws: Laws, settings: Sequence[str]) -> tuple[str, str]:
    first, second = (law.name for law in laws)
    if settings:
        return first, f"{second} with {', '.join(settings)}"
    return (first, second) if first != second else (f"{first} (first)", f"{second} (second)")


# ── Where a rule stands ──


class Place(NamedTuple):
    """Where a rule stands in its body: the way in, and the question or stage that it belongs to."""

    way: str
    what: str


_STAGE = re.compile(r"\.stages\.([^.]+)")


def _places(law: Constitution) -> Iterator[tuple[str, Place]]:
    """The place of every rule of a body, by its path; a way is not named where it is the only one."""
    from comitia.explain.outline import outline

    for entry in outline(law):
        yield from ((sentence.path, Place("", "tenure")) for sentence in entry.tenure)
        for way in entry.ways:
            title = way.title if len(entry.ways) > 1 else ""
            yield way.sentence.path, Place(title, "")
            for passage in way.passages:
                question = passage.question[0].lower() + passage.question[1:]
                for sentence in passage.sentences:
                    stage = _STAGE.search(sentence.path)
                    yield sentence.path, Place(title, stage[1] if stage else question)


def _label(places: Iterable[Place]) -> str:
    """Places in a row: `Territorial districts and National-territorial districts: first, repeat`."""
    from comitia.explain.phrases import listed

    whats: dict[str, dict[str, None]] = {}
    for place in places:
        whats.setdefault(place.way, {})[place.what] = None
    alike: dict[str, list[str]] = {}
    for way, found in whats.items():
        alike.setdefault(", ".join(filter(None, found)), []).append(way)
    rows = (": ".join(filter(None, (listed(filter(None, ways)) if any(ways) else "", what))) for what, ways in alike.items())
    return "; ".join(rows)


# ── The page ──


class _Page:
    """The page for people: a section for each body that changed, then what only one of the laws has."""

    def __init__(self, laws: Laws, names: tuple[str, str], by: str) -> None:
        self._laws, self._names, self._by = laws, names, by
        self._titles = {body.id: body.title for law in reversed(laws) for body in law.filled()}
        self._places = {path: place for law in reversed(laws) for path, place in _places(law)}

    def show(self, found: Sequence[Difference], same: bool) -> None:
        """All of it."""
        from comitia.cli.page import blank, paragraph

        blank()
        self._head()
        blank()
        paragraph(self._count(found) if found else NONE if same else APART)
        listed, told = [], []
        for difference in found:
            (listed if _is_listed(difference) else told).append(difference)
        for title, group in self._sections(told):
            self._section(title, group)
        for number, kind in enumerate(("only-in-first", "only-in-second")):
            self._only(number, [difference for difference in listed if difference.kind == kind])

    def _head(self) -> None:
        from comitia.cli.page import paragraph

        for number, (law, name) in enumerate(zip(self._laws, self._names, strict=True)):
            paragraph(_text((f"{'AB'[number]}  ", "bold"), (name, "bold"), f": {law.title}, adopted {law.adopted}"))

    def _count(self, found: Sequence[Difference]) -> str:
        from comitia.explain.phrases import capital, listed, plural

        kinds = Counter(difference.kind for difference in found)
        words = {"changed": "changed", "only-in-first": "only in A", "only-in-second": "only in B"}
        parts = [f"{kinds[kind]:,} {word}" for kind, word in words.items() if kinds[kind]]
        return f"{capital(plural(len(found), 'difference'))}: {listed(parts)}."

    # Sections

    def _sections(self, told: Sequence[Difference]) -> Iterator[tuple[str, list[Difference]]]:
        """Differences by body, and under a heading of their own those that are about none; bodies as in the law."""
        heads = {"choices": "Choices", "ties": "Ties", "organisations": "Organisations", "provisions": "Provisions"}
        groups: dict[str, list[Difference]] = {}
        for difference in sorted(told, key=lambda each: each.path.partition(".")[0] in heads):
            about = difference.body or ""
            title = self._titles.get(about, about) or heads[difference.path.partition(".")[0]]
            groups.setdefault(title, []).append(difference)
        yield from groups.items()

    def _section(self, title: str, found: Sequence[Difference]) -> None:
        from comitia.cli.page import blank, heading, paragraph

        heading(title)
        if self._by == "route":
            for number, (way, group) in enumerate(groupby(found, lambda each: self._place(each).way)):
                if way:
                    blank() if number else None
                    paragraph(way, style="bold italic")
                self._rows([(_label([Place("", self._place(each).what)]), each) for each in group])
            return
        alike: dict[Any, list[Difference]] = {}
        for difference in found:
            key = difference.path if difference.body is None else _said(difference)
            alike.setdefault(key, []).append(difference)
        self._rows([(_label(map(self._place, group)), group[0]) for group in alike.values()])

    def _place(self, difference: Difference) -> Place:
        """Where the rule stands, in the law that has it."""
        top, _, rest = difference.path.partition(".")
        if difference.body is None:
            return Place("", self._name(top, rest))
        what = "powers" if top == "powers" else ""
        return self._places.get(difference.path, Place("", what))

    def _name(self, top: str, rest: str) -> str:
        """How a reader knows a choice, an organisation or a provision."""
        id = rest.partition(".")[0]
        for law in self._laws:
            for each in law.provisions if top == "provisions" else law.organisations if top == "organisations" else ():
                if each.id == id:
                    return each.title
        return id

    # Rows

    def _rows(self, labelled: Sequence[tuple[str, Difference]]) -> None:
        from comitia.cli.page import blank, lay, width

        above = None
        for number, (label, difference) in enumerate(labelled):
            if label != above or number:
                blank() if number else None
            if label and label != above:
                lay([[_text((label, "underline"))]], [_column()], 0)
            above = label
            cells = self._cells(difference)
            if width() >= ROOM:
                room = (width() - 5) // 2
                lay([[cells[0], _rule(cells, room), cells[1]]], [_column(room), _column(1), _column()], 0)
            else:
                lay([["A", cells[0]], ["B", cells[1]]], [_column(1), _column()], 0)

    def _cells(self, difference: Difference) -> list[Text]:
        first, second = difference.first, difference.second
        if first is None or second is None:
            return [self._cell(side, side.text) if side else _text(("–", "dim")) for side in (first, second)]
        texts = _short(first.text, second.text) if difference.body is None else (first.text, second.text)
        return [self._cell(side, _contrast(*pair)) for side, pair in zip((first, second), (texts, texts[::-1]), strict=True)]

    def _cell(self, side: Side, text: Text | str) -> Text:
        more = f" (And {side.more:,} more rules.)" if side.more else ""
        return _text(text, (more, "dim"), (f"\n{side.article}" if side.article else "", "dim"))

    # What only one of the laws has

    def _only(self, number: int, found: Sequence[Difference]) -> None:
        from comitia.cli.page import blank, heading, noted, paragraph

        if not found:
            return
        heading(f"Only in {'AB'[number]}, {self._laws[number].name}")
        sides = [(each, each.first or each.second) for each in found]
        bodies = [side for each, side in sides if each.body and side]
        noted([("· ", self._one_line(side), side.article or "") for side in bodies])
        for top in ("organisations", "choices", "provisions"):
            names = [self._name(top, each.path.partition(".")[2]) for each in found if each.path.startswith(f"{top}.")]
            if names:
                blank()
                paragraph(_text((f"{top.capitalize()} ", "bold"), f"({len(names)}): {'; '.join(names)}."))
        if len(found) > len(bodies) or any(side.more for side in bodies):
            blank()
            paragraph(f"In full: comitia show {self._laws[number].name}.", style="dim")

    def _one_line(self, side: Side) -> Text:
        return _text(side.text, (f" {side.more:,} more rules." if side.more else "", "dim"))
