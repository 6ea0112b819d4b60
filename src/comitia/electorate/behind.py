"""Whose papers stand behind the options of a poll: told only to those who ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from comitia.arrays import F64, I64, Bools


def product(left: NDArray[np.generic], right: F64) -> F64:
    """A matrix product that leaves the linear algebra library, and its threads, out: processes are many already."""
    return np.asarray(np.einsum("ij,kj->ik", left.astype(np.float64), np.ascontiguousarray(right.T)))


class Behind(Protocol):
    """The votes of citizens (or of a plenum's members) for each option, by type of voter."""

    @property
    def types(self) -> int:
        """How many types of voter there are."""
        ...

    def rows(self, option: I64) -> I64:
        """Votes for some of the options by type: int64 `[option, type]`."""
        ...

    def mixed(self, option: I64, mix: F64) -> F64:
        """The same votes by whatever types are made of (`mix`, float64 `[type, value]`): float64 `[option, value]`.

        Of voters whom nothing told apart on the paper each type has the part that it has of their roll.
        """
        ...


@dataclass(frozen=True, slots=True)
class Known:
    """Votes that are known by type: int64 `[option, type]`. They may be those of many runs: the latest mix is kept."""

    table: I64
    _mixed: list[tuple[F64, F64]] = field(default_factory=list, repr=False, compare=False)

    @property
    def types(self) -> int:
        """The width of the table."""
        return int(self.table.shape[1])

    def rows(self, option: I64) -> I64:
        """The rows themselves."""
        return self.table[option]

    def mixed(self, option: I64, mix: F64) -> F64:
        """The rows times the mix."""
        if len(option) < len(self.table):
            return product(self.table[option], mix)
        if not self._mixed or self._mixed[0][0] is not mix:
            self._mixed[:] = [(mix, product(self.table, mix))]
        return np.asarray(self._mixed[0][1][option])


@dataclass(frozen=True, slots=True)
class Pieces:
    """The options of several polls as those of one: for each the poll (-1: none is known) and its place there.

    part, at: int64 `[option]`.
    """

    parts: Sequence[Behind]
    part: I64
    at: I64

    @property
    def types(self) -> int:
        """That of every part."""
        return self.parts[0].types

    def rows(self, option: I64) -> I64:
        """The rows of every part; 0 where nobody knows."""
        found = np.zeros((len(option), self.types), dtype=np.int64)
        for number, each in enumerate(self.parts):
            here = np.flatnonzero(self.part[option] == number)
            found[here] = each.rows(self.at[option[here]])
        return found

    def mixed(self, option: I64, mix: F64) -> F64:
        """The rows of every part, mixed; 0 where nobody knows."""
        found = np.zeros((len(option), mix.shape[1]))
        for number, each in enumerate(self.parts):
            here = np.flatnonzero(self.part[option] == number)
            found[here] = each.mixed(self.at[option[here]], mix)
        return found


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a body who kept each option. mandate: int64 `[member]`; kept: bool `[option, member]`."""

    mandate: I64
    kept: Bools

    def placed(self, option: I64, options: int) -> Members:
        """The same papers where the options have other numbers among more options, which nobody kept."""
        kept = np.zeros((options, len(self.mandate)), dtype=np.bool_)
        kept[option] = self.kept
        return Members(self.mandate, kept)
