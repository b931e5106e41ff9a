"""Cuts the body of an article into the units that clauses are read from: sentences, quotations, speakers."""
