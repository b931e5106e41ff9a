"""What holds for all tests."""

from __future__ import annotations

import functools
import gc
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from sources.embedding import load_encoder, model_state, worker
from sources.store import engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL

    from sources.embedding import Encoder

# How long an example takes says how busy the machine is: 200 ms are over where other programs keep both cores busy.
# The same examples each time, so that a run says something about the change and not about chance. What chance finds
# is looked for on purpose: `pytest --hypothesis-profile explore`.
settings.register_profile("workbench", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, derandomize=False, max_examples=2000)
settings.load_profile("workbench")

# All that tests import is a million objects, and Python's collector looks through them again and again: a sixth of
# the computing of tests of pages. Here it does so less often; what it finds, an open file say, it finds all the same.
gc.set_threshold(20_000, 20, 20)

_MIGRATE = engine._migrate
_one_at_a_time = threading.Lock()


@pytest.fixture(scope="session", autouse=True)
def _migrated_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let a new SQLite file begin as a copy of one that the migrations made: they take longer than most tests.

    All else of opening a database runs, the check of its version too. A database that is there already, one of
    another process and the tests of migrations meet the migrations themselves.
    """
    made = tmp_path_factory.mktemp("migrated") / "new.sqlite3"

    def migrate(address: URL) -> None:
        path = Path(address.database or "")
        if address.get_backend_name() != "sqlite" or path.exists() or path.name.startswith("file:"):
            _MIGRATE(address)
            return
        with _one_at_a_time:
            if not made.exists():
                _MIGRATE(address.set(database=str(made)))
        shutil.copyfile(made, path)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(engine, "_migrate", migrate)
        yield


@functools.cache
def _loaded(_state: object) -> Encoder:
    return load_encoder()


@pytest.fixture(scope="session", autouse=True)
def _loaded_once() -> Iterator[None]:
    """Let all workbenches of a process that have the same model share it: loading it and measuring takes 2 s.

    A test that is about the loading itself calls `load_encoder`, which nothing is put in place of.
    """
    defaults = worker.EncoderWorker.__init__.__kwdefaults__
    assert defaults is not None
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(defaults, "load", lambda: _loaded(model_state()))
        yield
