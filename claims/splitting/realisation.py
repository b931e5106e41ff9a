"""Puts drafts into sentences: the article's words in order, references replaced, verbs made to agree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claims.splitting.clauses.lists import members_of
from claims.splitting.segments.units import holds_clause
from sources.language import inflection, lexicon
from sources.language.lexicon import PRONOUNS
from sources.language.parsing.relations import FINITE, NOUN_SUBJECTS, finite_token, first_of, last_of, subject_of

if TYPE_CHECKING:
    from claims.splitting.clauses.drafts import Draft
    from claims.splitting.coreference.entities import Replacement
    from claims.splitting.coreference.entity_table import EntityTable
    from claims.splitting.rules import Ids
    from claims.splitting.segments.units import Unit
    from sources.language.parsing.tree import Token, Tree

_WRITTEN_OUT = {"'d": " would", "'ll": " will"}
_CLITICS = {"'ll": " will", "'re": " are", "'ve": " have"}
_OPENING_MARK, _CLOSING_MARK = "``", "''"  # as tags
_JOINING = frozenset(["PUNCT", "SPACE", "CCONJ"])


@dataclass(frozen=True, slots=True)
class Worded:
    """A sentence, what stayed open in it, and which tokens were replaced by which words."""

    text: str
    unresolved: tuple[str, ...]
    replaced: tuple[tuple[Ids, str], ...]


@dataclass(frozen=True, slots=True)
class RealisationContext:
    """What is needed to put the drafts of a unit into words.

    Attributes:
        index: Which of the units of the table it is.
        unit: The unit.
        text: The article.
        table: What the words of the article stand for.
        quotations: The first and the last token of each quotation that keeps its marks, and the marks.
        every_mark: Whether each comma stays where it is, because no word is left out.
    """

    index: int
    unit: Unit
    text: str
    table: EntityTable
    quotations: tuple[tuple[int, int, str, str], ...]
    every_mark: bool = False


@dataclass(slots=True)
class _Draft:
    """A draft while it is put into words.

    Attributes:
        taken: All its tokens.
        edits: Other forms for single tokens.
        unresolved: The open words found so far.
        replaced: The tokens replaced so far, with the words in their place.
    """

    taken: Ids
    edits: dict[int, str]
    unresolved: list[str] = field(default_factory=list)
    replaced: list[tuple[Ids, str]] = field(default_factory=list)


def realisation_context(index: int, unit: Unit, text: str, table: EntityTable) -> RealisationContext:
    """Return what is needed to put the drafts of a unit into words.

    Args:
        index: Which of the units of the table it is.
        unit: The unit.
        text: The article.
        table: What the words of the article stand for.
    """
    return RealisationContext(index, unit, text, table, _kept_quotations(unit, text))


def with_all_marks(context: RealisationContext) -> RealisationContext:
    """Return what is needed to put a whole sentence into words: quotations keep their marks, commas their places."""
    kept = _kept_quotations(context.unit, context.text, every=True)
    return replace(context, quotations=kept, every_mark=True)


def keeps_the_report(context: RealisationContext, draft: Draft) -> bool:
    """Whether a draft holds a quotation with the words that open it: "saying “...”", "in this case “The law ...”"."""
    if not draft.natural or not context.unit.opened:
        return False
    doc, kept = context.unit.doc, draft.ids
    starts = {quotation.inner.start for quotation in context.unit.opened}
    opening = [i for i in kept if i and context.unit.start_of(doc[i]) in starts]
    return any(
        (i - 1 in kept and _reports(doc[i - 1])) or (min(kept) < i and doc[i].text[0].isupper()) for i in opening
    )


def _reports(token: Token) -> bool:
    return token.tag_ == "VBG" and token.lemma_ in lexicon.SAY


def realised(context: RealisationContext, draft: Draft, *, question: bool = False) -> Worded:
    """Return ``draft`` as a sentence with a capital and a stop, or a question mark."""
    words = _Draft(draft.ids, dict(draft.edits))
    _agree_with_speaker(context, words)
    pieces = [part if isinstance(part, str) else _part(context, part, words) for part in draft.parts if part]
    finished = _finished(_joined(pieces), "?" if question else ".")
    left = [_as_in(finished, open_words) for open_words in dict.fromkeys(words.unresolved)]
    return Worded(finished, tuple(left), tuple(words.replaced))


def phrase_text(context: RealisationContext, ids: Ids) -> str:
    """Return a phrase without capital and stop, references replaced; a source keeps the short name it is given."""
    doc = context.unit.doc
    return _part(context, ids, _Draft(ids, {i: doc[i].text for i in ids if doc[i].text in context.table.acronyms}))


def open_words_of(context: RealisationContext, ids: Ids) -> list[str]:
    """Return the words of a phrase whose meaning the article leaves open."""
    words = _Draft(ids, {})
    _part(context, ids, words)
    return words.unresolved


def _part(context: RealisationContext, part: Ids, words: _Draft) -> str:
    """Return the words of the tokens of a part, in the order of the sentence."""
    doc = context.unit.doc
    order = _with_marks(context, sorted(part))
    out: list[str] = []
    k = 0
    while k < len(order):
        i = order[k]
        word, count = _word(context, order[k:], words)
        out.append(_opening_marks(context, i, order) + word + _closing_marks(context, order[k + count - 1], order))
        following = order[k + count] if k + count < len(order) else None
        last = doc[order[k + count - 1]]
        if following is not None:
            glued = following == last.i + 1 and not last.whitespace_
            out.append("" if glued else ", " if _listed(context, order[: k + count], following) else " ")
        k += count
    return "".join(out)


def _word(context: RealisationContext, order: list[int], words: _Draft) -> tuple[str, int]:
    """Return the words for the first of the tokens, or for the first few, and how many tokens they replace."""
    unit, i = context.unit, order[0]
    token = unit.doc[i]
    word = words.edits.get(i, token.text if token.text in context.table.name_kinds else _lowered(token))
    if _opens_a_bracket(token) and i + 1 not in order:
        word += ")"
    if word == "—":
        word = context.text[unit.start_of(token) : unit.end_of(token)]
    place = (context.index, i)
    if token.lower_ in {"a", "an"} and token.tag_ == "DT" and len(order) > 1 and order[1] > i + 1:
        word = inflection.indefinite_article(unit.doc[order[1]].text)  # "a simple and open plan": "an open plan"
    replacement = context.table.replacements.get(place)
    if _anchored(context, replacement, words.taken):
        return word, 1
    if replacement is not None and any(first <= i <= last for first, last, *_ in context.quotations):
        if token.tag_ in {"PRP", "PRP$"}:
            words.unresolved.append(token.text)
        return word, 1  # words in marks are somebody's own
    if place in context.table.open_words:
        words.unresolved.append(_open_words(token, replacement))
        return word, 1
    if replacement is None or not replacement.text or i in words.edits:
        return word, 1
    wanted = list(range(replacement.first, replacement.last + 1))
    if order[: len(wanted)] != wanted:
        return word, 1
    follows = order[len(wanted)] if len(order) > len(wanted) else None
    ends = follows is not None and unit.doc[follows].tag_ == "POS"
    if ends and follows is not None:
        words.edits[follows] = _possessive(replacement.text)
    elif follows is not None and follows not in words.edits and (written := _written_out(unit.doc[follows])):
        words.edits[follows] = written  # "they'll be there": "the boys will be there"
    words.replaced.append((frozenset(wanted), replacement.text))
    ending = _possessive(replacement.text) if replacement.possessive and not ends else ""
    return replacement.text + ending, len(wanted)


def _opens_a_bracket(token: Token) -> bool:
    """Whether a word has a bracket in it that the next token closes: "BN(O) passports"."""
    doc = token.doc
    closed = token.i + 1 < len(doc) and doc[token.i + 1].text == ")" and not token.whitespace_
    return closed and token.text.count("(") > token.text.count(")")


def _written_out(clitic: Token) -> str:
    """Return a verb that leans on a pronoun as it is written behind a name; empty for other words."""
    if clitic.text == "'s" and clitic.tag_ == "VBZ":
        helps = clitic.dep_ in {"aux", "auxpass"}  # "he's won" and "he's hurt" look alike
        return "" if helps and clitic.head.tag_ != "VBG" else " is"
    return _CLITICS.get(clitic.text, "")


def _open_words(token: Token, replacement: Replacement | None) -> str:
    """Return the words that stay open: the pronoun, "the latter", or "this ship"."""
    if token.tag_ == "DT" and token.dep_ == "det" and replacement is None:
        return f"{token.text} {token.head.text}"
    last = replacement.last if replacement is not None else token.i
    return " ".join(t.text for t in token.doc[token.i : last + 1])


def _anchored(context: RealisationContext, reading: Replacement | None, taken: Ids) -> bool:
    """Whether the claim has the subject that a pronoun points back to, or another member of the same subject."""
    if reading is None or not 0 <= reading.anchor < reading.first:
        return False
    subject = context.unit.doc[reading.anchor]
    beside = [c for c in subject.children if c.dep_ in {"conj", "appos"}]
    beside += [c for c in subject.head.children if c.dep_ == subject.dep_ and c.i < reading.first]
    # In "Ida Roe and her brother" the pronoun is within a member, and no member is what it points back to.
    members = {c.i for c in beside if all(t.i != reading.first for t in c.subtree)}
    return not taken.isdisjoint({subject.i} | members)


def _with_marks(context: RealisationContext, ids: list[int]) -> list[int]:
    """Put back the commas, hyphens and joints whose two neighbours were both kept."""
    doc = context.unit.doc
    out: list[int] = []
    asked = {last + 1 for _, last, _, closing in context.quotations if closing.startswith("?")}  # beside the marks
    for k, i in enumerate(ids):
        if k and ids[k - 1] + 1 < i:
            between = range(ids[k - 1] + 1, i)
            joint = _joint(context, between)
            if (
                all((doc[j].pos_ in _JOINING and not _of_a_list(doc[j], ids)) or j in joint for j in between)
                and (context.every_mark or not _divides_subject_from_verb(context, ids[:k], i))
                and not _closes_what_lost_its_comma(doc, out, i)
            ):
                out.extend(j for j in between if doc[j].pos_ != "SPACE" and j not in asked)
        out.append(i)
    out = _bracketed(context, out)
    if (
        out
        and out[0] > 0
        and doc[out[0] - 1].text == "("
        and any(doc[j].text == ")" for j in range(out[-1] + 1, min(len(doc), out[-1] + 2)))
    ):
        return out
    tail = out[-1] + 1 if out else 0
    opened = sum(doc[j].text == "(" for j in out) - sum(doc[j].text == ")" for j in out)
    if opened > 0 and tail < len(doc) and doc[tail].text == ")":
        out.append(tail)
    out += _closing_inner_mark(doc, out)
    if out and not any(doc[j].pos_ != "PUNCT" for j in out):
        return out
    return _balanced(context, out)


def _of_a_list(mark: Token, ids: list[int]) -> bool:
    """Whether a mark was that of a list of which one member is kept: "a common, yet mended, fault"."""
    before = mark.doc[mark.i - 1]
    alone = before.dep_ == "conj" and before.pos_ == "ADJ" and before.head.i not in ids
    return (alone and mark.text == ",") or _opened_a_list(mark, ids)


def _opened_a_list(word: Token, kept: list[int]) -> bool:
    """Whether a word opened a list of which one member is left: "both" in "of both the roof and the tower"."""
    return word.dep_ == "preconj" and not any(c.dep_ == "conj" and c.i in kept for c in word.head.children)


def _closes_what_lost_its_comma(doc: Tree, before: list[int], after: int) -> bool:
    """Whether a comma ends an adverbial whose first comma was left out: "Holm at the same time, bought it"."""
    last = doc[before[-1]]
    if after - last.i != 2 or doc[last.i + 1].text != "," or doc[after].pos_ not in {"VERB", "AUX"}:
        return False
    phrase = next((t for t in (last, *last.ancestors) if t.dep_ in {"prep", "npadvmod"} and t.head.i >= after), None)
    first = first_of(phrase) if phrase is not None else 0
    opened = first > 0 and doc[first - 1].text == "," and first - 1 not in before
    return opened and before[0] < first and last_of(phrase or last) == last.i


def _closing_inner_mark(doc: Tree, order: list[int]) -> list[int]:
    """Return the mark behind the last word that closes a quotation within a quotation: "the 'brothers'"."""
    if not order or sum((doc[j].tag_ == _OPENING_MARK) - (doc[j].tag_ == _CLOSING_MARK) for j in order) <= 0:
        return []
    behind = [t for t in doc[order[-1] + 1 : order[-1] + 3] if t.text not in {",", "."}]
    return [behind[0].i] if behind and behind[0].tag_ == _CLOSING_MARK else []


def _joint(context: RealisationContext, between: range) -> set[int]:
    """Return the places of "as well as" among tokens that were left out between two that were kept."""
    words = [j for j in between if context.unit.doc[j].pos_ != "PUNCT"]
    return set(words) if [context.unit.doc[j].lower_ for j in words] == ["as", "well", "as"] else set()


def _listed(context: RealisationContext, order: list[int], after: int) -> bool:
    """Whether two entries of a list meet because what stood between them became a claim of its own."""
    doc, before = context.unit.doc, order[-1]
    if after - before <= 2 or doc[before].pos_ in {"CCONJ", "PUNCT"} or doc[after].pos_ in {"CCONJ", "PUNCT"}:
        return False
    if _closes_aside(doc[before], order, after):
        return True
    above = [doc[after], *doc[after].ancestors]
    comma = doc[before + 1].text == "," and doc[before].pos_ not in {"SCONJ", "ADP", "DET"}
    if comma and any(t.dep_ in NOUN_SUBJECTS and first_of(t) > before for t in above):
        return True  # "In court, Judge Ana Ruiz ruled ...": what opens the clause ends where its subject begins
    entry = next((t for t in above if t.dep_ in {"conj", "appos"} and t.i >= after), None)
    return (
        entry is not None
        and entry.head.i <= before
        and (after == first_of(entry) or (comma and first_of(entry) > before))
    )


def _closes_aside(last: Token, order: list[int], after: int) -> bool:
    """Whether an apposition that a comma opened ends here: "Another writer, Ana Ruiz, ... said"."""
    for token in [last, *last.ancestors]:
        if token.dep_ == "appos":
            phrase = [t.i for t in token.subtree]
            opened = phrase[0] - 1 in order and last.doc[phrase[0] - 1].text in {",", "–", "—"}
            return opened and last.i in phrase and after > phrase[-1] and last.doc[last.i + 1].pos_ == "PUNCT"
    return False


def _divides_subject_from_verb(context: RealisationContext, before: list[int], verb: int) -> bool:
    """Whether the only word between a subject and its verb is a comma, left over from a phrase that was taken out."""
    doc = context.unit.doc
    comma_at = verb - 1
    if doc[verb].pos_ == "ADV" and doc[verb].head.i == verb + 1 and doc[verb + 1].tag_ in FINITE:
        verb += 1  # "Pia Wend, now puts it"
    if doc[comma_at].text != "," or doc[verb].pos_ not in {"VERB", "AUX"} or doc[verb].tag_ in {"VB", "VBG"}:
        return False
    comma = [j for j in range(before[-1] + 1, comma_at + 1) if doc[j].pos_ != "SPACE"]
    if [doc[j].text for j in comma] != [","]:
        return False
    if doc[verb].tag_ == "VBN" and finite_token(doc[verb]) is doc[verb]:
        return False  # "Ana Ruiz, held in Lorn": a participle that was read as the verb
    head = doc[verb].head if doc[verb].dep_ in {"aux", "auxpass"} else doc[verb]
    subject = subject_of(head)
    own = (
        subject is not None
        and subject.pos_ != "VERB"
        and before[-1] in {t.i for t in subject.subtree}
        and subject.i < verb
    )
    kept = set(before)
    # "after the minister, Olaf Renn, resigned": without "the minister" its comma closes nothing
    cut = subject is not None and any(t.i not in kept and t.pos_ != "PUNCT" for t in subject.subtree if t.i < verb)
    if not cut and any(c.dep_ == "conj" and c.pos_ == "VERB" for c in head.children):
        return False  # "Men held at night ate less, slept more and left": the first verb was taken for a participle
    start = first_of(subject) if subject is not None and cut else before[0]
    opened = any(doc[j].text == "," for j in range(start, before[-1]) if j - 1 in before and j + 1 in before)
    return own and not opened


def _bracketed(context: RealisationContext, order: list[int]) -> list[int]:
    """Put back both brackets around words that were all kept, as in "the Ports Council (PC) and ..."."""
    if "(" not in context.unit.parsed:
        return order
    doc, kept = context.unit.doc, set(order)
    for left in [t.i for t in doc if t.text == "(" and t.i + 1 in kept and t.i - 1 in kept]:
        right = next((t.i for t in doc[left + 1 :] if t.text == ")"), None)
        words = [j for j in range(left + 1, right or left) if doc[j].pos_ != "PUNCT"]
        if right is not None and any(j in kept for j in words):
            kept |= {left, right}
    return sorted(kept)


def _balanced(context: RealisationContext, order: list[int]) -> list[int]:
    """Drop a bracket that lost its partner."""
    doc = context.unit.doc
    stack: list[int] = []
    lonely: set[int] = set()
    for j in order:
        if doc[j].text.count("(") > doc[j].text.count(")"):
            stack.append(j)
        elif doc[j].text == ")":
            if stack:
                stack.pop()
            else:
                lonely.add(j)
    lonely |= {j for j in stack if doc[j].text == "("}  # "BN(O)" is parted inside of the word
    return [j for j in order if j not in lonely]


def _kept_quotations(unit: Unit, text: str, *, every: bool = False) -> tuple[tuple[int, int, str, str], ...]:
    """Quotations that stay within marks: fragments, and answers; a whole quoted clause becomes plain words."""
    kept = []
    for quotation in unit.opened:
        inside = [
            t for t in unit.doc
            if unit.start_of(t) >= quotation.inner.start and unit.end_of(t) <= quotation.inner.end
        ]  # fmt: skip
        if not inside or not quotation.closed:
            continue
        if not every and holds_clause(unit.doc, frozenset(t.i for t in inside)):
            continue
        asks = inside[-1].text == "?"
        while inside and inside[-1].pos_ == "PUNCT" and inside[-1].tag_ != _CLOSING_MARK:
            inside.pop()
        italics = quotation.inner.start - quotation.span.start > 1 and all(t.text[:1].isupper() for t in inside)
        if inside and not italics:  # a wiki writes names of ships and papers so: ''Alma''
            closing = ("?" if asks else "") + text[quotation.span.end - 1]
            kept.append((inside[0].i, inside[-1].i, text[quotation.span.start], closing))
    return tuple(kept)


def _opening_marks(context: RealisationContext, i: int, order: list[int]) -> str:
    marks = ""
    for first, last, mark, _ in context.quotations:
        run = [j for j in order if first <= j <= last]
        if run and run[0] == i:
            marks += mark
    return marks


def _closing_marks(context: RealisationContext, i: int, order: list[int]) -> str:
    marks = ""
    for first, last, _, mark in context.quotations:
        run = [j for j in order if first <= j <= last]
        if run and run[-1] == i:
            marks += mark if i == last else mark.lstrip("?")
    return marks


def _agree_with_speaker(context: RealisationContext, words: _Draft) -> None:
    """Let the verb agree where a name takes the place of "I": "I am" becomes "Ana Ruiz is"."""
    for i in words.taken:
        token = context.unit.doc[i]
        if token.lower_ != "i" or token.dep_ not in {"nsubj", "nsubjpass"}:
            continue
        replacement = context.table.replacements.get((context.index, i))
        if replacement is None or not replacement.text:
            continue
        for verb in _told_of(token.head):
            if verb.i not in words.edits and (agreed := _of_one(verb)):
                words.edits[verb.i] = agreed


def _told_of(verb: Token) -> list[Token]:
    """Return the words with the tense of a verb and of those that share its subject: "I see it and am glad"."""
    shared = [m for m in members_of(verb)[1:] if m.pos_ in {"VERB", "AUX"} and subject_of(m) is None]
    told = [finite_token(verb), *[finite_token(m) for m in shared]]
    first = told[0]
    bare = [m for m in shared if finite_token(m) is None and first is verb and verb.tag_ == "VBP" and m.tag_ == "VB"]
    return [*[v for v in told if v is not None], *bare]  # "I see and accept it": "accept" read without its tense


def _of_one(finite: Token) -> str:
    """Return the form of a verb for one person who is named; empty where it stays: "I cut it" may be long ago."""
    if finite.tag_ == "MD":
        return _WRITTEN_OUT.get(finite.text, "")  # "I'd be": "Ana Ruiz would be"
    if inflection.past(finite.lemma_) == finite.text or finite.lower_ == "are":  # "Tom and I are"
        return ""
    agreed = inflection.agree(finite.text, finite.lemma_, plural=False)
    return " " + agreed if finite.text.startswith("'") else agreed


def _lowered(token: Token) -> str:
    """Return the word without the capital that only the beginning of a sentence gave it."""
    trade = token.i == 0 and token.pos_ == "NOUN" and token.lower_ in lexicon.ORGANISATIONS
    plain = (
        trade
        or token.tag_ == "DT"
        or (token.tag_ == "VBN" and token.dep_ == "advcl")  # "Dubbed “Ace”, she ..."
        or (token.pos_ not in {"PROPN", "NUM", "X", "SYM"} and not token.ent_type_ and token.lower_ != "i")
    )
    small = token.text[1:].islower() or token.text == "A"
    if token.is_sent_start and plain and token.text[:1].isupper() and small:
        return token.text[:1].lower() + token.text[1:]
    return token.text


def _as_in(text: str, words: str) -> str:
    """Return ``words`` with the capital that the beginning of the claim gave them."""
    capital = words[:1].upper() + words[1:]
    return capital if not re.search(rf"\b{re.escape(words)}\b", text) and text.startswith(capital) else words


def _possessive(name: str) -> str:
    plural = name.endswith("s") and name.rsplit(maxsplit=1)[-1][:1].islower()
    return "'" if plural else "'s"


# "who's a docker": "Tom Roe is a docker". "Who's led it" and "who's hurt" look alike: "Tom Roe's led it".
_LEANING = re.compile(r"(?<=\w) (?P<verb>'(?:s|ve|re|d|ll))(?= (?P<is>(?:an?|the|not)\b)?)")


def _leant(match: re.Match[str]) -> str:
    written = " is" if match["is"] and match["verb"] == "'s" else _CLITICS.get(match["verb"])
    return written or match["verb"]


def _joined(pieces: list[str]) -> str:
    text = ""
    for piece in pieces:
        if piece.startswith("’s"):
            text += "'" if text.endswith("s") else "'s"
        else:
            text += (" " if text else "") + piece
    return text


def _finished(text: str, stop: str) -> str:
    text = _LEANING.sub(_leant, re.sub(r"\s+", " ", text).strip())
    text = re.sub(r"\s+([,;:.!?])", r"\1", text)
    text = re.sub(r"^[.…]+(?=[A-Z][a-z])", "", text.strip(" ,;:—–-"))  # "of trust….[T]he index fell"
    text = re.sub(r"[,;:—]+([\"”»]?)$", r"\1", text)
    for k, letter in enumerate(text):
        if letter.isalnum():
            if letter.islower() and not re.match(r"[a-z]+[A-Z]", text[k:]):
                text = text[:k] + letter.upper() + text[k + 1 :]
            break
    if re.search(r"[.!?…][\"”»]?$|\?[’']$", text):
        return text
    return text + stop


def as_speaker(name: str) -> str:
    """Return a pronoun that names a speaker as it is written within a sentence: "she" for "She", but "I"."""
    return name if name == "I" else name.lower()


def left_open(name: str) -> bool:
    """Whether a name is only a pronoun or a word like one ("both", "some"), so that it names nobody."""
    word = name.removeprefix("the ").removeprefix("The ")
    acronym = len(word) > 1 and word.isupper()  # "the US"
    return not acronym and word.lower() in PRONOUNS | lexicon.QUANTIFIERS
