import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from sources.index import KeywordIndex, SourceWords
from sources.index.keyword_terms import spans, terms

PIER = SourceWords(
    "src-pier", "Pier closed", ["The pier was closed on Monday.", "It opened in 1901. A crack was found."]
)
FERRY = SourceWords("src-ferry", "Ferries", ["Ferries were delayed by fog.", "The pier stays open."])
SHARES = SourceWords("src-shares", "", ["Shares fell by 1,200 points."])


def index(*source_words: SourceWords) -> KeywordIndex:
    return KeywordIndex.of(source_words)


def ranked(found: KeywordIndex, text: str) -> list[str]:
    scored = zip(found.sources, found.scores(text).tolist(), strict=True)
    return [source_id for source_id, score in sorted(scored, key=lambda one: (-one[1], one[0])) if score > 0]


def passages(found: KeywordIndex, text: str, source_id: str) -> list[float]:
    (scores,) = found.passage_scores(text, [source_id])
    return [float(score) for score in scores.overall]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ferries were delayed; the ferry's delay.", ["ferri", "delay", "ferri", "delay"]),
        ("1,200 or 1200, and 4.5 bn", ["1200", "1200", "4.5", "bn"]),
        ("IL-6, covid19, long-term", ["il", "6", "covid", "19", "long", "term"]),
        ("Café, cafe\u0301, CAFE", ["cafe", "cafe", "cafe"]),
        ("She said that it is so, and they don’t.", []),
        ("", []),
        ("?! — 👩‍👩‍👧", []),
    ],
)
def test_terms_are_stems_and_numbers_without_the_words_every_text_has(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_the_offsets_of_terms_are_those_of_their_words() -> None:
    text = "👩‍👩‍👧 cafe\u0301: the Ferries’ 1,200"
    assert [(found, text[start:end]) for found, start, end in spans(text)] == [
        ("cafe", "cafe\u0301"[:4]), ("ferri", "Ferries"), ("1200", "1,200"),
    ]  # fmt: skip


def test_the_source_with_more_and_rarer_words_of_the_text_comes_first() -> None:
    found = index(PIER, FERRY, SHARES)
    assert ranked(found, "The closing of the pier") == ["src-pier", "src-ferry"]
    assert ranked(found, "delays at the pier") == ["src-ferry", "src-pier"]
    assert ranked(found, "Volcanoes erupt.") == []


def test_the_words_of_a_title_count_for_the_source_and_not_for_its_passages() -> None:
    found = index(SourceWords("src-a", "Volcano", ["It erupts.", "Ash falls."]), SHARES)
    assert ranked(found, "volcano") == ["src-a"]
    assert passages(found, "volcano", "src-a") == [0.0, 0.0]
    assert passages(found, "volcanic ash", "src-a")[1] > 0


def test_passages_are_scored_by_their_own_words_and_an_unknown_source_has_none() -> None:
    found = index(PIER, FERRY, SHARES)
    first, second = passages(found, "a crack was found", "src-pier")
    assert second > first == 0
    assert passages(found, "anything", "src-unknown") == []
    several = found.passage_scores("pier", ["src-ferry", "src-unknown", "src-pier"])
    assert [one.overall.tolist() for one in several] == [
        passages(found, "pier", one) for one in ("src-ferry", "src-unknown", "src-pier")
    ]
    assert found.passage_scores("pier", []) == []


def test_in_a_source_the_words_that_few_of_its_passages_have_count_most() -> None:
    crane = SourceWords(
        "src-crane", "", ["Crane crane: the crane was moved.", "The crane stood on the quay.", "A crane."]
    )
    found = index(crane, SourceWords("src-quay", "", ["The quay."]), SourceWords("src-quays", "", ["Every quay."]))
    asked = "The crane on the quay"
    (scores,) = found.passage_scores(asked, ["src-crane"])
    by_library, by_source = scores.overall.tolist(), scores.inside.tolist()
    assert by_library[0] > by_library[1]
    assert by_source[1] > max(by_source[0], by_source[2])
    assert all(0 <= score < 1 for score in by_source)
    assert found.passage_scores("volcano", ["src-crane"])[0].inside.tolist() == [0.0, 0.0, 0.0]


def test_scores_lie_between_0_and_1_and_a_word_said_twice_in_the_query_counts_once() -> None:
    found = index(PIER, FERRY, SHARES, SourceWords("src-many", "", ["pier " * 1000]))
    scores = found.scores("pier closed")
    assert scores.min() == 0
    assert scores.max() < 1
    assert found.scores("pier closed pier piers").tolist() == scores.tolist()


def test_without_sources_words_or_a_query_nothing_is_found() -> None:
    assert index().scores("pier").tolist() == []
    assert index(SourceWords("src-a", "", [])).scores("pier").tolist() == [0.0]
    assert passages(index(SourceWords("src-a", "", ["", "?"])), "pier", "src-a") == [0.0, 0.0]
    assert index(PIER, FERRY).scores("").tolist() == [0.0, 0.0]
    assert index(PIER, FERRY).scores("of the and").tolist() == [0.0, 0.0]


def test_sources_that_are_all_the_same_have_one_score() -> None:
    found = index(*[SourceWords(f"src-{number}", "T", ["The pier was closed."]) for number in range(9)])
    assert len(set(found.scores("the pier was closed").tolist())) == 1


def source_words(count: int, seed: int) -> list[SourceWords]:
    made = random.Random(seed)
    words = [f"word{number}" for number in range(40)]
    return [
        SourceWords(
            f"src-{seed}-{number}", made.choice(words), [" ".join(made.choices(words, k=made.randrange(20)))] * 2
        )
        for number in range(count)
    ]


def as_scored(found: KeywordIndex, text: str) -> dict[str, tuple[float, list[float]]]:
    scores = found.scores(text).tolist()
    return {one: (score, passages(found, text, one)) for one, score in zip(found.sources, scores, strict=True)}


@pytest.mark.parametrize("seed", range(5))
def test_an_index_that_was_changed_gives_to_the_last_bit_what_one_made_anew_gives(seed: int) -> None:
    first, later = source_words(30, seed), source_words(20, seed + 100)
    gone = {one.source_id for one in random.Random(seed).sample(first, 11)}
    changed = index(*first).changed(later[:5]).changed(later[5:], gone).changed([], [])
    left = [one for one in first if one.source_id not in gone] + later
    random.Random(seed).shuffle(left)
    for text in ("word1 word2 word3", " ".join(f"word{number}" for number in range(40)), "unknown word7"):
        assert as_scored(changed, text) == as_scored(index(*left), text)


def test_a_source_whose_title_was_corrected_is_taken_out_and_put_in_again() -> None:
    found = index(PIER, FERRY)
    corrected = SourceWords(PIER.source_id, "Volcano", PIER.passages)
    again = found.changed([corrected], {PIER.source_id})
    assert ranked(again, "volcano") == ["src-pier"]
    assert ranked(found, "volcano") == []


def test_an_index_is_used_by_many_threads_while_others_are_made_from_it() -> None:
    found = index(*source_words(50, 1))
    text = "word1 word2 word3 new0 new1"
    expected = as_scored(found, text)

    def work(number: int) -> bool:
        other = found.changed([SourceWords(f"src-new-{number}", "", [f"new{number} word1"])])
        return as_scored(found, text) == expected and len(other) == 51

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(work, range(40)))


def test_parts_of_a_text_are_scored_as_passages_are() -> None:
    found = index(PIER, FERRY, SHARES)
    scores = found.text_scores(
        "The pier opened in 1901.", ["It opened in 1901.", "The pier was closed.", "Ice cream."]
    )
    assert scores.overall[0] > scores.overall[1] > scores.overall[2] == 0
    assert scores.inside[2] == 0
    # A passage that is one row of the index has the score that the index gives it.
    alone = found.text_scores("The pier stays", ["The pier stays open."]).overall[0]
    assert alone == pytest.approx(passages(found, "The pier stays", "src-ferry")[1])
