"""Labels each paragraph of an article: first by its own words, then by its place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from claims.article import BlockKind
from claims.splitting.structure import boilerplate, bylines
from claims.splitting.structure.boilerplate import Label, plain
from claims.splitting.structure.pull_quotes import repeated
from sources.identity import normalised
from sources.language.span import Span
from sources.language.times import article_date

_HEADLINE_CHARACTERS = 220  # the longest headline of the articles looked at has 113
_DATE_LINE_CHARACTERS = 200
_SUBHEADING_WORDS = 10
_RUNNING_HEAD = 3  # a short line that occurs this often is the running head of a page
_ENDS_SENTENCE = re.compile(r"[.!?…:;。！？][\"”’')\]*_]*\s*$|[.!?…][\"”]\s*[\[(][^\[\]()\n]{2,80}[\])]\s*$")
_SENTENCE_INSIDE = re.compile(r"[a-z0-9][.!?][\"”’)]*\s+[\"“‘(]*[A-Z]")
_HEADING = re.compile(r"#{1,6}\s|\*\*[^*]+\*\*$")
_LIST_ITEM = re.compile(r"(?:[-*+•–—]|\d{1,3}[.)])\s")
_LINK = re.compile(r"(?:[-*+•]\s*)?\[[^\]]+\]\([^)]*\)$|https?://\S+$")
_CITATION = re.compile(
    r"https?://|\bwww\.|[\"”’]\s?[—–-]\s|[—–]\s.{2,60}\d{4}\W*$|\b(?:retrieved|accessed)\b", re.IGNORECASE
)
_PERSON = re.compile(
    r"[A-Z][\w'’-]+(?: [A-Z]\.?)?(?: [A-Z][\w'’-]+){1,2}(?:(?:, | [-–—|] )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3})?"
)
_PLACE = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph on its way to becoming a block; without a label it is body text."""

    span: Span
    text: str
    label: Label | None = None

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def heading(self) -> bool:
        """Whether Markdown marks it as a heading."""
        return _HEADING.match(self.text) is not None

    @property
    def sentence(self) -> bool:
        """Whether it reads as body text: it ends as a sentence does, or is too long for a heading."""
        return not self.heading and (
            _ENDS_SENTENCE.search(self.text[-12:]) is not None or len(self.text) > _HEADLINE_CHARACTERS
        )

    @property
    def item(self) -> bool:
        """Whether it is an entry of a list."""
        return _LIST_ITEM.match(self.text) is not None

    def of(self, kind: BlockKind, reason: str) -> Piece:
        """Return the piece with a label."""
        return replace(self, label=Label(kind, reason))


def label_all(pieces: list[Piece], title: str) -> list[Piece]:
    """Label every piece that is not body text.

    Args:
        pieces: The paragraphs in order.
        title: The title the document carries; a paragraph that says the same is the headline. May be empty.
    """
    if len(pieces) == 1:
        return pieces  # a single paragraph was brought to be split, whatever it looks like
    pieces = [replace(piece, label=boilerplate.recognise(piece.text)) for piece in pieces]
    pieces = _lines_of_date_and_author(pieces)
    pieces = _listed_at_the_end(pieces)
    again = repeated([piece.text if piece.label is None else "" for piece in pieces])
    pieces = [
        piece.of(BlockKind.BOILERPLATE, "pull quote")
        if number in again and piece.sentence | (piece.words > _SUBHEADING_WORDS)
        else piece
        for number, piece in enumerate(pieces)
    ]
    return _subheadings(_head(pieces, title))


def _lines_of_date_and_author(pieces: list[Piece]) -> list[Piece]:
    result: list[Piece] = []
    sentences = 0
    for piece in pieces:
        label = piece.label
        if label is None and len(piece.text) <= _DATE_LINE_CHARACTERS:
            label = _date_or_byline(piece, near_the_top=sentences <= 1)
        result.append(replace(piece, label=label))
        sentences += label is None and piece.sentence
    return result


def _date_or_byline(piece: Piece, *, near_the_top: bool) -> Label | None:
    date_label, byline = Label(BlockKind.DATELINE, "article date"), Label(BlockKind.BYLINE, "byline")
    if article_date.date_line(piece.text):
        return date_label if near_the_top or article_date.labelled(piece.text) else None
    if bylines.is_byline(plain(piece.text), near_the_top=near_the_top):
        return byline
    written = article_date.dates_in(piece.text)
    if written and near_the_top and not piece.sentence:
        rest = article_date.without_dates(piece.text, written)
        if bylines.is_byline(rest, near_the_top=True) or _PERSON.fullmatch(rest):
            return byline
        if _PLACE.fullmatch(rest):
            return date_label
    return None


def _listed_at_the_end(pieces: list[Piece]) -> list[Piece]:
    """Label the entries under headings such as "Sources" and "Related articles"."""
    result = list(pieces)
    under = ""
    for number, piece in enumerate(pieces):
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        if boilerplate.opens_sources(piece.text):
            under = "source list" if following is None or _is_entry(following, "source list") else ""
        elif boilerplate.opens_links(piece.text):
            under = "related link"
        elif under and piece.label is None and not _is_entry(piece, under):
            under = ""
        if under and (piece.label is None or not result[number].label):
            result[number] = piece.of(BlockKind.BOILERPLATE, under)
    return result


