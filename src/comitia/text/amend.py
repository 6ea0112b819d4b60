"""Amendments: the law's own places set to something else, before it is read.

`bodies.congress.routes.territorial.seats` leads from the top of the law by keys, by ids of items or, where
items have no ids, by positions counted from 0. A value is one text, or in brackets a list or keys, such as
`{more_than: 1/2, of: valid}`. A choice is answered by `choices.ID` with the value of one of its
options. A path that ends in `+`, as `powers.+`, adds to the end of a list; an item of a list that a setting from
outside sets to nothing, as `bodies.congress.routes.organisations=`, is taken out. Settings, the answers to choices
and laws that amend another (`comitia.text.amendments`) are all carried out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.text.marks import BREAK, Place, fault_at
from comitia.text.nodes import Path, Plain, Tree, compose, replaced, taken_out
from comitia.text.open_points import ADDED, CHOICES, still_open, without_the_answered
from comitia.text.places import look, name_of, place_of
from comitia.text.syntax import CONTROL
from comitia.text.wording import one_of

__all__ = ["ADDED", "Setting", "apply", "carry_out", "choose", "parse_setting", "put"]

_SHOWN = 20
"""How many ids a mend lists."""


class Setting(NamedTuple):
    """What becomes of a place in the law, and where that is written."""

    path: str
    value: Plain
    path_place: Place
    value_place: Place
    keys: Mapping[Path, Place] = {}
    values: Mapping[Path, Place] = {}
    """Where the parts of the value are written, by their paths in it; what is not there, is at the value."""
    removed: bool = False


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
    """The tree with one of the law's choices answered by one of its options, and its other choices as they were."""
    setting = _from_outside(f"{CHOICES}.{choice}", value)
    for each in _answers(tree := _knowing(tree, setting), choice, setting):
        tree, _ = carry_out(tree, each)
    return tree


def _from_outside(path: str, value: str) -> Setting:
    path, value = BREAK.sub(" ", path), BREAK.sub(" ", value)
    if CONTROL.search(path + value):
        message = f"The setting {path!a} holds characters that are not text."
        raise Faults(Fault("wrong-setting", message, file="--set", line=1))
    file, sign = f"--set {path}={value}", len(path) + 1
    step = Place(file, 1, path.rfind(".") + 2, 1, sign)
    return Setting(path, value, step, Place(file, 1, sign + 1, 1, sign + 1 + len(value)))


def _knowing(tree: Tree, setting: Setting) -> Tree:
    """The tree, able to show the line of the setting."""
    lines = {**tree.lines, setting.path_place.file: (f"{setting.path}={setting.value}",)}
    return Tree(tree.plain, tree.keys, tree.values, lines, tree.faults)


def _answer_or_set(tree: Tree, setting: Setting) -> Tree:
    first, _, choice = setting.path.partition(".")
    if first == CHOICES and choice and "." not in choice:
        for each in _answers(tree, choice, setting):
            tree = _set(tree, each, choice)
        return tree
    return _set(tree, setting._replace(removed=_empties_item(tree, setting)))


def _empties_item(tree: Tree, setting: Setting) -> bool:
    """Whether nothing is to stand where an item of a list stands: then the item is taken out."""
    *steps, last = setting.path.split(".")
    return not setting.value and last != ADDED and isinstance(look(tree, _led(tree, steps, setting)), list)


# choices


def _answers(tree: Tree, choice: str, setting: Setting) -> list[Setting]:
    """What an answer to a choice comes to: that it is taken, and its amendments."""
    path = _find(tree, ("choices",), choice, setting, "unknown-choice")
    options = _items(tree, (*path, "options"), "value")
    option = options.get(str(setting.value))
    if option is None:
        message = f"'{setting.value}' is no answer to the choice '{choice}'."
        mend = did_you_mean(str(setting.value), options) or (f"It can be {one_of(options)}." if options else None)
        raise _refused(tree, setting.value_place, "unknown-option", message, mend)
    _refuse_second(tree, path, choice, setting)
    amends = [_from_inside(tree, (*option, "amends", place)) for place in range(_length(tree, (*option, "amends")))]
    return [setting._replace(path=f"{setting.path}.taken"), *amends]


