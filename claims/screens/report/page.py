"""The report: how the article stands, what is concluded of it, and what leaves the workbench and comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from claims.article import Article
from claims.review.gates import EditConflict, NotSaved, check_reviewer
from claims.review.judgement import Judgement
from claims.screens import guard, links, masthead, messages, session
from claims.screens.assets import script_element
from claims.screens.fields import text_area
from claims.screens.markup import esc
from claims.screens.report import take_out
from claims.screens.report.overview import Listing, Overview, boxes, by_reviewer, by_source, claim_list, strip
from claims.screens.wording import clock, day, long_day, plural
from claims.services.exports import CsvRefused
from claims.services.packets import MAGIC, PacketRefused
from claims.services.reports import CONCLUSION_LIMIT
from claims.workbench import Workbench
from sources.identity import digest

_IMPORT = "import"
_CONCLUSION = "conclusion"
_CONFLICTS_SHOWN = 20  # the command line lists all


@guard.drawing(guard.PAGE)
def page() -> None:
    """Draw the report of the article in the URL, else of the newest."""
    workbench = session.workbench()
    stored = workbench.articles.summaries()
    article = workbench.articles.get(session.place("article")) if session.place("article") else None
    if article is None and not stored:
        st.html(
            '<div class="wb-empty"><h2>Nothing to report yet</h2><p>The report and the verdict CSV come from a reviewed article. '
            "Bring one in on the Articles page, or a packet of another workbench here.</p></div>"
        )
        _bring_back(workbench)
        return
    article = article or workbench.articles.get(stored[0].id)
    if article is None:
        return
    _of_article(workbench, article)


def _of_article(workbench: Workbench, article: Article) -> None:
    article_id = article.id
    target = links.pressed(article_id)
    claims = workbench.articles.claims(article_id)
    verdicts = workbench.reviewing.verdicts(article_id)
    history = workbench.reviewing.history(article_id)
    reviewers = sorted({line.reviewer for lines in verdicts.values() for line in lines})
    covered = sum(len(span.claims) > 0 and span.end - span.start for span in workbench.articles.outline(article_id))
    last = "nothing decided yet"
    if history:
        at = history[-1].decided_at
        last = f"last decision {day(at.date())}, {clock(at)} · {links.to_history(article_id, plural(len(history), 'decision'))}"
    when = f"article of {long_day(article.published)}" if article.published else "article without a date"
    share = round(100 * covered / max(1, len(article.text)))
    masthead.draw(
        article.title,
        f"Report · {when} · {last} · {plural(len(claims), 'claim')} cover {share} % of the text",
    )
    messages.draw()
    left, right = st.columns([26, 8], gap="medium")
    with left:
        whose = _whose_verdicts(reviewers, target)
        st.html(f'<p class="wb-sm wb-q wb-counted">{_counted(reviewers, whose, verdicts)}</p>')
        counted = {
            claim_id: [line for line in lines if whose in {"", line.reviewer}] for claim_id, lines in verdicts.items()
        }
        answers = [line for line in workbench.reviewing.answers(article_id) if whose in {"", line.reviewer}]
        overview = Overview(article_id, claims, counted, workbench.library.matching.goes_by(article_id))
        st.html(boxes(overview) + claim_list(overview, _listing(target) or overview.first_listing))
        _in_sight(target)
        _conclude(workbench, article_id)
        st.html(strip(overview) + by_source(overview, answers))
    with right:
        _take_out(workbench, article_id, article.title)
        _bring_back(workbench)
        if len(reviewers) > 1:
            st.html(by_reviewer(article_id, verdicts))


def _whose_verdicts(reviewers: Sequence[str], target: str) -> str:
    """Draw whose verdicts count, and return the name; empty for those of all reviewers."""
    asked = next((name for name in reviewers if target == f"whose {digest(name)}"), "")
    wanted = asked or st.query_params.get("whose", "")
    if asked or "whose" not in st.session_state or st.session_state["whose"] not in {"", *reviewers}:
        st.session_state["whose"] = wanted if wanted in reviewers else ""
    if len(reviewers) < 2:
        return ""
    chosen: str = st.selectbox(
        "Verdicts of",
        ("", *reviewers),
        format_func=lambda name: name or f"All {len(reviewers)} reviewers",
        key="whose",
        width=320,
    )
    if chosen:
        st.query_params["whose"] = chosen
    else:
        st.query_params.pop("whose", None)
    return chosen


def _counted(reviewers: Sequence[str], whose: str, verdicts: Mapping[str, Sequence[Judgement]]) -> str:
    """Return whose verdicts are counted here, and how that differs from the review page, which counts one's own."""
    if not reviewers:
        return "No verdict yet."
    counted = whose or (reviewers[0] if len(reviewers) == 1 else f"all {len(reviewers)} reviewers")
    told = f"Counted here: the verdicts of {esc(counted)}."
    own = session.reviewer()
    if not own or counted == own:
        return told
    mine = sum(any(line.reviewer == own for line in lines) for lines in verdicts.values())
    return f"{told} The Review page counts yours alone: {plural(mine, 'claim')}."


