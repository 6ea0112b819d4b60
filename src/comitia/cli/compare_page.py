"""Laws side by side, as sentences to quote and tables that fit a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

from rich.padding import Padding
from rich.text import Text

from comitia.cli import page
from comitia.cli.output import console, significant
from comitia.cli.run_page import broken, gate_titles, table
from comitia.measure.compare import Comparison, Interval, document
from comitia.measure.funnel import GATES
from comitia.measure.quoted import sentences
from comitia.measure.sensitivity import Swing

LABEL, CELL = 24, 14
"""Characters that the name of a body and a cell take."""

Cell = Callable[[Interval, float], str]


def print_comparison(made: Comparison, society: str, found: Sequence[Swing]) -> None:
    """Sentences; who sits there; where they were lost; figures; votes; the assumptions that move it most."""
    out = console()
    out.print(f"\n[bold]The same people ({society}) under different laws[/bold]: {made.runs} runs each, simulated\n")
    for sentence in chain.from_iterable(sentences(document(made))):
        page.paragraph(sentence)
    page.blank()
    for part in (*shares(made, f"Who sits there, by {made.by}", made.bodies), _funnels(made), _figures(made)):
        if part.row_count:
            out.print(part)
    for part in _votes(made):
        out.print(part)
    if found:
        out.print(_swings(made, found))
    _notes(made, society)


def shares(made: Comparison, title: str, bodies: Callable[[int], list[str]], cell: Cell | None = None) -> Iterator[Any]:
    """Who sits in these bodies of every law: share, share as a multiple of that in society, interval."""
    for values in _parts(made):
        shown = table(title, "law and body", *(broken(made.titles[v]) for v in values))
        shown.add_row("[dim]society[/dim]", *(f"[dim]{100 * made.society[v]:.1f}%[/dim]" for v in values))
        for law, body in _rows(made, shown, bodies):
            row = [(made.share(law, body, v), made.society[v]) for v in values]
            shown.add_row(_inside(made.laws[law].bodies[body]), *((cell or _cell)(share, o) for share, o in row))
        yield shown


def _parts(made: Comparison) -> list[list[int]]:
    """The values in as many parts as tables are needed to hold them."""
    fit = max((console().width - LABEL) // CELL, 1)
    return [list(range(first, min(first + fit, len(made.values)))) for first in range(0, len(made.values), fit)]


def _rows(made: Comparison, shown: Any, bodies: Callable[[int], list[str]]) -> Iterator[tuple[int, str]]:
    """Every body of every law, below the name of its law."""
    for law in range(len(made.names)):
        shown.add_row(Text(made.laws[law].label, "bold"))
        for body in bodies(law):
            yield law, body


def _inside(words: str) -> Padding:
    """A title below that of its group, moved in, also where it takes two lines."""
    return Padding(Text(words), (0, 0, 0, 2))


def _cell(share: Interval, outside: float) -> str:
    ratio = f" ×{significant(share.mean / outside)}" if outside else ""
    return f"{100 * share.mean:.1f}%{ratio}\n({100 * share.low:.1f}–{100 * share.high:.1f})"


def _funnels(made: Comparison) -> Any:
    """The funnel of every law to its first body that has one, side by side, group by group."""
    ways = [(law, body) for law in range(len(made.names)) for body in made.bodies(law) if made.gates(law, body)]
    first = [way for i, way in enumerate(ways) if way[0] not in {law for law, _ in ways[:i]}]
    shown = table("Where they were lost: share at each gate", "group; law and body")
    for title in gate_titles(list(GATES)):
        shown.add_column(title, justify="right")
    for v, title in enumerate(made.titles):
        if made.society[v] < 0.01 or not first:
            continue
        shown.add_row(Text(title, "bold"))
        for law, body in first:
            gates = made.gates(law, body)
            cells = (f"{significant(100 * gates[gate][v].mean)}%" if gate in gates else "" for gate in GATES)
            shown.add_row(_inside(f"{made.laws[law].label}: {made.laws[law].bodies[body]}"), *cells)
    return shown


def _figures(made: Comparison) -> Any:
    columns = ("Rose\nindex", "elections\nbetween", "without\ntheir vote", "can carry\nit")
    shown = table("How far from the citizens", "law and body", *columns)
    for law, body in _rows(made, shown, made.bodies):
        rose, distance, without, carry = (
            made.figure(law, body, key) for key in ("rose", "distance", "not_elected_by_citizens", "control_share")
        )
        bound = "≤ " if made.bound(law, body) == "at most" else ""
        shown.add_row(
            _inside(made.laws[law].bodies[body]),
            f"{rose.mean:.0f} ({rose.low:.0f}–{rose.high:.0f})" if rose else "–",
            significant(distance.mean) if distance else "–",
            f"{100 * without.mean:.0f}%" if without else "–",
            f"{bound}{significant(100 * carry.mean)}%" if carry else "–",
        )
    return shown


def _votes(made: Comparison) -> Iterator[Any]:
    """What a vote of each group weighs in every body."""
    for values in _parts(made):
        shown = table(
            "What a vote weighs: 1 is the voice that a group's number gives",
            "law and body",
            *(broken(made.titles[v]) for v in values),
        )
        for law, body in _rows(made, shown, made.bodies):
            cells = (made.weight(law, body, v) for v in values)
            shown.add_row(_inside(made.laws[law].bodies[body]), *(_weight(each) for each in cells))
        yield shown


def _weight(weight: Interval | None) -> str:
    if weight is None:
        return "–"
    mean, low, high = (f"{number:.2f}" for number in (weight.mean, weight.low, weight.high))
    return mean if low == high else f"{mean}\n({low}–{high})"


def _swings(made: Comparison, found: Sequence[Swing]) -> Any:
    v, body = made.largest, made.main(0)[0]
    title = f"What moves it most: share of “{made.titles[v].lower()}” in the body “{made.laws[0].bodies[body]}” of"
    shown = table(
        f"{title} {made.laws[0].label}, if an assumption is halved or doubled (one run)",
        *("assumption", "now", "halved", "doubled"),
    )
    for swing in found[:5]:
        numbers = (swing.base, swing.halved, swing.doubled)
        shown.add_row(swing.meaning, *(f"{100 * share:.1f}%" for share in numbers))
    return shown


def _notes(made: Comparison, society: str) -> None:
    """How to read it, and the names to type."""
    names = "; ".join(f"{made.laws[law].label}: {name}" for law, name in enumerate(made.names) if "(" not in name)
    for line in (
        "Simulated. × is the share as a multiple of that in society. In brackets the 5th and 95th percentile over "
        "runs: they cover the chance of one run and another, not what is assumed nor how far the model is off.",
        "Can carry it: the smallest share of citizens that can carry a majority; ≤ is an upper bound, else it is "
        "exact. Without their vote: seats that no vote of citizens filled.",
        f"To type: {names}.",
        f"Assumptions: comitia show {society}, comitia calibrate, docs/voter-model.md.",
    ):
        page.paragraph(line, style="dim")
