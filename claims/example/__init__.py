"""The example that ships: an invented article and the invented sources it can be checked against.

Every place, person, publisher and figure in it is made up. The files are plain data beside this module.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
ARTICLE = FOLDER / "article.txt"


def source_files() -> tuple[Path, ...]:
    """Return the files of the example's sources, in the order of their names.

    A CSV file holds several sources, so there are more sources than files.
    """
    return tuple(sorted(path for path in (FOLDER / "sources").iterdir() if not path.name.startswith(".")))
