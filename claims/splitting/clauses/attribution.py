"""Finds sources that a clause names beside itself ("according to X", "citing X"), and words their names.

`reading.reading_of` asks `beside` before the rules of the grammar. Sources that a verb names ("X said that") are
found in `reported_speech`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.splitting.clauses.context import ClauseContext
from claims.splitting.clauses.drafts import NONE, AttributionDraft
from claims.splitting.clauses.nouns import comma_before
from claims.splitting.clauses.phrases import coordinated, name_of, noun_phrase
from claims.splitting.clauses.reported_speech import may_show
from claims.splitting.clauses.scope import is_denied
from claims.splitting.rules import Ids
from sources.language import lexicon
from sources.language.parsing.relations import NOMINAL, finite_token, subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token, Tree

_ENDS_A_NAME = lexicon.words("name_stoppers")
_JOINTS = frozenset(["and", "or"])
# Longest name of a source in words: a name, not a clause.
LONGEST_NAME = 8
# Words of "as the mayor told the Tarvel Mail on Monday"; a longer clause tells something of its own.
_LONGEST_AS = 14

_PROPER = r"(?:[A-Z][\w.&'’-]*|of|for|and|the)"
# "the country's main news agency Central Press Bureau": the name follows what it is.
_TAIL = re.compile(rf".*[a-z] (?:{'|'.join(sorted(lexicon.ROLES))}),? ({_PROPER}(?: {_PROPER})+)")

# "Dr Ellie Holm, doctor and writer": what somebody is behind their name.
_DESCRIBED = re.compile(r"^([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,4}), (?![A-Z][\w.]{0,3}$).+$")

# "the figures, released by the agency": who made them is another claim.
_MADE = re.compile(r"^((?:[Tt]he|[Aa]n?) [^,]+), \w+(?:ed|wn|en) (?:by|in|on|at|for|from)\b.*$")

_REPORTED_BY = frozenset(["report", "quote", "cite", "state"])
_REPORTS = lexicon.SAY | lexicon.HOLD | lexicon.CALL | lexicon.ANSWER
_SPOKEN_IN = lexicon.words("spoken_in")
# "according to those who saw it": the clause says who they are.
_WHICH_ONES = frozenset(["those", "people", "person", "man", "woman", "somebody", "someone", "anybody", "anyone"])
_STANDARDS = lexicon.words("standards")
# Begin what a source is called, and no name.
_UNCOUNTED = lexicon.words("beginnings_of_descriptions")
_BARE_OFFICE = ("the", "head")
_PROOF = lexicon.words("proof_nouns")


def beside(doc: Tree) -> list[tuple[Ids, Ids, list[Token]]]:
    """Find "according to X", "citing X", "in the words of X".

    Returns:
        For each: all its tokens, those of the cue, and the nouns that name the sources.
    """
    found = []
    for token in doc:
        cue: list[Token] = []
        noun: Token | None = None
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if token.lower_ == "according" and following is not None and following.lower_ == "to":
            cue = [token, following]
            noun = _object(following) or _object(token)
            noun = None if noun is not None and (_measures(token, noun) or _took_the_subject(token, noun)) else noun
        elif token.lower_ in {"per", "going"} and (gone_by := _gone_by(token, following)):
            *cue, noun = gone_by
        elif token.lower_ == "words" and following is not None and following.lower_ == "of" and token.i >= 2:
            within = doc[token.i - 2].lower_ == "in" and doc[token.i - 1].lower_ == "the"
            if within and not _took_the_complement(doc[token.i - 2], _object(following)):
                cue = [doc[token.i - 2], doc[token.i - 1], token, following]
                noun = _object(following)
        elif token.lower_ == "words" and (own := _in_whose_words(token)) is not None:
            whole = frozenset(range(token.head.i, token.i + 1))
            found.append((whole, frozenset([token.i]), [own]))
            continue
        elif token.lower_ == "by" and (reported := _as_reported_by(token)) is not None:
            found.append(reported)
            continue
        elif token.lower_ in {"citing", "quoting"} and token.i and doc[token.i - 1].text == ",":
            noun = next((c for c in token.children if c.dep_ in {"dobj", "pobj"}), None)
            # "citing the trial" gives a reason.
            speaks = noun is not None and may_show(noun) and noun.lower_ not in lexicon.COURTS - {"court"}
            cue = [token] if speaks and (_reports_before(token) or _reports_after(token)) else []
        elif token.lower_ in {"put", "puts"} and following is not None and following.lower_ == "it":
            noun = next((c for c in token.children if c.dep_ == "nsubj" and c.i < token.i), None)
            mark = next((c for c in token.children if c.lower_ == "as" and c.i < token.i), None)
            if noun is not None and mark is not None:
                whole = frozenset(range(mark.i, following.i + 1))
                found.append((whole, frozenset([mark.i, token.i, following.i]), coordinated(noun)))
                continue
        elif token.lemma_ in lexicon.SAY and token.dep_ == "advcl" and (told := _as_somebody_said(token)):
            found.append(told)
            continue
        if not cue or noun is None:
            continue
        found.append((_extent(cue, noun), frozenset(t.i for t in cue), coordinated(noun)))
    return found


def _gone_by(token: Token, following: Token | None) -> list[Token]:
    """Return the cue and the noun of ", going by the report" and ", per the Dorn Mail"; none of "per head"."""
    by = following if token.lower_ == "going" else token
    noun = _object(by) if by is not None and by.lower_ in {"by", "per"} else None
    set_off = token.i == 0 or token.doc[token.i - 1].text == ","
    if by is None or noun is None or not set_off or not (noun.pos_ == "PROPN" or noun.lower_ in lexicon.DOCUMENTS):
        return []
    return [*dict.fromkeys([token, by]), noun]


def _as_reported_by(by: Token) -> tuple[Ids, Ids, list[Token]] | None:
    """Handle "As reported by the Herald last week, ..." and "as first reported by ..."."""
    verb, noun = by.head, _object(by)
    opening = next((c for c in verb.children if c.lower_ == "as" and c.dep_ == "mark" and c.i < verb.i), None)
    if verb.tag_ != "VBN" or verb.lemma_ not in _REPORTED_BY or opening is None or noun is None:
        return None
    whole = frozenset(t.i for t in verb.subtree if t.pos_ != "PUNCT")
    short = by.i == verb.i + 1 and len(whole) <= _LONGEST_AS and min(whole) == opening.i
    return (whole, frozenset([verb.i, by.i]), coordinated(noun)) if short else None


def _in_whose_words(words: Token) -> Token | None:
    """Return whose words they are: "In the engineer's words, the wall is a patchwork"."""
    owner = next((c for c in words.children if c.dep_ == "poss" and c.pos_ in {"NOUN", "PROPN"}), None)
    opens = words.dep_ == "pobj" and words.head.lower_ == "in" and all(t.lower_ != "own" for t in words.children)
    return owner if opens and words.i + 1 < len(words.doc) and words.doc[words.i + 1].text in {",", "."} else None


def _measures(according: Token, noun: Token) -> bool:
    """Whether somebody acts by something, and nothing says so: "do justice according to the laws"."""
    return (
        according.i > 0
        and according.doc[according.i - 1].pos_ not in {"PUNCT", "CCONJ"}
        and noun.lower_ in _STANDARDS
    )


def _took_the_subject(according: Token, noun: Token) -> bool:
    """Handle "According to the Arts Index Professor Holm is widely read": one name was read, where two stand."""
    verb = according.head
    finite = finite_token(verb) is not None and verb.i > noun.i
    between = according.doc[noun.i + 1 : verb.i]
    return finite and subject_of(verb) is None and all(t.pos_ != "PUNCT" for t in between)


def _took_the_complement(opening: Token, noun: Token | None) -> bool:
    """Whether what "was" says was hung on the speaker: "It was, in the words of Ana Ruiz, a failure"."""
    verb = opening.head
    complete = any(c.dep_ in {"attr", "acomp"} for c in verb.children)
    return verb.lemma_ == "be" and not complete and noun is not None and any(c.dep_ == "appos" for c in noun.children)


def _as_somebody_said(verb: Token) -> tuple[Ids, Ids, list[Token]] | None:
    """Handle "As Ada Holm told the Echo, ...": who said what the rest of the sentence tells.

    In "The mill did not close, as the mayor claimed" the mayor may have claimed either.
    """
    mark = next((c for c in verb.children if c.lower_ == "as" and c.i < verb.i), None)
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.pos_ in {"NOUN", "PROPN"}), None)
    clause = sorted(t.i for t in verb.subtree)
    doc = verb.doc
    if mark is None or subject is None or any(c.dep_ in {"ccomp", "neg", "aux", "conj"} for c in verb.children):
        return None
    if any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children) and verb.lemma_ not in {"tell", "put"}:
        return None  # "as forecasters predict more rain": what they predict is told there
    first, last = clause[0], clause[-1]
    if verb.i > verb.head.i and (is_denied(verb.head) or doc[0].lower_ in {"nor", "neither"}):
        return None
    while last > verb.i and doc[last].pos_ == "PUNCT":
        last -= 1
    bounded = (first == 0 or doc[first - 1].text == ",") and (
        last + 1 >= len(doc) or doc[last + 1].text in {",", "."}
    )
    if first != mark.i or not bounded or last - first > _LONGEST_AS:
        return None
    cue = frozenset(i for i in range(first, last + 1) if doc[i] not in subject.subtree and doc[i].pos_ != "PUNCT")
    cue -= {mark.i}
    return frozenset(range(first, last + 1)), cue, coordinated(subject)


def _reports_before(token: Token) -> bool:
    earlier = list(token.doc[: token.i])
    return any(t.lower_ == "according" or t.lemma_ in lexicon.SAY for t in earlier)


def _reports_after(token: Token) -> bool:
    """Whether a reporting verb follows the attribution: "Central Press, quoting the mayor, said ..."."""
    closing = next((t.i for t in token.doc[token.i :] if t.text == ","), None)
    after = list(token.doc[closing + 1 : closing + 4]) if closing is not None else []
    return any(t.lemma_ in lexicon.SAY and t.tag_ in {"VBD", "VBZ", "VBP"} for t in after)


def _object(token: Token) -> Token | None:
    return next((c for c in token.children if c.dep_ == "pobj" and c.pos_ in NOMINAL), None)


def _extent(cue: list[Token], noun: Token) -> Ids:
    """Return the tokens from the cue to the end of the source's phrase."""
    first, doc = cue[0].i, noun.doc
    asides = [c for c in noun.children if c.dep_ == "appos" and c.i > noun.i]
    outside = {t.i for c in asides for t in c.subtree}
    last = max([noun.i, *[t.i for t in noun.subtree if _belongs(t, noun) and t.i not in outside]])
    while last > noun.i and doc[last].pos_ == "PUNCT" and doc[last].text == ",":
        last -= 1
    for aside in asides:
        # The name of the source itself, or what it is; a second apposition belongs to the sentence.
        named = {t.i for t in aside.subtree if t == aside or t.dep_ in {"compound", "det", "amod", "poss", "case"}}
        if min(named) - last <= 2 and aside == asides[0]:
            last = max(named)
    if last + 1 < len(doc) and doc[last + 1].text == "(":
        closing = next((t.i for t in doc[last + 1 :] if t.text == ")"), last)
        last = closing
    return frozenset(range(first, last + 1))


