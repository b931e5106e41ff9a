import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import delete, func, insert, select, update

from sources.embedding import EncoderWorker, ModelUnavailable
from sources.embedding.encoder import Vectors
from sources.source import Document
from sources.store import Library, Progress, database_url, open_database, reading, writing
from sources.store.source_queries import text_digest
from sources.store.tables import embeddings, sources
from sources.store.tables import library as library_table
from tests.sources.fakes import WordEncoder
from tests.sources.stored import every_source

NOW = datetime(2024, 5, 3, 12, 0, tzinfo=UTC)


def library_at(path: Path, encoder: WordEncoder | None = None, chunk: int = 4) -> Library:
    engine = open_database(database_url(str(path)))
    return Library(engine, EncoderWorker(encoder or WordEncoder(), chunk=chunk), clock=lambda: NOW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.sqlite3"


def long_text(topic: str, sentences: int = 40) -> str:
    return " ".join(f"The {topic} was seen at place {n}." for n in range(sentences))


PIER = Document(
    text="The pier was closed on Monday. Nobody was hurt.",
    kind="txt",
    name="pier.txt",
    title="Pier closed",
    publisher="Pilot Weekly",
    author="Ada Holm",
    published=date(2024, 4, 29),
    url="https://example.org/pier",
    given_id="77",
)
FERRY = Document(text="A dozen ferries were late.", kind="txt", name="ferry.txt", publisher="Radio Merrow")


def test_what_was_added_is_found_again_as_it_was(path: Path) -> None:
    library_at(path).add([PIER, FERRY])
    library = library_at(path)
    by_publisher = {one.publisher: one for one in every_source(library)}
    source = library.source(by_publisher["Pilot Weekly"].id)
    assert source is not None
    assert (source.text, source.title, source.author, source.published, source.url, source.given_id) == (
        PIER.text, PIER.title, PIER.author, PIER.published, PIER.url, PIER.given_id,
    )  # fmt: skip
    assert source.retrieved_at == NOW
    (passage,) = library.passages(source.id)
    assert passage.text == source.text[passage.start : passage.end] == PIER.text
    assert (library.count(), by_publisher["Radio Merrow"].passages) == (2, 1)


def test_a_source_knows_the_pages_it_was_read_from(path: Path) -> None:
    paged = Document(
        text="One pier.\n\nTwo piers.", kind="pdf", name="piers.pdf", page_starts=(0, 11), recognised=((2, 87),)
    )
    (report,) = library_at(path).add([paged])
    source = library_at(path).source(report.source_id)
    assert source is not None
    assert source.place_of(11, 21) == "page 2"
    assert (source.recognition_of(11, 21), source.recognition_of(0, 9)) == ("read by OCR, confidence 87 %", "")
    assert source.recognition_of(0, 21) == "page 2 read by OCR, confidence 87 %"


def test_adding_the_same_twice_adds_nothing_and_embeds_nothing(path: Path) -> None:
    encoder = WordEncoder()
    library = library_at(path, encoder)
    assert [report.status for report in library.add([PIER, FERRY, PIER])] == ["added", "added", "known"]
    version, asked = library.version, list(encoder.asked)
    # Curly quotes, line ends and blanks are typing, not content.
    again = Document(text=PIER.text.replace(" ", "\n"), kind="md", title=PIER.title, publisher=PIER.publisher)
    assert [report.status for report in library.add([PIER, FERRY, again])] == ["known"] * 3
    assert (library.version, library.count(), encoder.asked) == (version, 2, asked)


def test_a_document_without_words_is_reported_and_not_stored(path: Path) -> None:
    library = library_at(path)
    (report,) = library.add([Document(text=" \n\t", kind="txt", name="blank.txt")])
    assert (report.status, report.name, report.passages) == ("empty", "blank.txt", 0)
    assert "no word" in report.message
    assert library.count() == 0


def test_the_same_words_in_two_sources_are_embedded_once_and_found_in_both(path: Path) -> None:
    encoder = WordEncoder()
    library = library_at(path, encoder)
    copies = [Document(text=FERRY.text, kind="txt", publisher=name) for name in ("One", "Two", "Three")]
    library.add(copies)
    assert encoder.asked == [FERRY.text]
    (hits,) = library.index().nearest(library.query_vectors(["ferries"]), 10)
    assert len({hit.source_id for hit in hits}) == 3
    assert len({hit.similarity for hit in hits}) == 1


def test_progress_grows_from_the_first_chunk_to_all_passages_with_an_estimate(path: Path) -> None:
    seen: list[Progress] = []
    text = long_text("seal")
    library_at(path, chunk=4).add([Document(text=text, kind="txt", name="seals.txt")], progress=seen.append)
    assert [step.done for step in seen] == [4, 8, 10]
    assert {step.total for step in seen} == {10}
    assert {step.name for step in seen} == {"seals.txt"}
    assert all(step.seconds_left is not None and step.seconds_left >= 0 for step in seen)
    assert seen[-1].seconds_left == 0


def test_a_new_source_is_found_without_a_restart_and_a_removed_one_is_not(path: Path) -> None:
    library, other = library_at(path), library_at(path)
    library.add([PIER])
    assert len(other.index()) == 1
    library.add([FERRY])
    before = other.index()
    assert len(before) == 2
    assert other.index() is before
    (ferry,) = [one for one in every_source(library) if one.publisher == "Radio Merrow"]
    assert library.versions.delete(ferry.id)
    assert not library.versions.delete(ferry.id)
    assert len(other.index()) == 1
    assert other.source(ferry.id) is None
    assert other.passages(ferry.id) == []


def test_removing_a_source_keeps_the_vectors_that_another_one_shares(path: Path) -> None:
    library = library_at(path)
    library.add([PIER, FERRY, Document(text=FERRY.text, kind="txt", publisher="Copy")])

    def vectors() -> int:
        with reading(library._engine) as connection:
            return int(connection.execute(select(func.count()).select_from(embeddings)).scalar_one())

    ids = {one.publisher: one.id for one in every_source(library)}
    library.versions.delete(ids["Copy"])
    assert vectors() == 2
    library.versions.delete(ids["Radio Merrow"])
    assert vectors() == 1
    assert library.vectors.count_missing() == 0


def test_corrected_details_are_kept_and_the_id_stays(path: Path) -> None:
    library = library_at(path)
    (report,) = library.add([FERRY])
    before = library.version
    assert library.update_details(
        report.source_id, title="Late", publisher="Merrow Radio", author="B. Cole", published=date(2024, 5, 1), url=""
    )
    source = library.source(report.source_id)
    assert source is not None
    assert (source.title, source.publisher, source.author, source.published) == (
        "Late", "Merrow Radio", "B. Cole", date(2024, 5, 1),
    )  # fmt: skip
    assert library.version > before
    assert every_source(library)[0].publisher == "Merrow Radio"
    assert not library.update_details("src-none", title="", publisher="", author="", published=None, url="")


def test_vectors_of_another_model_are_never_mixed_in(path: Path) -> None:
    library_at(path).add([PIER])
    other = library_at(path, WordEncoder("words/2"))
    assert (len(other.index()), other.vectors.count_missing()) == (0, 1)
    other.vectors.embed_missing()
    assert (len(other.index()), other.vectors.count_missing()) == (1, 0)


def test_a_vector_comes_back_as_float16_of_what_was_embedded(path: Path) -> None:
    encoder = WordEncoder()
    library = library_at(path, encoder)
    library.add([PIER])
    expected = encoder.encode([PIER.text]).astype(np.float16)
    rows = library.index().rows
    assert np.array_equal(rows.vectors(np.arange(1)), expected)


def test_only_the_sources_that_changed_are_read_again(path: Path) -> None:
    library = library_at(path)
    library.add([PIER, FERRY])
    before = library.index().rows
    with writing(library._engine) as connection:  # unnoticed, because no source is said to have changed
        connection.execute(update(embeddings).values(vector=b""))
        connection.execute(update(library_table).values(version=library_table.c.version + 1))
    assert library.index().rows is before
    library.add([Document(text="Two trams stood still.", kind="txt")])
    assert [part.block for part in library.index().rows.parts] == [part.block for part in before.parts]
    assert (len(library.index()), library.vectors.count_missing()) == (3, 0)


def test_the_first_reading_some_at_a_time_gives_copies_and_leftovers_their_due(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = library_at(path)
    texts = [f"Ferry number {number % 9} was late." for number in range(30)]
    library.add([Document(text=text, kind="txt", publisher=f"P{place}") for place, text in enumerate(texts)])
    with writing(library._engine) as connection:  # a vector whose text no passage has any more
        row = {"text_digest": text_digest("gone"), "model_id": "words/1", "vector": bytes(512)}
        connection.execute(insert(embeddings), row)
    monkeypatch.setattr("sources.store.search_matrix._AT_ONCE", 4)
    opened = library_at(path)
    claims = library.query_vectors(["ferry number 3", "late"])
    assert opened.index().nearest(claims, 20) == library.index().nearest(claims, 20)
    assert (len(opened.index()), opened.vectors.count_missing()) == (30, 0)


def test_what_is_missing_is_looked_for_only_among_what_changed(path: Path) -> None:
    library = library_at(path)
    library.add([PIER])
    assert library.vectors.count_missing() == 0
    with writing(library._engine) as connection:  # unnoticed, because no source is said to have changed
        connection.execute(delete(embeddings))
        connection.execute(update(library_table).values(version=library_table.c.version + 1))
    assert library.vectors.count_missing() == 0
    library.add([FERRY])
    assert (library.vectors.count_missing(), library_at(path).vectors.count_missing()) == (0, 1)
    library.versions.delete(every_source(library)[0].id)
    library.add([PIER])
    assert library.vectors.count_missing() == 0


def test_vectors_that_were_all_forgotten_are_missing_and_made_again(path: Path) -> None:
    library = library_at(path)
    library.add([PIER, FERRY])
    assert (library.vectors.count_missing(), len(library.index())) == (0, 2)
    library.vectors.forget()
    assert (library.vectors.count_missing(), len(library.index())) == (2, 0)
    assert library.vectors.embed_missing() == 0
    assert (library.vectors.count_missing(), len(library.index())) == (0, 2)


@pytest.mark.parametrize("damage", ["nan", "zero", "short", "long", "empty"])
def test_a_damaged_vector_is_left_out_counted_as_missing_and_made_again(path: Path, damage: str) -> None:
    library = library_at(path)
    library.add([PIER, FERRY])
    size = WordEncoder.dimensions
    blobs = {
        "nan": np.full(size, np.nan, dtype="<f2").tobytes(),
        "zero": bytes(size * 2),
        "short": bytes(size),
        "long": np.full(size * 2, 0.1, dtype="<f2").tobytes(),
        "empty": b"",
    }
    with writing(library._engine) as connection:
        ferry = text_digest(FERRY.text)
        connection.execute(update(embeddings).where(embeddings.c.text_digest == ferry).values(vector=blobs[damage]))
    opened = library_at(path)
    (hits,) = opened.index().nearest(opened.query_vectors(["ferries"]), 10)
    assert len(hits) == 1
    assert np.isfinite(hits[0].similarity)
    assert opened.vectors.count_missing() == 1
    assert opened.vectors.embed_missing() == 0
    assert (len(opened.index()), opened.vectors.count_missing()) == (2, 0)


def test_claims_are_embedded_once_while_the_library_is_open(path: Path) -> None:
    encoder = WordEncoder()
    library = library_at(path, encoder)
    first = library.query_vectors(["a ferry", "a pier", "a ferry"])
    assert np.array_equal(first[0], first[2])
    assert np.array_equal(library.query_vectors(["a pier"])[0], first[1])
    assert sorted(encoder.asked) == ["a ferry", "a pier"]
    assert library.query_vectors([]).shape == (0, encoder.dimensions)


def test_without_a_model_the_texts_are_stored_and_the_reports_say_what_is_missing(path: Path) -> None:
    def broken() -> WordEncoder:
        raise ModelUnavailable("The embedding model is damaged. Install it again.")

    library = Library(open_database(database_url(str(path))), EncoderWorker(load=broken))
    (report,) = library.add([PIER])
    assert report.status == "added"
    assert "not found in a search yet. The embedding model is damaged" in report.message
    assert library.vectors.count_missing() == 1
    with pytest.raises(ModelUnavailable):
        library.vectors.embed_missing()
    mended = library_at(path)
    assert mended.vectors.embed_missing() == 0
    assert len(mended.index()) == 1


def test_an_empty_library_needs_no_model(path: Path) -> None:
    worker = EncoderWorker(load=lambda: pytest.fail("The model was loaded."))
    library = Library(open_database(database_url(str(path))), worker)
    assert library.add([]) == []
    assert (
        library.count(),
        library.vectors.count_missing(),
        every_source(library),
        library.vectors.embed_missing(),
    ) == (0, 0, [], 0)


def test_a_stopped_run_says_so_keeps_what_is_done_and_goes_on_later(path: Path) -> None:
    encoder = WordEncoder()
    library = library_at(path, encoder, chunk=1)
    cancel = threading.Event()
    documents = [Document(text=long_text("whale", 600), kind="txt", name="whales.txt")]
    (report,) = library.add(documents, cancel=cancel, progress=lambda _step: cancel.set())
    assert "stopped" in report.message
    left = library.vectors.count_missing()
    assert 0 < left < 150
    seen: list[Progress] = []
    assert library.vectors.embed_missing(progress=seen.append) == 0
    assert seen[-1].done == seen[-1].total == left
    assert library.vectors.count_missing() == 0


KILLED = """
import os, signal, sys
from pathlib import Path
from sources.source import Document
from tests.sources.fakes import WordEncoder
from tests.sources.stored import every_source
from tests.sources.store.test_library import library_at, long_text

def die_at_five(step):
    if step.done >= 20:
        os.kill(os.getpid(), signal.SIGKILL)

library_at(Path(sys.argv[1]), chunk=4).add(
    [Document(text=long_text(name), kind="txt", name=name) for name in ("seal", "whale", "heron", "otter")],
    progress=die_at_five,
)
"""


def test_a_killed_run_loses_no_chunk_that_was_reported_and_the_next_embeds_only_the_rest(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(path)], check=False, env=os.environ | {"PYTHONPATH": str(Path.cwd())}
    )
    assert done.returncode == -signal.SIGKILL
    encoder = WordEncoder()
    library = library_at(path, encoder)
    assert library.count() == 4
    left = library.vectors.count_missing()
    assert 0 < left <= 20
    library.add([])
    assert len(encoder.asked) == left
    assert len(library.index()) == 40


def test_two_threads_that_add_at_once_embed_no_text_twice(path: Path) -> None:
    encoder = WordEncoder()
    library = library_at(path, encoder)
    texts = [long_text(name) for name in ("seal", "whale", "heron")]
    reports: list[str] = []

    def add(publisher: str) -> None:
        documents = [Document(text=text, kind="txt", publisher=publisher) for text in texts]
        reports.extend(report.status for report in library.add(documents))

    threads = [threading.Thread(target=add, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert reports == ["added"] * 12
    assert len(encoder.asked) == len(set(encoder.asked)) == 30
    assert (library.vectors.count_missing(), len(library.index())) == (0, 120)


def test_eight_threads_that_add_remove_and_read_never_fail(path: Path) -> None:
    library = library_at(path)
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(5):
                (report,) = library.add([Document(text=f"Boat {number} of turn {turn} came in.", kind="txt")])
                library.index().nearest(library.query_vectors(["boat"]), 3)
                every_source(library)
                if turn % 2:
                    library.versions.delete(report.source_id)
        except BaseException as error:  # noqa: BLE001 - a failure of any kind must reach the assertion
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert library.count() == len(library.index()) == 24


def test_a_source_removed_while_it_is_embedded_leaves_no_vectors(path: Path) -> None:
    class Removing(WordEncoder):
        act: Callable[[], object] | None = None

        def encode(self, texts: Sequence[str]) -> Vectors:
            if self.act is not None:
                self.act()
            return super().encode(texts)

    encoder = Removing()
    library = library_at(path, encoder)
    encoder.act = lambda: [library.versions.delete(one.id) for one in every_source(library)]
    library.add([PIER])
    assert (library.count(), library.vectors.count_missing()) == (0, 0)
    with reading(library._engine) as connection:
        assert connection.execute(select(func.count()).select_from(embeddings)).scalar_one() == 0


def test_the_choices_of_the_list_are_read_again_only_after_a_change(path: Path) -> None:
    library = library_at(path)
    library.add([PIER])
    first = library.listing.choices()
    # A change behind the version's back is not noticed; that proves that the choices were kept.
    with writing(library._engine) as connection:
        connection.execute(update(sources).values(publisher="The Quay"))
    assert library.listing.choices() == first
    library.add([FERRY])
    assert library.listing.choices().publishers == ("Radio Merrow", "The Quay")
