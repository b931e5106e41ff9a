"""Claims to ranked candidates."""
