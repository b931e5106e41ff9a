"""Body text to sentences with their trees: sentences, what is quoted in them, the parser and its mended mistakes."""