def _belongs(token: Token, noun: Token) -> bool:
    """Whether ``token`` is part of the name, and not something the parser hung there by mistake."""
    step = token
    while step != noun:
        which = step.dep_ == "relcl" and step.head == noun and noun.lower_ in _WHICH_ONES and not comma_before(step)
        if step.dep_ in {"conj", "relcl", "advcl"} and step.pos_ in {"VERB", "AUX"} and not which:
            return False
        step = step.head
    return True


def attributions_of(context: ClauseContext, whole: Ids, cue: Ids, nouns: list[Token]) -> list[AttributionDraft]:
    """Return the attributions of one find of `beside`."""
    attributions: list[AttributionDraft] = []
    for noun in nouns:
        alternatives = noun_phrase(context, noun, split=False, source=True)
        for alternative in alternatives:
            members = coordinated(noun)
            if len(members) > 1 and noun == members[0]:
                attributions.extend(
                    AttributionDraft(name_of(context, m) & whole or frozenset({m.i}), cue) for m in members
                )
                return attributions
            own = frozenset(c.i for c in noun.children if c.dep_ == "case")
            attributions.append(AttributionDraft((alternative.ids & whole) - own or frozenset({noun.i}), cue))
    return attributions


def without_times(doc: Tree, ids: Ids) -> Ids:
    """Drop "on Tuesday" and the like from the name of a source."""
    dropped: Ids = NONE
    for i in ids:
        token = doc[i]
        if token.dep_ == "prep" and any(c.dep_ == "pobj" and c.ent_type_ in {"DATE", "TIME"} for c in token.children):
            dropped |= frozenset(t.i for t in token.subtree)
        if token.dep_ == "npadvmod" and token.ent_type_ in {"DATE", "TIME"}:
            dropped |= frozenset(t.i for t in token.subtree)
    return (ids - dropped) or ids


