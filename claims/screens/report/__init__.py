"""The report page: how an article stands, what is concluded of it, what leaves the workbench and comes back."""

from claims.screens.report.page import page

__all__ = ["page"]
