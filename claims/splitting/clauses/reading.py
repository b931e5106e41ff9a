"""One unit read: its clauses as drafts, aggressively first, and carefully where that would lose something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.splitting.clauses.attribution import attributions_of, beside
from claims.splitting.clauses.completeness import is_whole
from claims.splitting.clauses.context import ClauseContext, read_clause
from claims.splitting.clauses.drafts import NONE, AttributionDraft, Draft, Frame
from claims.splitting.clauses.grammar import GRAMMAR
from claims.splitting.clauses.misreadings import doubtful, misread
from claims.splitting.clauses.nouns import is_person
from claims.splitting.clauses.phrases import name_of
from claims.splitting.clauses.relative_clauses import relative_clause
from claims.splitting.clauses.reported_speech import read_carrier, reported_content
from claims.splitting.clauses.titles import read_office_of_source
from claims.splitting.rules import Ids, rule
from claims.splitting.segments.headlines import without_verb
from claims.splitting.segments.units import Role, Unit, holds_clause
from sources.language import inflection, lexicon
from sources.language.lexicon import words
from sources.language.parsing.relations import RELATIVE, finite_token, is_order, last_of, may_be_person, subject_of
from sources.language.parsing.tree import Sentence

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token, Tree


_ENDS = frozenset([".", "!", "?", "…"])
_JOINTS = words("clause_joints")
_ANNOUNCING = words("announcing_verbs") | words("listing_verbs")
_PASSING_ON = words("passing_on_verbs")
_SAID = frozenset(["said", "says", "told", "tells"])  # read as an auxiliary they have no lemma
_QUESTIONS = frozenset(["what", "whatever", "who", "whoever", "how", "why", "whether"])
_ASKING = words("asking_verbs")
_CARRYING = lexicon.SAY | lexicon.ANSWER | _ASKING | words("verbs_beside_quotations")
_CARRIED = frozenset(map(inflection.past, _CARRYING))
# "I mean" and "you know" are said to win time.
_BARE_SAYING = words("bare_saying")
_FILLERS = words("filler_verbs")
_TURNING = words("words_of_correction")
_REMINDING = words("reminding_verbs")
_REASONS = frozenset(["because", "as", "since"])
_DENYING = words("denying_verbs")
_LEADING_TO_WORDS = words("nouns_that_lead_to_words")
_THEIRS = frozenset(["his", "her", "their"])
_UNTRUE = words("labels_of_what_is_denied")
_STANDING = frozenset(["dobj", "pobj", "attr"])

# Fewest words of a sentence that is kept although no verb was recognised in it ("The harbour handles coal.").
MINIMAL_SENTENCE = 6
# Fewest words where somebody is named who reports them ("Harbour staff face cuts, the union said").
MINIMAL_REPORT = 4
_NOBODY = frozenset(["nobody", "none", "one"])  # "Nobody told us"
_FEWEST_THAT_READ = 3  # words of "the post read"
_LABEL_AND_COLON = 2  # tokens of "Myth:"


@dataclass(slots=True)
class Reading:
    """One unit with what was found in it."""

    unit: Unit
    context: ClauseContext
    drafts: list[Draft]
    attributions: list[AttributionDraft]
    speakers: list[Ids]
    broken: bool = False


def read_unit(unit: Unit) -> Reading:
    """Read a unit aggressively, carefully where that loses something, and not at all where it was misread."""
    if unit.role is Role.LABEL:
        return Reading(unit, ClauseContext(GRAMMAR), [], [], [_label_words(unit)])
    if unit.role is Role.ANNOUNCEMENT:
        return Reading(unit, ClauseContext(GRAMMAR), [], [], [])
    held = _labelled_untrue(unit.doc) or _is_recital(unit.doc) or _only_orders(unit.doc)
    if unit.role is not Role.CARRIER and (held or misread(unit.doc) is not None):
        careful = reading_of(unit, aggressive=False)
        return kept_whole(unit, careful) or careful
    wanted = _important(unit)
    best: Reading | None = None
    for aggressive in (False,) if doubtful(unit.doc) else (True, False):
        reading = reading_of(unit, aggressive=aggressive)
        missing = wanted - _covered(reading)
        if not missing and not reading.broken and (reading.drafts or not _statement(unit)):
            return reading
        best = best or reading
    assert best is not None
    whole = kept_whole(unit, best) if unit.role is not Role.CARRIER or _announces_unread(best) else None
    return whole if whole is not None else best


def _announces_unread(reading: Reading) -> bool:
    """Whether nothing was read in a sentence that leads to somebody's words, and it may tell something."""
    unit = reading.unit
    return unit.ranges == (unit.sentence,) and not reading.drafts and not _says_only_who(reading)


