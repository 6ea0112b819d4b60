"""The API as one table, and its description in OpenAPI 3.1 made from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from comitia import __version__
from comitia.web import asked, told

JSON = "application/json"
JOB = "^[0-9a-f]{64}$"
_REFUSED = {
    403: "The request does not come from this machine.",
    404: "There is nothing of the name.",
    408: "The body did not arrive in time.",
    413: "The body is too large.",
    422: "What was given has faults.",
    429: "Too much is under way.",
}
_PARTS: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "pattern": JOB},
    "law": {"type": "integer", "minimum": 0, "maximum": asked.LAWS - 1},
    "name": {"type": "string", "enum": list(asked.TABLES)},
}


@dataclass(frozen=True, slots=True)
class Route:
    """One thing that can be asked for. answer: the name of the function in `answers`; gives: a model, or a media type.

    takes: the model of the body; query: that of the query; octets: the body is a file.
    """

    method: str
    path: str
    answer: str
    says: str
    gives: type[BaseModel] | str
    takes: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    octets: bool = False
    status: int = 200
    refuses: tuple[int, ...] = field(default=())


_ASKED = (422, 429)
_OF_JOB = (404,)
_MADE = (404, 422, 429)

ROUTES = (
    Route("GET", "/api/catalogue", "catalogue", "What there is to choose from.", told.Catalogue, refuses=_ASKED),
    Route("GET", "/api/first", "first", "The finished result that is painted first.", told.First),
    Route("POST", "/api/check", "check", "Is a law complete?", told.Checked, asked.OneLaw, refuses=_ASKED),
    Route("POST", "/api/law", "law", "A law as sentences with controls.", told.LawTold, asked.OneLaw, refuses=_ASKED),
    Route("POST", "/api/without", "without", "Take a rule out.", told.Without, asked.OneRule, refuses=_ASKED),
    Route("POST", "/api/changes", "changes", "What differs between laws.", told.Changes, asked.TwoLaws, refuses=_ASKED),
    Route("POST", "/api/command", "command", "The command of a study.", told.Command, asked.OneStudy, refuses=_ASKED),
    Route("POST", "/api/study", "study", "The study in a scenario file.", told.StudyTold, asked.Text, refuses=_ASKED),
    Route("POST", "/api/runs", "start", "Run a study.", told.JobNamed, asked.Start, status=202, refuses=_ASKED),
    Route(
        "GET",
        "/api/runs/{id}/events",
        "events",
        "What is told of a job: room, comparison, then done, stopped or failed (server-sent events).",
        "text/event-stream",
        refuses=_OF_JOB,
    ),
    Route("POST", "/api/runs/{id}/stop", "stop", "Stop a job.", told.Nothing, refuses=_OF_JOB),
    Route("GET", "/api/runs/{id}/comparison.json", "comparison", "The comparison.", told.Compared, refuses=_OF_JOB),
    Route("GET", "/api/runs/{id}/laws/{law}/run.json", "run", "The first run of a law.", told.Ran, refuses=_MADE),
    Route("GET", "/api/runs/{id}/laws/{law}/report.html", "report", "Its report.", "text/html", refuses=_MADE),
    Route("GET", "/api/runs/{id}/laws/{law}/archive.zip", "archive", "Its archive.", "application/zip", refuses=_MADE),
    Route(
        "GET", "/api/runs/{id}/laws/{law}/tables/{name}.csv", "table", "One of its tables.", "text/csv", refuses=_MADE
    ),
    Route(
        "POST",
        "/api/ballots/preflight",
        "preflight",
        "What a file of ballots holds.",
        told.Preflighted,
        query=asked.Preflight,
        octets=True,
        refuses=_ASKED,
    ),
    Route(
        "POST",
        "/api/ballots/count",
        "count",
        "Count a file of ballots.",
        told.Counted,
        query=asked.Count,
        octets=True,
        refuses=_ASKED,
    ),
    Route("GET", "/api/openapi.json", "openapi", "This description.", told.Nothing),
)


def description() -> dict[str, Any]:
    """The OpenAPI document."""
    given = [(route.takes, "validation") for route in ROUTES if route.takes]
    made = [(route.gives, "serialization") for route in ROUTES if not isinstance(route.gives, str)]
    models: Any = list(dict.fromkeys([*given, *made, (told.FaultsTold, "serialization")]))
    names, schemas = models_json_schema(models, ref_template="#/components/schemas/{model}")
    paths: dict[str, Any] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, names)
    info = {"title": "Comitia", "version": __version__, "summary": "What the page of `comitia serve` asks."}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": schemas.get("$defs", {})}}


def _operation(route: Route, names: Any) -> dict[str, Any]:
    if isinstance(route.gives, str):
        content = {route.gives: {"schema": {"type": "string"}}}
    else:
        content = {JSON: {"schema": names[route.gives, "serialization"]}}
    refused = {JSON: {"schema": names[told.FaultsTold, "serialization"]}}
    statuses = {403, *route.refuses, *((408, 413) if route.method == "POST" else ())}
    said: dict[str, Any] = {
        "operationId": route.answer,
        "summary": route.says,
        "parameters": [*_parts(route.path), *_query(route.query)],
        "responses": {
            str(route.status): {"description": "Done.", "content": content},
            **{str(status): {"description": _REFUSED[status], "content": refused} for status in sorted(statuses)},
        },
    }
    if route.takes:
        said["requestBody"] = {"required": True, "content": {JSON: {"schema": names[route.takes, "validation"]}}}
    if route.octets:
        said["requestBody"] = {"required": True, "content": {"application/octet-stream": {"schema": {}}}}
    return said


def _parts(path: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": _PARTS[name]}
        for name in re.findall(r"\{(\w+)\}", path)
    ]


def _query(model: type[BaseModel] | None) -> list[dict[str, Any]]:
    if model is None:
        return []
    schema = model.model_json_schema()
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": each}
        for name, each in schema["properties"].items()
    ]
