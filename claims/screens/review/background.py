"""Claims that nobody checks: chosen in the list of claims, or the one in focus, and passed with one key."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from claims.claim import Claim
from claims.review.gates import NotSaved
from claims.review.history import bulk_request
from claims.review.judgement import Act, Draft
from claims.review.verdict import REASONS, Question, Verdict
from claims.screens import guard, messages, picking, session
from claims.screens.markup import tick
from claims.screens.picking import PICK, PICK_ALL
from claims.screens.review import decision, drafts, side_by_side
from claims.screens.review.seen import Seen, in_focus
from claims.screens.review.view import View
from claims.screens.tabs import tab
from claims.screens.wording import clock, plural

(_REASON,) = REASONS[Verdict.NOT_CHECKED]


def chosen(view: View) -> list[Claim]:
    """Return the claims that are chosen and have no verdict, in article order; none that a filter hides."""
    picked = set(picking.picked(_key(view.article.id))) & {claim.id for claim in view.queue}
    return [claim for claim in view.claims if claim.id in picked and claim.id not in view.standing]


def _key(article_id: str) -> str:
    return f"_picked-{article_id}"


def pick(target: str, article_id: str, queue: Sequence[str]) -> bool:
    """Choose or leave out what a press in the list is about (`picking`); return whether it was such a press."""
    return picking.pick(target, _key(article_id), queue)


def box(view: View, claim: Claim) -> str:
    """Return the box of a row of the list; a claim with a verdict has none."""
    if claim.id in view.standing:
        return ""
    return tick(
        f"{PICK} {claim.id}", f"Choose claim {claim.order}", on=claim.id in picking.picked(_key(view.article.id))
    )


def box_of_all(view: View) -> str:
    """Return the box above the rows, for all that can be chosen."""
    free = {claim.id for claim in view.queue if claim.id not in view.standing}
    if not free:
        return ""
    name = f"Choose all {plural(len(free), 'claim')} of this list"
    return tick(PICK_ALL, name, on=free <= set(picking.picked(_key(view.article.id))))


def button(view: View, seen: Seen, *, keys: bool) -> None:
    """Draw the act on the claim in focus, among the other acts on it; its key is that of the chosen claims, if any are."""
    st.button(
        "Background",
        key="background",
        type="tertiary",
        shortcut="I" if keys and not _bar_is_drawn(view) else None,
        on_click=pass_by,
        args=(seen, ()),
        help="Pass what nobody checks. It counts as not checked. Several are chosen under All claims.",
    )


def draw_chosen(view: View, *, keys: bool) -> None:
    """Draw, above article or list, how many claims are chosen and what can be done with them: not with the one in focus."""
    claims = chosen(view)
    if not claims or view.focus is None:
        return
    about = tuple((claim.id, claim.version) for claim in claims)
    numbers = view.numbers
    named = ", ".join(str(numbers[claim.id]) for claim in claims[:_NAMED])
    more = f" and {len(claims) - _NAMED} more" if len(claims) > _NAMED else ""
    with st.container(key="chosen", horizontal=True, vertical_alignment="center"):
        st.html(f"<b>{plural(len(claims), 'claim')} chosen:</b> {named}{more}", width="stretch")
        st.button(
            f"Background: {plural(len(claims), 'claim')}",
            key="background-chosen",
            type="primary",
            shortcut="I" if keys else None,
            on_click=pass_by,
            args=(Seen.of(view, view.focus), about),
            help="Pass the chosen claims by, because nobody checks such claims. They count as not checked.",
        )
        st.button(
            "Choose none",
            key="choose-none",
            type="tertiary",
            on_click=guard.act(picking.put),
            args=(_key(view.article.id), ()),
        )


_NAMED = 4  # numbers of chosen claims in the bar; the list has all


def _bar_is_drawn(view: View) -> bool:
    """Return whether `draw_chosen` draws anything: side by side there is no list, and nothing is done with it."""
    return not side_by_side.is_open() and bool(chosen(view))


@guard.act
def pass_by(seen: Seen, claims: Sequence[tuple[str, int]]) -> None:
    """Pass the chosen claims by, else the one in focus; each is an act of its own, and all are kept or none."""
    if not in_focus(seen):
        return
    alone = not claims
    about = claims or ((seen.claim_id, seen.version),)
    intention = f"background-{seen.stamp}-{len(about)}-{about[0][0]}"
    request = session.request_id(intention)
    acts = [
        _act(seen, claim_id, version, request if alone else bulk_request(request, number), alone=alone)
        for number, (claim_id, version) in enumerate(about)
    ]
    try:
        kept = session.workbench().reviewing.judge_all(acts, tab=tab())
    except NotSaved as problem:
        decision.say_not_saved(problem)
        return
    session.spend(intention)
    picking.put(_key(seen.article_id), ())
    for line in kept:
        drafts.forget_field(line.claim_id, seen.reviewer)
    if alone:
        decision.go_on(seen, kept[-1])
        return
    what = f"{plural(len(kept), 'claim')} passed as background, not checked. Z takes them back."
    messages.say("ok", f"✓ Saved {clock(kept[-1].decided_at)}.", what)


def _act(seen: Seen, claim_id: str, version: int, request_id: str, *, alone: bool) -> Act:
    """Return the act on one claim, with the note and the passages that were entered for it."""
    draft = session.workbench().reviewing.drafts.get(claim_id, seen.reviewer, tab()) or Draft()
    return Act(
        article_id=seen.article_id,
        claim_id=claim_id,
        claim_version=version,
        question=Question.IS_IT_SO,
        named_source="",
        reviewer=seen.reviewer,
        value=Verdict.NOT_CHECKED.value,
        reason=_REASON,
        note=drafts.note_of(seen, draft.note) if alone else draft.note,
        pins=draft.pins,
        request_id=request_id,
        expected=seen.sequence if alone else None,
    )