def _is_entry(piece: Piece, under: str) -> bool:
    if _LINK.match(piece.text):
        return True
    if under == "source list":
        return len(piece.text) <= 400 and (not piece.sentence or _CITATION.search(piece.text) is not None)
    return not piece.sentence and piece.words <= 25 and not piece.heading


def _head(pieces: list[Piece], title: str) -> list[Piece]:
    """Label the paragraphs before the first body paragraph: the headline, and those above and below it."""
    open_ = [number for number, piece in enumerate(pieces) if piece.label is None]
    headline = _headline(pieces, open_, title)
    if headline is None:
        return pieces
    result = list(pieces)
    for number in open_:
        piece = pieces[number]
        if number == headline:
            result[number] = piece.of(BlockKind.HEADLINE, "headline")
        elif piece.sentence or piece.item:
            if number > headline:
                break
        elif number < headline:
            result[number] = piece.of(BlockKind.BOILERPLATE, "navigation")
        elif bylines.is_dateline(plain(piece.text)):
            result[number] = piece.of(BlockKind.DATELINE, "dateline")
        elif _PERSON.fullmatch(piece.text) and _beside_a_date(pieces, number):
            result[number] = piece.of(BlockKind.BYLINE, "byline")
        else:
            result[number] = piece.of(BlockKind.HEADLINE, "subheading")
    return result


def _headline(pieces: list[Piece], open_: list[int], title: str) -> int | None:
    """Return which piece is the headline; None where there is none."""
    if title:
        wanted = normalised(title).casefold()
        for number in open_[:12]:
            words = normalised(plain(pieces[number].text)).casefold()
            if words == wanted or (len(words) > 20 and wanted.startswith(words)):
                return number
    if len(open_) < 2:
        return None
    first = pieces[open_[0]]
    if first.sentence and _headline_with_stop(pieces, open_):
        return open_[0]
    candidates: list[int] = []
    for number in open_:
        if pieces[number].sentence or pieces[number].item:
            break
        candidates.append(number)
    marked = [number for number in candidates if pieces[number].heading]
    long_enough = [number for number in candidates if pieces[number].words > 3]
    best = marked or long_enough or candidates
    return best[0] if best else _below_an_unknown_line(pieces, open_)


def _below_an_unknown_line(pieces: list[Piece], open_: list[int]) -> int | None:
    """Return the second piece where the lines of author and date right below it show that it is the headline."""
    second = open_[1]
    if pieces[second].sentence or pieces[second].item or second + 1 == len(pieces):
        return None
    return second if _states_author_or_date(pieces[second + 1]) else None


def _states_author_or_date(piece: Piece) -> bool:
    return piece.label is not None and piece.label.kind in {BlockKind.BYLINE, BlockKind.DATELINE}


def _headline_with_stop(pieces: list[Piece], open_: list[int]) -> bool:
    """Say whether the first piece is a headline although it ends in a stop: a question, or a date line below it."""
    first = pieces[open_[0]]
    if first.words > 25 or first.item or _SENTENCE_INSIDE.search(first.text) or re.match(r"[\"“]", first.text):
        return False
    return _states_author_or_date(pieces[open_[0] + 1]) or (
        first.text.endswith(("?", "!")) and pieces[open_[1]].sentence
    )


def _beside_a_date(pieces: list[Piece], number: int) -> bool:
    return any(map(_states_author_or_date, pieces[max(0, number - 1) : number] + pieces[number + 1 : number + 2]))


def _subheadings(pieces: list[Piece]) -> list[Piece]:
    """Label short lines without a stop that precede a longer paragraph, and the running heads of pages."""
    counts = Counter(piece.text for piece in pieces if piece.label is None and _short(piece))
    result = list(pieces)
    for number, piece in enumerate(pieces):
        if piece.label is not None or not (_short(piece) or piece.heading):
            continue
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        alone = not (number and _short(pieces[number - 1])) and not (following and _short(following))
        if piece.heading:
            result[number] = piece.of(BlockKind.HEADLINE, "subheading")
        elif counts[piece.text] >= _RUNNING_HEAD:
            result[number] = piece.of(BlockKind.BOILERPLATE, "running head")
        elif alone and following and following.label is None and following.sentence and following.words > piece.words:
            result[number] = piece.of(BlockKind.HEADLINE, "subheading")
    return result


def _short(piece: Piece) -> bool:
    """Whether an unlabelled piece could be a subheading: few words, no stop or comma, begins as a heading does."""
    return (
        piece.label is None
        and not piece.sentence
        and not piece.text.endswith(",")  # "Ida Holm said," before a block quotation
        and not piece.item
        and piece.words <= _SUBHEADING_WORDS
        and re.match(r"[A-Z0-9'‘#*¿¡(]", piece.text) is not None
    )
