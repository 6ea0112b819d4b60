"""Chance addressed by name: every draw belongs to a seed and to names, never to a position in a stream.

A district more or less leaves the draws of all other districts as they were, and two laws that ask the same
question of the same person get the same answer (common random numbers).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np

from comitia.arrays import F64, I64, U64, Bools

_GOLDEN, _M1, _M2 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_ALL = 2**64 - 1


def key(*names: str | int) -> int:
    """A 64-bit key of a sequence of names, the same on every machine."""
    digest = hashlib.blake2b("\x1f".join(map(str, names)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def keys(names: Iterable[str]) -> U64:
    """The keys of many names: uint64 `[name]`."""
    return np.fromiter((key(name) for name in names), dtype=np.uint64)


def mix(*parts: U64 | int) -> U64:
    """Hash parts together elementwise (splitmix64); arrays broadcast against each other and against integers."""
    state: U64 | int = 0x243F6A8885A308D3
    for part in parts:
        if isinstance(part, np.ndarray) and part.ndim:
            state = _scramble((np.uint64(state) if isinstance(state, int) else state) ^ part)
        elif isinstance(state, int):
            state = _scrambled_whole(state ^ int(part) & _ALL)
        else:
            state = _scramble(state ^ np.uint64(int(part) & _ALL))
    return np.asarray(state, dtype=np.uint64)


def scrambled(bits: U64) -> U64:
    """One step of splitmix64 (Steele, Lea and Flood 2014): every bit of the result hangs on every bit given."""
    return _scramble(bits.copy())


def _scramble(state: U64) -> U64:
    """`scrambled` of an array that nobody else has."""
    state += np.uint64(_GOLDEN)
    state ^= state >> np.uint64(30)
    state *= np.uint64(_M1)
    state ^= state >> np.uint64(27)
    state *= np.uint64(_M2)
    state ^= state >> np.uint64(31)
    return state


def _scrambled_whole(state: int) -> int:
    """`scrambled` of one number."""
    state = state + _GOLDEN & _ALL
    state = (state ^ state >> 30) * _M1 & _ALL
    state = (state ^ state >> 27) * _M2 & _ALL
    return state ^ state >> 31


def _between(bits: U64) -> F64:
    """Numbers between 0 and 1, of 52 bits and a half: exact, and never 0 or 1."""
    found = np.asarray((bits >> np.uint64(12)).astype(np.float64))
    found += 0.5
    found *= 2.0**-52
    return found


def least_bits(limit: F64) -> U64:
    """The least 52 bits that make a draw which is not below a limit between 0 and 1."""
    return np.ceil(limit * 2.0**52 - 0.5).astype(np.uint64)


class Chance:
    """The chance of one run, owned by its seed."""

    __slots__ = ("seed",)

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def uniform(self, purpose: str, *ids: U64 | int) -> F64:
        """Uniform draws in (0, 1), one for each broadcast element of `ids`."""
        return _between(mix(key(self.seed, purpose), *ids))

    def below(self, purpose: str, least: U64, *ids: U64 | int) -> Bools:
        """Whether the draws of `uniform` are below limits, given as `least_bits`; told from bits, which is quicker."""
        bits = mix(key(self.seed, purpose), *ids)
        bits >>= np.uint64(12)
        return np.asarray(bits < least)

    def series(self, purpose: str, ids: U64, many: I64) -> F64:
        """Uniform draws, `many[i]` for each id, numbered from 0 and laid end to end: `uniform` of id and number."""
        mixed = np.repeat(mix(key(self.seed, purpose), ids), many)
        number = np.arange(int(many.sum()), dtype=np.uint64)
        number -= np.repeat((np.cumsum(many) - many).astype(np.uint64), many)
        mixed ^= number
        return _between(_scramble(mixed))

    def normal(self, purpose: str, *ids: U64 | int) -> F64:
        """Standard normal draws (Box and Muller 1958)."""
        radius = np.sqrt(-2.0 * np.log(self.uniform(purpose + "/radius", *ids)))
        return np.asarray(radius * np.cos(2.0 * np.pi * self.uniform(purpose + "/angle", *ids)))

    def gumbel(self, purpose: str, *ids: U64 | int) -> F64:
        """Standard Gumbel draws: the greatest of utility plus Gumbel is a multinomial logit choice."""
        return np.asarray(-np.log(-np.log(self.uniform(purpose, *ids))))

    def stream(self, *names: str | int) -> np.random.Generator:
        """A generator of its own for one named purpose, for samplers that need one."""
        digest = hashlib.blake2b("\x1f".join(map(str, (self.seed, *names))).encode(), digest_size=16).digest()
        return np.random.Generator(np.random.Philox(key=int.from_bytes(digest, "little")))
