"""The command line: the same acts as on the pages, results on stdout, everything else on stderr.

Exit codes: 0 done, 2 wrong use, 1 failed, with one line that says why.
"""

from __future__ import annotations

import argparse
import json
import sys
import uuid
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.article import Article
from claims.claim import Claim
from claims.notes import attached_notes
from claims.report.json_lines import candidates_line, claim_line
from claims.report.packet import MAGIC as PACKET_MAGIC
from claims.splitting import outline, read_article, split
from sources.reading import NotRead, article_files, read_one
from sources.untrusted import Unusable, iso_day, one_line, visible, whole

if TYPE_CHECKING:
    from claims.language_model import LanguageModelSplitter
    from claims.workbench import Workbench

_MOST_VERSIONS = 1_000_000  # a bound on what is typed; no article has as many
_SHOWN = 40  # characters of what is no number, in the message that says so


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; wrong use ends the process with 2."""
    given = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code: int = given.run(given)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the results has enough of them
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("Stopped before it was done.", file=sys.stderr)
        return 1
    except _expected() as problem:
        print(" ".join(str(problem).split()), file=sys.stderr)
        return 1
    return code


def _expected() -> tuple[type[BaseException], ...]:
    """Return the errors whose message is a sentence for a person; imported late, because an error is rare."""
    from claims.review.gates import NotSaved
    from claims.services.exports import CsvRefused
    from claims.services.packets import PacketRefused
    from claims.services.reports import NoArticleError, NotPublishable
    from claims.splitting import NothingToSplit, ParserError
    from claims.workbench import DatabaseRefused, DatabaseUnavailable
    from sources.embedding import ModelUnavailable

    return (
        NotRead,
        NothingToSplit,
        ParserError,
        ModelUnavailable,
        DatabaseRefused,
        DatabaseUnavailable,
        NotSaved,
        CsvRefused,
        PacketRefused,
        NoArticleError,
        NotPublishable,
        _Failed,
    )


class _Failed(Exception):  # noqa: N818 - the message is what is printed
    """A command could not be carried out."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m claims",
        description="Split articles into claims, bring in their next versions, and take verdicts out and back in.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    article = argparse.ArgumentParser(add_help=False)
    article.add_argument("article", metavar="ARTICLE", help=f"a {article_files()} file; - is stdin, as text")
    dated = argparse.ArgumentParser(add_help=False)
    dated.add_argument(
        "--published",
        metavar="YYYY-MM-DD",
        type=_day,
        help="the article's date, on which relative dates depend; otherwise it is looked for in the text",
    )
    database = argparse.ArgumentParser(add_help=False)
    database.add_argument(
        "--database",
        metavar="URL",
        help="SQLite file or address of the database; otherwise WORKBENCH_DATABASE, otherwise the user's data folder",
    )

    command = commands.add_parser(
        "split", parents=[article, dated, database], help="print the claims of an article, one JSON a line"
    )
    command.add_argument(
        "--language-model",
        action="store_true",
        help="split by the language model of the settings or of WORKBENCH_LANGUAGE_MODEL_ADDRESS and "
        "WORKBENCH_LANGUAGE_MODEL; otherwise by rules, on this machine, and no database is opened",
    )
    command.set_defaults(run=_split)
    command = commands.add_parser(
        "outline",
        parents=[article, dated],
        help="print what became of every character of an article, one JSON a line",
    )
    command.set_defaults(run=_outline)
    command = commands.add_parser(
        "check",
        parents=[article, dated, database],
        help="split an article and print each claim with its candidates from the library, one JSON a line",
    )
    command.add_argument(
        "--csv", metavar="OUT", help="write the verdict CSV instead, every claim unreviewed; - is stdout"
    )
    command.set_defaults(run=_check)
    _add_article_commands(commands, article, dated, database)
    _add_database_commands(commands, database)
    return parser


def _add_article_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    article: argparse.ArgumentParser,
    dated: argparse.ArgumentParser,
    database: argparse.ArgumentParser,
) -> None:
    """Add the commands that store articles and their versions."""
    command = commands.add_parser(
        "add", parents=[article, dated, database], help="split an article, store it, and print its id"
    )
    command.set_defaults(run=_add)
    command = commands.add_parser(
        "revise",
        parents=[dated, database],
        help="compare the next version of a stored article with the present one, and print what becomes of each "
        "claim, one JSON a line",
    )
    command.add_argument("article_id", metavar="ARTICLE_ID", type=one_line, help="as add prints it")
    command.add_argument("article", metavar="FILE", help=f"its next version: a {article_files()} file; - is stdin")
    command.add_argument(
        "--language-model",
        action="store_true",
        help="split it by the language model, as split does; otherwise by rules, also where the present version was "
        "split by a model",
    )
    command.add_argument("--yes", action="store_true", help="save it; otherwise nothing is stored")
    command.set_defaults(run=_revise)


