"""The road of a mandate: by what voters are told apart."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from comitia.explain.road import Roads, _coded, _largest
from comitia.run.table import Table


def told(*names: str) -> str:
    """What is told of ten voters of two types, by attributes of these names in this order."""
    columns: dict[str, list[Any]] = {
        "type": [0, 1],
        **{name: [f"{name}-0", f"{name}-1"] for name in names},
        "people": [5, 5],
    }
    run = cast(Roads, SimpleNamespace(told=_coded(Table("voters", columns))))
    return _largest(run, np.array([0, 1]), np.array([7, 3]))


def test_voters_are_told_apart_by_the_first_two_attributes_of_the_society_whatever_their_names() -> None:
    assert told("village", "guild", "class") == "village-0 70%, village-1 30%; guild-0 70%, guild-1 30%"
    assert told("class", "residence") == "class-0 70%, class-1 30%; residence-0 70%, residence-1 30%"
    assert told("village") == "village-0 70%, village-1 30%"


def test_equal_shares_stand_in_the_order_in_which_they_come() -> None:
    run = cast(
        Roads, SimpleNamespace(told=_coded(Table("voters", {"type": [0, 1], "class": ["a", "b"], "people": [1, 1]})))
    )
    assert _largest(run, np.array([1, 0]), np.array([5, 5])) == "b 50%, a 50%"
