from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.reading import NotRead, paste, read, read_one
from sources.source import Document
from sources.untrusted import bare_name, one_line, visible

IN_PROCESS = st.sampled_from(["txt", "md", "csv", "tsv", "jsonl", "exe", "", "pdf.txt", "\n.md"])
NAMES = st.builds(lambda stem, ending: f"{stem}.{ending}", st.text(st.characters(), max_size=20), IN_PROCESS)
PIECES = [
    "title,text\n",
    '{"text": "a"}',
    "---\n",
    "Title: a\n",
    "Publisher: b\n",
    '"',
    "\ufeff",
    "\x00",
    "a\n",
    "\r",
    ";",
    "\n\n",
    "2024-05-03",
]
BYTES = st.one_of(
    st.binary(max_size=200),
    st.text(st.characters(codec="utf-8"), max_size=100).map(str.encode),
    st.lists(st.sampled_from(PIECES), max_size=12).map(lambda pieces: "".join(pieces).encode()),
    st.lists(st.sampled_from(PIECES), max_size=12).map(lambda pieces: "".join(pieces).encode("utf-16")),
)


def read_article(data: bytes, name: str) -> list[Document]:
    return [read_one(data, name)]


def outcome(reader: Callable[[bytes, str], list[Document]], data: bytes, name: str) -> list[Document] | NotRead:
    try:
        return reader(data, name)
    except NotRead as refused:
        return refused


@pytest.mark.parametrize("reader", [read, read_article])
@given(BYTES, NAMES)
def test_any_bytes_of_any_name_give_documents_with_words_or_one_plain_sentence(
    reader: Callable[[bytes, str], list[Document]], data: bytes, name: str
) -> None:
    came = outcome(reader, data, name)
    if isinstance(came, NotRead):
        assert str(came) == visible(str(came))
        assert str(came).endswith(".")
        return
    assert came
    for document in came:
        assert any(map(str.isalnum, document.text))
        assert document.name == bare_name(one_line(name))
        "".join([document.text, document.title, document.publisher, *document.notices]).encode("utf-8")


@given(st.text(st.characters()))
def test_any_pasted_text_is_a_document_or_nothing_to_split(text: str) -> None:
    came = outcome(lambda _, pasted: [paste(pasted)], b"", text)
    if isinstance(came, NotRead):
        assert "nothing to split" in str(came)
        assert not any(map(str.isalnum, text))
    else:
        shown = text.removeprefix("\ufeff").replace("\u00ad", "")  # soft hyphens are taken out, and nothing else
        assert len(came[0].text) == len(shown)
