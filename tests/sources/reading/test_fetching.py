from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import zlib

import pytest

from sources.reading import fetching, limits
from sources.reading.addresses import AddressRefused
from sources.reading.errors import NotFetched
from sources.reading.fetching import fetch
from tests.sources.reading.web import CERTIFICATE, PUBLIC, Answer, Web, answer, redirect, serving

PAGE = b"<!doctype html><html><body><p>Forty ships wait off Lorn.</p></body></html>"
WHERE = "http://paper.example/report"


def refusal(web: Web, where: str = WHERE) -> str:
    with pytest.raises(NotFetched) as refused:
        fetch(where, web.network)
    return str(refused.value)


def test_what_stands_at_an_address_is_read_from_the_checked_number_under_its_own_name() -> None:
    with serving({"paper.example/report": answer(PAGE, Content_Type="text/html; Charset=ISO-8859-1; x=y")}) as web:
        found = fetch("http://paper.example/report?day=3#top", web.network)
    assert (found.data, found.url) == (PAGE, "http://paper.example/report?day=3")
    assert (found.content_type, found.charset) == ("text/html", "iso-8859-1")
    assert (web.connected, web.asked) == ([(PUBLIC, 80)], ["paper.example /report?day=3"])
    assert "Cookie" not in web.heads[0]
    assert "Authorization" not in web.heads[0]


def test_a_certificate_is_verified_and_the_name_goes_with_it() -> None:
    trusting = ssl.create_default_context(cafile=CERTIFICATE)
    with serving({"paper.example/": answer(PAGE), "other.example/": answer(PAGE)}, tls=True) as web:
        assert "certificate was not accepted" in refusal(web, "https://paper.example/")
        web.trust = trusting
        assert fetch("https://paper.example/", web.network).data == PAGE
        assert "certificate was not accepted" in refusal(web, "https://other.example/")
    assert web.asked == ["paper.example /"]


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving({"paper.example/report": answer(PAGE)}) as web:
        assert fetch(WHERE, web.network).data == PAGE


@pytest.mark.parametrize(
    "numbers",
    [
        ["127.0.0.1"],
        ["10.0.0.1"],
        ["169.254.169.254"],
        ["::ffff:10.0.0.1"],
        ["64:ff9b::a00:1"],
        [PUBLIC, "192.168.1.1"],
    ],
)
def test_a_name_with_one_number_that_is_not_public_is_never_connected_to(numbers: list[str]) -> None:
    with (
        serving({"paper.example/report": answer(PAGE)}, {"paper.example": [numbers]}) as web,
        pytest.raises(AddressRefused, match="never asked"),
    ):
        fetch(WHERE, web.network)
    assert not web.connected


def test_a_name_that_changes_between_two_connections_is_checked_for_each() -> None:
    failing: list[Answer] = [answer(status="503 Busy"), answer(PAGE)]
    names = {"paper.example": [[PUBLIC], ["127.0.0.1"]]}
    with (
        serving({"paper.example/report": failing}, names) as web,
        pytest.raises(AddressRefused, match="never asked"),
    ):
        fetch(WHERE, web.network)
    assert web.connected == [(PUBLIC, 80)]


def test_a_number_that_does_not_answer_gives_way_to_the_next_one() -> None:
    with serving({"paper.example/report": answer(PAGE)}, {"paper.example": [["2606:2800::7", PUBLIC]]}) as web:
        to_server = web._connect

        def connect(number: str, port: int, seconds: float) -> socket.socket:
            if ":" in number:
                raise OSError(101, "Network is unreachable")
            return to_server(number, port, seconds)

        network = fetching.Network(web._resolve, connect, sleep=web.waited.append)
        assert fetch(WHERE, network).data == PAGE


def test_a_name_that_nobody_has_is_said() -> None:
    with serving({}) as web:
        assert "There is no site “paper.example”" in refusal(web)


def test_redirects_are_followed_as_new_addresses() -> None:
    routes: dict[str, Answer | list[Answer]] = {
        "paper.example/report": redirect("/moved", "301 Moved"),
        "paper.example/moved": redirect("//www.paper.example/final?a=b", "308 Moved"),
        "www.paper.example/final": answer(PAGE),
    }
    with serving(routes) as web:
        found = fetch(WHERE, web.network)
    assert found.url == "http://www.paper.example/final?a=b"
    assert web.asked == ["paper.example /report", "paper.example /moved", "www.paper.example /final?a=b"]


@pytest.mark.parametrize(
    "to",
    ["http://127.0.0.1/", "http://2130706433/", "http://[::1]/", "file:///etc/passwd", "http://inside.example/",
     "http://localhost./", "https://paper.example:8443/", "http://a:b@paper.example/"],
)  # fmt: skip
def test_a_redirect_to_what_may_not_be_asked_is_refused(to: str) -> None:
    names = {"paper.example": [[PUBLIC]], "inside.example": [["10.0.0.9"]]}
    with serving({"paper.example/report": redirect(to)}, names) as web, pytest.raises(AddressRefused):
        fetch(WHERE, web.network)
    assert web.connected == [(PUBLIC, 80)]


def test_redirects_without_an_end_are_given_up() -> None:
    with serving({"paper.example/report": redirect("/report")}) as web:
        assert "without an end" in refusal(web)
    assert len(web.asked) == limits.REDIRECTS + 1


