"""Mistakes around verbs of saying and joined clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.language.lexicon import DOCUMENTS, ROLES, SAY, words
from sources.language.parsing.relations import (
    finite_token,
    first_of,
    is_clause,
    is_voiceless,
    last_of,
    may_be_person,
    subject_of,
)
from sources.language.parsing.repairs.registry import Pass, hang, repair

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token


_QUESTIONING = words("verbs_of_questioning")
_STOPPING = words("verbs_of_stopping_somebody")
_REPORTERS = words("reporter_nouns")
_PROOF = words("proof_nouns")
_REVISING = words("revising_verbs")
_REVISED = words("revised_nouns")
_TAKING_BACK = words("taking_back_verbs")
_REFUSING = words("refusing_verbs")
# Most words between the commas of "said, without any evidence at all, that".
_LONGEST_ASIDE = 8


_INNER_MARKS = frozenset(["'", "''", "`", "``"])  # of a quotation within another; the outer marks are not read
_SPOKEN_IN = words("spoken_in") | DOCUMENTS
_NEVER_NOUNS = words("reports_that_are_no_nouns")
_THEN = frozenset(["that", "those", "this", "these"])
_REACHING_BACK = frozenset(["before", "until", "since", "throughout"])
_PERIODS = words("span_nouns") | {"moment", "stage", "period", "era"}


def _is_when_asked(token: Token) -> bool:
    return token.tag_ == "VBN" and token.lemma_ in _QUESTIONING


def _opens_beside_the_speaker(token: Token) -> bool:
    return token.lower_ in {"among", "including"} and token.i > 0 and token.doc[token.i - 1].text == ","


@repair(Pass.REPORTS, deps={"prep"}, of=_opens_beside_the_speaker)
def among_them_is_of_the_speakers(prep: Token) -> None:
    """Mend "Critics, among them the bishops, say it is unfair": hung on what they say."""
    told = prep.head
    if told.dep_ != "ccomp" or told.head.lemma_ not in SAY or not prep.i < told.head.i < told.i:
        return
    subject = subject_of(told.head)
    if subject is not None and subject.i < prep.i:
        hang(prep, subject, "prep")


def _is_inserted(token: Token) -> bool:
    main, doc = token.head, token.doc
    said = token.lemma_ in SAY and token.tag_ in {"VBZ", "VBD", "VBP"} and main.dep_ == "ROOT"
    return said and token.i + 2 < main.i and doc[token.i + 1].text == "," and doc[token.i + 2].pos_ == "ADP"


@repair(Pass.REPORTS, deps={"ccomp", "parataxis"}, of=_is_inserted)
def source_between_time_and_place(verb: Token) -> None:
    """Mend "In May, the Mail reports, at a farm, two cows died": the source has neither the day nor the place.

    A place between commas and a subject behind it show that the source is inserted.
    """
    main, subject, told = verb.head, subject_of(verb), subject_of(verb.head)
    if subject is None or told is None or told.i < verb.i or last_of(subject) != verb.i - 1:
        return
    comma = first_of(subject) - 1
    inside = [c for c in verb.children if c.i > verb.i and c.pos_ != "PUNCT"]
    if comma < 1 or verb.doc[comma].text != "," or verb.doc[first_of(told) - 1].text != ",":
        return
    if any(c.dep_ != "prep" for c in inside):
        return
    for child in [*verb.children]:
        if child.i < comma or child in inside:
            hang(child, main, child.dep_)
    verb.dep_ = "parataxis"


@repair(Pass.REPORTS, deps={"advcl"}, of=_is_when_asked)
def when_asked_is_the_speakers(verb: Token) -> None:
    """Mend "said the pumps failed when asked about the fire": who was asked is who said it."""
    told = verb.head
    opened = any(c.lower_ in {"when", "after"} and c.i == first_of(verb) for c in verb.children)
    if told.dep_ != "ccomp" or told.head.lemma_ not in SAY or not opened or verb.i < told.i:
        return
    if subject_of(verb) is None and _asks_the_speaker(verb, told):
        hang(verb, told.head, "advcl")


def _asks_the_speaker(verb: Token, told: Token) -> bool:
    """Whether only who says it can be meant: "said the man fled when challenged" may be about the man."""
    subject = next((c for c in told.children if c.dep_ in {"nsubj", "nsubjpass", "expl"}), None)
    if subject is None or is_voiceless(subject):
        return True
    objects = {
        (prep.lower_, noun.lemma_.lower())
        for prep in verb.children
        if prep.dep_ in {"prep", "agent"}
        for noun in prep.children
    }
    if ("for", "comment") in objects:
        return True
    if verb.lemma_ in _STOPPING or may_be_person(subject):
        return verb.lemma_ not in _STOPPING and any(prep == "by" and who in _REPORTERS for prep, who in objects)
    return any(prep == "about" or (prep == "by" and who in _REPORTERS) for prep, who in objects)


@repair(Pass.REPORTS)
def few_if_any(few: Token) -> None:
    """Mend "Few if any shops use it": "if" was read as the beginning of a condition."""
    if few.lower_ not in {"few", "little"}:
        return
    if [t.lower_ for t in few.doc[few.i + 1 : few.i + 3]] != ["if", "any"] or few.doc[few.i + 2].dep_ != "det":
        return
    noun, doubt = few.doc[few.i + 2].head, few.doc[few.i + 1]
    clause = next((c for c in few.children if c.dep_ == "advcl" and c.i > few.i), None)
    if clause is not None and few.dep_ == "ROOT":
        _crown(clause)
    elif clause is not None:
        clause.head, clause.dep_ = few.head, few.dep_
    for child in list(few.children):
        if child.pos_ == "PUNCT" and clause is not None:
            child.head = clause
    few.head, few.dep_ = noun, "amod"
    doubt.head, doubt.dep_ = noun, "advmod"


@repair(Pass.REPORTS)
def adjective_as_participle(token: Token) -> None:
    """Mend "It was undamaged, she said": a word with an auxiliary is the verb of its clause."""
    helper = next((c for c in token.children if c.dep_ == "auxpass"), None) if token.pos_ == "ADJ" else None
    if helper is None:
        return
    for subject in [c for c in helper.children if c.dep_ == "nsubj" and subject_of(token) is None]:
        hang(subject, token, "nsubjpass")  # "The pier is closed": it was hung on "is"
    if subject_of(token) is not None:
        token.pos_, token.tag_ = "VERB", "VBN"


@repair(Pass.REPORTS)
def two_listed_subjects(verb: Token) -> None:
    """Mend "Anna Berg, who chairs it, and her deputy resigned": two subjects joined by "and" are a list."""
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < verb.i]
    if len(subjects) != 2:
        return
    joined = any(c.dep_ == "cc" and subjects[0].i < c.i < subjects[1].i for c in subjects[0].children)
    if joined or _goes_on_with(subjects[0], subjects[1]):
        hang(subjects[1], subjects[0], "conj")


def _goes_on_with(first: Token, second: Token) -> bool:
    """Whether a list of subjects goes on behind a comma: "The ministry, the port and two unions warned"."""
    comma, ends = last_of(first) + 1, last_of(second) + 1
    joined = {c.dep_ for c in second.children} >= {"cc", "conj"} and first.pos_ == second.pos_ == "NOUN"
    return joined and first.doc[comma].text == "," and first_of(second) == comma + 1 and first.doc[ends].text != ","


@repair(Pass.REPORTS, deps={"relcl"})
def which_is_the_object(verb: Token) -> None:
    """Mend "the study, which nurses ran": "which" was read as a subject beside the real one."""
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < verb.i]
    if len(subjects) == 2 and subjects[0].tag_ in {"WDT", "WP"}:
        subjects[0].dep_ = "dobj"


@repair(Pass.REPORTS, deps={"acl"})
def verb_after_an_aside(verb: Token) -> None:
    """Mend "The lake, which froze in May, dried out": "dried" was read as a participle of a lake without a verb."""
    noun, doc = verb.head, verb.doc
    if verb.tag_ != "VBN" or noun.dep_ != "ROOT" or noun.pos_ not in {"NOUN", "PROPN"}:
        return
    edge = first_of(verb)
    set_off = doc[edge - 1].text == "," and any(t.text == "," for t in doc[noun.i : edge - 1])
    last = all(t.pos_ == "PUNCT" for t in doc[last_of(verb) + 1 :])
    if set_off and last and not any(c.dep_ in {"agent", "auxpass", "cc"} for c in verb.children):
        verb.tag_ = "VBD"
        _crown(verb)
        noun.head = verb
        noun.dep_ = "nsubj"


def _counts_before_a_verb(token: Token) -> bool:
    return token.tag_ == "JJ" and token.dep_ == "amod" and token.head.pos_ == "VERB" and token.i + 1 == token.head.i


@repair(Pass.REPORTS, deps={"amod"}, of=_counts_before_a_verb)
def third_as_a_subject(token: Token) -> None:
    """Mend "A third wrote: ...": the third of several people was read as an adjective of "wrote"."""
    verb = token.head
    article = token.i > 0 and token.doc[token.i - 1].lower_ in {"a", "the"}
    if token.ent_type_ == "ORDINAL" and article and subject_of(verb) is None:
        token.pos_, token.tag_, token.dep_ = "NOUN", "NN", "nsubj"
        hang(token.doc[token.i - 1], token, "det")
        verb.tag_ = "VBD" if verb.tag_ == "VBN" else verb.tag_


def _says(token: Token) -> bool:
    return token.lemma_ in SAY and token.pos_ == "VERB"


@repair(Pass.REPORTS, of=_says)
def found_after(verb: Token) -> None:
    """Mend "A report ordered by the court after the fire found that ...": the report found it, not the fire."""
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ in {"after", "before", "since"}), None)
    subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i]
    if mark is None or len(subjects) != 2 or not subjects[0].i < mark.i < subjects[1].i:
        return
    told = any(c.dep_ == "ccomp" for c in verb.children)
    clause = next((c for c in subjects[0].children if c.dep_ == "acl"), None)
    if told and clause is not None:
        hang(mark, clause, "prep")
        hang(subjects[1], mark, "pobj")
        mark.pos_ = "ADP"


@repair(Pass.REPORTS, deps={"ROOT"}, of=_says)
def speaker_behind_the_verb(verb: Token) -> None:
    """Mend "said police sources adding that ...": the sources were read as the subject of "adding" alone."""
    if verb.dep_ != "ROOT" or verb.i != verb.sent_start or subject_of(verb) is not None:
        return
    for clause in [c for c in verb.children if c.i > verb.i and c.tag_ == "VBG" and c.dep_ == "ccomp"]:
        subject = subject_of(clause)
        if subject is not None and first_of(subject) == verb.i + 1:
            hang(subject, verb, "nsubj")
            clause.dep_ = "advcl"


@repair(Pass.REPORTS, deps={"ROOT"}, of=_says)
def speaker_lost_to_an_aside(verb: Token) -> None:
    """Mend "Tom Hicks, whose daughters died in the crush, said:": Hicks was read as the subject of "died"."""
    if verb.dep_ != "ROOT" or subject_of(verb) is not None or not verb.i or verb.doc[verb.i - 1].text != ",":
        return
    if any(t.pos_ in {"VERB", "AUX"} for t in verb.doc[verb.i + 1 :]):
        return
    for aside in [c for c in verb.children if c.dep_ in {"ccomp", "advcl", "parataxis"} and c.i < verb.i]:
        subject = subject_of(aside)
        if subject is not None and first_of(subject) == verb.sent_start and verb.doc[subject.i + 1].text == ",":
            subject.head, subject.dep_ = verb, "nsubj"
            aside.dep_ = "dep"
            return


@repair(Pass.REPORTS, deps={"ROOT", "ccomp", "conj"}, of=_says)
def speaker_before_a_participle(verb: Token) -> None:
    """Mend "Judge Ada Holm, writing for the majority, said it fell": Holm was read as the subject of "writing"."""
    doc = verb.doc
    if verb.i < 4 or doc[verb.i - 1].text != "," or subject_of(verb) is not None:
        return
    for aside in [c for c in verb.children if c.dep_ in {"ccomp", "advcl", "csubj"} and c.i < verb.i]:
        subject = subject_of(aside)
        if subject is None or aside.tag_ not in {"VBG", "VBN", "VBD"} or subject.i + 2 > aside.i:
            continue
        helped = any(c.dep_ in {"aux", "auxpass", "mark"} for c in aside.children)
        opening = doc[subject.i + 2]
        near = opening is aside or (opening.head is aside and opening.dep_ == "advmod")
        set_off = doc[subject.i + 1].text == "," and first_of(subject) == verb.sent_start
        if near and set_off and not helped:
            hang(subject, verb, "nsubj")
            hang(aside, subject, "acl")
            aside.tag_ = "VBN" if aside.tag_ == "VBD" else aside.tag_
            return


def _opens_with_that(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and any(c.lower_ == "that" and c.dep_ == "mark" for c in token.children)


def _is_complete(verb: Token) -> bool:
    """Whether a clause has all that its verb needs, so that "that" is no object as in "that the town built"."""
    subject = subject_of(verb)
    held = any(c.dep_ in {"dobj", "attr", "acomp", "xcomp", "ccomp"} for c in verb.children)
    return subject is not None and (subject.lower_ in {"it", "they", "he", "she"} or held)


@repair(Pass.REPORTS, deps={"acl", "relcl"}, of=_opens_with_that)
def said_in_a_document_that(verb: Token) -> None:
    """Mend "said in a report published on Tuesday that ...": what was said was hung on "report"."""
    document = verb.head
    report = document.head.head
    about = document.head.lower_ in {"about", "of", "on"} and _is_complete(
        verb
    )  # "said about the pool that it leaks"
    spoken_in = document.lower_ in _SPOKEN_IN or about
    if document.dep_ != "pobj" or not spoken_in or report.lemma_ not in SAY or verb.i < report.i:
        return
    if subject_of(verb) is not None and not any(c.dep_ == "ccomp" for c in report.children):
        hang(verb, report, "ccomp")


def _is_asked(token: Token) -> bool:
    return token.lemma_ in _QUESTIONING and any(c.lower_ == "when" for c in token.children)


@repair(Pass.REPORTS, deps={"relcl", "acl"}, of=_is_asked)
def when_asked_behind_the_speaker(verb: Token) -> None:
    """Mend "The mayor, when asked about it, said only that ...": the asking was hung on the mayor."""
    speaker = verb.head
    report = speaker.head
    if speaker.dep_ != "nsubj" or report.lemma_ not in SAY or subject_of(verb) is not None:
        return
    hang(verb, report, "advcl")
    for content in [c for c in report.children if c.dep_ == "ccomp" and c.i > report.i]:
        that = next((c.i for c in content.children if c.lower_ == "that" and c.dep_ == "mark"), -1)
        for only in [c for c in content.children if c.dep_ == "advmod" and report.i < c.i < that]:
            hang(only, report, "advmod")


def _is_no_noun(token: Token) -> bool:
    return token.tag_ in {"NN", "NNP"} and token.lower_ in _NEVER_NOUNS and token.head.i == token.i + 1


@repair(Pass.REPORTS, deps={"compound"}, of=_is_no_noun)
def report_as_a_noun(verb: Token) -> None:
    """Mend "Prosecutors allege Carver paid two men": "allege" was read as a part of his name."""
    subject, source = verb.head, verb.doc[verb.i - 1]
    content = subject.head
    if source.tag_ != "NNS" or subject.dep_ != "nsubj" or content.dep_ != "ROOT":
        return
    content.head, content.dep_ = verb, "ccomp"
    verb.head, verb.dep_ = verb, "ROOT"
    verb.pos_, verb.tag_, verb.lemma_ = "VERB", "VBP", verb.lower_
    for child in [c for c in subject.children if c.i < verb.i]:
        hang(child, source, child.dep_)
    hang(source, verb, "nsubj")


@repair(Pass.REPORTS, deps={"ROOT", "conj"}, of=_says)
def reporter_behind_the_verb(verb: Token) -> None:
    """Mend "Two men pleaded guilty, announced Attorney General Ida Holm.": Holm was read as what was announced."""
    doc = verb.doc
    if verb.tag_ not in {"VBD", "VBN"} or verb.i < 2 or doc[verb.i - 1].text != "," or verb.i + 1 >= len(doc):
        return
    reporter = next((c for c in verb.children if c.dep_ in {"dobj", "nsubj"} and c.i > verb.i), None)
    if reporter is None or first_of(reporter) != verb.i + 1 or not _in_office(reporter) or not _closes(verb):
        return
    told = _told_before(verb)
    if told is None:
        return
    if told.dep_ != "ccomp":
        verb.head, verb.dep_ = verb, "ROOT"
        told.head, told.dep_ = verb, "ccomp"
    reporter.dep_ = "nsubj"
    _hang_offices(verb, reporter)


def _told_before(verb: Token) -> Token | None:
    """Return the verb of the clause before the comma, which a reporter announces; None without one."""
    if verb.dep_ == "conj":
        told = verb.head
        joined = any(c.dep_ == "cc" for c in told.children if told.i < c.i < verb.i)
        return told if told.dep_ == "ROOT" and subject_of(told) is not None and not joined else None
    before = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i), None)
    if before is not None:
        return before
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    lost = next((t for t in subject.subtree if _lost_its_subject(t)), None) if subject is not None else None
    if subject is not None and lost is not None:  # "Two men of Lund, Norland, pleaded guilty today, announced ..."
        lost.head, lost.dep_, lost.tag_ = verb, "ccomp", "VBD"
        hang(subject, lost, "nsubj")
    return lost


def _lost_its_subject(token: Token) -> bool:
    """Whether the verb of a clause was read as a participle; ", asked today," between commas is one."""
    if token.dep_ != "acl" or token.tag_ != "VBN" or not token.i:
        return False
    commas = sum(t.text == "," for t in token.doc[token.head.i : first_of(token)])
    return commas in {0, 2}


def _in_office(name: Token) -> bool:
    """Whether somebody is named behind what they are: "Mayor Ida Holm"."""
    before = name.doc[first_of(name) : name.i]
    return name.pos_ == "PROPN" and any(t.lower_ in ROLES and t.dep_ in {"compound", "nmod"} for t in before)


def _closes(verb: Token) -> bool:
    """Whether a report ends its sentence: no other verb follows it, and nothing that somebody is made "as"."""
    return not any(t.pos_ in {"VERB", "AUX"} or t.lower_ in {"as", "to"} for t in verb.doc[verb.i + 1 :])


def _hang_offices(verb: Token, reporter: Token) -> None:
    """Hang "and Sheriff Ken Orr" on the reporter, and where both serve ("for the County of Lund") on the verb."""
    people = [reporter]
    for token in verb.doc[reporter.i + 1 :]:
        if token.dep_ == "conj" and token.head is not reporter and _in_office(token):
            joint = next((c for c in reversed(token.head.children) if c.dep_ == "cc" and c.i < token.i), None)
            hang(token, reporter, "conj")
            if joint is not None:
                hang(joint, reporter, "cc")
        if token.dep_ == "conj" and token.head is reporter:
            people.append(token)
    for preposition in [c for person in people for c in person.children if c.dep_ == "prep"]:
        hang(preposition, verb, "prep")


@repair(Pass.REPORTS, of=_says)
def that_opens_what_is_told(verb: Token) -> None:
    """Mend "told the board that the pumps had failed": "that" was read as what the pumps had failed."""
    for content in [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]:
        that = next(
            (c for c in content.children if c.lower_ == "that" and c.dep_ == "dobj" and c.i < content.i), None
        )
        subject = subject_of(content)
        if that is not None and subject is not None and that.i < first_of(subject):
            that.pos_, that.tag_, that.dep_ = "SCONJ", "IN", "mark"


@repair(Pass.REPORTS, deps={"ccomp"}, of=_says)
def says_before_several(verb: Token) -> None:
    """Mend "found that fish had fled; that the bay was warm": the finding was hung on what was found."""
    content = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    subject, above = subject_of(verb), list(verb.ancestors)
    if content is None or subject is None or first_of(subject) != verb.sent_start or above[-1].i < verb.i:
        return
    opened = []
    for before, clause in zip([verb, *above], above, strict=False):
        that = next((t for t in verb.doc[before.i : clause.i] if _opens_again(t)), None)
        if that is None or subject_of(clause) is None:
            return
        opened.append((that, clause))
    _crown(verb)
    for that, clause in opened:
        that.pos_, that.tag_ = "SCONJ", "IN"
        hang(clause, content, "conj")
        hang(that, clause, "mark")


def _opens_again(token: Token) -> bool:
    before = token.doc[max(token.i - 2, 0) : token.i]
    return token.lower_ == "that" and any(t.text == ";" for t in before)


@repair(Pass.REPORTS, of=_says)
def says_at_the_end(verb: Token) -> None:
    """Mend "It was whole but for a dent, Inspector Elm said on Friday.": the report was hung on "dent"."""
    if verb.tag_ not in {"VBD", "VBZ"} or verb.dep_ not in {"relcl", "acl", "advcl", "appos", "conj"}:
        return
    subject = subject_of(verb)
    if subject is None or any(c.dep_ in {"ccomp", "dobj", "mark", "xcomp", "cc"} for c in verb.children):
        return
    doc, edge = verb.doc, first_of(verb)
    closing = all(t.pos_ == "PUNCT" for t in doc[last_of(verb) + 1 :])
    joined = any(c.dep_ == "cc" and c.i < verb.i for c in verb.head.children) and verb.dep_ == "conj"
    led = edge == first_of(subject) and subject.tag_ not in {"WDT", "WP", "PRP"} and doc[edge - 1].text == ","
    if not (led and closing) or joined or edge < 2:
        return
    root = _crown(verb)
    if is_clause(root):
        root.head = verb
        root.dep_ = "ccomp"


@repair(Pass.REPORTS, deps={"ROOT"}, of=_says)
def sources_before_the_verb(verb: Token) -> None:
    """Mend "It sank near Holm, police and port officials said.": who said it was read as a place."""
    doc = verb.doc
    if verb.tag_ not in {"VBD", "VBP"} or subject_of(verb) is not None or verb.i + _LONGEST_ASIDE < len(doc):
        return
    comma = next((t.i for t in reversed(doc[max(verb.i - _LONGEST_ASIDE, 0) : verb.i]) if t.text == ","), None)
    if comma is None or not any(c.dep_ == "ccomp" and c.i < comma for c in verb.children):
        return
    words = doc[comma + 1 : verb.i]
    joints = [t for t in words if t.lower_ == "and"]
    if len(joints) != 1 or not all(t.pos_ in {"NOUN", "ADJ", "DET"} or t in joints for t in words):
        return
    first, last = doc[joints[0].i - 1], words[-1]
    if first.i <= comma or last in joints or not may_be_person(last):
        return
    for token in words:
        token.head, token.dep_ = (first if token.i < joints[0].i else last), "compound"
    first.head, first.dep_ = verb, "nsubj"
    last.head, last.dep_ = first, "conj"
    joints[0].head, joints[0].dep_ = first, "cc"


@repair(Pass.REPORTS, deps={"advcl"}, of=_says)
def though_others_said(verb: Token) -> None:
    """Mend "The firm said it would pay, though several said they got nothing": the firm did not say the latter."""
    content, edge = verb.head, first_of(verb)
    opened = any(c.lower_ in {"though", "although", "while", "whereas"} and c.i == edge for c in verb.children)
    if not opened or not edge or verb.doc[edge - 1].text != "," or verb.i < content.i or subject_of(verb) is None:
        return
    told = any(c.dep_ == "ccomp" for c in verb.children)
    if told and content.dep_ == "ccomp" and content.head.lemma_ in SAY and content.head.i < content.i:
        hang(verb, content.head, "advcl")


@repair(Pass.REPORTS, of=_says)
def said_on_a_day(verb: Token) -> None:
    """Mend "said on Monday it had paused": the day is that of saying, although it was hung on "paused"."""
    for content in [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]:
        subject = subject_of(content)
        opening = [c for c in content.children if subject is not None and verb.i < c.i < first_of(subject)]
        if any(c.dep_ == "mark" for c in opening):
            continue
        for child in opening:
            nouns = [child, *child.children]
            if child.i <= verb.i + 1 and any(t.ent_type_ == "DATE" for t in nouns) and child.dep_ != "nsubj":
                hang(child, verb, child.dep_)


@repair(Pass.REPORTS, of=_says)
def that_behind_an_aside(verb: Token) -> None:
    """Mend "Roe claimed, falsely, that crime had doubled": "that" was read as pointing at the crime."""
    doc = verb.doc
    if verb.i + 1 >= len(doc) or doc[verb.i + 1].text != "," or subject_of(verb) is None:
        return
    closing = next((t.i for t in doc[verb.i + 2 : verb.i + 2 + _LONGEST_ASIDE] if t.text == ","), None)
    if closing is None or closing + 1 >= len(doc) or doc[closing + 1].lower_ != "that":
        return
    that = doc[closing + 1]
    clause = next((t for t in [that, *that.ancestors] if is_clause(t) and t.i > that.i), None)
    if clause is None or that.dep_ not in {"det", "mark"} or not (clause.head == verb or verb.head == clause):
        return
    if that.dep_ == "det":
        that.pos_, that.tag_ = "SCONJ", "IN"
        hang(that, clause, "mark")
    if verb.head == clause and verb.dep_ in {"ccomp", "parataxis", "advcl"}:
        verb.head, verb.dep_ = (clause.head, clause.dep_) if clause.head != clause else (verb, "ROOT")
        clause.head, clause.dep_ = verb, "ccomp"
    for child in list(clause.children):
        if child.i < that.i and child.dep_ in {"advmod", "prep"}:
            hang(child, verb, child.dep_)


@repair(Pass.REPORTS)
def claimed_without_proof_that(noun: Token) -> None:
    """Mend "claimed without evidence that crime had doubled": that it had is the claim, not the evidence."""
    if noun.lower_ not in _PROOF:
        return
    clause = next((c for c in noun.children if c.dep_ in {"acl", "ccomp", "relcl"} and c.i > noun.i), None)
    beside = next((t for t in noun.ancestors if t.dep_ == "prep" and t.lower_ in {"without", "with"}), None)
    if clause is None or beside is None or not any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children):
        return
    verb = beside.head
    if verb.lemma_ in SAY and beside.i > verb.i and not any(c.dep_ == "ccomp" for c in verb.children):
        hang(clause, verb, "ccomp")


def _is_joined(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"}


@repair(Pass.REPORTS, deps={"conj"}, of=_is_joined)
def behind_inner_marks(verb: Token) -> None:
    """Mend "He told me 'the pit is flooded' and hung up": who told it hung up, not the pit."""
    content = verb.head
    outer = content.head
    if content.dep_ != "ccomp" or outer.lemma_ not in SAY or subject_of(verb) is not None:
        return
    opened = any(t.text in _INNER_MARKS for t in verb.doc[outer.i + 1 : first_of(content) + 1])
    if opened and any(t.text in _INNER_MARKS for t in verb.doc[content.i + 1 : verb.i]):
        joint = next((c for c in content.children if c.dep_ == "cc" and content.i < c.i < verb.i), None)
        hang(verb, outer, "conj")
        if joint is not None:
            hang(joint, outer, "cc")


@repair(Pass.REPORTS, deps={"conj"}, of=_is_joined)
def correcting_is_the_speakers(verb: Token) -> None:
    """Mend "said nine were missing but later cut the number to four": who said it cut it, not the nine."""
    content = verb.head
    while content.dep_ in {"conj", "acomp", "attr", "xcomp"} and content.head != content:
        content = content.head
    report = content.head
    if content.dep_ != "ccomp" or report.lemma_ not in SAY or not report.i < content.i < verb.i:
        return
    helped = any(c.dep_ in {"aux", "auxpass"} for c in verb.children)
    if subject_of(verb) is not None or subject_of(report) is None or helped or not verb.tag_ == report.tag_ == "VBD":
        return
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    figure = verb.lemma_ in _REVISING and any(c.lemma_.lower() in _REVISED for c in objects)
    again = verb.lemma_ in SAY and any(c.dep_ == "ccomp" for c in verb.children)
    refused = verb.lemma_ in _REFUSING and _cannot_refuse(subject_of(content))
    if not (figure or again or refused or verb.lemma_ in _TAKING_BACK):
        return
    joints = [c for c in verb.head.children if c.dep_ == "cc" and c.i < verb.i]
    for child in [*joints[-1:], verb]:
        hang(child, report, child.dep_)


@repair(Pass.REPORTS, deps={"conj"}, of=_is_joined)
def denied_by_somebody_else(verb: Token) -> None:
    """Mend "Holm said it leaked, but the firm denied it": what the firm denied is what Holm said."""
    content = verb.head
    report, subject = content.head, subject_of(verb)
    contradicts = verb.lemma_ in _REFUSING - {"refuse", "decline"}  # an offer is refused, a statement is not
    if not contradicts or subject is None or content.dep_ != "ccomp" or report.lemma_ not in SAY:
        return
    joint = next((c for c in reversed(content.children) if c.dep_ == "cc" and c.i < verb.i), None)
    meant = any(c.dep_ == "dobj" and c.lower_ in {"it", "this", "that"} for c in verb.children)
    if not meant or joint is None or joint.lower_ != "but" or report.i > content.i:
        return
    if verb.doc[joint.i - 1].text != ",":
        return
    for child in (joint, verb):
        hang(child, report, child.dep_)


def _cannot_refuse(subject: Token | None) -> bool:
    """Whether only a speaker can have refused: "said it was too early but denied reports"."""
    if subject is None:
        return False
    return subject.lower_ in {"it", "there"} or is_voiceless(subject)


@repair(Pass.REPORTS, deps={"conj"}, of=_is_joined)
def opening_of_the_second(verb: Token) -> None:
    """Mend "In May X fell, and in June Y rose": "in June" was hung on "fell"."""
    first, subject = verb.head, subject_of(verb)
    if subject is None or finite_token(verb) is None or first.pos_ not in {"VERB", "AUX"}:
        return
    joint = max((c.i for c in first.children if c.dep_ == "cc" and first.i < c.i < verb.i), default=-1)
    if joint < 0:
        return
    for child in [
        c for c in first.children if joint < c.i < first_of(subject) and c.dep_ in {"prep", "npadvmod", "advmod"}
    ]:
        hang(child, verb, child.dep_)


def _crown(verb: Token) -> Token:
    """Make ``verb`` the root of its sentence, and return the root that it had."""
    root = verb
    while root.head != root:
        root = root.head
    verb.head = verb
    verb.dep_ = "ROOT"
    return root


def _may_open_what_is_said(token: Token) -> bool:
    return token.head.lemma_ in SAY and token.i == token.head.i + 1


@repair(Pass.REPORTS, deps={"prep"}, of=_may_open_what_is_said)
def time_before_what_is_said(prep: Token) -> None:
    """Mend "said during that time, it was not attacked": the comma shows that the time opens what is said.

    "said on Monday, the lamp was out" tells as a rule when it was said.
    """
    noun = next((c for c in prep.children if c.dep_ == "pobj"), None)
    edge = last_of(prep) + 1
    timed = noun is not None and noun.lemma_.lower() in _PERIODS
    then = timed and noun is not None and any(c.lower_ in _THEN for c in noun.children if c.dep_ == "det")
    comma = edge < len(prep.doc) and prep.doc[edge].text == ","
    if not comma or not (then or prep.lower_ in _REACHING_BACK):
        return
    told = next((c for c in prep.head.children if c.dep_ == "ccomp" and first_of(c) in {edge, edge + 1}), None)
    if told is not None and subject_of(told) is not None:
        hang(prep, told, "prep")
