"""The library on the command line: ``python -m sources add``, ``follow``, ``search`` and others.

Results go to stdout, everything else to stderr; exit 0 done, 2 wrong use, 1 failed with a line that says what.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from sources.filter import Filter
from sources.matching import search
from sources.matching.discrepancies import discrepancies
from sources.matching.terms import terms_of
from sources.reading import NotRead, all_formats, read, source_endings
from sources.reading.addresses import is_address
from sources.reading.limits import FILE_BYTES
from sources.reading.registry import ending_of, format_by_ending
from sources.source import Discrepancy, Document, Query, Source
from sources.store import DatabaseRefused, DatabaseUnavailable, Library, Progress, database_url, open_database
from sources.store.followed import Followed
from sources.term import Term, held_terms, open_terms
from sources.untrusted import Unusable, iso_day, mended_json, one_line, replaced, visible, whole

# Documents stored before the passages of the next ones are embedded; bounds what is in memory of a large corpus.
_AT_ONCE = 2000
# A corpus is brought by whoever runs the machine; the limit for uploads would cut it off. It is held in memory.
_TABLE_BYTES = 2**30
_MOST_SOURCES = 1_000_000  # of one query; a library of a million passages has no more sources
_SHOWN = 40  # characters of an argument in a message
_RUN_TAG = "claim-workbench"


class _Failed(Exception):  # noqa: N818 - the message is what is printed
    """A command could not be carried out."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if chosen.run is _search and (chosen.text is None) == (chosen.queries is None):
        parser.error("search needs either TEXT or --queries FILE.jsonl")
    if chosen.run is _compare and [chosen.claim is None, chosen.passage is None] != [chosen.pairs is not None] * 2:
        parser.error("compare needs either CLAIM and PASSAGE or --pairs FILE.jsonl")
    if chosen.run is _follow and chosen.stop and not chosen.where:
        parser.error("follow --stop needs the places that are to be followed no longer")
    try:
        code: int = chosen.run(chosen)
    except KeyboardInterrupt:
        _say("Stopped. What was added is kept; run the command again to go on.")
        return 1
    except BrokenPipeError:  # the reader of our output, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except _expected() as problem:
        _say(" ".join(str(problem).split()))
        return 1
    return code


def _expected() -> tuple[type[BaseException], ...]:
    from sources.embedding import ModelUnavailable
    from sources.store.labels import LabelRefused

    return _Failed, LabelRefused, NotRead, DatabaseRefused, DatabaseUnavailable, ModelUnavailable


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sources", description="Fill the library of sources and search it."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    database = argparse.ArgumentParser(add_help=False)
    database.add_argument(
        "--database",
        metavar="URL",
        help="SQLite file or address of the database; otherwise WORKBENCH_DATABASE, otherwise the user's data folder",
    )
    command = commands.add_parser(
        "add",
        parents=[database],
        help="add files, folders, and CSV or JSONL files of sources",
        description=f"Add sources. Read are {', '.join(source_endings())}; a folder is searched through. What is in "
        "the library already is not added again, and an interrupted run is taken up by running it again.",
    )
    command.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="a file, a folder, or the address of a page or feed, if the settings allow that",
    )
    command.add_argument("--label", type=one_line, action="append", default=[], help="a label for all of them")
    command.set_defaults(run=_add)
    command = commands.add_parser(
        "describe",
        parents=[database],
        help="fill in details of sources from a reference manager such as Zotero",
        description="Fill in title, publisher, author, day and address where a source lacks them, from the reference "
        "of the same title, or of the name of its file. What is there already stays.",
    )
    command.add_argument("file", metavar="FILE", help="references as CSL-JSON (.json), RIS (.ris) or BibTeX (.bib)")
    command.set_defaults(run=_describe)
    _follow_options(commands, database)
    _search_options(commands, database)
    _find_options(commands)
    _compare_options(commands)
    return parser


