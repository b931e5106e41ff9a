"""Nearest passages by exact search over unit vectors."""
