"""Reported clauses: separates what somebody said from the words that say who said it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.splitting.clauses.adverbials import (
    VERBAL,
    AdverbialKind,
    clause_beside,
    has_conjunction,
    joined_clause,
    kind_of_adverbial,
    may_act,
    participle,
)
from claims.splitting.clauses.context import ClauseContext, read_clause
from claims.splitting.clauses.drafts import NONE, Alternative, AttributionDraft, Frame
from claims.splitting.clauses.lists import members_of
from claims.splitting.clauses.nouns import is_person
from claims.splitting.clauses.phrases import coordinated, name_of, noun_phrase, tokens_of
from claims.splitting.clauses.scope import (
    is_denied,
    is_inverted_condition,
    is_measured_of_what_is_reported,
    may_follow_the_report,
)
from claims.splitting.rules import Ids, rule
from sources.language import inflection, lexicon
from sources.language.parsing.relations import NOMINAL, finite_token, first_of, is_clause, is_voiceless, subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_DISCREDITING = lexicon.words("discrediting_adverbs")
_PROOF = lexicon.words("proof_nouns")
# Words of "without offering any evidence whatsoever"; a longer phrase tells something of its own.
_LONGEST_DISCREDIT = 6

_TOLD_TO_SOMEBODY = lexicon.words("verbs_told_to_somebody")
_OF_EVIDENCE = lexicon.words("verbs_of_evidence")
_EVIDENCE = lexicon.words("evidence_nouns").union(
    lexicon.DOCUMENTS, lexicon.words("bodies_that_vouch"), lexicon.ORGANISATIONS, lexicon.COLLECTIVE_NOUNS,
    lexicon.INSTITUTIONS, lexicon.COURTS, lexicon.ROLES, lexicon.PEOPLE,
)  # fmt: skip
_AGENTS = tuple(lexicon.lines("endings_of_agents"))  # "auditors"
_BEFORE_SURNAMES = lexicon.HONORIFICS | lexicon.ROLES | lexicon.FEMALE_NAMES | lexicon.MALE_NAMES
_ACTS = lexicon.words("acts_of_speakers")
_FIGURES = lexicon.words("summing_nouns") | lexicon.words("voiceless_nouns")
_BLAMING = lexicon.words("blaming_verbs") | {"accuse"}
_HELD = lexicon.words("verbs_held_by_nobody")
_SAID_TO = frozenset(["say", "report", "rumour", "rumor"])
_THEIRS = frozenset(["he", "she", "they", "it"])
_HOLDING_BACK = lexicon.words("verbs_of_answering_the_press") | lexicon.words("verbs_of_giving_details")
_DETAILS = lexicon.words("what_is_held_back")
_POINTS = frozenset(["point", "case", "argument", "plea", "call", "claim"])
_SHOWING = lexicon.words("verbs_of_evidence")
_BEING = frozenset(["be", "have", "need", "seem", "remain", "become"])
_AT_FIRST = frozenset(["first", "initially", "originally", "earlier", "previously"])
_ROOMS = lexicon.words("rooms")
_CLEAR = frozenset(["clear", "plain"])
_SHARES = lexicon.words("shares")
_FINDING = frozenset(["find", "hear", "show", "declare", "report"])
QUESTION_WORDS = lexicon.words("question_words")


@rule("reported")
def reported(context: ClauseContext, verb: Token, frame: Frame) -> bool:
    """Read "X said that the dam had failed" as what X said; say whether this clause reports anything."""
    content = reported_content(verb)
    if content is None or (verb.lemma_ in lexicon.ANSWER | lexicon.CALL and quotes(context, verb)):
        return False
    acts = _acts_of_the_speaker(content)
    if _is_quoted_within(content) or _may_be_acts_of_the_speaker(content, acts):
        return False
    subject = subject_of(verb)
    saying = _quoted_as_saying(verb)
    source = _source_of(verb, subject) if saying is None else _whom_it_quotes(verb)
    sources: tuple[Alternative, ...] = ()
    if source is not None and source.i in frame.excluded and frame.subject:  # "Holm, who says she was paid"
        source, sources = frame.subject[0].head, frame.subject
    elif source is not None:
        sources = tuple(noun_phrase(context, source, split=False, source=True))
    elif subject is None:
        sources = frame.subject
    teller = source if source is not None else frame.subject[0].head if subject is None and frame.subject else None
    if teller is not None and _tells_nothing(teller, verb):
        return False
    first_person = source is not None and source.lower_ in {"i", "we"}
    if verb.lemma_ in lexicon.HOLD and not (first_person and verb.lemma_ in lexicon.THINK):
        return False
    attributions, hedges = frame.attributions, frame.hedges
    if source is not None and first_person and (context.speaks or verb.lemma_ in lexicon.HOLD):
        hedges = (*hedges, f"{source.text} {verb.text}") if verb.lemma_ in lexicon.HOLD else hedges
    elif sources:
        cue = _cue_of(context, verb, source, content) if saying is None else _cue_of_quoting(verb, saying)
        attributions = (*attributions, *_each_source(context, source, sources, cue))
        if saying is not None and (outlet := _who_quotes(verb)) is not None:
            told = tuple(noun_phrase(context, outlet, split=False, source=True))
            attributions = (*attributions, *_each_source(context, outlet, told, cue))
    elif subject is not None and subject.lower_ == "it":
        doc = verb.doc
        hedges = (*hedges, " ".join(doc[i].text for i in sorted(discredit(verb) | {verb.i})))
        # It names nobody; its words say when it was said: "It was announced yesterday that ...".
        attributions = (*attributions, AttributionDraft(NONE, _cue_of(context, verb, None, content)))
    else:
        return False
    step = reported.step(frozenset({verb.i}))
    inner = replace(
        frame, attributions=attributions, hedges=hedges, subject=(), front=NONE, aux=NONE, rules=(*frame.rules, step)
    )
    inner = replace(inner, excluded=inner.excluded.union(*[frozenset(t.i for t in act.subtree) for act in acts]))
    clauses = [content, *_told_as_well(verb, content)]
    for clause in clauses:
        read_clause(context, clause, inner)
    for act in acts:
        joined_clause(context, act, replace(frame, subject=sources))
    _around_the_report(context, verb, sources, frame, read=(*clauses, content.head))
    return True


def _tells_nothing(teller: Token, verb: Token) -> bool:
    """Whether a thing cannot report it: "A fall in fares says that", "The number of guests told the world that"."""
    counted = teller.tag_ == "NN" and any(c.lower_ == "of" for c in teller.children)
    if verb.lemma_ in _OF_EVIDENCE:
        return not may_show(teller)
    return is_voiceless(teller) and (counted or not may_show(teller))


def _around_the_report(
    context: ClauseContext, verb: Token, sources: tuple[Alternative, ...], frame: Frame, *, read: tuple[Token, ...]
) -> None:
    """Read the clauses that hang on the reporting verb, but for what was read as its content."""
    for child in verb.children:
        if child.i not in context.stripped and child not in read:
            _beside_the_report(context, verb, child, sources, frame)


def _told_as_well(verb: Token, content: Token) -> list[Token]:
    """Return "that no talks will follow" of "made clear that the vote stands, and that no talks will follow"."""
    return [c for c in verb.children if c.dep_ == "conj" and c.i > content.i and _opens_with_that(c)]


def _opens_with_that(clause: Token) -> bool:
    """Whether a clause with a subject and a verb of its own opens with "that"."""
    marked = any(c.dep_ == "mark" and c.lower_ == "that" and c.i < clause.i for c in clause.children)
    return marked and clause.pos_ in VERBAL and subject_of(clause) is not None


def _made_clear(verb: Token) -> Token | None:
    """Return what somebody makes clear: "The minister made clear that the vote would go ahead"."""
    found = next((c for c in verb.children if c.i > verb.i and c.lower_ in _CLEAR), None)
    if verb.lemma_ != "make" or found is None:
        return None
    clauses = [c for c in (*verb.children, *found.children) if c.dep_ in {"ccomp", "advcl"} and c.i > found.i]
    return next((c for c in clauses if _opens_with_that(c)), None)


def said_within(context: ClauseContext, verb: Token, pronoun: Token) -> tuple[Token, AttributionDraft] | None:
    """Return what "which" is said to do, and who says so: "the site, which the firm says was losing money"."""
    content = pronoun.head if pronoun.head != verb else _without_object(verb, pronoun)
    source = subject_of(verb)
    reports = verb.lemma_ in lexicon.SAY and not is_denied(verb) and not _is_unreal(verb)
    if not reports or content is None or content.head != verb or content.dep_ != "ccomp":
        return None
    if any(c.dep_ == "conj" for c in content.children):
        return None  # "which the firm says is closing but still loses money": who says the latter is not sure
    if (
        source is None
        or source.lower_ in {"i", "we"}
        or _said_by_few(source)
        or _is_share(source)
        or not may_show(source)
    ):
        return None
    named = noun_phrase(context, source, split=False, source=True)
    return content, AttributionDraft(named[0].ids, _cue_of(context, verb, source, content) - {pronoun.i})


def _without_object(verb: Token, pronoun: Token) -> Token | None:
    """Return the clause that lacks the object which was hung on ``verb``: "whom officials say they arrested"."""
    contents = [c for c in verb.children if c.dep_ == "ccomp" and c.lemma_ in lexicon.TRANSITIVE]
    open_ones = [c for c in contents if not any(inner.dep_ in {"dobj", "ccomp", "xcomp"} for inner in c.children)]
    return open_ones[0] if open_ones and pronoun.dep_ == "dobj" else None


def _each_source(
    context: ClauseContext, source: Token | None, sources: tuple[Alternative, ...], cue: Ids
) -> list[AttributionDraft]:
    """Return an attribution to each source: "the bank and the union said" has two."""
    members = coordinated(source) if source is not None else []
    for second in [c for member in members[:1] for c in member.children if c.dep_ == "appos" and c.pos_ == "PROPN"]:
        joined = coordinated(second)  # "Kit Bond, Jim Talent and Ann Emerson": no apposition
        members += joined if len(joined) > 1 and len(members) == 1 else []
    joints = [c for member in members for c in member.children if c.dep_ == "cc"]
    both = frozenset(c.i for member in members[:1] for c in member.children if c.lower_ == "both")
    if len(members) > 1 and all(c.lower_ == "and" for c in joints) and (both or all(map(_alone, members))):
        whole = NONE.union(*[alternative.ids for alternative in sources])
        return [AttributionDraft(name_of(context, member) - both, cue, whole) for member in members]
    named = [c for p in source.children if p.lower_ == "including" for c in p.children] if source is not None else []
    inside = NONE.union(*[frozenset(t.i for t in each.head.subtree) for each in named])
    offices = _offices_before(source) if source is not None else NONE
    inside |= offices
    found = [
        AttributionDraft(alternative.ids - inside, cue, alternative.ids if offices else NONE)
        for alternative in sources
    ]
    return found + [AttributionDraft(name_of(context, each), cue) for one in named for each in coordinated(one)]


def _offices_before(source: Token) -> Ids:
    """Return the offices in "former aide and partner at Holm & Co Roberto Lund said": he is called by his name."""
    before = [c for c in source.children if c.dep_ == "appos" and c.i < source.i]
    return NONE.union(*[frozenset(t.i for t in office.subtree) for office in before])


def _alone(member: Token) -> bool:
    """Whether a member of a list is a source of its own, and no word of a name: "Disease Control and Research"."""
    if member.pos_ == "NOUN" or member.text.isupper() or is_person(member):
        return True
    titled = any(
        t.dep_ == "compound" and t.lower_ in _BEFORE_SURNAMES for t in member.doc[first_of(member) : member.i]
    )
    return titled or any(c.dep_ == "det" for c in member.children)


def may_show(source: Token) -> bool:
    """Whether somebody or some evidence shows it; "his decision shows that ..." and "this shows" are no reports."""
    if source.pos_ == "PROPN" or (source.pos_ == "PRON" and source.lower_ in lexicon.PRONOUNS):
        return True
    word = source.lemma_.lower()
    return source.lower_ in _EVIDENCE or word in _EVIDENCE or is_person(source) or word.endswith(_AGENTS)


def _acts_of_the_speaker(content: Token) -> list[Token]:
    """Return "left the room" of "said the pumps had failed and left the room": pumps leave none.

    Only acts of persons count, and only where what is reported is about a thing; all else stays what was said.
    """
    subject = subject_of(content)
    if subject is None:
        return []
    joined = [c for c in members_of(content)[1:] if c.pos_ == "VERB" and subject_of(c) is None]
    again = [act for act in joined if _says_in_the_present(content, act)]
    joined = [c for c in joined if c.tag_ in {"VBD", "VBZ"} or _holds_back(c) or _speaks_on(c)]
    if again:
        return again
    if subject.lower_ in _THEIRS:  # "Holm said he would pay but named no day": either way he named none
        return [act for act in joined if _is_told_ahead(content, act)]
    if may_act(subject) or subject.pos_ not in {"NOUN", "PROPN"}:
        return []
    if may_show(subject):  # "said the letter names him but gives no reason": the letter may give none
        joined = [c for c in joined if not _holds_back(c)]
    return [act for act in joined if _is_of_the_speaker(content, act)]


def _is_of_the_speaker(content: Token, act: Token) -> bool:
    spoken = _holds_back(act) or _speaks_on(act)
    return spoken or _done_by_a_person(act) or _turned_from_it(content, act) or _said_more(content, act)


def _holds_back(act: Token) -> bool:
    """Handle "said the deal covers the crew, but did not give any figures": no deal gives figures."""
    objects = [c for c in act.children if c.dep_ == "dobj"]
    denied = any(c.dep_ == "neg" for c in act.children) or any(
        c.lower_ in {"no", "few"} for noun in objects for c in noun.children
    )
    told = any(noun.lemma_.lower() in _DETAILS for noun in objects)
    return denied and act.lemma_ in _HOLDING_BACK and (told or not objects)


def _speaks_on(act: Token) -> bool:
    """Handle "believe the pills need a test and will go on to say so": no pill says anything."""
    goes_on = [act, *(c for c in act.children if c.dep_ == "xcomp")]
    points = (c for each in goes_on if each.lemma_ == "make" for c in each.children if c.dep_ == "dobj")
    said = act.tag_ == "VB" and any(t.lemma_ in lexicon.SAY - lexicon.HOLD - _SHOWING for t in goes_on[1:])
    return said or any(noun.lower_ in _POINTS for noun in points)


def _says_in_the_present(content: Token, act: Token) -> bool:
    """Handle "They claimed Ruiz was paid and claim she lied": "was" goes with one, "claim" with several."""
    finite = finite_token(content)
    one = finite is not None and (finite.tag_ == "VBZ" or finite.lower_ == "was")
    helped = any(c.dep_ in {"aux", "auxpass"} for c in act.children)
    bare = act.lower_ == act.lemma_ and act.tag_ in {"VB", "VBP"} and not helped
    return one and bare and act.lemma_ in lexicon.SAY and any(c.dep_ == "ccomp" for c in act.children)


def _may_be_acts_of_the_speaker(content: Token, acts: list[Token]) -> bool:
    """Handle "said the ferry would run and left for Rome": who left is not sure, so nothing is divided."""
    joined = [c for c in members_of(content)[1:] if c not in acts and c.pos_ in VERBAL]
    own = (subject := subject_of(content)) is not None and subject.lower_ in _THEIRS
    if any(c.dep_ == "conj" and is_measured_of_what_is_reported(content.head, c) for c in content.head.children):
        return True
    if content.i > content.head.i and any(_holds_back(c) or _may_be_ours(content, c) for c in joined):
        return True
    joined = [c for c in joined if not (own and c.lower_ == c.lemma_)]  # "said it would close X and cut jobs"
    return content.i > content.head.i and any(
        may_follow_the_report(content, c) or _may_be_told_of_the_speaker(content, c) for c in joined
    )


def _may_be_ours(content: Token, joined: Token) -> bool:
    """Handle "We believe that towns learn from each other and encourage talks": we may encourage them."""
    holder, subject, finite = subject_of(content.head), subject_of(content), finite_token(joined)
    first = holder is not None and holder.lower_ in {"i", "we"} and content.head.lemma_ in lexicon.HOLD
    if not first or subject is None or subject_of(joined) is not None or finite is None:
        return False
    acts = joined.lemma_ not in _BEING and not any(c.dep_ == "auxpass" for c in joined.children)
    marked = any(c.dep_ == "mark" for c in joined.children)
    return acts and not marked and subject.pos_ != "PRON" and finite.tag_ in {"VBP", "MD"}


def _may_be_told_of_the_speaker(content: Token, joined: Token) -> bool:
    """Handle "The bank said profits would fall and cut its dividend": "cut" may be what the bank did."""
    subject = subject_of(content)
    thing = subject is not None and subject.pos_ == "NOUN" and not may_act(subject)
    same = joined.lower_ == joined.lemma_ == inflection.past(joined.lemma_)
    finite = finite_token(content)
    ahead = finite is not None and finite.tag_ == "MD" and content.head.tag_ == "VBD"
    return thing and same and ahead and subject_of(joined) is None


def _turned_from_it(content: Token, act: Token) -> bool:
    """Handle "first said the bridge would stay open, but closed it in May": who spoke did something else later."""
    report = content.head
    told_ahead = _is_told_ahead(content, act)
    turns = any(c.dep_ == "cc" and c.lower_ == "but" for c in content.children)
    first = any(c.lower_ in _AT_FIRST for c in report.children)
    itself = any(c.dep_ == "dobj" and c.lower_ in {"it", "them"} for c in act.children)
    done = any(c.dep_ in {"dobj", "xcomp"} for c in act.children)
    return told_ahead and turns and done and (first or itself)


def _is_told_ahead(content: Token, act: Token) -> bool:
    """Whether a report tells what would be, and an act joined to it what was done."""
    finite, past = finite_token(content), act.tag_ == content.head.tag_ == "VBD"
    surely = past and act.lower_ != act.lemma_  # "would close the plant and cut jobs": "cut" goes on with "would"
    return surely and finite is not None and finite.tag_ == "MD"


def _said_more(content: Token, act: Token) -> bool:
    """Handle "said the cuts would hurt families and accused the mayor": cuts accuse nobody."""
    return _is_told_ahead(content, act) and act.lemma_ in lexicon.SAY | _BLAMING


def _done_by_a_person(act: Token) -> bool:
    leaves = act.lemma_ in {"leave", "exit"} or (
        act.lemma_ == "walk" and any(c.dep_ in {"prt", "prep", "advmod"} for c in act.children)
    )
    places = {t.lower_ for t in act.subtree} & _ROOMS
    away = act.lemma_ == "walk" and any(c.lower_ in {"away", "out", "off"} for c in act.children)
    # "said trade grew and recorded a rise of 6 percent": trade did
    measured = act.lemma_ == "record" and any(
        t.tag_ == "CD" or t.lemma_ in _FIGURES for t in act.subtree if t is not act
    )
    return (act.lemma_ in _ACTS and not measured) or (leaves and bool(places)) or away


def _source_of(verb: Token, subject: Token | None) -> Token | None:
    """Return the noun that names who reports: the subject, or the agent of a passive; none in "it is said"."""
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    if agent is not None:
        return next((c for c in agent.children if c.dep_ == "pobj"), None)
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    nobody = subject is not None and subject.lower_ == "it" and passive
    hears = passive and verb.lemma_ in _TOLD_TO_SOMEBODY  # "Residents were told that ..."
    found = passive and subject is not None and is_voiceless(subject)  # "A fall is observed, which ..."
    return None if nobody or hears or found else subject


def _is_quoted_within(content: Token) -> bool:
    """Whether a quotation within another goes on from the words before it: "He told me 'the pit is flooded'"."""
    first = first_of(content)
    return first > 1 and content.doc[first - 1].text == "'" and content.doc[first - 2].text != ","


def is_held(verb: Token) -> bool:
    """Whether it is thought, and nobody is said to think it: "It is understood that the talks failed"."""
    if verb.tag_ != "VBN" or verb.lemma_ not in _HELD | _SAID_TO or is_denied(verb):
        return False
    subject = subject_of(verb)
    held = subject is not None and subject.lower_ == "it" and any(c.dep_ == "ccomp" for c in verb.children)
    passive = any(c.dep_ == "auxpass" for c in verb.children) and not any(c.dep_ == "agent" for c in verb.children)
    told = [c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i]  # "is reported to have left"
    return (held and verb.lemma_ in _HELD) or (passive and any(c.tag_ == "TO" for t in told for c in t.children))


def _quoted_as_saying(verb: Token) -> Token | None:
    """Return "saying" of "Holm was quoted by the Echo as saying that ..."."""
    if verb.lemma_ != "quote":
        return None
    opened = [c for c in verb.children if c.lower_ == "as" and c.dep_ == "prep" and c.i > verb.i]
    return next((c for prep in opened for c in prep.children if c.tag_ == "VBG" and c.lemma_ in lexicon.SAY), None)


def _whom_it_quotes(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in {"nsubjpass", "dobj"}), None)


def _who_quotes(verb: Token) -> Token | None:
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    if agent is not None:
        return next((c for c in agent.children if c.dep_ == "pobj"), None)
    return next((c for c in verb.children if c.dep_ == "nsubj"), None)


def _cue_of_quoting(verb: Token, saying: Token) -> Ids:
    return frozenset([verb.i, saying.head.i, saying.i, *(c.i for c in verb.children if c.dep_ in {"aux", "auxpass"})])


def _cue_of(context: ClauseContext, verb: Token, source: Token | None, content: Token) -> Ids:
    """Return the words that report: the verb with its auxiliaries, to whom and where it was said."""
    helpers = {"aux", "auxpass", "prt", "mark"}
    cue = frozenset({verb.i, *(c.i for c in verb.children if c.dep_ in helpers and c.i > 0)}) | discredit(verb)
    reach = frozenset(t.i for t in content.subtree)
    if verb.lemma_ == "make":
        words = [c for c in verb.children if c.i > verb.i and c.lower_ in _CLEAR]
        cue |= frozenset(t.i for word in words for t in (word, *word.children) if verb.i < t.i <= word.i)
    for child in verb.children:
        if child.dep_ == "advcl" and tells_when_said(child) and child.i not in context.stripped:
            cue |= tokens_of(context, child)
        recipient = child.dep_ in {"dobj", "dative", "npadvmod"} and child != source
        if (child.dep_ == "prep" or recipient) and child.i not in reach and child.i not in context.stripped:
            cue |= tokens_of(context, child)
    return cue


def discredit(verb: Token) -> Ids:
    """Return the words that take back what ``verb`` reports: "falsely", "without evidence"."""
    found = NONE
    for child in verb.children:
        if child.dep_ == "advmod" and child.lower_ in _DISCREDITING:
            found |= {child.i}
        elif child.dep_ == "prep" and child.lower_ in {"without", "with"}:
            inner = frozenset(t.i for t in child.subtree if t.pos_ != "PUNCT")
            if any(verb.doc[i].lower_ in _PROOF for i in inner) and len(inner) <= _LONGEST_DISCREDIT:
                found |= inner
    return found


def tells_when_said(clause: Token) -> bool:
    """Whether a clause without a subject tells when something was said: "When asked about the fire, ..."."""
    return subject_of(clause) is None and has_conjunction(clause)


def _beside_the_report(
    context: ClauseContext, verb: Token, child: Token, sources: tuple[Alternative, ...], frame: Frame
) -> None:
    """Read a clause that hangs on the reporting verb and is no part of what is reported."""
    if child.dep_ == "advcl" and kind_of_adverbial(context, child, verb) is AdverbialKind.SEPARATE:
        clause_beside(context, child, frame)
    elif child.dep_ == "advcl" and not tells_when_said(child):
        read_participle(context, verb, child, sources, frame, main=NONE)
    elif child.dep_ in {"ccomp", "parataxis"} and is_clause(child) and subject_of(child) is not None:
        clause_beside(context, child, frame)
    elif child.dep_ == "conj" and child.pos_ in VERBAL:
        shared = () if subject_of(child) is not None else sources
        hedges = (*frame.hedges, *_held_too(verb, child))
        joined_clause(context, child, replace(frame, subject=shared, hedges=hedges))


def _held_too(verb: Token, joined: Token) -> tuple[str, ...]:
    """Return "We believe" for "We believe the river is rising, and the road will not hold": it may hold for both."""
    holder, told = subject_of(verb), subject_of(joined)
    if holder is None or told is None or verb.lemma_ not in lexicon.HOLD or holder.lower_ not in {"i", "we"}:
        return ()
    joint = joined.doc[first_of(joined) - 1]
    # "I think the wall is safe, and I have said so": what "I" did is no belief.
    return (f"{holder.text} {verb.text}",) if joint.lower_ == "and" and told.lower_ != holder.lower_ else ()


def read_carrier(context: ClauseContext, verb: Token) -> list[Alternative]:
    """Read the words around a quotation, and return who spoke."""
    subject = subject_of(verb)
    if subject is None:
        objects = {"dobj", "attr", "npadvmod", "oprd", "dep", "punct"}
        behind = [c for c in verb.children if c.i > verb.i and c.dep_ in objects]
        before = [c for p in verb.children if p.lower_ == "as" for c in p.children if c.dep_ == "pobj"]
        subject = next((c for c in (*before, *behind) if c.pos_ in NOMINAL), None)  # "as Ida Holm, a lawyer, said,"
    if subject is not None and subject.lower_ == "you":
        subject = None  # "you should ask questions such as: “...”"
    speakers = noun_phrase(context, subject, split=False, source=True) if subject is not None else []
    if subject is not None and (offices := _offices_before(subject)):
        speakers = [Alternative(speaker.ids - offices, speaker.head) for speaker in speakers]
    several = coordinated(subject) if subject is not None else []
    if len(several) > 1:
        speakers = [Alternative(name_of(context, member), member) for member in several]
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ in VERBAL:
            shared = () if subject_of(child) is not None else tuple(speakers)
            joined_clause(context, child, Frame(subject=shared))
        elif child.dep_ == "advcl":
            read_participle(context, verb, child, tuple(speakers), Frame(), main=NONE)
        elif child.dep_ in {"prep", "dobj"} and child != subject:
            tokens_of(context, child)  # for the appositions in it
    return speakers


def quotes(context: ClauseContext, verb: Token) -> bool:
    """Whether words in quotation marks follow ``verb`` within its clause."""
    elsewhere = {t.i for c in verb.children if c.dep_ == "conj" for t in c.subtree}
    return any(i > verb.i and i not in elsewhere and verb.doc[i] in verb.subtree for i in context.quoted)


def is_inserted_report(child: Token, verb: Token) -> bool:
    """Handle "The ban, officials said, will ...": a reporting clause without content of its own."""
    if child.dep_ not in {"parataxis", "ccomp", "advcl", "dep", "conj"} or child.lemma_ not in lexicon.SAY:
        return False
    if subject_of(child) is None or any(c.dep_ in {"dobj", "ccomp", "mark", "prep", "xcomp"} for c in child.children):
        return False
    doc = verb.doc
    words = [t.i for t in child.subtree if t.pos_ != "PUNCT"]
    left, right = min(words), max(words)
    commas = (left > 0 and doc[left - 1].text in {",", "—", "–", "--"}) and (
        right + 1 >= len(doc) or doc[right + 1].pos_ == "PUNCT"
    )
    return commas and not any(c.dep_ == "cc" for c in verb.children if c.i == left - 1)


def read_participle(
    context: ClauseContext,
    verb: Token,
    child: Token,
    subjects: tuple[Alternative, ...],
    frame: Frame,
    *,
    main: Ids,
) -> None:
    """Read ", adding that ..." as a report, and leave other participles to the rules for them."""
    said = child.tag_ == "VBG" and subjects and subject_of(child) is None
    if not said or not reported(context, child, replace(frame, subject=subjects, attributions=())):
        participle(context, verb, child, subjects, frame, main=main)


def inserted_attributions(context: ClauseContext, verb: Token) -> list[AttributionDraft]:
    """Return who says what surrounds an inserted "officials said"."""
    subject = subject_of(verb)
    assert subject is not None
    told = [c for c in verb.children if c.dep_ in {"dobj", "dative"}]
    recipient = NONE.union(*[tokens_of(context, c) for c in told])
    return [
        AttributionDraft(a.ids, discredit(verb) | recipient | {verb.i})
        for a in noun_phrase(context, subject, split=False, source=True)
    ]


def reported_content(verb: Token) -> Token | None:
    """Return the clause that ``verb`` reports, or None where it reports none or does more than report."""
    clear = _made_clear(verb)
    subject = subject_of(verb)
    says = verb.lemma_ in lexicon.SAY or verb.lemma_ in lexicon.HOLD or _has_learned(verb, subject)
    if clear is None and not says:
        return None
    if is_denied(verb) or (
        subject is not None and (_said_by_few(subject) or _is_share(subject) or _asks_who(verb, subject))
    ):
        return None
    if verb.lemma_ == "hear" and getattr(subject, "lower_", "") not in lexicon.COURTS:
        return None  # what a court hears is said there; what anybody else hears is hearsay
    if _is_unreal(verb):
        return None
    if clear is not None:
        return clear
    if (saying := _quoted_as_saying(verb)) is not None:
        return reported_content(saying) if _whom_it_quotes(verb) is not None else None
    candidates = [c for c in verb.children if c.dep_ == "ccomp" and c.pos_ in VERBAL | {"ADJ", "NOUN"}]
    for content in candidates:
        opening = [
            t.lower_
            for t in content.children
            if t.dep_ in {"mark", "advmod", "dobj", "nsubj", "attr"} and t.i < content.i
        ]
        start = first_of(content)
        told_of = any(c.dep_ == "csubj" and first_of(c) == start for c in content.children)
        first = "" if told_of else content.doc[start].lower_  # "Whether he plays depends on a scan, X said"
        if first in QUESTION_WORDS - {"if", "when"} or (
            first in {"if", "when"} and verb.lemma_ in {"tell", "explain"}
        ):
            return None
        if "whether" in opening or subject_of(content) is None:
            return None
        if any(c.dep_ == "preconj" and c.lower_ in {"neither", "either"} for c in content.children):
            return None  # "said neither that it was void nor that it was sound"
        if content.pos_ not in VERBAL or _was_found_so(verb, content):
            return None
        if content.i < verb.i and (not _comma_between(verb) or _tells_more(verb)):
            continue
        return content
    return None


def _has_learned(verb: Token, subject: Token | None) -> bool:
    """Whether an outlet reports what it found out: "The Dorn Mail has learned that the port will close"."""
    perfect = any(c.dep_ == "aux" and c.lower_ in {"has", "have"} for c in verb.children)
    told = any(_opens_with_that(c) for c in verb.children if c.dep_ == "ccomp")
    named = subject is not None and subject.pos_ == "PROPN" and not is_person(subject)
    return verb.lemma_ == "learn" and perfect and told and named


def _was_found_so(verb: Token, content: Token) -> bool:
    """Whether a participle says how something was found: "The police found a van abandoned near the school"."""
    helped = any(c.dep_ in {"aux", "auxpass", "mark"} for c in content.children)
    same = content.tag_ == "VBD" and content.lower_ == inflection.participle(content.lemma_)
    form = content.tag_ == "VBN" or (same and content.lemma_ in lexicon.TRANSITIVE)
    return verb.lemma_ in _FINDING and not helped and form


def _is_unreal(verb: Token) -> bool:
    """Whether nobody has said it yet: "should say that", "wants to say that", "should sit down and say that"."""
    if is_inverted_condition(verb) and verb.doc[-1].text != "?":
        return True  # "Had Holm said that it leaked, ..."
    above = verb
    while above.dep_ == "conj" and above.tag_ in {"VB", "VBG"} and not any(c.tag_ == "MD" for c in above.children):
        above = above.head
    return any(
        c.tag_ == "MD" or (c.dep_ == "aux" and c.tag_ == "TO") for each in {verb, above} for c in each.children
    )


def _tells_more(verb: Token) -> bool:
    """Whether a verb has an object of its own behind it: "One pump failed, another shows rust" is no report."""
    told = verb.lemma_ in _TOLD_TO_SOMEBODY
    return not told and any(c.dep_ in {"dobj", "ccomp", "xcomp"} and c.i > verb.i for c in verb.children)


def _said_by_few(subject: Token) -> bool:
    """Whether the sentence tells that hardly anybody says it: "Few said ...", "Few experts said ..."."""
    few = next((t for t in (subject, *subject.children) if t.lower_ == "few"), None)
    return few is not None and not any(c.lower_ == "a" for c in (*few.children, *subject.children))


def _is_share(subject: Token) -> bool:
    """Whether a part of many is counted, so that nobody speaks: "76 per cent say", "One in five said".

    What they say is true of that part alone. "The majority said" without its whole may be that of a court.
    """
    doc, after = subject.doc, subject.i + 1
    if subject.lower_ == "cent" or subject.lemma_.lower() in _SHARES:
        whole = any(c.lower_ in {"of", "in"} and c.dep_ == "prep" and c.i > subject.i for c in subject.children)
        counted = any(c.like_num or c.dep_ in {"advmod", "quantmod"} for c in subject.children if c.i < subject.i)
        return whole or counted or subject.ent_type_ in {"PERCENT", "CARDINAL", "MONEY"}
    if subject.pos_ != "NUM" or after + 1 >= len(doc):
        return False
    per_cent = doc[after].lower_ == "per" and doc[after + 1].lower_ == "cent"
    among = doc[after].lower_ in {"in", "of"} and (doc[after + 1].like_num or doc[after + 1].lower_ == "every")
    among = among or (doc[after].lower_ == "out" and doc[after + 1].lower_ == "of")
    return per_cent or among


def _asks_who(verb: Token, subject: Token) -> bool:
    """Whether the sentence asks who says it: "Who said the dam was safe?"."""
    return verb.dep_ == "ROOT" and subject.tag_ in {"WP", "WDT"} and verb.doc[-1].text == "?"


def _comma_between(verb: Token) -> bool:
    """Whether "..., X said" is set off by a comma; after a dash it is a sentence of its own."""
    subject = subject_of(verb)
    start = min(verb.i, first_of(subject)) if subject is not None else verb.i
    while start > 0 and verb.doc[start - 1].pos_ == "ADV":
        start -= 1
    return start > 0 and verb.doc[start - 1].text in {",", "?", "!"}
