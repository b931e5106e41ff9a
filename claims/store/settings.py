"""Settings as the pages ask for them: checked before they are kept, and again when they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.settings import Setting, SettingRefused
from claims.store.reviewing import answered
from sources.store.settings import keep_setting, setting
from sources.untrusted import one_line

if TYPE_CHECKING:
    from sqlalchemy import Engine


class Settings:
    """What is set on one database, for everybody who uses it."""

    _engine: Engine

    @property
    def kept_in(self) -> str:
        """Where the database is: the file's path, or the server's address without its password."""
        url = self._engine.url
        if url.get_backend_name() == "sqlite":
            return url.database or ""
        return url.render_as_string(hide_password=True)

    def setting(self, one: Setting) -> str:
        """Return what holds now; a kept value that this version cannot use counts as the default.

        Raises:
            Unavailable: If the database does not answer.
        """
        with answered():
            kept = setting(self._engine, one.name, one.default)
        try:
            return one.check(kept)
        except SettingRefused:
            return one.default

    def keep_setting(self, one: Setting, value: str) -> str:
        """Set it for everybody, and return what holds now.

        Raises:
            SettingRefused: If the value cannot be used; what held before holds on.
            Unavailable: If the database did not keep it; what held before holds on.
        """
        checked = one.check(one_line(value))
        with answered():
            keep_setting(self._engine, one.name, checked)
        return checked
