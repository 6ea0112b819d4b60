"""Recall over the years: who may be recalled, what it takes, who comes in their place, and what is written of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from comitia.electorate.recalls import at_meetings
from comitia.explain.road import Roads, road
from comitia.law.constitution import Constitution
from comitia.law.stages import RECALL
from comitia.law.tenure import Tenure
from comitia.measure.document import document
from comitia.run.kept import Kept
from comitia.run.result import Result
from comitia.run.runner import run
from comitia.run.scenario import Scenario
from comitia.run.store import write
from comitia.text.catalogue import load
from tests.run import test_tiers as soviets
from tests.run import tiny
from tests.run.scripted import ROLL, Answer, Script, district
from tests.run.test_run import digest, rows
from tests.run.tiny import KINDER, A

TENURE = "bodies.congress.tenure"
RULE = f"{{by: electors, routes: [territorial], grounds: Any, threshold: {{more_than: 1/2, of: participants}}, {A}}}"
ALWAYS = {"recall.asked": 1.0, "recall.against": 30.0}
"""Every recall is asked for, and everybody strikes the name out."""


def recalled(
    tenure: str = f"{{{A}, recall: [{RULE}]}}", years: int = 1, seed: int = 2, numbers: dict[str, float] | None = None
) -> Result:
    voters = tiny.voters({**KINDER, **(ALWAYS if numbers is None else numbers)})
    return run(tiny.law((TENURE, tenure)), tiny.society(), voters=voters, seed=seed, years=years)


def without(seed: int = 2, years: int = 2) -> Result:
    return run(tiny.law(), tiny.society(), voters=tiny.voters(KINDER), seed=seed, years=years)


# what a recall may touch


@pytest.mark.parametrize("seed", [2, 3])
def test_a_run_in_which_nobody_asks_is_one_without_recall_byte_for_byte(seed: int) -> None:
    asleep = recalled(years=2, seed=seed, numbers={"recall.asked": 0.0, "recall.against": 30.0})
    assert digest(asleep) == digest(without(seed))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("asked", [0.3, 1.0])
def test_no_mandate_is_recalled_that_no_rule_of_recall_is_for(seed: int, asked: float) -> None:
    result = recalled(years=3, seed=seed, numbers={**ALWAYS, "recall.asked": asked})
    ended = [seat for seat in result.journal.seats if seat.until is not None]
    assert {(seat.body, seat.route) for seat in ended if seat.ended == "recall"} == {("congress", "territorial")}
    gone = {seat.person for seat in ended if seat.ended == "recall"}
    others = [seat for seat in ended if seat.ended != "recall"]
    assert {seat.ended for seat in others} <= {"with-another"}
    assert {seat.person for seat in others} <= gone, "who falls with another mandate had one that was recalled"


def test_a_law_without_a_rule_recalls_nobody_however_many_ask() -> None:
    asked = run(tiny.law(), tiny.society(), voters=tiny.voters({**KINDER, **ALWAYS}), seed=2, years=2)
    assert digest(asked) == digest(without())


def test_a_recall_that_is_declared_without_a_number_that_is_enough_has_no_procedure() -> None:
    declared = f"{{{A}, recall: [{{by: electors, grounds: Any, {A}}}]}}"
    assert digest(recalled(declared, years=2)) == digest(without())


# what it takes


def one_district(seats: int = 1) -> Constitution:
    """A law of one district whose voters recall with more than half of the roll."""
    law = district(seats)
    rule = {"by": "electors", "grounds": "Any", "threshold": {"more_than": "1/2", "of": "registered"}}
    cited = {"article": {"act": "charter", "number": "9", "mark": "assumed"}}
    tenure = Tenure.model_validate({**cited, "recall": [{**rule, **cited}]})
    return law.model_copy(update={"bodies": (law.bodies[0].model_copy(update={"tenure": tenure}),)})


def voted(*votes: int, seats: int = 1, first: tuple[int, ...] = (15_000,)) -> Result:
    """The members elected with `first` votes are put to a recall, with so many votes to end each mandate."""
    script = Script({"first": [Answer(first), Answer((14_000,))], RECALL: [Answer(votes)]})
    voters = tiny.voters({"recall.asked": 1.0})
    return run(one_district(seats), tiny.society(), voters=voters, seed=1, electorate=script, years=1)


def test_half_of_the_roll_is_not_more_than_half() -> None:
    (seat,) = voted(ROLL // 2).journal.seats
    assert seat.until is None


def test_who_is_recalled_leaves_and_the_same_route_fills_the_seat() -> None:
    result = voted(ROLL // 2 + 1)
    gone, come = rows(result.roll)
    assert (gone["until"], gone["ended"], gone["ended_article"]) == (1, "recall", "Charter art. 9")
    assert (come["year"], come["until"], come["ended"]) == (1, None, None)
    assert gone["contest"] == come["contest"]
    assert gone["person"] != come["person"]
    assert [held.stage.id for held in result.journal.held] == ["first", RECALL, "first"]


def test_each_member_of_a_district_is_voted_on_by_himself() -> None:
    result = voted(ROLL // 2 + 1, ROLL // 2, seats=2, first=(15_000, 14_500))
    assert [seat.ended for seat in result.journal.seats] == ["recall", "", ""]


# what the law says of the seat


def test_a_recalled_member_is_replaced_and_all_seats_are_kept() -> None:
    result = recalled(years=1)
    seats = [seat for seat in result.journal.seats if (seat.body, seat.route) == ("congress", "territorial")]
    gone, come = [s for s in seats if s.ended], [s for s in seats if s.year == 1]
    assert len(gone) == 13
    assert {s.contest for s in come} <= {s.contest for s in gone}
    assert len(come) == len({s.contest for s in come}) >= 10, "an election may leave a seat open"
    assert {s.person for s in come}.isdisjoint(s.person for s in gone)
    assert document(result)["bodies"]["congress"]["recalled"] == 13


@pytest.mark.parametrize(
    "vacancy",
    [
        f"vacancy: {{by: stays-empty, {A}}}",
        f"term: {{years: 3, {A}}}, vacancy: {{by: by-election, not_in_last_years: 2, {A}}}",
    ],
)
def test_a_seat_stays_empty_where_the_law_of_vacancies_says_so(vacancy: str) -> None:
    result = recalled(f"{{{A}, recall: [{RULE}], {vacancy}}}")
    assert not [seat for seat in result.seats("congress") if seat.route == "territorial"]


def test_nobody_sits_on_a_mandate_whose_ground_is_gone() -> None:
    """Chambers are filled from the ranks of the congress, its presidium from offices."""
    result = recalled(years=2)
    members = {seat.person for seat in result.seats("congress")}
    assert {seat.person for seat in result.seats("union-chamber")} <= members
    fallen = [seat for seat in result.journal.seats if seat.ended == "with-another"]
    assert fallen
    assert all(seat.ended_article for seat in fallen)


# what the voter model says of it


def test_a_name_that_nobody_would_strike_out_is_not_recalled() -> None:
    result = recalled(numbers={"recall.asked": 1.0, "recall.against": -30.0})
    assert not any(seat.ended for seat in result.journal.seats)
    polls = rows(result.contests, stage=RECALL)
    assert len(polls) == 13
    assert {row["most_votes"] for row in polls} == {0}


def test_a_meeting_recalls_every_second_one_where_nothing_is_added() -> None:
    assert at_meetings(tiny.voters({"recall.asked": 0.4})) == pytest.approx(0.2)
    assert at_meetings(tiny.voters()) == 0


def test_shipped_models_recall_nobody_unless_asked() -> None:
    assert {
        Scenario("lot-2250", f"ussr-{year}").voters().number("recall.asked", -1.0) for year in (1926, 1939, 1989)
    } == {0}


# tiers


def gubernia(years: int, asked: float, against: float = 30.0, seed: int = 1) -> Result:
    base = soviets.even()
    numbers = tiny.voters({"recall.asked": asked, "recall.against": against}).table
    voters = replace(base, table={**base.table, **{k: p for k, p in numbers.items() if k.startswith("recall.")}})
    return run(load("soviets-1918"), soviets.land(*soviets.GUBERNIA), voters=voters, seed=seed, years=years)


def test_tiers_in_which_nobody_asks_stay_as_they_were() -> None:
    asleep, before = gubernia(2, 0.0), gubernia(0, 0.0)
    assert digest(asleep) == digest(before)
    for body, seated in before.tiers.items():
        assert (asleep.tiers[body].members == seated.members).all()


def test_recall_at_every_tier_keeps_the_seats_of_places_and_of_meetings() -> None:
    before, after = gubernia(0, 0.0), gubernia(1, 0.5)
    for body in ("city-soviet", "village-soviet", "volost-congress", "gubernia-congress"):
        assert soviets.members(after, body).tolist() == soviets.members(before, body).tolist()
        assert 0 < after.tiers[body].recalled < before.tiers[body].members.sum()
    assert soviets.of(after, "city-soviet", "occupation") == {"worker": 120, "employee": 70, "peasant": 10}


def test_bodies_without_a_rule_of_recall_are_left_alone() -> None:
    before, after = gubernia(0, 0.0), gubernia(1, 1.0)
    for body in ("city-ispolkom", "uezd-ispolkom", "gubernia-ispolkom"):
        assert (after.tiers[body].members == before.tiers[body].members).all()
        assert after.tiers[body].recalled == 0


def test_delegates_at_the_top_are_recalled_by_those_who_sent_them() -> None:
    result = gubernia(1, 1.0)
    seats = [seat for seat in result.journal.seats if seat.body == "all-russian-congress"]
    gone, come = [s for s in seats if s.until == 1], [s for s in seats if s.year == 1]
    assert len(gone) == len(come) == 16
    assert sorted(s.contest for s in gone) == sorted(s.contest for s in come)
    assert {s.ended_article for s in gone} == {"Const. 1918 art. 78 (S52)"}
    assert min(result.lineage["weight"]) >= 0
    assert set(result.lineage["mandate"]) >= {s.mandate for s in come}


# what is written of it


def test_a_road_begins_with_how_the_mandate_ended(tmp_path: Path) -> None:
    scenario = Scenario(
        "ussr-1936",
        "ussr-1989",
        1,
        settings=(("voters.recall.asked", "0.02"), ("voters.recall.against", "30")),
        years=1,
    )
    result = scenario.run()
    write(result, tmp_path / "run", document(result), scenario.write(result))
    gone = next(seat for seat in result.journal.seats if seat.ended == "recall")
    first, *won = road(Roads(Kept(tmp_path / "run")), str(gone.mandate))[0].steps
    assert first.did == "ended"
    assert first.article == "Const. art. 142 (V36)"
    assert "recalled by those who sent the member, with" in first.text
    assert [step.did for step in won][-1] == "behind"
    assert sum(step.did == "elected" for step in won) == 1, "nothing of the election that followed the recall"