def _follow_options(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], database: argparse.ArgumentParser
) -> None:
    command = commands.add_parser(
        "follow",
        parents=[database],
        help="look at the feeds and folders that are followed, and add what is new",
        description="Follow feeds and folders: look at each, and add what is new as sources. Nothing is read twice. "
        "Without WHERE, all that is followed is looked at. Each place is printed as JSON: its address, how many "
        "sources are new, and what went wrong.",
    )
    command.add_argument(
        "where",
        metavar="WHERE",
        nargs="*",
        help="a folder, or the address of a feed, if the settings allow that; it is followed from now on",
    )
    command.add_argument("--stop", action="store_true", help="follow WHERE no longer; its sources stay")
    command.set_defaults(run=_follow)


def _search_options(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], database: argparse.ArgumentParser
) -> None:
    command = commands.add_parser(
        "search",
        parents=[database],
        help="print the sources nearest to a text or to each query of a file",
        description="Print the sources nearest by meaning and words, best first, each by its best passage.",
    )
    command.add_argument("text", metavar="TEXT", type=one_line, nargs="?", help="what to search for")
    command.add_argument("--queries", metavar="FILE.jsonl", help='a query a line: {"_id": "..", "text": ".."}')
    command.add_argument("--limit", metavar="N", type=_limit, default=10, help="most sources per query (10)")
    command.add_argument(
        "--publisher", metavar="NAME", type=one_line, action="append", default=[], help="only of this publisher"
    )
    kinds = tuple(known.name for known in all_formats() if known.source)
    command.add_argument("--kind", choices=kinds, action="append", default=[], help="only files of this kind")
    command.add_argument("--label", type=one_line, action="append", default=[], help="only sources with this label")
    command.add_argument("--since", metavar="YYYY-MM-DD", type=_day, help="only published on this day or later")
    command.add_argument("--until", metavar="YYYY-MM-DD", type=_day, help="only published on this day or earlier")
    command.add_argument(
        "--format",
        choices=("jsonl", "trec"),
        default="jsonl",
        help="jsonl: a source a line with its best passage; trec: a run file for retrieval measures",
    )
    command.set_defaults(run=_search)


def _find_options(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "find",
        help="print the passages of offline archives (ZIM files) nearest to a claim",
        description="Search ZIM files, such as an offline Wikipedia, for what could settle a claim, and print the "
        "nearest passage of each page as JSON, best first. No library is needed, and nothing leaves this machine.",
    )
    command.add_argument("claim", metavar="CLAIM", type=replaced, help="what is claimed")
    command.add_argument("--zim", metavar="FILE.zim", action="append", required=True, help="a ZIM file to search")
    command.add_argument("--words", type=one_line, help="the words to search for; otherwise taken from the claim")
    command.add_argument("--limit", metavar="N", type=_limit, default=5, help="most pages of each file (5)")
    command.set_defaults(run=_find)


def _compare_options(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "compare",
        help="print where a passage differs from a claim, and which words it holds",
        description="Print the marks of a claim and a passage as JSON, a line for each pair: the kind of difference, "
        "the words of both, and where those of the passage are. Held and open are the terms of the claim that the "
        "passage bears out, and those that it does not: their words, kind, and offsets in the claim. No library is "
        "needed.",
    )
    command.add_argument("claim", metavar="CLAIM", type=replaced, nargs="?", help="what is claimed")
    command.add_argument(
        "passage", metavar="PASSAGE", type=replaced, nargs="?", help="what a source says; offsets count in it"
    )
    command.add_argument("--pairs", metavar="FILE.jsonl", help='a pair a line: {"claim": "..", "passage": ".."}')
    command.set_defaults(run=_compare)


def _day(text: str) -> date:
    try:
        return iso_day(text)
    except Unusable:
        raise argparse.ArgumentTypeError(f"{visible(text)} is no day. Write it as YYYY-MM-DD.") from None


