"""Which sources go back to one report: copies, credit lines, and what they share word for word."""

from sources.origins.credits import Credit, credits_of
from sources.origins.fingerprint import fingerprint
from sources.origins.grouping import Known, group
from sources.origins.relation import Relation, Report, relate
from sources.origins.word_sequence import WordSequence, word_sequence

__all__ = [
    "Credit",
    "Known",
    "Relation",
    "Report",
    "WordSequence",
    "credits_of",
    "fingerprint",
    "group",
    "relate",
    "word_sequence",
]
