"""Which addresses may be asked for a text: public web pages, and nothing in this machine's own neighbourhood.

What an address looks like is checked here before anything is resolved; the numbers a name stands for are checked by
`public` when the connection is made, by `sources.reading.fetching`.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from sources.language.lexicon import lines
from sources.reading.errors import NotRead, quoted
from sources.reading.limits import ADDRESS_CHARACTERS

_PORTS = {"http": 80, "https": 443}
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\\<>\"{}|^`]")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
# Names that mean this machine or its own network: RFC 6761 and 6762, RFC 8375, and ICANN's reserved "internal".
_OWN = ("localhost", "local", "internal", "home.arpa", "localdomain", "lan", "intranet", "corp", "home")
# Blocks that Python holds to be global, at least in part: protocol assignments, with one cloud's own data about a
# machine in it; anycast of 6to4 relays; and a number by which another cloud answers from inside.
_SPECIAL_4 = tuple(map(ipaddress.IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")))
# IPv6 that is given out; inside it the IETF's own block with Teredo, 6to4, and numbers for documents (RFC 9637).
_GIVEN_OUT_6 = ipaddress.IPv6Network("2000::/3")
_SPECIAL_6 = tuple(map(ipaddress.IPv6Network, ("2001::/23", "2002::/16", "3fff::/20")))


class AddressRefused(NotRead):
    """An address that is never asked; the message says why."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked, once its name has been resolved to public numbers.

    Attributes:
        host: In ASCII and lower case; without brackets where it is a number of IPv6.
        target: Path and query as they go into the request.
    """

    scheme: str
    host: str
    port: int
    target: str

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}{self.target}"


def is_address(text: str) -> bool:
    """Tell whether a text is meant as an address of the web, and not as a path."""
    return text.lower().startswith(("http://", "https://"))


def address(text: str) -> Address:
    """Return the address that a person typed or a server redirected to; without a scheme it is https.

    Raises:
        AddressRefused: If it is none, or none that may be asked.
    """
    text = text.strip()
    if len(text) > ADDRESS_CHARACTERS:
        raise AddressRefused(
            f"The address has {len(text):,} characters; the most is {ADDRESS_CHARACTERS:,}. Shorten it."
        )
    if "://" not in text and re.match(r"[\w-]+(\.[\w-]+)+(/|$)", text):
        text = f"https://{text}"
    if not text or _FORBIDDEN.search(text):
        raise _none(text)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise _none(text) from None
    if parts.scheme not in _PORTS:
        scheme = quoted(f"{parts.scheme}:") if parts.scheme else quoted(text)
        raise AddressRefused(f"Only addresses that begin with https:// or http:// are read, not {scheme}.")
    if "@" in parts.netloc:
        raise AddressRefused(
            "An address with a name or password in it is not read. Take out what stands before the @."
        )
    if port not in {None, _PORTS[parts.scheme]}:
        raise AddressRefused(f"Port {port} is not asked, only the usual one of web pages. Take out “:{port}”.")
    host = _host(parts.hostname or "", text)
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    return Address(parts.scheme, host, _PORTS[parts.scheme], target)


def page_of(text: str) -> str:
    """Return what of an address says which page it is, to compare it with another; it is no address any more.

    Left out are the scheme, "www.", the usual port, the last slash, a place in the page, and the parameters by which
    sites count who sent a reader (`tracking_parameters` in the lexicon).
    """
    try:
        parts = urlsplit(text.strip())
    except ValueError:  # such as a bracket that is not closed; equal to itself alone
        return text.strip()
    host = parts.netloc.casefold().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    tracking = lines("tracking_parameters")
    kept = [one for one in parts.query.split("&") if one and not one.casefold().startswith(tracking)]
    return f"{host}{unquote(parts.path).rstrip('/')}" + ("?" + "&".join(kept) if kept else "")


def public(number: str) -> bool:
    """Tell whether an IP address, as a resolver writes it, is one of the public network and of nothing else.

    Refused are loopback, private, shared, link-local, multicast, reserved and documentation addresses, those by which
    clouds tell machines about themselves, and IPv6 that carries another address (mapped, NAT64, 6to4, Teredo).
    """
    try:
        ip = ipaddress.ip_address(number)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        return ip in _GIVEN_OUT_6 and ip.is_global and not any(ip in block for block in _SPECIAL_6)
    special = ip.is_multicast or ip.is_reserved or any(ip in block for block in _SPECIAL_4)
    return ip.is_global and not special


def _host(host: str, text: str) -> str:
    """Return a host in ASCII, or refuse it by its looks."""
    if not host.strip("."):
        raise _none(text)
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        number = None
    if number is not None:
        if not public(host):
            raise _own(host)
        return str(number)
    try:
        name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise _none(text) from None
    labels = name.split(".")
    # A last part that is a number makes a browser read the whole as a number, in one of its many spellings.
    if _NUMBER.fullmatch(labels[-1]):
        raise AddressRefused(
            f"{quoted(host)} is a number in an unusual spelling. Write the name of the site, such as paper.example."
        )
    if any(name == own or name.endswith(f".{own}") for own in _OWN) or len(labels) == 1:
        raise _own(host)
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise _none(text)
    return name


def _none(text: str) -> AddressRefused:
    return AddressRefused(f"{quoted(text)} is no address of a web page. Copy it from the browser, https:// included.")


def _own(host: str) -> AddressRefused:
    return AddressRefused(
        f"{quoted(host)} is no public site but this machine or its own network, which is never asked. "
        "Save the page in the browser and add the file."
    )
