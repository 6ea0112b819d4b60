"""What pictures of one run are drawn from: its document, its tables, and the titles that its law and society give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from comitia.law.constitution import Body, Constitution, Office
from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.run.kept import Kept
from comitia.run.table import Table
from comitia.society.cells import Attribute, Society


@dataclass
class Shown:
    """A run as pictures see it, the same from a folder and from memory."""

    document: dict[str, Any]
    law: Constitution
    society: Society
    table: Callable[[str], Table]

    @cached_property
    def sitting(self) -> list[dict[str, Any]]:
        """The mandates held at the end of the run: rows of the roll."""
        return [row for row in self.table("roll").rows() if row["until"] is None]

    @property
    def label(self) -> str:
        """What every picture says of where it comes from."""
        told = self.document
        kind = "Simulated" if told["simulated"] else "Real returns"
        seed = f", seed {told['seed']}" if told["simulated"] else ""
        return f"{kind}: {told['constitution']} on {told['society']}{seed} · comitia {told.get('comitia', '')}".rstrip()

    def body(self, name: str | None) -> Body:
        """A body by its id; the first of the law if none is named. Faults: there is none."""
        drawn = [body for body in self.law.bodies if body.id in self.document["bodies"]]
        if name is None:
            return drawn[0]
        for body in drawn:
            if body.id == name:
                return body
        ids = [body.id for body in drawn]
        mend = did_you_mean(name, ids) or f"There are {', '.join(ids)}."
        raise Faults(Fault("unknown-body", f"The run has no body '{name}'.", mend=mend))

    def attribute(self, name: str | None) -> Attribute:
        """An attribute of the society; the one that a reader asks for first if none is named."""
        return self.society.attribute(name if name is not None else self.first)

    @property
    def first(self) -> str:
        """The attribute that types of voter are told apart by and that is no place: the society's first such."""
        kinds = [name for name in self.table("voters").columns if name not in ("type", "people")]
        places = {name for name in kinds if self.society.attribute(name).kinds}
        ungrouped = [name for name in kinds if name not in places and len(self.society.attribute(name).values) > 2]
        return (ungrouped or kinds or [self.society.attributes[0].name])[0]

    def chairs(self, body: str) -> list[Office]:
        """The offices whose holders chair a body."""
        holders = {power.holder for power in self.law.powers if power.does == "chairs" and power.whom == body}
        return [office for office in self.law.offices if office.id in holders]


def of_kept(kept: Kept) -> Shown:
    """A run that a folder keeps."""
    return Shown(kept.document, kept.law, kept.society, kept.table)


def of_result(result: Any) -> Shown:
    """A run in memory."""
    from comitia import __version__
    from comitia.measure.document import document

    told = {"comitia": __version__, **document(result)}
    return Shown(told, result.meta.law, result.meta.society, lambda name: getattr(result, name))


def code_of(attribute: Attribute, row: dict[str, Any]) -> int:
    """The value of an attribute that the holder of a mandate has, as its place among the values; -1 if not known."""
    value = row.get(attribute.name)
    return attribute.values.index(value) if value in attribute.values else -1
