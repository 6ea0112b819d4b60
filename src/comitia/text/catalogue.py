"""The shipped constitutions by name, and any law by name or path."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from comitia.law.clause import Clause
from comitia.law.constitution import Constitution
from comitia.text.read import read_with_places
from comitia.text.shipped import LAW, names, path_of

__all__ = ["digest", "find", "load", "names", "path_of"]

_State = tuple[Path, int, int]
"""A file, when it was last written, and its size."""
_read: dict[tuple[Path, tuple[tuple[str, str], ...]], tuple[tuple[_State, ...], Constitution]] = {}
"""What was read already, with the state of the files that it was read from."""


def load(name_or_path: str | Path, settings: Iterable[tuple[str, str]] = ()) -> Constitution:
    """A constitution by its shipped name or from a file, with settings; the same text is read once."""
    path, set_to = find(name_or_path), tuple(settings)
    key = (path.absolute(), set_to)
    if key in _read and all(state == _state(state[0]) for state in _read[key][0]):
        return _read[key][1]
    law, tree = read_with_places(path, set_to)
    files = (Path(file) for file in tree.lines if _is(Path(file), Path.is_file))
    _read[key] = (tuple(map(_state, files)), law)
    return law


def _state(file: Path) -> _State:
    try:
        state = file.stat()
    except OSError:
        return file, 0, 0
    return file, state.st_mtime_ns, state.st_size


def digest(law: Clause) -> str:
    """The SHA-256 of what the law says: blanks, comments and the order of keys in its text do not count."""
    said = json.dumps(law.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def find(name_or_path: str | Path) -> Path:
    """The file meant: a path where it looks like one or is one, else the shipped law of that name."""
    if isinstance(name_or_path, Path):
        return name_or_path / LAW if _is(name_or_path, Path.is_dir) else name_or_path
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
