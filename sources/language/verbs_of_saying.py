"""The forms of the verbs of saying, as patterns for text that no parser reads."""

from __future__ import annotations

from sources.language.inflection import gerund, past, third_person
from sources.language.lexicon import words


def forms_of(*names: str, nouns: bool = False, going_on: bool = False) -> str:
    """Return a pattern for the past tenses and third persons of some lists of verbs, and for "say".

    Args:
        names: Lists of the lexicon.
        nouns: Whether third persons count that are plurals more often ("reports", "posts").
        going_on: Whether "saying", "telling" and "adding" count; other such forms seldom carry words.
    """
    lemmas = frozenset().union(*(words(name) for name in names))
    told = lemmas if nouns else lemmas - words("verbs_like_nouns")
    forms = {past(lemma) for lemma in lemmas} | {third_person(lemma) for lemma in told} | {"say"}
    if going_on:
        forms |= {gerund(lemma) for lemma in words("carrying_participles")}
    return "(?:" + "|".join(sorted(forms, key=lambda form: (-len(form), form))) + ")"


CARRYING = forms_of("quotation_verbs")
"""What stands beside a quotation: "said", "asks", "replied"."""

REPORTING = forms_of("report_verbs", "reading_verbs")
"""What carries a claim beside a quotation: not "replied", about which the answering itself is told."""

SAYING = forms_of("quotation_verbs", "describing_verbs", "opining_verbs", going_on=True)
"""What carries somebody's words with or without marks: also "called", "described", "thinks", "saying"."""

BESIDE_MARKS = forms_of("report_verbs", "reading_verbs", "verbs_beside_quotations", nouns=False)
"""What carries a claim right beside the quotation marks: also "shared", "beamed"."""
