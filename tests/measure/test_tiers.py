"""Distance, control share and seats without a vote of citizens, on laws small enough to work out by hand."""

from __future__ import annotations

import pytest

from comitia.law.constitution import Constitution
from comitia.measure import control as carrying
from comitia.measure import tiers
from comitia.run.result import Result
from comitia.run.runner import run
from comitia.society.cells import Society
from comitia.text.read import read_text
from tests.run import tiny
from tests.run.tiny import CITIZENS, HEAD, KINDER, A

ALL = "count: {rule: majority, threshold: {more_than: 1/2, of: participants}}"
STAGE = f"stages: [{{id: first, {A}, standing: {{who: nominated}}, {ALL}}}]"


def body(name: str, seats: int, *routes: str) -> str:
    return f"""
  - id: {name}
    title: {name}
    {A}
    seats: {seats}
    routes:{"".join(routes)}"""


def by_citizens(name: str, units: str, seats: int, each: int = 1) -> str:
    return f"""
      - by: election
        id: {name}
        title: {name}
        {A}
        seats: {seats}
        {CITIZENS}
        units: {units}
        seats_each: {{seats: fixed, number: {each}}}
        candidates: {{pool: {{of: citizens, age: 21}}}}
        ballot: {{form: cross-out, leave: one}}
        {STAGE}"""


def by_members(of: str, seats: int) -> str:
    return f"""
      - by: election
        id: from-{of.replace(", ", "-and-")}
        title: by members
        {A}
        seats: {seats}
        electorate: {{of: members, bodies: [{of}]}}
        units: {{cut: whole}}
        seats_each: {{seats: fixed, number: {seats}}}
        candidates: {{pool: {{of: citizens, age: 21}}}}
        ballot: {{form: cross-out, leave: any}}
        {STAGE}"""


def by_organisations(seats: int) -> str:
    group = f"{{id: g, title: g, seats: {seats}, {A}, organisations: [{{organisation: guild, seats: {seats}}}]}}"
    return f"""
      - by: election
        id: guild
        title: guild
        {A}
        seats: {seats}
        electorate: {{of: organisation, organ: plenum}}
        units: {{cut: organisations, groups: [{group}]}}
        seats_each: {{seats: quota}}
        candidates: {{pool: {{of: organisation, age: 21}}, per_seat_at_least: 1}}
        ballot: {{form: cross-out, leave: any}}
        {STAGE}"""


REPUBLICS = "{cut: values, groups: [{attribute: republic}]}"
CERTAIN = {**KINDER, "citizens.strike.base": -60.0, "citizens.nominees.mean": 1.0, "members.present": 1.0}


def law(*bodies: str) -> Constitution:
    return read_text(f"{HEAD}\nbodies:{''.join(bodies)}\n", "law.yaml")


def filled(*bodies: str, society: Society | None = None) -> Result:
    """A run in which every seat is filled."""
    result = run(law(*bodies), society or tiny.society(), voters=tiny.voters(CERTAIN), seed=1)
    for each in result.meta.law.bodies:
        assert len(result.seats(each.id)) == (each.seats or 0)
    return result


ASSEMBLY = body("assembly", 3, by_citizens("republics", REPUBLICS, 3))
COUNCIL = body("council", 4, by_members("assembly", 4))
BOARD = body("board", 2, by_members("council", 2))
MIXED = body("senate", 4, by_citizens("republics", REPUBLICS, 3), by_organisations(1))


# distance


def test_citizens_are_one_election_from_those_they_elect_and_one_more_for_each_body_between() -> None:
    assert tiers.distances(filled(ASSEMBLY, COUNCIL, BOARD)) == {"assembly": 1.0, "council": 2.0, "board": 3.0}


def test_the_vote_of_a_plenum_is_one_election() -> None:
    assert tiers.distances(filled(MIXED))["senate"] == 1.0


def test_a_body_filled_in_two_ways_is_at_the_mean_of_both() -> None:
    half = body("half", 4, by_citizens("republics", REPUBLICS, 3), by_members("council", 1))
    assert tiers.distances(filled(ASSEMBLY, COUNCIL, half))["half"] == (3 * 1 + 3) / 4


def test_offices_are_as_far_as_their_electors_make_them_and_seats_by_office_as_their_offices() -> None:
    result = tiny.fill(seed=1, numbers=KINDER)
    found = tiers.distances(result)
    assert found["congress"] == 1.0
    assert found["union-chamber"] == found["nations-chamber"] == found["soviet"] == found["chairman"] == 2.0
    assert found["premier"] == 3.0
    assert found["neighbours"] is None
    assert found["presidium"] == (2 + 3) / 2, "of the two offices of which the law tells"


