"""Time expressions and the days they stand for."""
