"""The rules of a law as things to change: beside each sentence, the fields of the clause that it tells.

Everything is read off the clauses: their types say what a field may be, the law itself which names there are. A
control names a place and its value as `--set PATH=VALUE` takes them, and belongs to the sentence of its clause or,
where that clause has none, to the one around it.

What has no control: prose (titles, notes, grounds, matters), citations, lists that would get longer, a clause that is
not there, and the fields that another kind of clause would need. All of that can be written as YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

from comitia.explain.fields import Field, empty_allowed, fields, lists, may_be_filled
from comitia.explain.labels import label_of, option_of
from comitia.explain.phrases import share
from comitia.explain.telling import children
from comitia.explain.words import sentences
from comitia.law.clause import Clause
from comitia.law.constitution import Body, Choice, Constitution, Office
from comitia.law.routes import Election

__all__ = ["Control", "controls", "written"]

Kind = Literal["number", "share", "choice", "flag", "words", "remove"]


@dataclass(frozen=True, slots=True)
class Control:
    """A place in the law that a reader can set. `path` and `value` are as `--set` takes them.

    kind: `number` (whole), `share` (`1/2`, `0.05`, `5%`), `choice` (of `options`, each a value and its label), `flag`
    (`true` or `false`), `words` (a name), `remove` (set to nothing, the rule is taken out). `least`, `most`: bounds of
    a number or a share. `may_be_empty`: the place can be set to nothing, as `PATH=`. `unsaid`: the law does not write
    the place; the value is what holds where nothing is written, or empty.
    """

    path: str
    label: str
    kind: Kind
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    least: int | None = None
    most: int | None = None
    help: str | None = None
    may_be_empty: bool = False
    unsaid: bool = False

    def as_dict(self) -> dict[str, Any]:
        """As promised to programs; what says nothing is left out."""
        said: dict[str, Any] = {"path": self.path, "label": self.label, "kind": self.kind}
        if self.kind != "remove":
            said["value"] = self.value
        if self.options:
            said["options"] = [list(option) for option in self.options]
        more = {"least": self.least, "most": self.most, "help": self.help}
        more |= {name: True for name in ("may_be_empty", "unsaid") if getattr(self, name)}
        return said | {key: value for key, value in more.items() if value is not None}


@lru_cache(maxsize=32)
def controls(law: Constitution) -> Mapping[str, tuple[Control, ...]]:
    """The controls of every sentence of a law, by the path of the sentence; sentences without any are left out.

    The file's own head (name, title, acts, status) has none.
    """
    found: dict[str, list[Control]] = {}
    told = frozenset(sentence.path for sentence in sentences(law))
    for choice in law.choices:
        found[f"choices.{choice.id}"] = [_choice(choice)]
    reading = _Reading(law, told, found)
    for step, clause in children(law):
        if step.partition(".")[0] not in ("acts", "choices"):
            reading.clause(_Place(clause, step, step, "", (law,)), law, step.partition(".")[0])
    return {path: tuple(each) for path, each in found.items() if each}


def written(value: Any) -> str:
    """A value as `--set` takes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return share(value) if isinstance(value, Fraction) else str(value)


def _choice(choice: Choice) -> Control:
    options = tuple((option.value, option.means) for option in choice.options)
    return Control(f"choices.{choice.id}", "Answer", "choice", choice.taken or choice.default, options)


@dataclass(frozen=True, slots=True)
class _Place:
    """A clause, its path, the path of the sentence that tells it, what its labels begin with, the clauses around it."""

    clause: Clause
    path: str
    owner: str
    before: str
    around: tuple[Clause, ...]


