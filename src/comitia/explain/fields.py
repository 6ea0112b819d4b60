"""What the fields of a clause hold, as far as a reader can change them simply: read off the types of its model."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from comitia.law.clause import LARGEST, Clause

__all__ = ["Field", "Kind", "List", "another", "empty_allowed", "fields", "lists", "may_be_filled", "may_lack"]

Kind = Literal["number", "share", "choice", "flag", "words"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field that is one value. `least` and `most` bound a number; `words` are those that a choice is made from."""

    name: str
    kind: Kind
    least: int | None = None
    most: int | None = None
    words: tuple[str, ...] = ()
    help: str | None = None


@dataclass(frozen=True, slots=True)
class List:
    """A field that is a list of clauses or of names, and how many it must have at least."""

    name: str
    least: int


@cache
def fields(model: type[Clause]) -> Mapping[str, Field]:
    """The fields of a clause that are a number, a share, a yes or no, one of the law's words, or a name.

    What is left out: prose, which no run acts on; what the clause is known by, its `id`; the word that says of what
    kind the clause is, because another kind has other fields.
    """
    found = (_field(name, info) for name, info in model.model_fields.items() if name != "id")
    return {field.name: field for field in found if field}


@cache
def lists(model: type[Clause]) -> Mapping[str, List]:
    """The fields of a clause that are lists."""
    found = {}
    for name, info in model.model_fields.items():
        if get_origin(info.annotation) is tuple:
            found[name] = List(name, _bound("min_length", info.metadata) or 0)
    return found


def empty_allowed(clause: Clause, name: str) -> bool:
    """Whether the clause is still whole with nothing in this field."""
    return type(clause).model_fields[name].default is None and _whole(clause, name, None)


def may_lack(clause: Clause, name: str, place: int) -> bool:
    """Whether the clause is still whole without one item of a list."""
    items = getattr(clause, name)
    rest = (*items[:place], *items[place + 1 :])
    return len(rest) >= lists(type(clause))[name].least and _whole(clause, name, rest)


def another(field: Field, value: Any, options: Sequence[tuple[str, str]] = ()) -> Any:
    """A value other than this one that the field may have, for all that its type says; None if there is none.

    options: the words or names that it is chosen from.
    """
    if field.kind == "number":
        return value + 1 if value not in (None, field.most) else max(field.least or 0, 1)
    if field.kind == "share":
        return Fraction(2, 3) if value == Fraction(1, 2) else Fraction(1, 2)
    if field.kind == "flag":
        return not value
    return next((word for word, _ in options if word != value), None)


def may_be_filled(clause: Clause, field: Field) -> bool:
    """Whether something can stand in a field that is empty, and nothing else be changed."""
    return _whole(clause, field.name, another(field, None, [(word, word) for word in field.words]))


def _whole(clause: Clause, name: str, value: Any) -> bool:
    values = {each: getattr(clause, each) for each in clause.model_fields_set}
    try:
        type(clause).model_validate({**values, name: value})
    except ValueError:
        return False
    return True


def _field(name: str, info: Any) -> Field | None:
    kind, marks = _bare(info.annotation, tuple(info.metadata))
    about = " ".join(info.description.split()) if info.description else None
    if kind is bool:
        return Field(name, "flag", help=about)
    if kind is int:
        most = _bound("le", marks)
        return Field(name, "number", _bound("ge", marks), None if most == LARGEST else most, help=about)
    if kind is Fraction:
        return Field(name, "share", 0, 1, help=about)
    if get_origin(kind) is Literal and len(get_args(kind)) > 1:
        return Field(name, "choice", words=get_args(kind), help=about)
    if kind is str and any(getattr(mark, "pattern", None) for mark in marks):
        return Field(name, "words", help=about)
    return None


def _bare(kind: Any, marks: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    """The type of a field without what surrounds it, and the marks that bound it."""
    if get_origin(kind) is Annotated:
        inner, *more = get_args(kind)
        return _bare(inner, (*marks, *_flat(more)))
    if get_origin(kind) in (Union, types.UnionType):
        something = [part for part in get_args(kind) if part is not type(None)]
        return _bare(something[0], marks) if len(something) == 1 else (None, ())
    return kind, marks


def _flat(marks: list[Any]) -> Iterator[Any]:
    for mark in marks:
        yield mark
        yield from getattr(mark, "metadata", ())


def _bound(name: str, marks: Any) -> int | None:
    found = [int(bound) for mark in marks if (bound := getattr(mark, name, None)) is not None]
    return found[0] if found else None
