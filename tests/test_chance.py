"""Chance: addressed by names, the same everywhere, and as even as chance should be."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from comitia import chance
from comitia.chance import Chance, key, keys, least_bits, mix

U64 = NDArray[np.uint64]

MANY = 200_000
SOME = keys(f"district {i}" for i in range(MANY))

names = st.lists(st.text(max_size=8), unique=True, min_size=1, max_size=20)
seeds = st.integers(0, 2**64)

# the same on every machine, in every version


def test_keys_and_mixes_are_those_of_the_first_version() -> None:
    """Whoever changes the hash changes every published run; then the version must say so."""
    assert key("congress", "territorial", 17) == 1964398644117429922
    assert key() == 13020603013274838756
    assert int(mix(1, 2)) == 14398958707881596088
    assert mix(np.array([0, 1, 2**64 - 1], dtype=np.uint64)).tolist() == [
        3220344897584144929,
        17135239835083093536,
        5649827988209445395,
    ]


def test_draws_are_those_of_the_first_version() -> None:
    lots = Chance(1989).uniform("lot", keys(["Amal", "Bechir"]))
    assert lots.tolist() == pytest.approx([0.4735621792084351, 0.06975698567302707], abs=1e-15)
    assert Chance(1989).stream("papers", "first", 0, "x").bit_generator.random_raw(2).tolist() == [
        4895869721549842108,
        17971028060685902423,
    ]
    assert Chance(1989).normal("mood", keys(["Amal"])).tolist() == pytest.approx([-0.04176082671399035], abs=1e-12)
    assert Chance(1989).gumbel("picked", keys(["Amal"])).tolist() == pytest.approx([-0.5261121135075255], abs=1e-12)


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_another_process_with_another_hash_seed_draws_the_same(hash_seed: str) -> None:
    program = "from comitia.chance import *; print(Chance(7).uniform('lot', keys(['a', 'b'])).tolist())"
    environment = {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(Chance(7).uniform("lot", keys(["a", "b"])).tolist())


# by name, never by position


@given(seeds, names, st.data())
def test_a_draw_does_not_depend_on_who_else_is_drawn_or_in_what_order(
    seed: int, everybody: list[str], data: st.DataObject
) -> None:
    some = data.draw(st.permutations(everybody))[: data.draw(st.integers(1, len(everybody)))]
    whole = dict(zip(everybody, Chance(seed).uniform("lot", keys(everybody)).tolist(), strict=True))
    part = dict(zip(some, Chance(seed).uniform("lot", keys(some)).tolist(), strict=True))
    assert part == {name: whole[name] for name in some}


@given(seeds, st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_arrays_and_single_numbers_draw_the_same(seed: int, one: int, other: int) -> None:
    as_array = Chance(seed).uniform("x", np.array([one], dtype=np.uint64), np.array([[other]], dtype=np.uint64))
    assert as_array.shape == (1, 1)
    assert float(as_array[0, 0]) == float(Chance(seed).uniform("x", one, other))


@pytest.mark.parametrize("kind", ["uniform", "normal", "gumbel"])
def test_another_seed_another_purpose_or_another_name_draws_independently(kind: str) -> None:
    def drawn(seed: int, purpose: str, *ids: U64 | int) -> NDArray[np.float64]:
        values: NDArray[np.float64] = getattr(Chance(seed), kind)(purpose, *ids)
        return values

    base = drawn(1, "lot", SOME)
    others = [
        drawn(2, "lot", SOME),
        drawn(1, "mood", SOME),
        drawn(1, "lot", SOME, 1),
        drawn(1, "lot", mix(SOME, 1)),
        drawn(1, "lot", SOME + np.uint64(1)),
    ]
    for other in others:
        assert abs(np.corrcoef(base, other)[0, 1]) < 4 / np.sqrt(MANY)
        assert not (base == other).any()


def test_streams_of_different_names_differ_and_of_the_same_are_the_same() -> None:
    first = Chance(1).stream("papers", "first", 0, "north-001").random(4).tolist()
    assert first == Chance(1).stream("papers", "first", 0, "north-001").random(4).tolist()
    others = [
        Chance(2).stream("papers", "first", 0, "north-001"),
        Chance(1).stream("papers", "first", 1, "north-001"),
        Chance(1).stream("papers", "first", 0, "north-002"),
        Chance(1).stream("papers", "first0", "north-001"),
    ]
    assert all(set(first).isdisjoint(other.random(4).tolist()) for other in others)


# as even as chance should be


def test_uniform_draws_are_uniform_for_names_that_differ_in_one_digit() -> None:
    counts, _ = np.histogram(Chance(3).uniform("lot", SOME), bins=100, range=(0, 1))
    chi_square = float(((counts - MANY / 100) ** 2 / (MANY / 100)).sum())
    assert 99 - 4 * np.sqrt(2 * 99) < chi_square < 99 + 4 * np.sqrt(2 * 99)


def test_neighbouring_numbers_are_as_good_as_names() -> None:
    draws = Chance(3).uniform("lot", np.arange(MANY, dtype=np.uint64))
    assert abs(np.corrcoef(draws[:-1], draws[1:])[0, 1]) < 4 / np.sqrt(MANY)
    assert abs(draws.mean() - 0.5) < 4 * np.sqrt(1 / 12 / MANY)
    assert len(np.unique(draws)) == MANY


def test_normal_and_gumbel_draws_have_their_moments() -> None:
    normal, gumbel = Chance(5).normal("n", SOME), Chance(5).gumbel("g", SOME)
    assert abs(normal.mean()) < 4 / np.sqrt(MANY)
    assert abs(normal.var() - 1) < 4 * np.sqrt(2 / MANY)
    assert abs(gumbel.mean() - np.euler_gamma) < 4 * np.pi / np.sqrt(6 * MANY)
    assert abs((gumbel < 0).mean() - np.exp(-1)) < 4 * np.sqrt(0.25 / MANY)


@pytest.mark.parametrize("bits", [0, 2**63, 2**64 - 1])
def test_a_uniform_draw_is_never_0_or_1_so_that_logarithms_are_finite(
    bits: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chance, "mix", lambda *_: np.array([bits], dtype=np.uint64))
    assert 0 < float(Chance(0).uniform("lot", 1)[0]) < 1
    assert np.isfinite(Chance(0).gumbel("lot", 1)).all()
    assert np.isfinite(Chance(0).normal("lot", 1)).all()


def test_a_series_is_the_uniforms_of_name_and_number() -> None:
    chance, ids = Chance(5), keys(["a", "b", "c"])
    found = chance.series("who", ids, np.array([2, 0, 3]))
    one_by_one = [float(chance.uniform("who", int(ids[i]), n)) for i, n in ((0, 0), (0, 1), (2, 0), (2, 1), (2, 2))]
    assert found.tolist() == one_by_one


def test_below_is_the_uniform_compared() -> None:
    chance = Chance(5)
    uniform = chance.uniform("kept", SOME)
    limits = np.concatenate([uniform[:50_000], np.nextafter(uniform[50_000:100_000], 1.0), uniform[100_000:][::-1]])
    limits[:2] = 0.0, 1.0
    assert (chance.below("kept", least_bits(limits), SOME) == (uniform < limits)).all()
    assert chance.below("kept", least_bits(np.ones(MANY)), SOME).all()
    assert not chance.below("kept", least_bits(np.zeros(MANY)), SOME).any()