def _limit(text: str) -> int:
    try:
        return whole(text, least=1, most=_MOST_SOURCES)
    except Unusable as fault:
        raise argparse.ArgumentTypeError(f"{visible(text)[:_SHOWN]} {fault}") from None


def _library(database: str | None) -> Library:
    from sources.embedding import EncoderWorker

    return Library(open_database(database_url(database)), EncoderWorker())


# add


def _add(chosen: argparse.Namespace) -> int:
    from sources.store.labels import read_label

    labels = [read_label(label) for label in chosen.label]
    library = _library(chosen.database)
    problems: list[str] = []
    counted = {"added": 0, "known": 0, "empty": 0, "taken": 0}
    passages = 0
    said: set[str] = set()
    for documents in _batches(_documents(library, chosen.paths, problems)):
        shown = _Shown()
        reports = library.add(documents, progress=shown)
        shown.end()
        for label in labels:
            library.labels.put([report.source_id for report in reports if report.source_id], label)
        for report in reports:
            counted[report.status] += 1
            passages += report.passages if report.status == "added" else 0
            if report.status in {"empty", "taken"}:
                problems.append(f"“{report.name or 'A source without a name'}”: {report.message}")
            elif report.message and report.message not in said:  # what holds for all is said once
                said.add(report.message)
                _say(f"“{report.name}”: {report.message}")
    if not any(counted.values()) and not problems:
        raise _Failed("There is no file to add. Name files, or folders with files in them.")
    print(
        f"{counted['added']} added with {passages} passages, {counted['known']} in the library already, "
        f"{len(problems)} not added; {library.count()} sources in all."
    )
    for problem in problems:
        _say(problem)
    library.vectors.embed_missing()
    return 1 if problems else 0


def _follow(chosen: argparse.Namespace) -> int:
    library = _library(chosen.database)
    problems: list[str] = []
    failed = 0
    if chosen.stop:
        for place in _followed(library, chosen.where, problems):
            library.followed.unfollow(place.id)
    else:
        named = _followed(library, chosen.where, problems, begin=True)
        for place in named if chosen.where else library.followed.all():
            after = library.followed.look(place)
            values = {"address": after.address, "new": after.new, "problem": after.problem}
            print(json.dumps(values, ensure_ascii=False))
            failed += bool(after.problem)
        library.vectors.embed_missing()
    for problem in problems:
        _say(" ".join(problem.split()))
    return 1 if problems or failed else 0


def _followed(library: Library, named: Sequence[str], problems: list[str], *, begin: bool = False) -> list[Followed]:
    """Return the places of these names, each once, and note why there is none; `begin` follows those that are new."""
    found = {}
    for name in named:
        where = name if is_address(name) else str(Path(name).absolute())
        try:
            place = library.followed.find(where) or (library.followed.follow(where) if begin else None)
        except NotRead as problem:
            problems.append(str(problem))
            continue
        if place is None:
            problems.append(f"“{visible(name)}” is not followed.")
        else:
            found[place.id] = place
    return list(found.values())


def _describe(chosen: argparse.Namespace) -> int:
    from sources.reading.references import read_references

    path = Path(chosen.file)
    try:
        references = read_references(path.read_bytes(), path.name)
    except OSError as problem:
        raise _Failed(f"“{path.name}” cannot be read: {problem.strerror}.") from None
    library = _library(chosen.database)
    plan = library.plan_details(references)
    for title in plan.unmatched:
        _say(f"No source has the title “{title}”.")
    for title in plan.ambiguous:
        _say(f"Several sources have the title “{title}”; nothing was changed on them.")
    print(
        f"{len(library.fill_in(plan.fillings))} filled in, {plan.complete} complete already, "
        f"{len(plan.unmatched)} without a source, {len(plan.ambiguous)} with several"
    )
    return 0


