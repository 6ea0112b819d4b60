"""From clauses to sentences: one template a kind of clause, and a walk over the law that asks each for its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatch
from typing import TypeVar

from comitia.law.candidates import Candidates
from comitia.law.clause import Article, Cited, Clause, Mark
from comitia.law.constitution import Constitution
from comitia.law.rule import Rule
from comitia.law.units import Values

__all__ = ["CERTAINTY", "At", "Sentence", "children", "phrase", "tell", "walk"]

C = TypeVar("C", bound=Clause)

CERTAINTY: dict[Mark, str] = {
    "seen": "seen",
    "remembered": "remembered, not seen again",
    "derived": "derived",
    "sister-law": "from a sister law",
    "assumed": "assumed",
}


CLOSING = (Candidates, Values)
"""Clauses whose own sentence reads better after those inside them."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A rule in words; the article it stands in, its own or that of the rule around it; where it is in the law.

    `path` leads there as `--set` takes it, `bodies.congress.routes.territorial.units`; `note` is what the file
    says about the rule.
    """

    text: str
    article: Article | None
    path: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class At:
    """Where the walk is: the clauses from the law down to the one told, the path, the article in force."""

    law: Constitution | Rule
    line: tuple[Clause, ...] = ()
    path: str = ""
    article: Article | None = None

    @property
    def step(self) -> str:
        """The last step of the path that names a field, as `quorum`."""
        return self.path.rpartition(".")[2]

    @property
    def constitution(self) -> Constitution:
        """The law, for clauses that no counting rule by itself has."""
        assert isinstance(self.law, Constitution)
        return self.law

    def within(self, kind: type[C]) -> C | None:
        """The nearest clause of a kind: the one told, or one around it."""
        return next((clause for clause in reversed(self.line) if isinstance(clause, kind)), None)

    def title(self, name: str) -> str:
        """The title of a body, an office or an organisation; the name itself where the file has none."""
        if isinstance(self.law, Rule):  # it names no bodies
            return name
        titles = {organisation.id: organisation.title for organisation in self.law.organisations}
        titles.update((body.id, body.title) for body in self.law.filled())
        return titles.get(name, name)

    def below(self, step: str, child: Clause) -> At:
        """The place of a clause inside the one told here."""
        own = getattr(child, "article", None)
        path = f"{self.path}.{step}" if self.path else step
        return At(self.law, (*self.line, child), path, own or self.article)


@singledispatch
def tell(clause: Clause, at: At) -> str:
    """A clause as a sentence, or as several; nothing where the clause around it says it all."""
    return ""


@singledispatch
def phrase(clause: Clause, at: At) -> str:
    """A clause as words inside the sentence of the clause around it."""
    raise TypeError(f"no words for {type(clause).__name__}")


def walk(clause: Clause, at: At) -> Iterator[Sentence]:
    """The sentence of a clause and those of the clauses inside it, in the order of the fields."""
    text = tell(clause, at)
    note = clause.note if isinstance(clause, Cited) else None
    own = [Sentence(text or note or "", at.article, at.path, note if text else None)] if text or note else []
    after = isinstance(clause, CLOSING)
    yield from () if after else own
    for step, child in children(clause):
        yield from walk(child, at.below(step, child))
    yield from own if after else ()


def children(clause: Clause) -> Iterator[tuple[str, Clause]]:
    """The clauses directly inside a clause, each with the step that leads to it; citations are left out."""
    for name in type(clause).model_fields:
        value = getattr(clause, name)
        if isinstance(value, Clause) and not isinstance(value, Article):
            yield name, value
        elif isinstance(value, tuple):
            for place, item in enumerate(value):
                if isinstance(item, Clause):
                    yield f"{name}.{getattr(item, 'id', place)}", item
