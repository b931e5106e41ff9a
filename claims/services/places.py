"""The places of evidence that are set up: a registry of kinds, each with its switch, its fields and its places."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.settings import OFF, ON, Setting, SettingRefused, switch
from sources.bounded_cache import BoundedCache
from sources.reading import NotRead
from sources.reading.addresses import address
from sources.untrusted import Unusable, load_json, whole

if TYPE_CHECKING:
    from claims.services.settings import Settings
    from sources.finding import ClaimReviewFile, Place
    from sources.finding.search_engines import Reader
    from sources.finding.zim import ZimFile
    from sources.reading.fetching import Network

OUTSIDE = switch("finding.outside")
"""Whether any place outside this machine may be asked."""


ARCHIVED = switch("finding.archived")
"""Whether an archived copy is looked up of a page from outside that is added or pinned."""


def _per_minute(value: str) -> str:
    try:
        return str(whole(value, least=1, most=60))
    except Unusable as fault:
        raise SettingRefused(f"“{value[:20]}” {fault}.") from None


PER_MINUTE = Setting("finding.per-minute", "6", _per_minute)
"""Claims a minute that a place outside is asked for, when all claims of an article are."""

MOST_PATHS = 50
"""Files and folders that can be named in a field; each open file costs some handles and megabytes."""
_OPEN = 64  # files of one kind that are used, and kept open
_PATH_CHARACTERS = 1000
_NOT_READ = "its pages are not read, because reading from addresses is switched off in the settings"


@dataclass(frozen=True, slots=True)
class Setup:
    """What places are made with.

    Attributes:
        settings: What is set.
        read: Reads an address; None where addresses may not be read.
        network: The way out of this machine; None is its own.
        linked: What the article links to, those of the claim first: words and address of each.
    """

    settings: Settings
    read: Reader | None = None
    network: Network | None = None
    linked: Sequence[tuple[str, str]] = ()


Made = tuple[list["Place"], list[str]]
"""Places, and a sentence for each that is set up and cannot be used."""


@dataclass(frozen=True, slots=True)
class Field:
    """Something to be filled in for a kind of place.

    Attributes:
        setting: Where it is kept.
        label: What the page calls it.
        placeholder: An example.
        endings: Of files, where it is a list of paths; empty where it is an address.
    """

    setting: Setting
    label: str
    placeholder: str
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of place.

    Attributes:
        name: In the code and in keys of the pages.
        title: What the pages call it.
        outside: Whether its places are outside this machine.
        switch: Turns all its places on and off.
        places: Makes the places that are set up.
        field: What has to be filled in; None where nothing has.
        key: The environment variable that has its key; empty where it needs none.
    """

    name: str
    title: str
    outside: bool
    switch: Setting
    places: Callable[[Setup], Made]
    field: Field | None = None
    key: str = ""


# What can be filled in


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


def _address(value: str) -> str:
    if not value:
        return ""
    try:
        return str(address(value))
    except NotRead as problem:
        raise SettingRefused(str(problem)) from problem


def written(settings: Settings, field: Field) -> str:
    """Return what is filled in, as a person writes it: an address, or one path per line."""
    value = settings.get(field.setting)
    return "\n".join(_listed(settings, field.setting)) if field.endings else value


def keep(settings: Settings, field: Field, text: str) -> None:
    """Fill something in.

    Raises:
        SettingRefused: If it cannot be used, such as a file that is not there; what held before holds on.
        Unavailable: If the database did not keep it.
    """
    if not field.endings:
        settings.keep(field.setting, text.strip())
        return
    value = field.setting.check(json.dumps(text.splitlines()))
    for path in map(Path, load_json(value)):
        try:
            there = path.exists()
        except OSError as problem:  # a name that is too long, a folder that may not be looked into
            raise SettingRefused(
                f"“{path.name[:80]}” cannot be looked up on this machine. Check the path."
            ) from problem
        if not there:
            raise SettingRefused(f"There is no file or folder “{path.name}” there. Check the path.")
        if not path.is_dir() and path.suffix not in field.endings:
            raise SettingRefused(f"“{path.name}” does not end in {' or '.join(field.endings)}.")
    settings.keep(field.setting, value)


def _listed(settings: Settings, setting: Setting) -> list[str]:
    found: list[str] = load_json(settings.get(setting))
    return found


