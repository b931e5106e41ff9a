"""The archived copy of a page: where the Wayback Machine keeps one, by its availability API."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from sources.finding.place import PlaceFailed
from sources.finding.web import ask_site, part, text
from sources.reading import NotRead
from sources.reading.addresses import address
from sources.reading.errors import first_sentence
from sources.reading.fetching import Network

WAYBACK = "https://archive.org/wayback/available"
WAYBACK_NAME = "Wayback Machine"
_SECONDS = 6.0  # a person waits for it who adds or pins a page
_ARCHIVE = "web.archive.org"


def archived_copy(page: str, network: Network | None = None) -> str:
    """Return the address of the newest archived copy of a page; empty where there is none.

    Args:
        page: The address of the page, which is all that the archive learns.
        network: The way out of this machine; None is its own.

    Raises:
        PlaceFailed: If the archive cannot be asked, or answers something else than its protocol has.
    """
    network = network or Network()
    network = replace(network, seconds=min(network.seconds, _SECONDS), patience=min(network.patience, _SECONDS))
    try:
        page = str(address(page))
    except NotRead as problem:
        raise PlaceFailed(first_sentence(str(problem))) from problem
    answer = ask_site(WAYBACK, {"url": page}, network)
    if not isinstance(part(answer, "archived_snapshots"), dict):
        raise PlaceFailed("The archive answered with data of another form than its protocol has.")
    closest = part(answer, "archived_snapshots", "closest")
    if part(closest, "available") is not True or not text(closest, "status").startswith("2"):
        return ""
    found = re.sub(r"^http://", "https://", text(closest, "url"))
    try:
        host = urlsplit(found).hostname
    except ValueError:
        host = None
    if host != _ARCHIVE or not found.startswith(f"https://{_ARCHIVE}/web/"):
        raise PlaceFailed("The archive named a copy at an address that is not its own.")
    return found
