"""The columns of the verdict CSV, in their order, and what each one holds."""

from __future__ import annotations

from dataclasses import dataclass

SCHEMA_VERSION = 1
"""Grows when a column changes its meaning or goes; a file with a greater one is not imported."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; the table in `claims/README.md` has these lines."""

    name: str
    meaning: str


COLUMNS = (
    Column("schema_version", "version of these columns, a whole number"),
    Column("article_id", "`art-` and a digest of the article's text"),
    Column("article_title", "the headline, or the first words where there is no headline"),
    Column("article_date", "the article's date as YYYY-MM-DD; empty where nobody knows it"),
    Column(
        "claim_id",
        "`clm-` and a digest of article, place and first wording; kept through edits and versions of the article",
    ),
    Column("claim_order", "place in the article's list of claims, from 1"),
    Column("claim_text", "the present wording"),
    Column("article_quote", "the article's own words behind the claim"),
    Column("start", "first character of these words in the unaltered text, counted from 0"),
    Column("end", "the character behind their last one"),
    Column("kind", "event, state, statistic, quotation, plan, prediction, opinion, question or advice"),
    Column("check_worthiness", "from 0 to 1; orders the queue and hides nothing"),
    Column("attributed_to", "JSON list of the named sources"),
    Column("attribution_cue", 'JSON list of the words that say so, such as "according to"'),
    Column("hedges", 'JSON list of words that weaken, such as "reportedly"'),
    Column(
        "dates",
        "JSON list of time expressions with their first and last day, and whether they belong to the event or to "
        "the saying",
    ),
    Column("unresolved", "JSON list of words whose meaning the article leaves open"),
    Column(
        "verdict",
        "verified, disputed, unclear, or not checked where a reviewer passed the claim by; empty when not reviewed",
    ),
    Column("reason", "one of the reasons above; may be empty for verified and disputed"),
    Column("attribution_verdicts", "JSON: for each named source whether it said it: said, not said, not found"),
    Column("attribution_decided_at", "JSON: for each of these answers when it was given, in UTC"),
    Column(
        "attribution_proposals",
        "JSON list of what was proposed about each named source when it was decided; in a file of `check` now: "
        "named, saying (says it, seems to say it, says it with changes, says the opposite, mentions it, "
        "says nothing of it, not in the library), the sentence that says why, source id. It is no answer of a "
        "reviewer",
    ),
    Column("note", "the reviewer's note"),
    Column("reviewer", "who decided; empty when nobody did"),
    Column("decided_at", "when, in UTC"),
    Column(
        "evidence",
        "JSON list of pinned passages as they read then: source id, publisher, title, url, published, excerpt, "
        "similarity, the place of the excerpt in the source, the same place as a citation (page 3, paragraph 12), "
        "when the source was taken in, SHA-256 of its text, the place outside the library that had it, "
        "and whether the source is unchanged since, changed, gone from its address, deleted, or not in this library; "
        "`proposed` marks passages that nobody pinned",
    ),
    Column(
        "origins",
        "JSON list of the origins that the evidence goes back to, as they were grouped then: id, name, source ids, "
        "and for each source that joins another the reason",
    ),
    Column(
        "open_terms",
        "JSON list of the words of the claim that the pinned passages did not bear out when it was decided; empty "
        "where nothing was pinned",
    ),
    Column("adjudicated", "whether the verdict settles a disagreement between reviewers; empty until that exists"),
    Column("model_id", "the embedding model that the similarities come from"),
    Column("version", "version of the claim that was judged; its present version where nobody judged it"),
    Column(
        "writers_notes",
        "JSON list of the writer's notes that the claim is about: number, kind, text, label, author, address, and "
        "the words that a note is on with their first and last character",
    ),
)

NAMES = tuple(column.name for column in COLUMNS)
