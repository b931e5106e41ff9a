"""Text and numbers from outside: one rule, whatever the door they come through.

Kept are texts without NUL, lone surrogates and control characters other than tab and line ends; numbers that are
finite and within bounds; days of the years 1 to 9999, also after conversion to UTC. A door either replaces what
breaks the rule, and says so (`clean`, `replaced`, `mended_json`), or refuses it (`sound`, `whole`, `number`,
`iso_day`, `moment`, `load_json`); a refusal is an `Unusable`, whose message the door completes with row and column.

Modules outside this package do not call ``json.loads``, ``csv.reader``, ``fromisoformat`` and the like on what comes
from outside; `tests/test_doors.py` holds them to it.
"""

from sources.untrusted.days import Moment, day, day_first, iso_day, moment
from sources.untrusted.json_values import LARGEST_WHOLE, load_json, mended, mended_json
from sources.untrusted.numbers import number, whole
from sources.untrusted.paths import bare_name, is_local, without_path
from sources.untrusted.table import NA_WORDS, Table, TableRow, TableUnreadable, read_table
from sources.untrusted.text import Cleaned, Unusable, clean, for_xml, one_line, replaced, sound, visible

__all__ = [
    "LARGEST_WHOLE",
    "NA_WORDS",
    "Cleaned",
    "Moment",
    "Table",
    "TableRow",
    "TableUnreadable",
    "Unusable",
    "bare_name",
    "clean",
    "day",
    "day_first",
    "for_xml",
    "is_local",
    "iso_day",
    "load_json",
    "mended",
    "mended_json",
    "moment",
    "number",
    "one_line",
    "read_table",
    "replaced",
    "sound",
    "visible",
    "whole",
    "without_path",
]