def _documents(library: Library, named: Sequence[str], problems: list[str]) -> Iterator[Document]:
    """Yield what can be read; what cannot is noted and the others go on."""
    for address in (name for name in named if is_address(name)):
        try:
            yield from library.versions.at(address)
        except NotRead as problem:
            problems.append(str(problem))
    for path in _files([name for name in named if not is_address(name)], problems):
        try:
            most_bytes = _TABLE_BYTES if _is_corpus(path) else FILE_BYTES
            shown = partial(_say_recognised, path.name)
            documents = read(path.read_bytes(), path.name, most_bytes=most_bytes, progress=shown)
        except NotRead as problem:
            problems.append(str(problem))
        except OSError as problem:
            problems.append(f"“{path.name}” cannot be read: {problem.strerror}.")
        else:
            yield from documents


def _say_recognised(name: str, done: int, total: int) -> None:
    _say(f"“{visible(name)}”: text of {done} of {total} scanned pages recognised")


def _is_corpus(path: Path) -> bool:
    """Say whether a file may be a whole corpus: a table, which needs no library that its size could harm."""
    known = format_by_ending(path.name)
    return known is not None and bool(known.entry) and not known.sandboxed


def _files(paths: Sequence[str], problems: list[str]) -> Iterator[Path]:
    """Yield the files named, and those in folders named that have a known ending, in sorted order."""
    for name in paths:
        path = Path(name)
        if path.is_dir():
            endings = source_endings()
            found = [file for file in sorted(path.rglob("*")) if ending_of(file.name) in endings and file.is_file()]
            if not found:
                problems.append(f"There is no file to add in the folder “{name}”.")
            yield from found
        elif path.exists():
            yield path
        else:
            problems.append(f"“{name}” does not exist.")