def _add_database_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], database: argparse.ArgumentParser
) -> None:
    """Add the commands that read and change what reviewers decided."""
    command = commands.add_parser(
        "export", parents=[database], help="write what was reviewed: verdict CSV, checked draft, report and others"
    )
    command.add_argument(
        "--article", metavar="ID", type=one_line, help="one article; otherwise all, of which only the CSV can be"
    )
    command.add_argument(
        "--format",
        choices=("csv", *_FORMATS),
        default="csv",
        help="; ".join(("csv: the verdict CSV", *(f"{name}: {about}" for name, (about, _) in _FORMATS.items()))),
    )
    command.add_argument(
        "--version", metavar="N", type=_number, help="of CSV and report: an earlier version of the article"
    )
    command.add_argument("--excel", action="store_true", help="the flavour of the CSV for Excel")
    command.add_argument("--unreviewed", action="store_true", help="in the draft, comments on unreviewed claims too")
    command.add_argument("--url", type=one_line, default="", help="of ClaimReview: where the check is published")
    command.add_argument("--publisher", type=one_line, default="", help="of ClaimReview: who publishes it")
    command.add_argument(
        "--claim",
        metavar="ID",
        type=one_line,
        action="append",
        help="of ClaimReview: one claim; may come several times",
    )
    command.add_argument("--out", metavar="FILE", default="-", help="the file to write; otherwise stdout")
    command.set_defaults(run=_export)
    command = commands.add_parser(
        "import", parents=[database], help="merge a verdict CSV into what was reviewed, or bring a packet in"
    )
    command.add_argument(
        "file",
        metavar="FILE",
        help="a verdict CSV of either flavour, or a packet, which must verify and whose article must not be here "
        "yet; - is stdin",
    )
    command.add_argument(
        "--reviewer", metavar="NAME", type=one_line, default="", help="whose verdicts those without a name are"
    )
    command.set_defaults(run=_import)
    command = commands.add_parser(
        "doctor",
        parents=[database],
        help="find what is damaged in a database, and text and numbers in it that cannot be shown or exported",
    )
    command.add_argument("--mend", action="store_true", help="mend them, after a copy of the SQLite file")
    command.add_argument("--yes", action="store_true", help="mend a PostgreSQL database of which you have a dump")
    command.set_defaults(run=_doctor)


def _day(text: str) -> date:
    try:
        return iso_day(text)
    except Unusable as fault:
        raise argparse.ArgumentTypeError(f"{visible(text)} {fault}") from None


def _number(text: str) -> int:
    try:
        return whole(text, least=1, most=_MOST_VERSIONS)
    except Unusable as fault:
        raise argparse.ArgumentTypeError(f"{visible(text)[:_SHOWN]} {fault}") from None


def _split(given: argparse.Namespace) -> int:
    article = _article(given)
    claims = _by_language_model(given, article) if given.language_model else split(article)
    notes = attached_notes(article, claims)
    for claim in claims:
        _print(claim_line(article, claim, notes.get(claim.id, ())))
    return 0


def _by_language_model(given: argparse.Namespace, article: Article) -> list[Claim]:
    splitter = _model_splitter(_workbench(given))
    claims = splitter.split(article)
    _say_report(splitter)
    return claims


def _model_splitter(workbench: Workbench) -> LanguageModelSplitter:
    """Return what splits by the language model, and say on stderr where the text goes."""
    from claims.language_model.choice import key_in_environment

    splitter = workbench.settings.model_splitter(key_in_environment())
    endpoint = workbench.settings.language_model().endpoint
    if endpoint is not None and not endpoint.local:
        print(f"The text is sent to {endpoint.named}, outside this machine.", file=sys.stderr)
    return splitter


def _say_report(splitter: LanguageModelSplitter) -> None:
    """Say on stderr what was not taken of what the language model gave."""
    for fault in splitter.report.faults:
        print(fault, file=sys.stderr)
    for one in splitter.report.rejected:
        print(f"Not taken: {one.text} ({one.reason})", file=sys.stderr)


