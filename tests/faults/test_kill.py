"""The process is killed again and again in the middle of reviewing; what was acknowledged is there."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.claims.services.making import ARTICLE_ID, a_workbench

REPOSITORY = Path(__file__).resolve().parents[2]
CLAIMS = 40

# Imports once, and is a new process for each line: the importing takes ten times as long as the reviewing.
REVIEWER = textwrap.dedent(
    """
    import os, sys
    from datetime import timedelta
    from pathlib import Path
    from tests.claims.services.making import ARTICLE_ID, Clock, a_workbench, act

    def review(folder, run, count):
        clock = Clock()
        clock.now += timedelta(hours=run)
        workbench = a_workbench(folder, count, clock=clock)
        print("ready", flush=True)
        for number in range(1, 10_000):
            request = f"{run}-{number}"
            if number % 7 == 0:
                workbench.reviewing.undo(ARTICLE_ID, "Ada", request)
            else:
                value = ("verified", "disputed")[number % 2]
                workbench.reviewing.judge(act(workbench, number % count + 1, value, request_id=request))
            print(request, flush=True)  # what a reviewer sees as "Saved"

    for line in sys.stdin:
        run, count, out, folder = line.rstrip("\\n").split(" ", 3)
        process = os.fork()
        if process == 0:
            os.dup2(os.open(out, os.O_WRONLY), 1)
            review(Path(folder), int(run), int(count))
        print(process, flush=True)
        os.waitpid(process, 0)
    """
)


@pytest.fixture
def reviewers() -> Iterator[subprocess.Popen[str]]:
    """The process that starts a reviewer for each line: run, count, the pipe to write to, and the folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", REVIEWER],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
    assert process.returncode == 0


@pytest.mark.parametrize("count", [CLAIMS])
def test_every_acknowledged_verdict_survives_ten_kills(
    reviewers: subprocess.Popen[str], tmp_path: Path, count: int
) -> None:
    acknowledged: list[str] = []
    for run in range(10):
        # Each run is killed at another moment: right after the first line, the fourth, the seventh ...
        acknowledged += _review_and_kill(reviewers, tmp_path, run, count, lines=1 + 3 * run)
        with sqlite3.connect(tmp_path / "desk.sqlite3") as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        workbench = a_workbench(tmp_path, count)
        kept = [judgement.request_id for judgement in workbench.reviewing.history(ARTICLE_ID)]
        workbench.close()
        file.close()
        assert [one for one in acknowledged if one not in kept] == []
        assert len(kept) == len(set(kept))
        # At most the one act in flight was kept without having been acknowledged in time.
        assert len(kept) - len(acknowledged) <= run + 1
    assert len(acknowledged) >= 10


def _review_and_kill(
    reviewers: subprocess.Popen[str], folder: Path, run: int, count: int, *, lines: int
) -> list[str]:
    """Let a process review, kill it once it has acknowledged so many acts, and return those it acknowledged."""
    assert reviewers.stdin is not None
    assert reviewers.stdout is not None
    pipe = folder / f"run-{run}"
    os.mkfifo(pipe)
    reviewers.stdin.write(f"{run} {count} {pipe} {folder}\n")
    reviewers.stdin.flush()
    process_id = int(reviewers.stdout.readline())
    seen: list[str] = []
    with pipe.open(encoding="utf-8") as acknowledged:
        try:
            assert acknowledged.readline() == "ready\n"
            while len(seen) < lines:
                line = acknowledged.readline()
                assert line, "the reviewer ended by itself"
                seen.append(line.strip())
        finally:
            with suppress(ProcessLookupError):  # it ended by itself, which the test says
                os.kill(process_id, signal.SIGKILL)
            rest = acknowledged.read()
    # What had been printed before the kill was acknowledged too; a line cut in the middle was not.
    return seen + [line for line in rest.split("\n")[:-1] if line]
