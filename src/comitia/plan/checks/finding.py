"""What a check finds: a path into the law and what is wrong there; and how a path becomes a place in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar, get_args

from comitia.law.clause import Article, Clause
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.faults import Fault, did_you_mean
from comitia.law.routes import Election, Route
from comitia.text import places
from comitia.text.nodes import Path, Plain, Tree

C = TypeVar("C", bound=Clause)
Kind = type[Clause] | tuple[type[Clause], ...]

OTHER = "{other}"
"""Stands in a message or a mend for the second place that it speaks of."""
_LISTED = 12
"""How many names a mend lists where none is near enough to offer."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault before its place in the text is looked up. `other`: a second place that the words speak of.

    `key`: the place is that of the key, not that of its value. `out`: what stands there is about nothing that there is,
    so that it or the rule around it can be left out. `to`: what to write at the place, where the rest is right.
    """

    path: Path
    code: str
    message: str
    mend: str | None = None
    other: Path | None = None
    key: bool = False
    out: bool = False
    to: str | None = None


def placed(finding: Finding, tree: Tree) -> Fault:
    """The fault, with place and line where the tree knows them, and the nearest article around."""
    message, mend = finding.message, finding.mend
    if finding.other is not None:
        where = _where(tree, finding.other)
        message, mend = message.replace(OTHER, where), mend and mend.replace(OTHER, where)
    if not tree.lines:
        fault = Fault(finding.code, message, article=places.article_of(tree, finding.path), mend=mend)
    else:
        fault = places.fault(tree, finding.path, finding.code, message, mend=mend, key=finding.key)
    if finding.to is None:
        return fault
    return replace(fault, settings=(f"{places.name_of(tree, finding.path)}={finding.to}",))


def _where(tree: Tree, path: Path) -> str:
    """A second place as words name it: its line and its article."""
    place, article = places.place_of(tree, path), places.article_of(tree, path)
    known = f"line {place.line}" if place.file == next(iter(tree.lines), "") else place.file
    return ", ".join(part for part in (known, article) if part) or places.name_of(tree, path)


def tree_of(law: Constitution) -> Tree:
    """A law that was not read from a text as a tree without places."""
    plain = _plain(law.model_dump(mode="json", exclude_none=True))
    assert isinstance(plain, dict)
    return Tree(plain, {}, {}, {})


def _plain(value: object) -> Plain:
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


# walks


def every(kind: type[C] | tuple[type[C], ...], inside: object, path: Path = ()) -> Iterator[tuple[Path, C]]:
    """Every clause of a kind, or of one of several, in the law or a part of it, with its path, in the order of the law.

    Nothing lies below an article.
    """
    open_: list[tuple[Path, object]] = [(path, inside)]
    while open_:
        here, value = open_.pop()
        if isinstance(value, kind):
            yield here, value
        if isinstance(value, tuple):
            open_ += [((*here, step), value[step]) for step in range(len(value) - 1, -1, -1)]
        elif isinstance(value, Clause):
            for name in _leading(type(value), kind):
                part = getattr(value, name)
                if part:
                    open_.append(((*here, name), part))


@cache
def _leading(model: type[Clause], kind: Kind) -> tuple[str, ...]:
    """The fields of a clause through which a clause of a kind can be reached, the last first."""
    if issubclass(model, Article):
        return ()
    fields = ((name, _clauses(info.annotation)) for name, info in model.model_fields.items())
    return tuple(name for name, inside in reversed([*fields]) if any(_reaches(each, kind) for each in inside))


@cache
def _reaches(model: type[Clause], kind: Kind) -> bool:
    """Whether a clause is of a kind, or may hold one that is."""
    met, open_ = {model}, [model]
    while open_:
        here = open_.pop()
        if issubclass(here, kind):
            return True
        fields = () if issubclass(here, Article) else here.model_fields.values()
        more = {each for info in fields for each in _clauses(info.annotation)} - met
        met |= more
        open_ += more
    return False


def _clauses(annotation: Any) -> Iterator[type[Clause]]:
    """The clauses that a field may hold by its type, and those that are special cases of them."""
    if isinstance(annotation, type) and issubclass(annotation, Clause):
        yield annotation
        for special in annotation.__subclasses__():
            yield from _clauses(special)
    for part in get_args(annotation):
        yield from _clauses(part)


def bodies(law: Constitution) -> Iterator[tuple[Path, Body | Office]]:
    """Every body and office with its path."""
    for position, body in enumerate(law.bodies):
        yield ("bodies", position), body
    for position, office in enumerate(law.offices):
        yield ("offices", position), office


def routes(law: Constitution) -> Iterator[tuple[Path, Body | Office, Route]]:
    """Every route with its path and its body."""
    for path, body in bodies(law):
        for position, route in enumerate(body.routes):
            yield (*path, "routes", position), body, route


def elections(law: Constitution) -> Iterator[tuple[Path, Body | Office, Election]]:
    """Every route that is an election, with its path and its body."""
    for path, body, route in routes(law):
        if isinstance(route, Election):
            yield path, body, route


def known(law: Constitution) -> dict[str, Body | Office]:
    """Bodies and offices by id; the first where two have the same."""
    found: dict[str, Body | Office] = {}
    for body in law.filled():
        found.setdefault(body.id, body)
    return found


def path_of(law: Constitution, name: str) -> Path | None:
    """The path of the body or office of that id."""
    return next((path for path, body in bodies(law) if body.id == name), None)


def bare(clause: Clause) -> object:
    """What a clause says, without the articles and notes in it, for comparing two."""
    return _bare(clause.model_dump(mode="json"))


def _bare(value: object) -> object:
    if isinstance(value, dict):
        return {key: _bare(each) for key, each in value.items() if key not in ("article", "note", "id", "title")}
    return [_bare(each) for each in value] if isinstance(value, list) else value


# words


def route_name(body: Body | Office, route: Route) -> str:
    """A route as messages call it."""
    return f"Route '{route.id}' of '{body.id}'"


def offer(word: str, words: Iterable[str], what: str) -> str:
    """The mend for a name that nothing bears: the nearest, or a list of those there are, called `what`."""
    there = list(dict.fromkeys(words))
    if not there:
        return f"There are no {what}."
    more = ", …" if len(there) > _LISTED else "."
    return did_you_mean(word, there) or f"The {what} are {', '.join(there[:_LISTED])}{more}"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its word: `1 seat`, `7 seats`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