@pytest.mark.parametrize(
    ("status", "says", "gone"),
    [
        ("401 Unauthorized", "people who sign in or pay", False),
        ("402 Payment Required", "people who sign in or pay", False),
        ("403 Forbidden", "people who sign in or pay", False),
        ("404 Not Found", "nothing at this address", True),
        ("410 Gone", "nothing at this address", True),
        ("429 Too Many Requests", "not to be read so often", False),
        ("451 Unavailable", "legal reasons", False),
        ("304 Not Modified", "the answer 304", False),
        ("418 Teapot", "the answer 418", False),
    ],
)
def test_an_answer_that_is_no_page_is_said_in_words_and_not_asked_again(status: str, says: str, gone: bool) -> None:
    with (
        serving({"paper.example/report": answer(PAGE, status)}) as web,
        pytest.raises(NotFetched, match=says) as told,
    ):
        fetch(WHERE, web.network)
    assert told.value.gone is gone
    assert len(web.asked) == 1


def test_a_server_at_fault_is_asked_again_a_few_times_and_then_left() -> None:
    busy = answer(status="503 Busy")
    with serving({"paper.example/report": [busy, busy, answer(PAGE)]}) as web:
        assert fetch(WHERE, web.network).data == PAGE
    assert web.waited == list(limits.WAIT_SECONDS)
    with serving({"paper.example/report": answer(status="502 Bad")}) as web:
        assert "(502). It was asked 3 times." in refusal(web)
    assert len(web.asked) == limits.TRIES


@pytest.mark.parametrize(
    "broken",
    [
        answer(PAGE, Content_Length=str(len(PAGE) + 10)),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nForty\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nForty\r\n",
        b"nonsense\r\n\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70_000 + b"\r\n\r\n",
    ],
    ids=["length", "chunk", "chunk size", "nonsense", "nothing", "many heads", "long head"],
)
def test_an_answer_that_breaks_off_is_asked_again_and_then_left(broken: bytes) -> None:
    with serving({"paper.example/report": broken}) as web:
        assert "broke off" in refusal(web)
    assert len(web.asked) == limits.TRIES


def test_an_empty_answer_is_said() -> None:
    with serving({"paper.example/report": answer(b"")}) as web:
        assert "empty page" in refusal(web)


def test_a_packed_answer_is_unpacked() -> None:
    with serving({"paper.example/report": answer(gzip.compress(PAGE), Content_Encoding="gzip")}) as web:
        assert fetch(WHERE, web.network).data == PAGE


def test_an_answer_that_cannot_be_unpacked_is_said() -> None:
    with serving({"paper.example/report": answer(b"no gzip at all", Content_Encoding="gzip")}) as web:
        assert "cannot be unpacked" in refusal(web)


def bomb() -> bytes:
    """Return 64 MB of zeros, packed twice; less than 1 kB as sent."""
    packer = zlib.compressobj(9, wbits=31)
    inner = b"".join(packer.compress(bytes(2**24)) for _ in range(4)) + packer.flush()
    return gzip.compress(inner, 9)


def test_an_answer_that_unpacks_without_end_is_stopped_at_the_limit() -> None:
    with serving({"paper.example/report": answer(bomb(), Content_Encoding="gzip, gzip")}) as web:
        assert "more than 20 MB" in refusal(web)


def test_an_answer_that_says_it_is_too_large_is_not_read() -> None:
    with serving({"paper.example/report": answer(b"x", Content_Length=str(limits.FILE_BYTES + 1))}) as web:
        assert "more than 20 MB" in refusal(web)


def _endless(caller: socket.socket) -> None:
    caller.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        caller.sendall(bytes(2**16))


def test_an_answer_without_an_end_is_stopped_at_the_limit() -> None:
    with serving({"paper.example/report": _endless}) as web:
        assert "more than 20 MB" in refusal(web)


def drip(start: bytes) -> Answer:
    """Send one byte every tenth of a second: never so late that a read would give up."""

    def send(caller: socket.socket) -> None:
        caller.sendall(start)
        for _ in range(600):
            caller.sendall(b"a")
            time.sleep(0.1)

    return send


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nA: ", b""])
def test_an_answer_that_drips_is_stopped_when_the_time_is_over(start: bytes) -> None:
    with serving({"paper.example/report": drip(start)}) as web:
        web.seconds = 1.0
        assert "within 1 s" in refusal(web)


def test_a_handshake_that_drips_is_stopped_when_the_time_is_over() -> None:
    with serving({}, {"paper.example": [[PUBLIC]]}) as web:
        listener = socket.create_server(("127.0.0.1", 0))
        web.port, web.seconds = listener.getsockname()[1], 1.0

        def hold() -> None:
            caller, _ = listener.accept()
            with caller:
                caller.sendall(b"\x16\x03\x03\x40\x00")  # a record of 16 kB begins
                for _ in range(50):
                    try:
                        caller.sendall(b"\x02")
                    except OSError:
                        return
                    time.sleep(0.1)

        threading.Thread(target=hold, daemon=True).start()
        assert "within 1 s" in refusal(web, "https://paper.example/")
        listener.close()


def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    with serving({"paper.example/report": lambda _: time.sleep(3)}) as web:
        web.patience = 0.5
        assert "did not answer within 0.5 s" in refusal(web)
    assert len(web.asked) == 1


def test_an_address_that_is_refused_reaches_no_network() -> None:
    with serving({}) as web, pytest.raises(AddressRefused):
        fetch("http://127.0.0.1/", web.network)
    assert not web.connected
