"""A real MediaWiki from Debian on PHP's own server and SQLite, with pages of our own, that a test can break."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from sources.reading.fetching import Network

HOST = "wiki.example"
API = f"http://{HOST}/w/api.php"
NUMBER = "93.184.215.20"
"""The public number that the name of the wiki has; connections to it lead to this machine."""
HOW = "MediaWiki is not installed: apt-get install --no-install-recommends mini-httpd mediawiki php-cli php-sqlite3"
SECONDS = 120  # for each of its own commands, which take one; two busy cores may be slow

_CODE = Path("/usr/share/mediawiki")  # where Debian has it


class Wiki:
    """A running wiki; made by `a_wiki`.

    Attributes:
        port: Where it listens on this machine.
    """

    def __init__(self, settings: Path, port: int) -> None:
        self.port = port
        self._settings = settings
        self._as_installed = settings.read_text(encoding="utf-8")

    @property
    def network(self) -> Network:
        """A way out on which the wiki has a public number, and nothing else is there."""
        return Network(self._resolve, self._connect)

    @contextmanager
    def set(self, line: str) -> Iterator[None]:
        """Add a line of PHP to the wiki's LocalSettings.php until the block ends."""
        self._settings.write_text(f"{self._as_installed}\n{line}\n", encoding="utf-8")
        try:
            yield
        finally:
            self._settings.write_text(self._as_installed, encoding="utf-8")

    def _resolve(self, host: str, _port: int) -> list[str]:
        if host != HOST:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [NUMBER]

    def _connect(self, _number: str, _port: int, seconds: float) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)


@contextmanager
def a_wiki(folder: Path, pages: Mapping[str, str]) -> Iterator[Wiki]:
    """Install a wiki under ``folder`` and serve it until the block ends; skip the test where Debian's is missing.

    Args:
        folder: Empty; its database, its settings and its log are there.
        pages: Title to wikitext.
    """
    php = shutil.which("php")
    if php is None or not (_CODE / "maintenance" / "install.php").exists():
        pytest.skip(HOW)
    settings = folder / "LocalSettings.php"
    _run(php, "install", "--dbtype", "sqlite", "--dbpath", str(folder / "data"), "--dbname", "wiki",
         "--server", f"http://{HOST}", "--scriptpath", "/w", "--confpath", str(folder),
         "--pass", "a password of a wiki for tests", "Wiki of Merrow", "Keeper")  # fmt: skip
    (folder / "pages").mkdir()
    for title, text in pages.items():
        (folder / "pages" / f"{title}.txt").write_text(text, encoding="utf-8")
    files = sorted(map(str, (folder / "pages").iterdir()))
    _run(php, "importTextFiles", "--summary", "A page for tests", *files, settings=settings)
    (folder / "site").mkdir()
    (folder / "site" / "w").symlink_to(_CODE)  # the server shows nothing outside of it: a wrong path is one
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    with (folder / "server.log").open("wb") as log:
        served = subprocess.Popen(
            [
                php,
                "-d",
                "opcache.enable_cli=1",
                "-d",
                "opcache.revalidate_freq=0",
                "-S",
                f"127.0.0.1:{port}",
                "-t",
                str(folder / "site"),
            ],
            env=_environment(settings),
            stdout=log,
            stderr=log,
        )
    try:
        _await(port, folder / "server.log")
        yield Wiki(settings, port)
    finally:
        served.terminate()
        served.wait(timeout=SECONDS)


def _environment(settings: Path | None) -> dict[str, str]:
    return os.environ | ({"MW_CONFIG_FILE": str(settings)} if settings else {})


def _run(php: str, script: str, *arguments: str, settings: Path | None = None) -> None:
    command = [php, str(_CODE / "maintenance" / f"{script}.php"), *arguments]
    done = subprocess.run(
        command, env=_environment(settings), capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _await(port: int, log: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"The wiki does not answer. Its log:\n{log.read_text(errors='replace')}")
