"""Elections to the European Parliament by totals, and the President of India."""

from __future__ import annotations

import csv
from collections import defaultdict

import pytest

from comitia.count.rules import count_papers
from comitia.law.transferable import Transferable
from tests.count.papers import made, never
from tests.count.rules import count_of
from tests.election_files import folder
from tests.published import Published, follow

PLACES = {
    "ni-2014": (626_125, 3, 156_532),
    "ni-2019": (572_447, 3, 143_112),
    "dublin-2019": (363_947, 4, 72_790),
    "midlands-northwest-2019": (594_927, 4, 118_986),
    "south-2019": (719_194, 5, 119_866),
}
"""Valid papers, seats, quota."""


@pytest.mark.parametrize("place", PLACES)
def test_quota_and_first_count_of_a_european_constituency(place: str) -> None:
    with folder("europarl-stv-2014-2019-stages", f"{place}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = list(dict.fromkeys(row["candidate"] for row in rows))
    by_count: dict[int, dict[str, float]] = defaultdict(dict)
    for row in rows:
        by_count[int(row["count"])][row["candidate"]] = float(row["total"] or 0)
    valid, seats, quota = PLACES[place]
    first = [round(by_count[1][name]) for name in names]
    assert sum(first) == valid
    count, _ = follow(count_of("stv-dail"), Published(names, seats, valid, [first]))
    assert count.quota == quota
    assert {names[who] for who in count.elected} == {name for name in names if by_count[1][name] >= quota}
    assert all(sum(totals.values()) <= valid for totals in by_count.values())


INDIA = Transferable.model_validate({"rule": "transferable", "quota": {}, "ties": {"look": "nowhere"}})


def test_the_president_of_india_is_elected_by_weighted_papers() -> None:
    """Papers are worth so many votes each; with one seat the quota is half of the valid votes and one."""
    with folder("india-president-2022", "result.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    votes = {row["candidate"]: int(row["value_of_votes"]) for row in rows if "invalid" not in row["candidate"].lower()}
    names = list(votes)
    result = count_papers(INDIA, made(len(names), [(votes[name], (who,)) for who, name in enumerate(names)]), 1, never)
    assert result.rounds[0].quota == 528_491
    assert "Murmu" in names[result.elected[0]]
    assert len(result.rounds) == 1
