"""`comitia diff`: what changed between two laws, rule by rule, in the words of both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

import click
from rich.text import Text

from comitia.cli.output import console, json_option, print_json
from comitia.cli.page import Column, blank, heading, lay, noted, paragraph, width
from comitia.explain.differences import Difference, Side, as_dicts, differences
from comitia.explain.outline import outline
from comitia.explain.phrases import capital, listed, plural
from comitia.law.constitution import Choice, Constitution, NamedOrganisation, Provision
from comitia.text.amend import parse_setting
from comitia.text.catalogue import digest, load

NONE = "There is no difference."
APART = "There is no difference in any rule, only in titles, notes, citations or answers not taken."
UNVERIFIED = ", article not verified"
ROOM = 64
"""From so many columns on the two laws stand side by side, in fewer one under the other."""


@click.command("diff")
@click.argument("first", metavar="NAME|FILE")
@click.argument("second", metavar="NAME|FILE")
@click.option(
    "--set", "settings", multiple=True, metavar="PATH=VALUE", help="Set a rule or a choice of the second law."
)
@click.option(
    "--by",
    type=click.Choice(["body", "route"]),
    default="body",
    show_default=True,
    help="Tell what changed alike in several ways into a body once, or way by way.",
)
@json_option
def command(first: str, second: str, settings: tuple[str, ...], by: str, as_json: bool) -> None:
    """Tell what changed from one law to another: rule by rule, in words, with both articles.

    Each is a constitution that is shipped (comitia list) or a file. With --set a law can be held against itself as it
    would be under another rule: comitia diff ussr-1988 ussr-1988 --set choices.exactly-half=elected
    """
    laws = load(first), load(second, [parse_setting(text) for text in settings])
    found = differences(*laws)
    digests = [digest(law) for law in laws]
    if as_json:
        names = [law.name for law in laws]
        head = {"laws": names, "law_sha256": digests, "settings": list(settings)}
        print_json({**head, "differences": as_dicts(found)})
        return
    blank()
    for letter, law, set_to in zip("AB", laws, ((), settings), strict=True):
        answers = f"; with {', '.join(set_to)}" if set_to else ""
        paragraph(Text.assemble((f"{letter}  {law.name}", "bold"), f": {law.title}{answers}"))
    blank()
    paragraph(_counted(found) if found else NONE if digests[0] == digests[1] else APART)
    _Page(laws, (first, second), by).show(found)


def _counted(found: Sequence[Difference]) -> str:
    kinds: Counter[str] = Counter(difference.kind for difference in found)
    words = {"changed": "changed", "only-in-first": "only in A", "only-in-second": "only in B"}
    parts = [f"{kinds[kind]:,} {word}" for kind, word in words.items() if kinds[kind]]
    return f"{capital(plural(len(found), 'difference'))}: {listed(parts)}."


# ── Where a rule stands ──


class Place(NamedTuple):
    """Where a rule stands in its body: the way in, and the question or stage that it belongs to."""

    way: str = ""
    what: str = ""


_STAGE = re.compile(r"\.stages\.([^.]+)")
_APART = {"choices": "Choices", "ties": "Ties", "organisations": "Organisations", "provisions": "Provisions"}
"""What is about no body, and its heading."""


def _places(law: Constitution) -> Iterator[tuple[str, Place]]:
    """The place of every rule of a body, by its path; a way is not named where it is the only one."""
    for entry in outline(law):
        yield from ((sentence.path, Place(what="tenure")) for sentence in entry.tenure)
        for way in entry.ways:
            title = way.title if len(entry.ways) > 1 else ""
            yield way.sentence.path, Place(title)
            for passage in way.passages:
                question = passage.question[0].lower() + passage.question[1:]
                for sentence in passage.sentences:
                    stage = _STAGE.search(sentence.path)
                    yield sentence.path, Place(title, stage[1] if stage else question)


def _label(places: Iterable[Place]) -> str:
    """Places in a row: `Territorial districts and National-territorial districts: first, repeat`."""
    whats: dict[str, dict[str, None]] = {}
    for place in places:
        whats.setdefault(place.way, {})[place.what] = None
    ways: dict[str, list[str]] = {}
    for way, found in whats.items():
        ways.setdefault(", ".join(filter(None, found)), []).extend([way] if way else [])
    told = [": ".join(filter(None, (listed(found) if found else "", what))) for what, found in ways.items()]
    return "; ".join(filter(None, told))


def _told_apart(law: Constitution) -> Iterator[tuple[str, Choice | NamedOrganisation | Provision]]:
    """What is about no body, by its path."""
    yield from ((f"choices.{each.id}", each) for each in law.choices)
    yield from ((f"organisations.{each.id}", each) for each in law.organisations)
    yield from ((f"provisions.{each.id}", each) for each in law.provisions)


# ── The page ──


class _Page:
    """The page for people: a section for each body that changed, then what only one of the laws has."""

    def __init__(self, laws: tuple[Constitution, Constitution], given: tuple[str, str], by: str) -> None:
        self._laws, self._given, self._by = laws, given, by
        self._titles = {body.id: body.title for law in reversed(laws) for body in law.filled()}
        self._places = {path: place for law in reversed(laws) for path, place in _places(law)}
        self._apart = {path: each for law in reversed(laws) for path, each in _told_apart(law)}

    def show(self, found: Sequence[Difference]) -> None:
        """All of it."""
        sections: dict[str, list[Difference]] = {}
        for difference in found:
            if not _in_short(difference):
                sections.setdefault(self._title(difference), []).append(difference)
        order = [*dict.fromkeys(body.title for law in self._laws for body in law.filled()), *_APART.values()]
        for title in sorted(sections, key=lambda title: order.index(title) if title in order else 0):
            _headed(title)
            (self._by_route if self._by == "route" else self._by_body)(sections[title])
        for number, kind in enumerate(("only-in-first", "only-in-second")):
            short = [each for each in found if _in_short(each) and each.kind == kind]
            if short:
                self._only(number, short)

    def _title(self, difference: Difference) -> str:
        if difference.body is None:
            return _APART[difference.path.partition(".")[0]]
        return self._titles.get(difference.body, difference.body)

    def _place(self, difference: Difference) -> Place:
        """Where the rule stands, in the law that has it."""
        if difference.body is None:
            return Place(what=self._name(difference.path))
        top = difference.path.partition(".")[0]
        return self._places.get(difference.path, Place(what="powers" if top == "powers" else ""))

    def _name(self, path: str) -> str:
        """How a reader knows a choice, an organisation or a provision."""
        each = self._apart.get(".".join(path.split(".")[:2]))
        return "" if each is None else each.id if isinstance(each, Choice) else each.title

    def _by_body(self, found: Sequence[Difference]) -> None:
        """What changed alike in several places, once."""
        alike: dict[object, list[Difference]] = {}
        for difference in found:
            texts = tuple(side and side.text for side in (difference.first, difference.second))
            alike.setdefault(texts if difference.body else difference.path, []).append(difference)
        _rows([(_label(map(self._place, group)), group) for group in alike.values()])

    def _by_route(self, found: Sequence[Difference]) -> None:
        for number, (way, group) in enumerate(groupby(found, lambda each: self._place(each).way)):
            if number:
                blank()
            if way:
                paragraph(way, style="bold italic")
            _rows([(self._place(each).what, [each]) for each in group])

    def _only(self, number: int, found: Sequence[Difference]) -> None:
        """What only one of the laws has: a line for a body, names for the rest."""
        _headed(f"Only in {'AB'[number]}: {self._laws[number].name}")
        sides = [each.first or each.second for each in found if each.body]
        noted(("· ", Text(f"{side.text}{_more(side)}"), _cite(side)) for side in sides if side)
        for place, top in enumerate(_APART):
            names = [self._name(each.path) for each in found if each.path.startswith(f"{top}.")]
            if names:
                if place or sides:
                    blank()
                title = plural(len(names), top.removesuffix("s"), top)
                paragraph(Text.assemble((f"{capital(title)}: ", "bold"), f"{'; '.join(names)}."))
        blank()
        paragraph(f"In full: comitia show {self._given[number]}.", style="dim")


def _in_short(difference: Difference) -> bool:
    """Whether only one law has it, and it is no rule inside something that both have."""
    top, _, rest = difference.path.partition(".")
    return difference.kind != "changed" and "." not in rest and top not in ("powers", "ties")


def _more(side: Side) -> str:
    return f" And {plural(side.more, 'rule')} more." if side.more else ""


def _headed(title: str) -> None:
    """The heading of a section; one too long for a line is broken."""
    if len(title) + 6 <= width():
        heading(title)
        return
    blank()
    paragraph(title, style="bold")
    blank()


# ── Rows ──


def _rows(labelled: Sequence[tuple[str, Sequence[Difference]]]) -> None:
    """The rules of both laws, side by side or one under the other, below the places where they stand."""
    above = ""
    for number, (label, alike) in enumerate(labelled):
        if number:
            blank()
        if label and label != above:
            paragraph(label, style="underline")
        above = label
        ours, theirs = _cells(alike)
        if width() < ROOM:
            lay([["A", ours], ["B", theirs]], [Column(1), Column()])
            continue
        room = (width() - 5) // 2
        lines = max(len(cell.wrap(console(), room)) for cell in (ours, theirs))
        lay([[ours, Text("\n".join("│" * lines), "dim"), theirs]], [Column(room), Column(1), Column(room)])


def _cells(alike: Sequence[Difference]) -> tuple[Text, Text]:
    """Both wordings of a rule, with every citation that it has in the places where it stands."""
    ours, theirs = [each.first for each in alike], [each.second for each in alike]
    first, second = ours[0], theirs[0]
    if first is None or second is None:
        return _cell(ours, None), _cell(theirs, None)
    texts = first.text, second.text
    one, other = _contrast(*(texts if alike[0].body else _short(*texts)))
    return _cell(ours, one), _cell(theirs, other)


def _cell(sides: Sequence[Side | None], text: Text | None) -> Text:
    """The rule and, below it, its citations; a stroke where the law has no such rule."""
    found = [side for side in sides if side]
    if not found:
        return Text("–", "dim")
    cites = dict.fromkeys(_cite(side) for side in found if side.article)
    return Text.assemble(text or found[0].text, _more(found[0]), ("\n" + "; ".join(cites) if cites else "", "dim"))


def _cite(side: Side) -> str:
    """The citation as in other pages: a number that is not verified leaves no trace."""
    return (side.article or "").replace(UNVERIFIED, "")


_SENTENCE = re.compile(r"(?<=[.?!]) (?=[A-Z0-9“])")


def _short(first: str, second: str) -> tuple[str, str]:
    """Two texts without the sentences with which both begin."""
    ours, theirs = (_SENTENCE.split(text) for text in (first, second))
    same = 0
    while same < min(len(ours), len(theirs)) - 1 and ours[same] == theirs[same]:
        same += 1
    start = "… " if same else ""
    return start + " ".join(ours[same:]), start + " ".join(theirs[same:])


def _contrast(first: str, second: str) -> tuple[Text, Text]:
    """Two texts in which the words stand out that are not in the other."""
    one, other = (re.findall(r"\s*\S+", text) for text in (first, second))
    ours, theirs = Text(), Text()
    for what, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        style = "" if what == "equal" else "bold"
        ours.append("".join(one[a:b]), style)
        theirs.append("".join(other[c:d]), style)
    return ours, theirs
