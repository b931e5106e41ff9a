"""An article of our own, a workbench, and splitters that wait for nobody."""

from __future__ import annotations

from claims.article import Article
from claims.language_model import ChatClient, LanguageModelSplitter, read_address
from claims.splitting import read_article
from sources.reading import paste
from tests.claims.language_model.server import FakeModel

TEXT = """Ferries of Lorn stay in port

Friday 3 May 2024

The port authority of Lorn closed the north quay on Tuesday. Marta Veld, who runs the ferries, said on Thursday that \
four boats were damaged and that she had not asked for money.

The repairs may cost 3 million crowns, according to the Lorn Gazette. Nobody was hurt.
"""
QUAY = "The port authority of Lorn closed the north quay on Tuesday."


class Memory:
    """Keeps answers in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def answer(self, key: str) -> str | None:
        return self.kept.get(key)

    def keep_answer(self, key: str, answer: str) -> None:
        self.kept[key] = answer


def an_article(text: str = TEXT) -> Article:
    return read_article(paste(text))


def a_splitter(
    model: FakeModel, *, key: str = "", seconds: float = 20, most_bytes: int = 100_000, answers: Memory | None = None
) -> LanguageModelSplitter:
    client = ChatClient(read_address(model.address), "tiny", key, seconds=seconds, most_bytes=most_bytes, pause=0.01)
    return LanguageModelSplitter(client, model.address, "tiny", answers or Memory())
