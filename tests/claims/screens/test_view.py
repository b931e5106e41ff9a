"""Order, filters and the next claim."""

from claims.screens.review.view import ALL_SOURCES, ALL_VERDICTS, NOBODY, Order, ordered, passes, verdict_counts
from tests.claims.screens.samples import OPINION, SAYS, article, claim, judged, view

OWNER = article("Head", "One thing. Two things. Three things.")
ONE = claim(OWNER, "One thing", 1, check_worthiness=0.2)
TWO = claim(OWNER, "Two things", 2, check_worthiness=0.9, attributions=SAYS)
THREE = claim(OWNER, "Three things", 3, check_worthiness=0.2, checkable=False, kind=OPINION)
ALL = [ONE, TWO, THREE]


def test_worth_checking_puts_the_worthiest_first_and_keeps_article_order_in_a_tie() -> None:
    assert ordered(ALL, Order.WORTH) == [TWO, ONE, THREE]


def test_attributed_first_keeps_article_order_otherwise() -> None:
    assert ordered(ALL, Order.ATTRIBUTED) == [TWO, ONE, THREE]


def test_an_unknown_order_is_article_order() -> None:
    assert ordered([ONE, TWO], "\x00") == [ONE, TWO]


def test_the_filters_choose_by_verdict_and_by_named_source() -> None:
    disputed = judged(ONE, "disputed")
    assert passes(ONE, disputed, "Disputed", ALL_SOURCES)
    assert not passes(ONE, disputed, "Verified", ALL_SOURCES)
    assert not passes(ONE, disputed, "Not reviewed", ALL_SOURCES)
    assert passes(TWO, None, "Not reviewed", "Northgate Wire")
    assert not passes(ONE, None, ALL_VERDICTS, "Northgate Wire")
    assert passes(ONE, None, ALL_VERDICTS, NOBODY)
    assert passes(THREE, None, "Not checkable", ALL_SOURCES)


def test_not_reviewed_is_never_counted_as_unclear() -> None:
    counts = verdict_counts(view(OWNER, ALL, standing={ONE.id: judged(ONE, "unclear")}))
    assert counts == {"verified": 0, "disputed": 0, "unclear": 1, "not checked": 0, "not reviewed": 2}


def test_the_next_open_claim_goes_round_and_leaves_out_the_focus() -> None:
    shown = view(OWNER, ALL, focus=THREE, standing={ONE.id: judged(ONE, "unclear")})
    assert shown.next_open() == TWO
    everything = {one.id: judged(one, "unclear") for one in ALL}
    assert view(OWNER, ALL, focus=THREE, standing=everything).next_open() is None


def test_there_is_nothing_before_the_first_and_after_the_last() -> None:
    assert view(OWNER, ALL, focus=ONE).beside(-1) is None
    assert view(OWNER, ALL, focus=THREE).beside(1) is None
    assert view(OWNER, ALL, focus=ONE).beside(1) == TWO
