"""What a claim says of its subject: the judging word, the modal verb."""

from __future__ import annotations

from claims.splitting.clauses.drafts import Draft
from claims.splitting.segments.units import Unit
from sources.language import lexicon


def judging(unit: Unit, draft: Draft) -> str:
    """Return the judging word that the claim says of its subject: after "be", or before the noun after "be"."""
    for i in sorted(draft.ids):
        token = unit.doc[i]
        predicate = token.dep_ in {"acomp", "oprd", "attr"} or (token.dep_ == "amod" and token.head.dep_ == "attr")
        if (predicate or token == draft.head) and token.lower_ in lexicon.OPINION:
            return token.text
    return ""


def modal(unit: Unit, draft: Draft) -> str:
    """Return the modal verb of the claim's own clause, with "not" where it is denied; empty without one."""
    own = draft.ids
    for part in draft.parts:
        if isinstance(part, str) and part.split(" ")[0] in lexicon.MODALS:
            return part.split(" ")[0]
    for i in sorted(own):
        token = unit.doc[i]
        shared = token.head.i not in own and token.head.dep_ not in {"relcl", "acl", "advcl", "ccomp"}
        if token.tag_ == "MD" and (token.head == draft.head or shared):
            denied = any(c.dep_ == "neg" for c in token.head.children)
            return token.lower_ + (" not" if denied else "")
    return ""
