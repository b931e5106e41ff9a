"""The report: how the article stands, what is concluded of it, and what leaves the workbench and comes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

import streamlit as st

from claims.claim import Claim
from claims.review.gates import EditConflict, NotSaved, check_reviewer
from claims.review.judgement import Judgement
from claims.screens import guard, masthead, messages, session, take_out
from claims.screens.fields import text_area
from claims.screens.markup import esc
from claims.screens.wording import OPEN, STATES, clock, day, long_day, plural
from claims.services.exports import CsvRefused
from claims.services.packets import MAGIC, PacketRefused
from claims.services.reports import CONCLUSION_LIMIT
from claims.workbench import Workbench

NOBODY = "Nobody named"
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
    article_id = article.id
    claims = workbench.articles.claims(article_id)
    standing = workbench.reviewing.standing(article_id, session.reviewer())
    others = workbench.reviewing.others(article_id, session.reviewer())
    history = workbench.reviewing.history(article_id)
    counts = {name: sum(j.value == name for j in standing.values()) for name in STATES}
    counts["not reviewed"] = len(claims) - sum(counts.values())
    covered = sum(len(span.claims) > 0 and span.end - span.start for span in workbench.articles.outline(article_id))
    last = (
        f"last verdict saved {day(history[-1].decided_at.date())}, {clock(history[-1].decided_at)}"
        if history
        else "nothing decided yet"
    )
    when = f"article of {long_day(article.published)}" if article.published else "article without a date"
    share = round(100 * covered / max(1, len(article.text)))
    masthead.draw(
        article.title,
        f"Report · {when} · {last} · {plural(len(claims), 'claim')} cover {share} % of the text",
        masthead.progress(counts),
    )
    messages.draw()
    left, right = st.columns([26, 8], gap="medium")
    with left:
        st.html(
            _lead(standing, counts)
            + _cells(claims, standing)
            + _by_source(claims, standing, workbench.library.matching.goes_by(article_id))
            + _disputed(claims, standing)
        )
        _conclude(workbench, article_id)
    with right:
        _take_out(workbench, article_id, article.title)
        _bring_back(workbench)
        reviewers = _reviewers([*standing.values(), *chain.from_iterable(others.values())])
        if reviewers:
            st.html(reviewers)


def _lead(standing: dict[str, Judgement], counts: dict[str, int]) -> str:
    def reasons(value: str) -> str:
        found = Counter(j.reason or "no reason given" for j in standing.values() if j.value == value)
        return ", ".join(f"{esc(reason)} {count}" for reason, count in found.most_common(3))

    pinned = sum(j.value == "verified" and bool(j.pins) for j in standing.values())
    verified = f"{pinned} with passages, {counts['verified'] - pinned} by note" if counts["verified"] else ""
    sources = {pin.source_id for j in standing.values() for pin in j.pins}
    boxes = [
        (counts["verified"], "wb-ok", "✓ verified", verified),
        (counts["disputed"], "wb-no", "✗ disputed", reasons("disputed")),
        (counts["unclear"], "wb-un", "? unclear", reasons("unclear")),
        (counts["not reviewed"], "wb-op", "○ not reviewed", "never counted as unclear"),
        (len(sources), "", "sources relied on", "those with a pinned passage"),
    ]
    return (
        '<div class="wb-lead">'
        + "".join(
            f'<div><b>{number}</b><span class="wb-st {css}">{word}</span><span class="wb-q">{detail}</span></div>'
            for number, css, word, detail in boxes
        )
        + "</div>"
    )


def _cells(claims: list[Claim], standing: dict[str, Judgement]) -> str:
    def cell(number: int, claim: Claim) -> str:
        judgement = standing.get(claim.id)
        state = STATES.get(judgement.value, OPEN) if judgement else OPEN
        return (
            f'<i class="{state.css}" title="{esc(claim.text)}"><small>{number}</small>{state.sign}'
            f'<span class="wb-vh"> {state.word}</span></i>'
        )

    cells = "".join(cell(number, claim) for number, claim in enumerate(claims, 1))
    return (
        '<div class="wb-sec"><h2 class="wb-sech">Over the length of the article</h2>'
        f'<div class="wb-cells" role="img" aria-label="Verdict of each claim in article order">{cells}</div>'
        '<div class="wb-sm wb-q">Each box is a claim, in article order, from the first line to the last.</div></div>'
    )


def _by_source(claims: list[Claim], standing: dict[str, Judgement], goes_by: Mapping[str, str]) -> str:
    table: dict[str, Counter[str]] = {}
    for claim in claims:
        judgement = standing.get(claim.id)
        named = dict.fromkeys(goes_by.get(name, name) for name in claim.attributed_to)
        for name in named or (NOBODY,):
            table.setdefault(name, Counter())[judgement.value if judgement else "not reviewed"] += 1
    rows = "".join(
        f"<tr><td>{esc(name)}</td>"
        + "".join(f'<td class="n">{counts[value]}</td>' for value in (*STATES, "not reviewed"))
        + "</tr>"
        for name, counts in sorted(table.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    )
    heads = "".join(f'<th class="n">{state.sign} {state.word}</th>' for state in (*STATES.values(), OPEN))
    return (
        '<div class="wb-sec"><h2 class="wb-sech">By attributed source</h2><div class="wb-wrap"><table class="wb-t">'
        f"<tr><th>Attributed to</th>{heads}</tr>{rows}</table></div>"
        '<p class="wb-sm wb-q">A claim with two named sources is counted under each; one source under several names is counted once.</p></div>'
    )


def _disputed(claims: list[Claim], standing: dict[str, Judgement]) -> str:
    items = []
    for number, claim in enumerate(claims, 1):
        judgement = standing.get(claim.id)
        if judgement is None or judgement.value != "disputed":
            continue
        evidence = "; ".join(
            f"{pin.publisher or pin.title or 'No publisher'}: “{pin.excerpt}”" for pin in judgement.pins
        )
        detail = ". ".join(part for part in (judgement.reason.capitalize(), judgement.note, evidence) if part)
        items.append(
            f'<li><b class="wb-no">✗{number}</b><div><p>{esc(claim.text)}</p><span class="wb-sm wb-q">{esc(detail)}</span></div></li>'
        )
    if not items:
        return ""
    return (
        f'<div class="wb-sec"><h2 class="wb-sech">Disputed claims</h2><ul class="wb-corr">{"".join(items)}</ul></div>'
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
        kept = f'<p class="wb-sm">Kept now: “{esc(held.text)}”</p>' if other else ""
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
    st.html('<div class="wb-sec"><h2 class="wb-h">Take it out</h2></div>')
    with st.container(key="takeout"):
        take_out.button(
            "Report (HTML)",
            lambda: workbench.reports.html(article_id),
            take_out.file_name(title, "report", "html"),
            "report-html",
        )
        take_out.button(
            "Verdict CSV",
            lambda: workbench.exports.verdict_csv(article_id),
            take_out.file_name(title, "verdicts"),
            "csv",
            primary=True,
        )
        take_out.button(
            "Verdict CSV for Excel",
            lambda: workbench.exports.verdict_csv(article_id, excel=True),
            take_out.file_name(title, "verdicts-excel"),
            "csv-excel",
        )
        unreviewed = st.checkbox("Comments on unreviewed claims too", key="docx-unreviewed")
        take_out.button(
            "Checked draft (Word)",
            lambda: _draft(workbench, article_id, unreviewed=unreviewed),
            take_out.file_name(title, "checked", "docx"),
            "docx",
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
    st.html('<div class="wb-sec"><h2 class="wb-h">Bring it back</h2></div>')
    messages.draw(_IMPORT)
    with st.form("bring-back", border=False, clear_on_submit=True):
        upload = st.file_uploader(
            "An edited verdict CSV, either flavour, or a packet", type=["csv", "zip"], key="csv-in"
        )
        if st.form_submit_button("Bring back", disabled=not session.reviewer()):
            _import(workbench, upload.getvalue() if upload else None)
            st.rerun()
    st.html(
        '<p class="wb-sm wb-q">Rows are matched by claim id. A verdict that is newer here stays and is listed as a conflict. '
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
    css, head = ("un", "! Read, with conflicts.") if report.conflicts else ("ok", "✓ Read.")
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
        f"Its fingerprint is {brought.fingerprint}. Compare it with the one that the sender says."
    )
    css, head = ("un", "! Brought in, with a warning.") if brought.warning else ("ok", "✓ Brought in.")
    messages.say(css, head, text, place=_IMPORT, lines=[brought.warning] if brought.warning else [])


def _reviewers(standing: Sequence[Judgement]) -> str:
    table: dict[str, Counter[str]] = {}
    for judgement in standing:
        table.setdefault(judgement.reviewer, Counter())[judgement.value] += 1
    if not table:
        return ""
    rows = "".join(
        f"<tr><td>{esc(name)}</td>" + "".join(f'<td class="n">{counts[value]}</td>' for value in STATES) + "</tr>"
        for name, counts in sorted(table.items())
    )
    return (
        '<div class="wb-sec"><h2 class="wb-h">By reviewer</h2><div class="wb-wrap"><table class="wb-t"><tr><th>Reviewer</th>'
        f'<th class="n">✓</th><th class="n">✗</th><th class="n">?</th></tr>{rows}</table></div></div>'
    )
