"""Amendments: the law's own places set to something else, before it is read.

`bodies.congress.routes.territorial.seats` leads from the top of the law by keys, by ids of items or, where
items have no ids, by positions counted from 0. A value is one text, or in brackets a list or keys, such as
`{more_than: 1/2, of: valid}`. A choice is answered by `choices.ID` with the value of one of its
options.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.text.marks import BREAK, Place, fault_at
from comitia.text.nodes import Path, Plain, Tree, compose, replaced
from comitia.text.places import look, name_of, place_of
from comitia.text.syntax import CONTROL
from comitia.text.wording import one_of

__all__ = ["apply", "choose", "parse_setting"]

_SHOWN = 20
"""How many ids a mend lists."""


class _Setting(NamedTuple):
    """What becomes of a place in the law, and where that is written."""

    path: str
    value: Plain
    path_place: Place
    value_place: Place


def parse_setting(text: str) -> tuple[str, str]:
    """The path and the value in `PATH=VALUE`; raises Faults if the text is not of that form."""
    path, sign, value = text.partition("=")
    if not sign or not path.strip():
        message, mend = f"'{text}' is not of the form PATH=VALUE.", "For example: bodies.congress.seats=2250"
        raise Faults(Fault("wrong-setting", message, file=f"--set {text}", line=1, mend=mend))
    return path.strip(), value.strip()


def apply(tree: Tree, settings: Iterable[tuple[str, str]]) -> Tree:
    """The tree after the settings, in their order; raises Faults with every setting that leads nowhere."""
    faults: list[Fault] = []
    for path, value in settings:
        try:
            setting = _from_outside(path, value)
            tree = _answer_or_set(_knowing(tree, setting), setting)
        except Faults as found:
            faults.extend(found.faults)
    if faults:
        raise Faults(faults)
    return tree


def choose(tree: Tree, choice: str, value: str) -> Tree:
    """The tree with one of the law's choices answered by one of its options."""
    return apply(tree, [(f"choices.{choice}", value)])


def _from_outside(path: str, value: str) -> _Setting:
    path, value = BREAK.sub(" ", path), BREAK.sub(" ", value)
    if CONTROL.search(path + value):
        message = f"The setting {path!a} holds characters that are not text."
        raise Faults(Fault("wrong-setting", message, file="--set", line=1))
    file, sign = f"--set {path}={value}", len(path) + 1
    step = Place(file, 1, path.rfind(".") + 2, 1, sign)
    return _Setting(path, value, step, Place(file, 1, sign + 1, 1, sign + 1 + len(value)))


def _knowing(tree: Tree, setting: _Setting) -> Tree:
    """The tree, able to show the line of the setting."""
    lines = {**tree.lines, setting.path_place.file: (f"{setting.path}={setting.value}",)}
    return Tree(tree.plain, tree.keys, tree.values, lines, tree.faults)


def _answer_or_set(tree: Tree, setting: _Setting) -> Tree:
    first, _, choice = setting.path.partition(".")
    if first == "choices" and choice and "." not in choice:
        return _answer(tree, choice, setting)
    return _set(tree, setting)


# choices


def _answer(tree: Tree, choice: str, setting: _Setting) -> Tree:
    path = _find(tree, ("choices",), choice, setting, "unknown-choice")
    options = _items(tree, (*path, "options"), "value")
    option = options.get(str(setting.value))
    if option is None:
        message = f"'{setting.value}' is no answer to the choice '{choice}'."
        mend = did_you_mean(str(setting.value), options) or (f"It can be {one_of(options)}." if options else None)
        raise _refused(tree, setting.value_place, "unknown-option", message, mend)
    _refuse_second(tree, path, choice, setting)
    tree = _set(tree, setting._replace(path=f"{setting.path}.taken"))
    for amend in range(_length(tree, (*option, "amends"))):
        tree = _set(tree, _from_inside(tree, (*option, "amends", amend)))
    return tree


def _refuse_second(tree: Tree, path: Path, choice: str, setting: _Setting) -> None:
    taken, default = look(tree, (*path, "taken")), look(tree, (*path, "default"))
    if taken not in (None, default, setting.value):
        message = f"The choice '{choice}' is answered '{taken}' already; it cannot be '{setting.value}' too."
        raise _refused(tree, setting.value_place, "answered-twice", message)


