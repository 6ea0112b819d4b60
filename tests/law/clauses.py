"""Walking through a law: everything that is said in it, and everything that is cited."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from comitia.law.clause import Article
from comitia.law.constitution import Constitution


def inside(value: object) -> Iterator[object]:
    """A value of a law and everything in it."""
    yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from inside(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from inside(each)


def articles(law: Constitution) -> list[Article]:
    """Every citation of a law."""
    return [each for each in inside(law) if isinstance(each, Article)]
