"""One process that has imported what a server imports; each server is a fork of it and starts in a second.

A server that begins with nothing takes about ten seconds of computing until both models are loaded, and nearly all of
it is imports. A fork has its own memory, environment, database and log, and runs what ``python -m streamlit`` runs.

There is one for all processes of a run of pytest: the first that needs it starts this module with a listening socket,
and it ends when the last has closed its connection. It reads an order a line and answers each with a line, in JSON.
"""

from __future__ import annotations

import atexit
import fcntl
import functools
import gc
import importlib
import json
import os
import runpy
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sources.embedding.encoder import Encoder

REPOSITORY = Path(__file__).resolve().parents[2]
LOOK_AGAIN_SECONDS = 0.02
_STARTED: list[subprocess.Popen[bytes]] = []  # kept, or Python would complain that it runs on


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


def in_fork(make: Callable[..., Any], *arguments: Any) -> Any:
    """Return what a function of a module returns that runs in a fork, where the parser and the model are loaded.

    A process of pytest would load them itself, 8 s long. Arguments and answer go over as JSON.

    Raises:
        RuntimeError: If it raises; with what it printed.
    """
    with tempfile.TemporaryDirectory() as folder:
        log, answer = Path(folder) / "log", Path(folder) / "answer"
        order = {
            "make": [make.__module__, make.__qualname__, str(answer)],
            "arguments": arguments,
            "environment": dict(os.environ),
            "log": str(log),
            "sites": {},
        }
        if Fork(_ask(order)).wait():
            raise RuntimeError(f"{make.__qualname__} failed. It printed:\n{log.read_text()}")
        return json.loads(answer.read_text())


def made_once(make: Callable[..., Any], database: Path) -> Any:
    """Return what ``make`` returns, which fills a new database with what many tests begin with, as `in_fork` does.

    It runs once for all processes of a run of pytest; each database is a copy of what it made.
    """
    _parent()
    name = f"{make.__module__}.{make.__qualname__}"
    made, told = _place().with_suffix(".made") / f"{name}.sqlite3", _place().with_suffix(".made") / f"{name}.json"
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            told.write_text(json.dumps(in_fork(make, str(made))))
    shutil.copyfile(made, database)
    return json.loads(told.read_text())


def _place() -> Path:
    return Path(tempfile.gettempdir()) / f"preloaded-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"


@functools.cache
def _parent() -> TextIO:
    """Connect to the process for this run of pytest; the first who asks starts it."""
    place = _place()
    connection = socket.socket(socket.AF_UNIX)
    with _alone():
        try:
            connection.connect(str(place))
        except (FileNotFoundError, ConnectionRefusedError):
            _start(place)
            connection.connect(str(place))
    lines = connection.makefile("rw")
    connection.close()  # `lines` keeps it open
    atexit.register(lines.close)
    return lines


@contextmanager
def _alone() -> Iterator[None]:
    """Let nobody else connect, start or end meanwhile."""
    with (Path(tempfile.gettempdir()) / f"preloaded-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(place: Path) -> None:
    place.unlink(missing_ok=True)
    place.with_suffix(".made").mkdir(exist_ok=True)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place))
        listening.listen()
        # Torch reads the number of threads when it is imported, so all forks have the one that `Server` gives.
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.preloaded", str(listening.fileno()), str(place)],
            cwd=REPOSITORY,
            env={**os.environ, "OMP_NUM_THREADS": "2", "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[listening.fileno()],
            process_group=0,  # a Ctrl-C in the terminal is for pytest, which closes the connection
        )
    _STARTED.append(process)


def _ask(order: dict[str, Any]) -> Any:
    lines = _parent()
    lines.write(json.dumps(order) + "\n")
    lines.flush()
    answer = lines.readline()
    if not answer:
        raise RuntimeError("The process that servers are forks of has ended; its own words are on stderr.")
    return json.loads(answer)


def main() -> None:
    """Import, then start a fork for each order until nobody is connected; a fork goes on as the server itself."""
    listening, place = socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2])
    _load()
    order = _Orders(listening, place).first_of_a_fork()
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
    _rehearse()
    _look_through_packages()
    _load_model()
    gc.freeze()  # no fork looks through what they all share


def _rehearse() -> None:
    """Make a database and read a sentence: both import what each fork would import, 0.3 s long."""
    from sources.language.parsing.parser import trees
    from sources.store.engine import open_database

    with tempfile.TemporaryDirectory() as folder:
        open_database(f"sqlite:///{folder}/new.sqlite3").dispose()
    list(trees(["The pier was shut on Monday."]))


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


class _Orders:
    """What the processes of pytest ask for, and the forks of each."""

    def __init__(self, listening: socket.socket, place: Path) -> None:
        self._listening = listening
        self._place = place
        self._chosen = selectors.DefaultSelector()
        self._chosen.register(listening, selectors.EVENT_READ)
        self._forks: dict[TextIO, set[int]] = {}

    def first_of_a_fork(self) -> dict[str, Any] | None:
        """Answer orders; return in each fork with its own, and in the parent with None once nobody is connected."""
        while True:
            for key, _events in self._chosen.select():
                if key.fileobj is self._listening:
                    self._connect()
                elif (order := self._answered(key.data)) is not None:
                    return order
            if not self._forks and self._ended():
                return None

    def _connect(self) -> None:
        connection, _address = self._listening.accept()
        lines = connection.makefile("rw")
        self._forks[lines] = set()
        self._chosen.register(connection, selectors.EVENT_READ, lines)

    def _answered(self, lines: TextIO) -> dict[str, Any] | None:
        """Answer one order, or notice that who gave orders has gone; return the order in its fork only."""
        line = lines.readline()
        if not line:
            for pid in self._forks.pop(lines):
                os.kill(pid, signal.SIGKILL)
            (connection,) = (key.fileobj for key in self._chosen.get_map().values() if key.data is lines)
            self._chosen.unregister(connection)
            return None
        order: dict[str, Any] = json.loads(line)
        if "ended" in order:
            pid, status = os.waitpid(order["ended"], os.WNOHANG)
            self._forks[lines].discard(pid)
            answer = os.waitstatus_to_exitcode(status) if pid else None
        else:
            answer = os.fork()
            if answer == 0:
                self._close()
                return order
            self._forks[lines].add(answer)
        lines.write(json.dumps(answer) + "\n")
        lines.flush()
        return None

    def _close(self) -> None:
        """Leave the connections to the parent."""
        for key in list(self._chosen.get_map().values()):
            assert isinstance(key.fileobj, socket.socket)
            os.close(key.fileobj.detach())
        self._chosen.close()

    def _ended(self) -> bool:
        with _alone():
            if self._chosen.select(timeout=0):  # somebody has connected meanwhile
                return False
            self._place.unlink(missing_ok=True)
            shutil.rmtree(self._place.with_suffix(".made"), ignore_errors=True)
            return True


def _become(order: dict[str, Any]) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    log = os.open(order["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for opened, number in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(opened, number)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(order["environment"])
    _lead(order["sites"])
    if "make" in order:
        module, name, answer = order["make"]
        told = getattr(importlib.import_module(module), name)(*order["arguments"])
        Path(answer).write_text(json.dumps(told))
        return
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
