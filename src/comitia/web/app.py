"""The application: the page's files, and the routes of the API with what they ask for read and checked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ValidationError
from starlette import routing
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp

from comitia.law.faults import Faults
from comitia.web import answers
from comitia.web.asked import faults_of as faults_of_body
from comitia.web.guard import Guard, told
from comitia.web.jobs import faults_of
from comitia.web.openapi import ROUTES, Route
from comitia.web.pool import Busy, Died, Stopped, TooLong, TooMuch
from comitia.web.server import Server

KINDS = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
"""The kinds of file that the page consists of."""
_REFUSALS = (Faults, TooLong, TooMuch, Died, Stopped, Busy)


def application(server: Server, port: int) -> ASGIApp:
    """Everything, behind the guard. port: the one that it is bound to."""

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        yield
        server.close()

    async def index(_: Request) -> Response:
        return _index(BackgroundTask(server.warm))

    async def given(_: Request) -> Response:
        return RedirectResponse("/" + (server.study.link() if server.study else ""))

    routes = [
        routing.Route("/", index),
        routing.Route("/given", given),
        routing.Route("/page/{file}", lambda request: _file(request.path_params["file"])),
        routing.Route("/palette.css", lambda _: _palette()),
        *(routing.Route(_typed(r.path), _answer(r, server), methods=[r.method]) for r in ROUTES),
    ]
    handlers: dict[Any, Any] = {HTTPException: _of_http, Exception: _of_ours}
    handlers |= dict.fromkeys(_REFUSALS, _of_refusal)
    return Guard(Starlette(routes=routes, exception_handlers=handlers, lifespan=life), port)


def _typed(path: str) -> str:
    return path.replace("{law}", "{law:int}")


def _answer(route: Route, server: Server) -> Callable[[Request], Awaitable[Response]]:
    answer = getattr(answers, route.answer)

    async def endpoint(request: Request) -> Response:
        made: Response = await answer(server, request, await _read(route, request))
        return made

    return endpoint


async def _read(route: Route, request: Request) -> BaseModel | None:
    """The body or query, as it is described. Faults: it is otherwise."""
    try:
        if route.takes is not None:
            return route.takes.model_validate_json(await request.body())
        if route.query is not None:
            return route.query.model_validate(dict(request.query_params))
    except ValidationError as error:
        raise faults_of_body(error) from None
    return None


def _file(name: str) -> Response:
    """A file of the page or one that it shares with reports; a name is one of those in their folders, or nothing."""
    folders = (files("comitia.report") / "script", files("comitia.web") / "page")
    found = {each.name: each for folder in folders for each in folder.iterdir()}.get(name)
    kind = KINDS.get(name[name.rfind(".") :]) if found is not None and found.is_file() else None
    if found is None or kind is None:
        raise HTTPException(404, "The page has no such file.")
    return Response(found.read_bytes(), media_type=kind)


def _index(after: BackgroundTask) -> Response:
    """The page itself, with the hatches of all pictures: they draw only from what is shown."""
    from comitia.picture.palette import hatches

    page = (files("comitia.web") / "page" / "index.html").read_text(encoding="utf-8")
    return Response(page.replace("<!-- hatches -->", hatches()), media_type="text/html", background=after)


def _palette() -> Response:
    from comitia.picture.palette import style

    return Response(style(), media_type="text/css")


async def _of_http(_: Request, why: HTTPException) -> Response:
    message = {404: "There is nothing of this name.", 405: "This cannot be asked in that way."}
    said = why.detail if why.detail.endswith(".") else message.get(why.status_code, f"{why.detail}.")
    code = {404: "not-found", 405: "not-allowed"}.get(why.status_code, "refused")
    return JSONResponse(told(code, said), why.status_code, why.headers)


async def _of_refusal(_: Request, why: Exception) -> Response:
    status = 429 if isinstance(why, Busy) else 422
    return JSONResponse({"faults": faults_of(why).as_dicts()}, status)


async def _of_ours(_: Request, why: Exception) -> Response:
    return JSONResponse({"faults": faults_of(why).as_dicts()}, 500)
