"""The emitter: shapes and words onto one SVG, escaped; every number that is drawn is kept, to be checked by a table."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from html import escape

_WIDE = 1.0
_NARROW = 0.53
"""Widths of letters in parts of their size: of East Asian scripts, and of all others on average."""


@dataclass(slots=True)
class Canvas:
    """An SVG that grows. Lengths are in CSS pixels; colours are classes of `palette`."""

    width: float
    height: float = 0.0
    parts: list[str] = field(default_factory=list)
    numbers: list[float] = field(default_factory=list)

    def add(self, part: str) -> None:
        """Put markup on the canvas as it is; whoever calls has escaped it."""
        self.parts.append(part)

    def rect(self, x: float, y: float, width: float, height: float, look: str, tip: str = "") -> None:
        """A bar."""
        box = f'x="{_n(x)}" y="{_n(y)}" width="{_n(max(width, 0))}" height="{_n(height)}"'
        self.add(f'<rect class="{look}" {box}{_closed("rect", tip)}')

    def circle(self, x: float, y: float, radius: float, look: str, tip: str = "", data: str = "") -> None:
        """A dot."""
        self.add(f'<circle class="{look}"{data} cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"{_closed("circle", tip)}')

    def line(self, x: float, y: float, to_x: float, to_y: float, look: str) -> None:
        """A straight line."""
        self.add(f'<line class="{look}" x1="{_n(x)}" y1="{_n(y)}" x2="{_n(to_x)}" y2="{_n(to_y)}"/>')

    def path(self, d: str, look: str, tip: str = "") -> None:
        """Any outline, in the words of SVG."""
        self.add(f'<path class="{look}" d="{d}"{_closed("path", tip)}')

    def text(self, x: float, y: float, words: str, look: str = "t", anchor: str = "start") -> None:
        """A line of words. anchor: start, middle or end."""
        at = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.add(f'<text class="{look}" x="{_n(x)}" y="{_n(y)}"{at}>{escape(words)}</text>')

    def number(self, x: float, y: float, value: float, words: str, look: str = "t", anchor: str = "start") -> None:
        """A number as it is written, and kept as it is, so that a test can look for it in the picture's table."""
        self.numbers.append(value)
        self.text(x, y, words, look, anchor)


def _n(length: float) -> str:
    """A length with one decimal at most."""
    return f"{length:.1f}".rstrip("0").rstrip(".") if length % 1 else str(int(length))


def _closed(tag: str, tip: str) -> str:
    return f"><title>{escape(tip)}</title></{tag}>" if tip else "/>"


def width_of(words: str, size: float) -> float:
    """About how wide a line of words is, in pixels."""
    return size * sum(_WIDE if unicodedata.east_asian_width(c) in "WF" else _NARROW for c in words)


def cut(words: str, size: float, room: float) -> str:
    """Words that fit into the room, with an ellipsis where they were cut."""
    if width_of(words, size) <= room:
        return words
    while words and width_of(words + "…", size) > room:
        words = words[:-1]
    return words.rstrip() + "…"


def broken(words: str, size: float, room: float) -> list[str]:
    """Words in lines that fit into the room, as far as single words do."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
