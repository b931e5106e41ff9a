"""The settings page: what holds for everybody who uses this database, section by section."""

from __future__ import annotations

from collections.abc import Callable

from claims.screens import guard, language_model, masthead, messages, places, session
from claims.screens.addresses import addresses
from claims.screens.markup import esc
from claims.screens.sections import facts, section
from claims.screens.security import LOOPBACK, named_hosts
from claims.screens.verdict_settings import verdicts
from claims.workbench import Workbench


@guard.drawing(guard.PAGE)
def page() -> None:
    """Draw the sections in order."""
    workbench = session.workbench()
    masthead.draw(
        "Settings",
        "Kept in the database and the same for everybody who uses it · keys and passwords are never kept in it",
    )
    messages.draw()
    for draw in SECTIONS:
        draw(workbench)


def _this_workbench(workbench: Workbench) -> None:
    text = (
        "Where articles, sources and verdicts are kept, and which models read them. "
        "All of it is chosen when the workbench is started, by environment variables."
    )
    with section("workbench", "This workbench", text):
        facts(
            [
                (
                    "Database",
                    f"{esc(workbench.settings.database_address)}<span class='wb-q'>WORKBENCH_DATABASE names another</span>",
                ),
                (
                    "Embedding model",
                    f"{esc(_embedding(workbench))}<span class='wb-q'>WORKBENCH_MODEL names another; it runs on this machine</span>",
                ),
                (
                    "Text recognition",
                    f"{esc(_recognition(workbench))}<span class='wb-q'>WORKBENCH_OCR_LANGUAGES names the languages of scans, such as eng+deu</span>",
                ),
                (
                    "Opened as",
                    f"{esc(', '.join([*LOOPBACK[:2], *sorted(named_hosts())]))}<span class='wb-q'>WORKBENCH_HOSTS adds names; web pages elsewhere are refused</span>",
                ),
                (
                    "Reviewers",
                    "names only, no sign-in<span class='wb-q'>whoever reaches the port may do everything</span>",
                ),
            ]
        )


def _recognition(workbench: Workbench) -> str:
    """Return what reads scans, and in which languages, as Tesseract names them."""
    languages = workbench.settings.text_recognition
    return f"Tesseract, languages: {languages.replace('+', ', ')}" if languages else "Tesseract is not installed"


def _embedding(workbench: Workbench) -> str:
    library = workbench.library
    if library.model_state == "ready":
        return library.model_id
    return "not loaded yet" if library.model_state == "not loaded" else library.model_state


SECTIONS: tuple[Callable[[Workbench], None], ...] = (
    verdicts,
    addresses,
    places.settings,
    language_model.settings,
    _this_workbench,
)
"""What the page shows, in this order; each draws itself with `claims.screens.sections.section`."""
