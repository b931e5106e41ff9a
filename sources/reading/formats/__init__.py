"""One file for each file format that is read."""
