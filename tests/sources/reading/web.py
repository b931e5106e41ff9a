"""A web server on this machine that answers as a test says, and a network that leads every public number to it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sources.reading.fetching import Network

CERTIFICATE = Path(__file__).parent / "tls" / "certificate.pem"
PUBLIC = "93.184.215.14"

Answer = bytes | Callable[[socket.socket], None]


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """Return an answer of HTTP; a Content-Length goes with it unless one is given."""
    given = {"Content_Length": str(len(body)), **headers}
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in given.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    return answer(status=status, Location=to)


@dataclass
class Web:
    """What the server was asked, and the network that leads to it.

    Attributes:
        asked: "host path" of each request.
        connected: The numbers that were connected to.
        heads: The head of each request.
    """

    port: int
    names: dict[str, list[list[str]]]
    asked: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    connected: list[tuple[str, int]] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    patience: float = 5.0
    seconds: float = 20.0
    trust: ssl.SSLContext | None = None

    @property
    def network(self) -> Network:
        return Network(self._resolve, self._connect, self.trust, self.waited.append, self.patience, self.seconds)

    def _resolve(self, host: str, _port: int) -> list[str]:
        """Answer as this name does; a name with several answers gives the next one each time."""
        answers = self.names.get(host)
        if answers is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def _connect(self, number: str, port: int, seconds: float) -> socket.socket:
        self.connected.append((number, port))
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)


@contextmanager
def serving(
    routes: Mapping[str, Answer | list[Answer]],
    names: Mapping[str, list[list[str]]] | None = None,
    *,
    tls: bool = False,
) -> Iterator[Web]:
    """Serve ``routes`` ("host/path" to an answer, or to one after the other) until the block ends.

    Args:
        routes: What is answered; anything else is 404.
        names: Each name's numbers, one list for each time it is asked; otherwise each host of the routes is public.
        tls: Serve with the test's own certificate, which is that of paper.example.
    """
    hosts = {route.partition("/")[0] for route in routes}
    known = (
        {host: [[PUBLIC]] for host in hosts} if names is None else {name: list(each) for name, each in names.items()}
    )
    listener = socket.create_server(("127.0.0.1", 0))
    web = Web(listener.getsockname()[1], known)
    left = {route: list(what) if isinstance(what, list) else [what] for route, what in routes.items()}
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE, CERTIFICATE.with_name("key.pem"))

    def serve(plain: socket.socket) -> None:
        with suppress(OSError), plain:
            plain.settimeout(10)
            caller = context.wrap_socket(plain, server_side=True) if context else plain
            head = b""
            while b"\r\n\r\n" not in head and (piece := caller.recv(4096)):
                head += piece
            lines = head.decode("latin-1").split("\r\n")
            path = lines[0].split(" ")[1]
            host = next(line[6:] for line in lines if line.lower().startswith("host: "))
            web.asked.append(f"{host} {path}")
            web.heads.append(head.decode("latin-1"))
            answers = left.get(host + path.partition("?")[0], [answer(b"nothing", "404 Not Found")])
            what = answers.pop(0) if len(answers) > 1 else answers[0]
            if callable(what):
                what(caller)
            else:
                caller.sendall(what)
            with suppress(OSError):
                caller.shutdown(socket.SHUT_WR)
            caller.close()

    def accept() -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(caller,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield web
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
