"""One question to a chat-completions endpoint over HTTP, within limits of time and size.

The standard library's client follows no redirect and reads no proxy from the environment. The key is sent to the
endpoint alone and stands in no message.
"""

from __future__ import annotations

import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection

from claims.language_model.endpoint import Endpoint
from claims.language_model.faults import ModelFault, Stopped
from sources.untrusted import mended_json

Message = dict[str, str]

CONNECT_SECONDS = 10.0
# A model of 8 billion parameters on two cores writes some 5 tokens a second, and a batch of sentences takes at most
# about 1,500 tokens: 300 s. Whoever waits sees the progress and can stop it.
ANSWER_SECONDS = 300.0
ANSWER_BYTES = 2 * 2**20  # the claims of a batch take some 6 kB; a thousand times that is no answer
PAUSE_SECONDS = 2.0  # before the one repeat when a server is busy; hosted services count requests by the second
SEED = 20240503  # any number, always the same: with temperature 0 it asks for the same answer every time

_READ = 65_536


class ChatClient:
    """Asks one model at one endpoint.

    Args:
        endpoint: Where.
        model: Its name there.
        key: Sent as bearer token; empty for servers that want none.
        seconds, most_bytes, pause: Limits of one answer, and the wait before the one repeat.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        model: str,
        key: str = "",
        *,
        seconds: float = ANSWER_SECONDS,
        most_bytes: int = ANSWER_BYTES,
        pause: float = PAUSE_SECONDS,
    ) -> None:
        self._endpoint = endpoint
        self._model = model
        self._key = key
        self._seconds = seconds
        self._most_bytes = most_bytes
        self._pause = pause
        self._stopped = threading.Event()
        self._socket: socket.socket | None = None

    def stop(self) -> None:
        """End the question under way from another thread; it and all later ones raise `Stopped`."""
        self._stopped.set()
        self._hang_up()

    def ask(self, messages: Sequence[Message]) -> str:
        """Return the text of the model's answer.

        Raises:
            ModelFault: If there is none that can be used.
            Stopped: If `stop` was called.
        """
        if not (self._key.isascii() and self._key.isprintable()):
            raise ModelFault("The key holds a sign that no key has. Copy it again.")
        body = json.dumps(
            {"model": self._model, "messages": list(messages), "temperature": 0, "seed": SEED, "stream": False}
        ).encode()
        try:
            return self._once(body)
        except ModelFault as fault:
            if not fault.again:
                raise
        if self._stopped.wait(self._pause):
            raise Stopped
        return self._once(body)

    def _once(self, body: bytes) -> str:
        with self._told():
            data = self._exchange(body)
        return _content(data, self._endpoint.named)

    def _exchange(self, body: bytes) -> bytes:
        late = threading.Event()

        def expire() -> None:
            late.set()
            self._hang_up()

        watch = threading.Timer(self._seconds, expire)
        watch.daemon = True
        connection = self._connection()
        try:
            connection.connect()
            self._socket = connection.sock
            self._check_peer(connection.sock)
            connection.sock.settimeout(self._seconds)
            watch.start()
            connection.request("POST", self._endpoint.path, body, self._headers())
            with closing(connection.getresponse()) as response:
                self._check_status(response)
                data = self._body(response)
        except (OSError, HTTPException, ModelFault) as error:
            if late.is_set():  # hanging up from the watch shows as an answer that broke off
                raise TimeoutError from error
            raise
        finally:
            watch.cancel()
            self._socket = None
            connection.close()
        if late.is_set():
            raise TimeoutError
        return data

    def _connection(self) -> HTTPConnection:
        if self._stopped.is_set():
            raise Stopped
        end = self._endpoint
        if end.secure:
            context = ssl.create_default_context()
            return HTTPSConnection(end.host, end.port, timeout=CONNECT_SECONDS, context=context)
        return HTTPConnection(end.host, end.port, timeout=CONNECT_SECONDS)

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        return headers | ({"Authorization": f"Bearer {self._key}"} if self._key else {})

    def _check_peer(self, connected: socket.socket) -> None:
        """Hold the promise that nothing leaves this machine, whatever a name resolves to."""
        peer = str(connected.getpeername()[0]).split("%")[0]
        if self._endpoint.local and not ipaddress.ip_address(peer).is_loopback:
            raise ModelFault(f"{self._endpoint.host} does not lead to this machine. Write 127.0.0.1 instead.")

    def _check_status(self, response: HTTPResponse) -> None:
        status, host = response.status, self._endpoint.named
        if 300 <= status < 400:
            raise ModelFault(f"{host} sends on to another address, which is not followed. Set the final address.")
        if status in {401, 403}:
            told = "did not accept the key" if self._key else "asks for a key"
            raise ModelFault(f"{host} {told}. Put the right one into WORKBENCH_LANGUAGE_MODEL_KEY.")
        if status == 404:
            raise ModelFault(f"{host} knows no model “{self._model}” at this address. Check both in the settings.")
        if status == 429:
            raise ModelFault(f"{host} takes no more requests just now, or the quota is used up.", again=True)
        if status >= 500:
            raise ModelFault(f"{host} reports a fault of its own.", again=True)
        if status != 200:
            raise ModelFault(f"{host} refused the request.")
        if response.getheader("Content-Encoding", "identity").lower() != "identity":
            raise ModelFault(f"{host} sent a packed answer, which was not asked for.")

    def _body(self, response: HTTPResponse) -> bytes:
        parts: list[bytes] = []
        size = 0
        while part := response.read1(_READ):
            size += len(part)
            if size > self._most_bytes:
                raise ModelFault(f"{self._endpoint.named} sent more than an answer can be, and was cut off.")
            parts.append(part)
        if response.length:
            raise ModelFault(f"{self._endpoint.named} broke off in the middle of its answer.", again=True)
        return b"".join(parts)

    def _hang_up(self) -> None:
        connected = self._socket
        if connected is not None:
            try:
                # The plain socket's own method: that of an encrypted one would change it under the reading thread.
                socket.socket.shutdown(connected, socket.SHUT_RDWR)
            except OSError:
                return  # it was closed already

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn whatever the network does into a fault with a sentence, and a stop by a person into `Stopped`."""
        host = self._endpoint.named
        try:
            yield
        except (OSError, HTTPException, ValueError) as error:
            if self._stopped.is_set():
                raise Stopped from error
            raise _fault(error, host) from error
        except ModelFault:
            if self._stopped.is_set():
                raise Stopped from None
            raise