def _says_only_who(reading: Reading) -> bool:
    """Whether a sentence says no more than who speaks: "Ida Holm, the owner, said:"."""
    return any(t.lemma_ in _CARRYING for t in reading.unit.doc) and bool(reading.speakers)


def _labelled_untrue(doc: Tree) -> bool:
    """Whether a label says that what follows is denied or only claimed: "Myth: the law bans it."."""
    return len(doc) > 1 and doc[1].text == ":" and doc[0].lower_ in _UNTRUE


def hold_labels(readings: list[Reading]) -> None:
    """Give the label of a paragraph ("Myth: ...") to its later sentences, until one of them turns to what is so."""
    label, opening = "", None
    for reading in readings:
        unit, doc = reading.unit, reading.unit.doc
        if opening is None or unit.paragraph != opening.paragraph:
            label, opening = doc[0].text if _labelled_untrue(doc) else "", unit
            continue
        if label and unit.sentence != opening.sentence and _turns(doc):
            label = ""
        if label:
            for draft in reading.drafts:
                draft.hedges = (*draft.hedges, label)


def _turns(doc: Tree) -> bool:
    """Whether a sentence behind a label speaks of what is so: "Fact: ...", "This is false."."""
    return (len(doc) > 1 and doc[1].text == ":") or any(t.lower_ in _TURNING for t in doc)


def _only_orders(doc: Tree) -> bool:
    """Whether a sentence is a request and states nothing beside it: it is no use in parts."""
    roots = [sentence.root for sentence in doc.sents]
    if len(roots) != 1 or not is_order(roots[0]) or roots[0].lemma_ in _REMINDING:
        return False
    clauses = [c for c in roots[0].children if c.dep_ in {"parataxis", "conj"} and subject_of(c) is not None]
    beside = [c for c in clauses if not any(t.tag_ in RELATIVE for t in c.children)]  # "explain why it closed"
    reasons = (m for c in roots[0].children for m in c.children if m.dep_ == "mark" and m.lower_ in _REASONS)
    return not beside and not any(reasons)


def _is_recital(doc: Tree) -> bool:
    """Whether a unit is an item of a resolution: "Whereas the port was built in 1931; and"."""
    return doc[0].lower_ == "whereas" and (doc[-1].text == ";" or (len(doc) > 1 and doc[-2].text == ";"))


def _label_words(unit: Unit) -> Ids:
    """Return the words of a label that name somebody: not "and from", not what they are."""
    first = next((t.i for t in unit.doc if t.lower_ not in {"and", "from", "by"}), 0)
    comma = next((t.i for t in unit.doc if t.text == "," and t.i > first), len(unit.doc))
    return frozenset(t.i for t in unit.doc if first <= t.i < comma and t.pos_ != "PUNCT")


def _statement(unit: Unit) -> bool:
    """Whether a unit looks like a sentence, although the parser saw no verb in it."""
    ended = unit.parsed[-1] in ".!?" or unit.ranges[-1].end < unit.sentence.end  # before a semicolon
    # "“The dam leaked in May,” said Holm": what was said is a sentence, though "leaked" was read as a participle.
    told = unit.role is Role.SAID and any(t.tag_ in {"VBD", "VBN"} for t in unit.doc)
    least = MINIMAL_REPORT if told or unit.role is Role.REPORTED else MINIMAL_SENTENCE
    return unit.role is not Role.CARRIER and len(unit.parsed.split()) >= least and ended


