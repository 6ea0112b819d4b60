"""The societies that are shipped, and those in folders of one's own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.society.build import built, digest
from comitia.society.cells import Society

__all__ = ["folder", "names", "society", "unknown"]

_SHIPPED = Path(__file__).resolve().parent.parent / "societies"


def names() -> tuple[str, ...]:
    """The names of the societies shipped, in order."""
    return tuple(sorted(path.parent.name for path in _SHIPPED.glob("*/society.yaml")))


def society(name_or_path: str | Path) -> Society:
    """A society by the name under which it is shipped, or by the folder that holds its files.

    The same files give the same object again. Raises `Faults` if there is no such society, or if its files
    do not make one.
    """
    place = folder(name_or_path)
    return _built(place, digest(place))


@lru_cache(maxsize=8)
def _built(home: Path, content: str) -> Society:
    """Built once per content of its files."""
    return built(home)


def folder(name_or_path: str | Path) -> Path:
    """The folder of a society's files. Raises `Faults` if there is no such society."""
    if str(name_or_path) in names():
        return _SHIPPED / str(name_or_path)
    own = Path(name_or_path)
    if own.is_dir():
        return own
    raise Faults(unknown(str(name_or_path)))


def unknown(name: str) -> Fault:
    """The fault that there is no society of a name."""
    message = f"There is no society '{name}': none of that name is shipped, and there is no such folder."
    mend = did_you_mean(name, names()) or f"Shipped are: {', '.join(names())}."
    return Fault("unknown-society", message, mend=mend)
