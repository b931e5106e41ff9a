"""Finds whom and what an article names, and what its pronouns and short names mean."""
