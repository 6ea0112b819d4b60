"""What a setting takes out of a law or sets otherwise, in a few words: for sentences that list several."""

from __future__ import annotations

from typing import Any

from comitia.explain.edited import place_in_titles, quoted
from comitia.explain.labels import label_of
from comitia.explain.telling import At, tell
from comitia.law.clause import Clause
from comitia.law.constitution import Body, Choice, Constitution, Office, Option
from comitia.text.nodes import Path, Tree
from comitia.text.places import look, name_of

__all__ = ["line_of", "words_of"]


def line_of(law: Constitution, path: Path) -> list[Any]:
    """The law, and what stands at each step of a path as far as it leads."""
    line: list[Any] = [law]
    for step in path:
        inside = line[-1]
        if isinstance(inside, tuple) and isinstance(step, int) and step < len(inside):
            line.append(inside[step])
        elif isinstance(inside, Clause) and getattr(inside, str(step), None) is not None:
            line.append(getattr(inside, str(step)))
        else:
            break
    return line


def words_of(law: Constitution, tree: Tree, setting: tuple[str, str], first: Constitution) -> str:
    """What a setting does to a law: the law and its tree are those before it; first: the law that has all titles."""
    name, value = setting
    path = _path(tree, name)
    line = line_of(law, path)
    if len(line) <= len(path):
        return name
    what, here = line[-1], place_in_titles(name_of(tree, path), first) if len(path) > 1 else "The law"
    if value:
        return f"{_label(path)} of {here}: {_shown(value)} in place of {_shown(what)}"
    if isinstance(what, tuple):
        return f"“{_label(path)}” ({here})"
    if isinstance(what, Clause):
        return _clause(what, _at(first, path, line), here)
    titles = {each.id: each.title for body in first.filled() for each in (body, *body.routes)}
    shown = quoted(titles.get(str(what), _shown(what)))
    return (
        f"{shown} in the list of {_label(path)} ({here})"
        if isinstance(path[-1], int)
        else f"{_label(path)} {shown} ({here})"
    )


def _clause(what: Clause, at: At, here: str) -> str:
    if isinstance(what, Choice):
        return f"the question {quoted(what.question)}"
    if isinstance(what, Option):
        choice = at.within(Choice)
        return f"the answer {quoted(what.means)} to {quoted(choice.question if choice else what.value)}"
    title = getattr(what, "title", None)
    if title:
        return title if title == here else f"{title} ({here})" if here else str(title)
    text = tell(what, at)
    label = label_of(next(step for step in reversed(at.path.split(".")) if not step.isdigit()))
    if not text:
        return f"“{label}” ({here})"
    return f"{quoted(text)} ({here})" if at.path.startswith(("bodies", "offices")) else quoted(text)


def _path(tree: Tree, name: str) -> Path:
    """The keys and positions of a place that a path names by ids."""
    path: Path = ()
    for step in name.split("."):
        inside = look(tree, path)
        if isinstance(inside, list):
            ids = [item.get("id") if isinstance(item, dict) else None for item in inside]
            path = (*path, ids.index(step) if step in ids else _place(step))
        else:
            path = (*path, step)
    return path


def _place(step: str) -> str | int:
    return int(step[:6]) if step.isascii() and step.isdigit() else step


def _at(first: Constitution, path: Path, line: list[Any]) -> At:
    """The place of a clause, with the clauses around it; bodies as they were, so that their ways have their titles."""
    whole = {each.id: each for each in first.filled()}
    at, steps = At(first, (line[0],)), []
    for step, inside in zip(path, line[1:], strict=True):
        steps.append(str(getattr(inside, "id", step)))
        if isinstance(inside, Clause):
            around = whole.get(inside.id) if isinstance(inside, Body | Office) and inside is not line[-1] else None
            at = at.below(".".join(steps), around or inside)
            steps = []
    return at


def _label(path: Path) -> str:
    """The name of the nearest field of a path, in plain words."""
    field = label_of(next(str(step) for step in reversed(path) if isinstance(step, str)))
    return field[:1].lower() + field[1:]


def _shown(value: object) -> str:
    text = str(value)
    return f"{int(text):,}" if text.isascii() and text.isdigit() else text
