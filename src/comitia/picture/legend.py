"""What the colours of a picture mean: a mark and a name each, in three columns."""

from __future__ import annotations

from collections.abc import Sequence

from comitia.picture.canvas import Canvas, cut, width_of
from comitia.picture.numbers import count

COLUMNS, LINE, SIZE = 3, 18.0, 13.0
_MARK, _GAP = 12.0, 18.0


def legend(canvas: Canvas, y: float, entries: Sequence[tuple[str, str, int | None]]) -> float:
    """Draw looks with their names and, where there is one, a number; where the list ends. Names are cut to fit."""
    room = canvas.width / COLUMNS
    for i, (look, name, number) in enumerate(entries):
        x, line = (i % COLUMNS) * room, y + (i // COLUMNS) * LINE
        canvas.circle(x + _MARK / 2, line - 4, _MARK / 2, look)
        words = cut(name, SIZE, room - _GAP - (62 if number is not None else 6))
        canvas.text(x + _GAP, line, words)
        if number is not None:
            canvas.number(x + _GAP + 6 + width_of(words, SIZE), line, number, count(number), "b")
    return y + -(-len(entries) // COLUMNS) * LINE
