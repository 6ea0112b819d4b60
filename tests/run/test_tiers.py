"""Tiers of soviets on lands small enough to count by hand: norms, caps, conservation, who sits where."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from comitia.electorate.parameters import Parameters
from comitia.law.constitution import Constitution
from comitia.law.faults import Faults
from comitia.run.result import Result
from comitia.run.runner import run
from comitia.society.cells import Attribute, Localities, Society
from comitia.text.catalogue import load
from comitia.text.read import read_text
from tests.run import tiny
from tests.run.tiny import A

I64 = NDArray[np.int64]

# ── a land of counties


class County(NamedTuple):
    """A locality: people who vote by residence and occupation, and inhabitants by residence."""

    name: str
    region: str
    urban: tuple[int, int, int] = (0, 0, 0)
    """Workers, employees, peasants."""
    rural: tuple[int, int, int] = (0, 0, 0)
    inhabitants: tuple[int, int] = (0, 0)
    republic: str = "land"


ATTRIBUTES = (
    Attribute("republic", "Republic", ("land", "isle"), ("Land", "Isle")),
    Attribute("autonomy", "Autonomy", ("none",), ("None",), "republic", (-1,), ("",)),
    Attribute("residence", "Residence", ("urban", "rural"), ("Urban", "Rural")),
    Attribute("occupation", "Occupation", ("worker", "employee", "peasant"), ("Worker", "Employee", "Peasant")),
)


def land(*counties: County, inhabitants: bool = True) -> Society:
    """A society of these counties; those of one region stand together."""
    people = np.array([[county.urban, county.rural] for county in counties], dtype=np.int64)
    outer = np.array([ATTRIBUTES[0].code(county.republic) for county in counties], dtype=np.int32)
    by_republic = np.stack([people[outer == code].sum(axis=0) for code in range(2)])
    republic, residence, occupation = np.nonzero(by_republic)
    regions = tuple(dict.fromkeys(county.region for county in counties))
    localities = Localities(
        ("republic", "autonomy"),
        outer,
        np.zeros(len(counties), dtype=np.int32),
        tuple(county.name for county in counties),
        ("residence", "occupation"),
        people,
        np.array([county.inhabitants for county in counties], dtype=np.int64) if inhabitants else None,
        "residence",
        np.array([regions.index(county.region) for county in counties], dtype=np.int32),
        Attribute("region", "Region", regions, regions),
    )
    return Society(
        name="land",
        title="A land",
        attributes=ATTRIBUTES,
        codes={
            "republic": republic.astype(np.int32),
            "autonomy": np.zeros(len(republic), dtype=np.int32),
            "residence": residence.astype(np.int32),
            "occupation": occupation.astype(np.int32),
        },
        count=by_republic[republic, residence, occupation],
        year=1918,
        universe="voters",
        members={},
        organisations=(),
        localities=localities,
        margins=(),
        digest="made up",
    )


def even(**effects: dict[str, float]) -> Parameters:
    """Voters to whom everybody is alike, but for the effects said, as `members_standing_occupation`."""
    other = {name.replace("_", "."): values for name, values in effects.items()}
    table = tiny.voters(effects=other).table
    kept = {name: each for name, each in table.items() if name not in tiny.EFFECTS and ".affinity." not in name}
    return Parameters("even", "Made up", kept)


def filled(
    *counties: County, law: Constitution | None = None, seed: int = 1, voters: Parameters | None = None
) -> Result:
    return run(law or load("soviets-1918"), land(*counties), voters=voters or even(), seed=seed)


def members(result: Result, body: str) -> I64:
    """Members of a body in every place: int64 `[place]`."""
    return np.asarray(result.tiers[body].members.sum(axis=1))


def of(result: Result, body: str, attribute: str) -> dict[str, int]:
    """All members of a body by an attribute."""
    kinds = result.plan.map.types
    values = result.meta.society.attribute(attribute).values
    counts = np.bincount(kinds.codes[attribute], result.tiers[body].members.sum(axis=0), len(values))
    return dict(zip(values, counts.astype(int).tolist(), strict=True))


def delegates(result: Result, route: str, body: str = "all-russian-congress") -> int:
    return sum(seat.route == route for seat in result.seats(body))


# ── the gubernia of the worked example: a town of 200,000, and ten uezds of 130,000 in the country


def uezds(number: int, rural: int, town: tuple[int, int, int] = (0, 0, 0), urban: int = 0) -> list[County]:
    voters = (rural // 20, rural // 20, 4 * rural // 10)
    first = County("uezd-0", "gubernia", town, voters, (urban, rural))
    return [first, *(County(f"uezd-{i}", "gubernia", rural=voters, inhabitants=(0, rural)) for i in range(1, number))]


TOWN = (66_000, 38_500, 5_500)
GUBERNIA = uezds(10, 130_000, TOWN, 200_000)


@pytest.fixture(scope="module")
def gubernia() -> Result:
    return filled(*GUBERNIA)


def test_a_town_has_a_deputy_for_a_thousand_inhabitants(gubernia: Result) -> None:
    assert members(gubernia, "city-soviet").tolist() == [200] + 9 * [0]


def test_villages_have_one_for_a_hundred_and_send_a_tenth_of_them_to_the_volosts(gubernia: Result) -> None:
    assert members(gubernia, "village-soviet").tolist() == 10 * [1300]
    assert members(gubernia, "volost-congress").tolist() == 10 * [130]


def test_the_gubernia_congress_has_130_from_the_country_and_55_from_the_town(gubernia: Result) -> None:
    assert members(gubernia, "gubernia-congress").tolist() == [185]
    assert of(gubernia, "gubernia-congress", "residence") == {"urban": 55, "rural": 130}


def test_the_all_russian_congress_has_twelve_of_the_gubernia_and_four_of_the_town(gubernia: Result) -> None:
    assert (delegates(gubernia, "country"), delegates(gubernia, "towns")) == (12, 4)


def test_a_town_has_fifty_deputies_at_least_and_a_thousand_at_most() -> None:
    small = County("small", "gubernia", (3000, 1000, 0), inhabitants=(7000, 0))
    large = County("large", "gubernia", (700_000, 300_000, 0), inhabitants=(1_800_000, 0))
    assert members(filled(small, large), "city-soviet").tolist() == [50, 1000]


@pytest.mark.parametrize(
    ("inhabitants", "deputies", "sent"), [(640, 6, 1), (4000, 40, 4), (1900, 19, 1), (99, 0, 0), (100, 1, 1)]
)
def test_a_village_soviet_of_fewer_than_ten_sends_one(inhabitants: int, deputies: int, sent: int) -> None:
    village = County("village", "gubernia", rural=(20, 20, 40 + inhabitants // 2), inhabitants=(0, inhabitants))
    result = filled(village)
    assert members(result, "village-soviet").tolist() == [deputies]
    assert members(result, "volost-congress").tolist() == [sent]


# caps, and what a part of a norm is worth


def test_a_congress_above_its_most_is_cut_on_both_sides_in_proportion() -> None:
    """520 for 5,200,000 in the country and 200 for 400,000 voters of the town: of 300, 216.7 and 83.3."""
    result = filled(*uezds(10, 520_000, (300_000, 100_000, 0), 700_000))
    assert members(result, "gubernia-congress").tolist() == [300]
    assert of(result, "gubernia-congress", "residence") == {"urban": 83, "rural": 217}


def test_the_most_holds_in_every_place_alone() -> None:
    result = filled(*uezds(10, 520_000), County("far", "small", rural=(0, 0, 9000), inhabitants=(0, 20_000)))
    assert members(result, "gubernia-congress").tolist() == [300, 2]


@pytest.mark.parametrize(("part", "sent"), [("dropped", 1), ("nearest", 2), ("counted", 2)])
def test_a_part_of_a_norm_is_worth_what_the_law_says(part: str, sent: int) -> None:
    path = "bodies.all-russian-congress.routes.country.norm.part"
    law = load("soviets-1918", [(path, part)])
    assert delegates(filled(*uezds(2, 100_000), law=law), "country") == sent


def test_who_counts_is_whom_the_sending_body_is_for(gubernia: Result) -> None:
    law = load("soviets-1918", [("choices.towns-of-a-gubernia", "not-counted")])
    assert delegates(filled(*GUBERNIA, law=law), "country") == 1_300_000 // 125_000
    assert delegates(gubernia, "country") == 1_500_000 // 125_000


# conservation


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nobody_is_sent_twice_however_much_some_are_preferred(seed: int) -> None:
    law = two_tiers("{one_per: 2, of: members, part: dropped}")
    result = filled(*GUBERNIA, law=law, seed=seed, voters=even(members_standing_occupation={"worker": 5.0}))
    sent, senders = result.tiers["council"].members, result.tiers["soviet"].members
    assert (sent <= senders).all()
    assert (sent.sum(axis=1) == senders.sum(axis=1) // 2).all()
    workers = result.plan.map.types.codes["occupation"] == 0
    assert (sent[:, workers] == senders[:, workers]).all(), "all of those preferred, and no more"


def test_no_place_sends_more_than_it_has() -> None:
    law = two_tiers("{one_per: 1, of: inhabitants, part: dropped}")
    result = filled(*GUBERNIA, law=law)
    assert (result.tiers["council"].members == result.tiers["soviet"].members).all()


def test_no_more_deputies_are_elected_than_people_meet() -> None:
    hamlet = County("hamlet", "gubernia", (7, 4, 1), inhabitants=(20, 0))
    assert (filled(hamlet).tiers["city-soviet"].members.sum(axis=1) <= 12).all()


def test_counts_sum_to_the_seats_of_the_document(gubernia: Result) -> None:
    from comitia.measure.document import document

    made = document(gubernia)["bodies"]
    for body in gubernia.tiers:
        by = made[body]["composition"]
        assert {sum(row["seats"] for row in by[name].values()) for name in by} == {made[body]["seats"]}


# who sits where


def test_only_people_of_the_town_sit_in_city_soviets_and_of_the_country_in_village_soviets(gubernia: Result) -> None:
    assert of(gubernia, "city-soviet", "residence")["rural"] == 0
    assert of(gubernia, "village-soviet", "residence")["urban"] == 0
    assert of(gubernia, "city-ispolkom", "residence")["rural"] == 0


def test_those_who_meet_by_occupation_elect_their_own_by_their_number(gubernia: Result) -> None:
    assert of(gubernia, "city-soviet", "occupation") == {"worker": 120, "employee": 70, "peasant": 10}


def test_preferences_do_not_move_seats_from_one_meeting_to_another() -> None:
    fond = even(citizens_standing_occupation={"employee": 3.0})
    apart = filled(*GUBERNIA, voters=fond)
    assert of(apart, "city-soviet", "occupation") == {"worker": 120, "employee": 70, "peasant": 10}
    law = load("soviets-1918", [("choices.production-units", "all-together")])
    together = filled(*GUBERNIA, law=law, voters=fond)
    assert of(together, "city-soviet", "occupation")["employee"] > 150


def test_where_all_are_alike_tiers_keep_the_shares_of_the_electors(gubernia: Result) -> None:
    """Of those in the country one in ten is a worker, one an employee, eight are peasants, and so at every tier."""
    for body in ("village-soviet", "volost-congress", "uezd-congress"):
        counts = np.array(list(of(gubernia, body, "occupation").values()))
        expected = np.array([0.1, 0.1, 0.8]) * counts.sum()
        assert np.abs(counts - expected).max() < 5 * np.sqrt(counts.sum()) / 2


def test_at_the_top_members_are_persons_bound_to_a_place(gubernia: Result) -> None:
    seats = gubernia.seats("all-russian-congress")
    assert [seat.contest for seat in seats if seat.route == "country"] == 12 * ["all-russian-congress/country/gubernia"]
    assert [seat.contest for seat in seats if seat.route == "towns"] == 4 * ["all-russian-congress/towns/uezd-0"]
    assert len({seat.person for seat in seats}) == 16
    town = [seat.person for seat in seats if seat.route == "towns"]
    assert set(gubernia.values("residence", np.array(town)).tolist()) == {0}


def test_an_executive_committee_is_no_larger_than_the_law_says(gubernia: Result) -> None:
    assert members(gubernia, "city-ispolkom").tolist() == [4] + 9 * [0]
    assert members(gubernia, "uezd-ispolkom").tolist() == 10 * [20]
    assert members(gubernia, "gubernia-ispolkom").tolist() == [25]


# who votes


def test_conditions_take_the_vote_and_with_it_seats_that_are_counted_by_voters() -> None:
    where = "[{attribute: occupation, among: [worker]}]"
    law = load("soviets-1918", [("bodies.city-soviet.routes.workplaces.electorate.where", where)])
    result = filled(*GUBERNIA, law=law)
    assert of(result, "city-soviet", "occupation") == {"worker": 200, "employee": 0, "peasant": 0}
    assert of(result, "gubernia-congress", "residence")["urban"] == 66_000 // 2000


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("bodies.city-soviet.routes.workplaces.held_by", "trade", "society-lacks-attribute"),
        ("choices.exclusions", "by-the-vote", "society-lacks-attribute"),
        ("choices.exclusions", "by-occupation", "unknown-value"),
        ("bodies.city-soviet.per.where", "[{attribute: residence, among: [town]}]", "unknown-value"),
    ],
)
def test_a_law_that_asks_what_the_society_does_not_know_is_refused(path: str, value: str, code: str) -> None:
    with pytest.raises(Faults) as refused:
        filled(*GUBERNIA, law=load("soviets-1918", [(path, value)]))
    assert [fault.code for fault in refused.value.faults] == [code]
    assert refused.value.faults[0].article


def test_a_norm_of_inhabitants_needs_a_society_that_counts_them() -> None:
    with pytest.raises(Faults) as refused:
        run(load("soviets-1918"), land(*GUBERNIA, inhabitants=False), voters=even(), seed=1)
    assert [fault.code for fault in refused.value.faults] == ["society-lacks-inhabitants"]


SOVIET = "bodies.city-soviet.per.where"


def where(*conditions: tuple[str, str]) -> Constitution:
    """The law of 1918 with city soviets for those who meet these conditions."""
    told = ", ".join(f"{{attribute: {name}, among: [{value}]}}" for name, value in conditions)
    return load("soviets-1918", [(SOVIET, f"[{told}]")])


def test_a_norm_counts_inhabitants_by_whatever_is_known_of_all_of_them() -> None:
    counties = [
        County("town", "gubernia", (60_000, 40_000, 0), inhabitants=(180_000, 0)),
        County("port", "coast", (50_000, 30_000, 0), inhabitants=(120_000, 20_000), republic="isle"),
    ]
    by = [where(), where(("republic", "isle")), where(("republic", "isle"), ("residence", "urban"))]
    seats = [members(filled(*counties, law=law), "city-soviet").tolist() for law in by]
    assert seats == [[180, 140], [0, 140], [0, 120]]


def test_conditions_of_a_norm_must_all_be_met() -> None:
    law = where(("residence", "urban, rural"), ("residence", "urban"))
    assert members(filled(*GUBERNIA, law=law), "city-soviet").tolist() == [200] + 9 * [0]


@pytest.mark.parametrize("body", ["city-soviet", "all-russian-congress"])
def test_a_norm_of_inhabitants_cannot_ask_what_is_known_of_voters_alone(body: str) -> None:
    """The body's own condition, and that of the body that sends: inhabitants are not known by occupation."""
    asking = {"city-soviet": SOVIET, "all-russian-congress": "bodies.gubernia-congress.per.where"}[body]
    law = load("soviets-1918", [(asking, "[{attribute: occupation, among: [worker]}]")])
    with pytest.raises(Faults) as refused:
        filled(*GUBERNIA, law=law)
    fault = refused.value.faults[0]
    assert fault.code == "society-lacks-inhabitants"
    assert fault.article
    assert "by “occupation”" in fault.message
    assert "republic, autonomy, residence" in fault.message
    assert "leave the condition out" in (fault.mend or "")


