"""Finds the parts of an article before it is split: headline, byline, date, caption, body, boilerplate."""
