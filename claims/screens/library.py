"""The library: add sources, see what happened to each file, look at a source and its passages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from claims.desk import Desk
from claims.screens import masthead, session
from claims.screens.markup import esc
from claims.screens.wording import clock, day, plural, seconds_left
from sources.embedding import ModelUnavailable
from sources.reading import ENDINGS, NotRead
from sources.source import Document
from sources.store.embedding_run import Progress
from sources.store.library import AddReport

_SIGNS = {
    "added": ("✓ added", "ok"),
    "known": ("= known", ""),
    "empty": ("✗ not read", "no"),
    "not read": ("✗ not read", "no"),
}
PASSAGES_SHOWN = 200  # of one source; a book of 1,000 passages would make a page nobody scrolls


def page() -> None:
    """Draw the library page."""
    desk = session.desk()
    held = desk.library.sources()
    passages = sum(source.passages for source in held)
    missing = desk.library.missing()
    masthead.draw(
        "Library",
        f"{plural(len(held), 'source')} · {plural(passages, 'passage')} · embedded with all-MiniLM-L6-v2, weights checked · "
        "nothing leaves this machine",
    )
    left, right = st.columns([9, 16], gap="medium")
    with left:
        with st.container(key="bringin"):
            _add(desk)
        if missing:
            _go_on(desk, missing)
        _log()
        _named_but_missing(desk)
    with right:
        _table(desk)


def _add(desk: Desk) -> None:
    st.html('<div class="wb-sec"><h2 class="wb-sech">Add sources</h2></div>')
    wanted = str(st.session_state.get("_wanted_publisher") or "")
    way = st.segmented_control(
        "How",
        ("Files", "Paste"),
        default="Paste" if wanted else "Files",
        key="source-way",
        label_visibility="collapsed",
        required=True,
    )
    if way == "Paste":
        _paste(desk, wanted)
        return
    with st.form("add-files", border=False, clear_on_submit=True):
        uploads = st.file_uploader(
            "Several at once: " + ", ".join(ENDINGS) + ". A CSV or JSONL holds one source a row: "
            "title, publisher, author, published, url, text.",
            type=[ending.lstrip(".") for ending in ENDINGS],
            accept_multiple_files=True,
            key="source-files",
        )
        if st.form_submit_button("Add to the library", type="primary"):
            if not uploads:
                st.session_state["_added"] = [("✗ no file", "no", "", "Choose files first. Nothing was added.")]
            else:
                _take(desk, [(upload.name, upload.getvalue()) for upload in uploads])
            st.rerun()


def _paste(desk: Desk, wanted: str) -> None:
    with st.form("paste-source", border=False, clear_on_submit=True):
        publisher = st.text_input("Publisher", value=wanted, max_chars=200)
        title = st.text_input("Title", max_chars=300)
        published = st.date_input("Published", value=None, min_value=date(1800, 1, 1), max_value=date(2200, 12, 31))
        url = st.text_input("Address (kept as a reference, never fetched)", max_chars=1000)
        text = st.text_area("Text", height=200, max_chars=2_000_000)
        if st.form_submit_button("Add to the library", type="primary"):
            st.session_state.pop("_wanted_publisher", None)
            try:
                read = desk.paste(text or "")
            except NotRead as problem:
                st.session_state["_added"] = [("✗ not read", "no", "pasted text", str(problem))]
                st.rerun()
            document = Document(
                text=read.text,
                kind="txt",
                title=title or "",
                publisher=publisher or "",
                published=published if isinstance(published, date) else None,
                url=url or "",
                notices=read.notices,
            )
            _embed(desk, [document], [])
            st.rerun()


def _take(desk: Desk, files: list[tuple[str, bytes]]) -> None:
    documents: list[Document] = []
    log: list[tuple[str, str, str, str]] = []
    for name, data in files:
        try:
            documents += desk.read_sources(data, name)
        except NotRead as problem:
            log.append(("✗ not read", "no", name, str(problem)))
    _embed(desk, documents, log)


def _embed(desk: Desk, documents: list[Document], log: list[tuple[str, str, str, str]]) -> None:
    try:
        log += [_line(report) for report in desk.library.add(documents, progress=_bar(st.empty()))]
    except ModelUnavailable as problem:
        log.append(
            ("! waiting", "un", "", f"The texts are stored, but their passages could not be prepared. {problem}")
        )
    st.session_state["_added"] = log


def _bar(box: DeltaGenerator) -> Callable[[Progress], None]:
    """Return what draws the progress of preparing passages into ``box``."""

    def show(step: Progress) -> None:
        box.html(
            masthead.waiting("Preparing passages", step.done, step.total, seconds_left(step.seconds_left), step.name)
        )

    return show


def _line(report: AddReport) -> tuple[str, str, str, str]:
    sign, css = _SIGNS.get(report.status, (report.status, ""))
    if report.status == "added":
        text = ", ".join(
            part for part in (report.publisher or "no publisher given", plural(report.passages, "passage")) if part
        )
    elif report.status == "known":
        text = "Already in the library. Nothing was added."
    else:
        text = ""
    return sign, css, report.name or report.title, " ".join(part for part in (text, report.message) if part)


def _log() -> None:
    added: list[tuple[str, str, str, str]] = st.session_state.get("_added", [])
    if not added:
        return
    rows = "".join(
        f'<li><b class="wb-{css or "q"}">{esc(sign)}</b><span>{esc(name or "pasted text")}<span class="wb-q">{esc(text)}</span></span></li>'
        for sign, css, name, text in added[:100]
    )
    more = f'<li><b></b><span class="wb-q">and {len(added) - 100} more</span></li>' if len(added) > 100 else ""
    st.html(f'<div class="wb-sec"><h2 class="wb-h">Last additions</h2><ul class="wb-log">{rows}{more}</ul></div>')


def _go_on(desk: Desk, missing: int) -> None:
    st.html(
        f'<div class="wb-msg un"><b class="wb-un">! {plural(missing, "passage")} not prepared.</b> The work was interrupted; '
        "these passages are stored and cannot be found until it goes on.</div>"
    )
    if st.button("Go on preparing", type="primary"):
        try:
            desk.library.embed_missing(progress=_bar(st.empty()))
        except ModelUnavailable as problem:
            st.session_state["_added"] = [("✗ not prepared", "no", "", str(problem))]
        st.rerun()


def _named_but_missing(desk: Desk) -> None:
    article_id = session.place("article")
    missing = desk.named_but_missing(article_id) if article_id else {}
    if not missing:
        return
    rows = "".join(
        f'<li style="grid-template-columns:minmax(0,1fr)"><span><b class="wb-un">◇ {esc(name)}</b> '
        f'<span class="wb-q" style="display:inline">claim{"s" if len(numbers) > 1 else ""} {", ".join(map(str, numbers))}</span></span></li>'
        for name, numbers in list(missing.items())[:40]
    )
    st.html(
        f'<div class="wb-sec"><h2 class="wb-h">Named in the article, not in the library</h2><ul class="wb-log">{rows}</ul></div>'
    )


def _table(desk: Desk) -> None:
    st.html('<div class="wb-sec"><h2 class="wb-sech">Sources</h2></div>')
    held = desk.library.sources()
    if not held:
        st.html(
            '<div class="wb-empty" style="margin-top:0"><h2>No sources yet</h2><p>Add what could prove or disprove the claims: '
            "reports the article names, statements, statistics, earlier coverage. Each is cut into passages that can be "
            "searched by meaning.</p></div>"
        )
        return
    words = st.text_input(
        "Search",
        key="library-search",
        placeholder="Search publishers and titles",
        label_visibility="collapsed",
        max_chars=200,
    )
    wanted = (words or "").casefold()
    rows = [s for s in held if wanted in f"{s.publisher} {s.title} {s.author} {s.name}".casefold()]
    if not rows:
        st.html('<div class="wb-msg">No source has these words in its publisher, title or author.</div>')
        return
    frame = pd.DataFrame(
        {
            "Publisher": [s.publisher or "no publisher" for s in rows],
            "Title": [s.title or s.name for s in rows],
            "Published": [s.published.isoformat() if s.published else "! no date" for s in rows],
            "Kind": [s.kind for s in rows],
            "Passages": [s.passages for s in rows],
            "Author": [s.author for s in rows],
        }
    )
    chosen = st.dataframe(frame, hide_index=True, key="library-table", on_select="rerun", selection_mode="single-row")
    picked = chosen["selection"]["rows"] if isinstance(chosen, dict) else []
    source = (
        desk.library.source(rows[picked[0]].id)
        if picked and picked[0] < len(rows)
        else desk.library.source(rows[0].id)
    )
    if source is None:
        return
    passages = desk.library.passages(source.id)
    text = "".join(
        f'<p class="t"><span class="wb-pno">{passage.ordinal + 1}</span>{esc(passage.text)}</p>'
        for passage in passages[:PASSAGES_SHOWN]
    )
    if len(passages) > PASSAGES_SHOWN:
        text += f'<p class="wb-q">and {len(passages) - PASSAGES_SHOWN} more passages</p>'
    st.html(
        f'<div class="wb-sec"><h2 class="wb-h">Selected: {esc(source.publisher or source.title or source.name)}</h2></div>'
        f'<div class="wb-src" style="border:1px solid var(--rule);border-top:3px solid var(--ink);background:var(--card);padding:10px 14px">'
        f'<h3 style="font:700 18px/24px var(--serif)">{esc(source.title or source.name or "Untitled")}</h3>'
        f'<p class="wb-ti" style="margin-bottom:8px">{esc(source.publisher or "no publisher")} · {esc(source.author or "no author")} · '
        f"{day(source.published)} · {plural(len(passages), 'passage')} · added {day(source.retrieved_at.date())}, "
        f"{clock(source.retrieved_at)} · {esc(source.id)}{' · ' + esc(source.url) if source.url else ''}</p>{text}</div>"
    )
    _correct(desk, source.id)


def _correct(desk: Desk, source_id: str) -> None:
    source = desk.library.source(source_id)
    if source is None:
        return
    with st.expander("Correct details"), st.form(f"details-{source_id}", border=False):
        publisher = st.text_input("Publisher", value=source.publisher, max_chars=200)
        title = st.text_input("Title", value=source.title, max_chars=300)
        author = st.text_input("Author", value=source.author, max_chars=200)
        published = st.date_input(
            "Published", value=source.published, min_value=date(1800, 1, 1), max_value=date(2200, 12, 31)
        )
        url = st.text_input("Address", value=source.url, max_chars=1000)
        if st.form_submit_button("Save details"):
            desk.library.update_details(
                source_id,
                title=title or "",
                publisher=publisher or "",
                author=author or "",
                published=published if isinstance(published, date) else None,
                url=url or "",
            )
            st.rerun()
