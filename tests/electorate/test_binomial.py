"""Binomial numbers from uniforms against exact sums."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitia.electorate.binomial import EXACT_BELOW, binomial, normal_quantile

UNIFORM = (np.arange(20_000) + 0.5) / 20_000


def exact(number: int, chance: Fraction) -> list[float]:
    """The distribution up to each number of successes."""
    terms = [comb(number, k) * chance**k * (1 - chance) ** (number - k) for k in range(number + 1)]
    return [float(sum(terms[: k + 1])) for k in range(number + 1)]


@pytest.mark.parametrize(
    ("number", "chance"),
    [(1, "1/3"), (10, "1/2"), (40, "1/10"), (100, "9/10"), (300, "1/20"), (60, "1/2"), (400, "3/100"), (300, "97/100")],
)
def test_the_distribution_is_met(number: int, chance: str) -> None:
    """Within one part in a thousand where numbers are expanded, and exactly where they are inverted."""
    drawn = binomial(np.full(len(UNIFORM), number), np.full(len(UNIFORM), float(Fraction(chance))), UNIFORM)
    found = np.cumsum(np.bincount(drawn, minlength=number + 1)) / len(UNIFORM)
    variance = number * float(Fraction(chance)) * (1 - float(Fraction(chance)))
    allowed = 1.1e-4 if variance < EXACT_BELOW else 1e-3
    assert np.abs(found - exact(number, Fraction(chance))).max() < allowed


@given(st.integers(0, 10**9), st.floats(0, 1), st.floats(1e-12, 1 - 1e-12))
def test_never_fewer_than_none_nor_more_than_all(number: int, chance: float, uniform: float) -> None:
    (drawn,) = binomial(np.array([number]), np.array([chance]), np.array([uniform]))
    assert 0 <= drawn <= number


@given(st.integers(1, 10**6), st.floats(0.001, 0.999))
def test_a_larger_uniform_never_gives_fewer(number: int, chance: float) -> None:
    uniform = np.linspace(0.001, 0.999, 99)
    drawn = binomial(np.full(99, number), np.full(99, chance), uniform)
    assert (np.diff(drawn) >= 0).all()


def test_certain_and_impossible() -> None:
    number, uniform = np.array([5, 5000]), np.array([0.3, 0.7])
    assert binomial(number, np.zeros(2), uniform).tolist() == [0, 0]
    assert binomial(number, np.ones(2), uniform).tolist() == [5, 5000]


def test_the_normal_quantile_at_known_points() -> None:
    known = {0.5: 0.0, 0.975: 1.959963985, 0.025: -1.959963985, 0.999: 3.090232306, 1e-6: -4.753424309}
    assert normal_quantile(np.array(list(known))).tolist() == pytest.approx(list(known.values()), abs=2e-7)


def test_a_number_is_the_same_drawn_by_itself_and_among_many_of_other_sizes() -> None:
    """Terms are worked out so many at a time as there are numbers left; that must make no difference."""
    numbers = np.random.default_rng(3)
    number, uniform = numbers.integers(0, 200, 5000), numbers.random(5000)
    chance = numbers.random(5000) ** 3
    uniform[:3] = 1e-16, 1 - 2.0**-53, 0.5
    together = binomial(number, chance, uniform)
    for i in range(0, 5000, 25):
        assert binomial(number[i : i + 1], chance[i : i + 1], uniform[i : i + 1]) == together[i]
