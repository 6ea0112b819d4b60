"""The road of a mandate: by what voters are told apart."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from comitia.explain.road import Roads, _largest


def told(*names: str) -> str:
    """What is told of ten voters of two types, by attributes of these names in this order."""
    rows: list[dict[str, Any]] = [
        {"type": kind, **{name: f"{name}-{kind}" for name in names}, "people": 5} for kind in range(2)
    ]
    run = cast(Roads, SimpleNamespace(voters=rows))
    return _largest(run, np.array([0, 1]), np.array([7, 3]))


def test_voters_are_told_apart_by_the_first_two_attributes_of_the_society_whatever_their_names() -> None:
    assert told("village", "guild", "class") == "village-0 70%, village-1 30%; guild-0 70%, guild-1 30%"
    assert told("class", "residence") == "class-0 70%, class-1 30%; residence-0 70%, residence-1 30%"
    assert told("village") == "village-0 70%, village-1 30%"