def _batches(documents: Iterator[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    for document in documents:
        batch.append(document)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


class _Shown:
    """Shows progress on stderr: one line that is rewritten on a terminal, a line every tenth elsewhere."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._tenth = 0
        self._open = False

    def __call__(self, progress: Progress) -> None:
        tenth = progress.done * 10 // max(progress.total, 1)
        if not self._terminal and tenth == self._tenth:
            return
        self._tenth = tenth
        left = "" if progress.seconds_left is None else f", about {_duration(progress.seconds_left)} left"
        line = f"{progress.done} of {progress.total} passages embedded{left}"
        print(
            f"\r\x1b[K{line}" if self._terminal else line,
            end="" if self._terminal else "\n",
            file=sys.stderr,
            flush=True,
        )
        self._open = self._terminal

    def end(self) -> None:
        """Leave the line."""
        if self._open:
            print(file=sys.stderr)


def _duration(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min"


# search


def _search(chosen: argparse.Namespace) -> int:
    queries = [("1", chosen.text)] if chosen.queries is None else _read_queries(chosen.queries)
    library = _library(chosen.database)
    if not library.count():
        raise _Failed("The library is empty. Add sources with: python -m sources add PATH")
    only = Filter(tuple(chosen.publisher), tuple(chosen.kind), chosen.since, chosen.until, tuple(chosen.label))
    searched = search([text for _, text in queries], library, chosen.limit, chosen=only)
    if searched.notice:
        _say(searched.notice)
    for (query_id, _), ranked in zip(queries, searched.ranked, strict=True):
        held = library.load_passages({one.source_id for one in ranked})
        for rank, one in enumerate((one for one in ranked if one.source_id in held), start=1):
            source, passages = held[one.source_id]
            if chosen.format == "trec":
                print(query_id, "Q0", source.given_id or source.id, rank, f"{one.score:.6f}", _RUN_TAG)
            else:
                passage = passages[one.ordinal]
                result = _about(source) | {
                    "query_id": query_id,
                    "rank": rank,
                    "score": round(one.score, 6),
                    "similarity": None if one.similarity is None else round(one.similarity, 6),
                    "keyword_score": round(one.keyword_score, 6),
                    "found_by": [finder.value for finder in one.found_by],
                    "passage": {
                        "ordinal": passage.ordinal,
                        "start": passage.start,
                        "end": passage.end,
                        "text": passage.text,
                    },
                    "model_id": searched.model_id,
                }
                print(json.dumps(result, ensure_ascii=False))
    return 0


# find


def _find(chosen: argparse.Namespace) -> int:
    from sources.embedding import EncoderWorker
    from sources.finding import PlaceFailed, ZimFile, find, words_to_ask

    try:
        places = [ZimFile(Path(name)) for name in chosen.zim]
    except PlaceFailed as problem:
        raise _Failed(str(problem)) from problem
    words = words_to_ask(chosen.claim) if chosen.words is None else chosen.words
    failed = False
    for outcome in find(Query("", chosen.claim), words, places, EncoderWorker(), limit=chosen.limit):
        if outcome.problem:
            failed = True
            _say(f"{outcome.place}: {outcome.problem}")
        for rank, finding in enumerate(outcome.findings, start=1):
            document = finding.document
            result = {
                "place": outcome.place,
                "rank": rank,
                "title": document.title,
                "publisher": document.publisher,
                "edition": document.published.isoformat() if document.published else None,
                "address": document.url,
                "similarity": round(finding.candidate.similarity, 6),
                "passage": finding.candidate.passage.text,
                "marks": _marks(finding.candidate.discrepancies),
            }
            print(json.dumps(result, ensure_ascii=False))
    return 1 if failed else 0


# compare


def _compare(chosen: argparse.Namespace) -> int:
    pairs = [(chosen.claim, chosen.passage)] if chosen.pairs is None else _read_pairs(chosen.pairs)
    for claim, passage in pairs:
        marks = _marks(discrepancies(claim, passage))
        terms = terms_of(claim, [(passage, None)])
        held, opened = _listed(held_terms(terms)), _listed(open_terms(terms))
        print(json.dumps({"marks": marks, "held": held, "open": opened}, ensure_ascii=False))
    return 0


def _marks(marks: Sequence[Discrepancy]) -> list[dict[str, object]]:
    return [
        {
            "kind": mark.kind.value,
            "claim": mark.claim_words,
            "passage": mark.passage_words,
            "offsets": [mark.start, mark.end],
        }
        for mark in marks
    ]


def _listed(terms: Sequence[Term]) -> list[dict[str, object]]:
    return [{"words": term.text, "kind": term.kind.value, "offsets": [term.start, term.end]} for term in terms]


def _about(source: Source) -> dict[str, Any]:
    return {
        "source_id": source.id,
        "given_id": source.given_id,
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "published": source.published.isoformat() if source.published else None,
        "url": source.url,
    }


def _read_queries(name: str) -> list[tuple[str, str]]:
    """Return id and text of each query of a JSONL file."""
    return [(one_line(query_id), text) for query_id, text in _read_rows(name, "query", ("_id", "text"))]


def _read_pairs(name: str) -> list[tuple[str, str]]:
    """Return claim and passage of each pair of a JSONL file."""
    return _read_rows(name, "pair", ("claim", "passage"))


def _read_rows(name: str, what: str, fields: tuple[str, str]) -> list[tuple[str, str]]:
    """Return two fields of each line of a JSONL file; ``what`` is what a line is called in messages."""
    rows: list[tuple[str, str]] = []
    try:
        lines = Path(name).read_text(encoding="utf-8-sig").splitlines()
    except OSError as problem:
        raise _Failed(f"“{name}” cannot be read: {problem.strerror}.") from problem
    except UnicodeDecodeError as problem:
        raise _Failed(f"“{name}” is not UTF-8. Save it as UTF-8.") from problem
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row, _replaced = mended_json(line)
            rows.append((str(row[fields[0]]), str(row[fields[1]])))
        except (Unusable, KeyError, TypeError) as problem:
            raise _Failed(
                f"Line {number} of “{name}” is no {what}. Each line needs an object with "
                f'"{fields[0]}" and "{fields[1]}".'
            ) from problem
    if not rows:
        raise _Failed(f"There is no {what} in “{name}”.")
    return rows


def _say(message: str) -> None:
    print(message, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
