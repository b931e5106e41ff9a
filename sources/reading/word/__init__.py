"""Word documents: their words with the element that has each, their notes, and comments written into them."""
