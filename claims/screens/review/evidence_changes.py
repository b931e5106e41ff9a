"""Evidence whose source is no longer as it was judged: the excerpt that was kept, and what happened since."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from claims.review.judgement import Pin
from claims.screens.markup import esc
from claims.screens.review import decision
from claims.screens.review.seen import Seen
from claims.services.library import Outcome
from claims.workbench import Workbench

_SIGNS = {Outcome.CHANGED: "≠", Outcome.GONE: "!", Outcome.DELETED: "✗"}
SHOWN = 3  # as many as there are columns of passages


def draw(workbench: Workbench, seen: Seen, pins: Sequence[Pin]) -> None:
    """Draw the pinned passages of a claim whose source changed, is gone from its address, or was deleted."""
    since = workbench.library.versions.changes({pin.source_id for pin in pins}) if pins else {}
    for place, pin in enumerate([pin for pin in pins if pin.source_id in since][:SHOWN]):
        what = since[pin.source_id]
        head = pin.publisher or pin.title or "A source"
        where = f" · {esc(pin.place)}" if pin.place else ""
        with st.container(key=f"since-{place}", horizontal=True):
            st.html(
                f'<div class="wb-since" data-for="{esc(seen.claim_id)}"><b class="wb-un">{_SIGNS[what.outcome]} Evidence as it was judged.</b> '
                f"{esc(what.sentence)}<p><b>{esc(head)}</b>{where}: “{esc(' '.join(pin.excerpt.split()))}”</p></div>"
            )
            if what.outcome is not Outcome.GONE:  # what is gone from its address still stands among the passages
                st.button(
                    "Unpin",
                    key=f"unpin-{seen.claim_id}-{pin.source_id}-{pin.start}",
                    on_click=decision.toggle_pin,
                    args=(seen, pin),
                )