def _refuse_second(tree: Tree, path: Path, choice: str, setting: Setting) -> None:
    taken, default = look(tree, (*path, "taken")), look(tree, (*path, "default"))
    if taken not in (None, default, setting.value):
        message = f"The choice '{choice}' is answered '{taken}' already; it cannot be '{setting.value}' too."
        raise _refused(tree, setting.value_place, "answered-twice", message)


def _from_inside(tree: Tree, path: Path) -> Setting:
    """An amendment that the law itself holds ready, as a setting."""
    where, to = (*path, "path"), (*path, "to")
    places = place_of(tree, where), place_of(tree, to)
    return Setting(str(look(tree, where)), look(tree, to), *places, removed=look(tree, to) is None)


# paths


def _find(tree: Tree, path: Path, step: str, setting: Setting, code: str = "wrong-path") -> Path:
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


def _led(tree: Tree, steps: Iterable[str], setting: Setting) -> Path:
    path: Path = ()
    for step in steps:
        path = _find(tree, path, step, setting)
    return path


# setting


def _set(tree: Tree, setting: Setting, choice: str | None = None) -> Tree:
    """The tree after a setting, without the answers about what it took out; choice: that which brought it."""
    after, path = carry_out(tree, setting)
    item = path if setting.removed and isinstance(path[-1], int) else None
    if path[0] == CHOICES:
        return without_the_answered(after) if setting.removed else after
    if not (setting.removed or isinstance(look(tree, path), dict | list)):
        return after
    return still_open(tree, after, item, choice)


def carry_out(tree: Tree, setting: Setting) -> tuple[Tree, Path]:
    """The tree with one place set or taken out, and the path of the place; the last step may be a new key."""
    *steps, last = setting.path.split(".")
    if setting.removed:
        path = _led(tree, (*steps, last), setting)
        return taken_out(tree, path), path
    if last == ADDED and steps:
        path = _end(tree, steps, setting)
    else:
        path = _led(tree, steps, setting)
        path = (*path, last) if isinstance(look(tree, path), dict) else _find(tree, path, last, setting)
    return put(tree, path, setting), path


def _end(tree: Tree, steps: Sequence[str], setting: Setting) -> Path:
    """The place after the last item of a list, which may be one that the law does not have yet."""
    *before, last = steps
    path = _led(tree, before, setting)
    path = (*path, last) if isinstance(look(tree, path), dict) else _find(tree, path, last, setting)
    items = look(tree, path)
    if items is not None and not isinstance(items, list):
        message = f"{name_of(tree, path)} is no list, so that nothing can be added to it."
        raise _refused(tree, setting.path_place, "wrong-path", message, "Leave the '+' out.")
    return (*path, _length(tree, path))


def put(tree: Tree, path: Path, setting: Setting) -> Tree:
    """The tree with what a setting says at a path, wherever the setting itself would lead."""
    value = _read_value(tree, setting)
    plain = _added(tree, path, value) if _is_new_item(tree, path) else replaced(tree.plain, path, value)
    depth = len(path)
    keys, values = (_without_parts(places, tree, path) for places in (tree.keys, tree.values))
    for inside in _paths(value, path):
        values[inside] = setting.values.get(inside[depth:], setting.value_place)
        keys[inside] = setting.keys.get(inside[depth:], values[inside])
    keys[path] = setting.path_place
    if isinstance(path[-1], int):  # the list may be new, too
        keys.setdefault(path[:-1], setting.path_place)
    return Tree(plain, keys, values, tree.lines, tree.faults)


def _without_parts(places: Mapping[Path, Place], tree: Tree, path: Path) -> dict[Path, Place]:
    """The places but for those of the parts of what stands at a path; most often it has none."""
    if not isinstance(look(tree, path), list | dict):
        return dict(places)
    depth = len(path)
    return {known: place for known, place in places.items() if known[:depth] != path}


def _is_new_item(tree: Tree, path: Path) -> bool:
    return isinstance(path[-1], int) and path[-1] == _length(tree, path[:-1])


def _added(tree: Tree, path: Path, value: Plain) -> dict[str, Plain]:
    items = look(tree, path[:-1])
    return replaced(tree.plain, path[:-1], [*(items if isinstance(items, list) else ()), value])


def _paths(value: Plain, path: Path) -> Iterator[Path]:
    """The path of a value and of everything in it."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in inside:
        yield from _paths(each, (*path, step))


def _read_value(tree: Tree, setting: Setting) -> Plain:
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
