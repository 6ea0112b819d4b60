"""The shipped entitlement rules by name, and any such rule by name or path."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from comitia.law.entitlement import Entitlement
from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.text.read import tree_of, validate

__all__ = ["load", "names", "path_of"]


def folder() -> Path:
    """Where the shipped rules are, each a file of its name."""
    return Path(str(files("comitia"))) / "entitlements"


def names() -> tuple[str, ...]:
    """The names of the shipped rules, in the order of the alphabet."""
    return tuple(sorted(path.stem for path in folder().glob("*.yaml")))


def path_of(name_or_path: str | Path) -> Path:
    """The file meant: a path where it looks like one, else the shipped rule. Raises Faults with the nearest name."""
    name = str(name_or_path)
    if isinstance(name_or_path, Path) or any(sign in name for sign in "/\\") or name.endswith((".yaml", ".yml")):
        return Path(name_or_path)
    if name in names():
        return folder() / f"{name}.yaml"
    mend = did_you_mean(name, names()) or f"Shipped are {', '.join(names())}."
    raise Faults(Fault("unknown-entitlement", f"There is no entitlement rule '{name}'.", mend=mend))


def load(name_or_path: str | Path) -> Entitlement:
    """A rule by its shipped name or from a file; raises Faults with every fault in it."""
    return validate(Entitlement, tree_of(path_of(name_or_path)))