def _files(settings: Settings, field: Field) -> tuple[list[Path], list[str]]:
    """Return the files that are named, those of folders too."""
    files: list[Path] = []
    problems: list[str] = []
    for path in map(Path, _listed(settings, field.setting)):
        try:
            inside = _inside(path, field.endings) if path.is_dir() else [path]
        except OSError:  # such as a disk that was pulled out
            problems.append(f"“{path.name[:80]}” cannot be looked up on this machine.")
            continue
        if not inside:
            problems.append(f"The folder “{path.name}” has no file that ends in {' or '.join(field.endings)}.")
        files += inside
    return list(dict.fromkeys(files)), problems


def _inside(folder: Path, endings: Sequence[str]) -> list[Path]:
    return [one for ending in endings for one in sorted(folder.glob(f"*{ending}"))]


def has_key(kind: Kind) -> bool:
    """Tell whether the key of a kind is there."""
    return bool(_keys().get(kind.key))


def _keys() -> dict[str, str]:
    """Return the keys that are there; each goes to its own place and is kept nowhere."""
    return {
        BRAVE_KEY: os.environ.get("WORKBENCH_BRAVE_KEY", "").strip(),
        FACT_CHECK_KEY: os.environ.get("WORKBENCH_FACT_CHECK_KEY", "").strip(),
    }


# The kinds

ZIM = switch("finding.zim", ON)
ZIM_PATHS = Field(
    Setting("finding.zim-paths", "[]", _paths),
    "ZIM files, or folders of them: one path per line",
    "/media/archive/wikipedia_en_all.zim",
    (".zim",),
)
REVIEWS = switch("finding.claim-reviews", ON)
REVIEW_PATHS = Field(
    Setting("finding.claim-review-paths", "[]", _paths),
    "Files of ClaimReview (JSON-LD or DataFeed), or folders of them: one path per line",
    "/media/archive/claim-reviews.json",
    (".json", ".jsonld"),
)
LINKED = switch("finding.linked")
WIKI = switch("finding.mediawiki")
WIKI_ADDRESS = Field(
    Setting("finding.mediawiki-address", "https://en.wikipedia.org/w/api.php", _address),
    "The address of the wiki's api.php",
    "https://en.wikipedia.org/w/api.php",
)
SEARXNG = switch("finding.searxng")
SEARXNG_ADDRESS = Field(
    Setting("finding.searxng-address", "", _address), "The address of SearXNG", "https://search.desk.example"
)
BRAVE = switch("finding.brave")
BRAVE_KEY = "WORKBENCH_BRAVE_KEY"
FACT_CHECK = switch("finding.fact-check-tools")
FACT_CHECK_KEY = "WORKBENCH_FACT_CHECK_KEY"
JUDGED = switch("finding.judged", ON)
JUDGED_NAME = "Judged here before"
JUDGED_TERMS = "Your own verdicts of other articles in this database; nobody is asked."

_zims: BoundedCache[tuple[str, int, int], ZimFile | str] = BoundedCache(_OPEN)
_reviews: BoundedCache[tuple[str, int, int], ClaimReviewFile | str] = BoundedCache(_OPEN)
"""By path, time and size: what was opened, or the sentence why it cannot be used."""


def _zim_places(setup: Setup) -> Made:
    from sources.finding import ZimFile

    return _of_files(setup, ZIM_PATHS, _zims, ZimFile)


def _review_places(setup: Setup) -> Made:
    from sources.finding import ClaimReviewFile

    return _of_files(setup, REVIEW_PATHS, _reviews, ClaimReviewFile)


def _of_files(
    setup: Setup, field: Field, kept: BoundedCache[tuple[str, int, int], Any], opened: Callable[[Path], Any]
) -> Made:
    """Return a place for each file; one that did not change on the disk is not read again, also a faulty one."""
    places: list[Place] = []
    files, problems = _files(setup.settings, field)
    if len(files) > _OPEN:
        problems.append(f"Of {len(files):,} files only the first {_OPEN} are used. Name fewer, or join them.")
    for file in files[:_OPEN]:
        try:
            state = file.stat()
        except OSError:
            problems.append(f"There is no file “{file.name}” at its place any more.")
            continue
        key = (str(file), state.st_mtime_ns, state.st_size)
        place = kept.get(key) or _opened(file, opened)
        kept.put(key, place)
        if isinstance(place, str):
            problems.append(place)
            continue
        if any(place.name == other.name for other in places):  # two editions of one book have one title
            place = _renamed(place, f"{place.name} ({file.name})")
        places.append(place)
    return places, problems


