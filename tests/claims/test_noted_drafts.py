"""Thirty annotated drafts of our own in four formats: their notes belong to the right claims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pytest

from claims.notes import attached_notes
from claims.splitting import read_article, split
from sources.reading.extract import Extract
from sources.reading.registry import FORMATS, File
from sources.source import Document
from tests.sources.reading.make_annotated import annotated_pdf
from tests.sources.reading.make_word import commented, footnote_mark, paragraph, run, word_file

pytestmark = pytest.mark.model

LEAST_RIGHT = 0.95

# {words|claim} carries a note on words, words{^|claim} a mark behind them. After the bar are words of the claims that
# the note belongs to: these must have it, and no other claim.
TEXTS = """
The council of Harnby {closed the old ferry pier|council of Harnby closed} on 4 March 2024.
The pier carried {1,200 passengers|carried 1,200} a day.
It was built in 1962.{^|was built in 1962}

Divers found {rust in eleven|Divers found rust} of the steel piles.
The builder Orrin Works welded them in {1988|Orrin Works welded}.
Nobody was hurt.{^|Nobody was hurt}

The harbour office {hired two divers|hired two divers} and {sold a crane|sold a crane}.
In April the ferry company {cut its fares by a fifth|cut its fares}.
The mill burned in 1950.{^|mill burned}

The number of visitors fell {from 48,000 to 31,000|number of visitors fell}, according to the Harnby Tourist Board.
The town lies {40 km north|town lies 40 km} of Velmar.
Its school closed in 2019.{^|school closed}

The lighthouse was {built in 1870|was built in 1870} and {restored in 2003|was restored in 2003}.
The county will vote on {12 June|county will vote}.
Boats still use the western quay.{^|western quay}

Mayor Ines Calder said the repair {would cost 3.4 million crowns|would cost 3.4}.
The bakery {employs 14 people|employs 14 people}.
The library opens on Monday.{^|library opens}

The port of Velmar {handled 9,000 boats|handled 9,000} last year.
{Trawlers|Trawlers moved} moved to Velmar in May.
The ferry sank in 1931.{^|ferry sank} The crew {survived|crew survived}.

The museum {bought the lamp|bought the lamp} in 2011, and the council {paid 40,000 crowns|paid 40,000}.
The roof leaks.{^|roof leaks} The guide {retired|guide retired} in May.
""".strip().split("\n\n")
DRAFTS = [(number, kind) for kind in ("docx", "html", "md", "pdf") for number in range(len(TEXTS))][:30]
_SIGN = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Part:
    """Words without a note, words with one, or (``words`` is "^") a mark; and the claims that the note belongs to."""

    words: str
    claims: tuple[str, ...] = ()


def parts_of(text: str) -> list[Part]:
    found: list[Part] = []
    done = 0
    for sign in _SIGN.finditer(text):
        found += [Part(text[done : sign.start()]), Part(sign[1], tuple(sign[2].split("&")))]
        done = sign.end()
    return [part for part in (*found, Part(text[done:])) if part.words]


def as_docx(parts: Sequence[Part]) -> bytes:
    runs, comments, footnotes = [], {}, {}
    for number, part in enumerate(parts, 1):
        if not part.claims:
            runs.append(run(part.words))
        elif part.words == "^":
            footnotes[number] = f"note {number}"
            runs.append(footnote_mark(number))
        else:
            comments[number] = ("Ada", f"note {number}")
            runs.append(commented(number, run(part.words)))
    return word_file(paragraph(*runs), comments=comments, footnotes=footnotes)


def as_html(parts: Sequence[Part]) -> bytes:
    words, notes = "", ""
    for number, part in enumerate(parts, 1):
        if not part.claims:
            words += escape(part.words)
        elif part.words == "^":
            words += f'<sup><a href="#n{number}">{number}</a></sup>'
            notes += f'<li id="n{number}">note {number} <a href="#top">↩</a></li>'
        else:
            words += f'<a href="https://notes.example/" title="note {number}">{escape(part.words)}</a>'
    return f"<!doctype html><html><body><article><p>{words}</p><ol>{notes}</ol></article></body></html>".encode()


def as_md(parts: Sequence[Part]) -> bytes:
    words, notes = "", "\n\n"
    for number, part in enumerate(parts, 1):
        if not part.claims:
            words += part.words
        elif part.words == "^":
            words += f"[^n{number}]"
            notes += f"[^n{number}]: note {number}\n"
        else:
            words += f'[{part.words}](https://notes.example/ "note {number}")'
    return (words + notes).encode()


def as_pdf(parts: Sequence[Part]) -> bytes:
    lines = [""]
    notes: list[tuple[str, str, dict[str, str]]] = []
    for number, part in enumerate(parts, 1):
        if part.words == "^":
            notes.append((lines[-1].split()[-1], "text", {"text": f"note {number}"}))
            continue
        if part.claims:
            notes.append((part.words, "highlight", {"text": f"note {number}"}))
        # A line for each sentence, so that a note does not reach over the end of one.
        first, *others = re.split(r"(?<=\.) (?=[A-Z])", part.words)
        lines[-1] += first
        lines += others
    return annotated_pdf([line.strip() for line in lines if line.strip()], notes)


MAKERS = {"docx": as_docx, "html": as_html, "md": as_md, "pdf": as_pdf}


def judged(number: int, kind: str) -> tuple[int, int, list[str]]:
    """Return how many notes of a draft belong to the right claims, of how many, and a line for each that does not."""
    parts = parts_of(TEXTS[number].replace("\n", " "))
    extract: Extract = FORMATS[kind].read(File(MAKERS[kind](parts), article=True))
    article = read_article(Document(text=extract.text, kind=kind, notes=extract.notes))
    claims = split(article)
    attached = attached_notes(article, claims)
    wrong = []
    for place, part in enumerate(parts, 1):
        if part.claims:
            has = [c.text for c in claims if f"note {place}" in {one.note.text for one in attached.get(c.id, ())}]
            right = {claim.text for claim in claims if any(words in claim.text for words in part.claims)}
            if not right or set(has) != right:
                wrong.append(f"{kind} {number}, “{part.words}”: {has}, not {sorted(right)}")
    wanted = sum(bool(part.claims) for part in parts)
    return wanted - len(wrong), wanted, wrong


def test_the_notes_of_thirty_drafts_in_four_formats_belong_to_the_right_claims() -> None:
    assert len(DRAFTS) == 30
    results = [judged(*draft) for draft in DRAFTS]
    right, wanted = sum(one[0] for one in results), sum(one[1] for one in results)
    wrong = [line for one in results for line in one[2]]
    assert right >= LEAST_RIGHT * wanted, f"{right} of {wanted} are right:\n" + "\n".join(wrong)


def test_each_format_has_notes_in_every_draft() -> None:
    for number, kind in DRAFTS:
        parts = parts_of(TEXTS[number].replace("\n", " "))
        extract = FORMATS[kind].read(File(MAKERS[kind](parts), article=True))
        assert len(extract.notes) == sum(bool(part.claims) for part in parts), (number, kind)
