"""The law of 1 December 1988 as shipped: whole, adding up, and honest about what is known of it."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel

import comitia
from comitia.law.ballots import CrossOut
from comitia.law.constitution import Choice, Constitution
from comitia.law.routes import Election, ExOfficio, Route
from comitia.law.stages import Stage
from comitia.law.units import EqualDivisions, FixedSeats, KindSeats, OrganisationQuotas, Values
from comitia.text.read import read
from tests.law.clauses import articles

FOLDER = Path(comitia.__file__).parent / "constitutions" / "ussr-1988"
LAW = FOLDER / "law.yaml"

SECTIONS = ((1, 16), (20, 27), (30, 34), (40, 52), (60, 76), (80, 84), (90, 112))
RULES = [f"U{number:02}" for first, last in SECTIONS for number in range(first, last + 1)]

NUMBER_ONLY_REMEMBERED = [
    f"U{number:02}"
    for numbers in ((7, 8, 27), range(30, 35), (41, 42, 43, 45, 46, 48, 50), range(60, 75), (76, 80, 81, 82))
    for number in numbers
]
"""Rules of which the article's number is known from memory alone."""

NUMBERS = {
    "U01": {("law", "1"), ("const", "95")},
    "U02": {("const", "109")},
    "U03": {("const", "109")},
    "U04": {("const", "109")},
    "U15": {("const", "90")},
    "U20": {("law", "2"), ("const", "96")},
    "U21": {("law", "2")},
    "U22": {("const", "96"), ("law", "2")},
    "U23": {("const", "96")},
    "U24": {("law", "3")},
    "U25": {("law", "3")},
    "U40": {("const", "100")},
    "U44": {("const", "100")},
    "U51": {("const", "100")},
    **{rule: {("const", "111")} for rule in ("U90", "U91", "U92", "U93", "U94", "U96")},
    "U97": {("const", "110")},
    "U98": {("const", "108")},
    "U99": {("rules", "35, 36")},
    "U100": {("const", "115-117")},
    "U101": {("const", "118")},
    "U102": {("rules", "82, 83")},
    "U103": {("const", "120")},
    "U104": {("const", "120")},
    "U105": {("const", "121")},
    "U106": {("const", "108, 120")},
    "U107": {("const", "125")},
    "U109": {("const", "113, 129")},
    "U110": {("const", "107"), ("recall-law", "1")},
    "U112": {("status-law", "2")},
}
"""The numbers that may be printed; a rule that is not here has none."""

DISTRICTS = ("territorial", "national-territorial")
UNITS_OF_1989 = {"union-republic": 15, "assr": 20, "autonomous-oblast": 8, "autonomous-okrug": 10}


@cache
def law() -> Constitution:
    return read(LAW)


def route(body: str, name: str) -> Route:
    return next(each for each in law().body(body).routes if each.id == name)


def election(body: str, name: str) -> Election:
    found = route(body, name)
    assert isinstance(found, Election)
    return found


def stage(found: Election, name: str) -> Stage:
    return next(each for each in found.stages if each.id == name)


# Citations


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_cited(rule: str) -> None:
    assert rule in {article.rule for article in articles(law())}


def test_no_rule_is_cited_that_does_not_exist() -> None:
    assert {article.rule for article in articles(law())} - {None} <= set(RULES)


def test_no_number_is_printed_that_is_only_remembered() -> None:
    assert not NUMBERS.keys() & set(NUMBER_ONLY_REMEMBERED)
    printed = {(article.rule, article.act, article.number) for article in articles(law()) if article.number}
    assert {
        rule: (act, number) for rule, act, number in printed if (act, number) not in NUMBERS.get(rule or "", ())
    } == {}


def test_every_citation_names_an_act_of_the_file_and_every_act_is_cited() -> None:
    assert {article.act for article in articles(law())} == {act.id for act in law().acts}


def test_assumptions_are_marked_as_such() -> None:
    assert {article.mark for article in articles(law()) if article.act == "comitia"} == {"assumed"}


# Seats


def test_the_congress_has_three_equal_thirds() -> None:
    congress = law().body("congress")
    assert congress.seats == 2250
    assert [(each.id, each.seats) for each in congress.routes] == [
        ("territorial", 750),
        ("national-territorial", 750),
        ("organisations", 750),
    ]


def test_districts_add_up_with_the_units_of_1989() -> None:
    territorial, national = (election("congress", each) for each in DISTRICTS)
    assert isinstance(territorial.units, EqualDivisions)
    assert territorial.units.total == 750
    assert isinstance(national.units, Values)
    each = {group.kind: group.each for group in national.units.groups}
    assert each == {"union-republic": 32, "assr": 11, "autonomous-oblast": 5, "autonomous-okrug": 1}
    assert sum(number * UNITS_OF_1989[str(kind)] for kind, number in each.items()) == 750


