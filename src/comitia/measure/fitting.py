"""Fitting a voter model to published figures, openly: what was fitted, to what, and what was left out as a check.

Each target that is fitted names the parameters that it moves and a gain. A round runs the model a few times with
different seeds and moves each parameter by gain times the miss (stochastic approximation, Robbins and Monro 1951);
gains shrink from round to round. Figures marked `check` move no parameter.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from comitia.electorate.parameters import Parameters
from comitia.law.faults import Fault, Faults
from comitia.measure import figures
from comitia.run.result import Result

COLUMNS = (
    "id",
    "title",
    "figure",
    "where",
    "value",
    "unit",
    "use",
    "parameters",
    "scale",
    "gain",
    "certainty",
    "source",
    "note",
)


@dataclass(frozen=True, slots=True)
class Target:
    """A published figure: how it is measured in a run, its value and source, and what it is used for.

    use: `fit`, `check`, or `beside` (another source for a figure that is fitted or checked, kept for comparison).
    """

    id: str
    title: str
    figure: str
    where: str
    value: float
    unit: str
    use: str
    parameters: tuple[str, ...]
    scale: str
    gain: float
    certainty: str
    source: str
    note: str

    def of(self, result: Result) -> float:
        """The figure in a run."""
        return figures.value(result, self.figure, figures.parse(self.where))


@dataclass(frozen=True, slots=True)
class Fit:
    """A target beside what the model gives: mean over runs and the 5th and 95th percentile."""

    target: Target
    mean: float
    low: float
    high: float

    @property
    def within(self) -> bool:
        """Whether the published figure lies between the two percentiles."""
        return self.low <= self.target.value <= self.high


def read(path: Path) -> tuple[Target, ...]:
    """Read a file of targets. Faults: a column is missing, a value is no number."""
    if not path.is_file():
        raise Faults(Fault("no-targets", f"there are no published figures to fit to: {path} does not exist."))
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise Faults(Fault("missing-column", f"{path.name} has no column {', '.join(missing)}.", file=str(path)))
        return tuple(_target(row, path, rows.line_num) for row in rows)


def _target(row: dict[str, str], path: Path, line: int) -> Target:
    try:
        value, gain = float(row["value"]), float(row["gain"] or 0)
    except ValueError:
        message = f"{row['id']}: found “{row['value']}” and “{row['gain']}”, expected numbers."
        raise Faults(Fault("not-a-number", message, file=str(path), line=line)) from None
    texts = {name: row[name] for name in COLUMNS if name not in ("value", "gain", "parameters")}
    return Target(value=value, gain=gain, parameters=tuple(row["parameters"].split()), **texts)


def compare(targets: Sequence[Target], runs: Sequence[Result]) -> tuple[Fit, ...]:
    """Every target beside the model; those of bodies and electorates that the law does not have are left out."""
    found = []
    for target in targets:
        if not all(figures.told(result, figures.parse(target.where)) for result in runs):
            continue
        values = np.array([target.of(result) for result in runs])
        found.append(Fit(target, float(values.mean()), *map(float, np.percentile(values, (5, 95)))))
    return tuple(found)


def fit(
    parameters: Parameters,
    targets: Sequence[Target],
    run: Callable[[Parameters, int], Result],
    rounds: int,
    runs: int,
    seed: int,
) -> Iterator[Parameters]:
    """The parameters after each round."""
    for number in range(rounds):
        results = [run(parameters, seed + number * runs + i) for i in range(runs)]
        step = 1.0 / (1.0 + number / 4.0)
        for each in compare([target for target in targets if target.use == "fit"], results):
            move = step * each.target.gain * _miss(each)
            for path in each.target.parameters:
                parameters = parameters.with_value(path, round(current(parameters, path) + move, 4))
        yield parameters


def _miss(each: Fit) -> float:
    """How far the model is below the target, on the scale that the target names."""
    if each.target.scale == "log-odds":
        return _logit(each.target.value) - _logit(each.mean)
    return each.target.value - each.mean


def _logit(share: float) -> float:
    bounded = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))


def current(parameters: Parameters, path: str) -> float:
    """The value of a parameter, or of one of its values by attribute."""
    if path in parameters.table:
        return parameters.number(path)
    stem, _, leaf = path.rpartition(".")
    values = parameters.table[stem].values if stem in parameters.table else None
    return values[leaf] if values and leaf in values else 0.0
