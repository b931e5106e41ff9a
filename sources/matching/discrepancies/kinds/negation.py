"""What one of the two denies and the other says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.language.lexicon import lines, words
from sources.language.quotations import quoted_spans
from sources.language.tokens import Token
from sources.matching.discrepancies.effects import effects
from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.registry import Claim, Passage, registered
from sources.matching.discrepancies.sentence_alignment import Aligned, Coverage
from sources.matching.discrepancies.sentences import Sentence, stems_of
from sources.source import DiscrepancyKind

_CUES = words("denying_words")
# Two words that deny what follows: "decided against selling it".
_AGAINST = {("decided", "against"), ("decides", "against"), ("ruled", "out"), ("rules", "out")}
_UNSAID = words("unsaid_verbs")
_REFUSED = ("refus", "declin", "den")
_WITH_TO = words("denying_verbs_with_to")
_ALSO = words("denials_in_other_words")
_WEAK = words("weak_denials_in_other_words")
_AFTER_NOT = words("words_after_not")
_LIGHT = stems_of(words("light_verbs"))
_ONE_THING = frozenset({"without", "no", "lack", "lacks", "lacked"})  # these deny what they stand before
_LACKING = frozenset({"lack", "lacks", "lacked"})  # "lacks a firm surface"
_PREFIXES = ("un", "non", "dis", "mis", "im", "ir")
_NO_PREFIXES = lines("beginnings_that_do_not_deny")
_SHORTEST_PREFIXED = 6  # letters; shorter words with these beginnings ("under", "misty") seldom deny
_STOPS = frozenset({",", ";", ":", ".", "(", ")", "—", "–", "“", "”", '"'})
_CLAUSE = words("clause_openers")
_SIGNIFICANT = words("words_of_significance")
_CONTRAST = words("contrasting_conjunctions")
# "through changes rather than in the sequence": not the sequence.
_INSTEAD = {"rather": "than", "instead": "of"}
_SUPPORT_NOUNS = words("support_nouns") - {"record", "question", "chance", "support"}
_BEING = words("forms_of_be")
_DISMISSING, _REPORTS = words("words_that_dismiss"), words("statement_nouns") | {"report"}
CALLED_FALSE = words("words_that_call_it_false")
"""Words that say of a statement that it is not so."""
_PHRASES = tuple(tuple(phrase.split()) for phrase in lines("phrases_that_deny_a_statement"))
_LONGEST_PHRASE = max(map(len, _PHRASES))
_SUPPORTED = 2  # words of the claim that must be called false
_NONE = frozenset({"no", "none", "nobody"})
_EXTENT = words("words_of_full_extent")
_MANNER = frozenset({"of", "from", "by", "because", "due"})
_SURPASSING = frozenset({"more", "better"})
_SCOPE = 8  # words behind a denial that it can still reach
_NEXT = 2  # words that "without" and "no" reach: the noun and a word before it
_NEEDED = 0.5  # of a denial's reach, that the claim has; measured (`registry`): 0.4 marks the same, 0.6 580 and 88
_MOST = 0.65  # of the claim's words, names too; measured: 0.5 marks the same
_AROUND = 5  # tokens on each side of a word in which something may deny it
_MATTER = 15  # tokens between two words of one matter, in a sentence as long as a list
_CLOSE = 1  # tokens on each side in which a weak word may
_FIRST = 3  # words behind a denial that it surely denies
_TRYING = frozenset(
    {"bid", "try", "tries", "tried", "trying", "attempt", "attempts", "hope", "hopes", "effort", "efforts"}
)
_EVERY = frozenset({"all", "every", "everyone", "both"})
_PUNCTUALLY = {("on", "time"), ("on", "schedule")}
_BEFORE = words("words_of_what_was_before")
_TRYING_REACH = 4  # tokens: "bid to help identify"
_FOR_EVER = frozenset({"indefinitely", "forever", "permanently"})
_SHOWN = 4  # words of a denial that a mark shows
_FINITE = words("finite_auxiliaries")
_OR_NOT = 4  # tokens from "or" to its denial: "whether they work or whether they do not"


@dataclass(frozen=True, slots=True)
class _Denial:
    """A denying word and the stems of what it denies, in order; ``first`` is how many tokens on the first stands."""

    at: int
    reach: tuple[str, ...]
    first: int


@registered(DiscrepancyKind.NEGATION)
def check(claim: Claim, passage: Passage) -> list[Mark]:
    """Return a mark where the claim denies what the best sentence says, or the other way round."""
    return _denied(claim, passage) or effects(claim, passage)


def _denied(claim: Claim, passage: Passage) -> list[Mark]:
    said, sentences = claim.sentence, passage.sentences
    ours = [one for one in _denials(said) if "until" not in said.lows]  # "not before it was" says that it was
    if ours:
        return _denied_by_claim(said, ours[0], sentences, passage.aligned, passage.covered)
    called_off = "off" in said.lows and said.lows & {"called", "call", "calls"}
    if said.lows & (_ALSO | _CUES) or called_off or _prefixed(said):
        return []
    wanted = said.stems
    for row in (row for row in passage.aligned if row.firm):
        for denial in _denials(row.sentence):
            shared = [one for one in denial.reach if one in wanted]
            if (
                not shared
                or denial.reach.index(shared[0]) > _between(said, row.sentence, denial, shared, passage.covered)
                or (len(shared) < _NEEDED * len(denial.reach) and not _denies_first(said, denial, row))
                or (len(shared) == 1 and (row.score < _NEEDED or _is_subject(said, denial, row.sentence, shared[0])))
                or _said_outside(row.sentence, denial, shared[0], wanted)
            ):
                continue
            place = next(at for at, token in enumerate(said.tokens) if token.stem == shared[0])
            theirs = (_with_verb(row.sentence, denial.at), _place_of(row.sentence, denial.at, shared[0]))
            return [Mark.of(DiscrepancyKind.NEGATION, said, (place, place), row.sentence, theirs)]
    return _denied_as_statement(said, passage)


def _denies_first(claim: Sentence, denial: _Denial, row: Aligned) -> bool:
    """Tell whether the first denied word is the claim's, in a sentence that has half of it: "no improvement"."""
    return denial.reach[0] in claim.plain and row.score >= _NEEDED


