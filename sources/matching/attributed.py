"""Whether a source that a claim names said what the claim ascribes to it. Proposals, apart from whether it is so.

Only the named source's own documents decide. Where another source of the library quotes the named one, that is said
beside it and shown, and changes nothing: what the Herald says that the Office said is the Herald's word.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sources.embedding import ModelUnavailable
from sources.language.paragraphs import sentences
from sources.language.quotations import outermost, quoted_spans
from sources.language.speech import reports_of, said_by, same_speaker
from sources.matching.bearing import Bearing, bearing, held_in, met
from sources.matching.discrepancies import discrepancies
from sources.matching.footing import Standing, reported, standing
from sources.matching.plainness import plain
from sources.matching.reversal import reversals
from sources.matching.saying import absent_sentence, denies, sentence_of, silent_sentence
from sources.matching.terms import terms_of
from sources.source import AttributedCheck, Candidate, Discrepancy, DiscrepancyKind, Passage, Query, Saying, Source
from sources.term import Term, TermKind

if TYPE_CHECKING:
    from sources.matching.found import Found
    from sources.store.library import Library

# Shares of a claim's words that a source's best three passages hold. Below the first nothing of it stands there (an
# outlet that is silent on a matter still shares a name with the claim), from the second on all of it does, between
# them a part. Chosen on WiCE's 349 pairs of claim and cited page by macro F1, in steps of 0.025: 0.375 and 0.675 are
# best there, 0.63, as are their neighbours within 0.005 (`tests.benchmarks.attributed`). With shorter passages and
# their own best, 0.60, it was 0.58 when chosen on four fifths and measured on the rest. The
# encoder's cosine added nothing to it (0.56 with, 0.55 without, by logistic regression).
SILENT_BELOW = 0.35
SAID_FROM = 0.6
# A passage bears on the claim by itself where it holds this much of what the best one holds; two that are this near
# are as good as each other.
_BESIDE_BEST = 0.75
_AS_GOOD = 0.9
_OF_THE_MATTER = (
    24  # passages of a source in which figures and names are looked for, those that hold most of the claim
)
# Of a claim with no more words than this each one counts: "the wall was built overnight". Of WiCE's claims that short
# it takes back three, of which one is supported; at 8 it would take back as many supported ones as others.
_FEW = 6
_LOOKED_AT = 4  # passages of a source whose differences are read
# Documents of one named source, those with the nearest passages: a wire has thousands.
_DOCUMENTS = 6
_NEAREST = 48
_AT_ONCE = 32  # claims whose documents are in memory together
_Held = Mapping[str, tuple[Source, list[Passage]]]


def attributed_checks(found: Found, library: Library) -> dict[str, tuple[AttributedCheck, ...]]:
    """Return one check for each source that a claim names, in the order of naming, by the claim's id.

    A source all of whose documents the person's filter keeps out is not checked: nothing can be said of it.
    """
    open_ids = {
        name: ids if found.admitted is None else ids & found.admitted
        for name, ids in found.named.items()
        if found.admitted is None or not ids or ids & found.admitted
    }
    asked = [query for query in found.queries if query.attributed_to]
    checks: dict[str, tuple[AttributedCheck, ...]] = {}
    for first in range(0, len(asked), _AT_ONCE):
        some = asked[first : first + _AT_ONCE]
        chosen = _documents(some, open_ids, library)
        held = library.load_passages({one for names in chosen.values() for ids in names.values() for one in ids})
        for query in some:
            others = found.matches[query.id].candidates
            checks[query.id] = tuple(
                _check(query, name, open_ids[name], chosen[query.id][name], held, others)
                for name in dict.fromkeys(query.attributed_to)
                if name in open_ids
            )
    return checks


def judged(query: Query, named: str, documents: Sequence[tuple[Source, Sequence[Passage]]]) -> AttributedCheck:
    """Return what these documents, all of the one source that is named, say of the claim.

    Each document is judged by itself: a wire that says it on Monday said it, whatever Tuesday's report adds.
    """
    borne = [(source, bearing(query.text, passages)) for source, passages in documents]
    best = max((one.share for _, one in borne), default=0.0)
    # Reading a document costs a parse: those that hold clearly less than the best one are left aside.
    near = [
        (_in_document(query, named, source, one), one.share, source.id)
        for source, one in borne
        if SILENT_BELOW <= one.share >= _AS_GOOD * best
    ]
    if not near:
        return AttributedCheck(named, Saying.SILENT)
    order = list(Saying)
    return min(near, key=lambda row: (order.index(row[0].saying), -row[1], row[2]))[0]


def _documents(
    queries: Sequence[Query], named: Mapping[str, frozenset[str]], library: Library
) -> dict[str, dict[str, list[str]]]:
    """Return, for each claim and each source it names, the documents to read: those with the nearest passages."""
    chosen: dict[str, dict[str, list[str]]] = {}
    for query in queries:
        chosen[query.id] = {}
        for name in dict.fromkeys(query.attributed_to):
            ids = named.get(name, frozenset())
            chosen[query.id][name] = (
                sorted(ids) if len(ids) <= _DOCUMENTS else _nearest(query, ids, library) or sorted(ids)[:_DOCUMENTS]
            )
    return chosen


def _nearest(query: Query, ids: Collection[str], library: Library) -> list[str]:
    try:
        index = library.index()
        vector = library.query_vectors([query.text])
    except ModelUnavailable:
        return []
    hits = index.nearest(vector, _NEAREST, per_source=2, within=ids)[0]
    return list(dict.fromkeys(hit.source_id for hit in hits))[:_DOCUMENTS]


def _check(
    query: Query,
    name: str,
    ids: Collection[str],
    chosen: Sequence[str],
    held: _Held,
    candidates: Sequence[Candidate],
) -> AttributedCheck:
    documents = [held[one] for one in chosen if one in held]
    if documents:
        check = judged(query, name, documents)
        if check.saying is not Saying.SILENT:
            return check
    quoting = _quoting(query, name, [one for one in candidates if one.source.id not in ids])
    where = quoting.source.publisher or quoting.source.title or quoting.source.name if quoting else ""
    if documents:
        check = AttributedCheck(name, Saying.SILENT, sentence=silent_sentence(name, len(ids), where))
    else:
        check = AttributedCheck(name, Saying.NOT_IN_LIBRARY, sentence=absent_sentence(name, where))
    if quoting is None:
        return check
    start, end = _sentence(query, quoting.passage, quoting.discrepancies)
    return replace(
        check,
        source_id=quoting.source.id,
        passage=quoting.passage,
        start=start,
        end=end,
        discrepancies=quoting.discrepancies,
        second_hand=True,
    )


def _quoting(query: Query, name: str, others: Sequence[Candidate]) -> Candidate | None:
    """Return the first candidate that says of the claim's matter what the named source said."""
    for one in others:
        for start, end in reports_of(one.passage.text, name):
            if bearing(query.text, [replace(one.passage, text=one.passage.text[start:end])]).share >= SILENT_BELOW:
                return one
    return None


