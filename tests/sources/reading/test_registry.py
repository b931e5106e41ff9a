"""A file format is added from outside of the package: a module that registers it, and nothing else."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sources.__main__ import main
from sources.reading import NotRead, all_formats, article_endings, read, read_one, source_endings
from sources.reading.registry import FORMATS, Format, register, unregister
from sources.reading.sniffing import name_at

MODULE = """
import os

from sources.reading.errors import Refused
from sources.reading.extract import About, Extract
from sources.reading.registry import File, Format, register


def read_log(file):
    text, notices = file.text()
    _mark, author, *lines = text.splitlines()
    if not lines:
        raise Refused("has no entry. Write one and add it again.")
    process = f"Process {os.getpid()}, {'article' if file.article else 'source'}."
    return Extract("\\n\\n".join(lines), About(author=author, notices=(*notices, process)))


register(
    Format(
        name="shiplog",
        title="ship's log",
        phrase="a ship's log",
        endings=("shiplog", "slg"),
        limits="as every file",
        read=read_log,
        recognises=lambda data: data.startswith(b"SHIPLOG"),
        media_types=("application/x-shiplog",),
    )
)
"""
LOG = b"SHIPLOG\nAda Holm\nThe port was closed.\nForty ships are waiting."


@pytest.fixture
def shiplog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Format]:
    (tmp_path / "shiplog_format.py").write_text(MODULE)
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.import_module("shiplog_format")
    yield FORMATS["shiplog"]
    unregister("shiplog")
    del sys.modules["shiplog_format"]


def as_registered(known: Format) -> Format:
    """Register the toy format again with other properties."""
    unregister(known.name)
    register(known)
    return known


def process(notices: tuple[str, ...]) -> str:
    return notices[-1].split(",")[0].removeprefix("Process ")


@pytest.mark.parametrize("sandboxed", [False, True])
def test_a_file_of_a_toy_format_becomes_a_source_and_an_article(shiplog: Format, sandboxed: bool) -> None:
    as_registered(replace(shiplog, sandboxed=sandboxed))
    (source,) = read(LOG, "port.shiplog")
    article = read_one(LOG, "port.SLG")
    for document, use in ((source, "source"), (article, "article")):
        assert (document.kind, document.author) == ("shiplog", "Ada Holm")
        assert document.text == "The port was closed.\n\nForty ships are waiting."
        assert document.notices[-1].endswith(f"{use}.")
        assert (process(document.notices) != str(os.getpid())) is sandboxed


@pytest.mark.parametrize("sandboxed", [False, True])
def test_the_refusal_of_a_toy_format_names_the_file(shiplog: Format, sandboxed: bool) -> None:
    as_registered(replace(shiplog, sandboxed=sandboxed))
    with pytest.raises(NotRead, match=r"“port\.slg” has no entry\. Write one"):
        read(b"SHIPLOG\nAda Holm", "port.slg")


def test_a_toy_format_is_recognised_offered_and_named_like_the_others(
    shiplog: Format, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NotRead, match="is a ship's log inside"):
        read(LOG, "port.txt")
    with pytest.raises(NotRead, match=r"\.shiplog"):
        read(b"The port was closed.", "port.doc")
    assert {*shiplog.endings} <= {*source_endings()} & {*article_endings()}
    assert name_at("https://paper.example/port", b"words", "application/x-shiplog") == "port.shiplog"
    with pytest.raises(SystemExit):
        main(["add", "--help"])
    assert "shiplog" in capsys.readouterr().out


def test_a_format_for_sources_alone_is_no_article_and_one_for_articles_alone_no_source(shiplog: Format) -> None:
    as_registered(replace(shiplog, article=False))
    assert "shiplog" not in article_endings()
    with pytest.raises(NotRead, match="is a ship's log, which can be a source but no article"):
        read_one(LOG, "port.slg")
    as_registered(replace(shiplog, source=False))
    assert "shiplog" not in source_endings()
    with pytest.raises(NotRead, match="is a ship's log, which can be an article but no source"):
        read(LOG, "port.slg")


def test_a_format_that_was_taken_out_is_not_read_any_more(shiplog: Format) -> None:
    unregister("shiplog")
    try:
        with pytest.raises(NotRead, match=r"ends in “\.slg”, which is not read"):
            read(LOG, "port.slg")
    finally:
        register(shiplog)


def test_two_formats_share_neither_a_name_nor_an_ending(shiplog: Format) -> None:
    with pytest.raises(ValueError, match="in common with 'shiplog'"):
        register(shiplog)
    with pytest.raises(ValueError, match="in common with 'pdf'"):
        register(replace(shiplog, name="other", endings=("pdf",)))


def test_every_module_of_the_formats_registers_one(shiplog: Format) -> None:
    folder = Path(str(sys.modules["sources.reading.formats"].__file__)).parent
    modules = {f"sources.reading.formats.{path.stem}" for path in folder.glob("*.py") if path.stem != "__init__"}
    assert {known.read.__module__ for known in all_formats() if known is not shiplog} == modules