def reading_of(unit: Unit, *, aggressive: bool) -> Reading:
    """Read a unit once.

    Args:
        unit: What is read; its tree is set.
        aggressive: Whether lists are divided and appositions taken out.
    """
    doc = unit.doc
    finds = [find for find in beside(doc) if not _has_words_of_its_own(unit, find[0])]
    stripped = NONE.union(*[whole for whole, _, _ in finds])
    quoted = frozenset(
        t.i for t in doc for q in unit.opened if q.inner.start <= unit.start_of(t) and unit.end_of(t) <= q.inner.end
    )
    context = ClauseContext(
        GRAMMAR,
        stripped=stripped,
        quoted=quoted,
        indivisible=quoted - _whole_clauses(unit),
        aggressive=aggressive,
        speaks=unit.role is Role.SAID or unit.speech is not None,
    )
    naming = ClauseContext(GRAMMAR, aggressive=aggressive)
    attributions: list[AttributionDraft] = []
    for whole, cue, nouns in finds:
        attributions.extend(attributions_of(naming, whole, cue, nouns))
    speakers = _read_sentences(context, unit)
    if unit.role is Role.CARRIER and not speakers and attributions:
        speakers = [attribution.source for attribution in attributions]
    if unit.role is Role.CARRIER and not speakers and (reads := _what_reads(unit)):
        speakers = [reads]
    if unit.role is Role.CARRIER and not speakers:
        speakers = [_named_alone(context, doc, person) for person in _people_who_act(unit)]
    speakers = [_before_the_verb(doc, ids) for ids in speakers]
    for ids in [*[attribution.source for attribution in attributions], *speakers]:
        if ids:
            read_office_of_source(context, ids, doc[max(ids)])
    _read_relatives(context, naming)
    if unit.role is Role.REPORTED and not context.drafts:
        context.drafts += headline(unit)
    attributions += [found for draft in context.drafts for found in _only_attributes(draft)]
    drafts = [draft for draft in context.drafts if not _only_attributes(draft)]
    clauses = len(drafts)
    drafts = [draft for draft in drafts if draft.made_by(headline.name) or is_whole(draft)]
    broken = len(drafts) < clauses
    for apposition in [*naming.appositions, *context.appositions]:
        _attribute(apposition, drafts)
        drafts.append(apposition)
    for draft in drafts:
        _trim_end(draft)
    drafts = [draft for draft in drafts if _is_well_formed(draft)]
    return Reading(unit, context, drafts, attributions, speakers, broken)


def _named_alone(context: ClauseContext, doc: Tree, person: Token) -> Ids:
    """Return the words that name who speaks, without the verb of "continued Ness" and the mark of "Ness's reply"."""
    owner = frozenset(c.i for c in person.children if c.tag_ == "POS")
    return name_of(context, person) - _verb_in_the_name(doc, person) - owner


def _before_the_verb(doc: Tree, ids: Ids) -> Ids:
    """Return a name without the verb that was read as a part of it: "Tom Roe yelled Fire"."""
    verb = next((i for i in sorted(ids) if i > min(ids) and doc[i].text in _CARRIED), len(doc))
    return frozenset(i for i in ids if i < verb)


def _has_words_of_its_own(unit: Unit, whole: Ids) -> bool:
    """Whether marks right behind the words that name a source hold all that the source says.

    "As the mayor warned “It will break”, Ruiz left": the mayor did not say that Ruiz left. Of "It would, in the words
    of one minister, “cement in” the gap" the minister said two words, and the claim keeps who said them.
    """
    doc, last = unit.doc, max(whole)
    following = next((t for t in doc[last + 1 :] if t.pos_ != "PUNCT"), None)
    if following is None:
        return False
    start, end = unit.start_of(following), unit.end_of(doc[last])
    if unit.role is Role.CARRIER:
        apart = any(span.start < end <= span.end < start for span in unit.ranges)
        return apart and doc[min(whole)].lower_ == "as" and doc[last].lower_ != "it"
    near = {unit.start_of(doc[i]): doc[i] for i in sorted(whole | {following.i}) if doc[i].text.islower()}
    fragment = next((q for q in unit.opened if q.inner.start in near), None)  # a small letter: no name of a paper
    goes_on = fragment is not None and any(unit.start_of(t) >= fragment.span.end and t.pos_ != "PUNCT" for t in doc)
    return goes_on and doc[min(whole)].lower_ == "in"