def _in_document(query: Query, named: str, source: Source, borne: Bearing) -> AttributedCheck:
    """Return what one document says of a claim that it bears on."""
    near = [row for row in borne.ranked[:_LOOKED_AT] if row[0] >= _BESIDE_BEST * borne.ranked[0][0]]
    terms = _terms(query, source, borne)
    looked = [
        (share, passage, tuple(mark for mark in _marks(query, passage, source) if not _told_elsewhere(mark, terms)))
        for share, passage in near
    ]
    reversed_at = next((row for row in looked if any(mark.kind.reverses for mark in row[2])), None)
    agreeing = next((row for row in looked if not row[2]), None)
    shown = looked[0]
    if reversed_at and not (agreeing and agreeing[0] > reversed_at[0] and _speaks_of(agreeing[1], reversed_at[2])):
        saying, shown = Saying.OPPOSITE, reversed_at
    elif agreeing and agreeing[0] >= _AS_GOOD * looked[0][0]:
        shown = agreeing
        lacks = borne.share < SAID_FROM or borne.lacks_number or borne.lacks_name or any(map(_left_open, terms))
        saying = Saying.CHANGED if lacks else Saying.SAYS
    else:
        saying = Saying.CHANGED
    _, passage, marks = shown
    why = ""
    if saying is not Saying.SAYS:
        start, end = _sentence(query, passage, marks)
        if saying is Saying.OPPOSITE and all(denies(mark) for mark in marks if mark.kind.reverses):
            why = reported(query.text, passage.text[start:end], query.attributed_to)
            saying = Saying.SPEAKS if why else saying
    else:
        start, end, found = _standing(query, passage)
        why = found.why
        if found.denial is not None:
            saying = Saying.OPPOSITE
            marks = (_denied(passage, start + found.denial[0], start + found.denial[1]),)
        elif why:
            saying = Saying.SPEAKS
        elif _lacks_of_few(query, borne, terms):
            saying = Saying.CHANGED
    words = passage.text[start:end]
    figures = [words[first:last] for key, (first, last) in met(query.text, words).items() if key.startswith("=")]
    whole = saying is Saying.SAYS and _bears_whole(query, passage, start, end, source)
    told = Saying.SEEMS if saying is Saying.SAYS and not whole else saying
    sentence = sentence_of(named, told, marks, words, figures=figures, missing=borne.missing, why=why)
    return AttributedCheck(named, saying, source.id, passage, start, end, marks, sentence, whole)


