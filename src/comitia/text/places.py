"""From a place in the law to its place in the text, with the article that the rule there is cited from."""

from __future__ import annotations

from typing import Any

from comitia.law.clause import Article
from comitia.law.faults import Fault
from comitia.text.marks import Place, fault_at
from comitia.text.nodes import Path, Plain, Tree

__all__ = ["article_of", "fault", "look", "name_of", "place_of"]


def look(tree: Tree, path: Path) -> Plain:
    """What stands at a path; None if nothing does."""
    inside: Plain = tree.plain
    for step in path:
        if isinstance(inside, dict):
            inside = inside.get(str(step))
        elif isinstance(inside, list) and isinstance(step, int) and 0 <= step < len(inside):
            inside = inside[step]
        else:
            return None
    return inside


def place_of(tree: Tree, path: Path, *, key: bool = False) -> Place:
    """Where the value at a path is written, or its key; failing that, the nearest thing around it."""
    while True:
        places = (tree.keys, tree.values) if key else (tree.values, tree.keys)
        for known in places:
            if path in known:
                return known[path]
        if not path:
            return Place(next(iter(tree.lines), ""), 1, 1, 1, 2)
        path, key = path[:-1], True


def article_of(tree: Tree, path: Path) -> str | None:
    """The citation of the nearest rule around a path that names an article; None if none can be read."""
    for length in range(len(path), -1, -1):
        rule = look(tree, path[:length])
        if isinstance(rule, dict) and "article" in rule:
            return _cite(rule["article"])
    return None


def name_of(tree: Tree, path: Path) -> str:
    """A path as `--set` takes it, with ids in place of positions: `bodies.congress.routes.territorial`."""
    steps = []
    for length, step in enumerate(path, 1):
        item = look(tree, path[:length]) if isinstance(step, int) else None
        known = item.get("id") if isinstance(item, dict) else None
        steps.append(known if isinstance(known, str) else str(step))
    return ".".join(steps)


def fault(tree: Tree, path: Path, code: str, message: str, *, mend: str | None = None, key: bool = False) -> Fault:
    """A fault in the law at a path, with its place in the text, its line and its article."""
    place = place_of(tree, path, key=key)
    lines = tree.lines.get(place.file, ())
    return fault_at(place, lines, code, message, mend=mend, article=article_of(tree, path))


def _cite(article: Plain) -> str | None:
    if isinstance(article, str):
        return article
    if not isinstance(article, dict) or not isinstance(article.get("act"), str):
        return None
    words: dict[str, Any] = {key: value for key, value in article.items() if isinstance(value, str)}
    return Article.model_construct(**{"mark": "seen", "number": None, "rule": None, **words}).cite()
