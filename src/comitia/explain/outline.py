"""The sentences of a law by body, way in and question; what reads like an earlier passage refers to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from comitia.explain.phrases import listed, the
from comitia.explain.words import Sentence, sentence_for, sentences
from comitia.law.clause import Article
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.routes import Route

__all__ = ["Entry", "Passage", "Way", "outline"]

_QUESTIONS = (
    ("Who votes", ("electorate",)),
    ("Where", ("units", "seats_each")),
    ("Who stands", ("candidates",)),
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
    seats: int
    sentence: Sentence
    passages: tuple[Passage, ...]
    like: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A body or an office: its own sentence, the ways into it, the rules of tenure."""

    id: str
    title: str
    seats: int | None
    sentence: Sentence
    ways: tuple[Way, ...]
    tenure: tuple[Sentence, ...]


_Said = tuple[tuple[str, Article | None], ...]


def outline(law: Constitution) -> tuple[Entry, ...]:
    """Every body and office with the ways into it, in the order of the file."""
    seen: dict[_Said, str] = {}
    return tuple(
        _entry(law, body, f"{field}.{body.id}", seen)
        for field, bodies in (("bodies", law.bodies), ("offices", law.offices))
        for body in bodies
    )


def _entry(law: Constitution, body: Body | Office, path: str, seen: dict[_Said, str]) -> Entry:
    ways = tuple(_way(law, body, route, f"{path}.routes.{route.id}", seen) for route in body.routes)
    return Entry(body.id, body.title, body.seats, sentence_for(path, law), ways, tuple(_below(law, f"{path}.tenure")))


def _way(law: Constitution, body: Body | Office, route: Route, path: str, seen: dict[_Said, str]) -> Way:
    name = f"“{route.title}”" if len(body.routes) > 1 else the(body.title)
    asked = [
        (question, [sentence for field in fields for sentence in _below(law, f"{path}.{field}")])
        for question, fields in _QUESTIONS
    ]
    whole = _said([sentence for _, answer in asked for sentence in answer])
    like = seen.setdefault(whole, name) if whole else name
    passages = tuple(_passage(question, answer, name, seen) for question, answer in asked if answer)
    return Way(route.title, route.seats, sentence_for(path, law), passages, None if like == name else like)


def _passage(question: str, answer: list[Sentence], name: str, seen: dict[_Said, str]) -> Passage:
    like = seen.setdefault(_said(answer), name)
    short = sum(len(sentence.text) for sentence in answer) <= _SHORT
    return Passage(question, tuple(answer), None if short or like == name else like)


def _said(answer: list[Sentence]) -> _Said:
    return tuple((sentence.text, sentence.article) for sentence in answer)


def _below(law: Constitution, path: str) -> Iterator[Sentence]:
    """The sentences at a path and below it."""
    for sentence in sentences(law):
        if sentence.path == path or sentence.path.startswith(f"{path}."):
            yield sentence


def alike(way: Way) -> Iterator[tuple[str, str]]:
    """The questions of a way that earlier ways answer, by way: `"Territorial districts", "who votes and the paper"`."""
    by_name: dict[str, list[str]] = {}
    for passage in way.passages:
        if passage.like:
            by_name.setdefault(passage.like, []).append(passage.question[0].lower() + passage.question[1:])
    yield from ((name, listed(questions)) for name, questions in by_name.items())
