"""A server for tests: the real one, on a port of its own, with few and small workers."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from comitia.web.jobs import Jobs
from comitia.web.serve import Serving, bound
from comitia.web.server import Bounds, Server

SMALL = Bounds(workers=1, laws=("lot-2250",))
Document = dict[str, Any]


class Client(httpx.Client):
    """Asks the server as the page does."""

    def study(self, *laws: str | Document, runs: int = 3, seed: int = 1, **more: Any) -> Document:
        named = [{"constitution": law} if isinstance(law, str) else law for law in laws]
        return {"society": "ussr-1989", "runs": runs, "seed": seed, "laws": named, **more}

    def start(self, study: Document, have: Sequence[int] = ()) -> str:
        answer = self.post("/api/runs", json={"study": study, "have": list(have)})
        assert answer.status_code == 202, answer.text
        name: str = answer.json()["id"]
        return name

    def told(self, job: str) -> Iterator[tuple[str, Document]]:
        """The events of a job, as they come."""
        kind = ""
        with self.stream("GET", f"/api/runs/{job}/events") as answer:
            assert answer.status_code == 200
            for line in answer.iter_lines():
                name, _, value = line.partition(": ")
                kind = value if name == "event" else kind
                if name == "data":
                    yield kind, json.loads(value)

    def run(self, study: Document) -> tuple[str, list[tuple[str, Document]]]:
        """A study from beginning to end."""
        job = self.start(study)
        return job, list(self.told(job))


@contextmanager
def served(server: Server) -> Iterator[Client]:
    up = threading.Event()
    serving = Serving(server, bound(0), lambda _: up.set())
    thread = threading.Thread(target=serving.serve_all)
    thread.start()
    try:
        assert up.wait(30)
        with Client(base_url=serving.address, timeout=60, trust_env=False) as client:
            yield client
    finally:
        serving.should_exit = True
        thread.join(30)
        assert not thread.is_alive()


@pytest.fixture(scope="package")
def page() -> Iterator[Client]:
    """The server that tests share which do nothing bad to it."""
    with served(Server(bounds=SMALL)) as client:
        yield client


@pytest.fixture(scope="module")
def rough() -> Iterator[Client]:
    """A server whose workers meet laws that take for ever or end them: see works.py."""
    server = Server(bounds=SMALL)
    server.jobs = Jobs(server.runs, 8.0, "tests.web.works:drawn")
    with served(server) as client:
        yield client
