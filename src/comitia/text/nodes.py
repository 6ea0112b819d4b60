"""YAML as plain text: every scalar stays the words of its author, and every key and value keeps its place.

The usual loaders make `no` a falsehood and article `5.10` the number 5.1, keep the last of two equal keys,
and let a small file swell into gigabytes. Here the events of the C parser are laid into strings, lists and
dicts one by one; tags, anchors and aliases are refused, and so are repeated keys, with both places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias, Union

import yaml

from comitia.law.faults import Fault, Faults
from comitia.text.marks import Place, fault_at, split_lines
from comitia.text.syntax import syntax_fault, unreadable

__all__ = ["Path", "Plain", "Tree", "compose", "replaced", "taken_out"]

Plain: TypeAlias = Union[str, list["Plain"], dict[str, "Plain"], None]  # noqa: UP007  (names are no types yet)
"""What a text is made of. None is a value left empty."""
Path: TypeAlias = tuple[str | int, ...]
"""The keys and positions that lead from the top of a text to a place in it."""

DEEPEST = 40
"""How deep lists and keys may be nested; the shipped laws stay below 15."""
MOST_FAULTS = 100
"""After so many faults of form the reading stops: such a file is not a law with slips."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A text as strings, lists and dicts, with the place of every key and value by its path from the top."""

    plain: dict[str, Plain]
    keys: dict[Path, Place]
    values: dict[Path, Place]
    lines: dict[str, tuple[str, ...]]
    """The lines of every file that a place may name."""
    faults: tuple[Fault, ...] = ()
    """Faults of form that leave the rest readable: repeated keys, tags, anchors."""


def replaced(top: dict[str, Plain], path: Path, value: Plain) -> dict[str, Plain]:
    """A copy with another value at a path; what lies beside the path is shared with the original."""
    step, rest = str(path[0]), path[1:]
    return {**top, step: _replaced(top.get(step), rest, value)}


def _replaced(inside: Plain, path: Path, value: Plain) -> Plain:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(inside, list) and isinstance(step, int):
        return [*inside[:step], _replaced(inside[step], rest, value), *inside[step + 1 :]]
    return replaced(inside if isinstance(inside, dict) else {}, path, value)


def taken_out(tree: Tree, path: Path) -> Tree:
    """The tree without one place; the items of a list that came after it move up. What lies beside it is shared."""
    keys, values = (_moved_up(places, path) for places in (tree.keys, tree.values))
    left = _without(tree.plain, path)
    assert isinstance(left, dict)
    return Tree(left, keys, values, tree.lines, tree.faults)


def _moved_up(places: Mapping[Path, Place], gone: Path) -> dict[Path, Place]:
    around, last, depth = gone[:-1], gone[-1], len(gone)
    moved: dict[Path, Place] = {}
    for path, place in places.items():
        if path[: depth - 1] != around:
            moved[path] = place
        elif path[:depth] != gone:
            step = path[depth - 1] if len(path) >= depth else None
            if isinstance(last, int) and isinstance(step, int) and step > last:
                path = (*around, step - 1, *path[depth:])
            moved[path] = place
    return moved


def _without(inside: Plain, path: Path) -> Plain:
    step, rest = path[0], path[1:]
    if isinstance(inside, list):
        kept = ((place, each) for place, each in enumerate(inside) if rest or place != step)
        return [_without(each, rest) if place == step else each for place, each in kept]
    if isinstance(inside, dict):
        left = {key: each for key, each in inside.items() if rest or key != step}
        return {key: _without(each, rest) if key == step else each for key, each in left.items()}
    return inside


