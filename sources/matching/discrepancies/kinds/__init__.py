"""The kinds of difference, one a module."""
