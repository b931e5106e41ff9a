from __future__ import annotations

import os
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import pytest

from sources.reading import read
from sources.reading.confined import extract_confined
from sources.reading.extract import Refused
from tests.sources.reading.make_files import make_docx, make_html, make_pdf

HOME = Path(__file__).resolve().parents[3]

# 500 pages of the most text that one page may hold: a minute of work for the reading process.
SLOW = make_pdf([""] * 500, flate=zlib.compress(b"BT /F1 11 Tf " + b"(port) Tj T* " * 90_000 + b"ET", 9))


def in_python(program: str, *, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", program], cwd=HOME, capture_output=True, input=stdin, check=False)


def confined(act: str) -> str:
    ended = in_python(
        "import sys; sys.path.insert(0, '.')\n"
        "import socket, subprocess, os\n"
        "from sources.reading.child import confine\n"
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
            extract_confined("pdf", SLOW, seconds=1.0)
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
        extract_confined("pdf", b"%PDF-1.4\n%%EOF")


def test_no_secret_of_the_app_reaches_the_reading_process(monkeypatch: pytest.MonkeyPatch) -> None:
    from sources.reading.confined import _environment

    monkeypatch.setenv("WORKBENCH_DATABASE", "postgresql://user:secret@host/db")
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    told = _environment()
    assert "secret" not in "".join(told.values())
    assert set(told) <= {
        "PATH",
        "PYTHONPATH",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONHASHSEED",
        "LC_ALL",
        "LD_LIBRARY_PATH",
    }
    assert told["PATH"] != os.environ["PATH"]