def _bears_whole(query: Query, passage: Passage, start: int, end: int, source: Source) -> bool:
    """Tell whether one sentence holds every word of the claim, without the help of its neighbours, and plainly."""
    sentence = passage.text[start:end]
    around = [passage.text[first:last] for first, last in sentences(passage.text) if (first, last) != (start, end)]
    held = all(term.held for term in terms_of(query.text, [(sentence, source.published)], query.dates))
    return held and plain(query.text, sentence, around)


def _speaks_of(passage: Passage, marks: Sequence[Discrepancy]) -> bool:
    """Tell whether a passage has what another one turns round: else its silence outweighs nothing."""
    turned = [held_in(mark.claim_words) for mark in marks if mark.kind.reverses and held_in(mark.claim_words)]
    return not turned or any(words & held_in(passage.text) for words in turned)


def _terms(query: Query, source: Source, borne: Bearing) -> tuple[Term, ...]:
    """Return the claim's terms beside all that the document has of the matter."""
    evidence = [(passage.text, source.published) for _, passage in borne.ranked[:_OF_THE_MATTER]]
    return terms_of(query.text, evidence, query.dates)


def _left_open(term: Term) -> bool:
    """Tell whether a term is a figure or a name that the document does not have."""
    return not term.held and term.kind in {TermKind.FIGURE, TermKind.NAME}


def _lacks_of_few(query: Query, borne: Bearing, terms: Sequence[Term]) -> bool:
    """Tell whether a short claim has a word that stands nowhere in the document, in whatever form."""
    missing = {word.lower() for word in borne.missing}
    open_words = {low for term in terms if not term.held for low in term.text.lower().split()}
    return len(held_in(query.text)) <= _FEW and bool(missing & open_words)


def _told_elsewhere(mark: Discrepancy, terms: Sequence[Term]) -> bool:
    """Tell whether a name that a passage lacks stands in another one: a page gives it once and says "she" behind it.

    Two names that share a word stay a difference: both namesakes may stand in one document.
    """
    named = set(mark.claim_words.lower().split())
    if mark.kind is not DiscrepancyKind.NAME or named & set(mark.passage_words.lower().split()):
        return False
    ours = [term for term in terms if term.kind is TermKind.NAME and set(term.text.lower().split()) & named]
    return bool(ours) and all(term.held for term in ours)


def _denied(passage: Passage, start: int, end: int) -> Discrepancy:
    here = passage.text[start:end]
    return Discrepancy(DiscrepancyKind.NEGATION, "", here, start, end, f"here {here}")


def _marks(query: Query, passage: Passage, source: Source) -> tuple[Discrepancy, ...]:
    marks = discrepancies(query.text, passage.text, claim_dates=query.dates, passage_published=source.published)
    if any(mark.kind.reverses for mark in marks):
        return marks
    return tuple(sorted((*marks, *reversals(query.text, passage.text)), key=lambda mark: (mark.start, mark.end)))


def _standing(query: Query, passage: Passage) -> tuple[int, int, Standing]:
    """Return the sentence that holds most of the claim and how it says it; one as good that says it goes before."""
    rows = [
        (len(met(query.text, passage.text[start:end])), start, end) for start, end in sentences(passage.text)
    ] or [(0, 0, len(passage.text))]
    best = max(held for held, _, _ in rows)
    first: tuple[int, int, Standing] | None = None
    for held, start, end in rows:
        if held >= _AS_GOOD * best:
            found = start, end, _footing(query, passage, start, end)
            if not found[2].why:
                return found
            first = first or found
    assert first is not None  # the best row is as good as itself
    return first


def _footing(query: Query, passage: Passage, start: int, end: int) -> Standing:
    """Return how a sentence says the claim; the later sentences of somebody's quotation are that person's word."""
    found = standing(query.text, passage.text[start:end], query.attributed_to)
    spans = outermost(quoted_spans(passage.text))
    if found.why or not any(first < start and end <= last + 1 for first, last in spans):
        return found
    speakers = said_by(passage.text, start, end).speakers
    if any(same_speaker(name, speaker) for name in query.attributed_to for speaker in speakers):
        return found
    return Standing(f"the word is that of “{speakers[0]}”" if speakers else "it is in a quotation of somebody")


def _sentence(query: Query, passage: Passage, marks: Sequence[Discrepancy]) -> tuple[int, int]:
    """Return where in the passage the sentence stands that shows it, in full: what governs it is not cut off."""
    best: tuple[int, int, int] = (0, 0, len(passage.text))
    for start, end in sentences(passage.text):
        differing = [mark for mark in marks if start <= mark.start and mark.end <= end]
        # What differs is what a reader looks for first.
        weight = len(met(query.text, passage.text[start:end])) + 2 * len(differing)
        if weight > best[0]:
            best = (weight, start, end)
    return best[1], best[2]
