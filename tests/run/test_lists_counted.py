"""Laws of lists carried out on small returns: tiers, bars, alliances, names, ties, and what bad returns get."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import comitia as cm
from comitia.explain.recount import recount
from comitia.law.constitution import Constitution
from comitia.law.faults import Faults
from comitia.run.draws import Undecided
from comitia.run.result import Result
from comitia.run.returns import count_returns
from comitia.text.read import read_text

ROUTE = """
        electorate: {of: citizens, age: 18}
        candidates: {pool: {of: citizens, age: 18}}
        ballot: {form: list, names: own-list, up_to: 1}
        stages:
          - id: first
            article: {act: act, number: 3, mark: seen}
            standing: {who: nominated}
            count: COUNT
"""
DISTRICTS = """
        units: {cut: values, groups: [{attribute: district}]}
        seats_each:
          seats: table
          rows:
            - {id: north, title: North, seats: 3, region: upper}
            - {id: south, title: South, seats: 2, region: lower}
"""
TIER = """
      - by: levelling
        id: levelling
        title: Levelling seats
        article: {act: act, number: 4, mark: seen}
        seats: 3
        total: 8
        votes_of: [districts]
        counted: [districts]
        entry:
          - bars: [{bar: share, at_least: 10%, of: lists, over: whole}]
            article: {act: act, number: 5, mark: seen}
        method: sainte-lague
        surplus: shared-again
"""


def law(count: str, tier: str = "", seats: int = 5, units: str = DISTRICTS) -> Constitution:
    """An assembly with a route of lists in two districts, and a tier above it."""
    return read_text(
        f"""
