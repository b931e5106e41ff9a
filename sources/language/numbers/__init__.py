"""Numbers of a text: numerals in figures and words, units, and quantities with their bounds."""