def _listing(target: str) -> Listing | None:
    """Return which claims were asked for, by a press or by the address; None where none were."""
    asked = Listing.read(target.removeprefix("list ")) if target.startswith("list ") else None
    if asked is not None:
        st.query_params["list"] = asked.place["list"]
    return asked or Listing.read(st.query_params.get("list", ""))


def _in_sight(target: str) -> None:
    """Bring the list into the window where a press asked for it."""
    if target.startswith("list "):
        presses = st.session_state["_lists"] = st.session_state.get("_lists", 0) + 1
        st.html(
            f'<span class="wb-list-{presses}"></span>{script_element("show_list.js")}', unsafe_allow_javascript=True
        )


def _conclude(workbench: Workbench, article_id: str) -> None:
    """Draw the field for what the reviewer concludes of the whole article; the report begins with it."""
    held = workbench.reports.conclusion(article_id)
    # The field keeps what it was filled with while the page is open, whatever others save meanwhile.
    st.session_state.setdefault(f"_concluded-{article_id}", held.sequence if held else 0)
    st.html('<div class="wb-sec"><h2 class="wb-sech">Conclusion</h2></div>')
    messages.draw(_CONCLUSION)
    with st.form("conclude", border=False):
        text_area(
            "In your own words; the report begins with it",
            value=held.text if held else "",
            max_chars=CONCLUSION_LIMIT,
            key=f"conclusion-{article_id}",
        )
        st.form_submit_button(
            "Save the conclusion", disabled=not session.reviewer(), on_click=_save_conclusion, args=(article_id,)
        )
    if held:
        other = held.text != st.session_state.get(f"conclusion-{article_id}", held.text).strip()
        kept = f'<p class="wb-sm">Saved now: “{esc(held.text)}”</p>' if other else ""
        on = esc(held.on_version(workbench.articles.versions.number(article_id)))
        st.html(
            f'{kept}<p class="wb-sm wb-q">{esc(held.reviewer)}, {day(held.saved_at.date())}, {clock(held.saved_at)}{on}</p>'
        )


@guard.act
def _save_conclusion(article_id: str) -> None:
    """Keep what is in the field, unless another conclusion than it was filled with holds; say so then."""
    reports, seen = session.workbench().reports, f"_concluded-{article_id}"
    text = str(st.session_state.get(f"conclusion-{article_id}") or "")
    try:
        saved = reports.conclude(article_id, text, session.reviewer(), seen=st.session_state.get(seen))
    except EditConflict as problem:
        held = reports.conclusion(article_id)
        st.session_state[seen] = held.sequence if held else 0  # the page shows it now, beside what was written
        messages.say("un", "⇄ Not saved.", str(problem), place=_CONCLUSION)
        return
    except NotSaved as problem:
        messages.say("no", "✗ Not saved.", str(problem), place=_CONCLUSION)
        return
    st.session_state[seen] = saved.sequence if saved.text else 0
    what = "The report begins with it." if saved.text else "The report has no conclusion."
    messages.say("ok", f"✓ Saved {clock(saved.saved_at)}.", what, place=_CONCLUSION)


