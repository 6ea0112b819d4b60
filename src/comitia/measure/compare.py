"""The same people under different laws: many runs of each with the same seeds, summed up with intervals.

Intervals are the 5th and 95th percentile over runs. The difference of two laws is taken run by run, so what they
share (the people, and those draws that have the same names under both) cancels; a law compared with itself differs
by exactly 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from comitia._callable import resolve
from comitia.measure import portrait
from comitia.measure.portrait import Portrait, portrayer
from comitia.printed import printed
from comitia.run import ensemble, study
from comitia.run.ensemble import Workers
from comitia.run.scenario import Scenario
from comitia.society.cells import Society
from comitia.text.catalogue import digest


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure over runs: mean, 5th and 95th percentile."""

    mean: float
    low: float
    high: float

    @staticmethod
    def of(values: Sequence[float]) -> Interval:
        """Sum up."""
        low, high = np.percentile(values, (5, 95))
        return Interval(float(np.mean(values)), float(low), float(high))


@dataclass(frozen=True, slots=True)
class Law:
    """What is told of a law that is compared: its name in tables, the titles of its bodies and offices, its hash.

    single: the bodies of which there is one, not one in every place.
    """

    label: str
    bodies: dict[str, str]
    single: frozenset[str]
    digest: str

    @staticmethod
    def of(scenario: Scenario) -> Law:
        """The law of a scenario; its label says which of its rules are set otherwise, or how many."""
        law = scenario.law()
        own = _set_otherwise(scenario.law_settings())
        titles = {body.id: body.title for body in law.filled()}
        single = frozenset(body.id for body in law.bodies if body.per is None)
        return Law("; ".join([law.short or law.title, *own]), titles, single, digest(law))


def _set_otherwise(settings: Sequence[tuple[str, str]]) -> list[str]:
    """Answers to choices, each by its name; one rule by the end of its path; of more rules their number."""
    answers = [(path.removeprefix("choices."), value) for path, value in settings if path.startswith("choices.")]
    rules = [(".".join(path.split(".")[-2:]), value) for path, value in settings if not path.startswith("choices.")]
    if len(rules) > 1:
        return [*(f"{name} = {value}" for name, value in answers), f"{len(rules)} settings"]
    return [f"{name} = {value}" if value else f"without {name}" for name, value in (*answers, *rules)]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Portraits of every law: `[law][run][body]`."""

    names: tuple[str, ...]
    by: str
    values: tuple[str, ...]
    titles: tuple[str, ...]
    society: tuple[float, ...]
    seed: int
    runs: int
    portraits: tuple[tuple[dict[str, Portrait], ...], ...]
    laws: tuple[Law, ...]
    society_digest: str
    society_name: str

    def _repr_html_(self) -> str:
        shown: str = resolve("comitia.picture.notebook:of_comparison")(self)
        return shown

    def json(self) -> str:
        """What `comitia compare --no-moves --json` prints."""
        return printed({**document(self), "moves": []})

    @property
    def largest(self) -> int:
        """The value that most people are of."""
        return max(range(len(self.values)), key=lambda value: self.society[value])

    def bodies(self, law: int) -> list[str]:
        """Bodies that are in every run of a law, in its order."""
        first, *rest = self.portraits[law]
        return [body for body in first if all(body in run for run in rest)]

    def main(self, law: int) -> list[str]:
        """The first and the last body of a law of which there is one, else of those of which there are many."""
        bodies = self.bodies(law)
        alone = [body for body in bodies if body in self.laws[law].single] or bodies
        return list(dict.fromkeys((*alone[:1], *alone[-1:])))

    def share(self, law: int, body: str, value: int) -> Interval:
        """Share of a body's members that are of a value."""
        return Interval.of([run[body].shares[value] for run in self.portraits[law]])

    def weight(self, law: int, body: str, value: int) -> Interval | None:
        """What a vote of the group weighs in the body, None where the law knows of no votes."""
        found = [run[body].votes[value] for run in self.portraits[law]]
        return None if min(found) < 0 else Interval.of(found)

    def figure(self, law: int, body: str, name: str) -> Interval | None:
        """A single figure of a body, None where it cannot be told."""
        found = [run[body].figures[name] for run in self.portraits[law]]
        told = [value for value in found if value is not None]
        return Interval.of(told) if len(told) == len(found) else None

    def bound(self, law: int, body: str) -> str | None:
        """How the control share is to be read: `at most` if it is so in any run, else `exact`; None if not told."""
        found = {run[body].bound for run in self.portraits[law]}
        return None if None in found else "at most" if "at most" in found else "exact"

    def difference(self, first: int, body: str, second: int, other: str, value: int) -> Interval:
        """How much larger the share of a value is in a body of one law than in a body of another, run by run."""
        pairs = zip(self.portraits[first], self.portraits[second], strict=True)
        return Interval.of([a[body].shares[value] - b[other].shares[value] for a, b in pairs])

    def gates(self, law: int, body: str) -> dict[str, list[Interval]]:
        """The funnel of a body: by gate, the share of every value."""
        first = self.portraits[law][0][body].gates
        return {
            gate: [Interval.of([run[body].gates[gate][v] for run in self.portraits[law]]) for v in range(len(shares))]
            for gate, shares in first.items()
        }


