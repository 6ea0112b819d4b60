"""The stages of an election: what follows a vote that fills the seat, one that does not, and one that is not valid."""

from __future__ import annotations

import numpy as np
import pytest

import comitia
from comitia.electorate.persons import Persons
from comitia.law.faults import Faults
from comitia.run.draws import Undecided
from comitia.run.runner import run
from tests.run import tiny
from tests.run.scripted import OF_1988, ROLL, Answer, Script, course, district, held
from tests.run.tiny import FIRST, A

# the law of 1988, one district


def test_more_than_half_of_those_who_took_part_elects_at_once() -> None:
    result, _ = held(OF_1988, first=Answer([10_001, 9_000]))
    assert course(result) == [("first", "filled", "")]
    (row,) = result.roll.rows()
    assert (row["person"], row["votes"], row["of"], row["needed"]) == ("first-0-A", 10_001, 20_000, 10_001)


def test_exactly_half_does_not_elect() -> None:
    result, _ = held(OF_1988, first=Answer([10_000, 9_000]), repeat=Answer([11_000]))
    assert course(result)[0] == ("first", "unfilled", "repeat")


def test_one_alone_with_more_than_half_is_elected_and_with_less_there_is_a_repeat_election() -> None:
    result, _ = held(OF_1988, first=Answer([10_001]))
    assert course(result) == [("first", "filled", "")]
    result, _ = held(OF_1988, first=Answer([9_999]), repeat=Answer([12_000, 1_000]))
    assert course(result) == [("first", "unfilled", "repeat"), ("repeat", "filled", "")]


@pytest.mark.parametrize("votes", [[9_000, 8_000], [10_000, 10_000], [0, 0]])
def test_two_names_of_which_neither_has_half_never_go_to_a_run_off(votes: list[int]) -> None:
    result, script = held(OF_1988, first=Answer(votes), repeat=Answer([12_000]))
    assert course(result) == [("first", "unfilled", "repeat"), ("repeat", "filled", "")]
    assert [stage for stage, *_ in script.asked] == ["first", "repeat"]


def test_three_names_go_to_a_run_off_of_the_first_two_and_more_votes_win() -> None:
    result, script = held(OF_1988, first=Answer([4_000, 7_000, 6_000]), run_off=Answer([3_000, 2_900], 8_000))
    assert course(result) == [("first", "unfilled", "run-off"), ("run-off", "filled", "")]
    assert script.asked[1] == ("run-off", 1, 1, 2)
    (row,) = result.roll.rows()
    assert (row["person"], row["stage"], row["votes"]) == ("first-0-B", "run-off", 3_000)
    stood = [r["person"] for r in result.candidates.rows() if r["stage"] == "run-off"]
    assert stood == ["first-0-B", "first-0-C"]


def test_a_run_off_is_valid_however_few_take_part() -> None:
    result, _ = held(OF_1988, first=Answer([4_000, 7_000, 6_000]), run_off=Answer([2, 1], 3))
    assert course(result)[-1] == ("run-off", "filled", "")


def test_three_with_the_same_votes_for_the_second_place_all_go_on() -> None:
    """Not said by the law: nobody with as many votes as the second is kept out."""
    result, script = held(OF_1988, first=Answer([7_000, 5_000, 5_000, 1_000]), run_off=Answer([3, 2, 1], 6))
    assert script.asked[1][3] == 3
    assert course(result)[-1] == ("run-off", "filled", "")


def test_a_tie_in_the_run_off_elects_nobody_is_recorded_and_leads_to_a_repeat_election() -> None:
    result, _ = held(
        OF_1988, first=Answer([4_000, 7_000, 6_000]), run_off=Answer([5_000, 5_000]), repeat=Answer([15_000, 1])
    )
    assert course(result) == [
        ("first", "unfilled", "run-off"),
        ("run-off", "unfilled", "repeat"),
        ("repeat", "filled", ""),
    ]
    (draw,) = result.draws.rows()
    assert (draw["stage"], draw["rule"]) == ("run-off", "nobody")
    assert draw["among"] == "first-0-B; first-0-C"
    assert draw["taken"] == ""


