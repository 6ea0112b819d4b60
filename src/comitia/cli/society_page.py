"""A society as a page for the terminal: people, published figures, assumptions, organisations, voter model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from rich.text import Text

from comitia.cli.page import Column, blank, heading, lay, paragraph
from comitia.electorate.parameters import Parameter, Parameters
from comitia.explain.phrases import capital
from comitia.society.cells import Attribute, Margin, Society

__all__ = ["show_society"]

_MOST = 8
"""How many values of an attribute are listed; the largest first where there are more."""


def show_society(people: Society, voters: Parameters | None, sections: Sequence[str]) -> None:
    """The page: the sections asked for or, where none is, the usual ones."""
    if not sections:
        _summary(people)
        _people(people)
        _fit(people)
        _assumptions(people)
    for name in sections:
        if name in _SECTIONS:
            dict[str, Callable[[Society], None]] = {
                "people": _people,
                "margins": _margins,
                "organisations": _organisations,
            }