def _people_who_act(unit: Unit) -> list[Token]:
    """Return who is the subject before a colon without a verb of saying: "Ruiz was less sure: “...”"."""
    root = next(iter(unit.doc.sents)).root
    subject = subject_of(root)
    if (speaker := _who_said_it_last(unit.doc)) is not None:
        return [speaker]
    if (owner := _whose_words(unit.doc, subject or root)) is not None:
        return [owner]
    if subject is None and _names_the_speaker(unit.doc, root):
        return [root]
    if subject is None and root.i == 0 and root.pos_ == "PROPN" and root.text in _CARRIED:
        return [t for t in root.children if t.pos_ == "PROPN" and t.i > 0][:1]  # "joked Ness": read as two names
    if subject is None and (named := _before_an_aside(unit)) is not None:
        return [named]
    denies = root.lemma_ in _DENYING and subject is not None and subject.pos_ == "PROPN"
    return [subject] if subject is not None and (denies or may_speak(subject)) else []


def _who_said_it_last(doc: Tree) -> Token | None:
    """Return "Holm" of "The crowd cheered them, among them Ida Holm, who said to the crew," before words in marks."""
    says = [t for t in doc if t.lemma_ in lexicon.SAY and t.tag_ in {"VBD", "VBZ"} and t.dep_ == "relcl"]
    who = subject_of(says[-1]) if says else None
    if who is None or who.lower_ != "who" or any(t.pos_ in {"VERB", "AUX"} for t in doc[says[-1].i + 1 :]):
        return None
    named = says[-1].head
    while named.dep_ == "appos" and named.pos_ == "NOUN":
        named = named.head  # "Clara Dale, a baker, who said"
    people = [t for t in doc[named.i + 1 : who.i] if is_person(t) and t.dep_ != "compound"]
    named = people[-1] if people and not is_person(named) else named  # "the police, including Clara Dale, who said"
    return named if doc[-1].text in {",", ":"} or last_of(says[-1]) + 2 >= len(doc) else None


def _what_reads(unit: Unit) -> Ids:
    """Return "the club's post" of "..., the club's post read.", where the parser took "read" for a noun."""
    doc = unit.doc
    words = [t for t in doc if t.pos_ != "PUNCT"]
    if len(words) < _FEWEST_THAT_READ or words[-1].lower_ not in {"read", "reads"} or words[-1].pos_ == "VERB":
        return NONE
    between = doc[words[0].i : words[-1].i]
    return frozenset(t.i for t in between) if all(t.pos_ != "PUNCT" for t in between) else NONE


def _names_the_speaker(doc: Tree, root: Token) -> bool:
    """Whether the verb was read as part of a name ("wondered economist Ness"), or there is none: "Ana Ruiz, MP:"."""
    verb = bool(_verb_in_the_name(doc, root))
    named = root.pos_ == "PROPN" and doc[-1].text == ":" and not any(t.pos_ in {"VERB", "AUX"} for t in doc)
    return (verb and root.pos_ in {"NOUN", "PROPN"}) or (named and (is_person(root) or root.i > 0))


def _whose_words(doc: Tree, noun: Token) -> Token | None:
    """Return who gives what stands behind a colon: "Holm's answer came quickly:", "The verdict of Ana Ruiz:"."""
    if doc[-1].text != ":" or noun.lower_ not in _LEADING_TO_WORDS:
        return None
    owners = [c for c in noun.children if c.dep_ == "poss"]
    by = [c for c in noun.children if c.lower_ in {"of", "by", "from"}]
    owners += [c for prep in by for c in prep.children if c.dep_ == "pobj"]
    return next((c for c in owners if c.lower_ in _THEIRS or may_speak(c) or c.pos_ == "PROPN"), None)


def _verb_in_the_name(doc: Tree, root: Token) -> Ids:
    """Return the verb of "continued Ness" and "joked deputy mayor Ness", read as a part of the name behind it."""
    before = [doc[0], *doc[0].ancestors]
    inside = root in before[1:] and all(t.dep_ in {"amod", "compound", "nmod"} for t in before[: before.index(root)])
    told = doc[0].lower_ in _CARRIED or (doc[0].lemma_ in _CARRYING and doc[0].tag_ in {"VBN", "VBD"})
    return frozenset({0}) if inside and told else NONE


