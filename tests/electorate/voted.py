"""Small returns that many tests share, and the law they are for."""

from __future__ import annotations

from pathlib import Path

from comitia.law.constitution import Constitution
from comitia.text.catalogue import load

HEAD = "contest,stage,candidate,votes,registered,participants,invalid\n"
NORTH = "congress/territorial/north"
TIED = (
    HEAD
    + f"{NORTH},first,X,40,200,100,0\n{NORTH},first,Y,30,,,\n{NORTH},first,Z,20,,,\n"
    + f"{NORTH},run-off,X,40,200,80,0\n{NORTH},run-off,Y,40,,,\n"
)
"""A first vote that elects nobody, and a run-off that ends in a tie."""


def ussr(*settings: tuple[str, str]) -> Constitution:
    """The law of 1988, as set."""
    return load("ussr-1988", settings)


def write(text: str | bytes, name: str = "returns.csv") -> str:
    """A file in the folder of the test."""
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return name
