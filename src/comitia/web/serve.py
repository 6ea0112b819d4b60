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


class Serving(uvicorn.Server):
    """The server at a socket, told when it answers, and ending streams before it waits for them."""

    def __init__(self, server: Server, listening: socket.socket, up: Callable[[str], None]) -> None:
        options: dict[str, Any] = {"log_config": None, "log_level": "critical", "access_log": False, "ws": "none"}
        number = listening.getsockname()[1]
        app = application(server, number)
        super().__init__(
            uvicorn.Config(app, lifespan="on", server_header=False, timeout_graceful_shutdown=1, **options)
        )
        self._server, self._listening, self._up = server, listening, up
        self.address = f"http://{HOST}:{number}/"

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        self._up(self.address + ("given" if self._server.study else ""))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End."""
        self._server.jobs.close()
        await super().shutdown(sockets)

    def serve_all(self) -> None:
        """Answer until it is interrupted."""
        try:
            self.run(sockets=[self._listening])
        finally:
            self._server.close()
            self._listening.close()


def serve(server: Server, port: int | None, *, show: bool, up: Callable[[str], None]) -> None:
    """Serve until it is interrupted. show: open the browser; up: told the address once it answers.

    Faults: the port is taken.
    """

    def ready(address: str) -> None:
        up(address)
        if show:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    try:
        Serving(server, bound(port), ready).serve_all()
    finally:
        server.close()