def may_speak(subject: Token) -> bool:
    """Whether a subject is somebody, so that words in marks behind it may be theirs."""
    someone = subject.lower_ in {"he", "she", "they"} or subject.lower_ in lexicon.ROLES - lexicon.ORGANISATIONS
    return someone or is_person(subject) or (subject.pos_ == "NOUN" and may_be_person(subject))


def _before_an_aside(unit: Unit) -> Token | None:
    """Return whom an aside divides from the verb: "Echoing many, Tom Roe, a carpenter, told reporters:"."""
    doc = unit.doc
    verb = next(
        (
            t
            for t in doc
            if ((t.lemma_ in lexicon.SAY or t.lower_ in _SAID) and t.tag_ in {"VBD", "VBZ"})
            or (t.lemma_ in _ANNOUNCING and t.tag_ in {"VBD", "VBZ", "VBN"} and doc[-1].text == ":")
        ),
        None,
    )
    if verb is None or not verb.i or doc[verb.i - 1].text != ",":
        return None
    commas = [t.i for t in doc[: verb.i - 1] if t.text == ","]
    if commas and all(t.pos_ == "PROPN" for t in doc[: commas[0]]):
        return doc[commas[0] - 1]  # "Tom Roe, whose mill burned, and ..., said:"
    return doc[commas[-1] - 1] if commas and doc[commas[-1] - 1].pos_ == "PROPN" else None


def _read_sentences(context: ClauseContext, unit: Unit) -> list[Ids]:
    """Read the clauses of a unit; return the tokens that name who speaks, where it carries a quotation."""
    speakers: list[Ids] = []
    for sentence in unit.doc.sents:
        root = sentence.root
        verb = _reporting(root) if unit.role is Role.CARRIER else None
        announces = unit.ranges == (unit.sentence,)
        if verb is not None and announces and verb.lemma_ in _PASSING_ON and verb is root:
            read_clause(context, root, Frame())  # "The blog quoted the minister's letter:"
        elif verb is not None and announces and reported_content(verb) is not None:
            speakers.extend(a.ids for a in read_carrier(ClauseContext(GRAMMAR), verb))
            read_clause(context, root, Frame())  # "The result shows that the app is full of holes:"
        elif verb is not None:
            speakers.extend(a.ids for a in read_carrier(context, verb))
            if verb != root:
                read_clause(context, root, Frame(excluded=frozenset(t.i for t in verb.subtree)))
        elif root.pos_ in {"VERB", "AUX"} or subject_of(root) is not None:
            read_clause(context, root, Frame())
    return speakers


def _read_relatives(context: ClauseContext, naming: ClauseContext) -> None:
    """Read the relative clauses found so far, and those found in them."""
    pending = [*naming.relatives, *context.relatives]
    seen: set[int] = set()
    while pending:
        for clause, antecedent, noun in pending:
            if clause.i not in seen:
                seen.add(clause.i)
                content = _said_around(context, noun)
                relative_clause(context, clause, antecedent, noun, Frame(attributions=content))
                for draft in context.drafts:
                    if draft.made_by(relative_clause.name):
                        draft.background = True
        pending = [p for p in context.relatives if p[0].i not in seen]


def _said_around(context: ClauseContext, noun: Token) -> tuple[AttributionDraft, ...]:
    """Return who says what a relative clause is part of; before "..., police said" it may be the author's."""
    inside = [d for d in context.drafts if noun.i in d.ids]
    if not any(d.attributions for d in inside):
        return ()
    found = inside[0].attributions
    return () if noun.dep_ == "nsubj" and any(noun.i < min(a.cue, default=0) for a in found) else found


@rule("headline")
def headline(unit: Unit) -> list[Draft]:
    """Make "The bridge is safe" of a headline without its verb: "Bridge safe after repairs"."""
    missing = without_verb(unit.doc)
    if missing is None:
        return []
    noun, told = missing
    everything = frozenset(t.i for t in unit.doc if t.pos_ != "PUNCT")
    before = frozenset(i for i in everything if i < told.i)
    several = noun.tag_ in {"NNS", "NNPS"} or (noun.pos_ == "NUM" and noun.lower_ not in {"one", "1"})
    parts = (before, "are" if several else "is", everything - before)
    return [Draft(parts, told, rules=(headline.step(frozenset({told.i})),), subject=noun)]


