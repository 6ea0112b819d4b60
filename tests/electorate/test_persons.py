"""Persons of a run: numbers, names that are told only when somebody asks."""

from __future__ import annotations

import numpy as np

from comitia.arrays import I64
from comitia.electorate.persons import Persons


def cells(number: int) -> I64:
    return np.zeros(number, dtype=np.int64)


def test_only_the_names_of_those_are_told_who_came_up_with_the_one_asked_for_and_only_once() -> None:
    persons, told = Persons(), list[str]()

    def names(of: str, number: int) -> list[str]:
        told.append(of)
        return [f"{of}#{i}" for i in range(number)]

    own = np.arange(3, dtype=np.uint64)
    persons.add(cells(3), cells(3), lambda: names("north", 3), own)
    persons.add(cells(0), cells(0), [])
    persons.add(cells(2), cells(2), ["a", "b"])
    persons.add(cells(2), cells(2), lambda: names("east", 2), own[:2])
    real = persons.add_real("congress/outside#1", "Ivanova")
    assert [persons.name(i) for i in (3, 4, real)] == ["a", "b", "Ivanova"]
    assert told == []
    assert [persons.name(i) for i in (2, 0, 6)] == ["north#2", "north#0", "east#1"]
    assert told == ["north", "east"]
