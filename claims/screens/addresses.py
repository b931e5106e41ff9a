"""The section of the settings page on web addresses: whether they may be read, and what is never asked."""

from __future__ import annotations

from claims.screens.sections import facts, section, switch
from claims.services.settings import ADDRESSES_ALLOWED
from claims.workbench import Workbench
from sources.reading import limits

_NAME = "addresses"
_TEXT = (
    "Articles, sources and feeds can be read from web addresses. The site then learns that this machine asked, and when; "
    "nothing of your articles, notes or verdicts is sent. As long as this is off, nothing leaves this machine for an address, and "
    "the address of a source is a reference only."
)


def addresses(workbench: Workbench) -> None:
    """Draw the section."""
    with section(_NAME, "Addresses", _TEXT):
        switch(
            workbench,
            _NAME,
            ADDRESSES_ALLOWED,
            "Addresses may be read",
            on="Addresses may be read.",
            off="Addresses are not read.",
            key="fetching-allowed",
        )
        facts(
            [
                ("Asked", "public sites by https:// or http:// on their usual port, certificates verified, no proxy"),
                ("Never asked", "this machine, its own network, and whatever a name or a redirect to them leads to"),
                ("Limits", _limits()),
            ]
        )


def _limits() -> str:
    size, seconds = limits.FILE_BYTES // 2**20, limits.ADDRESS_SECONDS
    return (
        f"{size} MB, {seconds} s in all, {limits.REDIRECTS} redirects, {limits.TRIES} tries when a server is at fault"
    )