def _attribute(apposition: Draft, drafts: list[Draft]) -> None:
    """Give an apposition inside what somebody said to that speaker, unless it is about the speaker."""
    holder = next((d for d in drafts if d.attributions and apposition.head.i in d.ids), None)
    if holder is not None and not any(apposition.head.i in a.source for a in holder.attributions):
        apposition.attributions = holder.attributions


def _whole_clauses(unit: Unit) -> Ids:
    """Return the tokens of quotations that are clauses: they lose their marks, and their lists divide like others."""
    found = NONE
    for quotation in unit.opened:
        inside = frozenset(
            t.i for t in unit.doc
            if quotation.inner.start <= unit.start_of(t) and unit.end_of(t) <= quotation.inner.end
        )  # fmt: skip
        if quotation.closed and holds_clause(unit.doc, inside):
            found |= inside
    return found


def _only_attributes(draft: Draft) -> list[AttributionDraft]:
    """Return the attribution in ", the station reported, ...": a subject and a verb that say nothing of their own."""
    verb, subject = draft.head, draft.subject
    bare = {"say", "report", "add", "announce", "state", "note"}
    if verb.lemma_ not in bare or subject is None or len(draft.parts) != 1 or subject.dep_ != "nsubj":
        return []
    if subject.head != verb:  # "the firm, which never said it would pay"
        return []
    source = draft.ids & frozenset(t.i for t in subject.subtree)
    commas = [verb.doc[i].text for i in (min(draft.ids) - 1, max(draft.ids) + 1) if 0 <= i < len(verb.doc)]
    only = draft.ids == source | {verb.i} and "," in commas and len(verb.doc) > len(draft.ids) + 4
    return [AttributionDraft(source, frozenset({verb.i}))] if only and source else []


def _trim_end(draft: Draft) -> None:
    """Take a joint left hanging at either end off the draft."""
    doc = draft.head.doc
    while isinstance(draft.parts[-1], frozenset) and draft.parts[-1]:
        last = max(draft.parts[-1])
        governs = doc[last].dep_ == "prep" and any(True for _ in doc[last].children)
        stands = _stands_for_something(doc[last]) or _asks_alone(doc[last])
        if doc[last].pos_ not in {"CCONJ", "SCONJ"} or governs or stands:
            break
        draft.parts = (*draft.parts[:-1], draft.parts[-1] - {last})
    first = min(draft.ids, default=0)
    if doc[first].lower_ == "that" and doc[first].tag_ == "IN" and draft.attributions and draft.natural:
        draft.parts = (draft.ids - {first},)  # "The report stated that ..."
        first = min(draft.ids, default=0)
    again = doc[first].lower_ == "that" and first > 1 and doc[first - 1].lower_ in {"and", "but"}
    if again and isinstance(draft.parts[0], frozenset) and any(t.lower_ == "that" for t in doc[: first - 1]):
        draft.parts = (draft.parts[0] - {first}, *draft.parts[1:])  # "said that ... and that ..."
    while isinstance(draft.parts[0], frozenset) and draft.parts[0] and _only_joins(doc[min(draft.parts[0])]):
        draft.parts = (draft.parts[0] - {min(draft.parts[0])}, *draft.parts[1:])


def _asks_alone(word: Token) -> bool:
    """Whether a question word stands for a whole question: "Nobody knew why"."""
    doc = word.doc
    return word.tag_ == "WRB" and (word.i + 1 == len(doc) or doc[word.i + 1].pos_ in {"PUNCT", "CCONJ"})


def _stands_for_something(that: Token) -> bool:
    """Whether "that" is what somebody denied or did, although it was tagged as a joint: "He denied that, saying"."""
    following = that.doc[that.i + 1].text if that.i + 1 < len(that.doc) else ""
    return that.lower_ == "that" and that.dep_ in _STANDING and following in {",", "."}


def _only_joins(token: Token) -> bool:
    """Whether a word at the beginning of a claim joins it to what it hung on: "and", or "that" of a report."""
    following = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    if token.lower_ == "so" and token.dep_ == "mark" and following == "that":
        return False
    if token.lower_ == "so" and following in {"far", "long", "much", "many"}:
        return following == "many" and _follows_from_before(token)
    if token.dep_ == "mark" and token.head.dep_ in {"csubj", "csubjpass"}:
        return False  # "That the fee is fair is less clear"
    return token.lower_ in _JOINTS or (token.lower_ == "that" and (token.tag_ == "IN" or following in _QUESTIONS))


