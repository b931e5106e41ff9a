"""All rules for reading a unit, each group in the order in which it is asked.

To add a rule, write a function in the module of its subject, name it with `rule`, list it here, and add cases.
"""

from __future__ import annotations

from claims.splitting.clauses.adverbials import absolute, absolutes
from claims.splitting.clauses.appositions import (
    age_in_figures,
    age_in_words,
    apposition,
    behind_a_date,
    circumstance_of_source,
    including,
    inseparable,
    name_behind_a_description,
    named_as_those,
    one_name,
    participle_of_noun,
    phrase_beside_a_name,
    phrase_of_noun,
    phrase_set_off,
    relative_clause_of_noun,
)
from claims.splitting.clauses.clauses import (
    adverbial_clause,
    clause_before,
    clauses_beside,
    embedded_results,
    inserted_report,
    joined_clauses,
    member,
    opening_word,
    part,
    participles,
    plain_clause,
)
from claims.splitting.clauses.context import Grammar
from claims.splitting.clauses.reported_speech import reported

GRAMMAR = Grammar(
    clause=(reported, plain_clause),
    dependents=(inserted_report, member, opening_word, absolute, adverbial_clause, clause_before, part),
    following=(named_as_those, embedded_results, participles, absolutes, clauses_beside, joined_clauses),
    noun={
        "appos": (
            inseparable,
            age_in_figures,
            one_name,
            age_in_words,
            behind_a_date,
            name_behind_a_description,
            apposition,
        ),
        "acl": (participle_of_noun,),
        "relcl": (relative_clause_of_noun,),
        "prep": (including, circumstance_of_source, phrase_set_off, phrase_beside_a_name, phrase_of_noun),
    },
)