constitution: assembly
title: Law on the assembly
adopted: "2026"
summary: Made up.
acts: [{{id: act, title: Act on the assembly, short: Act, date: "2026"}}]
ties: {{rule: lot, article: {{act: act, number: 9, mark: seen}}}}
bodies:
  - id: assembly
    title: The assembly
    article: {{act: act, number: 1, mark: seen}}
    seats: {seats}
    routes:
      - by: election
        id: districts
        title: Districts
        article: {{act: act, number: 2, mark: seen}}
        seats: 5
{units}{ROUTE.replace("COUNT", count)}{tier}
""",
        "law.yaml",
    )


DHONDT = "{rule: proportional, method: dhondt}"
HEAD = "contest,stage,candidate,list,votes,valid,kind,members,alliance\n"
VOTES = (
    HEAD
    + "assembly/districts/north,first,A,,600,1000,,,\nassembly/districts/north,first,B,,310,,,,\n"
    + "assembly/districts/north,first,C,,60,,,,\nassembly/districts/south,first,A,,250,500,,,\n"
    + "assembly/districts/south,first,B,,90,,,,\nassembly/districts/south,first,C,,130,,,,\n"
)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def counted(given: Constitution, text: str, seed: int | None = None) -> Result:
    Path("returns.csv").write_text(text, encoding="utf-8")
    return count_returns(given, "returns.csv", seed=seed)


def seats(result: Result, route: str = "") -> Counter[str]:
    return Counter(seat.list for seat in result.journal.seats if route in ("", seat.route))


def sitting(result: Result) -> list[str]:
    return [result.journal.persons.name(seat.person) for seat in result.journal.seats]


def faults(given: Constitution, text: str) -> str:
    with pytest.raises(Faults) as found:
        counted(given, text)
    return str(found.value)


# Tiers


def test_levelling_seats_bring_lists_to_their_share_of_the_whole() -> None:
    result = counted(law(DHONDT, TIER, seats=8), VOTES)
    assert seats(result, "districts") == {"A": 3, "B": 1, "C": 1}
    assert seats(result) == {"A": 5, "B": 2, "C": 1}


def test_seats_of_a_tier_without_places_go_to_the_lists_of_the_whole() -> None:
    result = counted(law(DHONDT, TIER, seats=8), VOTES)
    levelling = [seat for seat in result.journal.seats if seat.route == "levelling"]
    assert {seat.contest for seat in levelling} == {"assembly/levelling"}
    assert {seat.by for seat in levelling} == {"levelling"}
    assert sitting(result)[:3] == ["A, North, no. 1", "A, North, no. 2", "B, North, no. 1"]
    assert sitting(result)[-3:] == ["A, no. 1", "A, no. 2", "B, no. 1"]


def test_levelling_seats_may_go_to_districts() -> None:
    placed = "        placed: [{to: units, method: danish}]\n"
    result = counted(law(DHONDT, TIER + placed, seats=8), VOTES)
    found = [(seat.contest, seat.list) for seat in result.journal.seats if seat.route == "levelling"]
    # A has 600/7 and 250/4 as its next quotients, then 600/10; B has 310/4 and 90.
    assert found == [
        ("assembly/levelling/south", "B"),
        ("assembly/levelling/north", "A"),
        ("assembly/levelling/south", "A"),
    ]


def test_each_region_may_have_its_number_before_districts_come() -> None:
    placed = (
        "        placed:\n"
        "          - {to: regions, method: sainte-lague, rows: [{id: upper, seats: 1}, {id: lower, seats: 2}]}\n"
        "          - {to: units, method: danish}\n"
    )
    result = counted(law(DHONDT, TIER + placed, seats=8), VOTES)
    found = Counter(seat.contest for seat in result.journal.seats if seat.route == "levelling")
    assert found == {"assembly/levelling/north": 1, "assembly/levelling/south": 2}


def test_a_tier_is_told_with_its_articles() -> None:
    result = counted(law(DHONDT, TIER, seats=8), VOTES)
    told = recount(result)[-1]
    assert (told.contest, told.stage, told.seats) == ("assembly/levelling", "sharing", 3)
    assert [str(step) for step in told.steps] == [
        "Act art. 5: A takes part: 850 votes, 144 needed (at least 1/10 of 1,440).",
        "Act art. 5: B takes part: 400 votes, 144 needed (at least 1/10 of 1,440).",
        "Act art. 5: C takes part: 190 votes, 144 needed (at least 1/10 of 1,440).",
        "Act art. 4: 8 seats are shared among three lists: A 5, B 2, C 1.",
        "Act art. 4: A has a share of 5 and has won 3: two levelling seats.",
        "Act art. 4: B has a share of 2 and has won 1: one levelling seat.",
    ]


def test_a_tier_needs_the_votes_of_every_district() -> None:
    north = "".join(line for line in VOTES.splitlines(keepends=True) if "south" not in line)
    assert faults(law(DHONDT, TIER, seats=8), north) == (
        "returns.csv  Act art. 4  assembly/districts: 1 unit is missing (south), and “Districts” needs the "
        "votes of all. Give the votes of every unit."
    )
    assert sum(seats(counted(law(DHONDT), north)).values()) == 3


def test_districts_without_a_tier_can_be_counted_one_by_one() -> None:
    south = HEAD + "".join(line for line in VOTES.splitlines(keepends=True) if "south" in line)
    assert seats(counted(law(DHONDT), south)) == {"A": 1, "C": 1}


# Entry


BARS = """{rule: proportional, method: dhondt, entry: [
              {lists: {kinds: [minority]}},
              {lists: {members_at_least: 2}, bars: [{bar: share, at_least: 40%, of: valid}]},
              {bars: [{bar: share, at_least: 20%, of: valid}], article: {act: act, number: 7, mark: seen}}]}"""


def test_bars_in_the_whole_hold_in_every_district() -> None:
    result = counted(law(BARS), VOTES)
    assert seats(result) == {"A": 4, "B": 1}
    told = [str(step) for vote in recount(result) for step in vote.steps if step.did == "takes-no-part"]
    assert told[0] == "Act art. 7: C takes no part: 190 votes, 300 needed (at least 1/5 of 1,500)."


def test_what_a_file_says_of_a_list_holds_in_all_its_contests() -> None:
    exempt = VOTES.replace("north,first,C,,60,,,,", "north,first,C,,60,,minority,,")
    assert seats(counted(law(BARS), exempt)) == {"A": 3, "B": 1, "C": 1}
    coalition = VOTES.replace("north,first,B,,310,,,,", "north,first,B,,310,,,2,")
    assert seats(counted(law(BARS), coalition)) == {"A": 5}


def test_a_file_that_says_two_things_of_one_list_is_at_fault() -> None:
    twice = VOTES.replace("first,C,,60,,,,", "first,C,,60,,minority,,").replace(
        "first,C,,130,,,,", "first,C,,130,,party,,"
    )
    assert "The field 'kind' holds party for 'C'; line 4 has minority." in faults(law(BARS), twice)


def test_valid_papers_are_asked_for_where_a_bar_is_a_share_of_them() -> None:
    unknown = VOTES.replace(",1000,", ",,")
    said = faults(law(BARS), unknown)
    assert "the number of valid papers is not given, and the rule needs it: bars for lists are shares of them." in said
    assert "Act art. 3" in said


# Alliances and names


ALLIED = "{rule: proportional, method: dhondt, alliances: {method: dhondt}}"
WHOLE = "        units: {cut: whole}\n        seats_each: {seats: fixed, number: 5}\n"


def whole(*rows: str) -> str:
    return HEAD + "".join(f"assembly/districts,first,{row}\n" for row in rows)


def test_lists_of_an_alliance_count_as_one() -> None:
    """By themselves 49, 27, 49/2, 49/3 and 27/2 win before 12; B and C together have 39, and 39/3 is more than 49/4."""
    rows = ("A,,49,88,,,", "B,,27,,,,x", "C,,12,,,,x")
    assert seats(counted(law(DHONDT, units=WHOLE), whole(*rows))) == {"A": 3, "B": 2}
    assert seats(counted(law(ALLIED, units=WHOLE), whole(*rows))) == {"A": 3, "B": 2}
    more = ("A,,49,91,,,", "B,,26,,,,x", "C,,16,,,,x")
    assert seats(counted(law(DHONDT, units=WHOLE), whole(*more))) == {"A": 3, "B": 1, "C": 1}


def test_names_are_those_of_the_returns_and_sit_by_their_votes() -> None:
    rule = "{rule: proportional, method: dhondt, order: {order: most-votes, tied: as-listed}}"
    names = ("A,,60,100,,,", "Ada,A,10,,,,", "Bo,A,30,,,,", "Cy,A,20,,,,", "B,,40,,,,", "Dan,B,15,,,,", "Eve,B,25,,,,")
    result = counted(law(rule, units=WHOLE), whole(*names))
    assert sitting(result) == ["Bo", "Cy", "Ada", "Eve", "Dan"]
    told = [step.text for step in recount(result)[0].steps if step.did == "sits"]
    assert told == ["Of A sit Bo (30), Cy (20) and Ada (10).", "Of B sit Eve (25) and Dan (15)."]


def test_a_list_with_fewer_names_than_seats_leaves_them_open() -> None:
    names = ("A,,80,100,,,", "Ada,A,80,,,,", "B,,20,,,,", "Dan,B,20,,,,")
    result = counted(law(DHONDT, units=WHOLE), whole(*names))
    assert sitting(result) == ["Ada", "Dan"]
    assert [row["outcome"] for row in result.contests.rows()] == ["unfilled"]
    assert recount(result)[0].steps[-1].text == "three seats of 5 stay open; no further vote is provided for."


def test_a_tie_between_names_is_decided_by_lot_and_recorded() -> None:
    rule = "{rule: proportional, method: dhondt, order: {order: most-votes, tied: lot}}"
    names = ("A,,80,100,,,", *(f"P{n},A,10,,,," for n in range(8)), "B,,20,,,,", "Q,B,20,,,,")
    with pytest.raises(Undecided):
        counted(law(rule, units=WHOLE), whole(*names))
    result = counted(law(rule, units=WHOLE), whole(*names), seed=1)
    assert len(result.records[-1].among) == 8
    assert set(result.records[-1].taken) <= set(sitting(result))


def test_of_equal_quotients_that_of_more_votes_comes_first_and_is_recorded() -> None:
    """The fifth seat is between A with 60/3 and B with 20; by lot it would be undecided."""
    rows = ("A,,60,120,,,", "B,,20,,,,", "C,,40,,,,")
    with pytest.raises(Undecided):
        counted(law(DHONDT, units=WHOLE), whole(*rows))
    rule = "{rule: proportional, method: dhondt, tie: more-votes}"
    result = counted(law(rule, units=WHOLE), whole(*rows))
    assert seats(result) == {"A": 3, "C": 2}
    assert [(draw.rule, draw.taken) for draw in result.records] == [("more-votes", ("A", "C"))]
    told = [step.text for step in recount(result)[0].steps if step.did == "tie"]
    assert told == ["A, B and C have equal quotients; the one with more votes takes it: A and C."]


def test_equal_votes_leave_it_to_the_lot_after_all() -> None:
    rule = "{rule: proportional, method: dhondt, tie: more-votes}"
    rows = ("A,,50,100,,,", "B,,50,,,,")
    with pytest.raises(Undecided, match="the law decides by lot"):
        counted(law(rule, units=WHOLE), whole(*rows))
    result = counted(law(rule, units=WHOLE), whole(*rows), seed=3)
    assert [draw.rule for draw in result.records] == ["lot"]


# Seats by votes cast, and what is not simulated


def test_seats_go_where_votes_were_cast() -> None:
    cast = """
        units: {cut: values, groups: [{attribute: district}]}
        seats_each: {seats: votes-cast, method: hare, rows: [{id: north, title: North}, {id: south, title: South}]}
"""
    result = counted(law(DHONDT, units=cast), VOTES)
    assert [unit.seats for unit in result.plan.contests["assembly/districts"].units] == [3, 2]
    without = VOTES.replace(",500,", ",,")
    assert "the seats of each unit follow from them" in faults(law(DHONDT, units=cast), without)


def test_what_asks_for_lists_of_the_whole_is_not_simulated() -> None:
    with pytest.raises(Faults) as found:
        cm.run(cm.load("norway-2002"), cm.society("ussr-1989"), seed=1)
    assert [fault.code for fault in found.value.faults] == ["not-simulated"]
    assert "count real votes by this law with `comitia count`" in str(found.value)
