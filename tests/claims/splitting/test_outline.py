from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.article import Article, BlockKind
from claims.claim import Attribution, Claim
from claims.splitting.outline import OutlineStatus, outline
from claims.splitting.structure.article_reader import read_article
from sources.language.span import Span
from sources.source import Document

TEXT = (
    "Ferries stand still in Lorn\n\n"
    "The port closed on Monday, and two ships waited outside, according to the harbour office. "
    "It was a sad day. Nobody knows why the pumps failed.\n\n"
    "Join our newsletter for more news!"
)


def article_of(text: str) -> Article:
    return read_article(Document(text=text, kind="txt"))


def claim_on(text: str, words: str, number: int, *, said: str = "", cue: str = "", reason: str = "") -> Claim:
    start = text.index(words)
    attributions: tuple[Attribution, ...] = ()
    if said:
        at = text.index(said)
        attributions = (Attribution("the harbour office", cue, Span(at, at + len(said))),)
    return Claim(
        id=f"clm-{number}",
        article_id="art-1",
        order=number,
        text=words,
        first_text=words,
        span=Span(start, start + len(words)),
        sentence=Span(start, start + len(words)),
        attributions=attributions,
        checkable=not reason,
        reason=reason,
    )


PORT = claim_on(TEXT, "The port closed on Monday", 1, said="according to the harbour office", cue="according to")
SHIPS = claim_on(TEXT, "two ships waited outside", 2, said="according to the harbour office", cue="according to")
SAD = claim_on(TEXT, "It was a sad day.", 3, reason="opinion")


def told(text: str, claims: list[Claim]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [
        (text[span.start : span.end], span.status.value, span.reason, span.claims)
        for span in outline(article_of(text), claims)
        if span.status is not OutlineStatus.SPACE
    ]


def test_every_part_is_told_with_its_reason() -> None:
    assert told(TEXT, [PORT, SHIPS, SAD]) == [
        ("Ferries stand still in Lorn", "headline", "headline", ()),
        ("The port closed on Monday", "claimed", "", ("clm-1",)),
        (", and", "other", "joining words", ()),
        ("two ships waited outside", "claimed", "", ("clm-2",)),
        (",", "other", "punctuation", ()),
        ("according to the harbour office", "said_by", "according to", ("clm-1", "clm-2")),
        (".", "other", "punctuation", ()),
        ("It was a sad day.", "not_checkable", "opinion", ("clm-3",)),
        ("Nobody knows why the pumps failed.", "other", "no claim found", ()),
        ("Join our newsletter for more news!", "boilerplate", "subscription line", ()),
    ]


def test_words_of_two_claims_name_both_and_count_as_claimed_when_one_can_be_checked() -> None:
    whole = claim_on(TEXT, "The port closed on Monday, and two ships waited outside", 4, reason="opinion")
    assert ("two ships waited outside", "claimed", "", ("clm-2", "clm-4")) in told(TEXT, [whole, SHIPS])
    assert ("The port closed on Monday, and ", "not_checkable", "opinion", ("clm-4",)) in told(TEXT, [whole, SHIPS])


def test_attribution_wins_over_the_claim_it_stands_in() -> None:
    words = "two ships waited outside, according to the harbour office"
    wide = claim_on(TEXT, words, 5, said="according to the harbour office", cue="according to")
    assert ("according to the harbour office", "said_by", "according to", ("clm-5",)) in told(TEXT, [wide])


def test_a_claim_on_the_headline_shows_there_and_one_that_reaches_over_a_block_does_not_change_it() -> None:
    headline = claim_on(TEXT, "Ferries stand still in Lorn", 6)
    assert ("Ferries stand still in Lorn", "claimed", "", ("clm-6",)) in told(TEXT, [headline])
    over = replace(headline, span=Span(0, TEXT.index(" on Monday")))
    assert told(TEXT, [over])[:2] == [
        ("Ferries stand still in Lorn", "headline", "headline", ()),
        ("The port closed", "claimed", "", ("clm-6",)),
    ]


def test_a_removed_claim_does_not_count() -> None:
    assert all("clm-3" not in ids for *_, ids in told(TEXT, [replace(SAD, removed=True)]))


def test_a_claim_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="The span ends at"):
        outline(article_of(TEXT), [replace(SAD, span=Span(0, len(TEXT) + 1))])


def test_every_kind_of_block_has_a_status() -> None:
    assert {kind.value for kind in BlockKind} - {"body"} <= {status.value for status in OutlineStatus}


words = st.text(alphabet=st.sampled_from("abAB01 .,\"'“”?!:-—\n\r\t\u00a0\u2028é中😀#*()/"), min_size=1, max_size=120)


@given(st.data())
def test_the_spans_join_to_the_text_for_any_text_and_any_claims(data: st.DataObject) -> None:
    text = "a" + data.draw(words)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda pair: Span(*sorted(pair)))
    claims = [
        replace(
            SAD,
            id=f"clm-{number}",
            order=number,
            span=data.draw(spans),
            sentence=data.draw(spans),
            checkable=data.draw(st.booleans()),
            attributions=(Attribution("x", "said", data.draw(st.none() | spans)),),
        )
        for number in range(data.draw(st.integers(0, 4)))
    ]
    article = article_of(text)
    result = outline(article, claims)
    assert "".join(text[span.start : span.end] for span in result) == text
    assert all(span.start < span.end for span in result)
    body = [block.span for block in article.blocks if block.kind is BlockKind.BODY]
    for claim in claims:
        for block in body:
            for at in range(max(claim.span.start, block.start), min(claim.span.end, block.end)):
                here = next(span for span in result if span.start <= at < span.end)
                assert claim.id in here.claims or here.status is OutlineStatus.SAID_BY
    for span in result:
        if span.status is OutlineStatus.SPACE:
            assert text[span.start : span.end].isspace()


def test_a_claim_made_from_the_attributing_words_counts_before_them() -> None:
    text = "Head\n\nThe pumps failed, said Ada Marr, the port's engineer."
    failed = claim_on(text, "The pumps failed", 1, said="said Ada Marr, the port's engineer", cue="said")
    engineer = claim_on(text, "Ada Marr, the port's engineer", 2)
    assert ("said ", "said_by", "said", ("clm-1",)) in told(text, [failed, engineer])
    assert ("Ada Marr, the port's engineer", "claimed", "", ("clm-1", "clm-2")) in told(text, [failed, engineer])