def compare(
    scenarios: Sequence[Scenario],
    by: str,
    runs: int,
    *,
    seed: int,
    workers: Workers | int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Comparison:
    """Run every scenario `runs` times on its society and keep a portrait of each run.

    Faults: laws that do not fit the society; an attribute that it does not have.
    """
    if not isinstance(workers, Workers):
        with Workers(workers) as own:
            return compare(scenarios, by, runs, seed=seed, workers=own, progress=progress)
    return next(growing(scenarios, by, (runs,), seed=seed, workers=workers, progress=progress))


def growing(
    scenarios: Sequence[Scenario],
    by: str,
    marks: Sequence[int],
    *,
    seed: int,
    workers: Workers,
    progress: Callable[[int], None] | None = None,
    known: MutableMapping[Scenario, dict[str, Portrait]] | None = None,
) -> Iterator[Comparison]:
    """The comparison as it is whenever every law has so many runs as a mark says; the last is the whole.

    known: portraits by this attribute that were made before, by the scenario with its seed. Faults as `compare`.
    """
    society = scenarios[0].people()
    attribute = society.attribute(by)
    laws = tuple(Law.of(scenario) for scenario in scenarios)
    shares = (society.marginal(by) / society.count.sum()).tolist()
    names = tuple(_unique([scenario.law().name for scenario in scenarios]))
    told = (by, attribute.values, attribute.titles, tuple(shares), seed)
    whose = (laws, society.digest, scenarios[0].society)
    made = ensemble.growing(
        scenarios,
        marks,
        portrayer(by),
        seed=seed,
        workers=workers,
        progress=progress,
        wanted=portrait.wanted,
        known=known,
    )
    for runs, found in made:
        yield Comparison(names, *told, runs, tuple(tuple(each) for each in found), *whose)


def compare_laws(
    laws: Sequence[str] | str,
    society: Society | str | None = None,
    *,
    by: str | None = None,
    runs: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
) -> Comparison:
    """The same people under different laws, each run many times; the public face of `compare`.

    laws: names of shipped laws or paths of files, each with settings as in `ussr-1988:bodies.congress.seats=2000`, or
    the path of a comparison's file alone. society: one that is shipped, or the name or folder of one. by, runs and
    seed are those of the file where absent, else class, 200 and 1.
    Faults: a law or a society that does not exist, or that do not fit each other.
    """
    name = society.name if isinstance(society, Society) else society
    if isinstance(laws, str):
        asked = study.read(Path(laws))
    elif name is None:
        raise TypeError("compare() needs a society")
    else:
        asked = study.named(laws, name)
    given: dict[str, Any] = {"society": name, "by": by, "runs": runs, "seed": seed}
    asked = replace(asked, **{key: value for key, value in given.items() if value is not None})
    return compare(asked.scenarios(), asked.by, asked.runs, seed=asked.seed, workers=workers)


def _unique(names: list[str]) -> list[str]:
    """Names with a number where a law is compared with itself."""
    return [
        name if names[:i].count(name) == 0 else f"{name} ({names[:i].count(name) + 1})" for i, name in enumerate(names)
    ]


def document(made: Comparison) -> dict[str, Any]:
    """What `comitia compare --json` prints, but for the version."""
    return {
        "runs": made.runs,
        "seed": made.seed,
        "by": made.by,
        "simulated": True,
        "society": made.society_name,
        "society_sha256": made.society_digest,
        "titles": dict(zip(made.values, made.titles, strict=True)),
        "laws": {name: _law(made, law) for law, name in enumerate(made.names)},
        "differences": _differences(made),
    }


def _law(made: Comparison, law: int) -> dict[str, Any]:
    bodies = made.bodies(law)
    return {
        "title": made.laws[law].label,
        "constitution_sha256": made.laws[law].digest,
        "titles": made.laws[law].bodies,
        "main": made.main(law),
        "bodies": {
            body: {"title": made.laws[law].bodies[body], "composition": {made.by: _composition(made, law, body)}}
            for body in bodies
        },
        "measures": {body: _figures(made, law, body) for body in bodies},
        "funnels": {
            body: {
                gate: {value: interval.mean for value, interval in zip(made.values, row, strict=True)}
                for gate, row in made.gates(law, body).items()
            }
            for body in bodies
        },
    }


def _composition(made: Comparison, law: int, body: str) -> dict[str, Any]:
    found = {}
    for v, value in enumerate(made.values):
        share, outside, weight = made.share(law, body, v), made.society[v], made.weight(law, body, v)
        found[value] = {
            "share": share.mean,
            "share_low": share.low,
            "share_high": share.high,
            "society": outside,
            "ratio": share.mean / outside if outside else None,
            "ratio_low": share.low / outside if outside else None,
            "ratio_high": share.high / outside if outside else None,
            "vote_weight": weight.mean if weight else None,
            "vote_weight_low": weight.low if weight else None,
            "vote_weight_high": weight.high if weight else None,
        }
    return found


def _figures(made: Comparison, law: int, body: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in made.portraits[law][0][body].figures:
        interval = made.figure(law, body, name)
        found[name] = interval.mean if interval else None
        if interval and interval.low != interval.high:
            found[f"{name}_low"], found[f"{name}_high"] = interval.low, interval.high
    found["control_share_bound"] = made.bound(law, body)
    return found


def _differences(made: Comparison) -> list[dict[str, Any]]:
    """The first body of every law against the first body of the first law, value by value."""
    if not all(made.bodies(law) for law in range(len(made.names))):
        return []
    base, found = made.main(0)[0], []
    for law in range(1, len(made.names)):
        body = made.main(law)[0]
        for v, value in enumerate(made.values):
            gap = made.difference(law, body, 0, base, v)
            found.append(
                {
                    "law": made.names[law],
                    "body": body,
                    "against": made.names[0],
                    "against_body": base,
                    "value": value,
                    "difference": gap.mean,
                    "difference_low": gap.low,
                    "difference_high": gap.high,
                }
            )
    return found
