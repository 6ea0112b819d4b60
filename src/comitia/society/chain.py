"""A chain of fitted tables into one: each adds attributes, given those that it shares with the ones before."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_letters

import numpy as np

from comitia.arrays import F64
from comitia.law.faults import Fault, Faults
from comitia.society.cells import Attribute
from comitia.society.description import Stage
from comitia.society.fit import Convergence, Target, fitted
from comitia.society.parts import fault_at
from comitia.society.targets import Targets

__all__ = ["Joint", "joined"]

_ENOUGH = 1e-6
"""The largest misfit of a stage, as a share of the amount wanted, that passes for met."""


class Joint:
    """People by several attributes at once: a real table with one axis per attribute."""

    def __init__(self, axes: tuple[str, ...], table: F64) -> None:
        self.axes = axes
        self.table = table

    def over(self, axes: Sequence[str]) -> F64:
        """The table summed to some of its axes, in the order given."""
        summed = tuple(at for at, axis in enumerate(self.axes) if axis not in axes)
        left = [axis for axis in self.axes if axis in axes]
        return np.asarray(self.table.sum(axis=summed).transpose([left.index(axis) for axis in axes]))

    def extended(self, axes: tuple[str, ...], table: F64) -> Joint:
        """The joint table with the new axes of `table`, spread by it given the axes that the two share."""
        new = tuple(axis for axis in axes if axis not in self.axes)
        everything = (*self.axes, *new)
        within = table.sum(axis=tuple(axes.index(axis) for axis in new), keepdims=True)
        given = np.divide(table, within, out=np.zeros_like(table), where=within > 0)
        letters = dict(zip(everything, ascii_letters, strict=False))
        terms = ["".join(letters[axis] for axis in of) for of in (self.axes, axes, everything)]
        return Joint(everything, np.einsum(f"{terms[0]},{terms[1]}->{terms[2]}", self.table, given))

    def turned(self, axes: Sequence[str]) -> Joint:
        """The joint table over exactly these axes, in this order."""
        return Joint(tuple(axes), np.ascontiguousarray(self.over(axes)))


def joined(stages: Sequence[Stage], targets: Targets) -> tuple[Joint, tuple[Convergence, ...]]:
    """The joint table of all stages, and how each fit went. Raises `Faults` if targets are not met."""
    joint = Joint((), np.array(float(targets.total)))
    fits = []
    for stage in stages:
        shared = tuple(axis for axis in stage.over if axis in joint.axes)
        wanted = [targets.get(name) for name in stage.to]
        given = [Target.of(shared, joint.over(shared))] if shared else []
        start = _start(stage, targets.attributes)
        table, fit = fitted(start, stage.over, [*wanted, *given])
        if fit.worst > _ENOUGH:
            raise _not_met(fit, targets.description.file)
        joint = joint.extended(stage.over, table)
        fits.append(fit)
    _check_complete(joint, targets)
    return joint, tuple(fits)


def _check_complete(joint: Joint, targets: Targets) -> None:
    """Every attribute must be in some stage; only the inner territory is added afterwards."""
    for name in targets.attributes:
        if name not in joint.axes and name != targets.description.territory[1]:
            message = f"No stage speaks of the attribute '{name}'."
            raise fault_at(targets.description.file, None, "no-stage", message, "Add it to 'over' of a stage.")


def _start(stage: Stage, attributes: dict[str, Attribute]) -> F64:
    """Ones, noughts where a value lies in another parent, and the odds ratios of the leanings."""
    over = [attributes[name] for name in stage.over]
    start = np.ones([len(attribute.values) for attribute in over])
    for attribute in over:
        if attribute.within in stage.over:
            inside = np.eye(len(attributes[attribute.within].values))[:, list(attribute.parent)]
            start *= _laid(inside, (attribute.within, attribute.name), stage.over)
    for leaning in stage.leanings:
        names = tuple(leaning.between)
        odds = np.ones([len(attributes[name].values) for name in names])
        odds[tuple(attributes[name].code(leaning.between[name]) for name in names)] = leaning.odds
        start *= _laid(odds, names, stage.over)
    return start


def _laid(table: F64, names: Sequence[str], over: Sequence[str]) -> F64:
    """A table turned and stretched so that it multiplies one over more axes."""
    turned = table.transpose([list(names).index(axis) for axis in over if axis in names])
    lengths = iter(turned.shape)
    return turned.reshape([next(lengths) if axis in names else 1 for axis in over])


def _not_met(fit: Convergence, file: str) -> Faults:
    message = (
        f"The table over {', '.join(fit.axes)} cannot be fitted: '{fit.worst_target}' is still off by"
        f" {100 * fit.worst:.2g} percent after {fit.sweeps} sweeps."
    )
    mend = f"Its targets contradict one another: {', '.join(fit.targets)}."
    return Faults(Fault("cannot-fit", message, file=file, mend=mend))