def test_too_few_on_the_roll_take_part_and_there_is_a_repeat_election_whoever_led() -> None:
    half = ROLL // 2
    result, _ = held(OF_1988, first=Answer([half - 1, 0, 0], half - 1), repeat=Answer([half], half))
    assert course(result) == [("first", "not-held", "repeat"), ("repeat", "filled", "")]
    assert result.contests["elected"] == [0, 1]
    result, _ = held(OF_1988, first=Answer([half], half))
    assert course(result) == [("first", "filled", "")]


def test_a_repeat_election_has_new_names_and_a_run_off_of_its_own() -> None:
    result, script = held(
        OF_1988,
        first=Answer([1_000, 1_000]),
        repeat=Answer([6_000, 5_000, 4_000]),
        repeat_run_off=Answer([10, 20], 30),
    )
    assert course(result) == [
        ("first", "unfilled", "repeat"),
        ("repeat", "unfilled", "repeat-run-off"),
        ("repeat-run-off", "filled", ""),
    ]
    assert [round_ for _, round_, *_ in script.asked] == [0, 1, 2]
    assert result.roll["person"] == ["repeat-1-B"]


def test_a_repeat_election_is_held_twice_at_most_and_then_the_seat_stays_empty() -> None:
    result, script = held(OF_1988, first=Answer([9_000]), repeat=[Answer([9_000]), Answer([8_000, 7_000])])
    assert course(result) == [
        ("first", "unfilled", "repeat"),
        ("repeat", "unfilled", "repeat"),
        ("repeat", "unfilled", ""),
    ]
    assert [stage for stage, *_ in script.asked] == ["first", "repeat", "repeat"]
    assert len(result.roll) == 0
    assert len(result.seats("assembly")) == 0


def test_run_offs_of_repeat_elections_count_with_them_towards_the_end() -> None:
    """Two repeat elections with a repeat vote each, and then there is no third."""
    three, tie = Answer([6_000, 5_000, 4_000]), Answer([50, 50], 100)
    result, _ = held(OF_1988, first=Answer([1]), repeat=[three, three], repeat_run_off=[tie, tie])
    assert [stage for stage, *_ in course(result)] == [
        "first",
        "repeat",
        "repeat-run-off",
        "repeat",
        "repeat-run-off",
    ]
    assert course(result)[-1] == ("repeat-run-off", "unfilled", "")


def test_every_poll_says_which_article_decided_what_follows() -> None:
    result, _ = held(OF_1988, first=Answer([4_000, 7_000, 6_000]), run_off=Answer([1, 1], 2), repeat=Answer([12_000]))
    articles = result.contests["article"]
    assert "U69" in articles[0]
    assert "U73" in articles[1]
    assert all(articles)


# points that other laws may settle otherwise

REPEATS = f"""
          - {{id: first, {A}, standing: {{who: nominated}}, {FIRST}, then: [{{when: unfilled, go: again, {A}}}]}}
          - {{id: again, {A}, at_most: %d, standing: {{who: new-nominations}}, {FIRST},
             then: [{{when: unfilled, go: again, {A}}}]}}
"""


@pytest.mark.parametrize("most", [1, 2, 5])
def test_a_stage_is_held_as_often_as_the_law_allows(most: int) -> None:
    result, script = held(district(stages=REPEATS % most), first=Answer([1]), again=[Answer([1])] * most)
    assert len(script.asked) == 1 + most
    assert course(result)[-1][2] == ""


def lead(tie: str, count: str = "{rule: plurality, tie: lot}") -> str:
    return f"""
          - id: first
            {A}
            standing: {{who: nominated}}
            {FIRST}
            then: [{{when: unfilled, go: second, {A}}}, {{when: unfilled, go: last, {A}}}]
          - {{id: second, {A}, standing: {{who: leading, per_seat: 2, tie: {tie}}}, count: {count}}}
          - {{id: last, {A}, standing: {{who: new-nominations}}, count: {{rule: plurality, tie: lot}}}}
"""


