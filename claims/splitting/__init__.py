"""Article to claims: structure, sentences, clauses, attribution, references, time, checkability, outline."""
