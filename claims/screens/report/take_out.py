"""What leaves the Report page for archives, spreadsheets and the public: packet, workbook, linked data."""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st

from claims.screens import guard
from claims.screens.fields import text_input
from claims.screens.markup import esc, label
from claims.screens.wording import plural
from claims.services.packets import PacketRefused, fingerprint
from claims.services.reports import NotPublishable
from claims.workbench import Workbench

_MEDIA = {
    "html": "text/html",
    "csv": "text/csv",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jsonld": "application/ld+json",
}
_SHOWN = 70  # characters of a claim in a list of options, a line of the column


def file_name(title: str, suffix: str, ending: str = "csv") -> str:
    """Return the name of a download: the title, what it is, and its ending."""
    stem = re.sub(r"[^A-Za-z0-9]+", "-", title).strip("-").lower()[:60] or "article"
    return f"{stem}-{suffix}.{ending}"


def button(words: str, make: Callable[[], bytes], name: str, key: str, *, primary: bool = False) -> None:
    """Draw a button that makes a file when it is pressed, and hands it over."""
    st.download_button(
        words,
        guard.download(make),
        file_name=name,
        mime=_MEDIA[name.rpartition(".")[2]],
        key=key,
        type="primary" if primary else "secondary",
        on_click="ignore",
        width="stretch",
    )


def draw(workbench: Workbench, article_id: str, title: str) -> None:
    """Draw the downloads of an article for archives and for other programs, and the form for publishing."""
    with st.container(key="takeout-more"):
        button(
            "Workbook (Excel)",
            lambda: workbench.reports.workbook(article_id),
            file_name(title, "verdicts", "xlsx"),
            "xlsx",
        )
        if st.button("Make a verification packet", key="packet-make", width="stretch"):
            _packet(workbench, article_id, title)
        st.html(
            '<p class="wb-sm wb-q">The packet has report, CSV, evidence, the texts of article and sources, and the whole history. '
            "Questions to places outside are not in it. Its script verify.py finds whatever was changed in it. "
            "It can be imported on another machine.</p>"
        )
    with st.expander("For the public and for other programs"):
        _publish(workbench, article_id, title)


def _packet(workbench: Workbench, article_id: str, title: str) -> None:
    """Draw the download of a packet that is made now, and its fingerprint."""
    try:
        data = workbench.packets.make(article_id)
    except PacketRefused as problem:
        st.html(f'<p class="wb-no">{esc(problem)}</p>')
        return
    button("Download the packet", lambda: data, file_name(title, "packet", "zip"), "packet", primary=True)
    st.html(
        f'<p class="wb-sm wb-q">Fingerprint {esc(fingerprint(data))}. Send it by another way to whoever gets the packet.</p>'
    )


def _publish(workbench: Workbench, article_id: str, title: str) -> None:
    """Draw the form for ClaimReview: a person chooses the claims, and says where and by whom they are published."""
    button(
        "Web Annotation",
        lambda: workbench.reports.web_annotations(article_id),
        file_name(title, "annotations", "jsonld"),
        "annotations",
    )
    ready = workbench.reports.publishable(article_id)
    if not ready:
        st.html('<p class="wb-sm wb-q">ClaimReview needs a reviewed claim on which the reviewers agree.</p>')
        return
    names = {claim.id: f"{claim.order}. {claim.text[:_SHOWN]}" for claim in ready}
    chosen = st.multiselect(
        "Claims to publish",
        list(names),
        format_func=lambda claim_id: label(names[claim_id]),
        key=f"publish-claims-{article_id}",
    )
    publisher = text_input("Publisher", max_chars=200, key="publish-publisher")
    url = text_input("Address of the page with the check", max_chars=2000, key="publish-url")
    try:
        workbench.reports.claim_reviews(article_id, url=url, publisher=publisher, claim_ids=chosen)
    except NotPublishable as problem:
        st.html(f'<p class="wb-sm wb-q">{esc(problem)}</p>')
        return
    button(
        f"ClaimReview of {plural(len(chosen), 'claim')}",
        lambda: workbench.reports.claim_reviews(article_id, url=url, publisher=publisher, claim_ids=chosen),
        file_name(title, "claimreview", "jsonld"),
        "claimreview",
    )
