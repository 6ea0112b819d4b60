"""The answers of the API: each takes the server, the request and what was asked, as `openapi.ROUTES` says."""

from __future__ import annotations

import json
import zlib
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from comitia.web import asked
from comitia.web import first as shipped
from comitia.web.asked import as_given
from comitia.web.job import Job
from comitia.web.jobs import ROOM
from comitia.web.openapi import JSON, description
from comitia.web.server import Server

TEXTS = "comitia.web.texts"


def _json(body: bytes, status: int = 200) -> Response:
    return Response(body, status, media_type=JSON)


async def catalogue(server: Server, request: Request, _: None) -> Response:
    """What there is to choose from."""
    return _json(await server.catalogue())


async def first(server: Server, request: Request, _: None) -> Response:
    """The finished result that is painted first, as it was shipped."""
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(shipped.packed(), media_type=JSON, headers={"content-encoding": "gzip"})
    return _json(shipped.unpacked())


async def check(server: Server, request: Request, body: asked.OneLaw) -> Response:
    """Is a law complete and consistent?"""
    return _json(await server.ask(f"{TEXTS}:check", as_given(body.law), server.given))


async def law(server: Server, request: Request, body: asked.OneLaw) -> Response:
    """A law as sentences with controls."""
    return _json(await server.ask(f"{TEXTS}:told", as_given(body.law), server.given))


async def without(server: Server, request: Request, body: asked.OneRule) -> Response:
    """What takes a rule out of a law, and all that hangs on it."""
    return _json(await server.ask(f"{TEXTS}:without", as_given(body.law), body.path, server.given))


async def changes(server: Server, request: Request, body: asked.TwoLaws) -> Response:
    """What differs between two laws."""
    return _json(await server.ask(f"{TEXTS}:changes", as_given(body.from_), as_given(body.to), server.given))


async def command(server: Server, request: Request, body: asked.OneStudy) -> Response:
    """What makes the same bytes without the page."""
    return _json(await server.ask(f"{TEXTS}:command", as_given(body.study), server.given))


async def study(server: Server, request: Request, body: asked.Text) -> Response:
    """The study in the text of a scenario file."""
    return _json(await server.ask(f"{TEXTS}:read", body.text, server.given))


async def start(server: Server, request: Request, body: asked.Start) -> Response:
    """Run a study, or join the job that does."""
    given = await server.ask(f"{TEXTS}:accepted", as_given(body.study), server.given)
    job = server.jobs.start(given, body.have)
    return _json(json.dumps({"id": job.name}).encode(), 202)


async def events(server: Server, request: Request, _: None) -> Response:
    """All that is told of a job."""
    stream = server.jobs.events(_job(server, request))
    return StreamingResponse(stream, media_type="text/event-stream")


async def stop(server: Server, request: Request, _: None) -> Response:
    """Stop a job."""
    server.jobs.stop(_job(server, request))
    return _json(b"{}")


async def comparison(server: Server, request: Request, _: None) -> Response:
    """What `comitia compare --no-moves --json` prints."""
    made = _job(server, request).comparison
    if made is None:
        raise HTTPException(404, "The comparison is not finished.")
    return _attached(made.encode(), "comparison.json", JSON)


async def run(server: Server, request: Request, _: None) -> Response:
    """What `comitia run --json` prints."""
    job, number = _job(server, request), _law(server, request)
    drawn = server.jobs.drawn(job, number)
    if drawn is None:
        drawn = await server.made(ROOM, job.scenarios()[number], job.study.by)
    return _attached(zlib.decompress(drawn.document), "run.json", JSON)


async def report(server: Server, request: Request, _: None) -> Response:
    """The report of the first run of a law."""
    return await _download(server, request, "page", "report.html", "text/html")


async def archive(server: Server, request: Request, _: None) -> Response:
    """The archive of the first run of a law."""
    return await _download(server, request, "packed", "archive.zip", "application/zip")


async def table(server: Server, request: Request, _: None) -> Response:
    """A table of the first run of a law."""
    name = request.path_params["name"]
    if name not in asked.TABLES:
        raise HTTPException(404, "A run has no such table.")
    return await _download(server, request, "table", f"{name}.csv", "text/csv", name)


async def preflight(server: Server, request: Request, query: asked.Preflight) -> Response:
    """What a file of ballots holds."""
    given = (await request.body(), query.rule, query.file, query.seats)
    return _json(await server.ask("comitia.web.ballots:checked", *given))


async def count(server: Server, request: Request, query: asked.Count) -> Response:
    """The count sheet of a file of ballots."""
    given = (await request.body(), query.rule, query.file, query.seats, query.seed)
    return _json(await server.ask("comitia.web.ballots:counted", *given))


async def openapi(server: Server, request: Request, _: None) -> Response:
    """The description of all of this."""
    return _json(json.dumps(description(), ensure_ascii=False).encode())


def _job(server: Server, request: Request) -> Job:
    job = server.jobs.get(request.path_params["id"])
    if job is None:
        raise HTTPException(404, "There is no such run; it may be long ago.")
    return job


def _law(server: Server, request: Request) -> int:
    number: int = request.path_params["law"]
    if number >= len(_job(server, request).study.laws):
        raise HTTPException(404, "The run has no such law.")
    return number


async def _download(server: Server, request: Request, work: str, file: str, media: str, *more: Any) -> Response:
    scenario = _job(server, request).scenarios()[_law(server, request)]
    return _attached(await server.download(f"comitia.web.downloads:{work}", scenario, *more), file, media)


def _attached(body: bytes, file: str, media: str) -> Response:
    """A body that a browser keeps as a file and does not show."""
    return Response(body, media_type=media, headers={"content-disposition": f'attachment; filename="{file}"'})
