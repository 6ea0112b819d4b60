"""The club's law as the tests of this folder use it: whole, or with one place written otherwise."""

from __future__ import annotations

from pathlib import Path

from comitia.law.faults import Fault, Faults
from comitia.text.read import read_text

HERE = Path(__file__).parent
FILE = "club.yaml"
LAW = (HERE / FILE).read_text(encoding="utf-8")


def faults_in(text: str) -> tuple[Fault, ...]:
    """Every fault in a text; none if it is a law."""
    try:
        read_text(text, FILE)
    except Faults as found:
        return found.faults
    return ()


def altered(*changes: tuple[str, str]) -> str:
    """The club's law with the first place of each old text written anew."""
    text = LAW
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def blocks(name: str) -> list[tuple[str, ...]]:
    """The cases in a file of this folder: blocks of lines, with an empty line between them."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [tuple(block.strip().split("\n")) for block in text.split("\n\n") if not block.startswith("#")]