def _said_outside(sentence: Sentence, denial: _Denial, stem: str, wanted: frozenset[str]) -> bool:
    """Tell whether the sentence says a denied word before the denial too, and leaves it at that.

    "For profit or not for profit" leaves both open, and "works on oil but not on water" denies what is not the claim.
    "Asked whether she had resigned, she said she had not resigned" denies what it repeats.
    """
    if all(token.stem != stem for token in sentence.tokens[: denial.at]):
        return False
    near = sentence.tokens[max(0, denial.at - _OR_NOT) : denial.at]
    return any(token.low == "or" for token in near) or not wanted.issuperset(denial.reach)


def _is_subject(claim: Sentence, denial: _Denial, sentence: Sentence, stem: str) -> bool:
    """Tell whether a thing that "no" or "without" excludes is what the claim is about: "The detour adds an hour"."""
    opens = [token.stem for token in claim.tokens[:_NEXT] if token.stem]
    return sentence.tokens[denial.at].low in _ONE_THING and opens[:1] == [stem] and claim.tokens[0].low == "the"


def _denied_as_statement(claim: Sentence, passage: Passage) -> list[Mark]:
    """Return a mark where a sentence calls what the claim says false, or says that nothing shows it."""
    if any(_denying_phrase(claim, at) for at in range(len(claim.tokens))):
        return []
    for row in (row for row in passage.aligned if row.firm and row.score >= _NEEDED):
        for at, token in enumerate(row.sentence.tokens):
            last = (
                _bare_of_support(row.sentence, at)
                or _dismissed(row.sentence, at)
                or _denying_phrase(row.sentence, at)
            )
            if last is None and token.low not in CALLED_FALSE:
                continue
            behind = row.sentence.tokens[(last or at) + 1 :]
            around = behind if last is not None else row.sentence.tokens
            met = [
                place
                for place, other in enumerate(claim.tokens)
                if other.stem and other.stem in {t.stem for t in around}
            ]
            if len(met) >= _SUPPORTED and len(met) * 2 >= len([t for t in claim.tokens if t.stem]):
                span = (at, last or at)
                return [Mark.of(DiscrepancyKind.NEGATION, claim, (met[0], met[0]), row.sentence, span)]
    return []


