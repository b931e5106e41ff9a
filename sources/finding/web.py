"""What a site answers to a question, as JSON: asked through the one guarded fetcher, each fault one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from sources.finding.place import PlaceFailed
from sources.reading import NotRead
from sources.reading.addresses import address
from sources.reading.errors import first_sentence, quoted
from sources.reading.fetching import Network, fetch
from sources.untrusted import Unusable, mended_json, one_line

ANSWER_SECONDS = 12.0
"""Time for one question to a site; a search engine answers within two, and the page waits 30 for a place in all."""


def ask_site(
    site: str, parameters: Mapping[str, str], network: Network | None, headers: Mapping[str, str] | None = None
) -> Any:
    """Return what a site answers to a question, as a value of JSON.

    Args:
        site: The address that is asked.
        parameters: The question; whatever leaves this machine is in it.
        network: The way out of this machine; None is its own.
        headers: Sent along to this site and to no other, such as a key.

    Raises:
        PlaceFailed: If it cannot be asked, or answers no JSON; the message is one sentence.
    """
    network = network or Network()
    network = replace(network, seconds=min(network.seconds, ANSWER_SECONDS))
    joint = "&" if "?" in site else "?"
    try:
        found = fetch(f"{site}{joint}{urlencode(parameters)}", network, headers=headers)
    except NotRead as problem:
        raise PlaceFailed(first_sentence(str(problem))) from problem
    host = quoted(address(found.url).host)
    if "json" not in found.content_type and found.data.lstrip()[:1] not in (b"{", b"["):
        raise PlaceFailed(f"{host} answered with a page in place of data ({found.content_type or 'no type'}).")
    try:
        value, _ = mended_json(found.data.decode("utf-8-sig"))
    except (Unusable, UnicodeDecodeError):
        raise PlaceFailed(f"{host} answered with data that is no JSON.") from None
    return value


def part(value: Any, *path: str | int) -> Any:
    """Return what is at a place in a value of JSON; None where the value has no such place."""
    for step in path:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def text(value: Any, *path: str | int) -> str:
    """Return the text at a place in a value of JSON, on one line; empty where there is none."""
    found = part(value, *path)
    return one_line(found) if isinstance(found, str) else ""


def entries(value: Any, *path: str | int) -> list[Any]:
    """Return the objects in the list at a place in a value of JSON.

    Raises:
        PlaceFailed: If something else than a list is there.
    """
    found = part(value, *path)
    if found is None:
        return []
    if not isinstance(found, list):
        raise PlaceFailed("It answered with data of another form than its protocol has.")
    return [one for one in found if isinstance(one, dict)]
