"""How pages for people are laid out: columns wrapped side by side, never wider than one likes to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.text import Text

from comitia.cli.output import console

__all__ = ["Column", "blank", "heading", "lay", "noted", "paragraph", "width"]

_WIDEST, _NARROWEST, _MARGIN, _GAP = 96, 48, 22, 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a page; without a width it takes what the others leave."""

    width: int | None = None
    right: bool = False


def width() -> int:
    """The width of the page: that of the terminal, within reason."""
    terminal: int = console().width
    return max(min(terminal, _WIDEST), _NARROWEST)


def blank() -> None:
    """An empty line."""
    console().print()


def heading(title: str) -> None:
    """The heading of a section, between empty lines."""
    line = "─" * max(width() - len(title) - 4, 2)
    blank()
    _print(Text.assemble(("── ", "dim"), (title, "bold"), (f" {line}", "dim")))
    blank()


def paragraph(text: str | Text, indent: int = 0, style: str = "") -> None:
    """A paragraph."""
    lay([[Text(text, style) if isinstance(text, str) else text]], [Column()], indent)


def noted(lines: Iterable[tuple[str, Text, str]], indent: int = 0) -> None:
    """Rows of a mark, a text, and a note in the margin at the right."""
    for mark, text, note in lines:
        room = width() - indent - len(mark) - _MARGIN - _GAP
        columns = [Column(len(mark)), Column(room), Column(_GAP), Column(_MARGIN)]
        lay([[Text(mark, "dim"), text, Text(), Text(note, "dim")]], columns, indent, gap=0)


def lay(lines: Iterable[Sequence[str | Text]], columns: Sequence[Column], indent: int = 0, gap: int = _GAP) -> None:
    """Rows of cells in columns, each cell wrapped in its own."""
    used = sum(column.width or 0 for column in columns) + gap * (len(columns) - 1) + indent
    widths = [width() - used if column.width is None else column.width for column in columns]
    for cells in lines:
        wrapped = [_wrapped(cell, room) for cell, room in zip(cells, widths, strict=True)]
        for parts in zip_longest(*wrapped, fillvalue=Text()):
            line = Text(" " * indent)
            for place, (part, room, column) in enumerate(zip(parts, widths, columns, strict=True)):
                space = " " * (room - part.cell_len)
                line.append(" " * gap if place else "")
                line.append_text(Text.assemble(space, part) if column.right else Text.assemble(part, space))
            line.rstrip()
            _print(line)


def _wrapped(cell: str | Text, room: int) -> list[Text]:
    text = Text(cell) if isinstance(cell, str) else cell
    if not text.plain or room <= 0:
        return [Text()]
    found = list(text.wrap(console(), room))
    for line in found:
        line.rstrip()
    return found


def _print(line: Text) -> None:
    console().print(line, no_wrap=True, overflow="ignore", crop=False)
