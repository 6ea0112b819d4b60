"""`comitia serve` as a process: says where it is, shows what it is given, ends cleanly and takes its workers along."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from comitia.cli import main
from comitia.run import study as studies
from comitia.text.catalogue import path_of
from comitia.web.serve import bound

LOT = "lot-2250"
WAIT = 60.0


@contextmanager
def serving(*arguments: str, cwd: Path | None = None) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "comitia", "serve", "--no-open", "--port", "0", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=cwd)
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


def workers(process: subprocess.Popen[str]) -> list[int]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    found = list(Path(f"/proc/{process.pid}/task").glob("*/children")) if children.exists() else []
    return [int(number) for path in found for number in path.read_text().split()]


def test_it_says_where_it_is_and_ends_cleanly_with_its_workers() -> None:
    with serving() as (process, address):
        assert address.startswith("http://127.0.0.1:")
        assert httpx.get(address, timeout=WAIT, trust_env=False).status_code == 200
        check = httpx.post(f"{address}api/check", json={"law": {"constitution": LOT}}, timeout=WAIT, trust_env=False)
        assert check.json()["ok"]
        theirs = workers(process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=WAIT)
        assert process.returncode in (0, 130)
        assert "Traceback" not in err
        assert out == ""
        until = time.monotonic() + WAIT
        while any(Path(f"/proc/{each}").exists() for each in theirs) and time.monotonic() < until:
            time.sleep(0.05)
        assert not any(Path(f"/proc/{each}").exists() for each in theirs)


def test_it_ends_while_somebody_listens() -> None:
    with serving() as (process, address):
        study = {"society": "ussr-1989", "runs": 1000, "laws": [{"constitution": LOT}]}
        started = httpx.post(f"{address}api/runs", json={"study": study}, timeout=WAIT, trust_env=False)
        with httpx.stream(
            "GET", f"{address}api/runs/{started.json()['id']}/events", timeout=WAIT, trust_env=False
        ) as told:
            next(told.iter_bytes())
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=WAIT)
        assert process.returncode in (0, 130)
        assert "Traceback" not in err


def test_a_port_that_is_taken_is_one_clear_message(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", "--no-open", "--port", str(port)]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert f"port {port}" in said.err


def test_without_a_port_the_next_free_one_is_taken() -> None:
    with bound(None) as first, bound(None) as second:
        assert first.getsockname()[0] == "127.0.0.1"
        assert first.getsockname()[1] != second.getsockname()[1]


@pytest.mark.parametrize("kind", ["comparison", "scenario", "law", "name", "link", "amendment"])
def test_it_shows_what_it_is_given(kind: str, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_bytes(path_of(LOT).read_bytes())
    text = "amends: mine\nconstitution: other\ntitle: Other\nadopted: '2026'\nsummary: Other.\nchanges:\n"
    text += "  - {path: bodies.house.tenure.term.years, to: 2, article: {act: comitia, mark: assumed}}\n"
    (tmp_path / "other.yaml").write_text(text, encoding="utf-8")
    plain = studies.named(["mine.yaml"], "ussr-1989")
    (tmp_path / "study.yaml").write_text(plain.text(), encoding="utf-8")
    run = "scenario: x\nconstitution: mine.yaml\nsociety: ussr-1989\nseed: 5\n"
    (tmp_path / "run.yaml").write_text(run, encoding="utf-8")
    given = {
        "comparison": "study.yaml",
        "scenario": "run.yaml",
        "law": "mine.yaml",
        "name": LOT,
        "link": f"http://127.0.0.1:8765/{studies.named([LOT], 'ussr-1989').link()}",
        "amendment": "other.yaml",
    }[kind]
    with serving(given, cwd=tmp_path) as (_, address):
        answer = httpx.get(address, timeout=WAIT, trust_env=False)
        assert answer.status_code in (302, 303, 307)
        study = studies.of_link(answer.headers["location"])
        (law,) = study.laws
        assert (law.constitution, law.text is None) == {
            "name": (LOT, True),
            "link": (LOT, True),
            "amendment": (str(tmp_path / "other.yaml"), True),
        }.get(kind, (LOT, False))
        body = {"study": study.as_json()}
        page = address.removesuffix("given")
        if kind in ("scenario", "amendment"):
            told = httpx.post(f"{page}api/command", json=body, timeout=WAIT, trust_env=False)
            assert told.status_code == 200, told.text


def test_what_cannot_be_shown_is_one_clear_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.yaml").write_text("compare: x\n", encoding="utf-8")
    for given in (str(tmp_path / "bad.yaml"), "no-such-law", "http://127.0.0.1:8765/#s=x"):
        assert main(["serve", "--no-open", given]) == 2
        assert capsys.readouterr().err
