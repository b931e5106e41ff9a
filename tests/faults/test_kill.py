"""The process is killed again and again in the middle of reviewing; what was acknowledged is there."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.claims.services.making import ARTICLE_ID, a_workbench

REPOSITORY = Path(__file__).resolve().parents[2]
CLAIMS = 40

REVIEWER = textwrap.dedent(
    """
    import sys
    from datetime import timedelta
    from pathlib import Path
    from tests.claims.services.making import ARTICLE_ID, Clock, a_workbench, act

    folder, run, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    clock = Clock()
    clock.now += timedelta(hours=int(run))
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
    """
)


@pytest.mark.parametrize("count", [CLAIMS])
def test_every_acknowledged_verdict_survives_ten_kills(tmp_path: Path, count: int) -> None:
    acknowledged: list[str] = []
    for run in range(10):
        # Each run is killed at another moment: right after the first line, the fourth, the seventh ...
        acknowledged += _review_and_kill(tmp_path, run, count, lines=1 + 3 * run)
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


def _review_and_kill(folder: Path, run: int, count: int, *, lines: int) -> list[str]:
    """Let a process review, kill it once it has acknowledged so many acts, and return those it acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-c", REVIEWER, str(folder), str(run), str(count)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    seen: list[str] = []
    try:
        assert process.stdout.readline() == "ready\n"
        while len(seen) < lines:
            line = process.stdout.readline()
            assert line, "the reviewer ended by itself"
            seen.append(line.strip())
    finally:
        os.kill(process.pid, signal.SIGKILL)
        rest = process.stdout.read()
        process.stdout.close()
        process.wait()
    # What had been printed before the kill was acknowledged too; a line cut in the middle was not.
    return seen + [line for line in rest.split("\n")[:-1] if line]
