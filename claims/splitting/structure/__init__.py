"""The parts of an article, told apart before it is split: headline, byline, date, caption, body, the rest."""