def _bare_of_support(sentence: Sentence, at: int) -> int | None:
    """Return the last token of "no evidence", "little credible proof" and the like; None where none begins."""
    if sentence.tokens[at].low not in {"no", "little", "without", "zero", "scant"}:
        return None
    near = sentence.tokens[at + 1 : at + 1 + _FIRST]
    return next((at + 1 + step for step, token in enumerate(near) if token.low in _SUPPORT_NOUNS), None)


def _dismissed(sentence: Sentence, at: int) -> int | None:
    """Return the "that" behind "dismissed reports", "rejects the claim" and the like; None where none begins."""
    if sentence.tokens[at].low not in _DISMISSING:
        return None
    near = [token.low for token in sentence.tokens[at + 1 : at + 2 + _FIRST]]
    that = near.index("that") if "that" in near else 0
    return at + 1 + that if that and near[that - 1].removesuffix("s") in _REPORTS else None


def _denying_phrase(sentence: Sentence, at: int) -> int | None:
    """Return the last token of "it is not true that", "cleared of" and the like; None where none begins."""
    lows = tuple(token.low for token in sentence.tokens[at : at + _LONGEST_PHRASE])
    return next((at + len(phrase) - 1 for phrase in _PHRASES if lows[: len(phrase)] == phrase), None)


def _between(claim: Sentence, sentence: Sentence, denial: _Denial, shared: Sequence[str], covered: Coverage) -> int:
    """Return how many words may stand before the shared one: "never got a dividend" denies the dividend.

    Of "not have the status of a formal treaty" the claim has most, and not the first word.
    """
    light = denial.reach[0] in _LIGHT and covered.enough and len(shared) > 1
    most = len(shared) > 1 and shared[0] in claim.plain and len(shared) >= _MOST * len(denial.reach)
    lacks = sentence.tokens[denial.at].low in _LACKING and shared[0] in claim.plain
    return int(sentence.tokens[denial.at].low.startswith("den") or light or most or lacks)


def _denied_by_claim(
    claim: Sentence, denial: _Denial, passage: Sequence[Sentence], aligned: Sequence[Aligned], covered: Coverage
) -> list[Mark]:
    """Return a mark on what the claim denies, where nothing like a denial stands near it in a sentence about it."""
    word = claim.tokens[denial.at]
    if word.low.startswith(_REFUSED) and any(word.stem in sentence.stems for sentence in passage):
        return []  # Both say that it was refused.
    said = [one for one in denial.reach if one in claim.plain]
    said = said[:_FIRST] if any(one in row.sentence.stems for row in aligned for one in said[:_FIRST]) else said
    places = [
        (row.sentence, place)
        for row in aligned
        if row.firm or covered.enough
        for place, token in enumerate(row.sentence.tokens)
        if token.stem and token.stem in said
    ]
    if places and all(only_tried(*one) for one in places):
        return []
    # Where the very first denied word stands counts, not where the others do.
    places = [one for one in places if one[0].tokens[one[1]].stem == said[0]] or places
    ours = (denial.at, denial.at + denial.first) if denial.first <= _SHOWN else (denial.at, denial.at)
    verbal = word.low in {"not", "never"} or word.low.endswith("n't")
    core = set(said[:1] if verbal else said)  # "none of the bridges failed" denies what comes last
    if verbal and places:
        core |= {sentence.tokens[place].stem for sentence, place in places}
    if any(core & set(other.reach) for sentence in passage for other in _denials(sentence)):
        return []
    if (
        any(map(_denies_some, passage))
        or _denies_in_part(claim, denial, passage)
        or any(map(_lacks_support, passage))
    ):
        return []
    if word.low == "no" and _no_longer(claim, denial.at) and any(map(_tells_of_before, passage)):
        return []
    if not places:
        quoted = any(start <= word.start < end for start, end in quoted_spans(claim.text))
        bare = word.low in _ONE_THING and word.low != "no"  # "without dialogue" beside "wordless"
        return [] if quoted or bare else _said_otherwise(claim, ours, aligned[0], covered)
    if _of_another_matter(claim, said, places, aligned):
        return []
    if any(_like_denial(claim, *one) for one in places if one[0] is places[0][0]):
        return []
    best = places[0][0]
    if any(best.tokens[other.at].low in _NONE for other in _denials(best)):
        return []  # "None of the masks filtered enough" has its denial far from the verb.
    met = [place for sentence, place in places if sentence is best]
    return [Mark.of(DiscrepancyKind.NEGATION, claim, ours, best, (met[0], met[0]))]


