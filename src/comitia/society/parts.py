"""Reading a description in plain YAML: each question says what it expects, and where it was not found."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from pathlib import Path
from typing import TypeVar

from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.text.plain import Items, Keys, Word, load_plain

__all__ = ["Part", "fault_at", "open_part"]

_Kind = TypeVar("_Kind", Word, Items, Keys)

_KINDS: dict[type, str] = {Word: "a word", Items: "a list", Keys: "keys with values"}
_WANTED: dict[type, str] = {Word: "a word is", Items: "a list is", Keys: "keys with values are"}


def fault_at(file: str, at: object, code: str, message: str, mend: str | None = None) -> Faults:
    """A fault in a description, with the line and column of `at` if it was read from one."""
    line, column = (at.line, at.column) if isinstance(at, Word | Items | Keys) else (None, None)
    return Faults(Fault(code, message, file=file, line=line, column=column, mend=mend))


class Part:
    """Some keys of a description, and the file that they stand in."""

    def __init__(self, file: str, keys: Keys, known: Iterable[str] | None = None) -> None:
        self.file = file
        self.keys = keys
        for key in keys if known is not None else ():
            self.known(key, tuple(known or ()), "key")

    def __contains__(self, name: str) -> bool:
        return name in self.keys

    def fault(self, at: object, code: str, message: str, mend: str | None = None) -> Faults:
        """A fault at the place of something read from the file, or of these keys if it was not."""
        return fault_at(self.file, at if isinstance(at, Word | Items | Keys) else self.keys, code, message, mend)

    def known(self, word: str, words: Iterable[str], what: str) -> str:
        """The word, if it is one of `words`; raises `Faults` with the nearest of them if it is not."""
        among = tuple(words)
        if word in among:
            return str(word)
        mend = did_you_mean(word, among) or f"Known are: {', '.join(among)}."
        raise self.fault(word, f"unknown-{what.replace(' ', '-')}", f"There is no {what} '{word}'.", mend)

    def word(self, name: str, default: str | None = None) -> str:
        """The text at a key; the default, if one is given, where the key is not there."""
        if default is not None and name not in self.keys:
            return default
        return self._kind(name, Word)

    def number(self, name: str, least: float = 0.0, most: float = float("inf")) -> float:
        """The number at a key, between two bounds."""
        word = self._kind(name, Word)
        try:
            value = float(word)
        except ValueError:
            value = float("nan")
        if isfinite(value) and least <= value <= most:
            return value
        bounds = f"from {least:g} to {most:g}" if most != float("inf") else f"not below {least:g}"
        message = f"The key '{name}' holds '{word}'; a number {bounds} is expected."
        raise self.fault(word, "not-a-number", message, "Write digits, with a point before decimals: 0.7.")

    def words(self, name: str) -> tuple[str, ...]:
        """The texts at a key, where one text may stand for a list of one; none, if the key is not there."""
        if name not in self.keys:
            return ()
        found = self.keys[name]
        return (found,) if isinstance(found, Word) else tuple(map(self._word, self._kind(name, Items)))

    def some(self, name: str) -> tuple[str, ...]:
        """The texts at a key, of which there must be one at least."""
        found = self.words(name)
        if not found:
            self._kind(name, Items)
            raise self.fault(self.keys[name], "empty-list", f"The list '{name}' is empty.", "Name one at least.")
        return found

    def part(self, name: str, known: Iterable[str] | None = None) -> Part:
        """The keys below a key; none, if the key is not there."""
        return Part(self.file, self._kind(name, Keys) if name in self.keys else self._empty(), known)

    def parts(self, name: str, known: Iterable[str] | None = None) -> tuple[Part, ...]:
        """The list of keys below a key; an empty one, if the key is not there."""
        items = self._kind(name, Items) if name in self.keys else Items()
        return tuple(Part(self.file, self._keys(item), known) for item in items)

    def _empty(self) -> Keys:
        empty = Keys()
        empty.line, empty.column = self.keys.line, self.keys.column
        return empty

    def _kind(self, name: str, kind: type[_Kind]) -> _Kind:
        if name not in self.keys:
            raise self.fault(self.keys, "missing", f"The key '{name}' is missing here.", f"Add '{name}: …'.")
        found = self.keys[name]
        if not isinstance(found, kind):
            message = f"The key '{name}' holds {_KINDS[type(found)]}; {_WANTED[kind]} expected."
            raise self.fault(found, "wrong-kind", message)
        return found

    def _word(self, item: Word | Items | Keys) -> Word:
        if isinstance(item, Word):
            return item
        raise self.fault(item, "wrong-kind", f"The list holds {_KINDS[type(item)]}; words are expected.")

    def _keys(self, item: Word | Items | Keys) -> Keys:
        if isinstance(item, Keys):
            return item
        message = f"The list holds {_KINDS[type(item)]}; keys with values are expected."
        raise self.fault(item, "wrong-kind", message)


def open_part(path: Path, known: Iterable[str]) -> Part:
    """The keys at the top of a file. Raises `Faults` if it cannot be read or has other keys than `known`."""
    found = load_plain(path)
    if not isinstance(found, Keys):
        message = "The file is not made of lines 'key: value'."
        raise Faults(Fault("not-a-mapping", message, file=str(path), line=1, column=1))
    return Part(str(path), found, known)
