"""The laws of the soviets, 1918 and 1924, as shipped: whole, and honest about what is known of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import comitia
from comitia.explain.words import rules
from comitia.law.constitution import Body, Choice, Constitution
from comitia.law.tiers import Delegates, Meetings, Norm
from comitia.plan.check import check
from comitia.plan.order import order
from comitia.text.catalogue import load
from comitia.text.read import read_with_places
from tests.law.clauses import articles

FOLDER = Path(comitia.__file__).parent / "constitutions"
SOVIETS, UNION = "soviets-1918", "ussr-1924"

SECTIONS = ((1, 15), (20, 28), (30, 36), (40, 57))
RULES = {
    SOVIETS: [f"S{number:02}" for first, last in SECTIONS for number in range(first, last + 1)],
    UNION: [f"T{number:02}" for number in range(1, 13)],
}
NUMBERS = {
    **{f"S{n:02}": str(24 if n == 1 else 25) for n in (1, 2, 3, 4)},
    "S05": "26",
    "S06": "27",
    "S07": "28",
    "S08": "29-30",
    "S09": "31-32",
    "S10": "34",
    "S11": "35",
    "S12": "36",
    "S13": "37-41",
    "S14": "42-45",
    "S15": "46-48",
    "S26": "54",
    "S27": "55",
    "S28": "55-56",
    **{f"S{n}": "53" for n in range(20, 26)},
    "S30": "57",
    "S31": "57",
    "S32": "57",
    "S33": "57",
    "S34": "58",
    "S35": "59",
    "S36": "60",
    "S40": "64",
    "S41": "64",
    "S42": "64",
    "S43": "65",
    "S44": "66",
    "S45": "67-68",
    "S46": "69",
    "S47": "70",
    "S48": "71-73",
    "S49": "74-75",
    "S50": "76",
    "S51": "77",
    "S52": "78",
    "T01": "8",
    "T02": "9",
    "T03": "10",
    "T04": "11",
    "T05": "12",
    "T06": "14",
    "T07": "15",
    "T08": "16-24",
    "T09": "25-26",
    "T10": "27",
    "T11": "37",
}
"""The articles in which rules stand; practice has none."""
ACTS = ("const", "rsfsr")


def body(law: Constitution, name: str) -> Body:
    found = law.body(name)
    assert isinstance(found, Body)
    return found


def norm(law: Constitution, name: str, route: str) -> Norm:
    found = next(each for each in law.body(name).routes if each.id == route)
    assert isinstance(found, Meetings | Delegates)
    return found.norm


def choices() -> list[tuple[str, Choice]]:
    return [(name, choice) for name in (SOVIETS, UNION) for choice in load(name).choices]


CHOICES = pytest.mark.parametrize(("name", "choice"), choices(), ids=lambda value: getattr(value, "id", value))
LAWS = pytest.mark.parametrize("name", [SOVIETS, UNION])


# Citations


@pytest.mark.parametrize(("name", "rule"), [(name, rule) for name in RULES for rule in RULES[name]])
def test_every_rule_is_cited(name: str, rule: str) -> None:
    assert rule in {article.rule for article in articles(load(name))}


@LAWS
def test_no_rule_is_cited_that_does_not_exist(name: str) -> None:
    known = {*RULES[SOVIETS], *RULES[name]}
    assert {article.rule for article in articles(load(name))} - {None} <= known


@LAWS
def test_a_number_is_printed_only_where_its_rule_has_it(name: str) -> None:
    printed = {(each.rule, each.number) for each in articles(load(name)) if each.number}
    assert {rule: number for rule, number in printed if NUMBERS.get(rule or "") != number} == {}
    assert {article.act for article in articles(load(name)) if article.number} <= set(ACTS)


@LAWS
def test_every_act_is_cited_and_assumptions_are_marked_as_such(name: str) -> None:
    law = load(name)
    assert {article.act for article in articles(law)} == {act.id for act in law.acts}
    assert {article.mark for article in articles(law) if article.act == "comitia"} == {"assumed"}
    assert {article.mark for article in articles(law) if article.act == "rsfsr"} <= {"sister-law"}


@LAWS
def test_the_page_on_sources_names_every_choice_and_every_act(name: str) -> None:
    page = (FOLDER / name / "SOURCE.md").read_text(encoding="utf-8")
    law = load(name)
    assert [choice.id for choice in law.choices if f"`{choice.id}`" not in page] == []
    assert [act.id for act in law.acts if f"`{act.id}`" not in page] == []


# Norms


@pytest.mark.parametrize(
    ("name", "route", "one_per", "of", "least", "most"),
    [
        ("city-soviet", "workplaces", 1000, "inhabitants", 50, 1000),
        ("village-soviet", "villages", 100, "inhabitants", 0, None),
        ("volost-congress", "villages", 10, "members", 1, None),
        ("uezd-congress", "villages", 1000, "inhabitants", 0, None),
        ("gubernia-congress", "country", 10_000, "inhabitants", 0, None),
        ("gubernia-congress", "towns", 2000, "voters", 0, None),
        ("oblast-congress", "country", 25_000, "inhabitants", 0, None),
        ("oblast-congress", "towns", 5000, "voters", 0, None),
        ("all-russian-congress", "country", 125_000, "inhabitants", 0, None),
        ("all-russian-congress", "towns", 25_000, "voters", 0, None),
    ],
)
def test_the_norms_are_those_of_the_law(
    name: str, route: str, one_per: int, of: str, least: int, most: int | None
) -> None:
    found = norm(load(SOVIETS), name, route)
    assert (found.one_per, found.of, found.at_least, found.at_most) == (one_per, of, least, most)


def test_congresses_have_the_most_that_the_law_gives() -> None:
    law = load(SOVIETS)
    most = {each.id: each.seats_at_most for each in law.bodies if each.seats_at_most}
    assert most == {"uezd-congress": 300, "gubernia-congress": 300, "oblast-congress": 500}


@pytest.mark.parametrize("name", ["gubernia-congress", "oblast-congress", "all-russian-congress"])
def test_five_inhabitants_of_the_country_count_for_a_voter_of_a_town(name: str) -> None:
    country, towns = (norm(load(SOVIETS), name, route) for route in ("country", "towns"))
    assert (country.of, towns.of) == ("inhabitants", "voters")
    assert country.one_per == 5 * towns.one_per


def test_both_laws_have_the_same_congresses_below() -> None:
    for name in ("city-soviet", "village-soviet", "volost-congress", "gubernia-congress"):
        for route in body(load(UNION), name).routes:
            here, there = norm(load(UNION), name, route.id), norm(load(SOVIETS), name, route.id)
            assert here.model_copy(update={"article": None}) == there.model_copy(update={"article": None})


def test_the_union_has_two_chambers_and_three_times_seven_in_the_presidium() -> None:
    law = load(UNION)
    assert body(law, "central-executive-committee").joins == ("union-soviet", "soviet-of-nationalities")
    assert body(law, "union-soviet").seats == 414
    assert [route.seats for route in body(law, "presidium").routes] == [14, 7]


# Procedure


@pytest.mark.parametrize("name", ["city-soviet", "village-soviet"])
def test_deputies_sit_three_months_and_may_be_recalled_at_any_time(name: str) -> None:
    tenure = body(load(SOVIETS), name).tenure
    assert tenure is not None
    assert tenure.term is not None
    assert tenure.term.months == 3
    assert [rule.by for rule in tenure.recall] == ["electors"]


def test_recall_is_there_at_every_tier() -> None:
    tiers = ("city-soviet", "village-soviet", "volost-congress", "uezd-congress", "gubernia-congress")
    for name in (*tiers, "oblast-congress", "all-russian-congress"):
        tenure = body(load(SOVIETS), name).tenure
        assert tenure is not None
        assert tenure.recall


@LAWS
def test_every_vote_is_open(name: str) -> None:
    ways = [route for each in load(name).bodies for route in each.routes if isinstance(route, Meetings | Delegates)]
    assert ways
    assert not any(route.secret for route in ways)


@pytest.mark.parametrize("route", [("city-soviet", "workplaces"), ("village-soviet", "villages")])
def test_the_vote_begins_at_18_and_seven_classes_have_none(route: tuple[str, str]) -> None:
    found = next(each for each in body(load(SOVIETS), route[0]).routes if each.id == route[1])
    assert isinstance(found, Meetings)
    assert found.electorate.age == 18
    assert len(found.electorate.excluded) == 7


@LAWS
def test_soviets_come_before_congresses_and_congresses_before_the_centre(name: str) -> None:
    places = {each.id: place for place, each in enumerate(order(load(name)))}
    top = "all-russian-congress" if name == SOVIETS else "all-union-congress"
    assert places["city-soviet"] < places["gubernia-congress"] < places[top] < places["presidium"]


# Choices


@CHOICES
def test_the_default_is_an_option_that_amends_nothing(name: str, choice: Choice) -> None:
    assert [option.amends for option in choice.options if option.value == choice.default] == [()]
    assert choice.taken is None


@CHOICES
def test_every_other_answer_leads_to_another_law_that_is_whole_or_is_said_to_be_inert(
    name: str, choice: Choice
) -> None:
    law = load(name)
    for option in choice.options:
        answered, places = read_with_places(FOLDER / name / "law.yaml", [(f"choices.{choice.id}", option.value)])
        assert check(answered, places=places) == ()
        same = answered.model_copy(update={"choices": ()}) == law.model_copy(update={"choices": ()})
        assert same is not bool(option.amends)
        assert option.amends or option.value == choice.default or choice.inert
        if option.amends:
            assert set(rules(answered)) != set(rules(law))


@LAWS
def test_what_amends_the_vote_in_towns_amends_it_in_the_country(name: str) -> None:
    for choice in load(name).choices:
        if choice.id in ("exclusions", "voting", "term-of-deputies", "majority-for-recall"):
            for option in choice.options:
                changes = [(amend.path.split(".")[1], amend.to) for amend in option.amends]
                town = [to for where, to in changes if where == "city-soviet"]
                assert town == [to for where, to in changes if where == "village-soviet"]
