"""The shipped constitutions by name, and any law by name or path."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path

from comitia.law.constitution import Constitution
from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.text.read import read

__all__ = ["digest", "find", "load", "names", "path_of"]

_LAW = "law.yaml"
_read: dict[tuple[Path, int, int, tuple[tuple[str, str], ...]], Constitution] = {}


def names() -> tuple[str, ...]:
    """The names of the shipped constitutions, in the order of the alphabet."""
    folder = _shipped()
    found = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(entry.name for entry in found if (entry / _LAW).is_file()))


def path_of(name: str) -> Path:
    """Where the text of a shipped constitution is; raises Faults with the nearest name if there is none."""
    known = names()
    if name in known:
        return _shipped() / name / _LAW
    mend = did_you_mean(name, known) or f"Shipped are {', '.join(known)}." if known else None
    raise Faults(Fault("unknown-law", f"There is no constitution '{name}'.", mend=mend))


def load(name_or_path: str | Path, settings: Iterable[tuple[str, str]] = ()) -> Constitution:
    """A constitution by its shipped name or from a file, with settings; the same text is read once."""
    path = find(name_or_path)
    set_to = tuple(settings)
    try:
        state = path.stat()
    except (OSError, ValueError):
        return read(path, set_to)
    key = (path.absolute(), state.st_mtime_ns, state.st_size, set_to)
    if key not in _read:
        _read[key] = read(path, set_to)
    return _read[key]


def digest(constitution: Constitution) -> str:
    """The SHA-256 of what the law says: blanks, comments and the order of keys in its text do not count."""
    said = json.dumps(constitution.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _shipped() -> Path:
    return Path(str(files("comitia"))) / "constitutions"


def find(name_or_path: str | Path) -> Path:
    """The file meant: a path where it looks like one or is one, else the shipped law of that name."""
    if isinstance(name_or_path, Path):
        return name_or_path / _LAW if _is(name_or_path, Path.is_dir) else name_or_path
    if any(sign in name_or_path for sign in "/\\") or name_or_path.endswith((".yaml", ".yml")):
        return find(Path(name_or_path))
    if name_or_path not in names() and _is(Path(name_or_path), Path.is_file):
        return Path(name_or_path)
    return path_of(name_or_path)


def _is(path: Path, kind: Callable[[Path], bool]) -> bool:
    try:
        return kind(path)
    except (OSError, ValueError):  # a name that no file can have
        return False
