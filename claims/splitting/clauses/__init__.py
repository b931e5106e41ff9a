"""Reads sentences into drafts of claims: one a clause, a list member or an apposition, with who says it."""
