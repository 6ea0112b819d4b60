"""What stands before every answer: who may ask, how much may be sent, and the headers that every answer bears.

The server runs on the user's own machine, so any page that the user opens elsewhere can send it requests. A foreign
name in `Host` (DNS rebinding), a foreign `Origin` and what the browser itself calls foreign are refused.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost", "[::1]")
LARGEST, LARGEST_BALLOTS = 1_000_000, 20_000_000
"""Bytes of a body: of JSON, and of a file of ballots."""
BALLOTS = "/api/ballots/"
SECONDS = 30
"""How long a body may take to arrive."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class Guard:
    """The outermost layer of the server. `port`: the one that it is bound to."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = {f"{host}:{port}" for host in HOSTS} | (set(HOSTS) if port == 80 else set())
        self._origins = {f"http://{host}" for host in self._hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or read the body within its bounds and pass on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _with_headers(send, api=scope["path"].startswith("/api"))
        told = self._foreign(scope)
        if told:
            await refuse(answer, 403, "foreign", told)
            return
        try:
            async with asyncio.timeout(SECONDS):
                messages = await _body(scope, receive)
        except TimeoutError:
            await refuse(answer, 408, "too-slow", f"The body did not arrive within {SECONDS} seconds.")
            return
        except OverflowError:
            message = f"The body has more than {_most(scope):,} bytes."
            await refuse(answer, 413, "too-large", message, close=True)
            return
        await self._app(scope, _again(messages, receive), answer)

    def _foreign(self, scope: Scope) -> str | None:
        """Why a request is refused; None if it comes from the page itself or from a program on this machine."""
        headers = scope["headers"]
        hosts = [value.decode("latin-1").lower() for name, value in headers if name == b"host"]
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return "Only this machine may ask: the request names another host."
        if any(value.decode("latin-1").lower() not in self._origins for name, value in headers if name == b"origin"):
            return "Only this machine may ask: the request comes from another page."
        site = {value for name, value in headers if name == b"sec-fetch-site"}
        if not site <= {b"same-origin", b"none"} and not _link(scope):
            return "Only this machine may ask: the request comes from another page."
        return None


def _link(scope: Scope) -> bool:
    """Whether somebody followed a link to the page itself, which shows the page and does nothing else."""
    headers = dict(scope["headers"])
    asked = (scope["method"], scope["path"], headers.get(b"sec-fetch-mode"), headers.get(b"sec-fetch-dest"))
    return asked == ("GET", "/", b"navigate", b"document")


def _most(scope: Scope) -> int:
    return LARGEST_BALLOTS if scope["path"].startswith(BALLOTS) else LARGEST


async def _body(scope: Scope, receive: Receive) -> deque[Message]:
    """All messages of a body. OverflowError: it says that it is too large, or it is, which is told while it is read."""
    most, size = _most(scope), 0
    said = dict(scope["headers"]).get(b"content-length", b"0")
    if said.isdigit() and int(said[:20]) > most:
        raise OverflowError
    messages: deque[Message] = deque()
    while True:
        message = await receive()
        messages.append(message)
        size += len(message.get("body", b""))
        if size > most:
            raise OverflowError
        if message["type"] != "http.request" or not message.get("more_body", False):
            return messages


def _again(messages: deque[Message], receive: Receive) -> Receive:
    """What was read, then whatever comes after it."""

    async def replay() -> Message:
        return messages.popleft() if messages else await receive()

    return replay


def _with_headers(send: Send, *, api: bool) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = (b"cache-control", b"no-store" if api else b"no-cache")
            message = {**message, "headers": [*message.get("headers", ()), *HEADERS, kept]}
        await send(message)

    return answer


async def refuse(send: Send, status: int, code: str, message: str, *, close: bool = False) -> None:
    """A refusal, in the form that all faults have."""
    body = json.dumps(told(code, message)).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    headers += [(b"connection", b"close")] if close else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def told(code: str, message: str, mend: str | None = None) -> dict[str, Any]:
    """One fault as the document that every refusal is."""
    place: dict[str, Any] = dict.fromkeys(("file", "line", "column", "article"))
    return {"faults": [{"code": code, **place, "message": message, "mend": mend}]}
