from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

import pytest

from sources.reading import NotRead, limits, read, read_pages
from sources.reading.errors import Refused
from sources.reading.extract import Extract
from sources.reading.registry import FORMATS, File
from sources.reading.sandbox import read_all_in_sandbox, read_in_sandbox
from sources.source import Document
from tests.sources.reading.make_files import make_docx, make_html, make_pdf

HOME = Path(__file__).resolve().parents[3]

# 500 pages of the most text that one page may hold: a minute of work for the reading process.
SLOW = make_pdf([""] * 500, flate=zlib.compress(b"BT /F1 11 Tf " + b"(port) Tj T* " * 90_000 + b"ET", 9))


def pdf_in_sandbox(data: bytes) -> Extract:
    return read_in_sandbox(FORMATS["pdf"], File(data))


def in_python(program: str, *, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", program], cwd=HOME, capture_output=True, input=stdin, check=False)


def confined(act: str) -> str:
    ended = in_python(
        "import sys; sys.path.insert(0, '.')\n"
        "import socket, subprocess, os\n"
        "from sources.reading.sandbox_worker import confine\n"
        f"confine()\ntry:\n    {act}\nexcept BaseException as error:\n    print(type(error).__name__)\n"
    )
    return ended.stdout.decode().strip()


def test_the_libraries_that_read_files_never_run_in_the_app_itself() -> None:
    files = {
        "a.pdf": make_pdf(["Closed."]),
        "a.docx": make_docx(["Closed."]),
        "a.html": make_html(["Closed."], title="Port"),
    }
    for name, data in files.items():
        ended = in_python(
            "import sys; sys.path.insert(0, '.')\n"
            "from sources.reading import read\n"
            f"assert 'Closed.' in read(sys.stdin.buffer.read(), {name!r})[0].text\n"
            "print([name for name in ('pypdf', 'docx', 'lxml', 'trafilatura') if name in sys.modules])",
            stdin=data,
        )
        assert ended.stdout.decode().strip() == "[]", ended.stderr.decode()


def test_others_are_served_while_a_slow_file_is_read_and_it_is_stopped_by_the_clock() -> None:
    refused: list[str] = []

    def read_slowly() -> None:
        try:
            read_in_sandbox(FORMATS["pdf"], File(SLOW), seconds=1.0)
        except Refused as refusal:
            refused.append(str(refusal))

    slow = threading.Thread(target=read_slowly)
    slow.start()
    served = 0
    while slow.is_alive():
        read(b"The port is closed.", "port.txt")
        served += 1
    assert served > 1
    assert "was not read within 1 s" in refused[0]


def test_more_files_at_once_than_places_are_all_read() -> None:
    texts: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: texts.append(read(make_pdf([f"Port {n}."]), "a.pdf")[0].text))
        for n in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(texts) == [f"Port {n}." for n in range(5)]


@pytest.mark.parametrize(
    "act",
    [
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('localhost', 80)",
        "subprocess.run(['true'])",
        "os.system('true')",
        "os.fork()",
        "open(os.devnull, 'w')",
        "os.open(os.devnull, os.O_RDWR)",
    ],
)
def test_the_reading_process_may_not_reach_out(act: str) -> None:
    assert confined(act) == "PermissionError"


def test_the_reading_process_may_not_take_much_memory() -> None:
    assert confined("bytearray(2 * 1024**3)") == "MemoryError"


def test_the_reading_process_may_read_its_modules() -> None:
    assert confined("import pypdf, docx, trafilatura; print('read')") == "read"


def test_a_process_that_fails_is_told_apart_from_one_that_answers() -> None:
    with pytest.raises(Refused, match="damaged"):
        pdf_in_sandbox(b"%PDF-1.4\n%%EOF")


# Python runs a `sitecustomize` of its path before anything else, so the reading process itself tells what it sees.
def on_start(program: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "sitecustomize.py").write_text(program)
    monkeypatch.syspath_prepend(str(folder))


def test_the_reading_process_sees_no_secret_and_no_path_to_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen.json"
    on_start(f"import json, os\nopen({str(seen)!r}, 'w').write(json.dumps(dict(os.environ)))", tmp_path, monkeypatch)
    monkeypatch.setenv("WORKBENCH_DATABASE", "postgresql://user:secret@host/db")
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    monkeypatch.setenv("LD_LIBRARY_PATH", "")
    assert pdf_in_sandbox(make_pdf(["Closed."])).text.strip() == "Closed."
    environment = json.loads(seen.read_text())
    assert "secret" not in "".join(environment.values())
    # Python itself adds LC_CTYPE where the locale is that of C.
    assert set(environment) - {"LC_CTYPE"} == {
        "PATH",
        "PYTHONPATH",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONHASHSEED",
        "LC_ALL",
    }
    assert environment["PATH"] == ""


def test_no_more_files_are_read_at_once_than_there_are_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go = tmp_path / "started", tmp_path / "go"
    started.mkdir()
    on_start(
        "import os, pathlib, time\n"
        f"pathlib.Path({str(started)!r}, str(os.getpid())).touch()\n"
        f"while not os.path.exists({str(go)!r}): time.sleep(0.02)\n",
        tmp_path,
        monkeypatch,
    )
    threads = [threading.Thread(target=pdf_in_sandbox, args=(make_pdf(["Port."]),)) for _ in range(5)]
    for thread in threads:
        thread.start()
    try:
        deadline = time.monotonic() + 60
        while len(list(started.iterdir())) < limits.SANDBOXES and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(2.0)  # Time in which a process without a place would have started too.
        assert len(list(started.iterdir())) == limits.SANDBOXES
    finally:
        go.touch()
        for thread in threads:
            thread.join()
    assert len(list(started.iterdir())) == len(threads)


def test_pages_that_come_together_are_read_in_one_process_and_a_bad_one_stops_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[object] = []
    run = subprocess.run

    def counted(*given: object, **named: object) -> object:
        started.append(given)
        return run(*given, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", counted)
    pages = [make_html(["The port closed."], title="Port"), b"<html><body></body></html>", make_html(["It opened."])]
    first, empty, last = read_pages(pages)
    assert len(started) == 1
    assert isinstance(first, Document)
    assert "The port closed." in first.text
    assert isinstance(empty, NotRead)
    assert isinstance(last, Document)
    assert "It opened." in last.text
    assert read_pages([]) == []


def test_where_the_process_of_all_pages_fails_each_is_read_by_itself() -> None:
    pages = [make_html(["The port closed."]), b"<html><body></body></html>", make_html(["It opened."])]
    first, empty, last = read_all_in_sandbox(FORMATS["html"], pages, seconds=0.01)
    assert isinstance(first, Extract)
    assert isinstance(empty, Refused)
    assert isinstance(last, Extract)
    assert ("closed" in first.text, "opened" in last.text) == (True, True)
