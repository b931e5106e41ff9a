"""What a claim, a quotation and an addition cost in a large library beside the search by meaning.

    python -m tests.benchmarks.scale_claims NAME ARGUMENTS   prints one JSON object

Part of `tests.benchmarks.scale`, which runs each measure in a process of its own and prints the tables.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from sqlalchemy import delete

from sources.embedding import EncoderWorker
from sources.matching import match
from sources.matching.attributed import attributed_checks
from sources.matching.found import Found
from sources.matching.fusion import Fusion
from sources.matching.name_book import name_book
from sources.matching.quotations import quotation_checks
from sources.source import Matches, Query
from sources.store import Library, database_url, open_database, writing
from sources.store.listing import Search
from sources.store.source_queries import changed
from sources.store.tables import keyword_counts
from tests.benchmarks.scale_library import COPIED, PASSAGES, claims, document, write
from tests.benchmarks.scale_measures import CLAIMS, Invented

ADDED = 100  # sources, 1,000 passages
_AT_ONCE = 500  # sources written at a time


def stock(path: str, count: str) -> dict[str, object]:
    """Write a library of so many sources."""
    engine = open_database(database_url(path))
    with writing(engine) as connection:
        connection.exec_driver_sql("PRAGMA cache_size = -200000")
        for first in range(0, int(count), _AT_ONCE):
            write(connection, range(first, min(first + _AT_ONCE, int(count))))
        changed(connection)
    return {"bytes": Path(path).stat().st_size}


def keywords(path: str, count: str, runs: str) -> dict[str, object]:
    """Open the keyword index with terms to be counted and with terms that are kept, search it, and add to it."""
    with writing(open_database(database_url(path))) as connection:
        connection.execute(delete(keyword_counts))
    counted = _seconds(_opened(path).keywords)
    library = _opened(path)
    asked = [query.text for query in claims(CLAIMS, int(count))]
    before = _resident()
    opened = _seconds(library.keywords)
    held, passages = _resident() - before, library.keywords().passages

    def search() -> None:
        for found in Fusion(library.keywords(), None).asked(asked, None):
            assert found.worded

    searched = statistics.median(_seconds(search) for _ in range(int(runs)))
    ids, stored = _add(library, int(count))
    found = _seconds(library.keywords)
    grown = library.keywords().passages - passages
    _remove(library, ids)
    return {
        "counted": counted, "open": opened, "search": searched, "store": stored, "found": found, "grown": grown,
        "memory": held,
    }  # fmt: skip


def checks(path: str, count: str, runs: str) -> dict[str, object]:
    """Check quotations and named sources claim by claim; store copies and others, and ask for their origins."""
    library = _opened(path)
    queries = claims(CLAIMS, int(count))
    before = _resident()
    listing = _seconds(partial(library.listing.page, Search()))
    listed = _resident() - before
    before = _resident()
    counting = _seconds(library.origins.count)
    grouped = _resident() - before
    library.keywords()
    library.index()
    book = name_book(library)
    named = {name: book.find(name) for query in queries for name in query.attributed_to}
    quoting = [
        _seconds(partial(quotation_checks, _found(one, named), library)) for one in queries * int(runs) if one.quoted
    ]
    naming = [
        _seconds(partial(attributed_checks, _found(one, named), library))
        for one in queries * int(runs)
        if one.attributed_to
    ]
    ids, stored = _add(library, int(count))
    grouping = _seconds(partial(library.origins.of, ids))
    joined = sum(len(one.source_ids) > 1 for one in library.origins.of(ids).values())
    _remove(library, ids)
    return {
        "listing": listing, "listed": listed, "counting": counting, "grouped": grouped,
        "quoting": statistics.median(quoting), "naming": statistics.median(naming), "add": stored / ADDED,
        "grouping": grouping, "joined": joined,
    }  # fmt: skip


def matching(path: str, count: str, runs: str) -> dict[str, object]:
    """Match claims one by one as a reviewer does: the first, the others, and the first after an addition."""
    library = _opened(path)
    queries = claims(CLAIMS, int(count))
    before = _resident()
    first = _seconds(partial(match, queries[:1], library))
    one_by_one = [
        statistics.median(_seconds(partial(match, [one], library)) for _ in range(int(runs))) for one in queries
    ]
    memory = _resident() - before
    ids, _ = _add(library, int(count))
    after = _seconds(partial(match, queries[:1], library))
    _remove(library, ids)
    return {
        "first": first, "claim": statistics.median(one_by_one), "slowest": max(one_by_one), "after": after,
        "memory": memory,
    }  # fmt: skip


def _opened(path: str) -> Library:
    import torch  # noqa: F401 - whoever opens a library has loaded a model with it

    return Library(open_database(database_url(path)), EncoderWorker(Invented(), chunk=1000))


def _add(library: Library, count: int) -> tuple[list[str], float]:
    """Add sources, one in ten a copy; return their ids and the seconds of storing and embedding."""
    new = [document(10 * count + number) for number in range(ADDED)]
    new[::10] = [replace(document(place), publisher=f"Copy {place}") for place in range(0, COPIED, COPIED // 10)]
    begun = time.perf_counter()
    reports = library.add(new)
    seconds = time.perf_counter() - begun
    assert sum(report.passages for report in reports) >= ADDED * PASSAGES // 2
    return [report.source_id for report in reports], seconds


def _remove(library: Library, ids: Sequence[str]) -> None:
    for one in ids:
        library.versions.delete(one)


def _found(query: Query, named: dict[str, frozenset[str]]) -> Found:
    return Found([query], named, {query.id: Matches((), ())})


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _resident() -> int:
    """Return the bytes of memory that the process has just now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


MEASURES: dict[str, Callable[..., dict[str, object]]] = {
    "stock": stock,
    "keywords": keywords,
    "checks": checks,
    "matching": matching,
}

if __name__ == "__main__":
    print(json.dumps(MEASURES[sys.argv[1]](*sys.argv[2:])))