def _follows_from_before(so: Token) -> bool:
    """Whether "so" joins a clause without a comma: "The hall is cold so many leave", not "so many leave that ..."."""
    noun = so.doc[so.i + 1]
    verb = next((a for a in (noun.head, noun.head.head) if a.pos_ in {"VERB", "AUX"}), noun)
    answered = any(t.lower_ == "that" for t in so.doc[verb.i : verb.right_edge + 1])
    return verb.dep_ == "conj" and subject_of(verb) in {noun, noun.head} and not answered


def _reporting(root: Token) -> Token | None:
    """Return the verb that carries a quotation: the root, or a report joined to it."""
    asks_to_do = root.lemma_ in _ASKING and any(c.dep_ == "xcomp" for c in root.children)
    if root.lemma_ == "find" and any(c.dep_ in {"dobj", "ccomp", "oprd"} for c in root.children):
        return None  # "Holm found the grant invaluable:"
    if (root.lemma_ in _CARRYING and not asks_to_do) or wants_to_know(root):
        return root
    for child in root.children:
        beside = child.dep_ in {"advcl", "acl"} and any(c.dep_ in {"dobj", "ccomp"} for c in child.children)
        if beside or any(c.tag_ == "TO" for c in child.children):
            continue  # "..., indicating more trouble: “...”", "Ida Holm has this to say:"
        if child.lemma_ in lexicon.SAY and child.dep_ in {"conj", "ccomp", "parataxis", "advcl", "acl"}:
            return child
    return None


def wants_to_know(verb: Token) -> bool:
    """Whether a verb asks: "“Who paid?” the mayor wanted to know."."""
    return verb.lemma_ == "want" and any(c.dep_ == "xcomp" and c.lemma_ == "know" for c in verb.children)


def _is_well_formed(draft: Draft) -> bool:
    """Whether a draft is a sentence: a subject, a verb, nothing left dangling."""
    if not draft.ids:
        return False
    if _filler(draft) or _only_says(draft):
        return False
    doc = draft.head.doc
    inserted = any(isinstance(part, str) for part in draft.parts)
    order = sorted(draft.ids)
    last = doc[order[-1]]
    if not inserted:
        verbs = [doc[i] for i in order if doc[i].pos_ in {"VERB", "AUX"}]
        if not any(finite_token(v) is not None for v in verbs):
            finite = [i for i in order if doc[i].tag_ in {"VBD", "VBP", "VBZ", "MD"}] or list(draft.edits)
            if not finite:
                return False
        opening = doc[order[0]]
        inverted = len(draft.parts) == 1 and opening.pos_ == "AUX" and doc[-1].text != "?"
        if len(order) < 2 or (inverted and opening.i > 0):  # "..., and so was the mill"
            return False
    hangs = last.pos_ in {"CCONJ", "DET", "SCONJ"} and last.tag_ != "DT" and isinstance(draft.parts[-1], frozenset)
    return not hangs or _asks_alone(last) or _stands_for_something(last)


def _filler(draft: Draft) -> bool:
    """Whether a draft is no more than "I mean" or "you know" within what somebody says."""
    subject = draft.subject
    own = subject is not None and subject.lower_ in {"i", "you", "we"} and draft.head.lemma_ in _FILLERS
    words = {draft.head.doc[i].lower_ for i in draft.ids}
    return own and subject is not None and words <= {subject.lower_, draft.head.lower_, "well", "now", "so", "and"}


