"""The arithmetic of opinions: sums of effects, probabilities, and Poisson numbers by inversion."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitia.chance import Chance
from comitia.electorate.drawing import pick
from comitia.electorate.eligible import ages, meets, of_age
from comitia.electorate.utility import logistic, poisson, summed, vector
from comitia.law.clause import Condition
from comitia.law.faults import Faults
from comitia.society.bands import band
from tests.run import tiny

EVEN = (np.arange(100_000) + 0.5) / 100_000
"""Uniform numbers laid out evenly, so that moments come out almost exactly."""


@pytest.mark.parametrize("mean", [0.0, 0.2, 1.0, 4.0, 30.0, 400.0])
def test_poisson_numbers_have_mean_and_variance_of_their_rate(mean: float) -> None:
    drawn = poisson(mean, EVEN)
    assert drawn.mean() == pytest.approx(mean, rel=1e-3, abs=1e-9)
    assert drawn.var() == pytest.approx(mean, rel=1e-2, abs=1e-9)


def test_poisson_numbers_are_the_quantiles_of_the_distribution() -> None:
    below = [sum(math.exp(-2) * 2**k / math.factorial(k) for k in range(n + 1)) for n in range(8)]
    for n, edge in enumerate(below[:-1]):
        assert poisson(2.0, np.array([edge - 1e-9, edge + 1e-9])).tolist() == [n, n + 1]


@given(st.floats(0, 50), st.floats(1e-12, 1 - 1e-12), st.floats(0, 5))
def test_poisson_numbers_grow_with_the_rate_and_with_the_uniform(mean: float, uniform: float, more: float) -> None:
    """So that a higher mean only ever adds nominees, and the same seeds can be compared."""
    low, high = poisson(mean, np.array([uniform]))[0], poisson(mean + more, np.array([uniform]))[0]
    assert low <= high
    assert poisson(mean, np.array([uniform / 2]))[0] <= low


def test_every_element_may_have_a_rate_of_its_own() -> None:
    assert poisson(np.array([0.0, 5.0]), np.array([0.999, 0.5])).tolist() == [0, 5]


def test_log_odds_become_probabilities() -> None:
    assert logistic(np.array([0.0, math.log(3), -math.log(3)])) == pytest.approx([0.5, 0.75, 0.25])


def test_effects_add_up_and_what_is_not_known_adds_nothing() -> None:
    society = tiny.society()
    effects = {"sex": {"women": 1.0}, "party": {"member": 10.0}, "republic": {"north": 100.0}}
    codes = {"sex": np.array([0, 1, 1, -1]), "party": np.array([0, 1, 0, -1])}
    assert summed(society, effects, codes, 4).tolist() == [10.0, 1.0, 11.0, 0.0]


def test_an_effect_of_a_value_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Faults, match="womem"):
        vector(tiny.society(), "sex", {"womem": 1.0})


# who may stand


def test_bands_of_age() -> None:
    assert (band("18-29"), band("60+"), band("45")) == ((18, 29), (60, 84), (45, 45))


@pytest.mark.parametrize(
    ("age", "wanted"), [(18, (1, 1, 1)), (21, (9 / 12, 1, 1)), (30, (0, 1, 1)), (70, (0, 0, 15 / 25))]
)
def test_the_share_of_a_band_that_has_reached_an_age(age: int, wanted: tuple[float, ...]) -> None:
    society = tiny.society()
    shares = of_age(society, age)
    assert [set(shares[society.codes["age"] == code]) for code in range(3)] == [{w} for w in wanted]


def test_ages_are_drawn_evenly_within_the_band_and_never_below_the_least() -> None:
    society = tiny.society()
    young = np.flatnonzero(society.codes["age"] == 0)[:1].repeat(20_000)
    drawn = ages(society, young, 21, Chance(1), np.arange(20_000, dtype=np.uint64))
    assert sorted(set(drawn.tolist())) == list(range(21, 30))
    assert np.bincount(drawn)[21:].min() > 20_000 / 9 - 4 * math.sqrt(20_000 / 9)


def test_conditions_are_met_by_those_of_one_of_the_values_named() -> None:
    society = tiny.society()
    where = (Condition(attribute="sex", among=("women",)), Condition(attribute="age", among=("18-29", "60+")))
    wanted = (society.codes["sex"] == 1) & (society.codes["age"] != 1)
    assert meets(society, where).astype(bool).tolist() == wanted.tolist()
    assert meets(society, ()).all()


# picking


@given(
    st.lists(st.integers(0, 5), min_size=1, max_size=8).filter(any), st.floats(0, 1, exclude_min=True, exclude_max=True)
)
def test_nobody_without_weight_is_picked(weights: list[int], uniform: float) -> None:
    assert weights[int(pick(np.array(weights, dtype=np.float64), np.array([uniform]))[0])] > 0


def test_picks_are_in_proportion_to_weights() -> None:
    picks = np.bincount(pick(np.array([1.0, 0.0, 2.0, 7.0]), EVEN), minlength=4)
    assert picks / len(EVEN) == pytest.approx([0.1, 0, 0.2, 0.7], abs=1e-4)
