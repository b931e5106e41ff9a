"""Classifies a claim: what kind of statement it is, whether it can be checked, and how much that is worth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.claim import ClaimKind
from claims.splitting.check_worthiness import NOWHERE, Prominence, check_worthiness
from claims.splitting.segments.units import Role
from sources.language import inflection, lexicon
from sources.language.lexicon import any_of
from sources.language.numbers.figures import figures_in, has_number_word
from sources.language.parsing.relations import FINITE, NOMINAL, RELATIVE, finite_token, first_of, is_order, subject_of
from sources.language.span import Span
from sources.language.times.reference import TimeOf, TimeReference
from sources.language.times.words import LONG_MONTH

if TYPE_CHECKING:
    from claims.splitting.clauses.drafts import Draft
    from claims.splitting.segments.units import Unit
    from sources.language.parsing.tree import Token, Tree

_RATING = lexicon.words("rating_verbs")
_PLANNED = lexicon.words("planned_words")
_INTENDING = lexicon.words("intending_verbs")
_AIMS = lexicon.words("aim_nouns")
_FORECASTING = lexicon.words("forecasting_verbs")
_LIKELY = lexicon.words("likely_words")
# What somebody can only expect: "prices will rise". "Nordline will sell the mill" is decided by somebody.
_OUTCOMES = lexicon.words("outcome_verbs")
_CONDITIONAL = frozenset(["if", "unless"])
_ADVICE = re.compile(r"\b(?:ought to|need to|needs to|'ve got to)\b")
_REQUEST = re.compile(rf"{any_of('request_openings')}\b", re.IGNORECASE)
_COURTESY = re.compile(rf"{any_of('courtesy_openings')}\b", re.IGNORECASE)
_NOUNS_OF_ANNOUNCING = lexicon.words("nouns_of_announcing")
_ANNOUNCING = lexicon.words("words_of_announcing")
_ASSENT = 3  # words of "that is right"
_AGREEING = frozenset(["true", "right", "correct", "so"])
_OPENING_WORDS = frozenset(["then", "anyway", "and", "but", "so", "also", "later", "well"])
_LONGEST_HEADING = 5  # tokens of "The models covered:"
REQUEST = "a request, nothing is asserted"
_ASKED = "a question, nothing is asserted"
_COURTEOUS = "thanks or a wish, nothing is asserted"
NO_SUBJECT = "no subject: who or what it is about is not said"
_ANNOUNCES = "it says how something is said, and not what"
_ANSWER = "an answer: what it is about is in the question"
_NAMES_ONLY = "no verb of its own: it names something and tells nothing of it"
_MAY_ASK = "a request, or a statement that was not recognised"
_MAY_NAME_ONLY = "no verb was found: it may name something and tell nothing of it"
_CURRENCY = frozenset("$£€¥")
_LONGEST_NAME = 25  # tokens; in a longer item without a verb the parser may have missed it
_PART_OF_REQUEST = "a part of a request, nothing is asserted"
_HEADING = "a heading that asks: nothing is asserted"
# A claim of one of these reasons is none: the outline shows its words as set aside. Questions and requests are kept,
# marked with their kind.
_NO_CLAIM = frozenset([_PART_OF_REQUEST, _HEADING, _COURTEOUS, _ANSWER, _ANNOUNCES, _NAMES_ONLY])
_KINDS_OF_NO_CLAIM = {_ASKED: ClaimKind.QUESTION, REQUEST: ClaimKind.ADVICE, _COURTEOUS: ClaimKind.OPINION}
_REMINDING = lexicon.words("reminding_verbs")
_BEFORE_AN_ORDER = frozenset(["advcl", "prep", "advmod", "intj", "npadvmod", "punct", "cc"])
_PARTS_OF_ORDERS = frozenset(["ccomp", "conj", "dobj", "prep", "xcomp", "acomp"])
_ASKING = frozenset(["what", "how", "why", "who", "whose", "where"])
_OF_TITLES = frozenset(["part", "vs", "vs.", "chapter", "episode", "volume"])
_OPENERS = frozenset(["if", "that", "because", "when", "while", "although", "after", "before", "until", "unless"])
_BEFORE_COMMANDS = frozenset(["do", "never", "always", "just", "please"])
_FUTURE_MODALS = frozenset(["will", "'ll", "wo", "shall"])
_ADVISING = frozenset(["should", "must"])
_POSSIBLE = frozenset(["may", "might"])
# "It is hard to imagine ...": what follows is a judgement.
_WEIGHED = re.compile(
    r"^(?:it|there) (?:is|was|'s|would be|seems) (?:\w+ly )?"
    rf"(?P<word>{any_of('weighing_adjectives')}|no wonder)"
    rf"(?: not)? to (?:\w+ly )?{any_of('weighing_verbs')}\b",
    re.IGNORECASE,
)
# Words of the hedges' list that weaken nothing here: persons, courts, and what nobody was able to do.
_NO_HEDGE = re.compile(
    r"\b(?:the|a|an|two|three|four|five|of|prime|other|male|female|\d+) suspects?\b"
    r"|\bsuspects?(?= (?:was|were|is|are|has|have|had)\b)|\bthe accused(?! of\b)"
    r"|\bappear(?:s|ed)? (?=(?:before|in|on|at)\b)|\bcould(?: not|n['’]t)\b",
    re.IGNORECASE,
)
_WEAKENING = lexicon.KEPT_HEDGES & {"appear", "seem", "suspect", "believe", "accuse"}
_HEDGES = lexicon.KEPT_HEDGES | {verb + ending for verb in _WEAKENING for ending in ("ed", "s", "d")}
_DAY_OF_A_MONTH = re.compile(rf"\b(?:{LONG_MONTH})\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d(?: ?hrs?\b| ?[ap]\.?m\b)|\b\d{1,2}:\d\d\b|\b\d{1,2} ?[ap]\.?m\b")
_LETTERS = re.compile(r"[A-Za-z]+")
_ANSWERING = frozenset(["be", "do", "have"])
# What hangs on a noun by these has a verb of its own, and gives the noun none.
_BELOW = frozenset(["relcl", "advcl", "pcomp", "xcomp"])
_PARTS_OF_ANSWERS = frozenset(["nsubj", "aux", "neg", "advmod", "intj", "punct"])
_STATE = re.compile(r"\b(?:is|are|was|were|has|have|had|consists?|includes?|remains?|oversees|contains?)\b")


@dataclass(frozen=True, slots=True)
class Classification:
    """Kind, checkability and rank of a claim, with the reason shown beside it."""

    kind: ClaimKind
    checkable: bool
    reason: str
    worthiness: float
    numbers: tuple[str, ...]
    hedges: tuple[str, ...]

    def is_claim(self) -> bool:
        """Whether the wording is a claim at all: something asserted, asked or requested, and no scrap."""
        return self.reason not in _NO_CLAIM


def classified(
    text: str,
    *,
    quoted: bool,
    stripped: tuple[str, ...] = (),
    judging: str = "",
    modal: str = "",
    event: bool = True,
    names: int = 0,
    outlook: ClaimKind | None = None,
    days: tuple[str, ...] = (),
    place: Prominence = NOWHERE,
    fragment: str = "",
) -> Classification:
    """Classify a claim by its wording.

    Args:
        text: The worded claim.
        quoted: Whether quotation marks stayed in it.
        stripped: Hedges that were taken off the wording.
        judging: The judging word that is said of the subject, such as "unfair".
        modal: The modal verb of its main clause ("will", "could not"), in lower case. A modal verb in an inner clause
            says nothing about the kind.
        event: Whether its verb tells something that happened, rather than how things are.
        names: How many names it holds.
        outlook: Whether it tells a plan or a prediction, as `outlook_of` says.
        days: Its expressions of days and years; a figure in them counts nothing.
        place: Where it stands in its article.
        fragment: Why it asserts nothing by itself, as `fragment_of` says; empty for a sentence.
    """
    numbers = tuple(dict.fromkeys(figure.of(text) for figure in figures_in(text)))
    hedges = tuple(dict.fromkeys([*stripped, *_kept_hedges(text, modal)]))
    counted = _counted(text, days)
    kind, reason = _kind(text, text.lower(), modal, counted, judging, outlook, quoted=quoted, event=event)
    if fragment in {REQUEST, _MAY_ASK}:
        fragment = "" if kind in {ClaimKind.OPINION, ClaimKind.QUESTION} else fragment  # "Thank you for the tugs."
        kind = ClaimKind.ADVICE if fragment else kind
    reason = fragment or reason
    checkable = not fragment and kind not in {
        ClaimKind.OPINION,
        ClaimKind.QUESTION,
        ClaimKind.ADVICE,
        ClaimKind.PREDICTION,
    }
    number = bool(counted) or has_number_word(text)
    worth = check_worthiness(place, number=number, day=bool(days), names=names, hedged=bool(hedges), fact=checkable)
    return Classification(kind, checkable, reason, worth, numbers, hedges)


def reason_of_its_opening(text: str) -> str:
    """Return why a sentence asserts nothing, where its first words or its question mark show it; empty otherwise."""
    bare = text.rstrip('"”»')
    if bare.endswith("?") and (bare == text or text[0] in '"“«'):  # else a statement quotes a question
        return _ASKED
    if _REQUEST.match(text):
        return REQUEST
    return _COURTEOUS if _COURTESY.match(text) else ""


def _kept_hedges(text: str, modal: str) -> Iterator[str]:
    """Yield the hedges that stay in the wording, in its order; May the month and Theresa May are none."""
    named = modal.removesuffix(" not") != "may" or re.search(r"\bmay\b", text) is not None
    if _HEDGES.isdisjoint(_LETTERS.findall(text.lower())):
        return
    for match in _LETTERS.finditer(_NO_HEDGE.sub("", text)):
        word = match.group()
        if word.lower() in _HEDGES and not (word == "May" and named):
            yield word


def _heads_a_list(unit: Unit, head: Token) -> bool:
    """Whether a line is a heading: "Models covered:", "Topics discussed:"."""
    doc = unit.doc
    told = len(doc) <= _LONGEST_HEADING and doc[-1].text == ":" and head.i == len(doc) - 2
    return told and head.tag_ in {"VBD", "VBN"} and all(t.dep_ not in {"aux", "auxpass", "dobj"} for t in doc)


def fragment_of(unit: Unit, draft: Draft) -> str:
    """Return why a claim asserts nothing by itself: no subject, no verb, or only an answer; empty for a sentence."""
    if not draft.natural or not draft.ids:
        return ""
    head, doc = draft.head, unit.doc
    opening = doc[min(draft.ids)]
    # In a speech "I want to thank the crews" is worded with the speaker's name.
    if (opening.lower_ == "thanks" and opening is head) or _COURTESY.match(doc.text[opening.idx :]):
        return _COURTEOUS
    if _heads_a_list(unit, head):
        return _NAMES_ONLY
    if _only_asks(head, opening):
        return _ASKED if any(t.text == "?" for t in doc) else _HEADING
    if not draft.background and _within_an_order(head):
        return _PART_OF_REQUEST
    subject = draft.subject if draft.subject not in (None, head) else subject_of(head)  # of an order: its verb
    if subject is not None:
        alone = subject.pos_ == "PRON" or (head.lemma_ == "be" and subject.dep_ != "expl")
        bare = alone and head.lemma_ in _ANSWERING and head.pos_ in {"AUX", "VERB"}
        told = any(
            c.dep_ not in _PARTS_OF_ANSWERS or (c.dep_ == "advmod" and not c.lower_.endswith("ly"))
            for c in head.children
        )
        if _only_announces(head):
            return _ANNOUNCES
        return _ANSWER if (bare and not told) or _assents(draft, subject) else ""
    if _lacks_a_subject(head, draft):
        return NO_SUBJECT
    if _commands(head, opening):
        return _MAY_ASK if _may_tell(head) else REQUEST
    going_on = head.tag_ == "VBG" and opening is head
    noun = head.pos_ in NOMINAL | {"ADJ", "ADV"} or going_on or (head.lower_ == "of" and opening is head)
    noun = noun or (
        head.tag_ != "VB" and not any(t.tag_ in FINITE for t in doc)
    )  # "Hopeless at home, unbeaten away."
    written = unit.role is Role.PLAIN or going_on
    if unit.role is Role.SAID and _is_a_name(doc):
        return _NAMES_ONLY
    unspoken = noun and written and head.dep_ == "ROOT"
    participle = opening.tag_ == "VBG" and any(doc[i].dep_ == "relcl" for i in draft.ids)
    if not unspoken and not participle:
        return ""
    below = _BELOW if unspoken else frozenset(["relcl"])
    own = [
        i
        for i in draft.ids
        if not any(t.dep_ in below or (t.dep_ == "acl" and t.tag_ == "VBG") for t in [doc[i], *doc[i].ancestors])
    ]
    if going_on and unspoken:
        own = [i for i in own if doc[i] in {head, *head.children} and doc[i].dep_ not in {"conj", "dobj"}]
    # "Turnout: 54 percent" tells something, "The beginnings: well known; a rise in debt" need not.
    told = any(t.tag_ in {"CD", "NNP"} or t.text == "%" for t in doc)
    unsure = any((t.text == ":" and told) or _may_cost(t) or _may_be_a_verb(t) for t in doc)
    below_it = all(_is_subordinate(t, head) for t in doc if t.tag_ in FINITE)
    if not (below_it and not unsure) and (any(doc[i].tag_ in FINITE for i in own) or not _all_subordinate(doc)):
        return ""
    return _MAY_NAME_ONLY if unsure else _NAMES_ONLY


def _only_announces(verb: Token) -> bool:
    """Whether somebody only says how they will say it: "What I will say is twofold", "What I want to say is this"."""
    clause = next((c for c in verb.children if c.dep_ == "csubj"), None)
    if verb.lemma_ != "be":
        return False
    if clause is None:  # "The second point is this"
        subject = subject_of(verb)
        this = any(c.lower_ == "this" and c.dep_ == "attr" for c in verb.children)
        return this and subject is not None and subject.lemma_ in _NOUNS_OF_ANNOUNCING
    said = [clause, *[c for c in clause.children if c.dep_ == "xcomp"]]
    own = subject_of(clause)
    told = [c for c in verb.children if c.i > verb.i and c.pos_ != "PUNCT"]
    says = said[-1].lemma_ in lexicon.SAY and own is not None and own.lower_ in {"i", "we"}
    return says and len(told) == 1 and told[0].lower_ in _ANNOUNCING


def _assents(draft: Draft, subject: Token) -> bool:
    """Whether a claim does nothing but agree: "It's true", "That is right"."""
    words = [subject.doc[i].lower_ for i in sorted(draft.ids) if subject.doc[i].pos_ != "PUNCT"]
    return len(words) == _ASSENT and words[0] in {"it", "that"} and words[-1] in _AGREEING


def _lacks_a_subject(head: Token, draft: Draft) -> bool:
    """Whether a past or present tense stands behind nothing but "then" or "anyway, and": "Then started to sail"."""
    before = [head.doc[i] for i in draft.ids if i < head.i and head.doc[i].pos_ != "PUNCT"]
    if not before:
        return head.tag_ in {"VBZ", "VBD", "VBN"}
    loose = all(t.lower_ in _OPENING_WORDS for t in before)
    return loose and head.dep_ == "ROOT" and head.tag_ in {"VBZ", "VBD"}


def _may_cost(token: Token) -> bool:
    """Whether a sum stands behind a noun that may be the verb: "the blip cost £3bn", not "a £5 million fund"."""
    return token.text in _CURRENCY and token.i > 0 and token.doc[token.i - 1].pos_ in NOMINAL


def _all_subordinate(doc: Tree) -> bool:
    """Whether each verb with a tense has a word that makes its clause part of another.

    In "Companies that pollute rivers should pay" and "Twice as many women as men applied" the parser sees nouns only.
    """
    told = sum(t.tag_ in FINITE for t in doc)
    return told <= sum(t.tag_ in RELATIVE or (t.lower_ in _OPENERS and t.dep_ in {"mark", "advmod"}) for t in doc)


def _is_subordinate(token: Token, head: Token) -> bool:
    """Whether a tense surely belongs to a clause below the noun ``head``: "people I know", "who came and stayed"."""
    verb = token if token.dep_ not in {"aux", "auxpass"} else token.head
    while verb.dep_ in {"conj", "xcomp", "ccomp"} and verb is not head:
        told = subject_of(verb) is not None or any(c.dep_ == "mark" for c in verb.children)
        if verb.dep_ == "ccomp" and not told:
            return False
        if verb.dep_ == "ccomp" and verb.head is head:
            subject = subject_of(verb)
            own = any(c.lower_ == "that" for c in verb.children) or (subject is not None and subject.pos_ == "PRON")
            return head.tag_ == "VBG" and (
                own or head.lemma_ in lexicon.SAY
            )  # "Hoping that it works", "Saying he won"
        verb = verb.head
    if verb is head or verb.dep_ not in {"relcl", "advcl", "pcomp"}:
        return False
    subject, first = subject_of(verb), first_of(verb)
    opened = any(t.tag_ in RELATIVE or t.dep_ == "mark" for t in verb.doc[first : verb.i] if t in verb.subtree)
    bare = verb.dep_ == "relcl" and subject is not None and subject.tag_ == "PRP" and first == subject.i
    return opened or bare


def _is_a_name(doc: Tree) -> bool:
    """Whether quoted words only name something, as a title does: "Lorn vs. the Internet, part XVII"."""
    if any(t.pos_ in {"VERB", "AUX"} for t in doc):
        return False
    said = [t for t in doc if t.pos_ not in {"PUNCT", "SPACE"}]
    return all(t.text[0].isupper() or t.pos_ in {"ADP", "DET", "CCONJ"} or t.lower_ in _OF_TITLES for t in said)


def _may_be_a_verb(token: Token) -> bool:
    """Whether a word may be the verb of a sentence in which the parser saw none: "its show of unity belies a row"."""
    if token.tag_ == "VBN":
        helped = any(c.dep_ in {"aux", "auxpass", "agent"} for c in token.children)
        before = token.dep_ == "amod" and not (token.i and token.doc[token.i - 1].pos_ in NOMINAL)
        return not helped and not before and inflection.past(token.lemma_) == token.lower_
    if token.tag_ in {"NN", "JJ"} and token.text.islower() and token.lower_.endswith("ed") and token.dep_ != "amod":
        return True  # a verb that is misspelt
    if token.tag_ in {"NN", "NNS", "JJ"} and token.text.islower() and token.i and token.i + 1 < len(token.doc):
        behind = token.doc[token.i + 1]
        if token.doc[token.i - 1].pos_ in NOMINAL and (
            behind.pos_ == "DET" or behind.tag_ == "PRP$" or behind.text in _CURRENCY
        ):
            return True  # "Ms Will and Dr Price chair the panels", "the blip cost savers £3bn"
    if token.tag_ not in {"NNS", "NNPS"} or not token.i or not token.lower_.endswith("s"):
        return False
    return token.doc[token.i - 1].tag_ in {"NN", "NNP", "RB", "PRP"}


def _only_asks(head: Token, opening: Token) -> bool:
    """Whether a heading asks without a question mark: "What the levy pays for.", "How to apply."."""
    asks = head.dep_ == "ROOT" and opening.head is head and opening.lower_ in _ASKING and opening.i < head.i
    parted = any(
        t.text == "," for t in head.doc[opening.i : head.i]
    )  # "Where it floods, the town will build a wall."
    counted = any(t.like_num or t.text in _CURRENCY for t in head.doc)  # "What Hale calls a blip cost £3bn."
    return asks and not parted and not counted and _all_subordinate(head.doc)


def _within_an_order(head: Token) -> bool:
    """Whether a clause is part of what the reader is told to do or to say: "Explain why it failed and who paid"."""
    chain = [head, *head.ancestors]
    if len(chain) == 1 or not is_order(chain[-1]) or chain[-1].lemma_ in _REMINDING:
        return False
    return chain[-2].dep_ in _PARTS_OF_ORDERS and chain[-2].i > chain[-1].i


def _commands(head: Token, opening: Token) -> bool:
    """Whether a claim without a subject tells the reader to do something: "Get the latest advice for Norring".

    "Remember that the port closed in May" asserts what follows; "Tell tenants that the lift stops" does not.
    """
    clauses = [c for c in head.children if c.dep_ in {"ccomp", "parataxis"} and finite_token(c) is not None]
    aware = any(c.dep_ == "acomp" and c.lower_ in {"aware", "mindful"} for c in head.children)  # "Be aware that"
    if aware or any(c.i < head.i or c.dep_ == "parataxis" or head.lemma_ in _REMINDING for c in clauses):
        return False
    bare = head.tag_ in {"VB", "VBP"} or (head.tag_ == "VBD" and head.lower_ == head.lemma_ and opening is not head)
    if head.dep_ != "ROOT" or not bare or any(c.dep_ == "expl" for c in head.children):
        return False
    if opening is head or (opening.head is head and opening.lower_ in _BEFORE_COMMANDS):
        return True
    if head.lemma_ == "let" and head.i + 1 < len(head.doc) and head.doc[head.i + 1].lower_ in {"me", "us"}:
        return True  # "Yes, so let me be as clear as possible"
    first = min([c.i for c in head.children if c.dep_ == "aux" and c.lower_ == "do"], default=head.i)
    before = [c for c in head.children if c.i < first]  # "When writing to members, do explain what changed."
    return head.doc[first - 1].text in {",", "“", '"'} and all(c.dep_ in _BEFORE_AN_ORDER for c in before)


def _may_tell(order: Token) -> bool:
    """Whether the parser may have taken a statement for an order: "Find Your Park efforts yielded 800 calls"."""
    clauses = [c for c in order.children if c.dep_ == "ccomp" and finite_token(c) is not None]
    bare = [c for c in clauses if not any(t.dep_ == "mark" or t.tag_ in RELATIVE for t in c.subtree)]
    subjects = [subject_of(c) for c in bare]
    return any(s is not None and first_of(s) == order.i + 1 for s in subjects)


def judging_word(unit: Unit, draft: Draft) -> str:
    """Return the judging word that the claim says of its subject: after "be", or before the noun after "be"."""
    for i in sorted(draft.ids):
        token = unit.doc[i]
        rated = draft.head.lemma_ in _RATING and token.i > draft.head.i  # "rated the hangers “fair”": somebody did
        predicate = token.dep_ in {"acomp", "oprd", "attr"} or (token.dep_ == "amod" and token.head.dep_ == "attr")
        predicate = predicate and not rated
        if (predicate or token == draft.head) and token.lower_ in lexicon.OPINION:
            return token.text
    return ""


def modal_verb(unit: Unit, draft: Draft) -> str:
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


def days_of(dates: Iterable[TimeReference]) -> tuple[str, ...]:
    """Return the expressions of days and years among the times of a claim; "for 12 years" counts and is none."""
    return tuple(
        time.text
        for time in dates
        if time.of is TimeOf.EVENT and ((time.start and time.end) or _DAY_OF_A_MONTH.search(time.text))
    )


def outlook_of(unit: Unit, draft: Draft, modal: str, *, dated: bool, reported: bool) -> ClaimKind | None:
    """Return whether the claim's own verb tells a plan or a prediction; None where it tells neither.

    "Is set to sign" is a plan. "Will sign" is a plan where somebody announced it or it has a day; what happens by
    itself ("prices will rise"), on a condition, or as somebody's forecast is a prediction.

    Args:
        unit: What was parsed.
        draft: The claim in it.
        modal: Its modal verb, as `modal_verb` says.
        dated: Whether it has a time with a first and a last day.
        reported: Whether somebody is named as its source, or it is said to be reported.
    """
    head, doc = draft.head, unit.doc
    if _is_intended(unit, draft):
        return ClaimKind.PLAN
    word = modal.removesuffix(" not")
    ahead = next((c for c in head.children if c.dep_ == "xcomp" and c.tag_ == "VB"), None)
    passive = any(c.dep_ in {"aux", "auxpass"} and c.lemma_ == "be" for c in head.children)
    going = head.lower_ == "going" and passive and ahead is not None
    expected = head.lower_ == "expected" and passive and ahead is not None
    if not (word in _FUTURE_MODALS or word == "would" or going or expected):
        return None
    verb = ahead if (going or expected) and ahead is not None else head
    cues = {doc[i].lemma_ for attribution in draft.attributions for i in attribution.cue}
    own = {doc[i].lower_ for i in draft.ids}
    thought = any(word in _FORECASTING for hedge in draft.hedges for word in hedge.lower().split())
    open_ = thought or cues & _FORECASTING or own & (_CONDITIONAL | _LIKELY)
    subject = draft.subject if draft.subject is not None else subject_of(head)
    pointing = subject is not None and subject.tag_ in {"DT", "WDT", "EX"}
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    scheduled = dated and (verb.lemma_ == "be" or "announce" in cues)
    happens = pointing or perfect or (verb.lemma_ in _OUTCOMES and not scheduled)
    named = subject is not None and subject.pos_ == "PROPN" and any(c.dep_ == "dobj" for c in verb.children)
    if word == "would":
        decided = named or (
            subject is not None and _decides(subject) and any(c.dep_ == "dobj" for c in verb.children)
        )
        return ClaimKind.PLAN if reported and (dated or decided) and not open_ and not happens else None
    if not open_ and not happens and (dated or (not expected and (reported or named))):
        return ClaimKind.PLAN
    return ClaimKind.PREDICTION


def _decides(subject: Token) -> bool:
    """Whether a subject is somebody or a body that can decide: "the ministry", "she"."""
    bodies = lexicon.ROLES | lexicon.ORGANISATIONS | lexicon.COLLECTIVE_NOUNS
    return subject.lemma_.lower() in bodies or subject.lower_ in {"i", "we", "he", "she", "it"}


def _is_intended(unit: Unit, draft: Draft) -> bool:
    """Whether the claim's own words say that something is planned: "is set to", "plans to", "is to leave"."""
    head, doc, own = draft.head, unit.doc, draft.ids
    for token in (doc[i] for i in sorted(own) if doc[i].lower_ in _PLANNED):
        if token not in {head, *(c for c in head.children if c.dep_ in {"acomp", "oprd"})}:
            continue
        is_ = head.lemma_ == "be" or any(c.lemma_ == "be" and c.dep_ in {"aux", "auxpass"} for c in head.children)
        after = [doc[i] for i in range(token.i + 1, min(token.i + 5, len(doc))) if i in own]
        leads = after[0].lower_ if after else ""
        if is_ and (leads in {"for", "on"} or (leads == "to" and any(t.tag_ == "VB" for t in after[1:]))):
            return True
    acts = [c for c in head.children if c.dep_ == "xcomp" and any(g.tag_ == "TO" and g.i < c.i for g in c.children)]
    if head.lemma_ in _INTENDING:
        return bool(acts)
    subject = draft.subject if draft.subject is not None else subject_of(head)
    aims = subject is None or subject.lemma_.lower() in _AIMS or subject.tag_ in {"VB", "VBG", "WP"}
    to = doc[head.i + 1] if head.i + 1 < len(doc) else None
    is_to = head.lemma_ == "be" and head.tag_ != "VB" and to is not None and to.tag_ == "TO"
    return is_to and not aims and any(a.lemma_ != "blame" and to in a.children for a in acts)


