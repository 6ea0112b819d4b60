"""What the law expects at a place: a walk through its models along the keys of a text."""

from __future__ import annotations

import types
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel

from comitia.text.nodes import Path, Plain

__all__ = ["Kind", "along", "fields", "holds", "required", "sketch", "tag", "tags", "walk", "words"]

Kind: TypeAlias = Any
"""The type that a model gives for a place: a model, a union of models, a tuple of something, a plain type."""


def walk(kind: Kind, location: Iterable[str | int]) -> tuple[Path, Kind]:
    """Follow a validator's location: the path in the text and the kind there.

    Between the key of a union and the keys inside it, a location holds the name of the alternative that was
    tried; the text does not.
    """
    path: list[str | int] = []
    for step in location:
        alternatives = _alternatives(kind)
        if len(alternatives) > 1:
            kind = _named(alternatives, step)
        else:
            path.append(step)
            kind = _below(alternatives[0], step)
    return tuple(path), kind


def along(kind: Kind, inside: Plain, path: Path) -> tuple[Kind, ...]:
    """What a model expects at every place on a path in a text, its top first; the tags in the text decide."""
    found = [_one(kind, inside)]
    for step in path:
        if isinstance(inside, dict):
            inside = inside.get(str(step))
        else:
            inside = inside[step] if isinstance(inside, list) and isinstance(step, int) else None
        found.append(_one(_below(found[-1], step), inside))
    return tuple(found)


def _one(kind: Kind, inside: Plain) -> Kind:
    """The alternative of a kind that a value is written as."""
    alternatives, key = _alternatives(kind), tag(kind)
    if len(alternatives) < 2:
        return alternatives[0]
    word = inside.get(key) if key and isinstance(inside, dict) else None
    return _named(alternatives, word) if isinstance(word, str) else Any


def fields(kind: Kind) -> tuple[str, ...]:
    """Every key that may stand in what is of this kind."""
    return tuple(dict.fromkeys(key for model in _models(kind) for key in model.model_fields))


def required(kind: Kind) -> tuple[str, ...]:
    """The keys that every alternative of this kind must have."""
    models = _models(kind)
    return tuple(key for key in fields(kind) if all(_needs(model, key) for model in models))


def words(kind: Kind) -> tuple[str, ...]:
    """The words that may stand here, where the law has a list of them."""
    literals = [each for each in _alternatives(kind) if _origin(each) is Literal]
    return tuple(str(word) for each in literals for word in get_args(each))


def tag(kind: Kind) -> str | None:
    """The key whose word tells the alternatives of this kind apart; None if there is but one."""
    models = _models(kind)
    if len(models) < 2:
        return None
    return next((key for key in required(kind) if all(_words_of(model, key) for model in models)), None)


def tags(kind: Kind) -> tuple[str, ...]:
    """The words by which the alternatives of this kind are told apart."""
    key = tag(kind)
    return tuple(word for model in _models(kind) for word in _words_of(model, key)) if key else ()


def holds(kind: Kind, plain: type) -> bool:
    """Whether a value of this plain type may stand here."""
    return plain in _alternatives(kind)


def sketch(kind: Kind) -> str:
    """How something of this kind begins to be written: `{act: …, mark: …}`, `[…]` or `…`."""
    keys = required(kind)
    if keys:
        return "{" + ", ".join(f"{key}: …" for key in keys[:4]) + "}"
    return "[…]" if any(_origin(each) is tuple for each in _alternatives(kind)) else "…"


def _needs(model: type[BaseModel], key: str) -> bool:
    return key in model.model_fields and model.model_fields[key].is_required()


def _words_of(model: type[BaseModel], key: str) -> tuple[str, ...]:
    return words(model.model_fields[key].annotation)


def _origin(kind: Kind) -> Any:
    return get_origin(kind)


def _bare(kind: Kind) -> Kind:
    while _origin(kind) is Annotated:
        kind = get_args(kind)[0]
    return kind


def _alternatives(kind: Kind) -> tuple[Kind, ...]:
    """What may stand here, each alternative by itself; that nothing may stand here is not one of them."""
    kind = _bare(kind)
    if _origin(kind) in (Union, types.UnionType):
        something = (part for part in get_args(kind) if part is not type(None))
        return tuple(each for part in something for each in _alternatives(part))
    return (kind,)


def _models(kind: Kind) -> tuple[type[BaseModel], ...]:
    return tuple(each for each in _alternatives(kind) if _is_model(each))


def _is_model(kind: Kind) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _named(alternatives: Sequence[Kind], name: str | int) -> Kind:
    """The alternative that a location calls by its tag or, where alternatives have no tags, by its class."""
    key = tag(Union[tuple(alternatives)])  # noqa: UP007  (the alternatives are known only now)
    for model in filter(_is_model, alternatives):
        if name == model.__name__ or (key and name in _words_of(model, key)):
            return model
    return Any


def _below(kind: Kind, step: str | int) -> Kind:
    """The kind of one key or item of this kind."""
    if _is_model(kind):
        field = kind.model_fields.get(str(step))
        return Any if field is None else field.annotation
    origin, inner = _origin(kind), get_args(kind)
    if origin is dict:
        return inner[1]
    if origin is tuple and isinstance(step, int) and Ellipsis not in inner and step < len(inner):
        return inner[step]
    return inner[0] if inner and origin in (tuple, list) else Any
