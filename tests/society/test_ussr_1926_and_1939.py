"""The societies ussr-1926 and ussr-1939: what is known of them beyond what holds of all."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from comitia.electorate.eligible import of_age
from comitia.society.catalogue import society
from comitia.society.cells import Society


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


def test_the_union_is_one_territory(soviets: Society, union: Society) -> None:
    for people in (soviets, union):
        assert people.attribute("republic").values == ("ussr",)
        assert people.attribute("republic").kinds == ("union",)
        assert people.attribute("autonomy").values == ("none",)
        assert set(people.localities.outer) == set(people.localities.inner) == {0}


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
