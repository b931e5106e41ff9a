"""The vocabulary of judging, the append-only history, and what an act needs to be accepted."""
