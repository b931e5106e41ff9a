"""The process is killed again and again while versions come in and are taken back; each is whole or not there."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from claims.workbench import Workbench
from tests.claims.services.versions_making import add

REPOSITORY = Path(__file__).resolve().parents[2]
CLAIMS = 60
LINES = tuple(f"Ship {number} has {number} masts." for number in range(CLAIMS))
REVISER = textwrap.dedent(
    """
    import os, sys
    from claims.workbench import Workbench
    from tests.claims.services.versions_making import add, bring_in

    def revise(path, run, article_id, lines):
        workbench = Workbench.open(path)
        for step in range(10_000):
            new = tuple(f"{line[:-1]} and {run * 1000 + step} flags." if number % 3 == 0 else line
                        for number, line in enumerate(lines))
            number = bring_in(workbench, article_id, new, f"{run}-{step}")
            print(number, flush=True)
            if step % 4 == 3:
                workbench.articles.versions.take_back(article_id, reviewer="", request_id=f"b{run}-{step}")
                print(-number, flush=True)

    lines = tuple(sys.argv[3].split("|"))
    for run in sys.stdin:
        process = os.fork()
        if process == 0:
            revise(sys.argv[1], int(run), sys.argv[2], lines)
        print("pid", process, flush=True)
        os.waitpid(process, 0)
        print("ended", flush=True)
    """
)


@pytest.mark.parametrize("kills", [8])
def test_a_version_that_is_being_saved_when_the_process_is_killed_is_whole_or_not_there(
    tmp_path: Path, kills: int
) -> None:
    path = tmp_path / "desk.sqlite3"
    workbench = Workbench.open(str(path))
    article_id = add(workbench, LINES)
    workbench.close()
    process = subprocess.Popen(
        [sys.executable, "-c", REVISER, str(path), article_id, "|".join(LINES)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        for run in range(kills):
            acknowledged = _revise_and_kill(process, run)
            _check(path, article_id, acknowledged)
        assert process.stdin is not None
        process.stdin.close()


def _revise_and_kill(process: subprocess.Popen[str], run: int) -> int:
    """Let a process revise, kill it in the middle, and return the version that it acknowledged last; 0 for none."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{run}\n")
    process.stdin.flush()
    seen, child = 0, 0
    for line in process.stdout:
        if line == "ended\n":
            return seen
        if line.startswith("pid"):
            child = int(line.split()[1])
        else:
            number = int(line)
            seen = number if number > 0 else -number - 1
        if child and seen:
            time.sleep(0.003 * run)  # each time at another moment of the next one
            os.kill(child, signal.SIGKILL)
            child = 0
    raise AssertionError("the process that starts the others ended by itself")


def _check(path: Path, article_id: str, acknowledged: int) -> None:
    with sqlite3.connect(path) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    file.close()
    workbench = Workbench.open(str(path))
    versions = workbench.articles.versions
    assert versions.number(article_id) >= acknowledged - 1  # the last acknowledged one may have been taken back
    assert [version.number for version in versions.all(article_id)] == list(range(1, versions.number(article_id) + 1))
    for facts in versions.all(article_id):
        version = versions.at(article_id, facts.number)
        assert version is not None
        assert len(version.claims) == CLAIMS
        assert [claim.span.of(version.article.text) for claim in version.claims] == version.article.text.splitlines()
        assert [claim.text for claim in version.claims] == version.article.text.splitlines()
    workbench.close()
