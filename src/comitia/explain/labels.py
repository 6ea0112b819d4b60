"""What fields and words of the law are called beside a control, where their own name does not say it well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from comitia.explain.phrases import BASES, METHODS, PARTS, TIES, capital, named
from comitia.law.clause import Base
from comitia.law.counting import Tie
from comitia.law.units import Method, Part

__all__ = ["label_of", "option_of"]

_LABELS = {
    "age": "Least age",
    "age_at_most": "Greatest age",
    "all_struck": "A paper with every name struck",
    "among": "Not across the borders of",
    "each": "Districts in each",
    "counted": "Counted as having stood",
    "does": "Does",
    "elsewhere": "Standing in several units",
    "go": "Then follows",
    "leave": "Names that may be left",
    "number": "Number",
    "of": "Of",
    "one_per": "One for every",
    "part": "A part of that number",
    "per_seat": "Names for each open seat",
    "total": "How many",
    "when": "When",
    "whom": "Whom",
    "write_ins": "Names written in",
}
_OPTIONS: dict[tuple[str, ...], Mapping[Any, str]] = {
    get_args(Base): BASES,
    get_args(Method): METHODS,
    get_args(Tie): TIES,
    get_args(Part): PARTS,
}


def label_of(field: str) -> str:
    """A field in plain words."""
    return _LABELS.get(field) or capital(field.replace("_", " "))


def option_of(words: tuple[str, ...], word: str) -> str:
    """One of the words that a field is chosen from, in plain words."""
    return _OPTIONS.get(words, {}).get(word) or named(word)
