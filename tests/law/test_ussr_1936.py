"""The Supreme Soviet of 1936 as shipped, and the three laws written as changes: whole, adding up, honest."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import comitia
from comitia.law.ballots import CrossOut
from comitia.law.candidates import FromCitizens
from comitia.law.constitution import Constitution
from comitia.law.electorates import Citizens
from comitia.law.faults import Faults
from comitia.law.routes import Election
from comitia.law.stages import Stage
from comitia.law.units import Values
from comitia.plan.contests import Plan, plan
from comitia.run.result import Result
from comitia.society.cells import Society
from comitia.text.catalogue import load
from comitia.text.shipped import path_of
from tests.law.clauses import articles
from tests.plan.plans import first_first

SOVIETS = ("ussr-1936", "ussr-1966", "ussr-1977")
ALL = (*SOVIETS, "ussr-1990")


def numbered(letter: str, *numbers: int) -> tuple[str, ...]:
    return tuple(f"{letter}{number:02}" for number in numbers)


V05_V14_V32 = numbered("V", 5, 14, 32)
"""Rules of the Constitution of 1936 that came into it later."""
RULES_OF_1936 = (
    *(rule for rule in numbered("V", *range(1, 25), *range(30, 37)) if rule not in V05_V14_V32),
    *numbered("R", *range(1, 28)),
)
RULES_OF_1966 = V05_V14_V32
RULES_OF_1977 = numbered("W", *range(1, 10))

NUMBERS_OF_1936 = {
    "V01": "30-32",
    "V02": "33",
    "V03": "34",
    "V04": "35",
    "V05": "35",
    "V06": "36",
    "V07": "37-38",
    "V08": "39",
    "V09": "41",
    "V10": "42-45",
    "V11": "46",
    "V12": "47",
    "V13": "48",
    "V14": "48",
    "V15": "49",
    "V16": "50",
    "V17": "52",
    "V18": "54",
    "V19": "55",
    "V20": "53",
    "V21": "56",
    "V22": "65",
    "V23": "105 114",
    "V24": "146",
    "V30": "134",
    "V31": "135",
    "V32": "135",
    "V33": "136-138",
    "V34": "139-140",
    "V35": "141",
    "V36": "142",
    "R01": "20-23",
}
NUMBERS_OF_1977 = {
    "W01": "90",
    "W02": "96",
    "W03": "100",
    "W04": "109-110",
    "W05": "107",
    "W06": "119-120",
    "W07": "114-115",
}
"""The numbers that may be printed; a rule that is in neither has none."""

SEEN = {
    *numbered("V", 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 21, 23, 30, 31, 32, 33, 34, 35, 36),
    *numbered("R", 1, 5, 6, 17, 23, 27),
    *numbered("W", 1, 2, 4, 6, 8, 9),
}
"""Rules of which at least a part was seen."""

CHAMBERS = ("soviet-of-the-union", "soviet-of-nationalities")


def election(law: Constitution, body: str, route: str = "districts") -> Election:
    found = next(each for each in law.body(body).routes if each.id == route)
    assert isinstance(found, Election)
    return found


def stage(found: Election, name: str) -> Stage:
    return next(each for each in found.stages if each.id == name)


@cache
def people() -> Society:
    return comitia.society("ussr-1989")


@cache
def planned(name: str, *settings: tuple[str, str]) -> Plan:
    return plan(load(name, settings), people(), (), first_first)


@cache
def ran(name: str, *settings: tuple[str, str]) -> Result:
    return comitia.run(load(name, settings), people(), seed=1)


# Citations


@pytest.mark.parametrize(
    ("name", "rules"), [("ussr-1936", RULES_OF_1936), ("ussr-1966", RULES_OF_1966), ("ussr-1977", RULES_OF_1977)]
)
def test_every_rule_is_cited(name: str, rules: tuple[str, ...]) -> None:
    assert set(rules) - {article.rule for article in articles(load(name))} == set()


def test_no_rule_is_cited_that_does_not_exist_and_none_before_its_time() -> None:
    known = {"ussr-1936": set(RULES_OF_1936)}
    known["ussr-1966"] = known["ussr-1936"] | set(RULES_OF_1966)
    known["ussr-1977"] = known["ussr-1966"] | set(RULES_OF_1977)
    for name in SOVIETS:
        assert {article.rule for article in articles(load(name))} - {None} - known[name] == set()


@pytest.mark.parametrize("name", SOVIETS)
def test_no_number_is_printed_that_is_only_remembered(name: str) -> None:
    numbers = {**NUMBERS_OF_1936, **NUMBERS_OF_1977}
    for article in articles(load(name)):
        if article.number:
            assert article.number in numbers[article.rule or ""].split(), article


def test_no_article_of_1990_bears_a_number() -> None:
    acts = {"const-1990", "practice-1990"}
    assert {article.number for article in articles(load("ussr-1990")) if article.act in acts} == {None}
    seen = {
        article.rule
        for article in articles(load("ussr-1990"))
        if article.act == "const-1990" and article.mark == "seen"
    }
    assert seen == {"U107"}


@pytest.mark.parametrize("name", SOVIETS)
def test_nothing_is_marked_as_seen_that_was_not(name: str) -> None:
    seen = {article.rule for article in articles(load(name)) if article.mark == "seen"}
    assert seen - {None} <= SEEN


@pytest.mark.parametrize("name", ALL)
def test_assumptions_are_marked_as_such(name: str) -> None:
    assert {article.mark for article in articles(load(name)) if article.act == "comitia"} == {"assumed"}


@pytest.mark.parametrize("name", ["ussr-1936", "ussr-1966"])
def test_every_act_is_cited(name: str) -> None:
    assert {article.act for article in articles(load(name))} == {act.id for act in load(name).acts}


@pytest.mark.parametrize("name", ALL)
def test_ids_are_given_once(name: str) -> None:
    for kind in ("acts", "choices", "organisations", "bodies", "offices", "powers", "provisions"):
        assert max(Counter(each.id for each in getattr(load(name), kind)).values(), default=1) == 1


def test_what_each_law_amends() -> None:
    assert {name: load(name).amends for name in ALL} == {
        "ussr-1936": None,
        "ussr-1966": "ussr-1936",
        "ussr-1977": "ussr-1966",
        "ussr-1990": "ussr-1988",
    }


# Chambers and districts


@pytest.mark.parametrize(
    ("name", "each", "age", "term"),
    [
        ("ussr-1936", (25, 11, 5, 1), 18, 4),
        ("ussr-1966", (32, 11, 5, 1), 23, 4),
        ("ussr-1977", (32, 11, 5, 1), 21, 5),
    ],
)
def test_nationalities_ages_and_term(name: str, each: tuple[int, ...], age: int, term: int) -> None:
    law = load(name)
    units = election(law, "soviet-of-nationalities").units
    assert isinstance(units, Values)
    assert units.nested
    assert tuple(group.each for group in units.groups) == each
    for chamber in CHAMBERS:
        found, tenure = election(law, chamber), law.body(chamber).tenure
        assert isinstance(found.electorate, Citizens)
        assert isinstance(found.candidates.pool, FromCitizens)
        assert (found.electorate.age, found.candidates.pool.age) == (18, age)
        assert len(found.electorate.excluded) == (2 if name == "ussr-1936" else 1)
        assert tenure is not None
        assert tenure.term is not None
        assert tenure.term.years == term


def test_the_sums_of_the_convocations() -> None:
    """So many union republics, autonomous republics, oblasts and okrugs make the seats that the press counted."""
    assert 25 * 11 + 11 * 22 + 5 * 9 + 1 * 12 == 574
    assert 32 * 15 + 11 * 20 + 5 * 8 + 1 * 10 == 750


@pytest.mark.parametrize(
    ("name", "union", "nationalities"), [("ussr-1936", 952, 645), ("ussr-1966", 952, 750), ("ussr-1977", 750, 750)]
)
def test_the_society_decides_how_many_seats_there_are_until_the_law_does(
    name: str, union: int, nationalities: int
) -> None:
    law, contests = load(name), planned(name).contests
    assert len(contests["soviet-of-the-union/districts"]) == union
    assert len(contests["soviet-of-nationalities/districts"]) == nationalities
    for chamber, seats in zip(CHAMBERS, (union, nationalities), strict=True):
        fixed = seats if name == "ussr-1977" else None
        assert (law.body(chamber).seats, election(law, chamber).seats) == (fixed, fixed)
    assert law.body("supreme-soviet").seats == (1500 if name == "ussr-1977" else None)


def test_every_republic_has_one_deputy_for_300_000_inhabitants_to_the_nearest() -> None:
    society = people()
    inhabitants = society.inhabitants("republic")
    units = planned("ussr-1936").contests["soviet-of-the-union/districts"].units
    districts = Counter(unit.value for unit in units)
    for value, number in enumerate(inhabitants.tolist()):
        assert districts[value] == (number + 150_000) // 300_000
    assert sum(districts.values()) == 952


@pytest.mark.parametrize(
    ("choice", "answer", "seats"),
    [
        ("union-base", "voters", 644),
        ("union-remainders", "dropped", 946),
        ("union-remainders", "counted", 961),
    ],
)
def test_other_ways_to_count_300_000(choice: str, answer: str, seats: int) -> None:
    made = planned("ussr-1936", (f"choices.{choice}", answer))
    table, society = made.contests["soviet-of-the-union/districts"], people()
    by = society.marginal("republic") if choice == "union-base" else society.inhabitants("republic")
    part = {"voters": 150_000, "dropped": 0, "counted": 299_999}[answer]
    assert len(table) == sum((int(number) + part) // 300_000 for number in by) == seats


def voters_of_districts(made: Plan, republic: str) -> NDArray[np.int64]:
    table = made.contests["soviet-of-the-union/districts"]
    code = made.society.attribute("republic").code(republic)
    rolls = made.map.roll("soviet-of-the-union/districts", len(table)).sum(axis=1)
    return np.asarray(rolls[[unit.value == code for unit in table.units]])


def test_where_there_are_many_children_fewer_voters_make_a_deputy() -> None:
    made = planned("ussr-1936")
    assert voters_of_districts(made, "uzbek-ssr").mean() < 0.75 * voters_of_districts(made, "ukrainian-ssr").mean()


def test_the_districts_of_a_republic_are_equal_in_inhabitants_and_so_differ_in_voters() -> None:
    places = people().localities
    assert places.inhabitants_by is not None
    times = np.where(np.arange(len(places)) % 2, 1, 3)[:, None]
    uneven = replace(people(), localities=replace(places, inhabitants_by=places.inhabitants_by * times))
    spread = {}
    for base in ("inhabitants", "voters"):
        made = plan(load("ussr-1936", [("choices.union-base", base)]), uneven, (), first_first)
        voters = voters_of_districts(made, "rsfsr")
        spread[base] = np.ptp(voters) / voters.mean()
    assert spread["voters"] < 0.001
    assert spread["inhabitants"] > 0.1


def test_a_society_too_small_for_a_district_is_told_so() -> None:
    path = "bodies.soviet-of-the-union.routes.districts.units.one_per"
    with pytest.raises(Faults, match="too few for one division of route “districts”: nobody there would vote"):
        planned("ussr-1936", (path, "30000000"))


def test_a_society_that_counts_its_voters_only_is_refused_where_inhabitants_are_counted() -> None:
    voters_only = replace(people(), population=None)
    with pytest.raises(Faults, match="counts inhabitants by “republic”, and the society “ussr-1989” counts"):
        plan(load("ussr-1936"), voters_only, (), first_first)
    answered = load("ussr-1936", [("choices.union-base", "voters")])
    assert plan(answered, voters_only, (), first_first).contests


# Procedure


@pytest.mark.parametrize("name", SOVIETS)
def test_both_chambers_vote_and_count_alike(name: str) -> None:
    union, nationalities = (election(load(name), chamber) for chamber in CHAMBERS)
    for part in ("electorate", "candidates", "ballot", "stages", "seats_each"):
        assert getattr(union, part) == getattr(nationalities, part), part
    assert isinstance(union.ballot, CrossOut)
    assert union.ballot.leave == "one"
    assert union.candidates.gates == ()
    assert union.candidates.per_seat_at_most is None, "the law sets no limit to the number of names"


@pytest.mark.parametrize("name", SOVIETS)
@pytest.mark.parametrize(
    ("stood", "held", "next_stage"),
    [(1, True, "new-election"), (2, True, "run-off"), (3, True, "run-off"), (3, False, "new-election")],
)
def test_what_follows_a_first_vote_without_winner(name: str, stood: int, held: bool, next_stage: str) -> None:
    first = stage(election(load(name), "soviet-of-the-union"), "first")
    when = "unfilled" if held else "not-held"
    lines = [each for each in first.then if each.when == when and (each.stood is None or each.stood.holds(stood))]
    assert lines[0].go == next_stage


@pytest.mark.parametrize(
    ("votes", "took_part", "valid", "elected"),
    [
        (78_000, 149_000, 148_000, (True, True)),  # one name, 70,000 against
        (70_000, 149_000, 148_000, (False, False)),  # one name, defeated
        (45_000, 100_000, 100_000, (False, False)),  # the first of three
        (74_200, 149_000, 148_000, (True, False)),  # between half of the valid papers and half of all
    ],
)
def test_half_of_the_valid_papers_elects_in_1936_and_half_of_all_papers_in_1978(
    votes: int, took_part: int, valid: int, elected: tuple[bool, bool]
) -> None:
    for name, base, wins in zip(("ussr-1936", "ussr-1977"), ("valid", "participants"), elected, strict=True):
        count = stage(election(load(name), "soviet-of-the-union"), "first").count
        assert count.rule == "majority"
        assert count.threshold.of == base
        assert count.threshold.passed(votes, {"valid": valid, "participants": took_part}[base]) is wins


def test_fewer_than_half_of_the_roll_make_no_election() -> None:
    quorum = stage(election(load("ussr-1936"), "soviet-of-the-union"), "first").quorum
    assert quorum is not None
    assert quorum.passed(75_000, 150_000)
    assert not quorum.passed(74_999, 150_000)


@pytest.mark.parametrize("name", SOVIETS)
def test_voters_leave_one_name_for_one_seat_and_any_for_several(name: str) -> None:
    for body in load(name).filled():
        for each in body.routes:
            if isinstance(each, Election):
                assert isinstance(each.ballot, CrossOut)
                single = getattr(each.seats_each, "number", 0) == 1
                assert each.ballot.leave == ("one" if single else "any"), body.id


# Presidium and powers


@pytest.mark.parametrize(
    ("name", "parts"), [("ussr-1936", (2, 11, 24)), ("ussr-1966", (2, 15, 20)), ("ussr-1977", (3, 15, 21))]
)
def test_the_presidium_has_37_members_and_39_from_1977(name: str, parts: tuple[int, ...]) -> None:
    presidium = load(name).body("presidium")
    assert presidium.seats == sum(parts) == (39 if name == "ussr-1977" else 37)
    assert tuple(route.seats for route in presidium.routes) == parts
    assert len(ran(name).seats("presidium")) == presidium.seats
    assert len({seat.person for seat in ran(name).seats("presidium")}) == presidium.seats


def test_the_body_that_the_supreme_soviet_elects_may_dissolve_it_until_1977() -> None:
    for name in SOVIETS:
        ended = [(power.holder, power.whom) for power in load(name).powers if power.does == "dismisses"]
        assert (("presidium", "supreme-soviet") in ended) is (name != "ussr-1977")


def test_the_constitution_is_changed_by_two_thirds_of_each_chamber() -> None:
    powers = [power for power in load("ussr-1936").powers if power.does == "amends-constitution"]
    assert [power.holder for power in powers] == list(CHAMBERS)
    assert all(power.threshold and power.threshold.least(600) == 400 for power in powers)


@pytest.mark.parametrize("name", ALL)
def test_powers_belong_to_and_touch_bodies_of_the_file(name: str) -> None:
    known = {body.id for body in load(name).filled()}
    for power in load(name).powers:
        assert {power.holder, power.whom, power.before} - {None} <= known, power.id


# Law and practice


@pytest.mark.parametrize("name", SOVIETS)
def test_as_practised_one_name_stands_on_every_paper(name: str) -> None:
    written, practised = ran(name), ran(name, ("choices.names-on-the-paper", "as-practised"))
    names = {
        which: [
            int(number)
            for chamber in CHAMBERS
            for held in result.held(chamber, "districts")
            for number in np.diff(held.tallies.start)
        ]
        for which, result in (("written", written), ("practised", practised))
    }
    assert set(names["practised"]) == {1}
    assert max(names["written"]) > 2
    assert not any(held.stage.id == "run-off" for held in practised.held("soviet-of-the-union", "districts"))


@pytest.mark.parametrize("name", SOVIETS)
def test_the_law_runs_and_nearly_every_seat_is_filled(name: str) -> None:
    result = ran(name)
    for chamber in CHAMBERS:
        table = result.plan.contests[f"{chamber}/districts"]
        assert len(result.seats(chamber)) > 0.99 * table.seats.sum()


def test_the_same_vote_can_be_held_again_on_a_single_name() -> None:
    settings = (
        ("choices.names-on-the-paper", "as-practised"),
        ("choices.single-name-without-majority", "same-vote-again"),
    )
    held = {each.stage.id for each in ran("ussr-1936", *settings).held("soviet-of-the-union", "districts")}
    assert {"first", "second-vote"} <= held


# The President of 1990


def test_the_congress_elects_the_first_president_by_more_than_half_of_all_deputies() -> None:
    law = load("ussr-1990")
    first = stage(election(law, "president", "election"), "first")
    assert first.count.rule == "majority"
    assert (first.count.threshold.of, first.count.threshold.least(2245)) == ("members", 1123)
    tenure = law.body("president").tenure
    assert tenure is not None
    assert tenure.term is not None
    assert (tenure.term.years, tenure.term.in_a_row_at_most) == (5, 2)


@pytest.mark.parametrize("answer", ["congress", "citizens"])
def test_a_president_between_35_and_65_is_elected(answer: str) -> None:
    result = ran("ussr-1990", ("choices.who-elects-the-president", answer))
    (seat,) = result.seats("president")
    assert 35 <= int(result.journal.persons.ages[seat.person]) <= 65
    (held, *_) = result.held("president", "election")
    voted = int(held.tallies.participants[0])
    assert voted <= 2250 if answer == "congress" else voted > 100_000_000


def test_whoever_the_president_nominates_stands_on_his_proposal() -> None:
    law = load("ussr-1990")
    nominated = {power.whom for power in law.powers if power.holder == "president" and power.does == "nominates"}
    proposed = {
        body.id
        for body in law.filled()
        for each in body.routes
        if isinstance(each, Election) and each.candidates.proposed_by == "president"
    }
    assert nominated == proposed
    assert len(nominated) == 5
    left = {power.whom for power in law.powers if power.holder == "chairman" and power.does == "nominates"}
    assert left == {"first-deputy-chairman", "supervision-committee"}


# The pages on sources


@pytest.mark.parametrize("name", ALL)
def test_the_page_on_sources_names_every_act_and_every_choice_of_its_own(name: str) -> None:
    law, page = load(name), (Path(path_of(name)).parent / "SOURCE.md").read_text(encoding="utf-8")
    base = load(law.amends) if law.amends else None
    acts = {act.id for act in law.acts} - {act.id for act in (base.acts if base is not None else ())}
    own = [choice.id for choice in law.choices if base is None or choice not in base.choices]
    assert [act for act in sorted(acts) if f"`{act}`" not in page] == []
    assert [choice for choice in own if f"`{choice}`" not in page and choice not in WORDS_ONLY] == []


WORDS_ONLY = {"base-of-recall"}
"""Choices of which an amendment changes no more than the words."""
