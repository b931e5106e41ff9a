"""The ways in: files, a whole folder, pasted text, an address; and what became of each."""

from __future__ import annotations

from datetime import date

import streamlit as st

from claims.screens import recognition, session
from claims.screens.fields import text_input, whole_text
from claims.screens.library import preparation
from claims.screens.markup import esc
from claims.screens.wording import plural
from claims.services.library import AddReport
from claims.workbench import Workbench
from sources.reading import NotRead, source_endings
from sources.reading.limits import ADDRESS_CHARACTERS
from sources.reading.masthead import filled, titled
from sources.source import Document, Origin

Line = tuple[str, str, str, str]
"""Sign and word, colour class, name, and what to say of it."""

WAYS = ("Files", "Folder", "Paste", "Address")
LINES_SHOWN = 100
_SIGNS = {
    "added": ("✓ added", "ok"),
    "known": ("= known", ""),
    "empty": ("✗ not read", "no"),
    "taken": ("✗ not added", "no"),
}


def draw(workbench: Workbench) -> None:
    """Draw the form of the chosen way."""
    st.html('<div class="wb-sec"><h2 class="wb-sech" id="add-sources">Add sources</h2></div>')
    with st.container(key="bringin"):
        st.session_state.setdefault("source-way", WAYS[0])  # no default beside it: other parts of the page set it
        way = st.segmented_control("How", WAYS, key="source-way", label_visibility="collapsed", required=True)
        {"Files": _files, "Folder": _folder, "Paste": _paste, "Address": _address}[way or "Files"](workbench)


def _files(workbench: Workbench) -> None:
    with st.form("add-files", border=False, clear_on_submit=True):
        uploads = st.file_uploader(
            "Several at once, up to 20 MB each: documents, web pages, PDF, e-mails, e-books, transcripts, tables, feeds. "
            "A CSV or JSONL holds one source a row (title, publisher, author, published, url, text), a feed one an entry.",
            help=f"Files that end in {', '.join(source_endings())}.",
            type=list(source_endings()),
            accept_multiple_files=True,
            key="source-files",
        )
        if st.form_submit_button("Add to the library", type="primary"):
            _take(workbench, [(upload.name, upload.getvalue()) for upload in uploads or ()])


def _folder(workbench: Workbench) -> None:
    with st.form("add-folder", border=False, clear_on_submit=True):
        uploads = st.file_uploader(
            "A folder with all that is in it; files of other kinds are passed over. A packed archive is not opened: "
            "unpack it and choose its folder.",
            type=list(source_endings()),
            accept_multiple_files="directory",
            key="source-folder",
        )
        if st.form_submit_button("Add to the library", type="primary"):
            _take(workbench, [(upload.name, upload.getvalue()) for upload in uploads or ()])


def _paste(workbench: Workbench) -> None:
    with st.form("paste-source", border=False, clear_on_submit=True):
        wanted = str(st.session_state.get("_wanted_publisher") or "")
        publisher = text_input("Publisher", value=wanted, max_chars=200)
        title = text_input("Title", max_chars=300)
        published = st.date_input("Published", value=None, min_value=date(1800, 1, 1), max_value=date(2200, 12, 31))
        url = text_input("Address, as a reference", max_chars=ADDRESS_CHARACTERS)
        text = whole_text("Text", height=200, max_chars=2_000_000)
        st.html(
            '<p class="wb-sm wb-q">What you leave empty is read from the first lines: title, publisher and day.</p>'
        )
        if st.form_submit_button("Add to the library", type="primary"):
            st.session_state.pop("_wanted_publisher", None)
            try:
                read = workbench.articles.paste(text or "")
            except NotRead as problem:
                _done(workbench, [], [("✗ not read", "no", "pasted text", str(problem))])
            document = Document(
                text=read.text,
                kind="txt",
                title=title or "",
                publisher=publisher or "",
                published=published if isinstance(published, date) else None,
                url=url or "",
                notices=read.notices,
            )
            _done(workbench, [filled(titled(document))], [])


def _address(workbench: Workbench) -> None:
    if not workbench.library.versions.allowed:
        st.html(
            '<p class="wb-sm wb-q">Reading from web addresses is switched off in this set-up, and nothing leaves this '
            "machine. The settings page says what switching it on means.</p>"
        )
        if st.button("Open the settings", key="open-settings"):
            session.open_page("Settings")
        return
    with st.form("add-address", border=False, clear_on_submit=True):
        address = text_input(
            "Address of a page, a file or a feed",
            placeholder="https://paper.example/report",
            max_chars=ADDRESS_CHARACTERS,
        )
        st.html(
            '<p class="wb-sm wb-q">Its site learns that this machine asked. Nothing of your articles is sent.</p>'
        )
        if st.form_submit_button("Read and add", type="primary"):
            try:
                with st.spinner("Reading the address, 45 s at most; a scanned file takes seconds a page"):
                    documents = workbench.library.versions.at(address or "")
            except NotRead as problem:
                _done(workbench, [], [("✗ not read", "no", address or "no address", str(problem))])
            _done(workbench, documents, [])


def _take(workbench: Workbench, files: list[tuple[str, bytes]]) -> None:
    if not files:
        _done(workbench, [], [("✗ no file", "no", "", "Choose files first. Nothing was added.")])
    documents: list[Document] = []
    lines: list[Line] = []
    shown = recognition.Shown()
    for name, data in files:
        try:
            documents += workbench.library.read(data, name, progress=shown.of(name))
        except NotRead as problem:
            lines.append(("✗ not read", "no", name, str(problem)))
    _done(workbench, documents, lines)


def _done(workbench: Workbench, documents: list[Document], lines: list[Line]) -> None:
    """Store the documents, keep what is to be said, and draw the page anew; preparing them comes after that."""
    reports = workbench.library.store(documents)
    added = {report.source_id for report in reports if report.status == "added"}
    origins = workbench.library.origins(added)
    st.session_state["_added"] = [*lines, *(_line(report, origins.get(report.source_id)) for report in reports)]
    if added:
        preparation.want()
    st.rerun()


def _line(report: AddReport, origin: Origin | None) -> Line:
    sign, css = _SIGNS.get(report.status, (report.status, ""))
    shared = next((link for link in origin.links if link.source_id == report.source_id), None) if origin else None
    if report.status == "added" and shared is not None:
        sign, css = "≈ added", "un"
    name = report.name if not report.title or report.name == report.title else f"{report.title} · {report.name}"
    if report.status == "added":
        text = f"{report.publisher or 'no publisher given'}, {plural(report.passages, 'passage')}."
        if shared is not None and origin is not None:
            text += f" Same origin as {origin.name}, counted once: {shared.sentence}"
    elif report.status == "known":
        text = "Already in the library. Nothing was added."
    else:
        text = ""
    return sign, css, name.strip(" ·"), " ".join(part for part in (text, report.message) if part)


def log() -> None:
    """Draw what became of what was added last."""
    added: list[Line] = st.session_state.get("_added", [])
    if not added:
        return
    rows = "".join(
        f'<li><b class="wb-{css or "q"}">{esc(sign)}</b><span>{esc(name or "pasted text")}<span class="wb-q">{esc(text)}</span></span></li>'
        for sign, css, name, text in added[:LINES_SHOWN]
    )
    rest = len(added) - LINES_SHOWN
    more = f'<li><b></b><span class="wb-q">and {rest:,} more</span></li>' if rest > 0 else ""
    st.html(
        f'<div class="wb-sec"><h2 class="wb-h">Last additions</h2><ul class="wb-log" role="status">{rows}{more}</ul></div>'
    )
