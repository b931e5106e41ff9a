"""The versions of an article: the next one compared before it is saved, and every one to look at."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from claims.article import Article, BlockKind
from claims.claim import Claim
from claims.review.gates import EditConflict, NotSaved
from claims.review.judgement import Judgement
from claims.review.verdict import Question
from claims.screens import article_form, guard, masthead, messages, session, splitting
from claims.screens.markup import esc
from claims.screens.word_difference import both
from claims.screens.wording import OPEN, State, clock, day, long_day, period, plural, state_of_act
from claims.services.article_versions import ClaimChange, NextVersion, Status, Version, VersionFacts
from claims.workbench import Workbench

STATUSES = {
    Status.CARRIED: State("=", "carried", "q"),
    Status.CHANGED: State("≠", "changed – needs attention", "un"),
    Status.NEW: State("+", "new", "op"),
    Status.GONE: State("−", "gone", "no"),
}
_FIRST = (Status.CHANGED, Status.NEW)
"""What somebody must look at, in article order; then what is gone, and what is carried last."""
ROWS = 300  # claims of a comparison that are drawn; what is longer was written anew, and the command line lists all
_PARAGRAPHS = 400  # of an earlier version that are drawn


@guard.drawing(guard.PAGE)
def page() -> None:
    """Draw the versions of the article in the URL."""
    workbench = session.workbench()
    article = workbench.articles.get(session.place("article")) if session.place("article") else None
    if article is None:
        masthead.no_article("Choose an article on the Articles page, and press Next version there.")
        return
    number = workbench.articles.versions.number(article.id)
    claims = workbench.articles.claims(article.id)
    masthead.draw(
        article.title,
        f"Version {number} · {_when(article)} · {plural(len(claims), 'claim')}",
    )
    messages.draw()
    if splitting.under_way():
        splitting.run(workbench)
        return
    prepared: NextVersion | None = st.session_state.get(splitting.PREPARED)
    if prepared is not None and prepared.article_id == article.id:
        _compared(workbench, prepared)
        return
    left, right = st.columns([9, 16], gap="medium")
    with left:
        _bring_in(workbench, article, number)
    with right:
        _versions(workbench, article.id, number)


def _when(article: Article) -> str:
    return long_day(article.published) if article.published else "no date"


def _dated(article: Article) -> str:
    return f"the date {long_day(article.published)}" if article.published else "no date"


def _bring_in(workbench: Workbench, article: Article, number: int) -> None:
    st.html(
        '<div class="wb-sec"><h2 class="wb-sech">Bring in the next version</h2></div>'
        '<p class="wb-sm wb-q wb-before">Nothing is saved before you have seen what becomes of each claim. A claim that stays the same '
        "keeps its verdict, its evidence and its note.</p>"
    )
    with st.container(key="bringin"):
        given = article_form.draw(
            workbench, workbench.settings.language_model(), submit=f"Compare as version {number + 1}", prefix="next-"
        )
    if given is not None:
        splitting.start(given.article, by_model=given.by_model, next_of=article.id)
    if st.button("Review the claims", key="to-review"):
        session.open_page("Review")


# The comparison


def _compared(workbench: Workbench, version: NextVersion) -> None:
    """Draw what would become of each claim, and the ways on."""
    standing = workbench.reviewing.standing(version.article_id, session.reviewer())
    others = workbench.reviewing.others(version.article_id, session.reviewer())
    decided = {*standing, *others}
    counts = version.revision.counts
    tally = "".join(
        f'<span class="wb-st wb-{state.css if counts[status] else "zero"}">{state.sign} {counts[status]} {state.word}</span>'
        for status, state in STATUSES.items()
    )
    st.html(
        f'<div class="wb-sec"><h2 class="wb-sech">Version {version.number}, beside version {version.number - 1}</h2></div>'
        f'<div class="wb-tally">{tally}</div><p class="wb-sm wb-before">{_verdicts(version, decided)} '
        f"The next version has {_dated(version.after)}. Nothing is saved yet.</p>"
    )
    if not counts[Status.CARRIED] and not counts[Status.CHANGED] and counts[Status.GONE]:
        st.html(
            '<div class="wb-msg un" role="status"><b class="wb-un">! Another article?</b> No claim of '
            f"version {version.number - 1} stands in this text. Add it on Articles if it is not the next version.</div>"
        )
    if version.split_otherwise:
        st.html(
            f'<div class="wb-msg un"><b class="wb-un">! Split otherwise.</b> {esc(version.split_otherwise)}</div>'
        )
    with st.container(key="next-acts", horizontal=True):
        st.button(
            f"Save as version {version.number}", type="primary", key="save-version", on_click=_save, args=(version,)
        )
        st.button("Cancel", type="tertiary", key="cancel-version", on_click=_cancel)
        whole = st.toggle("Show carried claims too", key="show-carried")
    shown = sorted(
        (change for change in version.revision.changes if whole or change.status is not Status.CARRIED),
        key=lambda change: (change.status not in _FIRST, change.status is Status.CARRIED),
    )
    if not shown:
        st.html('<div class="wb-msg">Every claim is carried: the edits touch no statement.</div>')
        return
    rows = "".join(_row(change, version.number, standing, others) for change in shown[:ROWS])
    left = len(shown) - ROWS
    more = f'<tr><td colspan="3" class="wb-q">and {plural(left, "claim")} more</td></tr>' if left > 0 else ""
    st.html(
        '<div class="wb-wrap"><table class="wb-t wb-versions"><thead><tr><th>What becomes of it</th>'
        f"<th>Version {version.number - 1}</th><th>Version {version.number}</th></tr></thead><tbody>{rows}{more}</tbody></table></div>"
    )


def _verdicts(version: NextVersion, decided: set[str]) -> str:
    """Return what becomes of the claims with a verdict; of those of which there are none, nothing."""
    held = Counter(change.status for change in version.revision.changes if change.after.id in decided)
    if not held:
        return "No claim has a verdict yet."
    told = [
        f"{held[status]} {one if held[status] == 1 else many}"
        for status, one, many in (
            (Status.CARRIED, "keeps it", "keep it"),
            (Status.CHANGED, "opens again", "open again"),
            (Status.GONE, "is gone", "are gone"),
        )
        if held[status]
    ]
    return f"Of {plural(held.total(), 'claim')} with a verdict {', '.join(told)}."


def _row(change: ClaimChange, number: int, standing: dict[str, Judgement], others: dict[str, list[Judgement]]) -> str:
    state = STATUSES[change.status]
    before, after = change.before, change.after if change.status is not Status.GONE else None
    if before is not None and after is not None:
        old, new = both(before.text, after.text)
        old, new = old + _details(before, change.differs), new + _details(after, change.differs)
    else:
        old, new = (esc(claim.text) if claim else "" for claim in (before, after))
    why = f'<span class="wb-sm wb-q">{esc(", ".join(change.differs))}</span>' if change.differs else ""
    line = standing.get(change.after.id) or next(iter(others.get(change.after.id, ())), None)
    return (
        f'<tr><td class="wb-{state.css}"><b>{state.sign} {state.word}</b>{why}</td>'
        f'<td data-label="version {number - 1}">{old}{_decided(line) if before else ""}</td>'
        f'<td data-label="version {number}">{new}</td></tr>'
    )


def _details(claim: Claim, differs: tuple[str, ...]) -> str:
    """Return what else differs, where the wording does not show it."""
    parts = []
    if "attribution" in differs:
        named = [f"{one.cue} {one.source}".strip() for one in claim.attributions]
        parts.append("; ".join(named) or "nobody named")
    if "days" in differs:
        parts.append("; ".join(f"“{time.text}” {period(time)}" for time in claim.dates) or "no time given")
    if "open words" in differs:
        parts.append(f"open: {', '.join(claim.unresolved) or 'nothing'}")
    return f'<span class="wb-sm wb-q">{esc(" · ".join(parts))}</span>' if parts else ""


def _decided(line: Judgement | None) -> str:
    if line is None:
        return ""
    state = state_of_act(line)
    named = f"{esc(line.named_source)}: " if line.named_source else ""
    return f'<span class="wb-sm">{named}<b class="wb-{state.css}">{state.sign} {state.word}</b> by {esc(line.reviewer)}</span>'


@guard.act
def _save(version: NextVersion) -> None:
    """Save a compared version; where the article changed meanwhile, compare again and say so."""
    versions = session.workbench().articles.versions
    intention = f"version-{version.article_id}-{version.number}-{version.after.id}"
    try:
        number = versions.save(version, reviewer=session.reviewer(), request_id=session.request_id(intention))
    except EditConflict as problem:
        st.session_state[splitting.PREPARED] = versions.again(version)
        messages.say("un", "⇄ Not saved.", str(problem))
        return
    except NotSaved as problem:
        messages.say("no", "✗ Not saved.", str(problem))
        return
    session.spend(intention)
    session.go(claim="")  # the review begins with the first claim that is open now
    _forget()
    counts = version.revision.counts
    messages.say(
        "ok",
        f"✓ Saved as version {number}.",
        f"{counts[Status.CARRIED]} carried, {counts[Status.CHANGED]} changed, {counts[Status.NEW]} new, "
        f"{counts[Status.GONE]} gone. “Changed first” on the review page begins with what needs attention.",
    )


@guard.act
def _cancel() -> None:
    version: NextVersion | None = st.session_state.get(splitting.PREPARED)
    _forget()
    if version is not None and not version.after.name:
        st.session_state["next-article-text"] = version.after.text
    messages.say("", "Cancelled.", "Nothing was saved.")


def _forget() -> None:
    st.session_state.pop(splitting.PREPARED, None)
    st.session_state.pop("next-article-text", None)


# What there is


def _versions(workbench: Workbench, article_id: str, number: int) -> None:
    """Draw the list of versions, the way back, and the version that is looked at."""
    facts = workbench.articles.versions.all(article_id)
    rows = "".join(_facts(version, present=version.number == number) for version in reversed(facts))
    st.html(
        '<div class="wb-sec"><h2 class="wb-sech">Versions</h2></div><div class="wb-wrap"><table class="wb-t">'
        '<tr><th class="n">No.</th><th>Came in</th><th>What it made of the claims before</th></tr>'
        f"{rows}</table></div>"
    )
    if number > 1:
        why_not = workbench.articles.versions.why_not_taken_back(article_id)
        with st.container(key="version-acts"):
            st.button(
                f"Undo version {number}",
                key="take-back",
                disabled=bool(why_not),
                on_click=_take_back,
                args=(article_id, number),
                help=why_not or f"Version {number - 1} takes its place, with the verdicts that stood on it.",
            )
            if why_not:
                st.html(f'<p class="wb-sm wb-q">{esc(why_not)}</p>')
    looked_at = st.segmented_control(
        "Look at version",
        [version.number for version in facts],
        default=number,
        key=f"look-at-{article_id}-{number}",
        format_func=lambda wanted: f"Version {wanted}",
        required=True,
    )
    version = workbench.articles.versions.at(article_id, looked_at or number)
    if version is not None:
        _look(workbench, article_id, version, present=version.number == number)


def _facts(version: VersionFacts, *, present: bool) -> str:
    came = f"{day(version.came_at.date())}, {clock(version.came_at)}" if version.came_at else "first"
    by = f" by {esc(version.reviewer)}" if version.reviewer else ""
    made = ", ".join(f"{count} {status.value}" for status, count in version.counts.items() if count) or "–"
    here = " <b>(present)</b>" if present else ""
    return f'<tr><td class="n">{version.number}</td><td>{came}{by}{here}</td><td>{made}</td></tr>'


@guard.act
def _take_back(article_id: str, number: int) -> None:
    intention = f"take-back-{article_id}-{number}"
    try:
        session.workbench().articles.versions.take_back(
            article_id, reviewer=session.reviewer(), request_id=session.request_id(intention)
        )
    except NotSaved as problem:
        messages.say("no", "✗ Not undone.", str(problem))
        return
    session.spend(intention)
    session.go(claim="")
    messages.say("ok", f"✓ Version {number} was undone.", f"Version {number - 1} is the present one again.")


def _look(workbench: Workbench, article_id: str, version: Version, *, present: bool) -> None:
    """Draw a version: its claims with the verdicts that stood, its text, its report and its verdict CSV."""
    note = "as it is now" if present else "as it was when the next one came in"
    st.html(
        f'<div class="wb-sec"><h2 class="wb-sech">Version {version.number}, {note}</h2></div>'
        f'<p class="wb-sm wb-q">{_when(version.article)} · {plural(len(version.claims), "claim")}</p>'
    )
    with st.container(key="version-files", horizontal=True):
        st.download_button(
            f"Report of version {version.number}",
            guard.download(lambda: workbench.reports.html(article_id, version=version.number)),
            file_name=f"version-{version.number}-report.html",
            mime="text/html",
            key=f"report-{article_id}-{version.number}",
            on_click="ignore",
        )
        st.download_button(
            f"Verdict CSV of version {version.number}",
            guard.download(lambda: workbench.exports.version_csv(article_id, version.number)),
            file_name=f"version-{version.number}-verdicts.csv",
            mime="text/csv",
            key=f"csv-{article_id}-{version.number}",
            on_click="ignore",
        )
    lines = sorted(
        version.standing.values(), key=lambda line: (line.question is not Question.IS_IT_SO, line.sequence)
    )
    rows = "".join(_claim(number, claim, lines) for number, claim in enumerate(version.claims[:ROWS], 1))
    st.html(
        '<div class="wb-wrap"><table class="wb-t"><tr><th class="n">No.</th><th>Claim</th><th>Verdicts</th></tr>'
        f"{rows}</table></div>"
        f'<section class="wb-art wb-pre" tabindex="0" aria-label="Text of version {version.number}">{_text(version.article)}</section>'
    )


def _claim(number: int, claim: Claim, lines: list[Judgement]) -> str:
    own = [line for line in lines if line.claim_id == claim.id]
    decided = any(line.question is Question.IS_IT_SO for line in own)
    said = ("" if decided else f"{OPEN.sign} {OPEN.word} ") + " ".join(_decided(line) for line in own)
    return f'<tr><td class="n">{number}</td><td>{esc(claim.text)}</td><td>{said}</td></tr>'


def _text(article: Article) -> str:
    parts = []
    for block in article.blocks[:_PARAGRAPHS]:
        css = {BlockKind.BODY: "", BlockKind.HEADLINE: " hd sk"}.get(block.kind, " sk")
        margin = f"<li>– {esc(block.reason or block.kind.value)}</li>" if block.kind is not BlockKind.BODY else ""
        parts.append(
            f'<div class="wb-bl{css}"><ul class="wb-mg">{margin}</ul><p>{esc(block.span.of(article.text).strip())}</p></div>'
        )
    left = len(article.blocks) - _PARAGRAPHS
    return "".join(parts) + (f'<p class="wb-sm wb-q">{plural(left, "paragraph")} below</p>' if left > 0 else "")
