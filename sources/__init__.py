"""What might prove or disprove a claim: sources, their passages, and the search over them."""
