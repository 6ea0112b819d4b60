"""Serves the page on this machine: binds a port, says where, and ends with all its workers."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable
from typing import Any

import uvicorn

from comitia.law.faults import Fault, Faults
from comitia.web.app import application
from comitia.web.server import Server

HOST, PORT, TRIED = "127.0.0.1", 8765, 100
"""Where it listens, the port that it tries first where none is named, and how many it tries."""


def bound(port: int | None) -> socket.socket:
    """A socket on this machine alone: at the port, or at the first free one. Faults: the port is taken."""
    for number in range(PORT, PORT + TRIED) if port is None else (port,):
        made = socket.socket()
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((HOST, number))
            made.listen()
        except OSError as why:
            made.close()
            last = why
        else:
            return made
    said = f"port {port}" if port is not None else f"ports {PORT} to {PORT + TRIED - 1}"
    message = f"The page cannot be served at {said}: {(last.strerror or str(last)).lower()}."
    raise Faults(Fault("port-taken", message, mend="Name another, or none: comitia serve --port 9000")) from None


class _Uvicorn(uvicorn.Server):
    """The server, told when it is up, and ending streams before it waits for them."""

    def __init__(self, config: uvicorn.Config, server: Server, up: Callable[[], None]) -> None:
        super().__init__(config)
        self._server, self._up = server, up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._up()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._server.jobs.close()
        await super().shutdown(sockets)


def serve(server: Server, port: int | None, *, show: bool, up: Callable[[str], None]) -> None:
    """Serve until it is interrupted. show: open the browser; up: told the address once it answers.

    Faults: the port is taken.
    """
    listening = bound(port)
    number = listening.getsockname()[1]
    address = f"http://{HOST}:{number}/" + ("given" if server.study else "")

    def ready() -> None:
        up(address)
        if show:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    options: dict[str, Any] = {
        "log_config": None,
        "log_level": "critical",
        "access_log": False,
        "server_header": False,
        "ws": "none",
    }
    config = uvicorn.Config(application(server, number), lifespan="on", timeout_graceful_shutdown=1, **options)
    try:
        _Uvicorn(config, server, ready).run(sockets=[listening])
    finally:
        server.close()
        listening.close()
