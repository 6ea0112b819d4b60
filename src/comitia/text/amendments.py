"""Laws written as changes to another: how the two are laid together, and how the other is found.

A file with `changes` is an amendment of the law that it names in `amends`. What comes of the two is a law like any
other: every place in it knows whether it was written in the one file or in the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path as File

from comitia.law.constitution import Constitution
from comitia.law.faults import Fault, Faults
from comitia.text import kinds
from comitia.text.amend import ADDED, Setting, carry_out, put
from comitia.text.nodes import Path, Plain, Tree
from comitia.text.places import fault, look, place_of
from comitia.text.shipped import LAW, names, path_of, unknown

__all__ = ["amended", "base_of", "is_amendment"]

HEAD = ("constitution", "amends", "title", "language", "adopted", "status", "summary")
"""Keys that an amendment says anew for the law that comes of it; what it leaves out stays as it was."""
SUFFIXES = (".yaml", ".yml")


def is_amendment(tree: Tree) -> bool:
    """Whether a text is the changes to another law and not a law; one that says `amends` and has bodies is a law."""
    return "changes" in tree.plain or ("amends" in tree.plain and "bodies" not in tree.plain)


def base_of(tree: Tree, file: File, above: Sequence[tuple[str, File]] = ()) -> File:
    """The file of the law that an amendment amends: a shipped one, else one beside the amendment's own file.

    above: name and file of the amendments that led here. Raises Faults if there is no such law, or if it leads back.
    """
    name, here = str(tree.plain["amends"]), (str(tree.plain.get("constitution")), file)
    found = path_of(name) if name in names() else _beside(name, file)
    if found is None:
        lacking = unknown(name)
        raise Faults(fault(tree, ("amends",), lacking.code, lacking.message, mend=lacking.mend))
    led = [*above, here]
    back = next((place for place, (_, each) in enumerate(led) if each.resolve() == found.resolve()), None)
    if back is not None:
        ring = [name for name, _ in led[back:]]
        links = ", which amends ".join(f"'{name}'" for name in [*ring[1:], ring[0]])
        message = f"'{ring[0]}' amends {'itself' if len(ring) == 1 else links}: there is no law to begin with."
        raise Faults(fault(tree, ("amends",), "amendment-cycle", message, mend="Write one of them out in full."))
    return found


def _beside(name: str, file: File) -> File | None:
    """The law of a name beside a file: in a file or a folder of that name, or in the folder next to the file's own."""
    beside = [file.parent / f"{name}{suffix}" for suffix in SUFFIXES]
    nearby = (*beside, file.parent / name / LAW, file.parent.parent / name / LAW)
    return next((each for each in nearby if each.is_file()), None)


def amended(amendment: Tree, base: Tree) -> Tree:
    """The law that comes of an amendment and the law it amends; Faults with every change that leads nowhere."""
    tree = Tree(base.plain, base.keys, base.values, {**amendment.lines, **base.lines}, base.faults)
    for key in HEAD:
        if key in amendment.plain:
            tree = put(tree, (key,), _written(amendment, (key,), key, (key,)))
    if "short" in base.plain or "short" in amendment.plain:
        own = ("short",) if "short" in amendment.plain else ("title",)
        tree = put(tree, ("short",), _written(amendment, own, "short", own))
    for position in range(_length(amendment, "acts")):
        act = ("acts", position)
        tree, _ = carry_out(tree, _written(amendment, act, f"acts.{ADDED}", act))
    faults: list[Fault] = []
    for position in range(_length(amendment, "changes")):
        try:
            tree = _changed(tree, amendment, ("changes", position))
        except Faults as found:
            faults.extend(found.faults)
    if faults:
        raise Faults(faults)
    return tree


def _length(tree: Tree, key: str) -> int:
    inside = tree.plain.get(key)
    return len(inside) if isinstance(inside, list) else 0


def _written(amendment: Tree, value: Path, path: str, path_at: Path, removed: bool = False) -> Setting:
    """What the amendment writes at `value`, for a place of the law; `path_at`: where it names that place."""
    depth = len(value)
    keys, values = (
        {path[depth:]: place for path, place in places.items() if path[:depth] == value}
        for places in (amendment.keys, amendment.values)
    )
    at = place_of(amendment, path_at, key=path_at == value)
    return Setting(path, look(amendment, value), at, place_of(amendment, value), keys, values, removed)


def _changed(tree: Tree, amendment: Tree, change: Path) -> Tree:
    """The law after one change; the rule that it touches is cited from its article, and bears its note."""
    path = str(look(amendment, (*change, "path")))
    removed = look(amendment, (*change, "to")) is None
    tree, place = carry_out(tree, _written(amendment, (*change, "to"), path, (*change, "path"), removed))
    rule = _rule(tree, place, removed)
    if rule is None or "article" in place:
        return tree
    for key in ("article", "note"):
        own = not removed and rule == place and _has(tree, rule, key)
        if not own and look(amendment, (*change, key)) is not None and (key == "article" or _may_have(tree, rule, key)):
            tree = put(tree, (*rule, key), _written(amendment, (*change, key), key, (*change, key)))
    return tree


def _rule(tree: Tree, place: Path, removed: bool) -> Path | None:
    """The rule at a place, or the nearest around it, that can name its article; None if there is none."""
    deepest = len(place) - 1 if removed else len(place)
    for length in range(deepest, -1, -1):
        rule = place[:length]
        if isinstance(look(tree, rule), dict) and _may_have(tree, rule, "article"):
            return rule
    return None


def _may_have(tree: Tree, rule: Path, key: str) -> bool:
    plain: Plain = tree.plain
    return key in kinds.fields(kinds.along(Constitution, plain, rule)[-1])


def _has(tree: Tree, rule: Path, key: str) -> bool:
    inside = look(tree, rule)
    return isinstance(inside, dict) and key in inside
