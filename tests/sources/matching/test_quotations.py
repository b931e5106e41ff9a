"""What became of quoted words. The cases are data; what only a whole library shows is tested below them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from sources.embedding import EncoderWorker
from sources.language.quotations import outermost, quoted_spans
from sources.matching import match
from sources.matching.quotations import _wordings
from sources.source import Document, Query, QuotationCheck, Quoted
from sources.store import Library, database_url, open_database
from tests.sources.fakes import WordEncoder
from tests.sources.stored import every_source

CASES = Path(__file__).resolve().parents[2] / "cases" / "quotations"
# Of the written cases and the known failures together; raised when one of those is mended.
FLOOR = 0.95


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(open_database(database_url(str(tmp_path / "desk.sqlite3"))), EncoderWorker(WordEncoder()))


def check(library: Library, words: str, *named: str) -> QuotationCheck:
    (found,) = match([Query("clm-1", words, named, quoted=(words,))], library)["clm-1"].quotations
    return found


def checked(library: Library, case: dict[str, Any]) -> QuotationCheck:
    library.add(
        Document(text=text, kind="txt", publisher=f"Paper {at}") for at, text in enumerate(case["texts"], start=1)
    )
    return check(library, case["words"], *case["named"])


@pytest.mark.parametrize("case", read("written.jsonl"), ids=lambda case: str(case["why"]))
def test_a_quotation_is_found_as_it_is_labelled_with_its_speaker_and_its_changes(
    library: Library, case: dict[str, Any]
) -> None:
    found = checked(library, case)
    assert found.finding.value == case["finding"]
    assert list(found.speakers[:1]) == case["speakers"][:1]
    assert [list(change) for change in found.changes] == case["changes"]
    held = library.source(found.source_id)
    assert (held.text[found.start : found.end] if held else "") == found.found


@pytest.mark.xfail(strict=True, raises=AssertionError)
@pytest.mark.parametrize("case", read("known_failures.jsonl"), ids=lambda case: str(case["why"]))
def test_what_is_known_to_be_found_wrongly(library: Library, case: dict[str, Any]) -> None:
    assert checked(library, case).finding.value == case["finding"]


PILOT = Document(text="“We never saw a light on that ship,” said Ansa Dreyer.", kind="txt", publisher="Coast Wire")


@pytest.mark.parametrize(
    ("words", "named", "sentence"),
    [
        ("We never saw a light", "Ansa Dreyer", "Word for word in Coast Wire, where Ansa Dreyer says it."),
        (
            "We rarely saw a light on that ship",
            "Ansa Dreyer",
            "Nearly so in Coast Wire, where Ansa Dreyer says it. There it reads “never”, in the claim “rarely”.",
        ),
        (
            "We never saw a light",
            "Olof Tamm",
            "Word for word in Coast Wire, where Ansa Dreyer says it; the claim has it from Olof Tamm.",
        ),
        ("Gulls sleep on the wing", "Olof Tamm", "No source of the library has these words or nearly these."),
    ],
)
def test_a_person_reads_where_the_words_stand_and_who_says_them(
    library: Library, words: str, named: str, sentence: str
) -> None:
    library.add([PILOT])
    assert check(library, words, named).sentence == sentence


@pytest.mark.parametrize(
    ("named", "text", "finding"),
    [
        ("the master of the tug", "“The bell rang twice,” said Ansa Dreyer.", Quoted.EXACT),
        ("The Agency", "“The bell rang twice,” said Ansa Dreyer.", Quoted.EXACT),
        ("Olof Tamm", "The agency said: “The bell rang twice.” Olof Tamm had gone home.", Quoted.EXACT),
        ("Olof Tamm", "Ilse Marr came late. “The bell rang twice.” Olof Tamm had gone home.", Quoted.EXACT),
        ("Olof Tamm", "Ilse Marr came late. “The bell rang twice.” Everybody had gone home.", Quoted.MISATTRIBUTED),
        ("Olof Tamm", "“The bell rang twice,” said Ansa Dreyer. Olof Tamm had gone home.", Quoted.MISATTRIBUTED),
        ("Olof Tamm", "“The bell rang twice,” said Mr Tamm. Ansa Dreyer had gone home.", Quoted.EXACT),
    ],
    ids=[
        "whoever is only described may be anybody",
        "a name that names nobody may be anybody",
        "a speaker who is nobody may be the one named beside them",
        "a speaker who is a guess may be the one named beside them",
        "the one named is nowhere near",
        "somebody else says it beside the one named",
        "the one named says it",
    ],
)
def test_the_words_are_somebody_elses_only_where_the_text_shows_it(
    library: Library, named: str, text: str, finding: Quoted
) -> None:
    library.add([Document(text=text, kind="txt", publisher="Coast Wire")])
    assert check(library, "The bell rang twice", named).finding is finding


def test_of_two_places_in_one_source_the_named_speakers_own_comes_first(library: Library) -> None:
    said = "“The bell of the old ferry rang twice,” said Ansa Dreyer."
    nearly = "“The bell of the old ferry rang once,” said Olof Tamm."
    between = "\n\n".join(f"Barge number {number} left for Port Skarn before noon." for number in range(40))
    library.add([Document(text=f"{said}\n\n{between}\n\n{nearly}", kind="txt", publisher="Coast Wire")])
    words = "The bell of the old ferry rang twice"
    assert check(library, words, "Ansa Dreyer").finding is Quoted.EXACT
    found = check(library, words, "Olof Tamm")
    assert (found.finding, found.changes) == (Quoted.ALTERED, (("twice", "once"),))


def test_a_passage_that_the_source_has_no_longer_is_passed_over(library: Library) -> None:
    library.add([PILOT])
    (held,) = library.load_passages({every_source(library)[0].id}).values()
    (found,) = _wordings("We never saw a light", *held, [0, 7])
    assert found[1].exact


def test_a_publisher_that_prints_the_words_has_them_whoever_says_them_there(library: Library) -> None:
    library.add([PILOT])
    assert check(library, "We never saw a light on that ship", "Coast Wire").finding is Quoted.EXACT


def test_the_place_where_the_named_one_says_it_comes_before_any_other(library: Library) -> None:
    other = Document(text="“We never saw a light on that ship,” said Rhea Voss.", kind="txt", publisher="A Paper")
    library.add([PILOT, other])
    assert check(library, "We never saw a light on that ship", "Rhea Voss").speakers == ("Rhea Voss",)
    assert check(library, "We never saw a light on that ship", "Ansa Dreyer").speakers == ("Ansa Dreyer",)


def test_a_quotation_that_begins_in_one_passage_and_ends_in_the_next_is_found(library: Library) -> None:
    sentences = [
        f"The {word} of the harbour was quiet and dark and long." for word in ["quay", "pier", "mole", "dock", "lane"]
    ]
    library.add([Document(text=" ".join(sentences), kind="txt", publisher="Coast Wire")])
    held = every_source(library)[0]
    assert held.passages > 1
    words = (
        "was quiet and dark and long. The dock of the harbour was quiet and dark and long. The lane of the harbour"
    )
    assert check(library, words).finding is Quoted.EXACT


def test_an_empty_library_has_no_words_and_a_claim_without_quotation_no_check(library: Library) -> None:
    assert check(library, "We never saw a light").finding is Quoted.NOWHERE
    assert match([Query("clm-1", "The port is open.")], library)["clm-1"].quotations == ()


def test_the_queries_to_the_database_do_not_grow_with_the_quotations(library: Library) -> None:
    library.add([PILOT])

    def asked(count: int) -> int:
        statements: list[str] = []
        queries = [Query(f"clm-{n}", f"Light {n}.", quoted=(f"We never saw light {n}",)) for n in range(count)]
        match(queries, library)
        listen = lambda *given: statements.append(given[2])  # noqa: E731
        event.listen(library._engine, "before_cursor_execute", listen)
        match(queries, library)
        event.remove(library._engine, "before_cursor_execute", listen)
        return len(statements)

    assert asked(20) == asked(1)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said “we ‘never’ did” and "it is" so.', ["we ‘never’ did", "it is"]),
        ("The hauliers' side spoke of the town's “last chance”.", ["last chance"]),
        ('" I have no doubt " , he said.', [" I have no doubt "]),
        ("“One day.\n\n“Another day,” she said.", ["One day.", "Another day,"]),
        ("„Nein“ is no English, «oui» neither.", ["Nein", "oui"]),
        ("A mark “that never ends.", []),
        ("Nothing here, it's the drivers' own.", []),
        ("'It is over,' she said.", ["It is over,"]),
    ],
)
def test_quotation_marks_are_read_in_all_their_forms(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in outermost(quoted_spans(text))] == quoted
