"""Comparing laws on the same people."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from comitia.measure.compare import Comparison, Law, compare, document, growing
from comitia.measure.indices import gallagher, rose
from comitia.measure.portrait import Portrait, portrait, wanted
from comitia.run.ensemble import Workers
from comitia.run.scenario import Scenario

LOT = Scenario("lot-2250", "ussr-1989")
LISTS = Scenario("list-pr-2250", "ussr-1989")


@pytest.fixture(scope="module")
def made() -> Comparison:
    return compare([LOT, LISTS, LOT], "class", 2, seed=7, workers=1)


def values(made: Comparison, take: Callable[[int], float]) -> list[float]:
    return [take(v) for v in range(len(made.values))]


def test_a_law_compared_with_itself_differs_by_exactly_nothing(made: Comparison) -> None:
    gaps = [made.difference(0, "house", 2, "house", v) for v in range(len(made.values))]
    assert {(gap.mean, gap.low, gap.high) for gap in gaps} == {(0.0, 0.0, 0.0)}


def test_swapping_two_laws_flips_the_signs(made: Comparison) -> None:
    there = values(made, lambda v: made.difference(0, "house", 1, "house", v).mean)
    back = values(made, lambda v: made.difference(1, "house", 0, "house", v).mean)
    assert there == [-gap for gap in back]
    assert any(there)


def test_more_workers_give_the_same_bytes(made: Comparison) -> None:
    again = compare([LOT, LISTS, LOT], "class", 2, seed=7, workers=2)
    assert json.dumps(document(again)) == json.dumps(document(made))


def test_runs_go_on_where_fewer_stopped(made: Comparison) -> None:
    longer = compare([LOT, LISTS, LOT], "class", 3, seed=7, workers=1)
    assert [runs[:2] for runs in longer.portraits] == [*made.portraits]


def test_shares_sum_to_one_and_intervals_hold_their_mean(made: Comparison) -> None:
    for law in range(3):
        shares = [made.share(law, "house", v) for v in range(len(made.values))]
        assert sum(share.mean for share in shares) == pytest.approx(1.0)
        assert all(share.low <= share.mean <= share.high for share in shares)


def test_a_lot_gives_everybody_the_share_that_they_have(made: Comparison) -> None:
    for v, outside in enumerate(made.society):
        assert made.share(0, "house", v).mean == pytest.approx(outside, abs=0.03)


def test_the_document_has_what_is_promised(made: Comparison) -> None:
    found = document(made)
    assert found["runs"] == 2
    worker = found["laws"]["list-pr-2250"]["bodies"]["house"]["composition"]["class"]["worker"]
    assert {"share", "share_low", "share_high", "society", "ratio"} <= set(worker)
    assert found["laws"]["lot-2250"]["measures"]["house"]["rose"] > 95


def test_rose_is_a_hundred_and_gallagher_nothing_where_all_is_alike() -> None:
    assert (rose([0.5, 0.5], [0.5, 0.5]), gallagher([0.5, 0.5], [0.5, 0.5])) == (100.0, 0.0)


def test_the_indices_of_a_worked_example() -> None:
    """Shares 0.6 and 0.4 of 0.5 and 0.5: half of 0.2 is lost, and the root of half of 0.02 is 0.1."""
    assert rose([0.6, 0.4], [0.5, 0.5]) == pytest.approx(90.0)
    assert gallagher([0.6, 0.4], [0.5, 0.5]) == pytest.approx(10.0)


def test_the_public_face_gives_the_same(made: Comparison) -> None:
    import comitia

    laws = ["lot-2250", "list-pr-2250", "lot-2250"]
    again = comitia.compare(laws, comitia.society("ussr-1989"), by="class", runs=2, seed=7, workers=1)
    assert json.dumps(document(again)) == json.dumps(document(made))


@pytest.mark.parametrize("law", ["ussr-1936", "ussr-1988"])
def test_what_a_portrait_does_not_look_at_makes_no_difference_to_it(law: str) -> None:
    scenario = Scenario(law, "ussr-1989", seed=7)
    whole, part = scenario.run(), scenario.run(wanted(scenario.law()))
    assert portrait(part, "class") == portrait(whole, "class")
    assert len(part.journal.seats) < len(whole.journal.seats)


def test_a_comparison_grows_by_marks_and_what_is_known_is_not_run_again(made: Comparison) -> None:
    known: dict[Scenario, dict[str, Portrait]] = {}
    told: list[int] = []
    with Workers(1) as workers:
        whole = [*growing([LOT, LISTS], "class", (1, 2), seed=7, workers=workers, known=known)]
        again = growing([LOT, LISTS, LOT], "class", (2,), seed=7, workers=workers, known=known, progress=told.append)
        assert json.dumps(document(next(again))) == json.dumps(document(made))
    assert [each.runs for each in whole] == [1, 2]
    assert len(known) == 4
    assert told == [6]


def test_the_label_of_a_law_says_what_is_set_otherwise() -> None:
    def label(*settings: tuple[str, str]) -> str:
        return Law.of(replace(LISTS, settings=settings)).label

    assert label() == "Lists, in proportion"
    assert label(("choices.threshold", "five-percent")) == "Lists, in proportion; threshold = five-percent"
    assert label(("bodies.house.title", "Diet")) == "Lists, in proportion; house.title = Diet"
    two = (("bodies.house.title", "Diet"), ("bodies.house.seats", "2250"))
    assert label(*two) == "Lists, in proportion; 2 settings"
