"""Counting rules by themselves: those that are shipped, one's own from a file, and options that change their fields."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import yaml

from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.law.rule import Rule
from comitia.text import kinds
from comitia.text.amend import apply
from comitia.text.nodes import Tree, compose
from comitia.text.read import text_of, validate

__all__ = ["as_text", "digest", "find", "is_rule", "load_rule", "names", "settable", "unknown"]

_PARTS = ("count", "ballot")
"""Where a field is looked for that is named without the part of the rule in which it stands."""

_TAGS = {"count": "rule", "ballot": "form"}
"""The key by which each part says of what kind it is."""

_UNSET = ("article", "secret")
"""Fields that change nothing in a count."""


def folder() -> Path:
    """Where the shipped rules are, each in a file of its name."""
    return Path(str(files("comitia"))) / "rules"


def names() -> tuple[str, ...]:
    """The names of the shipped rules, in the order of the alphabet."""
    return tuple(sorted(entry.stem for entry in folder().glob("*.yaml")))


def is_rule(name_or_path: str) -> bool:
    """Whether a counting rule is meant: the name of a shipped one, or a file that says how to count and is no law."""
    if name_or_path in names():
        return True
    path = Path(name_or_path)
    if not path.is_file() or path.suffix not in (".yaml", ".yml"):
        return False
    try:
        top = compose(text_of(path), str(path)).plain
    except Faults:
        return False
    return "constitution" not in top and ("count" in top or "ballot" in top)


def find(name_or_path: str | Path) -> Path:
    """The file meant: that of a shipped rule by name, else a path. Raises Faults with the nearest name."""
    if str(name_or_path) in names():
        return folder() / f"{name_or_path}.yaml"
    path = Path(name_or_path)
    if path.is_file() or path.suffix in (".yaml", ".yml"):
        return path
    raise Faults(unknown(str(name_or_path)))


def unknown(name: str) -> Fault:
    """The fault that no rule has a name."""
    mend = did_you_mean(name, names()) or f"Shipped are {', '.join(names())}."
    return Fault("unknown-rule", f"There is no counting rule '{name}'.", mend=mend)


def load_rule(name_or_path: str | Path, options: Iterable[tuple[str, str]] = ()) -> Rule:
    """A rule by name or path, with fields set; a field may be named without its part. Raises Faults."""
    path = find(name_or_path)
    tree = compose(text_of(path), str(path))
    return validate(Rule, apply(tree, [(_whole(tree, field), value) for field, value in options]))


def digest(rule: Rule) -> str:
    """The SHA-256 of what the rule says, every field included."""
    said = json.dumps(rule.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def as_text(rule: Rule) -> str:
    """The rule as the text of a file, with every field; one that has no value stands there without one."""
    return yaml.dump(rule.model_dump(mode="json"), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


class _Dumper(yaml.SafeDumper):
    """Writes nothing where there is no value, as rules are read."""


_Dumper.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", ""))


def settable(rule: Rule) -> list[tuple[str, str]]:
    """Every field of the paper and of the count by its path, with its value as a setting writes it."""
    found: list[tuple[str, str]] = [("lots", rule.lots)]
    for part in _PARTS:
        said = getattr(rule, part).model_dump(mode="json")
        skipped = (*_UNSET, *_TAGS.values())
        found += [(f"{part}.{name}", _written(value)) for name, value in said.items() if name not in skipped]
    return found


def _written(value: Any) -> str:
    """A value as a setting writes it."""
    if isinstance(value, dict):
        inside = (f"{key}: {_written(each)}" for key, each in value.items() if each is not None and key != "article")
        return f"{{{', '.join(inside)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _whole(tree: Tree, field: str) -> str:
    """The path of a field from the top of the rule: `up_to` is `ballot.up_to`."""
    first = field.partition(".")[0]
    if first in Rule.model_fields:
        return field
    fields = {part: _fields(tree, part) for part in _PARTS}
    parts = [part for part, known in fields.items() if first in known]
    if len(parts) == 1:
        return f"{parts[0]}.{field}"
    place = f"--option {field}"
    if parts:
        both = " or ".join(f"'{part}.{field}'" for part in parts)
        raise Faults(Fault("wrong-option", f"'{field}' can mean two fields.", file=place, mend=f"Write {both}."))
    known = list(dict.fromkeys(name for part in _PARTS for name in fields[part]))
    mend = did_you_mean(first, known) or f"It has {', '.join(known)}."
    message = f"The rule '{tree.plain.get('id')}' has no field '{first}'."
    raise Faults(Fault("unknown-option", message, file=place, mend=mend))


def _fields(tree: Tree, part: str) -> tuple[str, ...]:
    """The fields that the part of a rule can have, by what it says of its own kind."""
    inside = tree.plain.get(part)
    kind = Rule.model_fields[part].annotation
    tag = _TAGS[part]
    word = inside.get(tag) if isinstance(inside, dict) else None
    for each in get_args(kind):
        if word in get_args(each.model_fields[tag].annotation):
            return tuple(name for name in kinds.fields(each) if name not in (tag, *_UNSET))
    return ()
