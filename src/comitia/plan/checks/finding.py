"""What a check finds: a path into the law and what is wrong there; and how a path becomes a place in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from comitia.law.clause import Article, Clause
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.faults import Fault, did_you_mean
from comitia.law.routes import Election, Route
from comitia.text import places
from comitia.text.nodes import Path, Plain, Tree

C = TypeVar("C", bound=Clause)

OTHER = "{other}"
"""Stands in a message or a mend for the second place that it speaks of."""
_LISTED = 12
"""How many names a mend lists where none is near enough to offer."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault before its place in the text is looked up. `other`: a second place that the words speak of.

    `key`: the place is that of the key, not that of its value.
    """

    path: Path
    code: str
    message: str
    mend: str | None = None
    other: Path | None = None
    key: bool = False


def placed(finding: Finding, tree: Tree) -> Fault:
    """The fault, with place and line where the tree knows them, and the nearest article around."""
    message, mend = finding.message, finding.mend
    if finding.other is not None:
        where = _where(tree, finding.other)
        message, mend = message.replace(OTHER, where), mend and mend.replace(OTHER, where)
    if not tree.lines:
        return Fault(finding.code, message, article=places.article_of(tree, finding.path), mend=mend)
    return places.fault(tree, finding.path, finding.code, message, mend=mend, key=finding.key)


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


def every(kind: type[C], inside: object, path: Path = ()) -> Iterator[tuple[Path, C]]:
    """Every clause of a kind in the law or a part of it, with its path, in the order of the law."""
    open_: list[tuple[Path, object]] = [(path, inside)]
    while open_:
        here, value = open_.pop()
        if isinstance(value, kind):
            yield here, value
        open_ += reversed([((*here, step), each) for step, each in _parts(value)])


def _parts(value: object) -> Iterable[tuple[str | int, object]]:
    """What a clause or list holds that may hold clauses; nothing lies below an article."""
    if isinstance(value, tuple):
        return enumerate(value)
    if not isinstance(value, Clause) or isinstance(value, Article):
        return ()
    return [(name, each) for name, each in value if isinstance(each, tuple | Clause)]


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