def test_a_tie_for_a_place_in_the_run_off_may_be_decided_by_a_lot_that_is_kept() -> None:
    result, script = held(district(stages=lead("lot")), first=Answer([7_000, 5_000, 5_000]), second=Answer([9, 8], 17))
    assert script.asked[1][3] == 2
    (draw,) = result.draws.rows()
    assert draw["among"] == "first-0-B; first-0-C"
    assert draw["taken"] in ("first-0-B", "first-0-C")
    stood = [r["person"] for r in result.candidates.rows() if r["stage"] == "second"]
    assert sorted(stood) == sorted(["first-0-A", draw["taken"]])


def test_a_tie_for_a_place_in_the_run_off_may_keep_it_from_being_held() -> None:
    law = district(stages=lead("no-stage"))
    result, _ = held(law, first=Answer([7_000, 5_000, 5_000]), last=Answer([5, 4], 9))
    assert [stage for stage, *_ in course(result)] == ["first", "last"]
    result, _ = held(law, first=Answer([7_000, 5_000, 4_000]), second=Answer([5, 4], 9))
    assert [stage for stage, *_ in course(result)] == ["first", "second"]


def test_two_seats_may_be_filled_at_two_stages_and_the_second_asks_for_one_only() -> None:
    law = district(seats=2, stages=REPEATS % 1)
    result, script = held(law, first=Answer([11_000, 3_000]), again=Answer([12_000, 1_000]))
    assert [(stage, seats) for stage, _, seats, _ in script.asked] == [("first", 2), ("again", 1)]
    assert result.roll["person"] == ["again-1-A", "first-0-A"]
    assert result.contests["outcome"] == ["unfilled", "filled"]


def test_whoever_is_elected_at_the_first_stage_does_not_stand_in_the_run_off() -> None:
    law = district(seats=2, stages=lead("all"))
    result, script = held(law, first=Answer([11_000, 3_000, 2_000, 1_000]), second=Answer([7, 6], 13))
    assert script.asked[1] == ("second", 1, 1, 2)
    assert result.roll["person"] == ["first-0-A", "first-0-B"]


# names that withdrew

WITHDRAWN = f"""
          - id: first
            {A}
            standing: {{who: nominated}}
            {FIRST}
            then:
              - {{when: unfilled, stood: {{more_than: 2}}, counted: %s, go: second, {A}}}
              - {{when: unfilled, go: last, {A}}}
          - {{id: second, {A}, standing: {{who: leading, per_seat: 2, tie: all}}, count: {{rule: plurality}}}}
          - {{id: last, {A}, standing: {{who: new-nominations}}, count: {{rule: plurality}}}}
"""


@pytest.mark.parametrize(("counted", "follows"), [("left", "last"), ("printed", "second")])
def test_a_law_may_count_the_names_printed_or_those_left(counted: str, follows: str) -> None:
    answers = {"first": Answer([5_000, 4_000], printed=3), "second": Answer([2, 1], 3), "last": Answer([2, 1], 3)}
    result, _ = held(district(stages=WITHDRAWN % counted), **answers)
    assert course(result)[0] == ("first", "unfilled", follows)


# lots

LOT = f"[{{id: first, {A}, standing: {{who: nominated}}, count: {{rule: plurality, tie: %s}}}}]"
TIED = Answer([5_000, 5_000, 4_000])


def test_a_lot_is_drawn_from_the_seed_kept_with_its_article_and_the_same_the_next_time() -> None:
    law = district(stages=LOT % "lot")
    (draw,) = held(law, first=TIED)[0].draws.rows()
    assert draw["contest"] == "assembly/only"
    assert draw["among"] == "first-0-A; first-0-B"
    assert draw["article"]
    assert draw["supplied"] is False
    assert list(held(law, first=TIED)[0].draws.rows()) == [draw]


