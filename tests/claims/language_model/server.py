"""A chat-completions server of our own on the loopback, which answers as a test tells it, faults included."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

Question = dict[str, Any]


class Handler(BaseHTTPRequestHandler):
    """Reads a question, remembers it, and lets the server's behaviour write whatever it likes."""

    server: Listening
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = json.loads(self.rfile.read(length))
        model = self.server.model
        model.requests.append(Request(self.path, dict(self.headers.items()), body))
        self.close_connection = True
        try:
            model.behave(self, json.loads(body["messages"][-1]["content"]))
        except OSError:
            model.hung_up.set()  # whoever asked did not wait for the end

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the standard library
        """Print nothing."""

    def reply(self, status: int, body: bytes, **headers: str) -> None:
        """Send a whole answer."""
        self.send_response(status)
        for name, value in ({"Content_Type": "application/json", "Content_Length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def tell(self, content: object, *, finish: str = "stop") -> None:
        """Send what a model says, in the form of the protocol."""
        choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}
        self.reply(200, json.dumps({"object": "chat.completion", "choices": [choice]}).encode())


class Listening(ThreadingHTTPServer):
    """The server with the model it speaks for."""

    daemon_threads = True
    model: FakeModel

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that hang up."""


@dataclass
class Request:
    """A question as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


Behaviour = Callable[[Handler, Question], object]


def copies(handler: Handler, question: Question) -> None:
    """Answer with each sentence as it stands, as a model without ideas would."""
    handler.tell(json.dumps({"claims": [claim(s["n"], s["text"], s["text"]) for s in question["sentences"]]}))


def claim(sentence: int, quote: str, text: str, **more: object) -> dict[str, object]:
    """Return a claim in the form that is asked for."""
    return {"sentence": sentence, "quote": quote, "text": text, "said_by": [], "hedges": []} | more


@dataclass
class FakeModel:
    """A model that listens on a free port while it is used as a context."""

    behave: Behaviour = copies
    requests: list[Request] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)
    hung_up: threading.Event = field(default_factory=threading.Event)

    def says(self, *claims: dict[str, object]) -> None:
        """Answer every question with these claims."""
        content = json.dumps({"claims": list(claims)})
        self.behave = lambda handler, _question: handler.tell(content)

    @property
    def address(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        self._server = Listening(("127.0.0.1", 0), Handler)
        self._server.model = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
