"""What the server answers, as its description says it; documents of commands are told by docs/json.md."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from comitia.web.asked import Study

Document = dict[str, Any]


class Told(BaseModel):
    """An answer; it holds at least what is described."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)


class FaultTold(Told):
    """One thing that is wrong: where, what, and how to mend it."""

    code: str
    file: str | None
    line: int | None
    column: int | None
    article: str | None
    message: str
    mend: str | None
    settings: list[str] = []
    """What would mend it, as `--set` takes it, where that is known."""


class FaultsTold(Told):
    """Why there is no other answer."""

    faults: list[FaultTold]


class LawNamed(Told):
    """A shipped law."""

    name: str
    title: str
    short: str
    summary: str
    adopted: str


class Attribute(Told):
    """What people of a society are told apart by."""

    name: str
    title: str


class SocietyNamed(Told):
    """A shipped society."""

    name: str
    title: str
    people: int
    attributes: list[Attribute]


class RuleNamed(Told):
    """A shipped counting rule."""

    id: str
    title: str
    paper: str


class Bytes(Told):
    """The most bytes of a body."""

    for_json: int = Field(alias="json")
    ballots: int


class Limits(Told):
    """The bounds of what may be asked."""

    runs: int
    laws: int
    seconds: int
    bytes: Bytes


class Catalogue(Told):
    """What there is to choose from."""

    comitia: str
    laws: list[LawNamed]
    societies: list[SocietyNamed]
    rules: list[RuleNamed]
    limits: Limits


class Body(Told):
    """The seats of a body as a picture."""

    id: str
    title: str
    seats: int | None
    svg: str


class Room(Told):
    """One run of one law: its seats, and what stands behind each."""

    seed: int
    bodies: list[Body]
    data: Document


class First(Told):
    """The finished result that is painted first."""

    study: Study
    runs: int
    runs_done: int
    comparison: Document
    sentences: list[list[str]]
    pictures: dict[str, str | dict[str, str]]
    rooms: list[Room]


class Checked(Told):
    """The document of `comitia check --json`."""

    comitia: str
    ok: bool
    faults: list[FaultTold]


class LawTold(Told):
    """A law for reading and editing."""

    name: str
    title: str
    text: str
    entries: list[Document]


class Without(Told):
    """The settings of a law without one of its rules, the old ones first, and what goes with the rule."""

    set: list[str]
    sentence: str


class Changes(Told):
    """What differs between two laws."""

    count: int
    sentence: str
    differences: list[Document]


class Command(Told):
    """How to make the same bytes without the page."""

    line: str
    python: str
    file: str


class StudyTold(Told):
    """A study that was read from a text."""

    study: Study


class JobNamed(Told):
    """The job of a study: the SHA-256 of what the study says."""

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Nothing(Told):
    """Done."""


class Compared(Told):
    """The document of `comitia compare --no-moves --json`."""

    comitia: str
    runs: int
    laws: Document


class Ran(Told):
    """The document of `comitia run --json`."""

    comitia: str
    seed: int
    bodies: Document


class Preflighted(Told):
    """What a file of ballots holds."""

    comitia: str
    papers: int
    passes: bool
    faults: list[FaultTold]


class Counted(Told):
    """The document of `comitia count RULE FILE --explain --json`."""

    comitia: str
    seats: int
    winners: list[str]
    rounds: list[Document]
    preflight: Document
