"""One source: its text by passages, what is known of it, its readings, and the acts on it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from claims.screens import guard, messages, session
from claims.screens.fields import text_input
from claims.screens.library import ingest, preparation, source_list
from claims.screens.library.difference import as_html
from claims.screens.library.label_names import label_name
from claims.screens.library.source_list import shown
from claims.screens.markup import esc, with_words_found
from claims.screens.wording import called, clock, day, place_in, plural
from claims.services.evidence_search import NotAdded
from claims.services.library import Outcome, Reread
from claims.workbench import Workbench
from sources.reading import NotRead, source_endings
from sources.reading.limits import ADDRESS_CHARACTERS
from sources.source import Document, Passage, Source

PASSAGES_SHOWN = 200  # of one source; a book of 1,000 passages would make a page nobody scrolls
PAGES_SHOWN = 40  # of those that were recognised, with the confidence of each: some eight lines
READINGS_SHOWN = 20  # the last ones; who reads a page again each day has more
_AGAIN = "_again"
_SIGNS = {
    Outcome.ADDED: ("✓", "added"),
    Outcome.UNCHANGED: ("=", "unchanged"),
    Outcome.CHANGED: ("≠", "changed, replaced by a later reading"),
    Outcome.GONE: ("!", "gone from its address"),
    Outcome.DELETED: ("✗", "deleted"),
}


def draw(workbench: Workbench, source_id: str) -> None:
    """Draw a source of the library."""
    source = workbench.library.source(source_id)
    if source is None:
        return
    passages = workbench.library.passages(source_id)
    st.html(f'<div class="wb-sec"><h2 class="wb-h">Selected: {esc(called(source))}</h2></div>')
    _said(source_id)
    with st.container(key="source-card"):
        text, facts = st.columns([7, 3], gap="medium")
        text.html(_text(workbench, source, passages))
        with facts:
            st.html(_facts(workbench, source, len(passages)))
            with st.container(key="source-acts", horizontal=True):
                st.button(
                    "Correct details", key="open-details", on_click=session.open_dialog, args=("details", source_id)
                )
                st.button("Read again", key="open-again", on_click=session.open_dialog, args=("again", source_id))
                if source.url and not source.archived and workbench.evidence_search.archive_allowed:
                    st.button("Look up an archived copy", key="look-up-archived", on_click=_archived, args=(source_id,),
                              help="The Wayback Machine is asked; it learns the address of this source. The settings have the log.")  # fmt: skip
                st.button("Delete", key="open-delete", on_click=session.open_dialog, args=("delete", source_id))


@guard.act
def _archived(source_id: str) -> None:
    try:
        found = session.workbench().evidence_search.look_up_archived(source_id)
    except NotAdded as problem:
        messages.say("no", "✗ Not looked up.", str(problem))
        return
    if found:
        messages.say("ok", "✓ Archived copy.", f"{found} is kept with this source, and with what you pin of it.")
    else:
        messages.say("", "– No archived copy.", "The Wayback Machine has none of this address.")


def _text(workbench: Workbench, source: Source, passages: list[Passage]) -> str:
    evidence = _evidence(workbench, source.id)
    searched = source_list.searched_words()
    body = ""
    before = ""
    for passage in passages[:PASSAGES_SHOWN]:
        place = place_in(source, passage.start, passage.end)
        where = f'<span class="wb-place">{esc(place)}</span>' if place != before else ""
        before = place
        numbers = evidence.get((passage.start, passage.end), [])
        tag = "".join(f' <span class="wb-tag ev">■ Evidence for claim {number}</span>' for number in numbers)
        words = with_words_found(passage.text, searched)
        if numbers:
            words = f'<mark class="hit">{words}</mark>'
        body += f'{where}<p class="t"><span class="wb-pno">{passage.ordinal + 1}</span>{words}{tag}</p>'
    rest = len(passages) - PASSAGES_SHOWN
    if rest > 0:
        body += f'<p class="wb-q">and {plural(rest, "passage")} more</p>'
    return (
        f'<div class="wb-src"><h3>{esc(source.title or source.name or "Untitled")}</h3>'
        f'<p class="wb-ti">{esc(source.publisher or "no publisher")} · {day(source.published)}</p>'
        f'<div class="wb-read" tabindex="0" role="region" aria-label="Text of the source">{body}</div></div>'
    )


def _evidence(workbench: Workbench, source_id: str) -> dict[tuple[int, int], list[int]]:
    """Return the numbers of the claims of the article in focus that each passage of this source is evidence for."""
    article_id = session.place("article")
    if not article_id:
        return {}
    orders = {claim.id: claim.order for claim in workbench.articles.claims(article_id)}
    found: dict[tuple[int, int], list[int]] = {}
    for claim_id, judgement in workbench.reviewing.standing(article_id, session.reviewer()).items():
        for pin in judgement.pins:
            if pin.source_id == source_id and claim_id in orders:
                found.setdefault((pin.start, pin.end), []).append(orders[claim_id])
    return found


def _facts(workbench: Workbench, source: Source, passages: int) -> str:
    pages = f", {plural(len(source.page_starts), 'page')}" if source.page_starts else ""
    rows = [
        ("Author", shown(source.author)),
        ("File", f"{_file(source)}{pages}"),
        ("Size", f"{plural(len(source.text), 'character')}, {plural(passages, 'passage')}"),
        ("Address", shown(source.url)),
        *([("Archived copy", esc(source.archived))] if source.archived else []),
        *([("Read by OCR", _recognised(source))] if source.recognised else []),
        ("Labels", _labels(workbench, source.id)),
        ("Content id", f'<span class="wb-mono">{esc(source.id)}</span>'),
    ]
    listed = "".join(f"<dt>{name}</dt><dd>{what}</dd>" for name, what in rows)
    return f'<dl class="wb-about">{listed}<dt>Readings</dt><dd>{_readings(workbench, source)}</dd></dl>'


def _recognised(source: Source) -> str:
    """Return the confidence of each page that was recognised."""
    pages = source.recognised
    listed = ", ".join(f"page {page}: {percent} %" for page, percent in pages[:PAGES_SHOWN])
    rest = len(pages) - PAGES_SHOWN
    return f"confidence by page: {listed}" + (f" and {plural(rest, 'page')} more" if rest > 0 else "")


def _labels(workbench: Workbench, source_id: str) -> str:
    labels = workbench.library.labels.of([source_id]).get(source_id, ())
    return esc(", ".join(label_name(workbench, label) for label in labels)) or '<span class="wb-q">none</span>'


def _file(source: Source) -> str:
    """Return the file's name, with its kind where the name does not say it."""
    if source.name.casefold().endswith(f".{source.kind}"):
        return esc(source.name)
    return f"{shown(source.name)}, {esc(source.kind)}"