def quotas(constitution: Constitution) -> OrganisationQuotas:
    congress = constitution.body("congress")
    units = next(each.units for each in congress.routes if isinstance(each, Election) and each.id == "organisations")
    assert isinstance(units, OrganisationQuotas)
    return units


@pytest.mark.parametrize("split", ["with-academy-of-arts", "with-inventors"])
def test_organisations_have_the_quotas_of_the_law_however_science_is_divided(split: str) -> None:
    constitution = read(LAW, [("choices.science-split", split)])
    groups = quotas(constitution).groups
    assert [group.seats for group in groups] == [100] * 3 + [75] * 6
    assert all(sum(each.seats for each in group.organisations) == group.seats for group in groups)
    used = Counter(each.organisation for group in groups for each in group.organisations)
    assert max(used.values()) == 1
    assert used.keys() <= {each.id for each in constitution.organisations}


def test_every_declared_organisation_has_seats_in_one_division_or_the_other() -> None:
    splits = [read(LAW, [("choices.science-split", each)]) for each in ("with-academy-of-arts", "with-inventors")]
    used = {each.organisation for split in splits for group in quotas(split).groups for each in group.organisations}
    assert used == {each.id for each in law().organisations}


def test_the_supreme_soviet_has_two_equal_chambers() -> None:
    soviet = law().body("supreme-soviet")
    chambers = [law().body(chamber) for chamber in soviet.joins]
    assert [chamber.id for chamber in chambers] == ["soviet-of-the-union", "soviet-of-nationalities"]
    assert [chamber.seats for chamber in chambers] == [271, 271]
    assert soviet.seats == 542


def test_the_soviet_of_nationalities_adds_up_with_the_units_of_1989() -> None:
    seats = election("soviet-of-nationalities", "delegations").seats_each
    assert isinstance(seats, KindSeats)
    each = {line.kind: line.number for line in seats.kinds}
    assert each == {"union-republic": 11, "assr": 4, "autonomous-oblast": 2, "autonomous-okrug": 1}
    assert sum(number * UNITS_OF_1989[str(kind)] for kind, number in each.items()) == 271


def test_the_presidium_is_42_offices_each_taken_whole() -> None:
    offices = route("presidium", "offices")
    assert isinstance(offices, ExOfficio)
    assert sum(holder.seats for holder in offices.holders) == offices.seats == law().body("presidium").seats == 42
    assert all(law().body(holder.office).seats == holder.seats for holder in offices.holders)


def test_every_body_with_a_number_of_seats_has_routes_for_them() -> None:
    for body in law().filled():
        if body.seats is not None and not body.joins:
            assert sum(each.seats or 0 for each in body.routes) == body.seats, body.id


def test_the_supervision_committee_includes_every_republic() -> None:
    found = election("supervision-committee", "election")
    assert (found.seats, found.candidates.includes_each, found.candidates.proposed_by) == (23, "republic", "chairman")


# Procedure


def test_both_kinds_of_district_vote_and_count_alike() -> None:
    territorial, national = (election("congress", each) for each in DISTRICTS)
    assert territorial.electorate == national.electorate
    assert territorial.ballot == national.ballot
    assert territorial.stages == national.stages
    assert territorial.candidates.pool == national.candidates.pool
    assert territorial.candidates.nominators == national.candidates.nominators
    bare = [
        [gate.model_copy(update={"note": None}) for gate in each.candidates.gates] for each in (territorial, national)
    ]
    assert bare[0] == bare[1]


@pytest.mark.parametrize(
    ("stood", "held", "next_stage"),
    [(1, True, "repeat"), (2, True, "repeat"), (3, True, "run-off"), (3, False, "repeat")],
)
def test_what_follows_a_first_vote_without_winner(stood: int, held: bool, next_stage: str) -> None:
    first = stage(election("congress", "territorial"), "first")
    when = "unfilled" if held else "not-held"
    lines = [each for each in first.then if each.when == when and (each.stood is None or each.stood.holds(stood))]
    assert lines[0].go == next_stage


@pytest.mark.parametrize(
    ("votes", "participants", "elected"),
    [
        (145_000, 210_000, True),  # unopposed, a quarter against
        (130_000, 300_000, False),  # unopposed and rejected
        (98_000, 200_000, False),  # the leader of two, with 49 percent
        (100_000, 200_000, False),  # exactly half
        (476, 950, True),  # in an organisation
        (475, 950, False),
    ],
)
def test_more_than_half_of_those_who_took_part_elect(votes: int, participants: int, elected: bool) -> None:
    count = stage(election("congress", "organisations" if participants < 1000 else "territorial"), "first").count
    assert count.rule == "majority"
    assert count.threshold.of == "participants"
    assert count.threshold.passed(votes, participants) is elected


