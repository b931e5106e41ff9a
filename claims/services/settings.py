"""Settings: what holds for everybody who uses a database, and the language model that may be asked with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.language_model import ChatClient, LanguageModelSplitter
from claims.language_model.choice import ADDRESS, MODEL, OFFERED, PLAIN, Choice, choice
from claims.settings import OFF, ON, Setting, SettingRefused, switch
from claims.store.database import answered
from claims.store.model_answers import ModelAnswers
from sources.reading.recognition import installed, languages
from sources.store.settings import keep_setting, setting
from sources.store.source_versions import FETCHING
from sources.untrusted import one_line

if TYPE_CHECKING:
    from claims.language_model.splitter import Progress
    from claims.store.database import Database

__all__ = ["ADDRESSES_ALLOWED", "Setting", "SettingRefused", "Settings"]

ADDRESSES_ALLOWED = switch(FETCHING)
"""Whether articles and sources may be read from web addresses."""


class Settings:
    """What is set on one database. Each value is checked before it is kept, and again when it is read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def database_address(self) -> str:
        """Where the database is: the file's path, or the server's address without its password."""
        url = self._database.engine.url
        if url.get_backend_name() == "sqlite":
            return url.database or ""
        return url.render_as_string(hide_password=True)

    @property
    def text_recognition(self) -> str:
        """The languages that scanned pages are read in, and what is missing; empty without Tesseract."""
        return ". ".join(filter(None, languages())) if installed() else ""

    def get(self, wanted: Setting) -> str:
        """Return what holds now; a kept value that this version cannot use counts as the default.

        Raises:
            Unavailable: If the database does not answer.
        """
        with answered():
            kept = setting(self._database.engine, wanted.name, wanted.default)
        try:
            return wanted.check(kept)
        except SettingRefused:
            return wanted.default

    def keep(self, wanted: Setting, value: str) -> str:
        """Set it for everybody, and return what holds now.

        Raises:
            SettingRefused: If the value cannot be used; what held before still holds.
            Unavailable: If the database did not keep it; what held before still holds.
        """
        checked = wanted.check(one_line(value))
        with answered():
            keep_setting(self._database.engine, wanted.name, checked)
        return checked

    def language_model(self) -> Choice:
        """Return the language model that is set; the environment goes before the database."""
        return choice(self.get)

    def keep_language_model(self, address: str, model: str, *, offered: bool, plain: bool) -> Choice:
        """Set the language model for everybody.

        Raises:
            SettingRefused: If it could not be asked so; what held before still holds.
            Unavailable: If the database did not keep it.
        """
        chosen = Choice(ADDRESS.check(one_line(address)), MODEL.check(one_line(model)), offered, plain)
        if offered:
            chosen.check()
        # Turned off first and on last, so that nothing half set is ever asked.
        self.keep(OFFERED, OFF)
        self.keep(ADDRESS, chosen.address)
        self.keep(MODEL, chosen.model)
        self.keep(PLAIN, chosen.address if plain else "")
        self.keep(OFFERED, ON if offered else OFF)
        return chosen

    def allow_plain_http(self, plain: bool) -> None:  # noqa: FBT001 - the one thing it says
        """Confirm for the address that holds now, or take back, that it may be asked without encryption."""
        endpoint = self.language_model().endpoint
        self.keep(PLAIN, endpoint.address if plain and endpoint is not None else "")

    def model_splitter(self, key: str = "", progress: Progress | None = None) -> LanguageModelSplitter:
        """Return the splitter of the language model that is set.

        Args:
            key: Sent to its endpoint and kept nowhere.
            progress: Called with the characters done and the characters in all.

        Raises:
            SettingRefused: If no language model is set that can be asked.
        """
        chosen = self.language_model()
        chosen.check()
        endpoint = chosen.endpoint
        assert endpoint is not None
        client = ChatClient(endpoint, chosen.model, key)
        answers = ModelAnswers(self._database)
        return LanguageModelSplitter(client, endpoint.address, chosen.model, answers, progress)
