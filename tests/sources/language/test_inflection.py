"""Verb forms as they are spelled: doubled consonants and single ones, silent e, irregular verbs."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.language.inflection import agree, gerund, indefinite_article, past, third_person

FORMS = Path(__file__).parents[2] / "cases" / "language" / "verb_forms.txt"
ROWS = [line.split() for line in FORMS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("lemma", "told", "going_on"), ROWS, ids=lambda word: word)
def test_a_verb_is_spelled_as_readers_spell_it(lemma: str, told: str, going_on: str) -> None:
    assert (past(lemma), gerund(lemma)) == (told, going_on)


@pytest.mark.parametrize(
    ("lemma", "form"),
    [
        ("be", "is"), ("have", "has"), ("do", "does"), ("go", "goes"), ("carry", "carries"), ("play", "plays"),
        ("wash", "washes"), ("fix", "fixes"), ("veto", "vetoes"), ("radio", "radios"), ("quiz", "quizzes"),
        ("buzz", "buzzes"), ("say", "says"),
    ],
)  # fmt: skip
def test_the_third_person_is_spelled_as_readers_spell_it(lemma: str, form: str) -> None:
    assert third_person(lemma) == form


@pytest.mark.parametrize(
    ("word", "lemma", "plural", "form"),
    [
        ("are", "be", False, "is"), ("was", "be", True, "were"), ("closes", "close", True, "close"),
        ("close", "close", False, "closes"), ("closed", "close", False, "closed"), ("has", "have", True, "have"),
    ],
)  # fmt: skip
def test_a_verb_agrees_with_its_subject(word: str, lemma: str, plural: bool, form: str) -> None:
    assert agree(word, lemma, plural=plural) == form


@pytest.mark.parametrize(
    ("word", "article"),
    [
        ("one", "a"), ("one-year", "a"), ("once-rich", "a"), ("only", "an"), ("onion", "an"), ("Ukrainian", "a"),
        ("Uruguayan", "a"), ("urn", "an"), ("urban", "an"), ("unit", "a"), ("uninvited", "an"), ("UK", "a"),
    ],
)  # fmt: skip
def test_the_article_follows_the_sound_of_the_next_word(word: str, article: str) -> None:
    assert indefinite_article(word) == article
