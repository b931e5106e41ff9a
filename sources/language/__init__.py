"""Reads English, for sources and claims alike: the only place that does. No files, no network, no database."""
