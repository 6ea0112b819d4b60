"""Units and seats: how many contests a route has, where they are held, and how many seats each has."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

import comitia
from comitia.law.faults import Faults
from comitia.law.routes import Election
from comitia.plan.contests import Plan
from comitia.society.cells import Society
from tests.plan.plans import commonwealth, first_first, planned
from tests.run import tiny
from tests.run.tiny import CITIZENS, FIRST, A

SEATS = "bodies.congress.routes.territorial"


@pytest.fixture(scope="module")
def ussr() -> Plan:
    return comitia.plan.contests.plan(comitia.load("ussr-1988"), comitia.society("ussr-1989"), (), first_first)


# the law of 1988


def test_the_law_of_1988_has_480_220_40_and_10_national_territorial_districts(ussr: Plan) -> None:
    society = ussr.society
    kinds: Counter[str] = Counter()
    for unit in ussr.contests["congress/national-territorial"].units:
        assert unit.attribute is not None
        kinds[society.attribute(unit.attribute).kinds[unit.value]] += 1
    assert kinds == {"union-republic": 480, "assr": 220, "autonomous-oblast": 40, "autonomous-okrug": 10}


def test_the_law_of_1988_has_750_seats_by_each_way_one_in_each_district(ussr: Plan) -> None:
    for route in ("territorial", "national-territorial"):
        assert ussr.contests[f"congress/{route}"].seats.tolist() == [1] * 750
    assert ussr.contests["congress/organisations"].seats.sum() == 750


def test_271_seats_are_shared_among_15_republics_by_their_quotas(ussr: Plan) -> None:
    table, society = ussr.contests["soviet-of-the-union/delegations"], ussr.society
    voters = society.marginal("republic")
    assert len(table) == 15
    assert table.seats.sum() == 271
    for unit, seats in zip(table.units, table.seats.tolist(), strict=True):
        share = Fraction(int(voters[unit.value]) * 271, society.total)
        assert int(share) <= seats <= int(share) + 1


def test_the_soviet_of_nationalities_has_11_4_2_and_1_seats_for_each_unit(ussr: Plan) -> None:
    table, society = ussr.contests["soviet-of-nationalities/delegations"], ussr.society
    found = Counter((society.attribute(u.attribute or "").kinds[u.value], u.seats) for u in table.units)
    assert found == {
        ("union-republic", 11): 15,
        ("assr", 4): 20,
        ("autonomous-oblast", 2): 8,
        ("autonomous-okrug", 1): 10,
    }


def test_the_nine_quotas_of_organisations_add_up_and_every_organisation_is_known(ussr: Plan) -> None:
    table = ussr.contests["congress/organisations"]
    assert {unit.organisation for unit in table.units} <= {each.id for each in ussr.society.organisations}
    assert all(unit.article for unit in table.units)


# names


def test_every_unit_of_a_law_has_a_name_of_its_own_and_a_title(ussr: Plan) -> None:
    for key, table in ussr.contests.items():
        names = [f"{table.body}/{unit.id}" for unit in table.units]
        assert len(set(names)) == len(names), key
        assert all(unit.title for unit in table.units)
    everywhere = [f"{t.body}/{u.id}" for t in ussr.contests.values() for u in t.units]
    assert len(set(everywhere)) == len(everywhere)


# seats by number, kind, proportion and norm


def seats_each(rule: str, seats: int, units: str = "{cut: values, groups: [{attribute: republic}]}") -> list[int]:
    law = tiny.single(
        f"""
        {CITIZENS}
        units: {units}
        seats_each: {rule}
        candidates: {{pool: {{of: citizens, age: 21}}}}
        ballot: {{form: cross-out, leave: one}}
        stages: [{{id: first, {A}, standing: {{who: nominated}}, {FIRST}}}]
        """,
        seats=seats,
    )
    return [int(n) for n in planned(law).contests["assembly/only"].seats]


@pytest.mark.parametrize(
    ("part", "limits", "wanted"),
    [
        # North, South and East have 11,000, 8,000 and 5,000 voters; one seat for 2,000 is 5.5, 4 and 2.5.
        ("dropped", "", [5, 4, 2]),
        ("counted", "", [6, 4, 3]),
        ("nearest", "", [6, 4, 3]),
        ("dropped", ", at_least: 3", [5, 4, 3]),
        ("counted", ", at_most: 5", [5, 4, 3]),
    ],
)
def test_a_norm_of_one_seat_for_so_many_voters(part: str, limits: str, wanted: list[int]) -> None:
    rule = f"{{seats: norm, one_per: 2000, of: voters, part: {part}{limits}}}"
    assert seats_each(rule, sum(wanted)) == wanted


def test_a_norm_rounds_to_the_nearest_from_the_half_up() -> None:
    # 11,000, 8,000 and 5,000 make 3.67, 2.67 and 1.67 norms of 3,000; 1.57, 1.14 and 0.71; 0.69, 0.5 and 0.31.
    assert seats_each("{seats: norm, one_per: 3000, of: voters, part: nearest}", 9) == [4, 3, 2]
    assert seats_each("{seats: norm, one_per: 7000, of: voters, part: nearest}", 4) == [2, 1, 1]
    assert seats_each("{seats: norm, one_per: 16000, of: voters, part: nearest}", 2) == [1, 1, 0]


def test_seats_in_proportion_with_a_floor_and_by_another_method() -> None:
    assert seats_each("{seats: apportioned, by: voters, method: hare}", 10) == [5, 3, 2]
    assert seats_each("{seats: apportioned, by: voters, method: dhondt}", 7) == [4, 2, 1]
    assert seats_each("{seats: apportioned, by: voters, method: hare, floor: 3}", 10) == [4, 3, 3]


def test_the_voters_of_a_part_of_a_place_count_where_seats_follow_voters() -> None:
    units = "{cut: values, groups: [{attribute: republic}, {attribute: autonomy, kind: assr}]}"
    assert seats_each("{seats: norm, one_per: 1000, of: voters, part: dropped}", 27, units) == [11, 8, 5, 3]


def test_equal_divisions_are_shared_among_republics_by_their_voters() -> None:
    units = Counter(unit.value for unit in commonwealth().contests["congress/territorial"].units)
    assert units == {0: 6, 1: 4, 2: 3}  # of 13: 5.96, 4.33 and 2.71


def test_a_tie_for_the_last_division_goes_to_the_laws_settling() -> None:
    """Of 12 districts North and East have 5.5 and 2.5."""
    settings = tuple((f"{SEATS}.{path}", "12") for path in ("units.total", "seats"))
    asked: list[tuple[tuple[str, ...], int]] = []

    def settle(_: str, tied: tuple[str, ...], places: int) -> tuple[str, ...]:
        asked.append((tied, places))
        return tied[-places:]

    made = comitia.plan.contests.plan(tiny.law(*settings), tiny.society(), (), settle)
    assert Counter(u.value for u in made.contests["congress/territorial"].units) == {0: 5, 1: 4, 2: 3}
    assert asked == [(("north", "east"), 1)]


# what does not fit


def refused(*settings: tuple[str, str], society: Society | None = None) -> list[str]:
    with pytest.raises(Faults) as caught:
        planned(tiny.law(*settings), society)
    assert all(fault.article for fault in caught.value.faults)
    return [fault.code for fault in caught.value.faults]


def test_a_law_that_asks_for_what_the_society_does_not_have_is_refused() -> None:
    assert refused((f"{SEATS}.units.among", "canton")) == ["society-lacks-attribute"]
    assert refused((f"{SEATS}.units.by", "inhabitants")) == ["society-lacks-inhabitants"]
    assert refused((f"{SEATS}.seats", "12")) == ["seats-do-not-sum"]
    assert refused(("bodies.congress.routes.national.units.groups.1.kind", "county")) == ["no-unit-of-kind"]
    groups = "bodies.congress.routes.organisations.units.groups.both.organisations.0.organisation"
    assert refused((groups, "choir")) == ["society-lacks-organisation"]


def test_where_people_live_is_no_condition_on_who_votes() -> None:
    where = (f"{SEATS}.electorate.where", "[{attribute: republic, among: [north]}]")
    assert refused(where) == ["territory-as-condition"]


def test_a_condition_on_people_that_no_value_meets_is_refused() -> None:
    where = (f"{SEATS}.electorate.where", "[{attribute: class, among: [peasant]}]")
    assert refused(where) == ["unknown-value"]
    assert refused((f"{SEATS}.candidates.pool.where", "[{attribute: clas, among: [worker]}]")) == [
        "society-lacks-attribute"
    ]


def test_routes_are_planned_for_bodies_and_offices_and_for_elections_only() -> None:
    made = commonwealth()
    wanted = {f"{b.id}/{r.id}" for b in made.law.filled() for r in b.routes if isinstance(r, Election)}
    assert set(made.contests) == wanted