def _only_says(draft: Draft) -> bool:
    """Whether a draft is no more than "Holm said" or "Holm told reporters on Monday"."""
    verb, subject = draft.head, draft.subject
    leads = verb.doc[-1].text == ":" and verb.lemma_ in lexicon.SAY  # "Ida Holm stresses:"
    if (
        not (leads or verb.lemma_ in _BARE_SAYING)
        or subject is None
        or subject.lower_ in _NOBODY
        or any(isinstance(part, str) for part in draft.parts)
    ):
        return False
    if verb in subject.subtree:  # "Dahl, who added a third goal"
        return False
    if draft.attributions and any(child.tag_ == "MD" for child in verb.children):
        return False  # "said the firm would respond": it is what was said
    own = {t.i for t in subject.subtree} | {verb.i}
    for child in verb.children:
        told = child.dep_ in {"dobj", "dative"} and verb.lemma_ in {"tell", "ask"}
        told = told and not any(t.pos_ in {"VERB", "AUX"} for t in child.subtree)
        timed = child.dep_ in {"npadvmod", "prep"} and any(t.ent_type_ in {"DATE", "TIME"} for t in child.subtree)
        if told or timed or _is_a_scrap(child) or child.dep_ in {"aux", "advmod", "punct", "cc", "mark"}:
            own |= {t.i for t in child.subtree}
    denied = any(child.dep_ == "neg" for child in verb.children)
    return draft.ids <= own and not denied


def _is_a_scrap(child: Token) -> bool:
    """Whether what somebody said has no verb, and answers a question: "Forty tonnes, she said."."""
    before = child.dep_ in {"npadvmod", "dep", "dobj"} and child.i < child.head.i
    return before and not any(t.pos_ in {"VERB", "AUX"} for t in child.subtree)


def _important(unit: Unit) -> Ids:
    """Numbers, names and negations that must reach some claim."""
    out = set()
    for token in unit.doc:
        if token.pos_ == "PUNCT":
            continue
        told = token.pos_ == "VERB" and token.tag_ in {"VBD", "VBZ", "MD"}
        if told or token.like_num or token.dep_ == "neg" or (token.pos_ == "PROPN" and token.text[:1].isupper()):
            out.add(token.i)
    return frozenset(out)


def _covered(reading: Reading) -> Ids:
    said = NONE.union(*[a.source | a.cue for a in reading.attributions])
    drafted = NONE.union(*[d.ids for d in reading.drafts])
    for draft in reading.drafts:
        for attribution in draft.attributions:
            said |= attribution.source | attribution.cue | attribution.phrase
        hedging = {word for hedge in draft.hedges for word in hedge.split()}  # "we thought"
        said |= frozenset(t.i for t in reading.unit.doc if t.text in hedging)
    return drafted | said | reading.context.stripped | NONE.union(*reading.speakers)


@rule("kept whole")
def kept_whole(unit: Unit, reading: Reading) -> Reading | None:
    """Keep a sentence whole where dividing it would lose something: a larger claim, but nothing lost or broken."""
    drafts = []
    for sentence in _whole_sentences(unit):
        ids = frozenset(
            t.i for t in sentence if t.i not in reading.context.stripped and t.pos_ not in {"PUNCT", "SPACE"}
        )
        first = min(ids, default=0)
        # "Neither the chairman nor the clerk", "Nor did he pay": these words are no joints.
        joins = unit.doc[first].pos_ == "CCONJ" and unit.doc[first].lower_ in _JOINTS
        if ids and (joins or (first == 0 and _is_recital(unit.doc))):
            ids -= {first} | {t.i for t in unit.doc[-1:] if t.pos_ == "CCONJ"}
        if ids:
            drafts.append(
                Draft((ids,), sentence.root, rules=(kept_whole.step(ids),), subject=subject_of(sentence.root))
            )
    whole = [d for d in drafts if _is_well_formed(d)]
    drafts = whole or (
        [d for d in drafts if not (_only_says(d) and any(map(_is_a_scrap, d.head.children)))]
        if _statement(unit)
        else []
    )
    if not drafts:
        return None
    return Reading(unit, reading.context, drafts, reading.attributions, reading.speakers)


def _whole_sentences(unit: Unit) -> list[Sentence]:
    """Return the sentences that the parser saw; one without a verb of its own is the rest of the one before."""
    found: list[Sentence] = []
    for sentence in unit.doc.sents:
        scrap = not any(t.pos_ in {"VERB", "AUX"} and finite_token(t) is not None for t in sentence)
        if found and (scrap or found[-1].tokens[-1].text not in _ENDS):
            root = sentence.root if not scrap and len(found[-1].tokens) <= _LABEL_AND_COLON else found[-1].root
            found[-1] = Sentence((*found[-1].tokens, *sentence.tokens), root)
        else:
            found.append(sentence)
    return found
