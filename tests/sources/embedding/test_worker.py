import threading
import time
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from sources.embedding import Encoder, EncoderWorker, ModelUnavailable, Precision
from sources.embedding.encoder import Vectors
from sources.embedding.worker import Cancelled
from tests.sources.fakes import WordEncoder


class HeldEncoder(WordEncoder):
    """Waits before each chunk until the test lets it go on."""

    def __init__(self) -> None:
        super().__init__()
        self.started = threading.Semaphore(0)
        self.go_on = threading.Semaphore(0)

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.started.release()
        assert self.go_on.acquire(timeout=10)
        return super().encode(texts)


def in_thread(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def until(fulfilled: Callable[[], bool]) -> None:
    for _ in range(2000):
        if fulfilled():
            return
        time.sleep(0.005)
    pytest.fail("It did not come to pass within ten seconds.")


def test_vectors_come_in_the_order_of_the_texts_whatever_the_chunks() -> None:
    texts = [f"ferry number {n}" for n in range(10)]
    worker = EncoderWorker(WordEncoder(), chunk=3)
    assert np.array_equal(worker.encode(texts), WordEncoder().encode(texts))


def test_progress_counts_texts_after_each_chunk() -> None:
    seen: list[tuple[int, int]] = []
    EncoderWorker(WordEncoder(), chunk=4).encode(["a"] * 10, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(4, 10), (8, 10), (10, 10)]


def test_no_texts_give_no_rows_and_no_progress() -> None:
    assert EncoderWorker(WordEncoder()).encode([]).shape == (0, WordEncoder.dimensions)


def test_a_short_job_waits_for_one_chunk_of_a_long_one_only() -> None:
    encoder = HeldEncoder()
    worker = EncoderWorker(encoder, chunk=1)
    long = in_thread(lambda: worker.encode([f"long {n}" for n in range(6)]))
    assert encoder.started.acquire(timeout=10)
    short = in_thread(lambda: worker.encode(["short"]))
    until(lambda: len(worker._jobs) == 1)
    for _ in range(7):
        encoder.go_on.release()
    long.join(10)
    short.join(10)
    assert encoder.asked == ["long 0", "short", "long 1", "long 2", "long 3", "long 4", "long 5"]


def test_jobs_that_come_together_take_turns_chunk_by_chunk() -> None:
    encoder = HeldEncoder()
    worker = EncoderWorker(encoder, chunk=2)
    threads = [in_thread(lambda: worker.encode(["wait"]))]
    assert encoder.started.acquire(timeout=10)
    for place, name in enumerate("abc"):
        threads.append(in_thread(lambda name=name: worker.encode([f"{name}{n}" for n in range(4)])))  # type: ignore[misc]
        until(lambda place=place: len(worker._jobs) == place + 1)  # type: ignore[misc]
    for _ in range(7):
        encoder.go_on.release()
    for thread in threads:
        thread.join(10)
    assert encoder.asked == ["wait", "a0", "a1", "b0", "b1", "c0", "c1", "a2", "a3", "b2", "b3", "c2", "c3"]


def test_sixteen_sessions_at_once_all_get_their_own_vectors() -> None:
    worker = EncoderWorker(WordEncoder(), chunk=2)
    found: dict[int, Vectors] = {}

    def ask(session: int) -> None:
        found[session] = worker.encode([f"session {session} claim {n}" for n in range(9)])

    for thread in [in_thread(lambda session=session: ask(session)) for session in range(16)]:  # type: ignore[misc]
        thread.join(20)
    for session in range(16):
        expected = WordEncoder().encode([f"session {session} claim {n}" for n in range(9)])
        assert np.array_equal(found[session], expected)


def test_a_cancelled_job_stops_after_the_chunk_at_work_and_others_go_on() -> None:
    encoder = HeldEncoder()
    worker = EncoderWorker(encoder, chunk=1)
    cancel = threading.Event()
    stopped: list[BaseException] = []

    def ask() -> None:
        try:
            worker.encode(["a", "b", "c", "d"], cancel=cancel)
        except Cancelled as error:
            stopped.append(error)

    thread = in_thread(ask)
    assert encoder.started.acquire(timeout=10)
    cancel.set()
    encoder.go_on.release()
    thread.join(10)
    assert len(stopped) == 1
    encoder.go_on.release()
    assert worker.encode(["e"]).shape == (1, encoder.dimensions)
    assert encoder.asked == ["a", "e"]


def test_chunks_that_nobody_takes_any_more_are_not_embedded() -> None:
    encoder = HeldEncoder()
    worker = EncoderWorker(encoder, chunk=1)
    chunks = worker.chunks([f"text {n}" for n in range(50)])
    encoder.go_on.release()
    next(chunks)
    chunks.close()  # type: ignore[attr-defined]
    for _ in range(50):
        encoder.go_on.release()
    worker.encode(["last"])
    assert len(encoder.asked) < 5


def test_the_model_is_loaded_once_on_first_use_and_the_state_says_so() -> None:
    loaded: list[str] = []
    may_load = threading.Event()

    def load() -> Encoder:
        loaded.append("once")
        assert may_load.wait(10)
        return WordEncoder()

    worker = EncoderWorker(load=load)
    assert (worker.state, loaded) == ("not loaded", [])
    threads = [in_thread(worker.warm), in_thread(lambda: worker.encode(["a"]))]
    until(lambda: worker.state != "not loaded")
    assert worker.state == "loading"
    may_load.set()
    for thread in threads:
        thread.join(10)
    assert (worker.state, worker.model_id, loaded) == ("ready", "words/1", ["once"])


def test_a_model_that_cannot_be_loaded_is_said_and_tried_again_on_the_next_use() -> None:
    tries: list[int] = []

    def load() -> Encoder:
        tries.append(1)
        if len(tries) == 1:
            raise ModelUnavailable("The model is damaged. Install it again.")
        return WordEncoder()

    worker = EncoderWorker(load=load)
    with pytest.raises(ModelUnavailable, match=r"damaged\. Install"):
        worker.encode(["a"])
    assert worker.state == "failed: The model is damaged. Install it again."
    assert len(worker.encode(["a"])) == 1
    assert worker.state == "ready"


def test_an_encoder_that_breaks_fails_its_job_and_serves_the_next() -> None:
    class Brittle(WordEncoder):
        def encode(self, texts: Sequence[str]) -> Vectors:
            if "break" in texts:
                raise ZeroDivisionError
            return super().encode(texts)

    worker = EncoderWorker(Brittle())
    with pytest.raises(ModelUnavailable, match="ZeroDivisionError"):
        worker.encode(["break"])
    assert len(worker.encode(["a"])) == 1


def test_after_too_many_waiting_jobs_the_next_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.embedding.worker.MOST_JOBS", 2)
    encoder = HeldEncoder()
    worker = EncoderWorker(encoder)
    threads = [in_thread(lambda: worker.encode(["a"]))]
    assert encoder.started.acquire(timeout=10)
    for waiting in (1, 2):
        threads.append(in_thread(lambda: worker.encode(["b"])))
        until(lambda waiting=waiting: len(worker._jobs) == waiting)  # type: ignore[misc]
    with pytest.raises(ModelUnavailable, match="Too many people wait"):
        worker.encode(["c"])
    for _ in range(3):
        encoder.go_on.release()
    for thread in threads:
        thread.join(10)
    assert encoder.asked == ["a", "b", "b"]


class TwoPrecisions(WordEncoder):
    """Says in each vector's id in what it was made."""

    def in_precision(self, precision: Precision) -> "TwoPrecisions":
        other = TwoPrecisions(f"words/{precision}")
        other.asked = self.asked
        return other

    def encode(self, texts: Sequence[str]) -> Vectors:
        return super().encode([f"{text} {self.model_id}" for text in texts])


def test_passages_are_embedded_in_the_precision_that_was_settled_and_claims_in_float32() -> None:
    encoder = TwoPrecisions("words/loaded")
    worker = EncoderWorker(encoder)
    asked: list[Encoder] = []

    def decide(given: Encoder) -> Precision:
        asked.append(given)
        return Precision.BFLOAT16

    worker.settle(decide)
    assert asked == []
    worker.encode(["claim"])
    list(worker.chunks(["passage"]))
    assert encoder.asked == ["claim words/loaded", "passage words/bfloat16"]
    assert (worker.model_id, asked) == ("words/bfloat16", [encoder])


def test_a_precision_that_could_not_be_settled_is_asked_for_again() -> None:
    worker = EncoderWorker(WordEncoder())
    asked: list[Encoder] = []

    def decide(encoder: Encoder) -> Precision:
        asked.append(encoder)
        if len(asked) == 1:
            raise OSError("The disk is full.")
        return Precision.FLOAT32

    worker.settle(decide)
    with pytest.raises(OSError, match="full"):
        list(worker.chunks(["passage"]))
    assert worker.model_id == "words/1"
