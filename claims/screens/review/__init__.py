"""The review page: the article with its claims marked, one claim in focus, its passages, and the decision."""

from claims.screens.review.page import page

__all__ = ["page"]
