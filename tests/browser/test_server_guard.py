"""What a real server answers on the wire: names, origins, headers, and no question to anybody else."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import streamlit
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from claims.screens.security import security_headers
from tests.browser.harness import Server, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

# They share a server.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("test_server_guard")]

SCRIPT = next((Path(streamlit.__file__).parent / "static" / "static" / "js").glob("index.*.js")).name
UPLOAD = "/_stcore/upload_file/session/file"
# Each kind of answer: pages, Streamlit's own files, health, media, upload, an error, a redirect.
ANSWERS = [
    ("GET", "/", 200),
    ("HEAD", "/", 200),
    ("GET", "/review?article=art-0", 200),
    ("GET", f"/static/js/{SCRIPT}", 200),
    ("GET", "/favicon.png", 200),
    ("GET", "/_stcore/health", 200),
    ("GET", "/_stcore/host-config", 200),
    ("GET", "/_stcore/metrics", 200),
    ("GET", "/media/none.csv", 404),
    ("GET", "/review/_stcore/health", 404),
    ("GET", "/component/none/index.html", 404),
    ("PUT", UPLOAD, 403),
    ("OPTIONS", UPLOAD, 204),
    ("POST", "/", 405),
    ("POST", "/_stcore/agent/interact", 403),
    ("GET", "//evil.example", 400),
    ("GET", "/review/", 301),
    ("GET", "/_stcore/stream", 200),
]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests of this file; none of them changes it."""
    server = Server(tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    server.stop()
    assert "Traceback (most recent call last)" not in server.log(), server.log()


def ask(
    server: Server, path: str, headers: dict[str, str] | None = None, *, method: str = "GET"
) -> tuple[int, http.client.HTTPMessage, str]:
    """Return status, headers and text; the Host is the server's own unless given."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request(method, path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode("utf-8", errors="replace")
    finally:
        connection.close()


def handshake(server: Server, host: str, origin: str | None) -> int:
    """Return the status with which a websocket is answered; 101 means that it is open."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as plain:
        try:
            with connect(f"ws://{host}/_stcore/stream", sock=plain, origin=origin, subprotocols=["streamlit"]):  # type: ignore[arg-type, list-item]
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code


def missing(headers: http.client.HTTPMessage) -> list[str]:
    """Return the names of the headers that an answer lacks or has with another value."""
    return [name for name, value in security_headers().items() if headers.get_all(name) != [value]]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_kind_of_answer_has_the_headers(running: Server, method: str, path: str, status: int) -> None:
    answered, headers, _text = ask(running, path, method=method)
    assert answered == status
    assert not missing(headers)


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
@pytest.mark.parametrize(
    "foreign",
    [
        {"Host": "evil.example:PORT"},
        {"Host": "evil.example:PORT", "Origin": "http://evil.example:PORT"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://localhost:PORT"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    ],
    ids=lambda foreign: " ".join(foreign.values()),
)
def test_what_is_foreign_gets_one_sentence_whatever_it_asks_for(
    running: Server, foreign: dict[str, str], method: str, path: str, status: int
) -> None:
    headers = {name: value.replace("PORT", str(running.port)) for name, value in foreign.items()}
    answered, given, text = ask(running, path, headers, method=method)
    assert answered == 403
    assert not missing(given)
    assert given["Content-Type"] == "text/plain; charset=utf-8"
    assert method == "HEAD" or text.startswith(("The workbench does not answer", "Other pages can link"))
    assert "evil" not in text


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_the_own_page_is_answered_under_both_names(running: Server, name: str) -> None:
    own = f"{name}:{running.port}"
    headers = {"Host": own, "Origin": f"http://{own}", "Sec-Fetch-Site": "same-origin"}
    assert ask(running, "/", headers)[0] == 200
    assert handshake(running, own, f"http://{own}") == 101


def test_a_link_from_elsewhere_opens_the_page(running: Server) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    status, _headers, text = ask(running, "/review?article=art-0", headers)
    assert status == 200
    assert '<div id="root">' in text


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("evil.example:PORT", "http://evil.example:PORT"),
        ("evil.example:PORT", None),
        ("127.0.0.1:PORT", "http://127.0.0.1:1"),
        ("127.0.0.1:PORT", "http://localhost:1"),
        ("127.0.0.1:PORT", "http://localhost:PORT"),
        ("127.0.0.1:PORT", "http://evil.example"),
        ("127.0.0.1:PORT", "null"),
    ],
)
def test_a_foreign_websocket_is_refused_at_the_handshake(running: Server, host: str, origin: str | None) -> None:
    port = str(running.port)
    assert handshake(running, host.replace("PORT", port), origin and origin.replace("PORT", port)) == 403


def test_streamlits_own_files_may_be_kept_and_nothing_else(running: Server) -> None:
    assert "immutable" in ask(running, f"/static/js/{SCRIPT}")[1]["Cache-Control"]
    for path in ("/", "/review", "/_stcore/health", "/media/none.csv"):
        assert ask(running, path)[1]["Cache-Control"] == "no-store", path


def test_a_name_of_the_setting_is_answered_and_a_name_beside_it_is_not(tmp_path: Path) -> None:
    server = Server(tmp_path / "server", environment={"WORKBENCH_HOSTS": "workbench.example, tunnel.example:9000"})
    server.start()
    try:
        assert ask(server, "/", {"Host": "workbench.example", "Origin": "https://workbench.example"})[0] == 200
        assert handshake(server, "tunnel.example:9000", "http://tunnel.example:9000") == 101
        assert ask(server, "/", {"Host": "tunnel.example"})[0] == 403
        assert ask(server, "/")[0] == 200
    finally:
        server.stop()


def test_a_setting_that_names_no_host_ends_the_start_with_a_sentence(tmp_path: Path) -> None:
    server = Server(tmp_path / "server", environment={"WORKBENCH_HOSTS": "https://workbench.example"})
    with pytest.raises(RuntimeError, match="The server ended"):
        server.start()
    assert "WORKBENCH_HOSTS: “https://workbench.example” is not a host." in server.log()
    assert "Traceback" not in server.log()


# Python imports a module of this name at the start of every process.
WATCH = """
import os, socket
def note(what):
    with open(os.environ["WATCHED"], "a") as file:
        file.write(f"{what}\\n")
def watched(function, host_of):
    def ask(*arguments, **named):
        host = host_of(arguments)
        if host not in ("127.0.0.1", "localhost", "0.0.0.0", "::", "::1", None, ""):
            note(host)
        return function(*arguments, **named)
    return ask
def target(arguments):
    return arguments[1][0] if isinstance(arguments[1], tuple) else None  # a path is a socket of this machine
class Watched(socket.socket):
    connect = watched(socket.socket.connect, target)
    connect_ex = watched(socket.socket.connect_ex, target)
socket.getaddrinfo = watched(socket.getaddrinfo, lambda arguments: arguments[0])
socket.socket = Watched
note("watching")
"""


def test_neither_start_nor_refusal_asks_anybody_outside(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    watched = tmp_path / "asked"
    environment = {"PYTHONPATH": str(tmp_path), "WATCHED": str(watched)}
    asks = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 1))"
    subprocess.run([sys.executable, "-c", asks], env={**os.environ, **environment}, check=True)
    assert watched.read_text().split() == ["watching", "192.0.2.1"]

    watched.unlink()
    # Bound to every interface, Streamlit by itself looks for the numbers under which it can be reached.
    server = Server(
        tmp_path / "server", environment={**environment, "STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}, cold=True
    )
    server.start()
    try:
        assert ask(server, "/", {"Host": "evil.example"})[0] == 403
        assert ask(server, "/", {"Origin": "http://evil.example"})[0] == 403
        assert handshake(server, f"127.0.0.1:{server.port}", f"http://evil.example:{free_port()}") == 403
        assert ask(server, "/")[0] == 200
    finally:
        server.stop()
    assert set(watched.read_text().split()) == {"watching"}
