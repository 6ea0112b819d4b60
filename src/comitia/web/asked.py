"""What may be asked of the server: the bodies and queries of its API, as its description says them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from comitia.law.faults import Fault, Faults

LAWS, RUNS, SECONDS = 6, 1000, 15 * 60
"""The most laws and runs of a study that the server carries out, and how long it may take."""
MOST = 1_000_000
"""Letters of a text."""
WHOLE = 2**53 - 1
"""The largest whole number that a page can hold."""

Name = Annotated[str, Field(min_length=1, max_length=200)]
Settings = Annotated[list[Annotated[str, Field(max_length=20_000)]], Field(max_length=500)]


class Asked(BaseModel):
    """A body or query; what is not described is refused."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Law(Asked):
    """A law: a shipped one by its name or one in `text`, with what is set otherwise."""

    constitution: Name
    text: Annotated[str, Field(max_length=MOST)] | None = None
    set_: Settings = Field(default=[], alias="set", description="PATH=VALUE, as `comitia run --set` takes it")


class Study(Asked):
    """Laws on the same people: what `comitia compare` carries out, as the page, a file and a link hold it."""

    society: Name
    by: Name = "class"
    seed: Annotated[int, Field(ge=0, le=WHOLE)] = 1
    runs: Annotated[int, Field(ge=1, le=RUNS)] = 40
    set_: Settings = Field(default=[], alias="set", description="voters.PARAMETER=VALUE, for all laws")
    laws: Annotated[list[Law], Field(min_length=1, max_length=LAWS)]


class OneLaw(Asked):
    """A law that is to be checked or told."""

    law: Law


class OneRule(OneLaw):
    """A law from which the rule at a path is to be taken out."""

    path: Annotated[str, Field(min_length=1, max_length=2_000)]


class TwoLaws(Asked):
    """Two laws that are held against each other."""

    from_: Law = Field(alias="from")
    to: Law


class OneStudy(Asked):
    """A study that is to be run or written down."""

    study: Study


class Start(OneStudy):
    """A study that is to be run; `have`: the laws, counted from 0, whose rooms need not be drawn."""

    have: Annotated[list[Annotated[int, Field(ge=0, lt=LAWS)]], Field(max_length=LAWS)] = []


class Text(Asked):
    """The text of a scenario file."""

    text: Annotated[str, Field(max_length=MOST)]


class Preflight(Asked):
    """Of a file of ballots: the rule that will count it, and its name, whose ending helps to tell its form."""

    rule: Name | None = None
    file: Annotated[str, Field(pattern=r"^[^/\\\x00-\x1f]{1,60}$")] = "ballots"
    seats: Annotated[int, Field(ge=1, le=10_000)] | None = None


class Count(Preflight):
    """As `comitia count RULE FILE` takes it."""

    rule: Name
    seed: Annotated[int, Field(ge=0, le=WHOLE)] | None = None


TABLES = ("roll", "lineage", "voters", "contests", "candidates", "draws")
"""The tables of a run that can be taken home."""


def as_given(asked: BaseModel) -> dict[str, Any]:
    """The body as JSON has it, what is absent left out."""
    told: dict[str, Any] = asked.model_dump(by_alias=True, exclude_none=True)
    return told


def faults_of(error: ValidationError) -> Faults:
    """Every fault of a body, with the field where it is."""
    return Faults(
        Fault(
            "not-as-described",
            f"{'.'.join(map(str, each['loc'])) or 'The body'}: {each['msg'][0].lower()}{each['msg'][1:]}.",
            mend="/api/openapi.json describes what is expected.",
        )
        for each in error.errors(include_url=False, include_input=False, include_context=False)
    )