def _no_longer(sentence: Sentence, at: int) -> bool:
    """Tell whether "no longer" stands there: it was so before."""
    return [token.low for token in sentence.tokens[at : at + 2]] == ["no", "longer"]


def _tells_of_before(sentence: Sentence) -> bool:
    """Tell whether a sentence says that something was, and leaves open whether it still is."""
    return bool(sentence.lows & _BEFORE)


def _of_another_matter(
    claim: Sentence, said: Sequence[str], places: Sequence[tuple[Sentence, int]], aligned: Sequence[Aligned]
) -> bool:
    """Tell whether what is denied stands far from all else of the claim, and something may deny the rest.

    "Tobacco is not allowed" beside "they permit telephones ..." and "they are against the use of tobacco".
    """
    rest = [
        (row.sentence, at)
        for row in aligned
        for at, token in enumerate(row.sentence.tokens)
        if token.stem and token.stem in claim.plain and token.stem not in said
    ]
    if any(one is other and abs(at - place) <= _MATTER for one, at in rest for other, place in places):
        return False
    if len({one.tokens[at].stem for one, at in rest}) < _SUPPORTED:
        return False
    near = (token.low for one, at in rest for token in one.tokens[max(0, at - _SCOPE) : at])
    return not (_ALSO | _CUES).isdisjoint(near)


def only_tried(sentence: Sentence, place: int) -> bool:
    """Tell whether something is only tried or hoped for: "in a bid to help identify him"."""
    before = [token.low for token in sentence.tokens[max(0, place - _TRYING_REACH) : place]]
    return bool(before) and before[-1] in {"to", "help"} and not _TRYING.isdisjoint(before)


def _denies_in_part(claim: Sentence, denial: _Denial, passage: Sequence[Sentence]) -> bool:
    """Tell whether the claim denies only how far, or how, it is so: "not full protection", "did not die of old age".

    That somebody was killed says nothing against the second: the passage has to speak of old age.
    """
    behind = claim.tokens[denial.at + 1 : denial.at + 1 + _SCOPE]
    texts = [token.low for token in behind]
    if any(pair in _PUNCTUALLY for pair in pairwise(texts)):
        return True
    if any(token.low in _FOR_EVER for token in claim.tokens[denial.at :]):
        return True
    if any(low in _EXTENT and texts[at + 1 : at + 2] != ["-"] for at, low in enumerate(texts[:_SHOWN])):
        return True
    how = next((at for at, token in enumerate(behind[: _NEXT + 1]) if token.low in _MANNER), len(behind))
    part = {token.stem for token in behind[how + 1 :] if token.stem}
    return bool(part) and not any(part & sentence.stems for sentence in passage)


def _denies_some(sentence: Sentence) -> bool:
    """Tell whether a sentence denies it of some, "not all", or of what was named before, "has not done so"."""
    lows = [token.low for token in sentence.tokens]
    return any(
        not _EVERY.isdisjoint(lows[at + 1 : at + 2]) or lows[at + 1 : at + 3] == ["done", "so"]
        for at, low in enumerate(lows)
        if low == "not"
    )


def _lacks_support(sentence: Sentence) -> bool:
    """Tell whether a sentence says that there is no evidence for something."""
    return any(_bare_of_support(sentence, at) is not None for at in range(len(sentence.tokens)))


