"""The help page: the job in six steps, the keys, the signs and colours, the states, and what a similarity is not."""

from __future__ import annotations

import streamlit as st

from claims.review.verdict import REASONS, Verdict
from claims.screens import guard, masthead
from claims.screens.keys import KEYS
from claims.screens.wording import ANSWERS, OPEN, STATES

_STEPS = (
    (
        "Bring in an article",
        "Paste it or choose a file. Headline, captions, bylines and subscription lines stay in sight and are not checked.",
    ),
    (
        "Add sources",
        "On the Library page: files, several at once, or a CSV. Without any, press Q at a claim: an offline encyclopedia may have it.",
    ),
    (
        "Go through the claims",
        "The article is on the left, one claim is in focus. Its passages stand side by side, the attributed source first.",
    ),
    (
        "Did they say it?",
        "Where the claim names a source: S, X or F. It is apart from the verdict, and never needed for it.",
    ),
    (
        "Decide",
        "Pin what settles it or write a note. Press V, D or U, then the digit of a reason, or Enter for none: it is saved.",
    ),
    ("Export", "The Report page has the verdict CSV, plain for machines and one flavour for Excel."),
)

# Each with HTML that shows it as the pages do.
SIGNS = (
    ('<span class="wb-tag att">◆ Attributed</span>', "A source that the claim names and the library has."),
    ('<b class="wb-un">◇</b>', "A source that the claim names, or quoted words, that the library does not have."),
    ('<span class="wb-tag ev">■ Evidence</span>', "A passage that you pinned; the verdict keeps it as it reads now."),
    ('<mark class="x">38</mark>', "Red: here the passage differs from the claim. It decides nothing."),
    ('<mark class="hit">hangers</mark>', "A thin line: words that hold a word of the claim."),
    (
        '<mark class="open o0 b0">seven</mark>',
        "Dashed, with an empty box: a word of the claim that the pinned passages do not hold; before a pin, the passage in hand.",
    ),
    ("≈", "The same report under another publisher, counted once; an article nearly the same as a stored one."),
    ("=", "The source seems to say so, or has the quoted words. A proposal: read the passage."),
    ("⇄", "Reviewers disagree on this claim, or two of them changed it at the same time."),
    ('<b class="wb-un">!</b>', "Amber: look at this first, such as no date, or a source from before the event."),
    (
        '<mark class="near">sentence</mark>',
        "Yellow in a passage: the sentence that comes nearest to the claim, by the scores that rank passages.",
    ),
    ("▶", "The claim in focus; yellow in the article."),
    ('<mark class="wb-c">words</mark>', "Dotted: a claim that nobody reviewed."),
    ('<mark class="wb-c ok">words</mark>', "Solid, green: verified."),
    ('<mark class="wb-c no">words</mark>', "Double, red: disputed."),
    ('<mark class="wb-c un">words</mark>', "Dashed, amber: unclear."),
    (
        '<mark class="wb-c un o1"><mark class="wb-c no">words</mark></mark>',
        "Several lines: claims that share these words, each with its own line. A click opens one, the next click the other.",
    ),
    ('<span class="wb-said">said the Office</span>', "Grey italic: who says it."),
    ('<span class="wb-q">– caption</span>', "Grey: text that is no claim, with the reason in the margin."),
)


@guard.drawing(guard.PAGE, database=False)
def page() -> None:
    """Draw the help page."""
    masthead.draw("Help", "The whole job in six steps, the keys, and what the signs mean")
    left, right = st.columns(2, gap="large")
    with left:
        steps = "".join(
            f"<li><b>{place}. {head}</b><span>{text}</span></li>" for place, (head, text) in enumerate(_STEPS, 1)
        )
        st.html(f'<div class="wb-sec"><h2 class="wb-sech">The job</h2><ul class="wb-log wb-steps">{steps}</ul></div>')
        st.html(
            '<div class="wb-sec"><h2 class="wb-sech">Similar means same topic, never support</h2><p>A similarity of 0.83 says that claim and '
            "passage are about the same thing. “Rose” and “fell”, 5 and 50 percent, “said” and “denied” are all very similar. "
            "The workbench proposes passages; a person reads them and decides.</p></div>"
        )
        signs = "".join(f'<tr><td class="wb-nw">{sign}</td><td>{what}</td></tr>' for sign, what in SIGNS)
        st.html(
            f'<div class="wb-sec"><h2 class="wb-sech">Signs and colours</h2><table class="wb-t wb-legend">{signs}</table>'
            '<p class="wb-sm wb-q">No colour stands alone: sign, word or line say the same.</p></div>'
        )
    with right:
        keys = "".join(
            "<tr><td class='wb-nw'>"
            + " ".join(f"<kbd>{name}</kbd>" for name in key.names.split())
            + f"</td><td>{key.meaning}</td></tr>"
            for key in KEYS
        )
        st.html(
            f'<div class="wb-sec"><h2 class="wb-sech">Keys</h2><table class="wb-t wb-legend">{keys}</table><p class="wb-sm wb-q">Letters rest '
            "while you type and while a dialog is open. A held key counts once. The switch below <b>Order, filters, date</b> turns all of them off. "
            "A claim out of the window is brought back first; a verdict or a pin is then taken at the second press only.</p></div>"
        )
        states = "".join(
            f'<tr><td class="wb-st wb-{s.css}">{s.sign} {s.word}</td><td>{_MEANING[s.word]}</td></tr>'
            for s in (*STATES.values(), OPEN)
        )
        reasons = "".join(
            f"<tr><td>{verdict.value}</td><td>{', '.join(REASONS[verdict])}</td></tr>" for verdict in Verdict
        )
        answers = "".join(
            f'<tr><td class="wb-st wb-{s.css}">{s.sign} {s.word}</td><td>{_ANSWER[s.word]}</td></tr>'
            for s in ANSWERS.values()
        )
        st.html(
            f'<div class="wb-sec"><h2 class="wb-sech">Did they say it?</h2><table class="wb-t">{answers}</table>'
            '<p class="wb-sm wb-q">Asked of each source that a claim names. Proposed (dashed) is “said” only where one sentence of '
            "the source has the whole claim; a proposal answers nothing. The settings can turn the question off.</p></div>"
        )
        st.html(
            f'<div class="wb-sec"><h2 class="wb-sech">Verdicts</h2><table class="wb-t">{states}</table></div>'
            f'<div class="wb-sec"><h2 class="wb-h">Reasons that can be given</h2><table class="wb-t">{reasons}</table></div>'
        )


_ANSWER = {
    "said": "The source said what the claim ascribes to it, whether or not it is so.",
    "not said": "The source said otherwise, or somebody else said it.",
    "not found": "You looked, and found no such words of this source.",
}
_MEANING = {
    "verified": "Holds. Needs a pinned passage or a note.",
    "disputed": "Does not hold. Needs a pinned passage or a note.",
    "unclear": "Somebody looked and cannot tell. Always has a reason.",
    "not checked": "Somebody passed it by: background that nobody checks. Never counted as reviewed.",
    "not reviewed": "Nobody has decided yet. Never counted as unclear.",
}