def test_an_empty_body_is_at_no_distance() -> None:
    result = tiny.fill(numbers={"members.strike.base": 60.0})
    assert tiers.distances(result)["chairman"] is None
    assert tiers.not_elected_by_citizens(result, "union-chamber") is None


# seats without a vote of citizens


def test_the_share_of_seats_filled_without_a_vote_of_citizens() -> None:
    result = filled(ASSEMBLY, COUNCIL, MIXED)
    assert tiers.not_elected_by_citizens(result, "assembly") == 0.0
    assert tiers.not_elected_by_citizens(result, "council") == 1.0
    assert tiers.not_elected_by_citizens(result, "senate") == 1 / 4


def test_of_a_joint_body_the_share_is_that_of_its_chambers() -> None:
    result = tiny.fill(seed=1, numbers=KINDER)
    assert tiers.not_elected_by_citizens(result, "soviet") == 1.0


# control share


def control(result: Result, name: str) -> tuple[int, str]:
    """People who carry a majority, and the bound."""
    found = carrying.control(result, name)
    assert found is not None
    return round(found.share * result.meta.society.total), found.bound


def test_half_of_half_carries_a_body_of_districts() -> None:
    """North, South and East have 11,000, 8,000 and 5,000 voters: 4,001 and 2,501 carry two seats of three."""
    assert control(filled(ASSEMBLY), "assembly") == (4001 + 2501, "exact")


def test_through_a_second_tier_it_takes_no_more_than_the_first() -> None:
    result = filled(ASSEMBLY, COUNCIL, BOARD)
    assert control(result, "council") == control(result, "board") == (4001 + 2501, "exact")


def test_one_contest_of_the_whole_state_takes_half_of_everybody() -> None:
    whole = body("board", 2, by_citizens("all", "{cut: whole}", 2, each=2))
    result = run(law(whole), tiny.society(), voters=tiny.voters(CERTAIN), seed=1)
    assert control(result, "board") == (12_001, "exact")


def test_a_plenum_of_forty_is_carried_by_twenty_one() -> None:
    """Of four seats three: the guild's for 21 members, then those of East and South."""
    assert control(filled(MIXED), "senate")[0] == 21 + 2501 + 4001


def test_where_citizens_vote_twice_the_figure_is_an_upper_bound() -> None:
    twice = body("house", 6, by_citizens("one", REPUBLICS, 3), by_citizens("two", REPUBLICS, 3))
    assert control(filled(twice), "house") == (2 * 2501 + 2 * 4001, "at most")


def test_equal_districts_are_cheaper_than_one() -> None:
    units = "{cut: equal-divisions, total: 24, among: republic, by: voters, method: hare}"
    result = run(
        law(body("house", 24, by_citizens("d", units, 24))), tiny.society(), voters=tiny.voters(CERTAIN), seed=1
    )
    people, bound = control(result, "house")
    assert people == pytest.approx(13 * 501, abs=13)
    assert bound == "exact"


def test_of_seats_by_office_or_by_another_law_nothing_is_said() -> None:
    result = tiny.fill(seed=1, numbers=KINDER)
    assert carrying.control(result, "presidium") is None
    assert carrying.control(result, "neighbours") is None
    soviet, congress = carrying.control(result, "soviet"), carrying.control(result, "congress")
    assert soviet == congress


def test_of_a_body_filled_in_two_ways_both_ways_count() -> None:
    """Three seats by citizens and four by the assembly, which 6,502 people carry: five of the seven at that price."""
    half = body("half", 7, by_citizens("one", "{cut: whole}", 3, each=3), by_members("assembly", 4))
    result = run(law(ASSEMBLY, half), tiny.society(), voters=tiny.voters(CERTAIN), seed=1)
    assert control(result, "half")[0] == 6502


def test_what_is_called_exact_is_the_least() -> None:
    """North has 3 seats for 5,501 people, South 2 for 4,001, East 1 for 2,501: North and East carry four of six."""
    norm = "{seats: norm, one_per: 3600, of: voters, part: dropped}"
    route = by_citizens("republics", REPUBLICS, 6).replace("{seats: fixed, number: 1}", norm)
    result = run(law(body("house", 6, route)), tiny.society(), voters=tiny.voters(CERTAIN), seed=1)
    people, bound = control(result, "house")
    assert bound == "at most" or people == 5501 + 2501
