"""What takes the place of a claim that failed a check: the claim it was divided from, or the whole sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.splitting.clauses.drafts import NONE, Draft
from claims.splitting.clauses.lists import members_of
from sources.language import lexicon
from sources.language.parsing.relations import RELATIVE, first_of, subject_of

if TYPE_CHECKING:
    from claims.splitting.clauses.reading import Reading
    from claims.splitting.rules import Ids, Step
    from sources.language.parsing.tree import Token


_JOINTS = lexicon.words("clause_joints")
_BESIDE = frozenset(["advcl", "conj", "relcl", "ccomp", "parataxis"])


def undivided(reading: Reading, draft: Draft, drafts: list[Draft], step: Step) -> Draft | None:
    """Return the claim that ``draft`` was divided from, with its words in it; None where there is no such claim.

    Args:
        reading: The unit.
        draft: What failed.
        drafts: What is claimed of the unit at present.
        step: What is reported of the check.
    """
    verb = draft.head
    beside = _beside_noun(draft) if verb.dep_ not in _BESIDE else verb
    holder = verb if beside is None or beside is not verb else verb.head
    hosts = [d for d in drafts if d is not draft and d.natural and d.head is not beside and holder.i in d.ids]
    if draft.made_by("list divided") or beside is None:
        hosts = [d for d in drafts if d.natural and d.head is verb]
    if not hosts or (not draft.natural and beside is None):
        return None
    ids = NONE.union(*[host.ids for host in hosts])
    if beside is not None and beside.dep_ == "conj" and _leaves_out_before(ids, holder, beside):
        return None
    if beside is not None:
        ids |= _words(reading, beside)
    ids |= _joints(reading, ids)
    ids -= _second_that(beside, ids)
    if ids == draft.ids:
        return None
    return replace(hosts[0], parts=(ids,), edits={}, rules=(*_kept_rules(hosts[0]), step))


def _second_that(joined: Token | None, ids: Ids) -> Ids:
    """Return the "that" of "said it leaked and that they knew", whose first one is not in the claim."""
    if joined is None or joined.dep_ != "conj":
        return NONE
    marks = [c for m in members_of(joined) for c in m.children if c.dep_ == "mark" and c.lower_ == "that"]
    first = any(c.dep_ == "mark" and c.lower_ == "that" and c.i in ids for c in joined.head.children)
    return NONE if first else frozenset(c.i for c in marks)


def _leaves_out_before(ids: Ids, holder: Token, joined: Token) -> bool:
    """Whether a clause was told without words before what is joined: "voted[, ending a row that hurt A], hit B"."""
    between = holder.doc[holder.i + 1 : first_of(joined)]
    return holder.i in ids and any(t.i not in ids and t.pos_ not in {"PUNCT", "CCONJ", "SPACE"} for t in between)


def whole_sentence(reading: Reading, draft: Draft, drafts: list[Draft], step: Step) -> Draft:
    """Return the sentence of ``draft`` as it is written, or all that its speaker said in it.

    Args:
        reading: The unit.
        draft: What failed.
        drafts: What is claimed of the unit at present; where only one speaker is named in it, the sentence is theirs.
        step: What is reported of the check.
    """
    # Who "calls" something by quoted words is named within the claim: "What Hale calls “a blip” cost £3bn".
    said = NONE.union(*[a.cue | a.source for a in draft.attributions if not a.cue <= draft.ids])
    top = draft.head
    while top.head is not top and top.head.i not in said:
        top = top.head
    own = _words(reading, top) - said
    if subject_of(top) is not None:
        own -= reading.context.stripped
    first = reading.unit.doc[min(own)]
    if top.head is not top and first.tag_ in {"WDT", "WP$"}:
        # "wanted a campaign, which Ruiz said was delayed": it says nothing without the campaign.
        own = _words(reading, next(t for t in top.ancestors if t.dep_ == "ROOT"))
        return Draft((own,), top, rules=(step,), subject=subject_of(top))
    joins = first.pos_ == "CCONJ" and first.lower_ in _JOINTS  # "neither", "nor" deny
    if joins or _only_opens(first, top):
        own -= {first.i}
    if own and reading.unit.doc[max(own)].pos_ == "CCONJ":
        own -= {max(own)}
    speakers = draft.attributions or next((d.attributions for d in drafts if d.natural and d.ids <= own), ())
    return Draft((own,), top, attributions=speakers, hedges=draft.hedges, rules=(step,), subject=subject_of(top))


def _only_opens(first: Token, top: Token) -> bool:
    """Whether a word opens what is told in full: "that" of a report, "Because she left.", "Whereas it is old;"."""
    if first.lower_ == "that":
        return first.dep_ == "mark" or first.doc[first.i + 1].tag_ in {"WP", "WRB"}
    if first.dep_ != "mark" or first.lower_ not in {"because", "whereas"}:
        return False
    clauses = [
        t for t in top.subtree if t.dep_ in {"advcl", "ccomp", "parataxis", "relcl"} and subject_of(t) is not None
    ]
    # "Because it fell, he left": the main clause, whatever the parser took it for.
    behind = [c for c in clauses if first.doc[first_of(c) - 1].text == ","]
    main = [c for c in behind if not any(g.dep_ == "mark" or g.tag_ in RELATIVE for g in c.subtree)]
    return first.lower_ == "whereas" or (first.head is top and not main)


def _beside_noun(draft: Draft) -> Token | None:
    """Return what a claim about a noun was made of: the phrase beside the noun."""
    told = NONE.union(*[step.ids for step in draft.rules])
    beside = [c for c in draft.head.children if c.i > draft.head.i and told & {t.i for t in c.subtree}]
    return beside[-1] if beside else None


def _words(reading: Reading, top: Token) -> Ids:
    """Return the words under ``top``, from its first to its last."""
    places = [t.i for t in top.subtree]
    doc = reading.unit.doc
    return frozenset(i for i in range(min(places), max(places) + 1) if doc[i].pos_ not in {"PUNCT", "SPACE"})


def _joints(reading: Reading, ids: Ids) -> Ids:
    """Return the words that join two parts of which both are kept."""
    doc = reading.unit.doc
    return frozenset(
        word.i
        for t in doc
        if t.dep_ in {"cc", "preconj"}
        and t.head.i in ids
        and any(c.dep_ == "conj" and c.i in ids for c in t.head.children)
        for word in t.subtree  # "as well as"
    )


def _kept_rules(host: Draft) -> tuple[Step, ...]:
    return tuple(step for step in host.rules if step.rule != "list divided")
