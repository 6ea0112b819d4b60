"""Who may ask, how much may be sent, and what every answer bears."""

from __future__ import annotations

import select
import socket
from contextlib import suppress

import pytest

from comitia.picture.palette import hatches
from comitia.web.guard import LARGEST, LARGEST_BALLOTS
from tests.web.conftest import Client


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "example.org"},
        {"host": "127.0.0.1"},
        {"host": "127.0.0.1.example.org:8765"},
        {"origin": "https://example.org"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/api/catalogue", "/api/check", "/page/index.html"])
def test_foreign_pages_and_names_are_refused(page: Client, headers: dict[str, str], path: str) -> None:
    answer = page.request("POST" if path == "/api/check" else "GET", path, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["faults"][0]["code"] == "foreign"


def test_two_hosts_are_refused(page: Client) -> None:
    with connected(page) as line:
        line.sendall(f"GET / HTTP/1.1\r\nHost: {page.base_url.netloc.decode()}\r\nHost: example.org\r\n\r\n".encode())
        assert line.recv(100)[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 403")


def test_the_page_itself_and_programs_may_ask(page: Client) -> None:
    origin = str(page.base_url).rstrip("/")
    for headers in ({"origin": origin}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}):
        assert page.get("/api/catalogue", headers=headers).status_code == 200


def test_localhost_is_this_machine(page: Client) -> None:
    port = page.base_url.port
    for host in (f"localhost:{port}", f"[::1]:{port}"):
        assert page.get("/", headers={"host": host, "origin": f"http://{host}"}).status_code == 200


def test_a_link_on_another_page_may_lead_to_the_page_and_nowhere_else(page: Client) -> None:
    followed = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert page.get("/", headers=followed).status_code == 200
    assert page.get("/api/catalogue", headers=followed).status_code == 403
    assert page.get("/", headers={**followed, "sec-fetch-dest": "iframe"}).status_code == 403


def test_every_answer_bears_its_policy(page: Client) -> None:
    foreign = page.get("/", headers={"host": "example.org"})
    for answer in (page.get("/"), page.get("/api/catalogue"), page.get("/nowhere"), page.get("/palette.css"), foreign):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in answer.headers
    assert page.get("/api/catalogue").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("path", "most"), [("/api/check", LARGEST), ("/api/ballots/preflight", LARGEST_BALLOTS)])
def test_a_body_that_says_that_it_is_too_large_is_not_read(page: Client, path: str, most: int) -> None:
    with connected(page) as line:
        line.sendall(f"{head(page, path)}Content-Length: {most + 1}\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(("path", "most"), [("/api/check", LARGEST), ("/api/ballots/preflight", LARGEST_BALLOTS)])
def test_a_body_is_counted_while_it_is_read(page: Client, path: str, most: int) -> None:
    piece, sent, answer = most // 16, 0, b""
    with connected(page) as line:
        line.sendall(f"{head(page, path)}Transfer-Encoding: chunked\r\n\r\n".encode())
        with suppress(ConnectionError):  # a server that ends while more is sent may be heard or not
            while not select.select([line], [], [], 0.05)[0]:
                line.sendall(f"{piece:x}\r\n".encode() + b" " * piece + b"\r\n")
                sent += piece
                assert sent < 4 * most
            answer = line.recv(100)
    assert sent > most
    assert answer.startswith(b"HTTP/1.1 413") or not answer


def connected(page: Client) -> socket.socket:
    return socket.create_connection(("127.0.0.1", page.base_url.port or 0), 10)


def head(page: Client, path: str) -> str:
    return f"POST {path} HTTP/1.1\r\nHost: {page.base_url.netloc.decode()}\r\n"


@pytest.mark.parametrize(
    "name",
    ["../app.py", "..%2Fapp.py", "%2e%2e/app.py", "%2e%2e", "", "/etc/passwd", "%2Fetc%2Fpasswd", "no.js", "a%00b.js"],
)
def test_no_file_outside_the_folder_of_the_page(page: Client, name: str) -> None:
    answer = page.get(f"/page/{name}")
    assert answer.status_code == 404
    assert "import" not in answer.text


def test_the_page_and_its_parts_are_there(page: Client) -> None:
    assert page.get("/").headers["content-type"].startswith("text/html")
    assert page.get("/").text == page.get("/page/index.html").text.replace("<!-- hatches -->", hatches())
    assert page.get("/").text.count("<pattern") == hatches().count("<pattern") > 0
    assert page.get("/palette.css").headers["content-type"].startswith("text/css")


def test_what_is_not_there_is_told_in_the_form_of_all_faults(page: Client) -> None:
    assert page.get("/nowhere").json()["faults"][0]["code"] == "not-found"
    answer = page.get("/api/check")
    assert answer.status_code == 405
    assert answer.json()["faults"][0]["code"] == "not-allowed"
