"""A constitution in plain words, rule by rule, each with its article and how certain it is.

What is said here is data; terminal, page and report lay it out. The templates are in the modules `tell_…`, each of
which has some kinds of clause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import get_args

from comitia.explain import (  # noqa: F401 - their import makes the templates known
    tell_elections,
    tell_lists,
    tell_mixed,
    tell_papers,
    tell_polls,
    tell_state,
    tell_tiers,
    tell_transfers,
    tell_values,
)
from comitia.explain.telling import CERTAINTY, At, Sentence, walk
from comitia.law.clause import Article, Mark
from comitia.law.constitution import Constitution
from comitia.law.rule import Rule

__all__ = [
    "CERTAINTY",
    "Sentence",
    "certainties",
    "rule_sentences",
    "rules",
    "said",
    "sentence_for",
    "sentences",
    "short_certainty",
]


def short_certainty(article: Article) -> str:
    """How a rule is known, in a word or two."""
    return CERTAINTY[article.mark].partition(",")[0].removeprefix("from a ")


@lru_cache(maxsize=32)
def rule_sentences(rule: Rule) -> tuple[Sentence, ...]:
    """A counting rule as sentences: the rule, its paper, how it counts, its bars."""
    return tuple(walk(rule, At(rule, (rule,))))


@lru_cache(maxsize=32)
def sentences(law: Constitution) -> tuple[Sentence, ...]:
    """Every rule of a law as a sentence, in the order of the file."""
    return tuple(walk(law, At(law, (law,))))


def sentence_for(path: str, law: Constitution) -> Sentence:
    """The sentence of the rule at a path, or of the nearest rule around it; the path is as `--set` takes it."""
    by_path = _by_path(law)
    while path not in by_path:
        path = path.rpartition(".")[0]
    return by_path[path]


@lru_cache(maxsize=32)
def _by_path(law: Constitution) -> Mapping[str, Sentence]:
    return {sentence.path: sentence for sentence in sentences(law)}


def said(sentence: Sentence, law: Constitution | Rule) -> str:
    """A sentence with its citation and certainty: `… vote. (Law art. 2, U20; seen)`."""
    if sentence.article is None:
        return sentence.text
    cite = law.cite(sentence.article).replace(" (", ", ").rstrip(")")
    certainty = CERTAINTY[sentence.article.mark]
    return f"{sentence.text} ({cite if cite.startswith(certainty) else f'{cite}; {certainty}'})"


def rules(law: Constitution) -> tuple[Sentence, ...]:
    """The sentences that are rules: all but what the file says of itself, its acts and its choices."""
    return tuple(each for each in sentences(law) if each.path.partition(".")[0] not in ("", "acts", "choices"))


def certainties(law: Constitution) -> dict[Mark, int]:
    """How many rules are known in which way; a rule said twice in the same words counts once."""
    found = {(each.text, each.article) for each in rules(law) if each.article}
    count = Counter(article.mark for _, article in found)
    return {mark: count[mark] for mark in get_args(Mark)}
