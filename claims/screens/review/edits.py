"""Editing claims: wording, split, merge, add, remove, restore; the article's own words stay beside the edit."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from claims.claim import Claim
from claims.review.gates import NotSaved
from claims.screens import guard, messages, session
from claims.screens.fields import text_area, text_input
from claims.screens.markup import esc
from claims.screens.review.view import View

_ACTS = ("Wording", "Split", "Merge", "Add", "Remove")
WORDING_LIMIT = 600  # characters; three times the longest claim of the labelled sets (198)


@st.dialog("Edit claims", width="large", on_dismiss=session.close_dialog)
@guard.drawing(guard.WINDOW)
def edit(view: View, claim: Claim) -> None:
    """Show the acts on the claim in focus, beside the words they come from."""
    number = view.numbers[claim.id]
    sentence = claim.sentence.of(view.article.text)
    start, end = claim.span.start - claim.sentence.start, claim.span.end - claim.sentence.start
    quote = (
        f"{esc(sentence[:start])}<mark class='hit'>{esc(sentence[start:end])}</mark>{esc(sentence[end:])}"
        if 0 <= start <= end <= len(sentence)
        else esc(claim.span.of(view.article.text))
    )
    st.html(f'<p class="wb-sm wb-q">Claim {number}, the article\'s own words</p><p class="wb-quote">{quote}</p>')
    act = st.segmented_control(
        "What to do", _ACTS, default="Wording", key="edit-act", label_visibility="collapsed", required=True
    )
    forms = {"Wording": _wording, "Split": _split, "Merge": _merge, "Add": _add, "Remove": _remove}
    forms[str(act or "Wording")](view, claim)


def _try(change: Callable[[], Claim | list[Claim] | None], intention: str, said: str, neighbour: str = "") -> None:
    """Carry an edit out; show the sentence when it is refused, close the dialog when it is not."""
    try:
        result = change()
    except NotSaved as problem:
        st.html(f'<div class="wb-msg un" role="alert"><b class="wb-un">! Not saved.</b> {esc(problem)}</div>')
        return
    session.spend(intention)
    session.close_dialog()
    changed = result[0] if isinstance(result, list) else result
    onward = changed.id if changed is not None and not changed.removed else neighbour
    if onward:
        session.go(claim=onward)
    messages.say("ok", "✓ Saved.", f"{said} Undo is for verdicts; an edit is taken back by another edit.")
    st.rerun()


def _wording(view: View, claim: Claim) -> None:
    text = text_area("Wording", value=claim.text, max_chars=WORDING_LIMIT, key=f"reword-{claim.id}-{claim.version}")
    resolved = False
    if claim.id in view.standing or claim.id in view.others:
        st.html(
            '<p class="wb-sm wb-q">A verdict on the old wording stays in the history; the new wording is not reviewed.</p>'
        )
    if claim.unresolved:
        names = ", ".join(f"“{words}”" for words in claim.unresolved)
        one = len(claim.unresolved) == 1
        st.html(
            f'<p class="wb-un">! Unresolved: {esc(names)}. Write what {"it stands" if one else "they stand"} for.</p>'
        )
        resolved = st.checkbox(
            f"The wording above names {'it' if one else 'them'}", key=f"resolved-{claim.id}-{claim.version}"
        )
    if st.button("Save wording", type="primary", key="edit-save"):
        intention = f"reword-{claim.id}-{claim.version}"
        _try(
            lambda: session.workbench().reviewing.edits.reword(
                claim.id,
                text or "",
                resolved=resolved,
                reviewer=view.reviewer,
                version=claim.version,
                request_id=session.request_id(intention),
            ),
            intention,
            "The claim has a new wording and is not reviewed.",
        )


def _split(view: View, claim: Claim) -> None:
    text = text_area(
        "One claim a line",
        value=claim.text + "\n",
        max_chars=WORDING_LIMIT * 3,
        key=f"split-{claim.id}-{claim.version}",
    )
    st.html('<p class="wb-sm wb-q">The claim is removed and each line becomes a claim of its own, not reviewed.</p>')
    if st.button("Split claim", type="primary", key="edit-split"):
        intention = f"split-{claim.id}-{claim.version}"
        lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
        _try(
            lambda: session.workbench().reviewing.edits.split(
                claim.id,
                lines,
                reviewer=view.reviewer,
                version=claim.version,
                request_id=session.request_id(intention),
            ),
            intention,
            "The claim was split.",
        )


def _merge(view: View, claim: Claim) -> None:
    place = view.claims.index(claim)
    near = [other for other in view.claims[max(0, place - 5) : place + 6] if other != claim]
    if not near:
        st.html('<p class="wb-q">There is no other claim to merge with.</p>')
        return
    numbers = view.numbers
    following = next((other for other in near if numbers[other.id] > numbers[claim.id]), near[0])
    other_id = st.selectbox(
        "Merge with",
        [other.id for other in near],
        index=near.index(following),
        format_func=lambda id_: next(f"{numbers[other.id]}  {other.text}" for other in near if other.id == id_),
        key=f"merge-with-{claim.id}",
    )
    other = next(other for other in near if other.id == other_id)
    pair = sorted((claim, other), key=lambda one: numbers[one.id])
    text = text_area(
        "Wording of the merged claim",
        value=" ".join(one.text for one in pair),
        max_chars=WORDING_LIMIT,
        key=f"merge-{pair[0].id}-{pair[1].id}",
    )
    if st.button("Merge claims", type="primary", key="edit-merge"):
        intention = f"merge-{pair[0].id}-{pair[1].id}-{pair[0].version}-{pair[1].version}"
        _try(
            lambda: session.workbench().reviewing.edits.merge(
                [one.id for one in pair],
                text or "",
                reviewer=view.reviewer,
                versions=[one.version for one in pair],
                request_id=session.request_id(intention),
            ),
            intention,
            "The claims were merged.",
        )


def _add(view: View, claim: Claim) -> None:
    quote = text_input(
        "Words of the article that say it", value=claim.sentence.of(view.article.text), key=f"add-quote-{claim.id}"
    )
    text = text_area("Wording of the new claim", max_chars=WORDING_LIMIT, key=f"add-{claim.id}")
    if st.button("Add claim", type="primary", key="edit-add"):
        intention = f"add-{quote}-{text}"
        _try(
            lambda: session.workbench().reviewing.edits.add(
                view.article.id,
                quote or "",
                text or "",
                reviewer=view.reviewer,
                request_id=session.request_id(intention),
            ),
            intention,
            "The claim was added.",
        )


def _beside(view: View, claim: Claim) -> str:
    """Return the id of the claim that takes the place of a removed one; empty when it was the last."""
    place = view.claims.index(claim)
    rest = [*view.claims[place + 1 :], *reversed(view.claims[:place])]
    return rest[0].id if rest else ""


def _remove(view: View, claim: Claim) -> None:
    st.html(
        '<p class="wb-q">A removed claim leaves the list and the CSV. It stays in the history and can be restored here.</p>'
    )
    if st.button("Remove this claim", type="primary", key="edit-remove"):
        intention = f"remove-{claim.id}-{claim.version}"
        _try(
            lambda: session.workbench().reviewing.edits.remove(
                claim.id, reviewer=view.reviewer, version=claim.version, request_id=session.request_id(intention)
            ),
            intention,
            "The claim was removed. Restore it under Edit, Remove.",
            neighbour=_beside(view, claim),
        )
    gone = [
        one
        for one in session.workbench().articles.claims(view.article.id, removed=True)
        if one.removed and not one.gone_in
    ]
    if gone:
        chosen = st.selectbox(
            "Removed claims",
            [one.id for one in gone],
            format_func=lambda id_: next(one.text for one in gone if one.id == id_),
        )
        back = next(one for one in gone if one.id == chosen)
        if st.button("Restore it", key="edit-restore"):
            intention = f"restore-{back.id}-{back.version}"
            _try(
                lambda: session.workbench().reviewing.edits.restore(
                    back.id, reviewer=view.reviewer, version=back.version, request_id=session.request_id(intention)
                ),
                intention,
                "The claim is back.",
            )
