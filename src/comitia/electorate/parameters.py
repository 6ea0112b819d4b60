"""The parameters of a voter model: a file of numbers, each with meaning, unit and source or the word assumed."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from comitia import chance
from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.text.plain import load_plain

FIELDS = ("id", "value", "by", "values", "unit", "meaning", "source", "fitted")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number, or one number for each value of an attribute (`by`). `fitted`: the target it was fitted to."""

    id: str
    unit: str
    meaning: str
    source: str
    value: float = 0.0
    by: str | None = None
    values: Mapping[str, float] | None = None
    fitted: str | None = None


@dataclass(frozen=True)
class Parameters:
    """All parameters of one voter model, by id."""

    name: str
    title: str
    table: Mapping[str, Parameter]

    def number(self, name: str, default: float = 0.0) -> float:
        """The value of a plain parameter, or the default where the file does not set it."""
        found = self.table.get(name)
        return default if found is None else found.value

    def effects(self, prefix: str) -> Mapping[str, Mapping[str, float]]:
        """Every parameter `prefix.ATTRIBUTE` that gives a number for each value of an attribute."""
        if prefix not in self._effects:
            self._effects[prefix] = {
                p.by: p.values
                for name, p in self.table.items()
                if p.by and p.values is not None and name == f"{prefix}.{p.by}"
            }
        return self._effects[prefix]

    def family(self, prefix: str) -> Mapping[str, float]:
        """Every plain parameter `prefix.NAME`, by name."""
        start = prefix + "."
        if prefix not in self._families:
            found = {k[len(start) :]: p.value for k, p in self.table.items() if k.startswith(start) and not p.by}
            self._families[prefix] = found
        return self._families[prefix]

    def with_value(self, path: str, value: float) -> Parameters:
        """A copy with one value changed; `path` is a parameter's id, or `id.VALUE` for one value of an attribute.

        Faults: no such parameter.
        """
        if path in self.table and not self.table[path].by:
            return replace(self, table={**self.table, path: replace(self.table[path], value=value)})
        stem, _, leaf = path.rpartition(".")
        found = self.table.get(stem)
        if found is not None and found.values is not None and leaf in found.values:
            values = {**found.values, leaf: value}
            return replace(self, table={**self.table, stem: replace(found, values=values)})
        raise Faults(
            (
                Fault(
                    "unknown-parameter",
                    f"the voter model “{self.name}” has no parameter “{path}”.",
                    mend=did_you_mean(path, list(self.table)) or "`comitia show` lists the parameters.",
                ),
            )
        )

    @cached_property
    def digest(self) -> str:
        """sha256 of every value."""
        plain = {k: [p.value, dict(p.values) if p.values else None] for k, p in sorted(self.table.items())}
        return hashlib.sha256(json.dumps([self.name, plain]).encode()).hexdigest()

    def digest_of(self, *starts: str) -> int:
        """A key of the values of those parameters whose ids begin so; for what hangs on them alone."""
        if starts not in self._digests:
            part = [(k, p.value, p.by, str(p.values)) for k, p in sorted(self.table.items()) if k.startswith(starts)]
            self._digests[starts] = chance.key(*map(repr, part))
        return self._digests[starts]

    # what was found before, by what was asked for

    @cached_property
    def _digests(self) -> dict[tuple[str, ...], int]:
        return {}

    @cached_property
    def _effects(self) -> dict[str, Mapping[str, Mapping[str, float]]]:
        return {}

    @cached_property
    def _families(self) -> dict[str, Mapping[str, float]]:
        return {}


def read(path: Path) -> Parameters:
    """Read a voter model's file. Faults: a parameter without meaning, unit or source; a value that is no number."""
    tree = load_plain(path)
    if not isinstance(tree, dict) or not isinstance(tree.get("parameters"), list):
        raise Faults((Fault("not-a-voter-model", "expected a mapping with a list `parameters`.", file=str(path)),))
    faults: list[Fault] = []
    table: dict[str, Parameter] = {}
    for row in tree["parameters"]:
        found = _parameter(row, str(path), faults)
        if found.id in table:
            faults.append(Fault("repeated-parameter", f"the parameter “{found.id}” stands twice.", file=str(path)))
        table[found.id] = found
    if faults:
        raise Faults(tuple(faults))
    return Parameters(str(tree.get("model", path.stem)), str(tree.get("title", path.stem)), table)


def _parameter(row: object, file: str, faults: list[Fault]) -> Parameter:
    fields: dict[str, object] = row if isinstance(row, dict) else {}
    name = str(fields.get("id", "?"))
    for key in fields:
        if key not in FIELDS:
            faults.append(
                Fault(
                    "unknown-key",
                    f"parameter “{name}” has an unknown key “{key}”.",
                    file=file,
                    mend=did_you_mean(key, FIELDS),
                )
            )
    for key in ("unit", "meaning", "source"):
        if not fields.get(key):
            faults.append(
                Fault(
                    "missing",
                    f"parameter “{name}” has no `{key}`.",
                    file=file,
                    mend="every parameter states its unit, its meaning, and its source or the word assumed.",
                )
            )
    unit, meaning, source = (str(fields.get(key, "")) for key in ("unit", "meaning", "source"))
    fitted = str(fields["fitted"]) if fields.get("fitted") else None
    values = fields.get("values")
    if isinstance(values, dict):
        numbers = {str(k): _number(v, f"{name}.{k}", file, faults) for k, v in values.items()}
        return Parameter(name, unit, meaning, source, by=str(fields.get("by", "")), values=numbers, fitted=fitted)
    return Parameter(name, unit, meaning, source, _number(fields.get("value"), name, file, faults), fitted=fitted)


def _number(value: object, name: str, file: str, faults: list[Fault]) -> float:
    try:
        number = float(str(value))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        faults.append(Fault("not-a-number", f"parameter “{name}”: found “{value}”, expected a number.", file=file))
        return 0.0
    return number
