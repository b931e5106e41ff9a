"""Who and what an article names, and what its pronouns and short names stand for."""