class _Reading:
    """A law while its controls are gathered."""

    def __init__(self, law: Constitution, told: frozenset[str], found: dict[str, list[Control]]) -> None:
        self._law, self._told, self._found = law, told, found

    def clause(self, place: _Place, parent: Clause, field: str) -> None:
        """The controls of a clause and of all inside it; `field`: where it stands in the clause around it."""
        own = place.path in self._told
        if own:
            place = _Place(place.clause, place.path, place.path, "", place.around)
        gathered = self._found.setdefault(place.owner, [])
        gathered += self._values(place)
        steps = dict(children(place.clause))
        for step, child in steps.items():
            name = step.partition(".")[0]
            if name in place.clause.model_fields_set:  # what is only there by default cannot be led to
                before = _joined(place.before, label_of(name))
                inside = (*place.around, place.clause)
                self.clause(_Place(child, f"{place.path}.{step}", place.owner, before, inside), place.clause, name)
        for name in lists(type(place.clause)):
            gathered += self._names(place, name)
        if _removable(parent, field):
            label = "Without this rule" if own else f"Without “{place.before}”"
            gathered.append(Control(place.path, label, "remove"))

    def _values(self, place: _Place) -> Iterator[Control]:
        clause = place.clause
        for name, field in fields(type(clause)).items():
            value = getattr(clause, name)
            if value is None and (field.kind == "words" or not may_be_filled(clause, field)):
                continue
            yield self._value(place, field, value)

    def _value(self, place: _Place, field: Field, value: Any) -> Control:
        clause, path = place.clause, f"{place.path}.{field.name}"
        kind: Kind = field.kind
        options = tuple((word, option_of(field.words, word)) for word in field.words)
        if kind == "words":
            options = self._named(place, field.name)
            kind = "choice" if value in dict(options) else "words"
        empty = value is None or empty_allowed(clause, field.name)
        if empty and kind == "choice":
            options = (("", "not said"), *options)
        label = _joined(place.before, label_of(field.name))
        shown = options if kind == "choice" else ()
        unsaid = value is None or field.name not in clause.model_fields_set
        return Control(path, label, kind, written(value), shown, field.least, field.most, field.help, empty, unsaid)

    def _names(self, place: _Place, name: str) -> Iterator[Control]:
        """The names in a list, each to be taken out."""
        items = getattr(place.clause, name)
        if not _removable(place.clause, name) or not all(isinstance(item, str) for item in items):
            return
        for number, item in enumerate(items):
            label = f"{_joined(place.before, label_of(name))}: without {self._title(place, item)}"
            yield Control(f"{place.path}.{name}.{number}", label, "remove")

    def _title(self, place: _Place, item: str) -> str:
        titles = {each.id: each.title for body in self._law.filled() for each in (body, *body.routes)}
        return f"“{titles.get(item, item)}”"

    def _named(self, place: _Place, field: str) -> tuple[tuple[str, str], ...]:
        """The things of this law that a field can name; nothing where names come from elsewhere."""
        return tuple(
            (each.id, getattr(each, "title", each.id)) for each in _NAMED.get(field, _nothing)(self._law, place)
        )


def _nothing(law: Constitution, place: _Place) -> tuple[Any, ...]:
    return ()


def _filled(law: Constitution, place: _Place) -> tuple[Any, ...]:
    return tuple(law.filled())


def _around(place: _Place, kind: Any) -> Any:
    return next((clause for clause in reversed((*place.around, place.clause)) if isinstance(clause, kind)), None)


def _stages(law: Constitution, place: _Place) -> tuple[Any, ...]:
    route = _around(place, Election)
    return route.stages if route else ()


def _routes(law: Constitution, place: _Place) -> tuple[Any, ...]:
    body = _around(place, Body | Office)
    return tuple(route for route in body.routes if route not in place.around) if body else ()


_NAMED: dict[str, Callable[[Constitution, _Place], tuple[Any, ...]]] = {
    "holder": _filled,
    "whom": _filled,
    "before": _filled,
    "body": _filled,
    "proposed_by": _filled,
    "sent_by": _filled,
    "office": lambda law, place: law.offices,
    "organisation": lambda law, place: law.organisations,
    "go": _stages,
    "left_open_by": _routes,
}
"""What the fields name whose value is the id of something in the law."""


def _removable(parent: Clause, field: str) -> bool:
    """Whether what stands in a field of a clause can be taken out, for all that the form of a law requires."""
    if field in (known := lists(type(parent))):
        return len(getattr(parent, field)) > known[field].least
    return empty_allowed(parent, field)


def _joined(before: str, label: str) -> str:
    return f"{before}: {label[:1].lower()}{label[1:]}" if before else label
