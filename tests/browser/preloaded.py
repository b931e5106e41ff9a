"""One process that has imported what a server imports; each server is a fork of it and starts in a second.

A server that begins with nothing takes about ten seconds of computing until both models are loaded, and nearly all of
it is imports. A fork has its own memory, environment, database and log, and runs what ``python -m streamlit`` runs.

``python -m tests.browser.preloaded`` reads an order a line and answers each with a line, both in JSON.
"""

from __future__ import annotations

import atexit
import functools
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sources.embedding.encoder import Encoder

REPOSITORY = Path(__file__).resolve().parents[2]
LOOK_AGAIN_SECONDS = 0.02


class Fork:
    """A server that `fork` started, to be ended and waited for as a process of `subprocess`."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit code, negative for a signal; None while it runs."""
        if self.returncode is None:
            self.returncode = _ask({"ended": self.pid})
        return self.returncode

    def send_signal(self, how: signal.Signals) -> None:
        """Send a signal to a process that is still there; its number is its own until `poll` has seen its end."""
        if self.poll() is None:
            os.kill(self.pid, how)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code once it has ended.

        Raises:
            subprocess.TimeoutExpired: If it has not ended after ``timeout`` seconds.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if deadline is not None and timeout is not None and time.monotonic() > deadline:
                raise subprocess.TimeoutExpired("a forked server", timeout)
            time.sleep(LOOK_AGAIN_SECONDS)
        return code


def fork(arguments: list[str], environment: dict[str, str], log: str, sites: dict[str, int] | None = None) -> Fork:
    """Start ``python -m streamlit`` with these arguments and this environment; its output is added to ``log``.

    ``sites`` are names that are public sites for it, each with the port of this machine where it is served.
    """
    return Fork(_ask({"arguments": arguments, "environment": environment, "log": log, "sites": sites or {}}))


@functools.cache
def _parent() -> subprocess.Popen[str]:
    # Torch reads the number of threads when it is imported, so all forks have the one that `Server` gives.
    environment = {**os.environ, "OMP_NUM_THREADS": "2", "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.preloaded"],
        cwd=REPOSITORY,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(_end, process)
    return process


def _end(process: subprocess.Popen[str]) -> None:
    with process:  # closes its input, which ends it and its forks
        pass


def _ask(order: dict[str, Any]) -> Any:
    process = _parent()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    if not answer:
        raise RuntimeError("The process that servers are forks of has ended; its own words are on stderr.")
    return json.loads(answer)


def main() -> None:
    """Import, then start a fork for each order until the orders end; a fork goes on as the server itself."""
    _load()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C in the terminal is for pytest, which closes the input
    order = _first_order_of_a_fork()
    if order is not None:
        _become(order)


def _load() -> None:
    import sentence_transformers  # noqa: F401
    import streamlit.web.bootstrap
    import streamlit.web.cli  # noqa: F401
    import torch  # noqa: F401

    from claims.screens import app_shell  # noqa: F401
    from claims.splitting import load_parser

    load_parser()
    _look_through_packages()
    _load_model()
    gc.freeze()  # no fork looks through what they all share


def _look_through_packages() -> None:
    """Look for components in the installed packages here: Streamlit takes 0.4 s for it at each start."""
    from streamlit.components.v2 import manifest_scanner

    manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)
    manifest_scanner.scan_component_manifests()


def _load_model() -> None:
    """Load the packaged model here, where nothing is computed with it; a fork that names another one loads that."""
    import torch

    from sources.embedding import load_encoder, worker
    from sources.embedding.model import DEFAULT_MODEL, model_name

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # a fork has none of the threads that this process may have begun
    loaded = load_encoder(DEFAULT_MODEL)
    torch.set_num_threads(threads)
    _measure(loaded)

    def load() -> Encoder:
        return loaded if model_name() == DEFAULT_MODEL else load_encoder()

    defaults = worker.EncoderWorker.__init__.__kwdefaults__
    assert defaults is not None
    defaults["load"] = load


def _measure(encoder: Encoder) -> None:
    """Measure once for all forks what each would measure, 1.5 s long: in what this machine computes quickest.

    A fork of its own measures, because the threads that compute would not go over into the next forks.
    """
    from sources.embedding import Precision
    from sources.embedding.sentence_encoder import SentenceEncoder
    from sources.index import exact, products

    answer, asked = os.pipe()
    if os.fork() == 0:
        measured = {"precision": encoder.quickest(), "arithmetic": products.quickest().name}
        os.write(asked, json.dumps(measured).encode())
        os._exit(0)
    os.close(asked)
    with os.fdopen(answer) as lines:
        found = json.load(lines)
    os.wait()
    assert isinstance(encoder, SentenceEncoder)
    encoder._quickest = Precision(found["precision"])
    arithmetic = products.BFLOAT16 if found["arithmetic"] == products.BFLOAT16.name else products.FLOAT32
    exact.__dict__["quickest"] = lambda: arithmetic


def _first_order_of_a_fork() -> dict[str, Any] | None:
    """Answer orders; return in each fork with its own, and in the parent with None once the orders have ended."""
    running: set[int] = set()
    for line in sys.stdin:
        order = json.loads(line)
        if "ended" in order:
            pid, status = os.waitpid(order["ended"], os.WNOHANG)
            running.discard(pid)
            answer = os.waitstatus_to_exitcode(status) if pid else None
        else:
            answer = os.fork()
            if answer == 0:
                return order  # type: ignore[no-any-return]
            running.add(answer)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    for pid in running:
        os.kill(pid, signal.SIGKILL)
    return None


def _become(order: dict[str, Any]) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    log = os.open(order["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for opened, number in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(opened, number)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(order["environment"])
    _lead(order["sites"])
    sys.argv[1:] = order["arguments"]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def _lead(sites: dict[str, int]) -> None:
    """Give each site a public number, and lead connections to it to a port of this machine."""
    numbers = {name: f"93.184.215.{place}" for place, name in enumerate(sites, start=1)}
    ports = {numbers[name]: port for name, port in sites.items()}
    resolve, connect = socket.getaddrinfo, socket.create_connection

    def getaddrinfo(host: Any, *more: Any, **named: Any) -> Any:
        return resolve(numbers.get(host, host), *more, **named)

    def create_connection(where: Any, *more: Any, **named: Any) -> Any:
        return connect(("127.0.0.1", ports[where[0]]) if where[0] in ports else where, *more, **named)

    socket.getaddrinfo = getaddrinfo
    socket.create_connection = create_connection  # type: ignore[assignment]


if __name__ == "__main__":
    main()
