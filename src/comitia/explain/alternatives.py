"""What could stand in a rule's place instead: another kind of clause, or the other of two fields."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from comitia.explain.fields import empty_allowed, fields, may_be_filled
from comitia.law.clause import Clause, Threshold

__all__ = ["Alternative", "kinds", "swaps", "text_of"]

_HALF = {"more_than": "1/2", "of": "valid"}
"""The bar of a kind that needs one, where the rule that it stands for had none."""
_LONGEST = 600
"""How many letters a rule may have that is written out whole in a control."""

Alternative = tuple[str, str]
"""A whole clause as `--set` takes it, and the word or field that tells it from the others."""


def kinds(parent: Clause, field: str, clause: Clause) -> tuple[Alternative, ...]:
    """The kinds of clause that may stand in a field, the present one as it is; nothing where there is only one.

    Another kind keeps what it has in common with the present one. What it needs besides is filled in as far as it is
    a word (the first of the law's list) or a bar (more than half of the valid papers); a kind that needs more is not
    offered.
    """
    models = _union(type(parent), field)
    tag = _tag(models)
    if tag is None or len(here := text_of(clause)) > _LONGEST:
        return ()
    found = [(here, str(getattr(clause, tag)))]
    found += [
        (made, _word(model, tag)) for model in models if type(clause) is not model and (made := _as(clause, model))
    ]
    return tuple(found) if len(found) > 1 else ()


def swaps(clause: Clause) -> Iterator[tuple[Alternative, Alternative]]:
    """Each pair of fields of which exactly one stands: the clause as it is, and with the value in the other one."""
    known = [each for each in fields(type(clause)).values() if each.kind in ("number", "share")]
    stand = [each for each in known if each.name in clause.model_fields_set and not empty_allowed(clause, each.name)]
    lack = [each for each in known if getattr(clause, each.name) is None and not may_be_filled(clause, each)]
    for one, other in ((one, other) for one in stand for other in lack if one.kind == other.kind):
        written = clause.model_dump(mode="json", exclude_unset=True)
        swapped = {(other.name if key == one.name else key): value for key, value in written.items()}
        if len(here := text_of(clause)) <= _LONGEST and _valid(type(clause), swapped):
            yield (here, one.name), (_text(swapped), other.name)


def text_of(clause: Clause) -> str:
    """A clause as its file writes it, as `--set` takes it."""
    return _text(clause.model_dump(mode="json", exclude_unset=True))


def _text(written: dict[str, Any]) -> str:
    return json.dumps(written, ensure_ascii=False)


@cache
def _union(model: type[Clause], field: str) -> tuple[type[Clause], ...]:
    """The kinds of clause that a field may hold."""
    kind = model.model_fields[field].annotation
    return tuple(each for each in _parts(kind) if isinstance(each, type) and issubclass(each, Clause))


def _parts(kind: Any) -> tuple[Any, ...]:
    if get_origin(kind) is Annotated:
        return _parts(get_args(kind)[0])
    if get_origin(kind) in (None, tuple, Literal):
        return (kind,)
    return tuple(part for each in get_args(kind) for part in _parts(each))


@cache
def _tag(models: tuple[type[Clause], ...]) -> str | None:
    """The field whose word tells the kinds apart."""
    if len(models) < 2:
        return None
    return next((name for name in models[0].model_fields if all(_word(model, name) for model in models)), None)


def _word(model: type[Clause], name: str) -> str:
    """The one word that a field can have; empty where it can have others."""
    info = model.model_fields.get(name)
    words = get_args(info.annotation) if info and get_origin(info.annotation) is Literal else ()
    return str(words[0]) if len(words) == 1 else ""


def _as(clause: Clause, model: type[Clause]) -> str | None:
    """A clause of another kind with what it has in common with this one."""
    written = clause.model_dump(mode="json", exclude_unset=True)
    made: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        mine = type(clause).model_fields.get(name)
        if word := _word(model, name):
            made[name] = word
        elif mine and mine.annotation == info.annotation and name in written:
            made[name] = written[name]
        elif info.is_required():
            needed = fields(model).get(name)
            made[name] = needed.words[0] if needed and needed.words else _HALF if info.annotation is Threshold else None
    return _text(made) if _valid(model, made) else None


def _valid(model: type[Clause], written: dict[str, Any]) -> bool:
    try:
        model.model_validate(written)
    except ValueError:
        return False
    return True
