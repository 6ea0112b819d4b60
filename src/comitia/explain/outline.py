"""The sentences of a law by body, way in and question; what reads like an earlier passage refers to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from comitia.explain.phrases import capital, listed, the
from comitia.explain.words import Sentence, sentences
from comitia.law.clause import Article
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.levelling import Levelling
from comitia.law.routes import Route
from comitia.law.tiers import Delegates, Meetings

__all__ = ["Entry", "Passage", "Way", "alike", "outline"]

_QUESTIONS = (
    ("Who votes", ("electorate",)),
    ("How many", ("norm", "minima")),
    ("What votes count for", ("voter_numbers",)),
    ("Which lists take part", ("entry",)),
    ("Where", ("units", "seats_each", "placed")),
    ("Who stands", ("candidates",)),
    ("Who may hold a seat", ("pool",)),
    ("The ballot", ("ballot",)),
    ("Who is elected", ("stages", "confirmed_by")),
    ("Who holds a seat", ("holders",)),
)
"""What one asks of a way into a body, and the fields that answer."""

_SHORT = 150
"""Up to how many letters a passage is said again instead of referring to an earlier one."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences that answer one question. `like` names the earlier passage that says the same."""

    question: str
    sentences: tuple[Sentence, ...]
    like: str | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """One way into a body. `like` names an earlier way whose passages all say the same."""

    title: str
    seats: int | None
    sentence: Sentence
    passages: tuple[Passage, ...]
    like: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A body or an office: its own sentence, the ways into it, the rules of tenure; `where` there is one of many."""

    id: str
    title: str
    seats: int | None
    sentence: Sentence
    ways: tuple[Way, ...]
    tenure: tuple[Sentence, ...]
    where: tuple[Sentence, ...] = ()


_Said = tuple[tuple[str, Article | None], ...]


def outline(law: Constitution) -> tuple[Entry, ...]:
    """Every body and office with the ways into it, in the order of the file."""
    reading = _Reading(law)
    bodies = (reading.entry(body, f"bodies.{body.id}") for body in law.bodies)
    offices = (reading.entry(office, f"offices.{office.id}") for office in law.offices)
    return (*bodies, *offices)


class _Reading:
    """A law while it is read from top to bottom: what was said already, and where."""

    def __init__(self, law: Constitution) -> None:
        self._sentences = sentences(law)
        self._by_path = {sentence.path: sentence for sentence in self._sentences}
        self._seen: dict[_Said, str] = {}

    def entry(self, body: Body | Office, path: str) -> Entry:
        """One body or office."""
        ways = tuple(self._way(body, route, f"{path}.routes.{route.id}") for route in body.routes)
        tenure = self._below(f"{path}.tenure")
        return Entry(body.id, body.title, body.seats, self._by_path[path], ways, tenure, self._below(f"{path}.per"))

    def _way(self, body: Body | Office, route: Route, path: str) -> Way:
        name = f"“{route.title}”" if len(body.routes) > 1 else the(body.title)
        asked = [
            (question, tuple(sentence for field in fields for sentence in self._below(f"{path}.{field}")))
            for question, fields in _QUESTIONS
        ]
        if isinstance(route, Meetings | Delegates | Levelling):
            asked.insert(0, ("How", (_untitled(self._by_path[path], route.title),)))
        whole = _said(tuple(sentence for _, answer in asked for sentence in answer))
        like = self._seen.setdefault(whole, name) if whole else name
        passages = tuple(self._passage(question, answer, name) for question, answer in asked if answer)
        return Way(route.title, route.seats, self._by_path[path], passages, None if like == name else like)

    def _passage(self, question: str, answer: tuple[Sentence, ...], name: str) -> Passage:
        like = self._seen.setdefault(_said(answer), name)
        short = sum(len(sentence.text) for sentence in answer) <= _SHORT
        return Passage(question, answer, None if short or like == name else like)

    def _below(self, path: str) -> tuple[Sentence, ...]:
        """The sentences at a path and below it."""
        return tuple(each for each in self._sentences if each.path == path or each.path.startswith(f"{path}."))


def _untitled(sentence: Sentence, title: str) -> Sentence:
    """The sentence of a way without its title, which stands above."""
    return replace(sentence, text=capital(sentence.text.removeprefix(f"{title}: ")))


def _said(answer: tuple[Sentence, ...]) -> _Said:
    return tuple((sentence.text, sentence.article) for sentence in answer)


def alike(way: Way) -> Iterator[tuple[str, str]]:
    """The questions of a way that earlier ways answer, by way: `"Territorial districts", "who votes and the paper"`."""
    by_name: dict[str, list[str]] = {}
    for passage in way.passages:
        if passage.like:
            by_name.setdefault(passage.like, []).append(passage.question[0].lower() + passage.question[1:])
    yield from ((name, listed(questions)) for name, questions in by_name.items())
