"""The rules of a law as things to change: beside each sentence, the fields of the clause that it tells.

Everything is read off the clauses: their types say what a field may be, the law itself which names there are. A
control names a place and its value as `--set PATH=VALUE` takes them, and belongs to the sentence of its clause or,
where that clause has none, to the one around it.

Settings are carried out in the order in which they are given, and a control is right for the law from which it was
read. So a page that keeps a list of settings puts the new one at its end, after taking out those at the same path and
below it; but no older one than the last that took an item out of a list, since positions are others before it.

What has no control: prose (titles, notes, grounds, matters), citations, what would be added to a list, a clause that
is not there, a kind of clause that needs numbers of its own, and what is neither written nor would be told if it
were, as the rounding of a quota where the method has none. All of that can be written as YAML. Controls do not
know of each other: seats of a way that no longer add up to those of its body are for `comitia check` to tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

from comitia.explain.alternatives import Alternative, kinds, swaps
from comitia.explain.fields import Field, another, empty_allowed, fields, lists, may_be_filled, may_lack
from comitia.explain.labels import label_of, option_of
from comitia.explain.phrases import listed, named, share
from comitia.explain.references import nameable
from comitia.explain.spots import Spot, position, retold, spot
from comitia.explain.telling import At, Sentence, children
from comitia.explain.words import sentences
from comitia.law.clause import Clause
from comitia.law.constitution import Act, Choice, Constitution

__all__ = ["Control", "controls", "written"]

Kind = Literal["number", "share", "choice", "flag", "words", "remove"]


@dataclass(frozen=True, slots=True)
class Control:
    """A place in the law that a reader can set. `path` and `value` are as `--set` takes them.

    kind: `number` (whole), `share` (`1/2`, `0.05`, `5%`), `choice` (of `options`, each a value and its label; a value
    may be a whole clause in brackets), `flag` (`true` or `false`), `words` (a name), `remove` (set to nothing, the rule
    is taken out). `least`, `most`: bounds of a number or a share. `may_be_empty`: the place can be set to nothing, as
    `PATH=`. `unsaid`: the law does not write the place; the value is what holds then, or empty. `spot`: from which
    letter to before which the value stands in the text of the sentence, where it has words of its own there.
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
    spot: Spot | None = None

    def as_dict(self) -> dict[str, Any]:
        """As promised to programs; what says nothing is left out."""
        said: dict[str, Any] = {"path": self.path, "label": self.label, "kind": self.kind}
        if self.kind != "remove":
            said["value"] = self.value
        if self.options:
            said["options"] = [list(option) for option in self.options]
        more: dict[str, Any] = {"least": self.least, "most": self.most, "help": self.help}
        more |= {name: True for name in ("may_be_empty", "unsaid") if getattr(self, name)}
        more |= {"spot": list(self.spot)} if self.spot else {}
        return said | {key: value for key, value in more.items() if value is not None}


@lru_cache(maxsize=32)
def controls(law: Constitution) -> Mapping[str, tuple[Control, ...]]:
    """The controls of every sentence of a law, by the path of the sentence; sentences without any are left out.

    The file's own head (name, title, acts, status) has none. A choice that is not answered has its default as value;
    set to that, the law says the same and that it was answered.
    """
    reading = _Reading(law)
    top = At(law, (law,))
    for step, clause in children(law):
        if isinstance(clause, Choice):
            reading.found[step] = [_choice(clause)]
        elif not isinstance(clause, Act):
            at = top.below(step, clause)
            reading.clause(_Place(at, at, ""), step)
    return {path: tuple(each) for path, each in reading.found.items() if each}


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
    """A clause in the law, the rule whose sentence tells it, and what its labels begin with."""

    at: At
    told: At
    before: str

    @property
    def clause(self) -> Clause:
        return self.at.line[-1]

    def label(self, name: str) -> str:
        label = label_of(name)
        return f"{self.before}: {label[:1].lower()}{label[1:]}" if self.before else label