def test_a_repeat_vote_is_relative_unless_one_name_is_left() -> None:
    for name in ("run-off", "repeat-run-off"):
        count = stage(election("congress", "territorial"), name).count
        assert count.rule == "plurality"
        assert count.tie == "nobody"
        assert count.alone is not None
        assert not count.alone.passed(75_000, 150_000)


def test_voters_leave_one_name_for_one_seat_and_any_for_several() -> None:
    for body in law().filled():
        for each in body.routes:
            if isinstance(each, Election):
                single = isinstance(each.seats_each, FixedSeats) and each.seats_each.number == 1
                assert isinstance(each.ballot, CrossOut)
                assert each.ballot.leave == ("one" if single else "any"), body.id


def test_the_constitution_needs_1500_of_2250_and_other_questions_1126() -> None:
    least = {power.id: power.threshold.least(2250) for power in law().powers if power.threshold is not None}
    assert least["congress-amends-constitution"] == least["congress-sets-aside-conclusion"] == 1500
    assert least["congress-decides"] == least["congress-recalls-chairman"] == 1126
    assert least["deputies-call-congress"] == 450
    bills = {power.threshold.least(271) for power in law().powers if power.does == "legislates" and power.threshold}
    assert bills == {136}


def test_powers_belong_to_and_touch_bodies_of_the_file() -> None:
    known = {body.id for body in law().filled()}
    for power in law().powers:
        assert {power.holder, power.whom, power.before} - {None} <= known, power.id
        assert power.whom or power.matter or power.does in ("legislates", "amends-constitution"), power.id


def test_whoever_the_chairman_nominates_stands_on_his_proposal() -> None:
    nominated = {power.whom for power in law().powers if power.holder == "chairman" and power.does == "nominates"}
    proposed = {
        body.id
        for body in law().filled()
        for each in body.routes
        if isinstance(each, Election) and each.candidates.proposed_by == "chairman"
    }
    assert nominated == proposed
    confirmed = {power.whom for power in law().powers if power.holder == "congress" and power.does == "confirms"}
    assert confirmed == {
        body.id for body in law().filled() for each in body.routes if isinstance(each, Election) and each.confirmed_by
    }


@pytest.mark.parametrize("kind", ["acts", "choices", "organisations", "bodies", "offices", "powers", "provisions"])
def test_ids_are_given_once(kind: str) -> None:
    ids = Counter(each.id for each in getattr(law(), kind))
    assert max(ids.values()) == 1


# Choices


def every_choice() -> list[Choice]:
    return list(law().choices)


@pytest.mark.parametrize("choice", every_choice(), ids=lambda choice: choice.id)
def test_the_default_is_an_option_that_amends_nothing(choice: Choice) -> None:
    default = [option for option in choice.options if option.value == choice.default]
    assert [option.amends for option in default] == [()]
    assert choice.taken is None


@pytest.mark.parametrize("choice", every_choice(), ids=lambda choice: choice.id)
def test_every_other_answer_leads_to_another_law_or_is_said_to_be_inert(choice: Choice) -> None:
    for option in choice.options:
        answered = read(LAW, [(f"choices.{choice.id}", option.value)])
        same = answered.model_copy(update={"choices": ()}) == law().model_copy(update={"choices": ()})
        assert same is not bool(option.amends)
        assert option.amends or option.value == choice.default or choice.inert


@pytest.mark.parametrize("choice", every_choice(), ids=lambda choice: choice.id)
def test_every_amended_path_leads_to_a_place_in_the_law(choice: Choice) -> None:
    for option in choice.options:
        for amend in option.amends:
            place: object = law()
            for step in amend.path.split("."):
                place = below(place, step)
            assert place != law(), amend.path


def below(place: object, step: str) -> object:
    """One step down; an error if there is no such place."""
    if isinstance(place, tuple):
        return place[int(step)] if step.isdigit() else next(each for each in place if each.id == step)
    assert isinstance(place, BaseModel)
    assert step in type(place).model_fields
    return getattr(place, step)


@pytest.mark.parametrize("choice", every_choice(), ids=lambda choice: choice.id)
def test_what_amends_one_kind_of_district_amends_the_other(choice: Choice) -> None:
    if choice.id in ("district-apportionment", "nested-districts"):
        return
    for option in choice.options:
        changes = {kind: set[tuple[str, str | None]]() for kind in DISTRICTS}
        for amend in option.amends:
            for kind in DISTRICTS:
                head = f"bodies.congress.routes.{kind}."
                if amend.path.startswith(head):
                    changes[kind].add((amend.path.removeprefix(head), amend.to))
        assert changes[DISTRICTS[0]] == changes[DISTRICTS[1]]


# The page on sources


def test_the_page_on_sources_names_every_choice_and_every_act() -> None:
    page = (FOLDER / "SOURCE.md").read_text(encoding="utf-8")
    assert [choice.id for choice in law().choices if f"`{choice.id}`" not in page] == []
    assert [act.id for act in law().acts if f"`{act.id}`" not in page] == []
