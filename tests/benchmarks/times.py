"""Measure how many time expressions get the right days.

    python -m tests.benchmarks.times --data FOLDER [--show]

FOLDER holds gum_interview.jsonl and recognizers.jsonl (either may be missing). An expression is right when an
expression of ours that overlaps it has the same first and last day. Where a file knows an open or inexact bound only
that bound is compared. Clock times, durations and recurring sets stand for no days; they are counted, not scored.
"""

from __future__ import annotations

import argparse
import json
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sources.language.times.finding import find_times
from sources.language.times.reference import TimeReference

Bounds = tuple[date | None, date | None]


@dataclass(frozen=True)
class Row:
    """One labelled expression: where it stands and the bounds that count as right."""

    group: str
    text: str
    published: date | None
    start: int
    end: int
    accepted: tuple[Bounds, ...]
    yearless: bool = False


def gum(path: Path) -> Iterator[Row]:
    """Yield the rows of the interviews; years left out in the label are not compared."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        place = re.search(r"\s*".join(re.escape(word) for word in row["expression"].split()), row["sentence"])
        if place is None:
            continue
        label = {
            name: value.removeprefix("-") if value.startswith("-2") else value for name, value in row["attrs"].items()
        }
        yearless = any(value.startswith("--") for value in label.values())
        first = label.get("when") or label.get("from") or label.get("notBefore")
        last = label.get("when") or label.get("to") or label.get("notAfter")
        bounds = (expanded(first, last=False), expanded(last, last=True))
        published = (
            date.fromisoformat(row["dateCreated"]) if row["dateCreated"] and len(row["dateCreated"]) == 10 else None
        )
        group = "with a year" if row["has_year"] else "without a year"
        yield Row(group, row["sentence"], published, place.start(), place.end(), (bounds,), yearless)


def expanded(value: str | None, *, last: bool) -> date | None:
    """Return the first or last day of "2013", "2013-11" or "--11" (in the year 2000)."""
    if not value:
        return None
    parts = [int(part) for part in value.replace("--", "2000-").split("-")]
    month = parts[1] if len(parts) > 1 else (12 if last else 1)
    number = parts[2] if len(parts) > 2 else (monthrange(parts[0], month)[1] if last else 1)
    return date(parts[0], month, number)


def recognizers(path: Path) -> Iterator[Row]:
    """Yield the rows of the recogniser's cases.

    Ends of ranges are exclusive there in "March" and inclusive in "from 4 to 23 March"; both readings are accepted.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for result in row["results"]:
            group = result["TypeName"].split(".")[-1]
            values = (result["Resolution"] or {}).get("values", [])
            accepted: tuple[Bounds, ...] = ()
            if group not in {"time", "timerange", "duration", "set"}:
                accepted = tuple(bounds for value in values for bounds in _bounds(value, group))
            yield Row(
                group, row["input"], date.fromisoformat(row["ref"][:10]), result["Start"], result["End"] + 1, accepted
            )


def _bounds(value: dict[str, Any], group: str) -> Iterator[Bounds]:
    if value.get("value") == "not resolved":
        yield (None, None)
        return
    first, last = (str(value.get(name) or value.get("value") or "")[:10] for name in ("start", "end"))
    if not ({"start", "end"} & value.keys()):
        yield (date.fromisoformat(first), date.fromisoformat(last))
        return
    start = date.fromisoformat(value["start"][:10]) if "start" in value else None
    end = date.fromisoformat(value["end"][:10]) if "end" in value else None
    yield (start, end)
    if end and group == "daterange":
        yield (start, end - timedelta(days=1))


def right(row: Row, ours: TimeReference) -> bool:
    """Say whether ours has the bounds of one of the accepted readings."""
    start, end = ours.start, ours.end
    if row.yearless:
        start, end = (bound.replace(year=2000) if bound else None for bound in (start, end))
    for first, last in row.accepted:
        if first is None and last is None and (start or end):
            continue
        if (first is None or first == start) and (last is None or last == end):
            return True
    return False


def main() -> None:
    """Print a table of files and groups."""
    parser = argparse.ArgumentParser(description="Value accuracy of time expressions.")
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with gum_interview.jsonl and recognizers.jsonl"
    )
    parser.add_argument("--show", action="store_true", help="print every expression that is missed or wrong")
    arguments = parser.parse_args()
    print(f"{'file and group':40} {'rows':>5} {'found':>6} {'right':>6} {'accuracy':>9}")
    for name, read in (("gum_interview.jsonl", gum), ("recognizers.jsonl", recognizers)):
        if not (arguments.data / name).exists():
            continue
        counts: dict[str, Counter[str]] = {}
        for row in read(arguments.data / name):
            group = counts.setdefault(row.group, Counter())
            if not row.accepted:
                group["unscored"] += 1
                continue
            found = [
                time
                for time in find_times(row.text, published=row.published)
                if time.span and time.span.start < row.end and row.start < time.span.end
            ]
            correct = any(right(row, time) for time in found)
            group.update({"rows": 1, "found": bool(found), "right": correct})
            if arguments.show and not correct:
                shown = [(time.text, str(time.start), str(time.end)) for time in found]
                print(
                    "-",
                    row.published,
                    row.text[max(0, row.start - 40) : row.end + 20],
                    "|",
                    row.text[row.start : row.end],
                    "|",
                    shown,
                    "|",
                    [tuple(map(str, a)) for a in row.accepted][:2],
                )
        total: Counter[str] = Counter()
        for label, count in sorted(counts.items()):
            total.update(count)
            _print(f"{name} {label}", count)
        _print(f"{name} in all", total)


def _print(label: str, count: Counter[str]) -> None:
    share = f"{count['right'] / count['rows']:9.3f}" if count["rows"] else "not scored"
    print(f"{label:40} {count['rows']:5} {count['found']:6} {count['right']:6} {share}")


if __name__ == "__main__":
    main()
