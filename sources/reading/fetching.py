"""One address, one answer: the only place of the workbench that asks another machine for anything.

    fetch("https://paper.example/report")  -> its bytes

Every connection is made to a number that was checked for this very connection, so that a name which changes between
check and connection gains nothing; a redirect is a new address under the same checks. Proxies of the environment are
not used, certificates are verified, nothing is kept between two requests.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError, SSLError
from urllib3.response import BaseHTTPResponse

from sources.reading import limits
from sources.reading.addresses import Address, AddressRefused, address, public
from sources.reading.errors import NotFetched, quoted

_REDIRECTED = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_TRIED_AGAIN = frozenset({500, 502, 503, 504})
_PIECE = 64 * 1024  # bytes read, unpacked, at a time
_HEADERS = {
    "User-Agent": "claim-workbench",
    "Accept": "text/html,application/xhtml+xml,application/pdf,application/rss+xml,application/atom+xml,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "en",
    "Connection": "close",
}
_SAVE = "Open it in the browser, save it there, and add the file."


class _BrokeOff(Exception):  # noqa: N818 - never leaves this module
    """Another try may do; the message is what is said when it was the last one."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave.

    Attributes:
        url: Where it was found in the end, after redirects.
        content_type: As the server names it, in lower case, without parameters; it is not believed.
        charset: The encoding that the server names; empty where it names none.
    """

    data: bytes
    url: str
    content_type: str
    charset: str


def _resolve(host: str, port: int) -> list[str]:
    """Return the numbers of a host, in the order in which the system would try them."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def _connect(number: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((number, port), timeout=seconds)


@dataclass(frozen=True, slots=True)
class Network:
    """The way out of this machine; a test gives its own and reaches nobody.

    Attributes:
        resolve: Host and port to the host's numbers.
        connect: A number, a port and the seconds it may take, to a connected socket.
        trust: Whose certificates are believed; None for those of the system.
        sleep: Waits before another try.
        patience: Seconds to connect, and between two pieces of an answer.
        seconds: Time for everything that one address takes.
    """

    resolve: Callable[[str, int], list[str]] = _resolve
    connect: Callable[[str, int, float], socket.socket] = _connect
    trust: ssl.SSLContext | None = None
    sleep: Callable[[float], None] = time.sleep
    patience: float = limits.ANSWER_SECONDS
    seconds: float = limits.ADDRESS_SECONDS