def _counted(text: str, days: tuple[str, ...]) -> tuple[str, ...]:
    """Return the figures that count something: those of days and years count nothing."""
    for words in sorted(days, key=len, reverse=True):
        text = text.replace(words, " " * len(words))
    text = _CLOCK.sub(lambda match: " " * len(match.group()), text)
    figures = ((figure, figure.of(text)) for figure in figures_in(text))
    return tuple(words for figure, words in figures if not (_YEAR.fullmatch(words) and not _counts(text, figure)))


def _counts(text: str, figure: Span) -> bool:
    """Whether a figure that looks like a year counts what is behind it: "1990 ships", but "the 2013 samples"."""
    led = re.search(r"\b(?:the|in|since|of|by|from|until|and|or|year|over)\s$|[-–]$", text[: figure.start])
    return (
        led is None
        and re.match(r" (?:[a-z]+ )?(?:[a-z]+s|people|men|women|children)\b", text[figure.end :]) is not None
    )


def _kind(
    text: str,
    lowered: str,
    modal: str,
    numbers: tuple[str, ...],
    judging: str,
    outlook: ClaimKind | None,
    *,
    quoted: bool,
    event: bool,
) -> tuple[ClaimKind, str]:
    if (opening := reason_of_its_opening(text)) and not (opening == _ASKED and ": " in text):
        return _KINDS_OF_NO_CLAIM[opening], opening
    word = modal.removesuffix(" not")
    advises = word in _ADVISING or _ADVICE.search(lowered)
    if advises and not re.search(r"\b(?:required|ordered|recommends?)\b", lowered):
        return ClaimKind.ADVICE, "says what should be done"
    if weighed := _WEIGHED.match(text):
        return ClaimKind.OPINION, f"a judgement (“{weighed['word']}”)"
    if judging and not numbers:
        return ClaimKind.OPINION, f"a judgement (“{judging}”)"
    if outlook is ClaimKind.PLAN:
        return ClaimKind.PLAN, "a plan: whether it was announced or scheduled can be checked"
    if outlook is ClaimKind.PREDICTION or word in _FUTURE_MODALS:
        return ClaimKind.PREDICTION, "about the future: nobody can check it yet"
    if not numbers and (word in _POSSIBLE or modal == "could"):
        return ClaimKind.PREDICTION, "a possibility, not a fact"
    if quoted and re.search(r"(?<!-)\b(?:said|says|replied|called|wrote|call|asked)\b", lowered):
        return ClaimKind.QUOTATION, "whether these words were said can be checked"
    if numbers:
        return ClaimKind.STATISTIC, "a figure that a source can bear out"
    if not event or _STATE.search(lowered):
        return ClaimKind.STATE, "how things are; a source can bear it out"
    return ClaimKind.EVENT, "something that happened; a source can bear it out"