def _from_inside(tree: Tree, path: Path) -> _Setting:
    """An amendment that the law itself holds ready, as a setting."""
    where, to = (*path, "path"), (*path, "to")
    return _Setting(str(look(tree, where)), look(tree, to), place_of(tree, where), place_of(tree, to))


# paths


def _find(tree: Tree, path: Path, step: str, setting: _Setting, code: str = "wrong-path") -> Path:
    """The path of one key or item more."""
    inside = look(tree, path)
    if isinstance(inside, dict) and step in inside:
        return (*path, step)
    known = _items(tree, path, "id")
    if step in known:
        return known[step]
    if isinstance(inside, list) and step.isascii() and step.isdigit() and int(step[:6]) < len(inside):
        return (*path, int(step))
    name = name_of(tree, path) or "the law"
    if inside is None or isinstance(inside, str):
        held = f"is '{inside}'" if inside else "is empty"
        raise _refused(tree, setting.path_place, code, f"{name} {held} and holds no '{step}'.")
    there = list(inside if isinstance(inside, dict) else known or map(str, range(len(inside))))
    mend = did_you_mean(step, there) or _listed(there)
    raise _refused(tree, setting.path_place, code, f"There is no '{step}' in {name}.", mend)


def _listed(there: Sequence[str]) -> str | None:
    more = ", …" if len(there) > _SHOWN else "."
    return f"It holds {', '.join(there[:_SHOWN])}{more}" if there else None


def _items(tree: Tree, path: Path, key: str) -> dict[str, Path]:
    """The items of a list by the word that each has under `key`; the first where two have the same."""
    items = look(tree, path)
    named: dict[str, Path] = {}
    for position, item in enumerate(items if isinstance(items, list) else ()):
        word = item.get(key) if isinstance(item, dict) else None
        if isinstance(word, str):
            named.setdefault(word, (*path, position))
    return named


def _length(tree: Tree, path: Path) -> int:
    inside = look(tree, path)
    return len(inside) if isinstance(inside, list) else 0


def _refused(tree: Tree, place: Place, code: str, message: str, mend: str | None = None) -> Faults:
    return Faults(fault_at(place, tree.lines.get(place.file, ()), code, message, mend=mend))


# setting


def _set(tree: Tree, setting: _Setting) -> Tree:
    """The tree with one place set; the last step may be a key that is not there yet."""
    *steps, last = setting.path.split(".")
    path: Path = ()
    for step in steps:
        path = _find(tree, path, step, setting)
    inside = look(tree, path)
    path = (*path, last) if isinstance(inside, dict) else _find(tree, path, last, setting)
    return _put(tree, path, _read_value(tree, setting), setting)


def _put(tree: Tree, path: Path, value: Plain, setting: _Setting) -> Tree:
    plain = replaced(tree.plain, path, value)
    depth = len(path)
    keys = {known: place for known, place in tree.keys.items() if known[:depth] != path}
    values = {known: place for known, place in tree.values.items() if known[:depth] != path}
    for inside in _paths(value, path):
        values[inside] = keys[inside] = setting.value_place
    keys[path] = setting.path_place
    return Tree(plain, keys, values, tree.lines, tree.faults)


def _paths(value: Plain, path: Path) -> Iterator[Path]:
    """The path of a value and of everything in it."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in inside:
        yield from _paths(each, (*path, step))


def _read_value(tree: Tree, setting: _Setting) -> Plain:
    """The value: a text, or what a text in brackets or quotes says."""
    value = setting.value
    if not isinstance(value, str):
        return value
    if not value.startswith(("{", "[", '"', "'")):
        return value or None
    try:
        plain = compose(f"value: {value}", "").plain
    except Faults as found:
        said = found.faults[0]
        place = setting.value_place
        shown = tree.lines.get(place.file, ())
        raise Faults(fault_at(place, shown, said.code, said.message, mend=said.mend)) from None
    if list(plain) != ["value"]:
        raise _refused(tree, setting.value_place, "wrong-setting", "The value holds more than one thing.")
    return plain["value"]
