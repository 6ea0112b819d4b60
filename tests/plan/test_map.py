"""The map: whoever votes in a route is on one roll of it, and equal districts are equal."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pytest

import comitia
from comitia.plan.contests import Plan
from comitia.plan.people import territories, types, voters_by_locality
from comitia.society.cells import Society
from tests.plan.plans import commonwealth, first_first, inhabited, papers, planned, sizes
from tests.run import tiny
from tests.run.tiny import FIRST, A

TERRITORIAL, NATIONAL = "congress/territorial", "congress/national"
NOT_NESTED = (("bodies.congress.routes.national.units.nested", "false"),)


@pytest.fixture(scope="module")
def ussr() -> Plan:
    """The shipped law on the shipped society, looking at what its voter model looks at."""
    society = comitia.society("ussr-1989")
    return comitia.plan.contests.plan(comitia.load("ussr-1988"), society, ("party",), first_first)


@pytest.fixture(scope="module", params=["commonwealth", "ussr"])
def made(request: pytest.FixtureRequest) -> Plan:
    return commonwealth() if request.param == "commonwealth" else request.getfixturevalue("ussr")


# whoever votes is on one roll


def test_everybody_is_in_exactly_one_territorial_district(made: Plan) -> None:
    assert (papers(made, TERRITORIAL) == 1).all()
    assert sum(sizes(made, TERRITORIAL).values()) == made.society.total == made.map.people.sum()


def test_nested_everybody_votes_in_the_republic_and_those_of_an_autonomy_there_too(made: Plan) -> None:
    key = TERRITORIAL.replace(
        "territorial", "national" if made.law.name.startswith("common") else "national-territorial"
    )
    in_autonomy = made.map.lands.codes["autonomy"][made.map.territory][inhabited(made)] > 0
    assert (papers(made, key) == np.where(in_autonomy, 2, 1)).all()
    outside = int(made.society.marginal("autonomy")[0])
    assert sum(sizes(made, key).values()) == 2 * made.society.total - outside


def test_not_nested_those_of_an_autonomy_vote_there_and_not_in_the_republics_districts() -> None:
    made = commonwealth(*NOT_NESTED)
    assert (papers(made, NATIONAL) == 1).all()
    assert sum(sizes(made, NATIONAL).values()) == made.society.total
    north = [n for name, n in sizes(made, NATIONAL).items() if name.startswith("national/north")]
    assert sum(north) == 8000
    assert max(north) - min(north) <= 2 * len(made.map.types)


def test_not_nested_those_of_a_part_that_is_no_unit_vote_with_the_whole() -> None:
    groups = "[{attribute: republic, each: 4}, {attribute: autonomy, kind: assr, each: 2}]"
    made = commonwealth(
        *NOT_NESTED,
        ("bodies.congress.routes.national.units.groups", groups),
        ("bodies.congress.routes.national.seats", "14"),
    )
    assert (papers(made, NATIONAL) == 1).all()
    assert sum(n for name, n in sizes(made, NATIONAL).items() if name.startswith("national/south")) == 8000


def test_the_roll_of_a_district_holds_people_of_its_own_place_only(made: Plan) -> None:
    for key, (patches, contest) in made.map.layers.items():
        units, lands = made.contests[key].units, made.map.lands
        for name in lands.attributes:
            of = np.array([unit.value if unit.attribute == name else -1 for unit in units])[contest]
            here = lands.codes[name][made.map.territory[patches]]
            assert ((of == -1) | (of == here)).all(), f"{key}: a district of one {name} reaches into another"


def test_no_roll_is_negative_and_no_district_empty(made: Plan) -> None:
    assert (made.map.people >= 0).all()
    for key in made.map.layers:
        assert min(sizes(made, key).values()) > 0


# nobody is lost


def test_people_by_territory_and_by_the_localities_own_attributes_are_those_of_the_society(made: Plan) -> None:
    society, names = made.society, made.society.localities.keys
    for code in range(len(made.map.lands)):
        here = made.map.people[made.map.territory == code].sum(axis=0)
        cells = made.map.lands.of_cell == code
        for name in names:
            found = np.bincount(made.map.types.codes[name], weights=here, minlength=len(society.attribute(name).values))
            wanted = np.bincount(society.codes[name][cells], weights=society.count[cells], minlength=len(found))
            assert found.tolist() == wanted.tolist()


def test_other_attributes_are_spread_in_whole_numbers_and_come_out_almost_exactly(ussr: Plan) -> None:
    found = np.bincount(ussr.map.types.codes["party"], weights=ussr.map.people.sum(axis=0))
    assert found.sum() == ussr.society.total
    assert found == pytest.approx(ussr.society.marginal("party"), rel=1e-3)


def test_people_of_a_locality_are_conserved_whatever_attributes_are_looked_at() -> None:
    society = tiny.society()
    kinds = types(society, ("residence", "class", "sex", "age", "party"))
    voters = voters_by_locality(society, kinds, territories(society))
    assert (voters >= 0).all()
    assert voters.sum(axis=1).tolist() == society.localities.size.tolist()


# equal is equal


def test_equal_divisions_have_equal_electorates_but_for_a_few_voters(made: Plan) -> None:
    """A district line cuts a locality type by type in whole numbers, so it can be off by half a voter a type."""
    for key in made.map.layers:
        units = made.contests[key].units
        for _, parts in groupby(
            zip(units, sizes(made, key).values(), strict=True), lambda p: (p[0].attribute, p[0].value)
        ):
            rolls = [n for _, n in parts]
            assert max(rolls) - min(rolls) <= 2 * len(made.map.types)
            assert max(rolls) - min(rolls) < 0.01 * max(rolls)


def test_districts_of_a_place_are_not_all_alike() -> None:
    """Localities differ, so districts do."""
    made = commonwealth()
    town = made.map.roll(TERRITORIAL, 13)[:, made.map.types.codes["residence"] == 0].sum(axis=1)
    assert np.ptp(town[:6]) > 100


# electorates that are not everybody


def single(electorate: str, units: str, seats: int) -> Plan:
    return planned(
        tiny.single(
            f"""
        electorate: {{of: citizens, {electorate}}}
        units: {units}
        seats_each: {{seats: fixed, number: 1}}
        candidates: {{pool: {{of: citizens, age: 21}}}}
        ballot: {{form: cross-out, leave: one}}
        stages: [{{id: first, {A}, standing: {{who: nominated}}, {FIRST}}}]
        """,
            seats=seats,
        )
    )


def test_units_of_a_class_have_the_people_of_that_class_and_everybody_has_one() -> None:
    made = single("age: 18", "{cut: values, groups: [{attribute: class, each: 3}]}", 6)
    found = sizes(made, "assembly/only")
    classes = made.society.marginal("class")
    assert sum(found.values()) == pytest.approx(made.society.total, abs=6 * len(made.map.types))
    for code, name in enumerate(("worker", "employee")):
        mine = [n for unit, n in found.items() if f"/{name}-" in unit]
        assert mine == pytest.approx([classes[code] / 3] * 3, abs=2 * len(made.map.types))
    rolls_of = made.map.roll("assembly/only", 6)
    assert rolls_of[:3, made.map.types.codes["class"] == 1].sum() == 0


def test_districts_of_those_who_may_vote_are_equal_in_those_who_may_vote() -> None:
    units = "{cut: values, groups: [{attribute: republic, each: 5}]}"
    made = single("age: 18, where: [{attribute: residence, among: [rural]}]", units, 15)
    found = list(sizes(made, "assembly/only").values())
    assert sum(found) == pytest.approx(made.society.marginal("residence")[1], abs=15 * len(made.map.types))
    for republic in (found[:5], found[5:10], found[10:]):
        assert max(republic) - min(republic) <= 2 * len(made.map.types)


# one district more


def rolls(made: Plan, key: str, republic: str) -> list[list[int]]:
    table = made.contests[key]
    of = [i for i, unit in enumerate(table.units) if unit.id.startswith(f"{table.route.id}/{republic}")]
    found: list[list[int]] = made.map.roll(key, len(table))[of].tolist()
    return found


def test_one_district_more_in_a_republic_leaves_the_rolls_of_the_others_as_they_were() -> None:
    before = commonwealth()
    after = commonwealth(
        ("bodies.congress.routes.territorial.units.total", "14"), ("bodies.congress.routes.territorial.seats", "14")
    )
    assert [len(rolls(p, TERRITORIAL, "south")) for p in (before, after)] == [4, 5]
    for republic in ("north", "east"):
        assert rolls(after, TERRITORIAL, republic) == rolls(before, TERRITORIAL, republic)
        assert rolls(after, NATIONAL, republic) == rolls(before, NATIONAL, republic)


def test_more_people_in_one_republic_leave_the_rolls_of_the_others_as_they_were() -> None:
    more = tiny.society((8000, 3000, 7400, 1000, 5000))
    before, after = commonwealth(), planned(tiny.law(), more)
    for republic in ("north", "east"):
        assert rolls(after, NATIONAL, republic) == rolls(before, NATIONAL, republic)


def test_with_more_districts_than_voters_some_are_empty_and_everybody_still_has_one() -> None:
    """A law for millions on a village: odd, and no reason to lose anybody."""
    village: Society = tiny.society((5, 0, 4, 0, 3))
    seats = tuple((f"bodies.congress.routes.territorial.{path}", "15") for path in ("units.total", "seats"))
    made = planned(tiny.law(*seats), village)
    assert len(sizes(made, TERRITORIAL)) == 15
    assert (papers(made, TERRITORIAL) == 1).all()
    assert sum(sizes(made, TERRITORIAL).values()) == 12
