"""Spoiling one file of a society, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from comitia.law.faults import Fault, Faults
from comitia.society.build import built


def replaced(path: Path, old: str, new: str) -> int:
    """Replace a text that stands once in a file; the line (from 1) in which it stood."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def faults_of(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(Faults) as raised:
        built(folder)
    return raised.value.faults


def only_fault(folder: Path) -> Fault:
    (fault,) = faults_of(folder)
    return fault