# chance


def test_the_same_seed_gives_the_same_counts_and_another_other_ones(gubernia: Result) -> None:
    again, other = filled(*GUBERNIA), filled(*GUBERNIA, seed=2)
    for body, seated in gubernia.tiers.items():
        assert (again.tiers[body].members == seated.members).all()
    assert (other.tiers["village-soviet"].members != gubernia.tiers["village-soviet"].members).any()


def test_one_county_more_leaves_the_others_alone(gubernia: Result) -> None:
    more = County("more", "elsewhere", (900, 800, 0), (700, 900, 30_000), (6000, 80_000))
    result = filled(*GUBERNIA, more)
    for body, seated in gubernia.tiers.items():
        assert (result.tiers[body].members[: len(seated.members)] == seated.members).all(), body


# a law of two tiers


def two_tiers(norm: str) -> Constitution:
    """Soviets of a county, of one deputy for 1,000 inhabitants, each of which sends to a council beside it."""
    return read_text(
        f"""
{tiny.HEAD}
ties: {{rule: lot, {A}}}
bodies:
  - id: soviet
    title: Soviets
    {A}
    per: {{place: locality}}
    routes:
      - by: meetings
        id: meetings
        title: Meetings
        {A}
        electorate: {{of: citizens, age: 18}}
        norm: {{one_per: 1000, of: inhabitants, part: dropped}}
  - id: council
    title: Councils
    {A}
    per: {{place: locality}}
    routes:
      - {{by: delegates, id: soviet, title: From the soviet, {A}, sent_by: soviet, norm: {norm}}}
""",
        tiny.FILE,
    )
