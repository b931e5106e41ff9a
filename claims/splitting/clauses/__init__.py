"""Sentences to drafts of claims: clauses, lists and asides apart, and who says what."""
