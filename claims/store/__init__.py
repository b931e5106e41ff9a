"""Tables and queries of articles, claims, judgements and drafts."""
