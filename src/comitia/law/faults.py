"""A fault in what was given: where it stands, which article it touches, what is wrong, how to mend it.

A function raises or returns faults and never prints them. All faults of a law are gathered and raised
together, in the order of the file, so that its author mends them in one go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = ["Fault", "Faults", "did_you_mean", "nearest"]

_ALIKE = 0.7
"""How alike two words must be, from 0 to 1, before one is offered for the other."""


@dataclass(frozen=True, slots=True)
class _What:
    """The two things every fault says; they alone may be given by position."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault(_What):
    """One thing that is wrong in a law, a society, returns or a setting.

    `code` is a short kebab word that programs may rely on; `message` is a sentence for people. Lines and
    columns count from 1. `excerpt` holds the line as written and, below it, carets under the faulty words.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    article: str | None = None
    mend: str | None = None
    excerpt: str | None = None
    settings: tuple[str, ...] = ()
    """What would mend it where nothing else is changed, as `--set` takes it; not known of every fault."""

    @property
    def place(self) -> str | None:
        """The place as editors and terminals take it: `file:line:column`, as much of it as is known."""
        parts = [str(part) for part in (self.file, self.line, self.column) if part is not None]
        return ":".join(parts) or None

    def as_dict(self) -> dict[str, str | int | list[str] | None]:
        """The fault as promised to programs by `--json`; `settings` only where there are some."""
        return {
            "code": self.code,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "article": self.article,
            "message": self.message,
            "mend": self.mend,
            **({"settings": list(self.settings)} if self.settings else {}),
        }

    def __str__(self) -> str:
        cited = [part for part in (self.place, self.article) if part]
        said = [self.message, *([self.mend] if self.mend else [])]
        return "  ".join([*cited, " ".join(said)])


class Faults(Exception):
    """Every fault found in what was given, by file, line and column."""

    faults: tuple[Fault, ...]

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        given = (faults,) if isinstance(faults, Fault) else tuple(faults)
        self.faults = tuple(sorted(dict.fromkeys(given), key=_order))
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)

    def __len__(self) -> int:
        return len(self.faults)

    def as_dicts(self) -> list[dict[str, str | int | list[str] | None]]:
        """The faults as promised to programs by `--json`."""
        return [fault.as_dict() for fault in self.faults]


def _order(fault: Fault) -> tuple[str, int, int]:
    return (fault.file or "", fault.line or 0, fault.column or 0)


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that `word` was most likely meant to be; None if nothing is near enough to offer."""
    asked = _plain(word)
    best, best_likeness = None, 0.0
    for other in words:
        likeness = _likeness(asked, _plain(other))
        if likeness > best_likeness:
            best, best_likeness = other, likeness
    return best if best_likeness >= _ALIKE else None


def did_you_mean(word: str, words: Iterable[str]) -> str | None:
    """The mend that offers the nearest of `words`, as a sentence; None if nothing is near enough to offer."""
    found = nearest(word, words)
    return None if found is None else f"Did you mean '{found}'?"


def _plain(word: str) -> str:
    return word.strip().casefold().replace("_", "-").replace(" ", "-")


def _likeness(word: str, other: str) -> float:
    if word == other:
        return 1.0
    matcher = SequenceMatcher(None, word, other, autojunk=False)
    return 0.0 if matcher.quick_ratio() < _ALIKE else min(matcher.ratio(), 0.99)
