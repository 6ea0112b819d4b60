"""Apportionments on record: `cases/apportionment`, with the sources in its README."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from comitia.count.apportion import apportion
from comitia.count.apportion_batch import decide
from comitia.count.paradoxes import Alabama, alabama
from tests.count.strategies import never

CASES = Path(__file__).parents[2] / "cases" / "apportionment"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("year", "people"), [(2020, 331_108_434), (2010, 309_183_463)])
def test_the_house_of_representatives(year: int, people: int) -> None:
    table = rows(f"us-house-{year}")
    votes, seats = [int(row["population"]) for row in table], tuple(int(row["seats"]) for row in table)
    assert (sum(votes), sum(seats), len(votes)) == (people, 435, 50)
    assert apportion("huntington-hill", votes, 435, never) == seats
    one = np.array([votes])
    won, decided = decide("huntington-hill", one, np.array([435]), np.zeros_like(one), np.full_like(one, 435))
    assert decided.tolist() == [True]
    assert tuple(won[0].tolist()) == seats


def test_the_alabama_paradox_of_1880() -> None:
    """Nevada has less than a quota and its one seat all the same, while the quota of the whole stays."""
    table = rows("us-house-1880")
    votes = [int(row["population"]) for row in table]
    assert sum(votes) == 49_371_340
    for seats in (299, 300):
        won = apportion("hare", votes, seats, never, 1, floors="within")
        for row, number in zip(table, won, strict=True):
            assert row[f"seats_of_{seats}"] in ("", str(number))
    found = alabama("hare", votes, range(299, 301), 1, "within")
    assert found.found == (Alabama(299, 0, 8, 7),)
    assert (found.cases, found.tied) == (1, 0)
