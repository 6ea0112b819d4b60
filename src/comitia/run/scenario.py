"""A scenario: a law, a society, a voter model, a seed and what is set otherwise, in one shareable file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from comitia.electorate.parameters import Parameters
from comitia.electorate.shipped import voters_of
from comitia.electorate.voters import Detail
from comitia.law.constitution import Constitution
from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.run.result import Result
from comitia.run.runner import run
from comitia.society.catalogue import society
from comitia.society.cells import Society
from comitia.text.amend import parse_setting
from comitia.text.catalogue import find, load, names
from comitia.text.plain import load_plain, quoted
from comitia.text.read import amended_by, read_alone

KEYS = ("scenario", "constitution", "society", "seed", "voters", "years", "returns", "set")
VOTERS = "voters."
LAW, RETURNS = "law.yaml", "returns.csv"
"""The names under which copies of a law of one's own and of returns lie beside a scenario that was written."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """What to run. `settings`: (path, value) of the law, or of the voter model where the path begins `voters.`.

    returns: a file of real votes, which stand in the place of simulated ones. text: the law itself, where it is
    no file; `constitution` is then its name.
    """

    constitution: str
    society: str
    seed: int | None = None
    detail: Detail = "cells"
    settings: tuple[tuple[str, str], ...] = ()
    years: int = 0
    returns: str | None = None
    text: str | None = None

    def law(self) -> Constitution:
        """The law as set."""
        if self.text is not None:
            return read_alone(self.text, self.law_settings())
        return load(self.constitution, self.law_settings())

    def law_settings(self) -> tuple[tuple[str, str], ...]:
        """The settings that are of the law."""
        return tuple(s for s in self.settings if not s[0].startswith(VOTERS))

    def people(self) -> Society:
        """The society."""
        return society(self.society)

    def voters(self) -> Parameters:
        """The voter model as set; made once for a society and settings."""
        return _voters(self.society, tuple(s for s in self.settings if s[0].startswith(VOTERS)))

    def run(self, only: Iterable[str] | None = None, voters: Parameters | None = None) -> Result:
        """Run it.

        only: the bodies that are wanted; all are filled where real votes are given. voters: stand in the place of
        those of the scenario.
        """
        law, people, voters = self.law(), self.people(), voters or self.voters()
        if self.returns:
            from comitia.run.mixed import run_mixed

            return run_mixed(
                law, people, self.returns, voters=voters, seed=self.seed, detail=self.detail, years=self.years
            )
        return run(law, people, voters=voters, seed=self.seed, detail=self.detail, years=self.years, only=only)

    def write(self, result: Result) -> str:
        """The scenario that repeats a run, as text."""
        lines = [
            "# Repeats a run of Comitia: comitia run scenario.yaml",
            f"scenario: {quoted(f'{result.meta.law.name} on {result.meta.society.name}')}",
            f"constitution: {LAW if self._own_law() else self.constitution}",
            f"society: {quoted(self.society)}",
            f"seed: {result.meta.seed}",
            f"voters: {result.meta.detail}",
        ]
        if self.years:
            lines.append(f"years: {self.years}")
        if self.returns:
            lines.append(f"returns: {RETURNS}")
        if self.settings:
            lines += ["set:", *(f"  - {quoted(f'{path}={value}')}" for path, value in self.settings)]
        return "\n".join(lines) + "\n"

    def beside(self) -> dict[str, bytes]:
        """The files that have to lie beside the written scenario: a law of one's own, what it amends, and returns."""
        if self.text is not None:
            return {LAW: self.text.encode()}
        laws = {LAW: find(self.constitution)} if self._own_law() else {}
        laws |= amended_by(laws[LAW]) if laws else {}
        own = {name: file.read_bytes() for name, file in laws.items()}
        return own | ({RETURNS: Path(self.returns).read_bytes()} if self.returns else {})

    def _own_law(self) -> bool:
        return self.text is not None or self.constitution not in names()


@lru_cache(maxsize=256)
def _voters(society: str, settings: tuple[tuple[str, str], ...]) -> Parameters:
    parameters = voters_of(society)
    for path, value in settings:
        parameters = parameters.with_value(path.removeprefix(VOTERS), _number(path, value))
    return parameters


def _number(path: str, value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise Faults(
            Fault("not-a-number", f"{path}: found “{value}”, expected a number.", file=f"--set {path}={value}")
        ) from None


def read(path: Path) -> Scenario:
    """Read a scenario's file. Faults: an unknown key; no law or society named; a seed that is no number."""
    tree = load_plain(path)
    if not isinstance(tree, dict):
        raise Faults(Fault("not-a-scenario", "expected a mapping.", file=str(path)))
    for key in tree:
        if key not in KEYS:
            raise Faults(
                Fault("unknown-key", f"a scenario has no “{key}”.", file=str(path), mend=did_you_mean(str(key), KEYS))
            )
    for key in ("constitution", "society"):
        if not tree.get(key):
            raise Faults(Fault("missing", f"the scenario has no `{key}`.", file=str(path)))
    law, seed = str(tree["constitution"]), _whole(tree, "seed", path)
    returns = tree.get("returns")
    return Scenario(
        _beside(path, law),
        str(tree["society"]),
        seed,
        "individual" if tree.get("voters") == "individual" else "cells",
        _settings(tree.get("set")),
        _whole(tree, "years", path) or 0,
        _beside(path, str(returns)) if returns else None,
    )


def _settings(given: object) -> tuple[tuple[str, str], ...]:
    """Settings as a list of `PATH=VALUE`, or as keys and values."""
    if isinstance(given, dict):
        return tuple((str(path), str(value)) for path, value in given.items())
    return tuple(parse_setting(str(line)) for line in given) if isinstance(given, list) else ()


def _beside(scenario: Path, name: str) -> str:
    """A file that a scenario names lies beside it, if there is one; else the name means what it means anywhere."""
    found = scenario.parent / name
    return str(found) if found.is_file() else name


def _whole(tree: Mapping[str, object], key: str, path: Path) -> int | None:
    value = tree.get(key)
    if value is not None and not str(value).isdecimal():
        raise Faults(Fault("not-a-number", f"{key}: found “{value}”, expected a whole number.", file=str(path)))
    return None if value is None else int(str(value))


def is_scenario(path: Path) -> bool:
    """Whether a file is a scenario and not a law: its first key says so."""
    try:
        with path.open(encoding="utf-8") as file:
            for line in file:
                if line.strip() and not line.startswith("#"):
                    return line.startswith("scenario:")
    except (OSError, UnicodeDecodeError):
        return False
    return False
