"""The societies ussr-1926 and ussr-1939: what is known of them beyond what holds of all."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from comitia.electorate.eligible import of_age
from comitia.run.runner import run
from comitia.society.catalogue import society
from comitia.society.cells import Society
from comitia.text.catalogue import load


@pytest.fixture(scope="module")
def soviets() -> Society:
    return society("ussr-1926")


@pytest.fixture(scope="module")
def union() -> Society:
    return society("ussr-1939")


def share(people: Society, of: dict[str, str], within: dict[str, str]) -> float:
    """The share of people who fulfil `of` among those who fulfil `within`."""
    around = people.where({name: [value] for name, value in within.items()})
    inside = around & people.where({name: [value] for name, value in of.items()})
    return float(people.count[inside].sum() / people.count[around].sum())


def test_republics_have_the_population_of_their_census(soviets: Society, union: Society) -> None:
    """Of 1926 as the Lithuanian Wikipedia has it, of 1939 as it was published that year (FRUS 1933-1939, no. 587)."""
    assert soviets.inhabitants("republic").tolist() == [
        100_891_244, 29_018_187, 4_983_240, 5_861_529, 5_272_801, 1_000_914,
    ]  # fmt: skip
    assert union.inhabitants("republic").tolist() == [
        109_278_614, 30_960_221, 5_567_976, 3_209_727, 3_542_289, 1_281_599, 1_253_985, 6_282_446, 1_485_091, 6_145_937,
        1_459_301,
    ]  # fmt: skip


def test_the_kinds_of_territories_are_those_that_laws_ask_for(soviets: Society, union: Society) -> None:
    assert set(soviets.attribute("republic").kinds) == set(union.attribute("republic").kinds) == {"union-republic"}
    kinds = Counter(soviets.attribute("autonomy").kinds)
    assert (kinds["assr"], kinds["autonomous-oblast"]) == (16, 15)
    kinds = Counter(union.attribute("autonomy").kinds)
    assert (kinds["assr"], kinds["autonomous-oblast"], kinds["autonomous-okrug"]) == (22, 9, 10)


def test_nationalities_of_a_republic_are_those_of_the_census(soviets: Society, union: Society) -> None:
    found = [
        share(people, {"nationality": nationality}, {"republic": republic})
        for people, republic, nationality in (
            (soviets, "ukrainian-ssr", "ukrainian"),
            (soviets, "transcaucasian-sfsr", "georgian"),
            (union, "ukrainian-ssr", "ukrainian"),
            (union, "kazakh-ssr", "kazakh"),
        )
    ]
    assert found == pytest.approx([0.800, 0.305, 0.765, 0.378], abs=1e-3)


def test_the_soviet_of_nationalities_follows_from_the_territories(union: Society) -> None:
    """574 deputies in 1937; two okrugs of that year are not known. 569 in the other chamber, 568 by this census."""
    result = run(load("ussr-1936"), union, seed=1)
    assert len(result.seats("soviet-of-nationalities")) == 11 * 25 + 22 * 11 + 9 * 5 + 10 == 572
    assert len(result.seats("soviet-of-the-union")) == 568


def test_the_union_of_1924_is_run_on_its_own_people(soviets: Society) -> None:
    """Congresses send on members of the party at each tier, and tiers carry it from one to the next."""
    result = run(load("ussr-1924"), soviets, seed=1)
    tiers = ("city-soviet", "gubernia-congress", "all-union-congress")
    party = [result.composition(body, "party")["share"][0] for body in tiers]
    assert all(less < more for less, more in pairwise(party))
    assert party[-1] == pytest.approx(0.73, abs=0.1)
    assert len(result.seats("union-soviet")) == 414


def test_groups_of_1926_are_those_of_the_tax_commission(soviets: Society) -> None:
    assert soviets.attribute("class").values == ("worker", "employee", "peasant", "craftsman", "other")
    assert soviets.share("class") == pytest.approx([0.108, 0.059, 0.73, 0.039, 0.064], abs=1e-4)
    assert share(soviets, {"residence": "urban"}, {"class": "worker"}) == pytest.approx(11.6 / 16.0, abs=1e-4)
    rich = share(soviets, {"occupation": "well-to-do-peasant"}, {"class": "peasant"})
    assert rich == pytest.approx(5.9 / 108.0, abs=1e-4)
    occupation = soviets.attribute("occupation")
    lies_in = [soviets.attribute("class").values[code] for code in occupation.parent]
    assert lies_in == ["worker", "employee", "peasant", "peasant", "peasant", "craftsman", "other"]


def test_the_vote_is_taken_from_those_of_the_record(soviets: Society) -> None:
    assert share(soviets, {"franchise": "none"}, {"residence": "urban"}) == pytest.approx(0.077, abs=1e-4)
    assert share(soviets, {"franchise": "none"}, {"residence": "rural"}) == pytest.approx(0.033, abs=1e-4)
    assert soviets.count[soviets.where({"franchise": ["none"], "party": ["member"]})].sum() == 0
    lost = [
        share(soviets, {"franchise": "none"}, {"occupation": each})
        for each in ("worker", "middle-peasant", "other", "well-to-do-peasant")
    ]
    assert all(less < more for less, more in pairwise(lost))
    published = next(m for m in soviets.margins if (m.dimension, m.category) == ("franchise", "none"))
    assert published.role == "beside"
    assert published.misfit == pytest.approx(4.95, abs=0.01)


def test_groups_of_1939_are_those_of_the_census(union: Society) -> None:
    assert union.attribute("class").values == (
        "worker", "employee", "collective-farmer", "peasant", "craftsman", "other",
    )  # fmt: skip
    assert union.share("class") == pytest.approx([0.3219, 0.1754, 0.4461, 0.0178, 0.0311, 0.0077], abs=1e-4)
    assert share(union, {"occupation": "cooperated-craftsman"}, {"class": "craftsman"}) == pytest.approx(
        0.7358, abs=1e-4
    )


def test_odds_assumed_are_kept(soviets: Society, union: Society) -> None:
    for people, group, other, odds in (
        (soviets, "peasant", "craftsman", 40),
        (union, "collective-farmer", "worker", 40),
    ):
        table = people.marginal("residence", "class").astype(float)
        of, against = (people.attribute("class").code(value) for value in (group, other))
        found = (table[1, of] / table[1, against]) / (table[0, of] / table[0, against])
        assert found == pytest.approx(odds, rel=0.01)


def test_everybody_is_of_the_age_of_the_vote(soviets: Society, union: Society) -> None:
    for people in (soviets, union):
        assert np.array_equal(of_age(people, 18), np.ones(len(people.count)))
        assert 0.5 < of_age(people, 23).min() < 1


def test_there_are_no_organisations_with_seats(soviets: Society, union: Society) -> None:
    assert soviets.organisations == union.organisations == ()
    assert soviets.members == union.members == {}