def _take_out(workbench: Workbench, article_id: str, title: str) -> None:
    st.html('<div class="wb-sec"><h2 class="wb-h">Export</h2></div>')
    with st.container(key="takeout"):
        take_out.button(
            "Report (HTML)",
            lambda: workbench.reports.html(article_id),
            take_out.file_name(title, "report", "html"),
            "report-html",
            primary=True,
        )
        unreviewed = bool(st.session_state.get("docx-unreviewed"))
        take_out.button(
            "Checked draft (Word)",
            lambda: _draft(workbench, article_id, unreviewed=unreviewed),
            take_out.file_name(title, "checked", "docx"),
            "docx",
        )
        st.checkbox("In the draft, comments on unreviewed claims too", key="docx-unreviewed")
        take_out.button(
            "Verdict CSV",
            lambda: workbench.exports.verdict_csv(article_id),
            take_out.file_name(title, "verdicts"),
            "csv",
        )
        take_out.button(
            "Verdict CSV for Excel",
            lambda: workbench.exports.verdict_csv(article_id, excel=True),
            take_out.file_name(title, "verdicts-excel"),
            "csv-excel",
        )
        st.html(
            '<p class="wb-sm wb-q">Every claim is in the CSV files, those not reviewed too, with their ids; one row for each reviewer. '
            "The draft is the Word file that came in, with a comment on the words of each claim; an article that came in "
            "otherwise is a plain document.</p>"
        )
    take_out.draw(workbench, article_id, title)


def _draft(workbench: Workbench, article_id: str, *, unreviewed: bool) -> bytes:
    draft = workbench.exports.checked_draft(article_id, unreviewed=unreviewed)
    return draft.data if draft is not None else b""


def _bring_back(workbench: Workbench) -> None:
    st.html('<div class="wb-sec"><h2 class="wb-h">Import</h2></div>')
    messages.draw(_IMPORT)
    with st.form("bring-back", border=False, clear_on_submit=True):
        upload = st.file_uploader(
            "An edited verdict CSV, either flavour, or a packet", type=["csv", "zip"], key="csv-in"
        )
        if st.form_submit_button("Import", disabled=not session.reviewer()):
            _import(workbench, upload.getvalue() if upload else None)
            st.rerun()
    st.html(
        '<p class="wb-sm wb-q wb-after">Rows are matched by claim id. A verdict that is newer here stays and is listed as a conflict. '
        f"{_whose(session.reviewer())}</p>"
    )


def _whose(name: str) -> str:
    if not name:
        return "<b>Give your name at the top of the page first.</b>"
    return f"A verdict in a row without a reviewer becomes yours, {esc(name)}."


def _import(workbench: Workbench, data: bytes | None) -> None:
    """Import an uploaded CSV, and leave what became of it; the counts above are drawn again with it."""
    if data is None:
        messages.say("un", "! No file.", "Choose a CSV or a packet first.", place=_IMPORT)
        return
    if data.startswith(MAGIC):
        _bring_in(workbench, data)
        return
    try:
        check_reviewer(session.reviewer())
        report = workbench.exports.import_csv(data, session.reviewer())
    except (CsvRefused, NotSaved) as problem:
        messages.say("no", "✗ Nothing was changed.", str(problem), place=_IMPORT)
        return
    conflicts = [f"Row {conflict.row}: {conflict.message}" for conflict in report.conflicts[:_CONFLICTS_SHOWN]]
    css, head = ("un", "! Imported, with conflicts.") if report.conflicts else ("ok", "✓ Imported.")
    text = (
        f"{plural(report.unchanged, 'row')} unchanged, {plural(report.added, 'verdict')} added, "
        f"{plural(len(report.conflicts), 'conflict')}."
    )
    messages.say(css, head, text, place=_IMPORT, lines=[*conflicts, *report.notices])


def _bring_in(workbench: Workbench, data: bytes) -> None:
    """Bring a packet in; its article is in the list of articles then."""
    try:
        brought = workbench.packets.bring_in(data)
    except (PacketRefused, NotSaved) as problem:
        messages.say("no", "✗ Nothing was changed.", str(problem), place=_IMPORT)
        return
    text = (
        f"“{brought.title}” with {plural(brought.claims, 'claim')}, {plural(brought.judgements, 'line')} of history and "
        f"{plural(brought.sources, 'source')} is on the Articles page. "
        f"Its fingerprint is {brought.fingerprint}. Compare it with the one that the sender gave you."
    )
    css, head = ("un", "! Imported, with a warning.") if brought.warning else ("ok", "✓ Imported.")
    messages.say(css, head, text, place=_IMPORT, lines=[brought.warning] if brought.warning else [])
