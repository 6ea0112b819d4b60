"""A law as a page shows it while it is edited: every rule as a sentence, with its article and its controls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from comitia.explain.controls import Control, controls
from comitia.explain.outline import Entry, Passage, Way, outline
from comitia.explain.words import Sentence, sentences, short_certainty
from comitia.law.constitution import Choice, Constitution

__all__ = ["outline_document"]

Document = dict[str, Any]

_APART = ("ties", "organisations", "powers", "provisions")
"""Rules of the law that stand beside its bodies and offices."""


def outline_document(law: Constitution) -> Document:
    """The whole law as JSON, in the order in which it is read; keys that would say nothing are left out.

    A sentence is `{path, text, article, certainty, note, controls}`: the article as it is cited, the certainty in
    a word, the controls as `Control.as_dict` has them. The options of choices stand once: a control's `options` is
    a place, counted from 0, in the list `options` of the document. `like` names the earlier way or passage that says
    the same.
    """
    page = _Page(law)
    return {
        "name": law.name,
        "title": law.title,
        "short": law.short or law.title,
        "summary": law.summary,
        "acts": [each.text for each in page.below("acts")],
        "choices": [page.choice(choice) for choice in law.choices],
        "entries": [page.entry(entry) for entry in outline(law)],
        **{top: page.sentences(page.below(top)) for top in _APART},
        "options": page.options(),
    }


class _Page:
    """A law while it is laid out."""

    def __init__(self, law: Constitution) -> None:
        self._law = law
        self._controls: Mapping[str, tuple[Control, ...]] = controls(law)
        self._sentences = sentences(law)
        self._options: dict[tuple[tuple[str, str], ...], int] = {}

    def options(self) -> list[list[list[str]]]:
        """The options that controls so far are chosen from, each list once: value and label."""
        return [[list(option) for option in options] for options in self._options]

    def below(self, top: str) -> list[Sentence]:
        """The sentences of one part of the law."""
        return [each for each in self._sentences if each.path.partition(".")[0] == top]

    def sentences(self, said: Iterable[Sentence]) -> list[Document]:
        """Sentences with their citations and controls."""
        return [self._sentence(each) for each in said]

    def choice(self, choice: Choice) -> Document:
        """A point that the law leaves open, with the answer in force."""
        path, taken = f"choices.{choice.id}", choice.taken or choice.default
        means = next((option.means for option in choice.options if option.value == taken), taken)
        return _said(
            path=path,
            question=choice.question,
            because=choice.because,
            answer=means,
            inert=choice.inert,
            **self._cited(next(each for each in self._sentences if each.path == path)),
            controls=self._of(path),
        )

    def entry(self, entry: Entry) -> Document:
        """A body or an office."""
        return _said(
            id=entry.id,
            title=entry.title,
            seats=entry.seats,
            sentence=self._sentence(entry.sentence),
            ways=[self._way(way) for way in entry.ways],
            tenure=self.sentences(entry.tenure),
            where=self.sentences(entry.where),
        )

    def _way(self, way: Way) -> Document:
        passages = [self._passage(each, way.sentence.path) for each in way.passages]
        sentence = self._sentence(way.sentence)
        return _said(title=way.title, seats=way.seats, sentence=sentence, like=way.like, passages=passages)

    def _passage(self, passage: Passage, way: str) -> Document:
        """A passage; the sentence of the way itself, where it is told once more, has its controls there."""
        said = [self._sentence(each, each.path != way) for each in passage.sentences]
        return _said(question=passage.question, like=passage.like, sentences=said)

    def _sentence(self, said: Sentence, controlled: bool = True) -> Document:
        own = self._of(said.path) if controlled else []
        return _said(path=said.path, text=said.text, **self._cited(said), note=said.note, controls=own)

    def _cited(self, said: Sentence) -> Document:
        if said.article is None:
            return {}
        return {"article": self._law.cite(said.article), "certainty": short_certainty(said.article)}

    def _of(self, path: str) -> list[Document]:
        return [self._control(control) for control in self._controls.get(path, ())]

    def _control(self, control: Control) -> Document:
        place = self._options.setdefault(control.options, len(self._options)) if control.options else None
        return {key: place if key == "options" else value for key, value in control.as_dict().items()}


def _said(**all_of_it: Any) -> Document:
    """What there is to say."""
    return {key: value for key, value in all_of_it.items() if value is not None and value != []}