def _readings(workbench: Workbench, source: Source) -> str:
    lines = workbench.library.versions.history(source.id)[-READINGS_SHOWN:]
    told = []
    for line in lines:
        sign, word = _SIGNS[line.outcome]
        told.append(f"{sign} {word} {line.retrieved_at:%Y-%m-%d}, {clock(line.retrieved_at)}")
    return "<br>".join(map(esc, told)) or esc(f"added {source.retrieved_at:%Y-%m-%d}, {clock(source.retrieved_at)}")


def _said(source_id: str) -> None:
    """Draw what the last reading of this source found, until another source is looked at."""
    kept = st.session_state.get(_AGAIN)
    if kept is None:
        return
    about, again, earlier = kept
    if about != source_id:
        st.session_state.pop(_AGAIN)
        return
    if isinstance(again, str):
        st.html(f'<div class="wb-msg no" role="alert"><b class="wb-no">✗ Not read.</b> {esc(again)}</div>')
        return
    css = {Outcome.CHANGED: "un", Outcome.GONE: "no"}.get(again.outcome, "ok")
    sign, word = _SIGNS[again.outcome]
    head = "changed" if again.outcome is Outcome.CHANGED else word
    st.html(
        f'<div class="wb-msg {css}" role="status"><b class="wb-{css}">{sign} {head.capitalize()}.</b> {esc(again.message)}</div>'
    )
    if again.changes:
        st.html(as_html(again.changes, earlier))


def dialogs(workbench: Workbench) -> None:
    """Open the dialog that was asked for; the source may have been deleted by somebody else meanwhile."""
    name, about = session.dialog()
    draw_dialog = {"details": _details, "again": _read_again, "delete": _delete}.get(name)
    if draw_dialog is None:
        return
    source = workbench.library.source(about)
    if source is None:
        session.close_dialog()
        return
    draw_dialog(workbench, source)


