"""The publishers and authors of a library, to look the names up that claims give, kept as the library changes."""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from sources.language.lexicon import words
from sources.language.names import (
    acronyms_of,
    alias_forms,
    authors_of,
    given_fits,
    initials_of,
    is_named,
    people_of,
    person_of,
    spellings,
    telling_words,
)
from sources.language.outlets import OUTLETS

if TYPE_CHECKING:
    from sources.store.library import Library

_BODIES = words("bodies_called_by_kind")
_SHORT = re.compile(r"[Tt]he ([A-Z][a-z]+)")
_Words = tuple[str, ...]
_COMMON_ALIASES = alias_forms(OUTLETS)
_Key = tuple[str, _Words]


class _Held(NamedTuple):
    """A publisher, or an author line, of the library."""

    name: str
    author: bool


class NameBook:
    """The publishers and authors of a library, to look names up in.

    Args:
        entries: Source id, publisher and author of each source; either may be empty.
        aliases: What else publishers are called, to the name they go by ("the Lantern" to "Daily Lantern"). They come
            before the built-in table of common outlets; one that names nobody ("the agency") is passed over.
    """

    def __init__(self, entries: Iterable[tuple[str, str, str]], aliases: Mapping[str, str] | None = None) -> None:
        self._given = dict(aliases or {})
        self._aliases = {**_COMMON_ALIASES, **alias_forms(self._given)}
        self._held: dict[str, tuple[str, str]] = {}
        # Ids by publisher, and by author and publisher; and by each way to look for a name, who can be meant. A
        # library has far fewer names than sources.
        self._of_publisher: dict[str, set[str]] = {}
        self._of_author: dict[str, dict[str, set[str]]] = {}
        self._meant: dict[_Key, tuple[_Held, ...]] = {}
        for source_id, publisher, author in entries:
            self._enter(source_id, publisher, author)

    def changed(self, entries: Iterable[tuple[str, str, str]], removed: Collection[str] = ()) -> NameBook:
        """Return the book with other sources, as if it had been made of them; names it has are not read again.

        Args:
            entries: Sources that are new or go by other names now.
            removed: Ids of sources that are no longer there; unknown ones are passed over.
        """
        new = list(entries)
        book = NameBook((), self._given)
        book._held, book._meant = self._held.copy(), self._meant.copy()
        # Whoever has this book keeps it as it is.
        book._of_publisher = self._of_publisher.copy()
        book._of_author = self._of_author.copy()
        touched = {one: self._held[one] for one in {*removed, *(one for one, _, _ in new)} if one in self._held}
        for publisher in {
            *(held[0] for held in touched.values()),
            *(one[1] for one in new),
        } & book._of_publisher.keys():
            book._of_publisher[publisher] = book._of_publisher[publisher].copy()
        for author in {*(held[1] for held in touched.values()), *(one[2] for one in new)} & book._of_author.keys():
            book._of_author[author] = {name: ids.copy() for name, ids in book._of_author[author].items()}
        for source_id in touched:
            book._leave(source_id)
        for entry in new:
            book._enter(*entry)
        return book

    def __len__(self) -> int:
        return len(self._held)

    def find(self, name: str) -> frozenset[str]:
        """Return the ids of the sources whose publisher or author ``name`` is; empty where that is not certain."""
        found = self._by_person(name)
        for called in self._called(name):
            wanted: list[_Key] = [("form", form) for form in spellings(called)]
            wanted += [("initials", (acronym,)) for acronym in acronyms_of(called)]
            wanted += [("acronym", (initials,)) for initials in initials_of(called)]
            for key in wanted:
                for held in self._meant.get(key, ()):
                    found |= self._ids(held)
        return frozenset(found or self._by_short_form(name))

    def goes_by(self, name: str) -> str:
        """Return the publisher, else the author, whom ``name`` means, as the library writes it.

        Of several spellings the longest; the name itself where it means nobody here.
        """
        held = {self._held[one] for one in self.find(name)}
        publishers = {publisher for publisher, _author in held}
        some = [one for one in publishers if NameBook([("it", one, "")], self._given).find(name)]
        if not some:
            authors = {one.strip() for _publisher, author in held for one in authors_of(author)}
            some = [one for one in authors if NameBook([("it", "", one)], self._given).find(name)]
        return max(some, key=lambda one: (len(one), one), default=name)

    def _enter(self, source_id: str, publisher: str, author: str) -> None:
        self._held[source_id] = (publisher, author)
        if publisher not in self._of_publisher:
            self._of_publisher[publisher] = set()
            for key in self._keys(_Held(publisher, author=False)):
                self._meant[key] = (*self._meant.get(key, ()), _Held(publisher, author=False))
        self._of_publisher[publisher].add(source_id)
        if author not in self._of_author:
            self._of_author[author] = {}
            for key in self._keys(_Held(author, author=True)):
                self._meant[key] = (*self._meant.get(key, ()), _Held(author, author=True))
        self._of_author[author].setdefault(publisher, set()).add(source_id)

    def _leave(self, source_id: str) -> None:
        publisher, author = self._held.pop(source_id)
        self._of_publisher[publisher].remove(source_id)
        if not self._of_publisher[publisher]:
            del self._of_publisher[publisher]
            self._forget(_Held(publisher, author=False))
        by_publisher = self._of_author[author]
        by_publisher[publisher].remove(source_id)
        if not by_publisher[publisher]:
            del by_publisher[publisher]
        if not by_publisher:
            del self._of_author[author]
            self._forget(_Held(author, author=True))

    def _forget(self, held: _Held) -> None:
        for key in self._keys(held):
            left = tuple(one for one in self._meant[key] if one != held)
            if left:
                self._meant[key] = left
            else:
                del self._meant[key]

    def _keys(self, held: _Held) -> set[_Key]:
        """Return the ways to look for a name."""
        keys: set[_Key] = set()
        for spelled in {held.name, *authors_of(held.name)} if held.author else {held.name}:
            for name in self._called(spelled):
                keys |= {("form", form) for form in spellings(name)}
                keys |= {("acronym", (acronym,)) for acronym in acronyms_of(name)}
                keys |= {("initials", (initials,)) for initials in initials_of(name)}
        if held.author:
            keys |= {("surname", person[-1:]) for person in people_of(held.name)}
        else:
            words = telling_words(held.name)
            keys |= {("body", (body,)) for body in {words[0], words[-1]} & _BODIES} if len(words) > 1 else set()
        return keys

    def _ids(self, held: _Held) -> set[str]:
        if not held.author:
            return self._of_publisher[held.name]
        return set().union(*self._of_author[held.name].values())

    def _called(self, name: str) -> list[str]:
        """Return the name and, where it is an alias, the name it stands for."""
        return [name, *sorted({self._aliases[form] for form in spellings(name) if form in self._aliases})]

    def _by_short_form(self, name: str) -> set[str]:
        """Return the sources of the one publisher that "the Office" can be short for; "the office" is nobody."""
        short = _SHORT.fullmatch(name.strip())
        fitting = self._meant.get(("body", (short.group(1).lower(),)), ()) if short else ()
        if len({telling_words(held.name) for held in fitting}) != 1:
            return set()
        return set().union(*(self._ids(held) for held in fitting))

    def _by_person(self, name: str) -> set[str]:
        """Return the sources of the one author whom a surname, or a first name or initial with it, can mean."""
        spoken = person_of(name)
        if not spoken:
            return set()
        fitting: dict[_Words, set[str]] = {}
        for held in self._meant.get(("surname", spoken[-1:]), ()):
            for person in people_of(held.name):
                if person[-1] == spoken[-1] and all(
                    given_fits(one, other) for one, other in zip(spoken[:-1], person[:-1], strict=False)
                ):
                    for publisher, ids in self._of_author[held.name].items():
                        # An author line that is the publisher's own name is nobody's surname.
                        if not is_named(held.name, publisher):
                            fitting.setdefault(person, set()).update(ids)
                    if len(fitting) > 1:
                        return set()
        return next(iter(fitting.values()), set())


class _Kept:
    """The book of one library, as it was at a version."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.version = -1
        self.aliases: dict[str, str] = {}
        self.book = NameBook(())


_kept: WeakKeyDictionary[Library, _Kept] = WeakKeyDictionary()
_keeping = threading.Lock()


def name_book(library: Library) -> NameBook:
    """Return the names of a library as it is now; only what changed since the last call is read."""
    with _keeping:
        kept = _kept.setdefault(library, _Kept())
    with kept.lock:
        if library.version != kept.version:
            read = library.names_since(kept.version)
            if kept.version < 0 or read.aliases != kept.aliases:
                everything = library.names_since(-1) if kept.version >= 0 else read
                kept.book = NameBook(everything.names, everything.aliases)
                read = everything
            else:
                kept.book = kept.book.changed(read.names, read.gone)
            kept.version, kept.aliases = read.version, read.aliases
        return kept.book
