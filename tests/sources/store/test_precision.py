import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete

from sources.embedding import EncoderWorker, Precision
from sources.source import Document
from sources.store import Library, database_url, open_database, writing
from sources.store.precision import NAME, settled_precision
from sources.store.settings import setting
from sources.store.tables import settings
from tests.sources.fakes import WordEncoder

PIER = Document(text="The pier was closed on Monday.", kind="txt")


class Fast(WordEncoder):
    """Is faster in bfloat16."""

    measured = 0

    def quickest(self) -> Precision:
        type(self).measured += 1
        return Precision.BFLOAT16

    def in_precision(self, precision: Precision) -> WordEncoder:
        return WordEncoder(f"words/{precision}")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(database_url(str(tmp_path / "desk.sqlite3")))


def test_a_new_library_takes_what_is_quickest_and_keeps_it_on_any_machine(engine: Engine) -> None:
    Fast.measured = 0
    library = Library(engine, EncoderWorker(Fast()))
    assert library.add([PIER])[0].status == "added"
    assert (library.worker.model_id, Fast.measured) == ("words/bfloat16", 1)
    assert setting(engine, NAME) == "bfloat16"

    class Slow(Fast):
        def quickest(self) -> Precision:
            pytest.fail("It was measured again.")

    again = Library(engine, EncoderWorker(Slow()))
    assert (again.worker.model_id, len(again.index())) == ("words/bfloat16", 1)


def test_a_library_from_before_stays_in_float32(engine: Engine) -> None:
    Library(engine, EncoderWorker(WordEncoder("words/float32"))).add([PIER])
    with writing(engine) as connection:
        connection.execute(delete(settings))
    library = Library(engine, EncoderWorker(Fast()))
    assert (library.worker.model_id, len(library.index()), library.vectors.count_missing()) == ("words/float32", 1, 0)


def test_of_two_that_settle_it_at_once_the_first_is_right_for_both(engine: Engine) -> None:
    both = threading.Barrier(2)
    found: list[Precision] = []

    def settle(measured: Precision) -> None:
        def measure() -> Precision:
            both.wait(10)
            return measured

        found.append(settled_precision(engine, measure))

    threads = [threading.Thread(target=settle, args=(one,)) for one in Precision]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 2
    assert {*found} == {setting(engine, NAME)}
