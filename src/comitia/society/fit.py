"""Iterative proportional fitting: the table nearest to a start that has the margins wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comitia.arrays import F64

__all__ = ["Convergence", "Target", "fitted"]


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """What a table must add up to over some of its axes.

    `groups` [lengths of the axes] says which amount each combination belongs to (-1: none, left free);
    `amounts` [group] are in people. Groups of several combinations are lumps of which only the sum is known.
    """

    axes: tuple[str, ...]
    groups: NDArray[np.intp]
    amounts: F64

    @property
    def name(self) -> str:
        """The axes as figures name them: "republic/class"."""
        return "/".join(self.axes)

    @classmethod
    def of(cls, axes: tuple[str, ...], table: F64) -> Target:
        """A target that gives every combination its own amount."""
        return cls(axes, np.arange(table.size).reshape(table.shape), table.ravel())


@dataclass(frozen=True, slots=True)
class Convergence:
    """How a fit went: to what, in how many sweeps, and how far the worst amount is off (as a share of it)."""

    axes: tuple[str, ...]
    targets: tuple[str, ...]
    sweeps: int
    worst: float
    worst_target: str


def fitted(
    start: F64, axes: tuple[str, ...], targets: Sequence[Target], tolerance: float = 1e-9, sweeps: int = 500
) -> tuple[F64, Convergence]:
    """Scale `start` to every target in turn until all are met within `tolerance` or `sweeps` are used up.

    Zeros of the start stay zero. The associations of the start (its odds ratios) that no target speaks of
    are kept.
    """
    table = start.astype(np.float64)
    sides = [_Side.of(target, axes, table.shape) for target in targets]
    done, misses = 0, [np.inf]
    while done < sweeps and max(misses) > tolerance:
        misses = [side.scale(table) for side in sides]
        done += 1
    misses = [side.miss(table) for side in sides]
    worst = int(np.argmax(misses))
    named = tuple(target.name for target in targets)
    return table, Convergence(axes, named, done, float(misses[worst]), named[worst])


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """A target laid against the axes of one table."""

    summed: tuple[int, ...]
    turned: tuple[int, ...]
    shape: tuple[int, ...]
    groups: NDArray[np.intp]
    amounts: F64

    @classmethod
    def of(cls, target: Target, axes: tuple[str, ...], shape: tuple[int, ...]) -> _Side:
        summed = tuple(at for at, axis in enumerate(axes) if axis not in target.axes)
        turned = tuple(target.axes.index(axis) for axis in axes if axis in target.axes)
        kept = tuple(1 if at in summed else length for at, length in enumerate(shape))
        groups = target.groups.transpose(turned).ravel()
        free = target.amounts.size  # the last group takes what the target leaves free
        return cls(summed, turned, kept, np.where(groups < 0, free, groups), target.amounts)

    def sums(self, table: F64) -> F64:
        flat = table.sum(axis=self.summed).ravel()
        sums = np.bincount(self.groups, flat, minlength=self.amounts.size + 1)
        return np.asarray(sums[: self.amounts.size], dtype=np.float64)

    def miss(self, table: F64) -> float:
        return _miss(self.sums(table), self.amounts)

    def scale(self, table: F64) -> float:
        sums = self.sums(table)
        factors = np.ones(self.amounts.size + 1)
        np.divide(self.amounts, sums, out=factors[:-1], where=sums > 0)
        table *= factors[self.groups].reshape(self.shape)
        return _miss(sums, self.amounts)


def _miss(sums: F64, amounts: F64) -> float:
    """The largest difference as a share of the amount (of one person, where none is wanted)."""
    return float(np.max(np.abs(sums - amounts) / np.maximum(amounts, 1.0), initial=0.0))