def _outline(given: argparse.Namespace) -> int:
    article = _article(given)
    for span in outline(article, split(article)):
        _print(
            {
                "start": span.start,
                "end": span.end,
                "text": article.text[span.start : span.end],
                "status": span.status.value,
                "reason": span.reason,
                "claims": list(span.claims),
            }
        )
    return 0


def _check(given: argparse.Namespace) -> int:
    article = _article(given)
    workbench = _workbench(given)
    claims = split(article)
    notes = attached_notes(article, claims)
    matches = workbench.library.matching.of_claims(claims, article, progress=_show, notes=notes)
    for notice in dict.fromkeys(found.notice for found in matches.values() if found.notice):
        print(notice, file=sys.stderr)
    if given.csv is None:
        for claim in claims:
            _print(claim_line(article, claim, notes.get(claim.id, ())) | candidates_line(claim, matches[claim.id]))
        return 0
    _write(given.csv, workbench.exports.candidates_csv(article, claims, matches))
    return 0


def _add(given: argparse.Namespace) -> int:
    added = _workbench(given).articles.add(_article(given))
    print(added.article_id)
    if added.known:
        print("This article is stored already; nothing was added.", file=sys.stderr)
    return 0


def _revise(given: argparse.Namespace) -> int:
    workbench = _workbench(given)
    versions = workbench.articles.versions
    splitter = _model_splitter(workbench) if given.language_model else None
    version = versions.prepare(given.article_id, _article(given), splitter=splitter)
    if splitter is not None:
        _say_report(splitter)
    for change in version.revision.changes:
        _print({"id": change.after.id, "text": change.after.text, "status": change.status.value})
    if version.split_otherwise:
        hint = "" if given.language_model else " With --language-model it is split by the model."
        print(f"{version.split_otherwise}{hint}", file=sys.stderr)
    if given.yes:
        versions.save(version, reviewer="", request_id=uuid.uuid4().hex)
    counts = ", ".join(f"{count} {status}" for status, count in version.revision.counts.items())
    done = "saved" if given.yes else "not saved; run it again with --yes to save it"
    print(f"Version {version.number}: {counts}; {done}.", file=sys.stderr)
    return 0


def _export(given: argparse.Namespace) -> int:
    workbench = _workbench(given)
    if given.article and workbench.articles.get(given.article) is None:
        raise _Failed(f"There is no article {given.article}. Leave --article away to export all.")
    if given.version is not None and given.format not in {"csv", "report"}:
        raise _Failed(f"--version goes with csv and report, not with {given.format}.")
    if given.format != "csv":
        _write(given.out, _FORMATS[given.format][1](workbench, _one_article(workbench, given.article), given))
        return 0
    if given.version is not None:
        article_id = _one_article(workbench, given.article)
        _write(given.out, workbench.exports.version_csv(article_id, given.version, excel=given.excel))
        return 0
    _write(given.out, workbench.exports.verdict_csv(given.article, excel=given.excel))
    if not workbench.articles.summaries() and not workbench.articles.summaries(archived=True):
        print("There is no article yet: the file holds the header alone.", file=sys.stderr)
    return 0


def _one_article(workbench: Workbench, article_id: str | None) -> str:
    """Return which article is meant where only one can be exported."""
    if article_id:
        return article_id
    stored = [*workbench.articles.summaries(), *workbench.articles.summaries(archived=True)]
    if len(stored) != 1:
        raise _Failed(f"There are {len(stored)} articles. Say which with --article; a verdict CSV lists the ids.")
    return stored[0].id


def _checked_draft(workbench: Workbench, article_id: str, given: argparse.Namespace) -> bytes:
    """Return the checked draft of an article, and say on stderr what it is."""
    draft = workbench.exports.checked_draft(article_id, unreviewed=given.unreviewed)
    if draft is None:
        raise _Failed(f"There is no article {article_id}.")
    made = "the file that came in" if draft.original else "a plain document, because no Word file came in"
    print(f"{draft.comments} comments in {made}.", file=sys.stderr)
    return draft.data


def _report(workbench: Workbench, article_id: str, given: argparse.Namespace) -> bytes:
    return workbench.reports.html(article_id, version=given.version)


def _workbook(workbench: Workbench, article_id: str, _given: argparse.Namespace) -> bytes:
    return workbench.reports.workbook(article_id)