def _fault(error: Exception, host: str) -> ModelFault:
    if isinstance(error, TimeoutError):
        return ModelFault(f"{host} did not answer in time.")
    if isinstance(error, ConnectionRefusedError):
        return ModelFault(f"Nothing answers at {host}. Start the model's server, or check the address.")
    if isinstance(error, socket.gaierror):
        return ModelFault(f"There is no host {host}. Check the address.")
    if isinstance(error, ssl.SSLCertVerificationError):
        return ModelFault(f"{host} could not show that it is {host}: its certificate is not valid here.")
    if isinstance(error, OSError) and not isinstance(error, ConnectionError):
        return ModelFault(f"{host} could not be reached.")
    return ModelFault(f"{host} broke off in the middle of its answer.", again=True)


def _content(data: bytes, host: str) -> str:
    unreadable = ModelFault(f"{host} sent something that is no answer of a language model.")
    try:
        answer, _replaced = mended_json(data.decode("utf-8"))
    except ValueError as error:  # bytes that are no UTF-8 included
        raise unreadable from error
    try:
        choice = answer["choices"][0]
        content = choice["message"]["content"]
        finish = choice.get("finish_reason")
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise unreadable from error
    if finish == "length":
        raise ModelFault("The model's answer was cut off before its end.", lasting=False)
    if content is None or content == "":
        raise ModelFault("The model answered nothing.", lasting=False)
    if not isinstance(content, str):
        raise unreadable
    return content
