"""Seats won by lists, and seats that a lot gives: whole runs of laws of one body."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from comitia.electorate.voters import Detail
from comitia.law.constitution import Constitution
from comitia.measure import tiers
from comitia.run.result import Result
from comitia.run.runner import run
from comitia.text.read import read_text
from tests.run import tiny
from tests.run.tiny import CITIZENS, HEAD, A

DETAILS: tuple[Detail, ...] = ("cells", "individual")


def lists(count: str = "{rule: proportional, method: dhondt, tie: lot}", seats: int = 9) -> Constitution:
    return tiny.single(
        f"""
        {CITIZENS}
        units: {{cut: values, groups: [{{attribute: republic}}]}}
        seats_each: {{seats: fixed, number: {seats // 3}}}
        candidates: {{pool: {{of: citizens, age: 21}}}}
        ballot: {{form: list}}
        stages: [{{id: first, {A}, standing: {{who: nominated}}, count: {count}}}]
        """,
        seats=seats,
    )


def filled(law: Constitution, seed: int = 1, detail: Detail = "cells") -> Result:
    return run(law, tiny.society(), voters=tiny.voters(), seed=seed, detail=detail)


def rows(result: Result, table: str) -> list[dict[str, Any]]:
    return list(getattr(result, table).rows())


@pytest.mark.parametrize("detail", DETAILS)
def test_lists_take_all_seats_and_every_seat_has_a_person_of_its_own(detail: Detail) -> None:
    result = filled(lists(), detail=detail)
    roll = rows(result, "roll")
    assert len(roll) == 9
    assert len({row["person"] for row in roll}) == 9
    assert Counter(row["contest"] for row in roll) == {
        f"assembly/only/{name}": 3 for name in ("north", "south", "east")
    }
    assert min(row["age_years"] for row in roll) >= 21
    for row in roll:
        assert row["republic"] == row["contest"].rpartition("/")[2]


@pytest.mark.parametrize("detail", DETAILS)
def test_the_votes_of_a_list_stand_behind_its_seats_in_equal_parts_and_none_is_lost(detail: Detail) -> None:
    result = filled(lists(seats=21), detail=detail)
    weight: Counter[int] = Counter()
    for edge in rows(result, "lineage"):
        weight[edge["mandate"]] += edge["weight"]
    votes = {(r["contest"], r["votes"]) for r in rows(result, "candidates") if r["elected"]}
    behind: Counter[tuple[str, int]] = Counter()
    for row in rows(result, "roll"):
        behind[row["contest"], row["votes"]] += weight[row["mandate"]]
    assert set(behind) == votes
    assert all(total == of for (_, of), total in behind.items())
    for list_ in behind:
        parts = [weight[r["mandate"]] for r in rows(result, "roll") if (r["contest"], r["votes"]) == list_]
        assert max(parts) - min(parts) <= len(result.voters)


def test_how_many_lists_stand_is_a_number_of_its_own() -> None:
    def standing(numbers: dict[str, float]) -> int:
        return sum(len(run(lists(), tiny.society(), voters=tiny.voters(numbers), seed=s).candidates) for s in range(20))

    few = standing({"citizens.lists.mean": 1.0, "citizens.nominees.mean": 30.0})
    assert few < standing({"citizens.lists.mean": 9.0}) / 4
    assert standing({"citizens.nominees.mean": 1.0}) == few, "a model that says nothing of lists counts nominees"


def test_a_threshold_keeps_small_lists_out() -> None:
    free = filled(lists(seats=60))
    barred = filled(lists("{rule: proportional, method: dhondt, threshold: {at_least: 20%, of: valid}}", 60))
    assert rows(free, "candidates")[0]["person"] == rows(barred, "candidates")[0]["person"]
    valid = {row["contest"]: row["valid"] for row in rows(barred, "contests")}
    for row in rows(barred, "candidates"):
        assert row["elected"] == (5 * row["votes"] >= valid[row["contest"]])
    assert sum(r["elected"] for r in rows(free, "candidates")) > sum(r["elected"] for r in rows(barred, "candidates"))
    assert len(rows(free, "roll")) == len(rows(barred, "roll")) == 60


LOT = f"""
{HEAD}
bodies:
  - id: council
    title: Council
    {A}
    seats: 3000
    routes:
      - {{by: lot, id: lot, title: By lot, {A}, seats: 3000, pool: {{of: citizens, age: 30, where: [%s]}}}}
"""


def council(seed: int = 1, where: str = "{attribute: sex, among: [men, women]}") -> Result:
    return filled(read_text(LOT % where, "law.yaml"), seed)


def test_a_lot_gives_every_seat_to_somebody_who_may_hold_it() -> None:
    roll = rows(council(where="{attribute: party, among: [none]}"), "roll")
    assert len({row["person"] for row in roll}) == 3000
    assert {row["party"] for row in roll} == {"none"}
    assert min(row["age_years"] for row in roll) >= 30
    assert {row["by"] for row in roll} == {"lot"}
    assert {row["votes"] for row in roll} == {None}


def test_a_lot_falls_on_everybody_alike() -> None:
    result, society = council(), tiny.society()
    old = society.codes["age"] > 0
    for name in ("republic", "class", "sex", "party"):
        people = np.bincount(society.codes[name][old], weights=society.count[old])
        share = people / people.sum()
        found = Counter(row[name] for row in rows(result, "roll"))
        for value, wanted in zip(society.attribute(name).values, share, strict=True):
            assert found[value] / 3000 == pytest.approx(wanted, abs=4 * np.sqrt(wanted * (1 - wanted) / 3000))


def test_a_lot_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    first, again, other = council(1), council(1), council(2)
    assert rows(first, "roll") == rows(again, "roll")
    assert rows(first, "roll") != rows(other, "roll")


def test_behind_a_lot_stand_no_votes() -> None:
    result = council()
    assert len(result.lineage) == 0
    assert tiers.not_elected_by_citizens(result, "council") == 1.0
