"""Reads English, for sources and claims alike: the only place that does. No file but its word lists."""
