"""What pages call a label: its own words, or the article whose sources it collects."""

from __future__ import annotations

from claims.screens import session
from claims.services.library import collected_for
from claims.workbench import Workbench

THIS_ARTICLE = "Sources of this article"


def label_name(workbench: Workbench, label: str) -> str:
    """Return what the pages call a label."""
    article_id = collected_for(label)
    if not article_id:
        return label
    if article_id == session.place("article"):
        return THIS_ARTICLE
    article = workbench.articles.get(article_id)
    return f"Sources of “{article.title}”" if article is not None and article.title else f"Sources of {article_id}"
