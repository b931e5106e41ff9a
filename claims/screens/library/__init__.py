"""The library page: bring sources in, list, filter and correct them, read them again, delete them."""

from claims.screens.library.page import page

__all__ = ["page"]