class _Reading:
    """A law while its controls are gathered, by the path of the sentence that they belong to."""

    def __init__(self, law: Constitution) -> None:
        self.found: dict[str, list[Control]] = {}
        self._said: Mapping[str, Sentence] = {sentence.path: sentence for sentence in sentences(law)}
        self._titles = {each.id: each.title for body in law.filled() for each in (body, *body.routes)}

    def clause(self, place: _Place, step: str) -> None:
        """The controls of a clause and of all inside it; `step`: how it is called in the clause around it."""
        own = place.at.path in self._said
        if own:
            place = _Place(place.at, place.at, "")
        gathered = self.found.setdefault(place.told.path, [])
        gathered += self._others(place, step.partition(".")[0])
        gathered += self._values(place)
        for below, child in children(place.clause):
            name = below.partition(".")[0]
            if name in place.clause.model_fields_set:  # nothing leads to what is there by default only
                self.clause(_Place(place.at.below(below, child), place.told, place.label(name)), below)
        for name in lists(type(place.clause)):
            gathered += self._names(place, name)
        if _removable(place.at.line[-2], step):
            label = "Without this rule" if own else f"Without “{place.before}”"
            gathered.append(Control(place.at.path, label, "remove"))

    def _values(self, place: _Place) -> Iterator[Control]:
        clause = place.clause
        for name, field in fields(type(clause)).items():
            value = getattr(clause, name)
            if value is not None or (field.kind != "words" and may_be_filled(clause, field)):
                yield from self._value(place, field, value)

    def _value(self, place: _Place, field: Field, value: Any) -> Iterator[Control]:
        clause, path = place.clause, f"{place.at.path}.{field.name}"
        options = tuple((word, option_of(field.words, word)) for word in field.words)
        kind: Kind = field.kind
        if kind == "words" and value in dict(things := nameable(field.name, place.at)):
            kind, options = "choice", things
        unsaid = value is None or field.name not in clause.model_fields_set
        text, again = self._twice(place, path, another(field, value, options))
        if unsaid and text == again:
            return
        where = None if value is None else spot(text, again, value, dict(options).get(value, ""))
        empty = value is None or empty_allowed(clause, field.name)
        if empty and kind == "choice":
            options = (("", "not said"), *options)
        bounds = field.least, field.most, field.help
        yield Control(path, place.label(field.name), kind, written(value), options, *bounds, empty, unsaid, where)

    def _twice(self, place: _Place, path: str, other: Any) -> tuple[str, str]:
        """The sentence as it is, and as it were with something else at a path; the same where that has no words."""
        said = self._said.get(place.told.path)
        text = said.text if said else ""
        if other is None or said is None or text == getattr(place.told.line[-1], "note", None):
            return text, text
        return text, retold(place.told, path, other)

    def _names(self, place: _Place, name: str) -> Iterator[Control]:
        """The names in a list, each to be taken out."""
        items = getattr(place.clause, name)
        if all(isinstance(item, str) for item in items):
            for number, item in enumerate(items):
                if not may_lack(place.clause, name, number):
                    continue
                label = f"{place.label(name)}: without “{self._titles.get(item, item)}”"
                yield Control(f"{place.at.path}.{name}.{number}", label, "remove")

    def _others(self, place: _Place, field: str) -> Iterator[Control]:
        """What could stand in place of the whole clause."""
        for options in swaps(place.clause):
            first, *rest = (label_of(name) for _, name in options)
            label = listed((first, *(each.lower() for each in rest)), "or")
            yield _whole(place, f"{place.before}: {label.lower()}" if place.before else label, options, label_of)
        around = place.at.line[-2]
        if field not in lists(type(around)) and (found := kinds(around, field, place.clause)):
            yield _whole(place, place.before or label_of(field), found, named)


def _whole(place: _Place, label: str, found: tuple[Alternative, ...], words: Callable[[str], str]) -> Control:
    options = tuple((text, words(name)) for text, name in found)
    return Control(place.at.path, label, "choice", options[0][0], options)


def _removable(around: Clause, step: str) -> bool:
    """Whether what stands at a step inside a clause can be taken out, for all that the form of the clause requires."""
    field, _, item = step.partition(".")
    if not item:
        return empty_allowed(around, field)
    return may_lack(around, field, position(getattr(around, field), item))
