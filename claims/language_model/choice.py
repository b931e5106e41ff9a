"""Which language model is asked, if any: set on a page or in the environment, and off until somebody turns it on."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from claims.language_model.endpoint import Endpoint, read_address
from claims.settings import ON, Setting, SettingRefused, switch

_LONGEST_NAME = 200  # characters; names with their repository and build have some 80


def _address(value: str) -> str:
    return read_address(value).address if value else ""


def _model(value: str) -> str:
    if len(value) > _LONGEST_NAME:
        raise SettingRefused(f"The model's name has {len(value)} characters, {_LONGEST_NAME} are kept. Shorten it.")
    if not value.isprintable():
        raise SettingRefused("The model's name holds a sign that cannot be shown. Write it anew.")
    return value


OFFERED = switch("language_model.offered")
# The one address for which plain http was confirmed; another needs a confirmation of its own.
PLAIN = Setting("language_model.plain_http", "", _address)
ADDRESS = Setting("language_model.address", "", _address)
MODEL = Setting("language_model.model", "", _model)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is set.

    Attributes:
        offered: Whether the Articles page offers it.
        plain: Whether a person confirmed that another machine may be asked without encryption.
        from_environment: Whether address and model stand in the environment, so that no page can change them.
    """

    address: str = ""
    model: str = ""
    offered: bool = False
    plain: bool = False
    from_environment: bool = False

    @property
    def endpoint(self) -> Endpoint | None:
        """Where it is asked; None without an address that can be read."""
        try:
            return read_address(self.address) if self.address else None
        except SettingRefused:
            return None

    def check(self) -> None:
        """Check that it can be asked.

        Raises:
            SettingRefused: With the sentence that says what is missing.
        """
        if not self.address:
            raise SettingRefused("A language model needs an address, such as http://127.0.0.1:11434/v1. Write it.")
        endpoint = read_address(self.address)
        if not self.model:
            raise SettingRefused("A language model needs its name, as its server lists it. Write it.")
        _model(self.model)
        if not (endpoint.secure or endpoint.local or self.plain):
            raise SettingRefused(
                f"Without encryption, article and key can be read on the way to {endpoint.named}. "
                "Write https://, or confirm that plain http may be used."
            )

    @property
    def problem(self) -> str:
        """Why it cannot be asked although it is offered; empty where nothing is wrong."""
        try:
            self.check()
        except SettingRefused as problem:
            return str(problem) if self.offered else ""
        return ""

    @property
    def usable(self) -> bool:
        """Whether an article can be split by it."""
        return self.offered and not self.problem


def choice(setting: Callable[[Setting], str]) -> Choice:
    """Return what is set: the environment goes before the database."""
    address = os.environ.get("WORKBENCH_LANGUAGE_MODEL_ADDRESS", "").strip()
    model = os.environ.get("WORKBENCH_LANGUAGE_MODEL", "").strip()
    model = model or setting(MODEL)
    confirmed = setting(PLAIN)
    if address:
        plain = bool(confirmed) and confirmed == _or_nothing(address)
        return Choice(address, model, offered=True, plain=plain, from_environment=True)
    kept = setting(ADDRESS)
    return Choice(kept, model, offered=setting(OFFERED) == ON, plain=bool(confirmed) and confirmed == kept)


def _or_nothing(address: str) -> str:
    try:
        return _address(address)
    except SettingRefused:
        return ""


def key_in_environment() -> str:
    """Return the key from the environment; empty without one."""
    return os.environ.get("WORKBENCH_LANGUAGE_MODEL_KEY", "").strip()