def cue_words(doc: Tree, cue: Ids) -> str:
    """Return the words that report, the verb first: "said in a statement", "told reporters", without the time.

    Other words around the verb ("After the talks, she said ...") are left out.
    """
    reports = [doc[i] for i in sorted(cue) if doc[i].pos_ in {"VERB", "AUX"} and doc[i].lemma_ in _REPORTS]
    verb = next((v for v in reports if not any(above in reports for above in v.ancestors)), None)
    if verb is None or {"according", "words"} & {doc[i].lower_ for i in cue}:
        return " ".join(doc[i].text for i in sorted(cue))
    dropped: Ids = NONE
    for child in verb.children:
        if child.dep_ == "mark" and child.lower_ in {"though", "although", "while", "whereas"}:
            dropped |= {child.i}
        if child.i not in cue or child.dep_ in {"aux", "auxpass", "prt", "mark", "neg"}:
            continue
        nouns = {t.lower_ for t in child.subtree if t.i in cue}
        timed = child.ent_type_ in {"DATE", "TIME"}
        spoken = child.dep_ == "prep" and (child.lower_ == "to" or nouns & _SPOKEN_IN)
        discredits = child.lower_ in {"with", "without"} and nouns & _PROOF
        if timed or (child.dep_ == "prep" and not spoken and not discredits):
            dropped |= frozenset(t.i for t in child.subtree)
    kept = sorted(without_times(doc, cue - dropped) - frozenset(t.i for t in _issued(doc, cue)))
    own = [i for i in kept if doc[i].head == verb and doc[i].dep_ in {"aux", "auxpass", "advmod"}]
    start = min([verb.i, *own])
    ordered = [*[i for i in kept if i >= start], *[i for i in kept if i < start]]
    named = {i for i in ordered if doc[i].pos_ == "PROPN"}
    return " ".join(
        doc[i].text if i >= start or i in named else doc[i].text[:1].lower() + doc[i].text[1:] for i in ordered
    )