def _opened(file: Path, opened: Callable[[Path], Any]) -> Any:
    """Return the place that a file is, or why it cannot be one."""
    from sources.finding import PlaceFailed

    try:
        return opened(file)
    except PlaceFailed as problem:
        return str(problem)


def _renamed(place: Place, name: str) -> Place:
    renamed = copy(place)
    renamed.name = name
    return renamed


def _named_apart(places: Sequence[Place]) -> list[Place]:
    """Return places no two of which have the same name: a file says itself what it is called."""
    taken = {JUDGED_NAME}
    found: list[Place] = []
    for place in places:
        free = place.name
        number = 2
        while free in taken:
            free, number = f"{place.name} ({number})", number + 1
        taken.add(free)
        found.append(place if free == place.name else _renamed(place, free))
    return found


def _linked_places(setup: Setup) -> Made:
    from sources.finding import LinkedByArticle

    if not setup.linked:
        return [], []
    if setup.read is None:
        return [], [f"Linked by the article: {_NOT_READ}."]
    return [LinkedByArticle(setup.linked, setup.read)], []


def _wiki_places(setup: Setup) -> Made:
    from sources.finding import MediaWiki

    return _one("MediaWiki", lambda: MediaWiki(setup.settings.get(WIKI_ADDRESS.setting), setup.network))


def _searxng_places(setup: Setup) -> Made:
    from sources.finding import SearXNG

    site, read = setup.settings.get(SEARXNG_ADDRESS.setting), setup.read
    if not site:
        return [], ["SearXNG: its address is not filled in yet."]
    if read is None:
        return [], [f"SearXNG: {_NOT_READ}."]
    return _one("SearXNG", lambda: SearXNG(site, read, setup.network))


def _brave_places(setup: Setup) -> Made:
    from sources.finding import BraveSearch

    read, key = setup.read, _keys()[BRAVE_KEY]
    if not key:
        return [], [f"Brave Search: there is no key. Set {BRAVE_KEY}."]
    if read is None:
        return [], [f"Brave Search: {_NOT_READ}."]
    return [BraveSearch(key, read, setup.network)], []


def _fact_check_places(setup: Setup) -> Made:
    from sources.finding import FactCheckTools

    key = _keys()[FACT_CHECK_KEY]
    if not key:
        return [], [f"Fact Check Tools: there is no key. Set {FACT_CHECK_KEY}."]
    return [FactCheckTools(key, setup.network)], []


def _one(name: str, make: Callable[[], Place]) -> Made:
    from sources.finding import PlaceFailed

    try:
        return [make()], []
    except PlaceFailed as problem:
        return [], [f"{name}: {problem}"]


KINDS: tuple[Kind, ...] = (
    Kind(
        "linked", "Linked by the article: its own links and notes", outside=True, switch=LINKED, places=_linked_places
    ),
    Kind(
        "zim",
        "Offline encyclopedias and archives (ZIM files)",
        outside=False,
        switch=ZIM,
        places=_zim_places,
        field=ZIM_PATHS,
    ),
    Kind("reviews", "ClaimReview files", outside=False, switch=REVIEWS, places=_review_places, field=REVIEW_PATHS),
    Kind(
        "mediawiki",
        "A MediaWiki site, such as Wikipedia",
        outside=True,
        switch=WIKI,
        places=_wiki_places,
        field=WIKI_ADDRESS,
    ),
    Kind(
        "searxng",
        "SearXNG, your own search engine",
        outside=True,
        switch=SEARXNG,
        places=_searxng_places,
        field=SEARXNG_ADDRESS,
    ),
    Kind("brave", "Brave Search", outside=True, switch=BRAVE, places=_brave_places, key=BRAVE_KEY),
    Kind(
        "fact-check-tools",
        "Fact Check Tools (ClaimReview)",
        outside=True,
        switch=FACT_CHECK,
        places=_fact_check_places,
        key=FACT_CHECK_KEY,
    ),
)
"""What can be asked for documents, in the order in which the pages show it."""


def places_on(setup: Setup) -> Made:
    """Return the places that are asked for documents, and a sentence for each that cannot be used."""
    found: list[Place] = []
    problems: list[str] = []
    outside = setup.settings.get(OUTSIDE) == ON
    for kind in KINDS:
        if setup.settings.get(kind.switch) == OFF or (kind.outside and not outside):
            continue
        places, wrong = kind.places(setup)
        found += places
        problems += wrong
    return _named_apart(found), problems