def _said_otherwise(claim: Sentence, ours: tuple[int, int], best: Aligned, covered: Coverage) -> list[Mark]:
    """Return a mark where the best sentence says most of the claim, the denied in other words, and denies nothing.

    "He did not get the job" beside "He was hired for the job by the town": the mark stands on what both say.
    """
    if not covered.enough and best.score < _MOST:
        return []
    if any(_like_denial(claim, best.sentence, place) for place in range(len(best.sentence.tokens))):
        return []
    met = [place for place, token in enumerate(best.sentence.tokens) if token.stem and token.stem in best.shared]
    plain = [place for place in met if best.sentence.tokens[place].stem in claim.plain] or met
    return [Mark.of(DiscrepancyKind.NEGATION, claim, ours, best.sentence, (plain[0], plain[0]))]


def _like_denial(claim: Sentence, sentence: Sentence, place: int) -> bool:
    """Tell whether a word near the token ``place`` may deny it, in whatever way; the claim's own words do not."""
    denials = _denials(sentence)
    if any(not one.reach and _says_of(claim, sentence, one.at) for one in denials):
        return True
    denying = {denial.at for denial in denials}
    return any(
        (at in denying and not _contrasted(claim, sentence, at, place))
        or (
            token.low in _CUES
            and token.low not in {"no", "not", "never"}
            and not _contrasted(claim, sentence, at, place)
        )
        or (
            at < place
            and sentence.tokens[at + 1].low == _INSTEAD.get(token.low)
            and all(other.text not in _STOPS for other in sentence.tokens[at + 1 : place])
        )
        or (
            (token.low in _ALSO or _is_prefixed(token))
            and token.low not in _CUES
            and (token.low not in _WEAK or abs(at - place) <= _CLOSE)
            and (not token.stem or token.stem not in claim.stems)
        )
        for at, token in enumerate(sentence.tokens)
        if abs(at - place) <= _AROUND
    )


def _says_of(claim: Sentence, sentence: Sentence, denial: int) -> bool:
    """Tell whether a denial with nothing behind it is of the claim's thing: "..., but copper cannot"."""
    return any(token.stem in claim.stems for token in sentence.tokens[max(0, denial - _NEXT) : denial] if token.stem)


def _contrasted(claim: Sentence, sentence: Sentence, denial: int, place: int) -> bool:
    """Tell whether a denial behind a word is of something else: "gold can be dissolved, but iron cannot"."""
    between = sentence.tokens[place + 1 : denial]
    turn = next((at for at, token in enumerate(between) if token.low in _CONTRAST), None)
    return turn is not None and not any(token.stem in claim.stems for token in between[turn:] if token.stem)


def _denials(sentence: Sentence) -> list[_Denial]:
    return [_reach(sentence, at) for at in range(len(sentence.tokens)) if _denies(sentence, at)]


def _denies(sentence: Sentence, at: int) -> bool:
    """Tell whether a denying word stands there that denies something: "not", but not "not only"."""
    low = sentence.tokens[at].low
    following, beyond = [token.low for token in sentence.tokens[at + 1 : at + 3]] + [""] * max(
        0, at + 3 - len(sentence.tokens)
    )
    if low == "yet":
        return following == "to"
    if following == "'s" or low.endswith("'s"):
        return False  # a title: "Nobody's Daughter"
    if low in {"hardly", "barely"} and following == "any":
        return False  # How many, not whether.
    if low not in _CUES and not low.endswith("n't") and low not in {"against", "out", "anything", "far"}:
        return False
    before = sentence.tokens[at - 1].low if at else ""
    phrase = (low, following) in {("anything", "but"), ("far", "from")}
    if (before, low) in _AGAINST or (before in _BEING and phrase and not sentence.tokens[at + 2].text[0].isupper()):
        return True
    if low in _WITH_TO and (following != "to" or (beyond in _UNSAID and low != "unable")):
        return False
    if sentence.tokens[-1].text == "?" or (low == "not" and following == "-"):
        return False  # "Why shouldn't it?", "not-for-profit"
    if low in {"against", "out", "anything", "far"}:
        return False
    if any(token.low in _SURPASSING for token in sentence.tokens[at + 1 : at + 4]) and following in {"be", "have"}:
        return False  # "could not be a more perfect work"
    if low == "no" and following == "longer" and beyond != "than":
        return True
    if following in _AFTER_NOT or (low == "no" and following in {".", "one's"}):
        return False
    return low != "no" or not any(_compares(other.low) for other in sentence.tokens[at + 1 : at + 1 + _SCOPE])


