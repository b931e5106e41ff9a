"""What an article says, and what reviewers decided about it."""
