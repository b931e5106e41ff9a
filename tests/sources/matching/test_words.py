import pytest

from sources.matching.words import shared, stem


def words(claim: str, passage: str) -> list[str]:
    return [passage[start:end] for start, end in shared(claim, passage)]


@pytest.mark.parametrize(
    ("claim", "passage", "expected"),
    [
        ("The pier was closed.", "They are closing the old piers.", ["closing", "piers"]),
        ("Ferries were delayed.", "The ferry had a delay; delays go on.", ["ferry", "delay", "delays"]),
        ("He stopped it.", "He stops. They are stopping.", ["stops", "stopping"]),
        ("1,200 people came.", "Some 1200 came, not 12,000 or 1,20.", ["1200"]),
        ("It cost $4.5 bn.", "The price was 4.5 bn, not 45.", ["4.5", "bn"]),
        ("Russia's communications agency", "the Russian agency; Russia’s", ["agency", "Russia’s"]),
        ("The café burned.", "A fire at the cafe.", ["cafe"]),
        ("She said that it is so.", "It is said that she was so.", []),
        ("", "Anything.", []),
        ("Anything.", "", []),
        ("n't don't won't", "don't", []),
    ],
)
def test_content_words_and_numbers_are_shared_by_their_stem(claim: str, passage: str, expected: list[str]) -> None:
    assert words(claim, passage) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("rise", "rose"), ("port", "porter's"), ("5", "50"), ("1.5", "15"), ("sin", "sing"), ("new", "news")],
)
def test_words_that_only_begin_alike_are_not_shared(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_offsets_count_characters_also_after_emoji_and_combining_marks() -> None:
    passage = "👩‍👩‍👧 cafe\u0301 ferries"
    assert [passage[start:end] for start, end in shared("The ferry", passage)] == ["ferries"]
