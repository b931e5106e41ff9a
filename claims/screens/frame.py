"""What every page has: style, navigation, the reviewer's name, and the sentence shown when nothing else can be."""

from __future__ import annotations

import re

import streamlit as st

from claims.review.gates import NotSaved
from claims.screens import articles, guide, library, report, review, session, settings, theme
from claims.screens.markup import esc
from sources.store.engine import DatabaseRefused, DatabaseUnavailable

# Stops a held key, and letters while a dialog covers the claim: the browser repeats keydown, Streamlit would fire the shortcut each time (25 times in 0.8 s).
# Also lets a click on a marked claim in the article name that claim in the hidden "jump" field. Constant text, so
# that its hash can stand in a content security policy. W goes into the note and Esc out of it, as Streamlit's own
# shortcuts can press buttons only; the reason beside it is an input too, and may be drawn first. W rests with the others when the legend is gone.
SCRIPT = """<script>
if (!window.wbReady) {
  window.wbReady = true;
  // Dialogs and menus hang on the body, outside the element that Streamlit gives its colour scheme.
  var app = document.querySelector(".stApp");
  var follow = function () { document.documentElement.style.colorScheme = getComputedStyle(app).colorScheme; };
  follow();
  new MutationObserver(follow).observe(app, { attributes: true });
  // True while heading, passages and buttons are not of one claim: a press would meet what is no longer read.
  var behind = function () {
    var first = null, differ = false;
    document.querySelectorAll("[data-for]").forEach(function (part) {
      var id = part.getAttribute("data-for");
      if (first === null) { first = id; } else if (id !== first) { differ = true; }
    });
    return differ;
  };
  window.addEventListener("keydown", function (event) {
    var at = event.target;
    var typing = at && (at.isContentEditable || /^(TEXTAREA|SELECT)$/.test(at.tagName) ||
      (at.tagName === "INPUT" && !/^(checkbox|radio|button)$/.test(at.type)));
    var covered = document.querySelector('[data-testid="stDialog"]');
    if ((event.repeat || covered || behind()) && !typing && event.key.length === 1 && !event.ctrlKey && !event.metaKey) { event.stopImmediatePropagation(); event.preventDefault(); return; }
    var note = document.querySelector(".st-key-noterow input[aria-label=Note]");
    if (event.key === "Enter" && at && at.matches && at.matches("tr[data-claim]")) { at.click(); }
    if (typing && at === note && event.key === "Escape") { event.stopImmediatePropagation(); note.blur(); }
    if (!typing && note && event.key === "w" && document.querySelector(".wb-keys") && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault(); note.focus();
    }
  }, true);
  window.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest(".st-key-dock button, .st-key-columns button");
    if (button && behind()) { event.stopImmediatePropagation(); event.preventDefault(); return; }
    // A choice made with the mouse gives the keys back to the claim; who uses Tab keeps the place.
    if (event.detail > 0 && event.target.closest && event.target.closest("[role=option], .st-key-shortcuts")) {
      setTimeout(function () { if (document.activeElement) { document.activeElement.blur(); } }, 150);
    }
    var mark = event.target.closest && event.target.closest("[data-claim]");
    var field = mark && document.querySelector(".st-key-jump input");
    if (!field) { return; }
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, mark.getAttribute("data-claim"));
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, true);
}
</script>"""


def label(text: str) -> str:
    """Return untrusted text for a widget label with every sign escaped that Streamlit's Markdown could read."""
    return re.sub(r"([\\`*_{}\[\]()#+.!:$~<>|&^=-])", r"\\\1", text)


def _who() -> None:
    with (
        st.container(key="who"),
        st.popover(f"Reviewer: {label(session.reviewer())}", type="tertiary", help=None),
    ):
        st.text_input(
            "Your name, as it stands in the history and the CSV",
            key="reviewer",
            max_chars=session.NAME_LIMIT,
            placeholder=session.DEFAULT_REVIEWER,
            bind="query-params",
        )
        st.html(
            '<p class="wb-sm wb-q">A name is a label: there is no sign-in. It stands in the address of this page.</p>'
        )


def _first() -> None:
    session.open_page("Articles")


def run() -> None:
    """Draw the chosen page; a database that cannot be used gives one clear sentence instead."""
    st.html(theme.stylesheet())
    st.html(SCRIPT, unsafe_allow_javascript=True)
    pages = [
        st.Page(articles.page, title="Articles", default=True),
        st.Page(review.page, title="Review", url_path="review"),
        st.Page(library.page, title="Library", url_path="library"),
        st.Page(report.page, title="Report", url_path="report"),
        st.Page(settings.page, title="Settings", url_path="settings"),
        st.Page(guide.page, title="Help", url_path="help"),
    ]
    session.remember_pages({page.title: page for page in pages})
    # The first page has the bare address, whatever its name; a link or bookmark with the name leads there too.
    by_name = st.Page(_first, title="Articles", url_path="articles", visibility="hidden")
    chosen = st.navigation([*pages, by_name], position="top")
    session.keep_place()
    _who()
    try:
        session.desk()
        chosen.run()
    except (DatabaseRefused, DatabaseUnavailable, NotSaved) as problem:
        st.html(
            f'<div class="wb-msg no" role="alert"><b class="wb-no">✗ The database cannot be used.</b> {esc(problem)}</div>'
        )
        return
    session.models().warm(session.desk())
