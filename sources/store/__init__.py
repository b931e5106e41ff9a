"""The database: engine, migrations, the tables of the library, and the library itself."""

from sources.store.add_report import AddReport
from sources.store.embedding_run import Progress
from sources.store.engine import DatabaseRefused, DatabaseUnavailable, database_url, open_database, reading, writing
from sources.store.library import Library
from sources.store.source_queries import Listed

__all__ = [
    "AddReport",
    "DatabaseRefused",
    "DatabaseUnavailable",
    "Library",
    "Listed",
    "Progress",
    "database_url",
    "open_database",
    "reading",
    "writing",
]
