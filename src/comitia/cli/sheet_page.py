"""A count sheet as plain text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from comitia.scrutiny.grid import Column, Grid, decimals, grid, unit_of, written
from comitia.scrutiny.sheet import Sheet

__all__ = ["print_sheet"]

_GAP = 2
_WIDEST_NAME = 32


def print_sheet(sheet: Sheet, width: int) -> None:
    """The rule, the sheet in as many blocks of columns as the width asks for, ties, and who is elected."""
    rounds = len(sheet.counted.rounds)
    seats = f"{sheet.seats:,} seat{'' if sheet.seats == 1 else 's'}"
    click.echo(f"{sheet.file.title or sheet.file.file}: {sheet.rule.title}, {seats}")
    for block in _blocks(grid(sheet), width, rounds, unit_of(sheet)):
        click.echo()
        for line in block:
            click.echo(line.rstrip())
    click.echo()
    for line in _ends(sheet):
        click.echo(line)


def _blocks(table: Grid, width: int, rounds: int, unit: str) -> Iterator[list[str]]:
    names = max(min(max(map(len, table.rows)), _WIDEST_NAME), 4)
    fates = max(map(len, table.fates))
    cells = [_cells(column, rounds, unit) for column in table.columns]
    widths = [max(map(len, column)) for column in cells]
    room, block = width - names - fates - _GAP, list[int]()
    for place, wide in enumerate(widths):
        if block and sum(widths[i] + _GAP for i in block) + wide + _GAP > room:
            yield _lines(table, cells, widths, block, names, last=False)
            block = []
        block.append(place)
    yield _lines(table, cells, widths, block, names, last=True)


def _cells(column: Column, rounds: int, unit: str) -> list[str]:
    head = unit if rounds == 1 else "transfer" if column.change else f"round {column.round}"
    places = max((decimals(figure) for figure in column.figures if figure is not None), default=0)
    return [head, *(written(figure, column.change, places) for figure in column.figures)]


def _lines(
    table: Grid, cells: Sequence[Sequence[str]], widths: Sequence[int], block: Sequence[int], names: int, last: bool
) -> list[str]:
    rows = ["", *table.rows]
    fates = ["", *table.fates] if last else [""] * len(rows)
    lines = []
    for place, (row, fate) in enumerate(zip(rows, fates, strict=True)):
        figures = "".join(f"{'':{_GAP}}{cells[i][place]:>{widths[i]}}" for i in block)
        lines.append(f"{row[:names]:<{names}}{figures}{'':{_GAP}}{fate}")
    lines.insert(table.candidates + 1, "─" * max(map(len, (line.rstrip() for line in lines))))
    return lines


def _ends(sheet: Sheet) -> Iterator[str]:
    for draw in sheet.draws:
        how = {"nobody": "the rule takes none of them"}.get(draw.rule, f"by lot {', '.join(draw.taken)}")
        how = f"by the lot supplied {', '.join(draw.taken)}" if draw.supplied else how
        yield f"Tie in round {draw.round} between {', '.join(draw.among)}: {how}."
    whose = "" if sheet.given else ", which the file itself gives"
    if getattr(sheet.rule.count, "by_order", False):
        yield f"The papers were mixed by seed {sheet.seed}{whose}: their order decides which of them move."
    if any(draw.rule == "lot" and not draw.supplied for draw in sheet.draws):
        yield f"Lots were drawn by seed {sheet.seed}{whose}."
    if sheet.winners:
        yield f"Elected: {', '.join(sheet.winners)}."
    if sheet.going_on:
        yield f"Nobody is elected. To the second vote go {', '.join(sheet.going_on)}."
    elif len(sheet.winners) < sheet.seats:
        left = sheet.seats - len(sheet.winners)
        yield f"{left:,} seat{' stays' if left == 1 else 's stay'} open."
