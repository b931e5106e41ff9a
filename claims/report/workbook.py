"""The verdict CSV as an Excel workbook, with a sheet of the evidence. Every cell of words is text and no formula."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from claims.report.columns import COLUMNS, NAMES
from claims.report.flavours import harmless
from sources.untrusted import for_xml, load_json, number

_NUMBERS = frozenset({"schema_version", "claim_order", "start", "end", "check_worthiness", "version"})
_LARGEST = 1e12  # offsets, versions and shares are far below
_LONGEST = 32_767  # characters in a cell of Excel
_CUT = " … cut; the verdict CSV has it whole"
_WIDTHS = {"claim_text": 60, "article_quote": 60, "note": 40, "excerpt": 80, "title": 40, "article_title": 30}
_USUAL_WIDTH = 16
EVIDENCE = (
    "claim_order", "claim_id", "claim_text", "verdict", "reason", "reviewer", "publisher", "title", "published",
    "url", "place", "excerpt", "found_in", "archived", "retrieved_at", "text_sha256", "source_now", "source_id",
)  # fmt: skip


def workbook(rows: Sequence[Mapping[str, str]], *, made_at: datetime) -> bytes:
    """Return the workbook.

    Args:
        rows: Of the verdict CSV, each cell as its plain flavour has it.
        made_at: When it is made, for the properties of the file.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "claim workbench"
    book.properties.created = book.properties.modified = made_at.replace(tzinfo=None)
    sheet = book.active
    sheet.title = "Verdicts"
    _fill(sheet, NAMES, rows)
    _fill(book.create_sheet("Evidence"), EVIDENCE, [line for row in rows for line in _evidence(row)])
    about = [{"column": column.name, "meaning": column.meaning} for column in COLUMNS]
    _fill(book.create_sheet("Columns"), ("column", "meaning"), about)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _evidence(row: Mapping[str, str]) -> list[dict[str, str]]:
    pins = [pin for pin in load_json(row["evidence"]) if not pin.get("proposed")]
    return [{**row, **{name: str(value) for name, value in pin.items() if value is not None}} for pin in pins]


def _fill(sheet: Any, names: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for place, name in enumerate(names, 1):
        sheet.cell(1, place, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, _USUAL_WIDTH)
    for line, row in enumerate(rows, 2):
        for place, name in enumerate(names, 1):
            _write(sheet.cell(line, place), row.get(name, ""), is_number=name in _NUMBERS)
            sheet.cell(line, place).alignment = Alignment(vertical="top", wrap_text=name in _WIDTHS)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _write(cell: Any, value: str, *, is_number: bool) -> None:
    """Write a cell. Words are text whatever they begin with, also after somebody edits the cell."""
    if is_number and value:
        found = number(value, least=0, most=_LARGEST)
        cell.value = round(found) if found.is_integer() and "." not in value else found
        return
    value = for_xml(value)
    if len(value) > _LONGEST:
        value = value[: _LONGEST - len(_CUT)] + _CUT
    cell.value = value
    cell.data_type = "s"  # what begins with "=" would be a formula otherwise
    cell.quotePrefix = harmless(value, text=True) != value
