"""The points that a law leaves open, after a setting took a rule out: answers about what is gone fall away.

An answer to a choice holds changes ready. Whoever takes a rule out, or puts one of another kind in its place, need not
know which answers would have changed it: a change that led into what is gone is passed over, an answer that has none
left falls away, and so does a choice no answer of which changes anything any more. Where items of a list move up, the
changes that count its items move with them. A path that never led anywhere stays, and is a fault of the law.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from comitia.law.constitution import Constitution
from comitia.text import kinds
from comitia.text.nodes import Path, Plain, Tree, replaced, taken_out

__all__ = ["ADDED", "CHOICES", "still_open", "without_the_answered"]

ADDED = "+"
"""The last step of a path to a thing that is added at the end of a list."""
CHOICES = "choices"
"""Where a law holds them."""


def still_open(before: Tree, after: Tree, item: Path | None = None, but: str | None = None) -> Tree:
    """The tree after something was taken out of it or replaced, with the choices and answers that are left.

    before: the tree as it was. item: what was taken out of a list, so that those behind it move up; None where a place
    was emptied or replaced. but: the id of the choice whose answer did this, which is left alone.
    """
    gone = _Gone(before.plain, after.plain, item)
    moved: dict[Path, str] = {}
    out: list[Path] = []
    for place, choice in enumerate(_list(after.plain.get(CHOICES))):
        if isinstance(choice, dict) and choice.get("id") != but:
            out += _fallen((CHOICES, place), choice, gone, moved)
    plain = after.plain
    for path, text in moved.items():
        plain = replaced(plain, path, text)
    tree = Tree(plain, after.keys, after.values, after.lines, after.faults)
    for path in reversed(out):
        tree = taken_out(tree, path)
    return tree


def without_the_answered(tree: Tree) -> Tree:
    """The tree after an answer was taken out, without choices of which one answer alone is left."""
    choices = _list(tree.plain.get(CHOICES))
    for place in reversed(range(len(choices))):
        options = _of(choices[place], "options")
        if isinstance(options, list) and len(options) == 1:
            tree = taken_out(tree, (CHOICES, place))
    return tree


class _Gone(NamedTuple):
    """The texts before and after, and the item that was taken out of a list."""

    before: dict[str, Plain]
    after: dict[str, Plain]
    item: Path | None

    def leads(self, change: Plain) -> str | None:
        """Where a change leads now; nothing if it led into what is gone."""
        path = change.get("path") if isinstance(change, dict) else None
        if not isinstance(path, str):
            return ""
        steps, removes = path.split("."), _of(change, "to") is None
        was = _target(self.before, steps, removes)
        if was is None:
            return path
        if self.item is None:
            return path if _target(self.after, steps, removes) else None
        return _moved(steps, was, self.item)


def _fallen(path: Path, choice: dict[str, Plain], gone: _Gone, moved: dict[Path, str]) -> list[Path]:
    """What is to be taken out of a choice, in the order of the text: changes, answers, or all of it."""
    stays = (choice.get("default"), choice.get("taken"))
    out: list[Path] = []
    emptied = asks = False
    for place, option in enumerate(_list(choice.get("options"))):
        where = (*path, "options", place)
        changes = _list(_of(option, "amends"))
        lead = [gone.leads(change) for change in changes]
        asks = asks or any(each is not None for each in lead)
        if lead and not any(each is not None for each in lead):
            emptied = True
            out += [] if _of(option, "value") in stays else [where]
            continue
        for i, now in enumerate(lead):
            if now is None:
                out.append((*where, "amends", i))
            elif now != _of(changes[i], "path") and now:
                moved[*where, "amends", i, "path"] = now
    return [path] if emptied and not asks else out


def _moved(steps: Sequence[str], was: Path, item: Path) -> str | None:
    """A path after an item of a list was taken out; None if it led there. was: where it led before."""
    depth, last = len(item) - 1, item[-1]
    if was[: depth + 1] == item:
        return None
    step = was[depth] if len(was) > depth and was[:depth] == item[:-1] else None
    counted = isinstance(step, int) and isinstance(last, int) and step > last and steps[depth] == str(step)
    return ".".join([*steps[:depth], str(int(steps[depth]) - 1), *steps[depth + 1 :]] if counted else steps)


def _target(plain: dict[str, Plain], steps: Sequence[str], removes: bool) -> Path | None:
    """Where a path leads: to what stands there or, unless it is to be removed, to where something may."""
    *around, last = steps
    if last == ADDED and around:
        inside = _target(plain, around, False)
        return None if inside is None else (*inside, ADDED)
    path = _led(plain, around)
    if path is None:
        return None
    there: Any = plain
    for step in path:
        there = there[step]
    if isinstance(there, dict) and not removes:
        allowed = last in there or last in kinds.fields(kinds.along(Constitution, plain, path)[-1])
        return (*path, last) if allowed else None
    return _led(plain, steps)


def _led(plain: dict[str, Plain], steps: Sequence[str]) -> Path | None:
    path: Path = ()
    inside: Any = plain
    for step in steps:
        found: str | int | None = None
        if isinstance(inside, dict) and step in inside:
            found = step
        elif isinstance(inside, list):
            found = next((place for place, item in enumerate(inside) if _of(item, "id") == step), None)
            if found is None and step.isascii() and step.isdigit() and int(step[:6]) < len(inside):
                found = int(step)
        if found is None:
            return None
        path, inside = (*path, found), inside[found]
    return path


def _list(inside: Plain) -> list[Plain]:
    return inside if isinstance(inside, list) else []


def _of(inside: Plain, key: str) -> Plain:
    return inside.get(key) if isinstance(inside, dict) else None
