"""The constitutions that are shipped, by name."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from comitia.law.faults import Fault, Faults, did_you_mean

__all__ = ["LAW", "folder", "names", "path_of", "unknown"]

LAW = "law.yaml"
"""The file in a folder that holds the law."""


def folder() -> Path:
    """Where the shipped constitutions are, each in a folder of its name."""
    return Path(str(files("comitia"))) / "constitutions"


def names() -> tuple[str, ...]:
    """The names of the shipped constitutions, in the order of the alphabet."""
    shipped = folder()
    found = shipped.iterdir() if shipped.is_dir() else ()
    return tuple(sorted(entry.name for entry in found if (entry / LAW).is_file()))


def path_of(name: str) -> Path:
    """Where the text of a shipped constitution is; raises Faults with the nearest name if there is none."""
    if name in names():
        return folder() / name / LAW
    raise Faults(unknown(name))


def unknown(name: str) -> Fault:
    """The fault that no constitution has a name."""
    known = names()
    mend = did_you_mean(name, known) or f"Shipped are {', '.join(known)}." if known else None
    return Fault("unknown-law", f"There is no constitution '{name}'.", mend=mend)