def _claim_reviews(workbench: Workbench, article_id: str, given: argparse.Namespace) -> bytes:
    return workbench.reports.claim_reviews(
        article_id, url=given.url, publisher=given.publisher, claim_ids=given.claim or None
    )


def _annotations(workbench: Workbench, article_id: str, _given: argparse.Namespace) -> bytes:
    return workbench.reports.web_annotations(article_id)


def _packet(workbench: Workbench, article_id: str, _given: argparse.Namespace) -> bytes:
    """Return the packet of an article, and say on stderr what two people compare."""
    from claims.services.packets import fingerprint

    data = workbench.packets.make(article_id)
    print(f"Fingerprint {fingerprint(data)}", file=sys.stderr)
    return data


_FORMATS: dict[str, tuple[str, Callable[[Workbench, str, argparse.Namespace], bytes]]] = {
    "docx": ("the checked draft, with a comment for each claim", _checked_draft),
    "report": ("an HTML page to read and print", _report),
    "xlsx": ("the verdict CSV as an Excel workbook, with a sheet of evidence", _workbook),
    "claimreview": ("a ClaimReview (schema.org) for each reviewed claim", _claim_reviews),
    "annotations": ("a Web Annotation (W3C) for each verdict", _annotations),
    "packet": ("a zip with everything that the verdicts rest on, and a script that verifies it", _packet),
}
"""The formats of one article beside the CSV: what each is, and what makes it."""


def _import(given: argparse.Namespace) -> int:
    data = _bytes(given.file)
    if data.startswith(PACKET_MAGIC):
        brought = _workbench(given).packets.bring_in(data)
        print(
            f"{brought.article_id}: {brought.claims} claims, {brought.judgements} lines of history, "
            f"{brought.sources} sources"
        )
        print(f"Fingerprint {brought.fingerprint}", file=sys.stderr)
        if brought.warning:
            print(brought.warning, file=sys.stderr)
        return 0
    report = _workbench(given).exports.import_csv(data, given.reviewer)
    for notice in report.notices:
        print(notice, file=sys.stderr)
    print(f"{report.added} added, {report.unchanged} unchanged, {len(report.conflicts)} not imported")
    for conflict in report.conflicts:
        whose = f", {conflict.reviewer}" if conflict.reviewer else ""
        print(f"row {conflict.row}, {conflict.claim_id}{whose}: {conflict.message}")
    if report.conflicts:
        raise _Failed(f"{len(report.conflicts)} of the rows were not imported; they are listed on stdout.")
    return 0


def _doctor(given: argparse.Namespace) -> int:
    from claims.services.doctor import Doctor

    with Doctor(given.database) as doctor:
        found = doctor.check()
        for line in found.lines:
            print(line)
        if found.sound:
            print("Nothing is wrong with the database.", file=sys.stderr)
            return 0
        if not given.mend:
            raise _Failed(f"{found.summary} Run the command with --mend to mend what can be mended.")
        if doctor.can_copy:
            print(f"The database as it was: {doctor.copy()}", file=sys.stderr)
        elif not given.yes:
            raise _Failed("Take a dump of the database with pg_dump first, then run the command with --mend --yes.")
        left = doctor.mend()
    for line in left.lines:
        print(f"not mended: {line}")
    if not left.sound:
        raise _Failed(f"{left.summary} Restore a backup, or correct them by hand.")
    print(f"{found.summary} All were mended. Restart a workbench that runs on this database.", file=sys.stderr)
    return 0


def _article(given: argparse.Namespace) -> Article:
    # What comes through a pipe carries no name; it is read as plain text.
    name = "stdin.txt" if given.article == "-" else Path(given.article).name
    return read_article(read_one(_bytes(given.article), name), published=given.published)


def _workbench(given: argparse.Namespace) -> Workbench:
    from claims.workbench import Workbench

    return Workbench.open(given.database)


def _bytes(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise _Failed(f"{path} cannot be read: {error.strerror}.") from error


def _write(path: str, data: bytes) -> None:
    if path == "-":
        sys.stdout.buffer.write(data)
        return
    try:
        Path(path).write_bytes(data)
    except OSError as error:
        raise _Failed(f"{path} cannot be written: {error.strerror}.") from error


def _print(values: dict[str, Any]) -> None:
    print(json.dumps(values, ensure_ascii=False))


def _show(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\rcomparing {done} of {of}", end="\n" if done == of else "", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