class _Watch:
    """Shuts the connection that is open when the time is over: also one whose server sends a byte now and then."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._ends = time.monotonic() + seconds
        self._open: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True
        self._timer.start()

    @property
    def left(self) -> float:
        """Seconds until the end, never none: a connection without a limit would wait for ever."""
        return max(0.01, self._ends - time.monotonic())

    @property
    def over(self) -> bool:
        return time.monotonic() >= self._ends

    def follow(self, connected: socket.socket) -> None:
        with self._lock:
            # A second handle on the same connection: TLS takes the first one over.
            self._release()
            self._open = connected.dup()
        if self.over:
            self._shut()

    def end(self) -> None:
        self._timer.cancel()
        with self._lock:
            self._release()

    def check(self, host: str) -> None:
        if self.over:
            raise NotFetched(
                f"{quoted(host)} did not send the whole page within {self._seconds:g} s, so reading was stopped. "
                f"Try again later. {_SAVE}"
            )

    def _shut(self) -> None:
        with self._lock:
            if self._open is not None:
                with suppress(OSError):  # the other side was first
                    self._open.shutdown(socket.SHUT_RDWR)

    def _release(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


def fetch(text: str, network: Network | None = None, *, headers: Mapping[str, str] | None = None) -> Fetched:
    """Return what stands at an address, redirects followed.

    Args:
        text: The address.
        network: The way out of this machine; None is its own.
        headers: Sent along to this very host by the same scheme and to no other, such as a key.

    Raises:
        AddressRefused: If it, or what it redirects to, must not be asked.
        NotFetched: If it gave no text; the message says why, and what to do.
    """
    network = network or Network()
    where = address(text)
    watch = _Watch(network.seconds)
    own = (where.scheme, where.host)
    try:
        for _ in range(limits.REDIRECTS + 1):
            more = headers if headers and own == (where.scheme, where.host) else {}
            found = _answer(where, network, watch, more)
            if isinstance(found, Fetched):
                return found
            where = found
    finally:
        watch.end()
    raise NotFetched(f"{quoted(where.host)} sends from one address to the next without an end. {_SAVE}")


def _answer(where: Address, network: Network, watch: _Watch, headers: Mapping[str, str]) -> Fetched | Address:
    """Ask until there is an answer, `limits.TRIES` times at most."""
    for wait in (*limits.WAIT_SECONDS, None):
        try:
            return _ask(where, network, watch, headers)
        except _BrokeOff as problem:
            watch.check(where.host)
            if wait is None:
                raise NotFetched(f"{problem} It was asked {limits.TRIES} times. Try again later.") from None
            network.sleep(wait)
    raise AssertionError("unreachable")


def _ask(where: Address, network: Network, watch: _Watch, headers: Mapping[str, str]) -> Fetched | Address:
    connection = _connection(where, network, watch)
    try:
        watch.check(where.host)
        connection.request("GET", where.target, headers=_HEADERS | dict(headers), preload_content=False)
        with closing(connection.getresponse()) as answer:
            return _taken(answer, where, watch)
    except (AddressRefused, NotFetched, _BrokeOff):
        raise
    except (SSLError, ssl.SSLError):
        watch.check(where.host)
        raise NotFetched(
            f"{quoted(where.host)} could not show that it is who it says: its certificate was not accepted. {_SAVE}"
        ) from None
    except (TimeoutError, urllib3.exceptions.TimeoutError):
        watch.check(where.host)
        raise NotFetched(
            f"{quoted(where.host)} did not answer within {network.patience:g} s. Try again later. {_SAVE}"
        ) from None
    except DecodeError:
        raise NotFetched(f"What {quoted(where.host)} sends cannot be unpacked. {_SAVE}") from None
    except (HTTPError, http.client.HTTPException, OSError, ValueError):
        watch.check(where.host)
        raise _BrokeOff(f"{quoted(where.host)} broke off before the page was whole.") from None
    finally:
        connection.close()


def _taken(answer: BaseHTTPResponse, where: Address, watch: _Watch) -> Fetched | Address:
    if answer.status in _REDIRECTED:
        try:
            return address(urljoin(str(where), answer.headers.get("Location", "")))
        except ValueError:
            raise NotFetched(f"{quoted(where.host)} redirects to what is no address. {_SAVE}") from None
    if answer.status != http.client.OK:
        raise _refusal(answer.status, where.host)
    length = answer.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > limits.FILE_BYTES:
        raise _too_large(where.host)
    data = bytearray()
    while piece := answer.read(_PIECE, decode_content=True):
        data += piece
        watch.check(where.host)
        if len(data) > limits.FILE_BYTES:
            raise _too_large(where.host)
    watch.check(where.host)
    if not data:
        raise NotFetched(f"{quoted(where.host)} answered with an empty page. {_SAVE}")
    content_type, _, parameters = answer.headers.get("Content-Type", "").lower().partition(";")
    charset = parameters.partition("charset=")[2].partition(";")[0].strip(" \"'")
    return Fetched(bytes(data), str(where), content_type.strip(), charset)


def _refusal(status: int, host: str) -> NotFetched | _BrokeOff:
    site = quoted(host)
    if status in _TRIED_AGAIN:
        return _BrokeOff(f"{site} has a fault of its own and sends no page ({status}).")
    if status in _GONE:
        return NotFetched(f"There is nothing at this address of {site} any more ({status}).", gone=True)
    if status in {401, 402, 403, 407}:
        return NotFetched(
            f"{site} shows this page only to people who sign in or pay, or to no program ({status}). {_SAVE}"
        )
    if status == 429:  # too many requests, RFC 6585
        return NotFetched(f"{site} asks not to be read so often (429). Try again later.")
    if status == 451:  # unavailable for legal reasons, RFC 7725
        return NotFetched(f"{site} may not show this page here for legal reasons (451).")
    return NotFetched(f"{site} sent no page but the answer {status}. {_SAVE}")


def _too_large(host: str) -> NotFetched:
    most = limits.FILE_BYTES // 1024**2
    return NotFetched(f"What {quoted(host)} sends is more than {most} MB, so reading was stopped. {_SAVE}")


def _connection(where: Address, network: Network, watch: _Watch) -> HTTPConnection:
    def reach() -> socket.socket:
        failed: OSError | None = None
        for number in _checked(where, network):
            watch.check(where.host)
            try:
                connected = network.connect(number, where.port, min(network.patience, watch.left))
            except OSError as problem:  # the next number may do: often one is of IPv6, and this machine has none
                failed = failed or problem
            else:
                watch.follow(connected)
                return connected
        assert failed is not None
        raise failed

    if where.scheme == "http":
        return _Plain(where, reach, timeout=network.patience)
    return _Secure(where, reach, timeout=network.patience, cert_reqs="CERT_REQUIRED", ssl_context=network.trust)


def _checked(where: Address, network: Network) -> list[str]:
    """Return the IP addresses to connect to; the site is refused if any of them is not public."""
    try:
        numbers = network.resolve(where.host, where.port)
    except OSError:
        numbers = []
    if not numbers:
        raise NotFetched(
            f"There is no site {quoted(where.host)}, or this machine has no way to it. Check the address."
        )
    if not all(public(number) for number in numbers):
        raise AddressRefused(
            f"{quoted(where.host)} leads to this machine or its own network, which is never asked. "
            "Save the page in the browser and add the file."
        )
    return numbers


class _Plain(HTTPConnection):
    def __init__(self, where: Address, reach: Callable[[], socket.socket], **settings: Any) -> None:
        super().__init__(where.host, where.port, **settings)
        self._reach = reach

    def _new_conn(self) -> socket.socket:
        return self._reach()


class _Secure(HTTPSConnection):
    def __init__(self, where: Address, reach: Callable[[], socket.socket], **settings: Any) -> None:
        super().__init__(where.host, where.port, **settings)
        self._reach = reach

    def _new_conn(self) -> socket.socket:
        return self._reach()
