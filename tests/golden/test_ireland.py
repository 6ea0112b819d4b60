"""Ireland: the counts of the Dáil of 2024 and of the panels of the Seanad of 2025, total by total.

Papers are not published. From the totals it is checked what the law decides: the quota, who is elected, whose votes
move next in every count, and that no vote appears.
"""

from __future__ import annotations

import csv
from collections import defaultdict

import pytest

from tests.count.rules import count_of
from tests.election_files import folder
from tests.published import Published, follow

DAIL, SEANAD = count_of("stv-dail"), count_of("stv-seanad")
Row = dict[str, str]


def table(*path: str) -> list[Row]:
    with folder(*path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contests(rows: list[Row], by: str, votes: str, seats: dict[str, int]) -> dict[str, tuple[Published, list[Row]]]:
    """The contests of a table of counts, with its rows."""
    parts: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        parts[row[by]].append(row)
    found = {}
    for name, part in parts.items():
        names = list(dict.fromkeys(row["candidate"] for row in part))
        totals = [[0] * len(names) for _ in range(max(int(row["count"]) for row in part))]
        for row in part:
            totals[int(row["count"]) - 1][names.index(row["candidate"])] = round(float(row[votes]))
        out: dict[int, set[int]] = defaultdict(set)
        gone: set[str] = set()
        for row in sorted(part, key=lambda row: int(row["count"])):
            if row["status"] in ("Excluded", "Eliminated") and row["candidate"] not in gone:
                gone.add(row["candidate"])
                out[int(row["count"])].add(names.index(row["candidate"]))
        found[name] = (Published(names, seats[name], sum(totals[0]), totals, out=out), part)
    return found


def test_the_43_constituencies_of_the_dail() -> None:
    rows = table("ireland-dail-2024", "counts.csv")
    seats = {row["constituency"]: int(row["seats"]) for row in rows}
    winners: dict[str, set[str]] = defaultdict(set)
    for row in table("ireland-dail-2024", "elected.csv"):
        winners[row["constituency"]].add(row["candidate"])
    elected, decisions = 0, 0
    for name, (given, part) in contests(rows, "constituency", "total", seats).items():
        count, other = follow(DAIL, given)
        assert count.quota == int(part[0]["quota"]), name
        assert {given.names[who] for who in count.elected} == winners[name], name
        assert other == [], (name, [(n, [given.names[w] for w in m], [given.names[w] for w in s]) for n, m, s in other])
        assert given.ties == []
        for before, after in zip(given.totals, given.totals[1:], strict=False):
            assert sum(after) <= sum(before), name
        elected, decisions = elected + len(count.elected), decisions + len(given.totals) - 1
    assert (len(seats), elected) == (43, 173)
    assert decisions == 464


SEATS = {
    "Administrative Panel": 7,
    "Agricultural Panel": 11,
    "Cultural and Educational Panel": 5,
    "Industrial and Commercial Panel": 9,
    "Labour Panel": 11,
}
QUOTAS = dict(zip(SEATS, (143_626, 95_667, 190_834, 114_701, 95_751), strict=True))


@pytest.mark.parametrize("panel", SEATS)
def test_a_panel_of_the_seanad(panel: str) -> None:
    rows = table("ireland-seanad-2025", "counts.csv")
    given, part = contests(rows, "panel", "votes", SEATS)[panel]
    sub_panel = {row["candidate"]: row["sub_panel"] for row in part}
    given.groups = [sub_panel[name] for name in given.names]
    given.papers //= 1000
    count, other = follow(SEANAD, given)
    assert count.quota == QUOTAS[panel] == int(part[0]["quota"])
    winners = {r["candidate"] for r in table("ireland-seanad-2025", "elected.csv") if r["panel"] == panel}
    assert other == [], [(n, [given.names[w] for w in m], [given.names[w] for w in s]) for n, m, s in other]
    assert {given.names[who] for who in count.elected} == winners
    for before, after in zip(given.totals, given.totals[1:], strict=False):
        assert sum(after) <= sum(before)
