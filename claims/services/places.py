"""The places of evidence that are set up: a registry of kinds, each with its switch, and the places it gives."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claims.settings import OFF, ON, Setting, SettingRefused, switch
from sources.bounded_cache import BoundedCache
from sources.untrusted import Unusable, load_json

if TYPE_CHECKING:
    from claims.services.settings import Settings
    from sources.finding import Place
    from sources.finding.zim import ZimFile

OUTSIDE = switch("finding.outside")
"""Whether any place outside this machine may be asked."""

MOST_PATHS = 50
"""ZIM files and folders that can be named; each open file costs some handles and megabytes."""
_OPEN = 64  # ZIM files kept open
_PATH_CHARACTERS = 1000


def _paths(value: str) -> str:
    """Return a JSON list of absolute paths, each once."""
    try:
        given = load_json(value) if value else []
    except Unusable as fault:
        raise SettingRefused(f"The list of files {fault}.") from None
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise SettingRefused("The list of files is no list of paths.")
    paths = list(dict.fromkeys(one.strip() for one in given if one.strip()))
    if len(paths) > MOST_PATHS:
        raise SettingRefused(f"At most {MOST_PATHS} files and folders can be named. Name a folder of files instead.")
    for path in paths:
        if len(path) > _PATH_CHARACTERS or not Path(path).is_absolute():
            raise SettingRefused(f"“{path[:80]}” is no whole path. Write it from the root of the disk on.")
    return json.dumps(paths, ensure_ascii=False)


ZIM = switch("finding.zim", ON)
ZIM_PATHS = Setting("finding.zim-paths", "[]", _paths)
JUDGED = switch("finding.judged", ON)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of place.

    Attributes:
        name: In the code and in keys of the pages.
        title: What the pages call it.
        outside: Whether its places are outside this machine.
        terms: Its terms of use, in a line.
        switch: Turns all its places on and off.
        places: Gives the places that are set up, and a sentence for each that cannot be used.
    """

    name: str
    title: str
    outside: bool
    terms: str
    switch: Setting
    places: Callable[[Settings], tuple[list[Place], list[str]]]


_zims: BoundedCache[tuple[str, int, int], ZimFile] = BoundedCache(_OPEN)


def zim_paths(settings: Settings) -> list[str]:
    """Return the files and folders that are named."""
    found: list[str] = load_json(settings.get(ZIM_PATHS))
    return found


def keep_zim_paths(settings: Settings, paths: Sequence[str]) -> None:
    """Name the files and folders that are searched.

    Raises:
        SettingRefused: If one of them is not there, or is no ZIM file; what held before holds on.
        Unavailable: If the database did not keep it.
    """
    from sources.finding.zim import ENDING

    value = ZIM_PATHS.check(json.dumps(list(paths)))
    for path in map(Path, load_json(value)):
        if not path.exists():
            raise SettingRefused(f"There is no file or folder “{path.name}” there. Check the path.")
        if not path.is_dir() and path.suffix != ENDING:
            raise SettingRefused(f"“{path.name}” is no ZIM file: its name does not end in {ENDING}.")
    settings.keep(ZIM_PATHS, value)


def _zim_places(settings: Settings) -> tuple[list[Place], list[str]]:
    from sources.finding import PlaceFailed
    from sources.finding.zim import ENDING

    places: dict[str, Place] = {}
    problems: list[str] = []
    for path in map(Path, zim_paths(settings)):
        files = sorted(path.glob(f"*{ENDING}")) if path.is_dir() else [path]
        if not files:
            problems.append(f"The folder “{path.name}” has no file that ends in {ENDING}.")
        for file in files:
            try:
                place = _zim(file)
            except PlaceFailed as problem:
                problems.append(str(problem))
            else:
                if place.name in places:  # two editions of one book have one title
                    place = copy(place)
                    place.name = f"{place.name} ({file.name})"
                places.setdefault(place.name, place)
    return list(places.values()), problems


def _zim(file: Path) -> ZimFile:
    """Return an open ZIM file; one that changed on the disk is opened again."""
    from sources.finding import PlaceFailed, ZimFile

    try:
        state = file.stat()
    except OSError:
        raise PlaceFailed(f"There is no file “{file.name}” at its place any more.") from None
    key = (str(file), state.st_mtime_ns, state.st_size)
    kept = _zims.get(key)
    if kept is None:
        kept = ZimFile(file)
        _zims.put(key, kept)
    return kept


KINDS: tuple[Kind, ...] = (
    Kind(
        "zim",
        "Offline encyclopedias and archives (ZIM files)",
        outside=False,
        terms="The licence that each file names; a search reads the file and asks nobody.",
        switch=ZIM,
        places=_zim_places,
    ),
)
"""What can be asked for documents, in the order in which the pages show it."""

JUDGED_NAME = "Judged here before"
JUDGED_TERMS = "Your own verdicts of other articles in this database; nobody is asked."


def places_on(settings: Settings) -> tuple[list[Place], list[str]]:
    """Return the places that are asked for documents, and a sentence for each that cannot be used."""
    found: list[Place] = []
    problems: list[str] = []
    outside = settings.get(OUTSIDE) == ON
    for kind in KINDS:
        if settings.get(kind.switch) == OFF or (kind.outside and not outside):
            continue
        places, wrong = kind.places(settings)
        found += places
        problems += wrong
    return found, problems