@st.dialog("Correct details", on_dismiss=session.close_dialog)
@guard.drawing(guard.WINDOW)
def _details(workbench: Workbench, source: Source) -> None:
    with st.form(f"details-{source.id}", border=False):
        publisher = text_input("Publisher", value=source.publisher, max_chars=200)
        title = text_input("Title", value=source.title, max_chars=300)
        author = text_input("Author", value=source.author, max_chars=200)
        published = st.date_input(
            "Published", value=source.published, min_value=date(1800, 1, 1), max_value=date(2200, 12, 31)
        )
        url = text_input("Address", value=source.url, max_chars=ADDRESS_CHARACTERS)
        st.html(
            '<p class="wb-sm wb-q">The text stays as it was read. What was judged keeps the details of that day.</p>'
        )
        if st.form_submit_button("Save details", type="primary"):
            workbench.library.correct(
                source.id,
                title=(title or "").strip(),
                publisher=(publisher or "").strip(),
                author=(author or "").strip(),
                published=published if isinstance(published, date) else None,
                url=(url or "").strip(),
            )
            st.session_state[source_list.CHOSEN] = source.id
            session.close_dialog()
            st.rerun()


@st.dialog("Read again", on_dismiss=session.close_dialog)
@guard.drawing(guard.WINDOW)
def _read_again(workbench: Workbench, source: Source) -> None:
    st.html(
        '<p class="wb-sm">If a word has changed, the new text takes the place of the old one in every search. The old text '
        "stays for what was judged by it.</p>"
    )
    if source.url and workbench.library.versions.allowed:
        st.html(f'<p class="wb-sm wb-q">{esc(source.url)}</p>')
        if st.button("Read its address", type="primary", key="again-address"):
            with st.spinner("Reading the address, 45 s at most; a scanned file takes seconds a page"):
                _again(workbench, source, None)
    elif source.url:
        st.html('<p class="wb-sm wb-q">Its address is not read: that is switched off in the settings.</p>')
    upload = st.file_uploader("Its file as it is now", type=list(source_endings()), key=f"again-{source.id}")
    if st.button("Compare the file", key="again-file", disabled=upload is None) and upload is not None:
        _again(workbench, source, (upload.getvalue(), upload.name))


def _again(workbench: Workbench, source: Source, file: tuple[bytes, str] | None) -> None:
    found: Reread | str
    try:
        given = None
        if file is not None:
            given = _one_of(workbench.library.read(*file))
        found = workbench.library.versions.reread(source.id, given)
    except NotRead as problem:
        found = str(problem)
    now = source.id if isinstance(found, str) else found.source_id
    st.session_state[_AGAIN] = (now, found, source.text)
    st.session_state[source_list.CHOSEN] = now
    if not isinstance(found, str) and found.outcome is Outcome.CHANGED:
        preparation.want()
    session.close_dialog()
    st.rerun()


def _one_of(documents: list[Document]) -> Document:
    if len(documents) > 1:
        raise NotRead("There are several sources in this file, so it is not clear which one to compare.")
    return documents[0]


@st.dialog("Delete this source?", on_dismiss=session.close_dialog)
@guard.drawing(guard.WINDOW)
def _delete(workbench: Workbench, source: Source) -> None:
    earlier = len(workbench.library.versions.earlier(source.id))
    texts = f" and {plural(earlier, 'earlier text')} it replaced" if earlier else ""
    st.html(
        f"<p><b>{esc(source.publisher or 'No publisher')}</b>: {esc(source.title or source.name or 'Untitled')}</p>"
        f"<p>Its text{texts} and its passages are taken out of the library, and no claim finds them any more. Verdicts keep the "
        "excerpts they were given on; they will say that the source was deleted. This cannot be undone.</p>"
    )
    with st.container(horizontal=True):
        if st.button("Delete", type="primary", key="confirm-delete"):
            gone = workbench.library.delete(source.id)
            text = "Taken out of the library." if gone else "Somebody else had deleted it already."
            line: ingest.Line = ("✗ deleted", "no", source.title or source.name or source.publisher, text)
            st.session_state["_added"] = [line]
            session.close_dialog()
            st.rerun()
        if st.button("Keep it", key="keep-source"):
            session.close_dialog()
            st.rerun()
