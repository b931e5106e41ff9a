"""A second server on one database file is noticed, also after the first one was killed."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sources.store.server_lock import ServerLock, server_lock

REPOSITORY = Path(__file__).resolve().parents[3]
SERVER = """
import sys, time
from pathlib import Path
from sources.store.server_lock import server_lock
print(server_lock(Path(sys.argv[1])).other(), flush=True)
time.sleep(600)
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "desk.sqlite3"


@contextmanager
def another_server(database: Path, *, says: str = "None") -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(database)], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline().startswith(says)
        yield process
    finally:
        process.kill()
        process.stdout.close()
        process.wait()


def test_the_first_server_finds_no_other_however_often_it_asks(database: Path) -> None:
    lock = ServerLock(database)
    assert [lock.other(), lock.other()] == [None, None]
    lock.release()


def test_a_second_server_learns_which_process_has_the_file_and_since_when(
    database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = datetime.now(UTC)
    with another_server(database) as process, caplog.at_level(logging.WARNING):
        lock = ServerLock(database)
        found = lock.other()
        assert found is not None
        assert found == lock.other()
        assert found.process == process.pid
        assert found.started is not None
        assert before <= found.started <= datetime.now(UTC)
        assert caplog.text.count(f"process {process.pid}, uses this database file") == 1


def test_a_link_to_the_file_is_the_same_file(database: Path, tmp_path: Path) -> None:
    database.touch()
    link = tmp_path / "elsewhere.sqlite3"
    link.symlink_to(database)
    with another_server(database):
        assert ServerLock(link).other() is not None


def test_a_server_that_was_killed_leaves_the_file_to_the_next(database: Path) -> None:
    lock = ServerLock(database)
    with another_server(database) as process:
        assert lock.other() is not None
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert lock.other() is None
        with another_server(database, says=f"OtherServer(process={os.getpid()},"):
            pass
    lock.release()


def test_one_process_has_one_lock_for_a_file(database: Path) -> None:
    assert server_lock(database) is server_lock(database.parent / "." / database.name)


def test_a_place_that_cannot_be_locked_is_said_once_in_the_log(
    database: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.with_name(database.name + ".server").mkdir()  # cannot be opened, as in a folder that may only be read
    lock = ServerLock(database)
    with caplog.at_level(logging.WARNING):
        assert [lock.other(), lock.other()] == [None, None]
    assert caplog.text.count("cannot be noticed") == 1


def test_a_network_folder_without_locks_is_said_in_the_log(
    database: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr("sources.store.server_lock.fcntl.flock", without)
    with caplog.at_level(logging.WARNING):
        assert ServerLock(database).other() is None
    assert "No locks available" in caplog.text
