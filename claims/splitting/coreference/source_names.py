"""Tells what the name of a source is: a person, a publisher that can be looked up, or no name at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.claim import SourceSort
from claims.splitting.coreference.entities import gender_of_name, person_words
from sources.language import lexicon

if TYPE_CHECKING:
    from claims.splitting.coreference.entity_table import EntityTable

_ENDS_A_HEAD = lexicon.words("name_head_stoppers")
_BODIES = lexicon.ORGANISATIONS | lexicon.INSTITUTIONS | lexicon.COLLECTIVE_NOUNS | lexicon.DOCUMENTS

_FOR_WHOM = frozenset(["for", "to", "of", "with", "against", "about", "behind", "around", "near"])
# What follows a name and describes the person: "Ana Ruiz, of the port".
_DESCRIPTION = re.compile(r",? (?:of|for|from|at|with|who)\b")


def person_meant(table: EntityTable, source: str) -> str:
    """Return the person at the end or the beginning of a source's description, else the description."""
    held = [full for full in table.entities if full in source and full != source and " " in full]
    for full in sorted(held, key=len, reverse=True):
        if table.entities[full].kind != "person":
            continue
        before = source.removesuffix(full).strip()
        alone = not _names_another(before) and not _begins_the_office(before, full) and not _speaks_for(before)
        if source.endswith(" " + full) and alone and before.split()[-1].lower() not in lexicon.HONORIFICS:
            return full
        if source.startswith(full) and _DESCRIPTION.match(source, len(full)):
            return full
    words = source.split()
    known = table.by_surname.get(words[-1], []) if words else []
    titles = lexicon.HONORIFICS | lexicon.ROLES
    title = gender_of_name(words[-2]) if len(words) > 1 else ""
    if title and known and known[0].gender not in {"", title}:
        return source  # "Mr Crowe", where the article has only Jill Crowe in full
    if len(words) > 1 and len(known) == 1 and all(word.lower() in titles for word in words[:-1]):
        return known[0].name
    return source


def _begins_the_office(before: str, full: str) -> bool:
    """Whether words before a name are of the office in it: "Prime Minister Holm", "State's Attorney Lee"."""
    capitals = all(word[:1].isupper() and re.sub(r"['’]s$", "", word).isalpha() for word in before.split())
    offices = lexicon.ROLES | lexicon.words("titles")
    return bool(before) and capitals and full.split(maxsplit=1)[0].lower() in offices


def _speaks_for(before: str) -> bool:
    """Whether somebody else speaks, for or about who is named: "a lawyer for Ana Ruiz", "an aide to Mayor Ruiz"."""
    titles = lexicon.HONORIFICS | lexicon.ROLES | lexicon.words("titles")
    words = before.lower().split()
    while len(words) > 1 and words[-1].rstrip(".") in titles and words[-1] not in _FOR_WHOM:
        words = words[:-1]
    return len(words) > 1 and words[-1] in _FOR_WHOM


def _names_another(before: str) -> bool:
    """Whether somebody else is named before, as in "Sen. Pat Holm and Sen. Kit Bond"."""
    first, joint, rest = before.lower().rpartition(" and")
    titles = lexicon.HONORIFICS | lexicon.ROLES | lexicon.words("titles")
    return bool(first and joint) and all(word.rstrip(".") in titles for word in rest.split())


def sort_of(table: EntityTable, source: str) -> SourceSort:
    """Return what the name of a source is: a publisher that can be looked up, a person, or no name at all."""
    words = re.sub(r"^(?:[Tt]he|[Aa]n?) ", "", source.split(",", maxsplit=1)[0]).split()
    cut = next((k for k, word in enumerate(words) if k and word in _ENDS_A_HEAD), len(words))
    head = words[:cut]
    capitals = [word for word in words if word[:1].isupper()]
    definite = source[:4].lower() == "the "
    if not head or not capitals:
        return SourceSort.OTHER
    if not _is_name(head[-1]):
        # "Coast news agency" is a name, "a Norlandic agency" and "Velta's lawyer" are none.
        whole = _is_name(head[0]) and "’" not in source and "'" not in source and source[:2].lower() != "a "
        known = table.name_kinds.get(head[0]) == "thing" and head[-1].lower() in lexicon.ORGANISATIONS
        return SourceSort.PUBLISHER if whole and known else SourceSort.OTHER
    if len(words) == 1 and definite and words[0].lower() in _BODIES:
        return SourceSort.OTHER  # "the Office": short for a name elsewhere in the article
    entity = table.entities.get(" ".join(words))
    titles = (lexicon.HONORIFICS | lexicon.ROLES) - lexicon.ORGANISATIONS
    if len(words) > 1 and words[0].lower() in titles and person_words(source):
        return SourceSort.PERSON
    kinds = {table.name_kinds.get(word, "") for word in capitals}
    if kinds <= {"place", "people"} and words[-1].lower() not in _BODIES:
        return SourceSort.OTHER
    named_so = entity is not None and entity.kind == "person" and not entity.article
    a_person = named_so or table.name_kinds.get(head[-1]) == "person"
    a_person = a_person and not definite and bool(person_words(" ".join(words)))
    return SourceSort.PERSON if a_person else SourceSort.PUBLISHER


def _is_name(word: str) -> bool:
    """Whether a word is written as a name: with a capital, or one inside ("iFerry")."""
    return word[:1].isupper() or bool(re.match(r"[a-z]+[A-Z]", word))