def test_lots_fall_on_everybody_alike() -> None:
    law, taken = district(stages=LOT % "lot"), []
    for seed in range(200):
        script = Script({"first": [TIED]})
        result = run(law, tiny.society(), voters=tiny.voters(), seed=seed, electorate=script)
        taken.append(result.roll["person"][0])
    assert set(taken) == {"first-0-A", "first-0-B"}
    assert 100 - 4 * 50**0.5 < taken.count("first-0-A") < 100 + 4 * 50**0.5


def test_a_law_may_elect_the_elder_or_nobody() -> None:
    elder, _ = held(district(stages=LOT % "elder"), first=TIED)
    assert elder.roll["person"] == ["first-0-B"]
    assert [draw["rule"] for draw in elder.draws.rows()] == ["elder"]
    nobody, _ = held(district(stages=LOT % "nobody"), first=TIED)
    assert len(nobody.roll) == 0
    assert [draw["taken"] for draw in nobody.draws.rows()] == [""]


def test_elders_of_the_same_age_are_parted_by_a_lot_which_has_to_be_public_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Persons, "ages", property(lambda self: np.full(len(self), 50, dtype=np.int64)))
    law = district(stages=LOT % "elder")
    with pytest.raises(Undecided):
        run(law, tiny.society(), voters=tiny.voters(), seed=1, electorate=Script({"first": [TIED]}), public_lots=True)


def test_without_a_rule_of_its_own_a_count_follows_the_laws_rule_for_ties() -> None:
    law = district(stages=f"[{{id: first, {A}, standing: {{who: nominated}}, count: {{rule: plurality}}}}]")
    assert len(held(law, first=TIED)[0].roll) == 0
    ties = {"rule": "elder", "article": {"act": "charter", "mark": "assumed"}}
    elder = type(law).model_validate({**law.model_dump(mode="json", exclude_none=True), "ties": ties})
    assert held(elder, first=TIED)[0].roll["person"] == ["first-0-B"]


def test_a_real_lot_may_be_supplied_and_a_public_one_must_be() -> None:
    law = district(stages=LOT % "lot")

    def drawn(**options: object) -> list[str]:
        script = Script({"first": [TIED]})
        result = run(law, tiny.society(), voters=tiny.voters(), seed=1, electorate=script, **options)  # type: ignore[arg-type]
        (draw,) = result.draws.rows()
        assert draw["supplied"] is True
        return [str(person) for person in result.roll["person"]]

    for name in ("first-0-A", "first-0-B"):
        assert drawn(drawn={("assembly/only", "first"): (name,)}, public_lots=True) == [name]
    with pytest.raises(Undecided, match="first-0-A, first-0-B are tied for 1 place"):
        drawn(public_lots=True)
    for wrong in (("first-0-C",), ("first-0-A", "first-0-B"), ()):
        with pytest.raises(Faults, match="the tie is among"):
            drawn(drawn={("assembly/only", "first"): wrong})


def test_a_lot_for_two_places_takes_two_persons() -> None:
    law = district(seats=2, stages=LOT % "lot")
    tied = Answer([5_000, 5_000, 5_000])
    twice = {("assembly/only", "first"): ("first-0-A", "first-0-A")}
    with pytest.raises(Faults, match="the tie is among"):
        run(law, tiny.society(), voters=tiny.voters(), seed=1, electorate=Script({"first": [tied]}), drawn=twice)


def test_no_lot_is_drawn_where_too_few_took_part() -> None:
    stages = f"""[{{id: first, {A}, standing: {{who: nominated}}, quorum: {{at_least: 1/2, of: registered}},
                   count: {{rule: plurality, tie: lot}}}}]"""
    result, _ = held(district(stages=stages), first=Answer([5, 5], 10))
    assert course(result) == [("first", "not-held", "")]
    assert len(result.draws) == 0


def test_the_shipped_law_is_the_one_tried_here() -> None:
    (route,) = OF_1988.bodies[0].routes
    shipped = comitia.load("ussr-1988").body("congress").routes[0]
    assert route.stages == shipped.stages  # type: ignore[union-attr]
