"""Real votes as data: what returns say of each stage of each contest, before any law is put to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from comitia.law.faults import Fault

__all__ = ["FIGURES", "Name", "Record", "Returns"]

FIGURES = ("registered", "issued", "participants", "valid", "invalid", "printed")
"""What is known of a stage of a contest as a whole: voters on the roll (or members of the electing body or plenum),
papers issued, papers found in the boxes, valid ones, invalid ones, names on the paper when it was printed."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name on a paper. votes, against: None where not given; officially: elected or not, as the source says.

    list: that on which a person stands; of a list, kind: what kind it is of; members: how many parties have set it up,
    None where not said; alliance: the name of the alliance that it has declared.
    """

    line: int
    name: str
    votes: int | None
    against: int | None
    withdrawn: bool
    officially: bool | None
    list: str = ""
    kind: str = ""
    members: int | None = None
    alliance: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One stage of one contest. `time`: the stage is held for the how-many-th time.

    sound: whether every number of it could be read, so that arithmetic on them means something.
    """

    line: int
    contest: str
    stage: str
    time: int
    names: tuple[Name, ...]
    figures: Mapping[str, int]
    sound: bool = True

    @property
    def body(self) -> str:
        """The body or office whose contest this is."""
        return self.contest.partition("/")[0]

    @property
    def unit(self) -> str:
        """The unit's id: `route/unit`, or the route alone where it has one contest."""
        return self.contest.partition("/")[2]

    @property
    def said(self) -> str:
        """How messages name it: `congress/territorial/north, stage repeat#2`."""
        return f"{self.contest}, stage {self.stage}" + (f"#{self.time}" if self.time > 1 else "")


@dataclass(frozen=True, slots=True)
class Returns:
    """All records of one file, in its order; `faults` of single lines are told with those that only a law shows."""

    file: str
    digest: str
    records: tuple[Record, ...]
    faults: tuple[Fault, ...] = ()

    def __repr__(self) -> str:
        return f"<{self.file}: {len(self.contests)} contests, {len(self.records)} stages>"

    @property
    def contests(self) -> tuple[str, ...]:
        """The contests, in the order of the file."""
        return tuple(dict.fromkeys(record.contest for record in self.records))
