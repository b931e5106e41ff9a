import pytest

from claims.claim import Claim
from claims.store.quoted_words import quoted_words
from sources.language.span import Span

ARTICLE = (
    "“We never saw a light on that ship,” said Ansa Dreyer. The harbour “experts” spoke of a “very quiet night”, "
    "and Olof Tamm asked for patience."
)


def claim(text: str, words: str) -> Claim:
    start = ARTICLE.index(words)
    span = Span(start, start + len(words))
    return Claim("clm-1", "art-1", 1, text, text, span, span)


@pytest.mark.parametrize(
    ("text", "words", "quoted"),
    [
        (
            "We never saw a light on that ship.",
            "We never saw a light on that ship",
            ("We never saw a light on that ship",),
        ),
        (
            "The pilots never saw a light on that ship.",
            "never saw a light on that ship",
            ("never saw a light on that ship",),
        ),
        ("The harbour “experts” spoke.", "The harbour “experts” spoke", ()),
        (
            "The harbour experts spoke of a “very quiet night”.",
            "The harbour “experts” spoke of a “very quiet night”",
            ("very quiet night",),
        ),
        ("Olof Tamm asked for patience.", "and Olof Tamm asked for patience", ()),
        ("Olof Tamm asked for “a little patience”.", "and Olof Tamm asked for patience", ("a little patience",)),
    ],
)
def test_the_quoted_words_of_a_claim_are_its_own_and_more_than_one(
    text: str, words: str, quoted: tuple[str, ...]
) -> None:
    assert quoted_words(claim(text, words), ARTICLE) == quoted


def test_without_the_article_the_wording_alone_shows_them() -> None:
    one = claim("The harbour spoke of a “very quiet night”.", "spoke of a “very quiet night”")
    assert quoted_words(one, None) == ("very quiet night",)
    assert quoted_words(claim("Nobody spoke.", "spoke of a “very quiet night”"), ARTICLE) == ()
