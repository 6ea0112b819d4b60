"""Where in a sentence the value of a control is told: found by telling the rule once more with another value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from comitia.explain.phrases import capital, number, share, times
from comitia.explain.telling import At, tell
from comitia.law.clause import Clause
from comitia.law.constitution import Constitution

__all__ = ["Spot", "changed", "position", "retold", "spot"]

Spot = tuple[int, int]
"""The first letter and the one after the last, counted from 0."""


def retold(told: At, path: str, value: Any) -> str:
    """The sentence of a rule, were something else at a path of the law, which is in that rule or a clause inside."""
    twin = _elsewhere(told, path, value)
    return tell(twin.line[-1], twin)


def spot(text: str, again: str, value: Any, label: str) -> Spot | None:
    """Where the words of a value stand in a sentence; None where it is not told in words of its own.

    again: the sentence with something else for the value. label: the value as the control calls it.
    """
    if again == text:
        return None
    first, last = _differing(text, again)
    for words in _words(value, label):
        for found in re.finditer(rf"(?<![\w/,]){re.escape(words)}(?![\w/]|,\d)", text):
            whole = last <= found.end() or isinstance(value, int)  # after a number its noun may change, too
            if found.start() <= first <= found.end() and whole:
                return found.span()
    return None


def _elsewhere(told: At, path: str, value: Any) -> At:
    """The same rule in the law with something else at a path."""
    law = changed(told.constitution, path, value)
    line = [law]
    steps = told.path.split(".")
    while steps:
        inside = getattr(line[-1], steps.pop(0))
        line.append(inside[position(inside, steps.pop(0))] if isinstance(inside, tuple) else inside)
    assert isinstance(law, Constitution)
    return At(law, tuple(line), told.path, told.article)


def changed(clause: Clause, path: str, value: Any) -> Clause:
    """The clause, not checked, with something else in a field of it or of a clause inside; the path is as `--set`
    takes it."""
    step, _, rest = path.partition(".")
    inside = getattr(clause, step)
    if rest and isinstance(inside, tuple):
        item, _, rest = rest.partition(".")
        place = position(inside, item)
        value = (*inside[:place], changed(inside[place], rest, value), *inside[place + 1 :])
    elif rest:
        value = changed(inside, rest, value)
    return clause.model_copy(update={step: value})


def position(items: tuple[Any, ...], name: str) -> int:
    """The place of an item that a path calls by its id or, where it has none, by its place."""
    place = next((place for place, each in enumerate(items) if getattr(each, "id", None) == name), None)
    return int(name) if place is None else place


def _differing(text: str, again: str) -> Spot:
    """The shortest stretch of a text outside which another is the same."""
    most = min(len(text), len(again))
    first = next((n for n in range(most) if text[n] != again[n]), most)
    most -= first
    end = next((n for n in range(most) if text[-1 - n] != again[-1 - n]), most)
    return first, len(text) - end


def _words(value: Any, label: str) -> Iterator[str]:
    """How a value may be told."""
    if isinstance(value, int) and not isinstance(value, bool):
        yield from dict.fromkeys((f"{value:,}", number(value), capital(number(value)), times(value), str(value)))
    elif isinstance(value, Fraction):
        yield share(value)
    else:
        yield from dict.fromkeys((label, capital(label), label[:1].lower() + label[1:]))