def compose(text: str, file: str) -> Tree:
    """Read YAML text into a tree; raises Faults where its form leaves nothing to read."""
    text = text.removeprefix("\ufeff")
    lines = split_lines(text)
    fault = unreadable(text, file, lines)
    if fault:
        raise Faults(fault)
    builder = _Builder(file, lines)
    try:
        for event in yaml.parse(text, yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise Faults([*builder.faults, syntax_fault(error, file, lines)]) from None
    except yaml.YAMLError:
        raise Faults(Fault("not-yaml", "The text cannot be read as YAML.", file=file)) from None
    return builder.tree()


class _Frame:
    """A list or dict being filled; `step` is the key whose value comes next."""

    __slots__ = ("inside", "path", "place", "step")

    def __init__(self, inside: list[Plain] | dict[str, Plain], path: Path, place: Place) -> None:
        self.inside = inside
        self.path = path
        self.place = place
        self.step: str | None = None


class _Builder:
    """Lays parser events into a tree, with a stack of its own: no text can exhaust Python's."""

    def __init__(self, file: str, lines: tuple[str, ...]) -> None:
        self.file, self.lines = file, lines
        self.keys: dict[Path, Place] = {}
        self.values: dict[Path, Place] = {}
        self.faults: list[Fault] = []
        self._stack: list[_Frame] = []
        self._top: Plain = None
        self._documents = 0
        self._broken = False

    def tree(self) -> Tree:
        """The tree, once all events are taken."""
        top = self._top
        if not isinstance(top, dict):
            if top is None:
                raise Faults(Fault("empty", "The file is empty.", file=self.file, line=1, column=1))
            if not self.faults:
                message = "The text is not made of lines 'key: value'."
                self._report("not-a-mapping", message, self.values.get((), Place(self.file, 1, 1, 1, 2)))
            raise Faults(self.faults)
        if self._broken:
            raise Faults(self.faults)
        return Tree(top, self.keys, self.values, {self.file: self.lines}, tuple(self.faults))

    def take(self, event: Any) -> None:
        """Lay one event where it belongs."""
        if isinstance(event, yaml.ScalarEvent):
            words = event.value if event.value or not event.implicit[0] else None
            self._lay(words, self._look(event))
        elif isinstance(event, yaml.MappingStartEvent):
            self._open({}, event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open([], event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._close(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._begin(event)

    def _begin(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            message = "A second document begins here; a file holds one law."
            self._stop("second-document", message, self._place(event), "Put it in a file of its own.")

    def _look(self, event: Any) -> Place:
        """The place of a value, noting a tag or an anchor on it."""
        place = self._place(event)
        if event.anchor is not None:
            message = f"The anchor '&{event.anchor}' cannot stand in a law."
            self._report("alias", message, place, "Write each rule out where it holds.")
        if event.tag is not None:
            written = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._report("tag", f"The tag '{written}' cannot stand in a law.", place, "Leave it out.")
        return place

    def _alias(self, event: Any) -> None:
        self._broken = True
        message = f"The alias '*{event.anchor}' cannot stand in a law."
        place = self._place(event)
        self._report("alias", message, place, "Write out what it stands for, or put it in quotes.")
        self._lay("", place)

    def _open(self, inside: list[Plain] | dict[str, Plain], event: Any) -> None:
        place = self._look(event)
        path = self._lay(inside, place)
        self._stack.append(_Frame(inside, path, place))
        if len(self._stack) > DEEPEST:
            self._stop("too-deep", f"Lists and keys are nested more than {DEEPEST} deep here.", place)

    def _close(self, event: Any) -> None:
        frame, end = self._stack.pop(), event.end_mark
        self.values[frame.path] = frame.place._replace(end_line=end.line + 1, end_column=end.column + 1)

    def _lay(self, value: Plain, place: Place) -> Path:
        """Put a key or a value where it belongs, and return its path."""
        if not self._stack:
            self._top = value
            self.values[()] = place
            return ()
        frame = self._stack[-1]
        inside = frame.inside
        if isinstance(inside, list):
            path: Path = (*frame.path, len(inside))
            inside.append(value)
        elif frame.step is None:
            return self._key(frame, inside, value, place)
        else:
            path = (*frame.path, frame.step)
            inside[frame.step] = value
            frame.step = None
        self.values[path] = place
        return path

    def _key(self, frame: _Frame, inside: dict[str, Plain], key: Plain, place: Place) -> Path:
        if not isinstance(key, str):
            self._broken = True
            self._report("odd-key", "A key is missing here; a key is one plain word.", place)
            key = "?"
        path = (*frame.path, key)
        if key in inside and not self._broken:
            message = f"'{key}' stands twice: here and on line {self.keys[path].line}."
            self._report("duplicate-key", message, place, "Keep one of the two.")
        frame.step = key
        self.keys[path] = place
        return path

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        return Place(self.file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _report(self, code: str, message: str, place: Place, mend: str | None = None) -> None:
        self.faults.append(fault_at(place, self.lines, code, message, mend=mend))
        if len(self.faults) >= MOST_FAULTS:
            raise Faults(self.faults)

    def _stop(self, code: str, message: str, place: Place, mend: str | None = None) -> NoReturn:
        self._report(code, message, place, mend)
        raise Faults(self.faults)