def _issued(doc: Tree, cue: Ids) -> list[Token]:
    """Return "issued late on Thursday" of "in a statement issued late on Thursday"."""
    clauses = [doc[i] for i in cue if doc[i].dep_ in {"acl", "relcl"} and doc[i].head.lower_ in _SPOKEN_IN]
    return [token for clause in clauses for token in clause.subtree]


def as_name(text: str) -> str:
    """Return the words of a source as a name: no article before a proper name, no possessive, no comma at the end."""
    name = re.sub(r"\s+", " ", text).strip(" ,;:.—-")
    name = re.sub(r"(?<!\w)(['\"“‘])(\w[^'\"“”‘’]*)['\"”’]+(?!\w)", r"\2", name)  # a paper's name in marks
    name = re.sub(r"^(?:[Ii]n|[Bb]y|[Ff]rom) ", "", name)
    name = re.sub(r"\s*\([A-Z]{2,7}\)$|\s*\([A-Z]-[A-Z][\w.]*\)", "", name)
    name = _DESCRIBED.sub(r"\1", name)
    name = re.sub(r"^([A-Z][^,]+), (?:the|an?|who|whose)\b.*$|^(the [^,]+), (?:an?|who|whose)\b.*$", r"\1\2", name)
    name = _MADE.sub(r"\1", name)
    tail = _TAIL.fullmatch(name)
    if tail and tail.group(1)[:1].isupper():
        name = tail.group(1)
    statement = re.fullmatch(r"(.+)['’]s? (?:statement|letter|report|release|tweet|post|speech|testimony)", name)
    if statement and statement.group(1)[:1].isupper() and not statement.group(1).lower().startswith("the "):
        name = statement.group(1)
    words = name.split()
    if (
        len(words) > 2
        and words[0].lower() == "the"
        and all(w[:1].isupper() or w in {"of", "and", "for", "the", "&"} for w in words[1:])
    ):
        words = words[1:]
    elif words and words[0].lower() in _UNCOUNTED and words[0].istitle():
        words[0] = words[0][:1].lower() + words[0][1:]
    longest = LONGEST_NAME if not words or words[0].lower() not in _WHICH_ONES else _LONGEST_AS
    return " ".join(words if len(words) <= longest else _shortened(words))


def _shortened(words: list[str]) -> list[str]:
    if len(words) <= _LONGEST_AS and any(
        before in _JOINTS and word in _ENDS_A_NAME for before, word in pairwise(words)
    ):
        return words  # "reports on state television and in local media"
    for k, word in enumerate(words):
        bare = word == "of" and k <= len(_BARE_OFFICE) and words[0].lower() in _UNCOUNTED  # "the head of ..."
        later = any(other in _ENDS_A_NAME for other in words[k + 1 : LONGEST_NAME + 1])
        if bare and later:
            continue
        if k and word in _ENDS_A_NAME and k <= LONGEST_NAME and words[k - 1] not in _JOINTS:
            rest = words[:k]
            if rest and rest[-1][:1].isalpha() and k >= 2:
                return rest
    return words[:LONGEST_NAME]
