"""Where a language model is asked: an address that says plainly whether text would leave this machine."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from claims.settings import SettingRefused

_LONGEST = 300  # characters; those of the services and local servers looked at have at most 60
_ASKED = "/chat/completions"
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible chat-completions endpoint.

    Attributes:
        secure: Whether the connection is encrypted (https).
        host: As it is connected to, in ASCII; an IPv6 address without its brackets.
        base: The path before ``/chat/completions``, such as "/v1".
    """

    secure: bool
    host: str
    port: int
    base: str

    @property
    def path(self) -> str:
        """What is asked for on the host."""
        return self.base + _ASKED

    @property
    def local(self) -> bool:
        """Whether the host is this machine itself, so that no text leaves it."""
        if self.host == "localhost":
            return True
        address = _ip(self.host)
        return address is not None and address.is_loopback

    @property
    def address(self) -> str:
        """The address as it is kept and shown."""
        scheme = "https" if self.secure else "http"
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[scheme] else f":{self.port}"
        return f"{scheme}://{host}{port}{self.base}"

    @property
    def named(self) -> str:
        """The host and, where it is not the usual one, the port, as a page names them."""
        return self.address.split("://", 1)[1].split("/", 1)[0]


def read_address(text: str) -> Endpoint:
    """Read an address such as ``http://127.0.0.1:11434/v1``; without a path, ``/v1`` is meant.

    Raises:
        SettingRefused: With the sentence that says what is wrong and what to write.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise SettingRefused(f"The address has {len(text)} characters, {_LONGEST} are read. Write a shorter one.")
    if re.search(r"[\s\x00-\x1f\x7f\\]", text):
        raise SettingRefused("The address holds a blank or a sign that no address has. Write it without.")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise SettingRefused(
            "The address cannot be read. Write it like http://127.0.0.1:11434/v1 or https://models.example/v1."
        ) from error
    if parts.scheme not in _PORTS:
        raise SettingRefused("The address must begin with http:// or https://, such as http://127.0.0.1:11434/v1.")
    if "@" in parts.netloc:
        raise SettingRefused(
            "The address holds a name or a password, and the database is no place for secrets. "
            "Write it without, and put the key into WORKBENCH_LANGUAGE_MODEL_KEY."
        )
    if parts.query or parts.fragment or "?" in text or "#" in text:
        raise SettingRefused("The address may not have a “?” or a “#”. Write what stands before it.")
    if port == 0:
        raise SettingRefused("The port of the address is 0. Write the port on which the model listens.")
    return Endpoint(
        secure=parts.scheme == "https",
        host=_host(parts.hostname or ""),
        port=port or _PORTS[parts.scheme],
        base=_base(parts.path),
    )


def _base(path: str) -> str:
    path = quote(path, safe="/%:@!$&'()*+,;=-._~").rstrip("/")
    return path.removesuffix(_ASKED).rstrip("/") or "/v1"


def _host(name: str) -> str:
    address = _ip(name)
    if address is not None:
        if address.is_unspecified or address.is_multicast or address.is_link_local:
            raise SettingRefused(
                f"Nobody answers at {name}. Write 127.0.0.1 for this machine, or the other's address."
            )
        return str(address)
    try:
        host = name.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        host = ""
    labels = host.split(".")
    # Resolvers take "2130706433", "0x7f.1" and "127.1" for addresses; a page could not name such a host honestly.
    number = re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1]) is not None
    if number or not all(re.fullmatch(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", label) for label in labels):
        raise SettingRefused("The host of the address cannot be read. Write a name, or an address like 127.0.0.1.")
    return host


def _ip(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    if "%" in name:
        return None
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