def _reach(sentence: Sentence, at: int) -> _Denial:
    """Follow a denial through the words it can reach; an aside right behind it ("not, he said, ...") is skipped."""
    rest = sentence.tokens[at + 1 : at + 1 + 2 * _SCOPE]
    start = int(_no_longer(sentence, at))
    if rest and rest[0].text == ",":
        start = next((step for step, other in enumerate(rest[1 : 1 + _SCOPE], 2) if other.text == ","), 0)
    furthest = _NEXT if sentence.tokens[at].low in _ONE_THING else _SCOPE
    reach: list[str] = []
    first = 0
    for step, other in enumerate(rest[start:], start + 1):
        if other.text in _STOPS or len(reach) == furthest or _ends_reach(sentence, at + step, reached=bool(reach)):
            break
        if other.stem and other.low not in _SIGNIFICANT and not _brings(sentence, at + step):
            first = first or step
            reach.append(other.stem)
    return _Denial(at, tuple(reach), first)


def _ends_reach(sentence: Sentence, at: int, *, reached: bool) -> bool:
    """Tell whether a clause begins there that a denial before it cannot reach: "not well received and was called"."""
    low = sentence.tokens[at].low
    behind = sentence.tokens[at + 1].low if at + 1 < len(sentence.tokens) else ""
    if low == "or" and behind != "not":
        return False  # "Not found in mild or severe illness" denies both.
    return low in _CLAUSE and (reached or (low in {"and", "but"} and behind in _FINITE))


def _brings(sentence: Sentence, at: int) -> bool:
    """Tell whether a verb there only says that what follows comes of something: "result in", "lead to"."""
    behind = sentence.tokens[at + 1].low if at + 1 < len(sentence.tokens) else ""
    return (sentence.tokens[at].low, behind) in {("result", "in"), ("lead", "to")}


def _with_verb(sentence: Sentence, at: int) -> int:
    """Return where what is read of a denial begins: at the verb that it denies, "would not be"."""
    verbal = sentence.tokens[at].low in {"not", "never"}
    return at - 1 if verbal and at and sentence.tokens[at - 1].low in _FINITE else at


def _place_of(sentence: Sentence, after: int, stem: str) -> int:
    return next(place for place in range(after + 1, len(sentence.tokens)) if sentence.tokens[place].stem == stem)


def _compares(low: str) -> bool:
    """Tell whether "no" with this word says how high something stands: "no lake is bigger", "no other lake"."""
    return low in {"than", "other", "better", "worse"} or low.endswith(("igger", "arger", "igher", "onger", "reater"))


def _prefixed(sentence: Sentence) -> bool:
    """Tell whether a word denies by its beginning: "unsafe", "non-profit", "disapproved"."""
    return any(_is_prefixed(token) for token in sentence.tokens)


def _is_prefixed(token: Token) -> bool:
    return (
        token.text.islower()
        and len(token.low) > _SHORTEST_PREFIXED
        and token.low.startswith(_PREFIXES)
        and not token.low.startswith(_NO_PREFIXES)
    )


def denied(sentence: Sentence, place: int) -> bool:
    """Tell whether a denying word stands shortly before the token ``place``."""
    near = sentence.tokens[max(0, place - _SHOWN) : place]
    return any(token.low in _CUES or token.low.endswith("n't") for token in near)


def denying(sentence: Sentence) -> tuple[Token, ...]:
    """Return the words that deny what follows them, in order: "not", "never", "failed" before "to"."""
    return tuple(token for at, token in enumerate(sentence.tokens) if _denies(sentence, at))


def denies_behind(sentence: Sentence, place: int, stems: frozenset[str]) -> bool:
    """Tell whether a sentence denies one of these stems behind the token ``place``."""
    return any(denial.at > place and not stems.isdisjoint(denial.reach) for denial in _denials(sentence))


def may_deny(sentence: Sentence) -> bool:
    """Tell whether any word can stand for a denial, in whatever way: "unable", "rejected", "few"."""
    return bool(sentence.lows & (_CUES | _ALSO)) or bool(denying(sentence)) or _prefixed(sentence)
