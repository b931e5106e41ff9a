"""Two versions of an article whose claims are known: one claim for each sentence, a sentence for each line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from claims.article import Article, Block, BlockKind
from claims.claim import Attribution, Claim, claim_id
from claims.review import editing
from claims.review.revision import Revision, Status, claim_id_in, compare
from sources.identity import digest
from sources.language.span import Span
from sources.language.times.reference import TimeOf, TimeReference
from tests.benchmarks.revisions import measured

FIRST = ("Ana Ruiz won 62 votes.", "She thanked the board.", "The port has 9 cranes.", "A pier burned.")
LEAST_CARRIED = 0.97  # of the claims that no edit touches


def an_article(*paragraphs: str) -> Article:
    text = "\n".join(paragraphs)
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(Span(start, start + len(paragraph)), BlockKind.BODY))
        start += len(paragraph) + 1
    return Article(f"art-{digest(text)}", text, paragraphs[0], date(2024, 5, 3), None, tuple(blocks))


def claims_of(article: Article) -> list[Claim]:
    return [
        Claim(
            id=claim_id(article.id, article.text, block.span, block.span.of(article.text)),
            article_id=article.id,
            order=order,
            text=block.span.of(article.text),
            first_text=block.span.of(article.text),
            span=block.span,
            sentence=block.span,
        )
        for order, block in enumerate(article.blocks, 1)
    ]


def revised(*paragraphs: str, claims: list[Claim] | None = None, split: list[Claim] | None = None) -> Revision:
    before, after = an_article(*FIRST), an_article(*paragraphs)
    return compare(before, claims or claims_of(before), after, split or claims_of(after), 2)


def told(revision: Revision) -> list[tuple[str, str]]:
    return [(change.status.value, change.after.text) for change in revision.changes]


def test_the_same_text_carries_every_claim_with_its_id_and_version() -> None:
    revision = revised(*FIRST)
    assert revision.counts == {Status.CARRIED: 4, Status.CHANGED: 0, Status.NEW: 0, Status.GONE: 0}
    before = claims_of(an_article(*FIRST))
    assert [(c.after.id, c.after.version) for c in revision.changes] == [(claim.id, 1) for claim in before]


def test_another_figure_changes_its_claim_alone() -> None:
    revision = revised("Ana Ruiz won 63 votes.", *FIRST[1:])
    assert [change.status for change in revision.changes] == [Status.CHANGED] + [Status.CARRIED] * 3
    changed = revision.changes[0]
    assert (changed.after.id, changed.after.version, changed.after.changed_in) == (
        claims_of(an_article(*FIRST))[0].id,
        2,
        2,
    )
    assert changed.differs == ("sentence", "wording")


def test_claims_that_are_carried_have_the_places_of_the_next_version() -> None:
    revision = revised("A ferry sank.", *FIRST)
    after = an_article("A ferry sank.", *FIRST)
    assert [change.after.span.of(after.text) for change in revision.changes] == ["A ferry sank.", *FIRST]
    assert [change.after.order for change in revision.changes] == [1, 2, 3, 4, 5]
    assert revision.changes[0].status is Status.NEW


def test_a_sentence_that_moved_stays_carried() -> None:
    revision = revised(FIRST[3], *FIRST[:3])
    assert [change.status for change in revision.changes] == [Status.CARRIED] * 4


def test_a_sentence_that_is_repeated_is_aligned_by_order() -> None:
    before, after = an_article("A.", "Same.", "B.", "Same."), an_article("A.", "B.", "Same.")
    old = claims_of(before)
    revision = compare(before, old, after, claims_of(after), 2)
    carried = [change.after.id for change in revision.changes if change.status is Status.CARRIED]
    assert carried == [old[0].id, old[2].id, old[3].id]
    (gone,) = (change for change in revision.changes if change.status is Status.GONE)
    assert (gone.after.id, gone.after.removed, gone.after.gone_in) == (old[1].id, True, 2)


def test_a_name_elsewhere_changes_the_claim_whose_wording_has_it() -> None:
    before, after = an_article(*FIRST), an_article("Eva Berg won 62 votes.", *FIRST[1:])
    old, new = claims_of(before), claims_of(after)
    old[1] = replace(old[1], text="Ana Ruiz thanked the board.", first_text="Ana Ruiz thanked the board.")
    new[1] = replace(new[1], text="Eva Berg thanked the board.", first_text="Eva Berg thanked the board.")
    revision = compare(before, old, after, new, 2)
    assert [change.status for change in revision.changes][:2] == [Status.CHANGED, Status.CHANGED]
    assert revision.changes[1].differs == ("wording",)


@pytest.mark.parametrize(
    ("changes", "differs"),
    [
        ({"attributions": (Attribution("Pilot Weekly", "said"),)}, "attribution"),
        ({"attributions": (Attribution("Harbour Board", "according to"),)}, "attribution"),
        ({"dates": (TimeReference("Monday", date(2024, 5, 6), date(2024, 5, 6), TimeOf.EVENT),)}, "days"),
        ({"unresolved": ("The port",)}, "open words"),
    ],
)
def test_another_speaker_cue_day_or_open_word_changes_a_claim(changes: dict[str, object], differs: str) -> None:
    after = an_article(*FIRST)
    old, new = claims_of(an_article(*FIRST)), claims_of(after)
    monday = date(2024, 4, 29)
    same = {
        "attributions": (Attribution("Harbour Board", "said"),),
        "dates": (TimeReference("Monday", monday, monday, TimeOf.EVENT),),
    }
    old[2] = replace(old[2], **same)  # type: ignore[arg-type]
    new[2] = replace(new[2], **(same | changes))  # type: ignore[arg-type]
    revision = revised(*FIRST, claims=old, split=new)
    assert [change.status for change in revision.changes] == [
        Status.CARRIED,
        Status.CARRIED,
        Status.CHANGED,
        Status.CARRIED,
    ]
    assert revision.changes[2].differs == (differs,)


def test_an_open_word_is_changed_by_another_name_just_before_it_and_not_by_a_figure() -> None:
    old = claims_of(an_article(*FIRST))
    old[1] = replace(old[1], unresolved=("She",))
    for first, status in (("Eva Berg won 62 votes.", Status.CHANGED), ("Ana Ruiz won 63 votes.", Status.CARRIED)):
        new = claims_of(an_article(first, *FIRST[1:]))
        new[1] = replace(new[1], unresolved=("She",))
        assert revised(first, *FIRST[1:], claims=old, split=new).changes[1].status is status


def test_a_wording_by_a_reviewer_is_carried_with_its_sentence() -> None:
    old = claims_of(an_article(*FIRST))
    old[2] = editing.reword(old[2], "Nine cranes are at the port.", resolved=True, reviewer="Ada")
    change = revised("A ferry sank.", *FIRST, claims=old).changes[3]
    assert (change.status, change.after.text, change.after.made_by) == (Status.CARRIED, old[2].text, "Ada")


def test_a_name_that_a_reviewer_filled_in_is_changed_where_the_article_has_another() -> None:
    old = claims_of(an_article(*FIRST))
    old[1] = editing.reword(
        replace(old[1], unresolved=("She",)), "Ana Ruiz thanked the board.", resolved=True, reviewer="Ada"
    )
    new = claims_of(an_article("Eva Berg won 62 votes.", *FIRST[1:]))
    new[1] = replace(new[1], unresolved=("She",))
    change = revised("Eva Berg won 62 votes.", *FIRST[1:], claims=old, split=new).changes[1]
    assert (change.status, change.after.text) == (Status.CHANGED, "She thanked the board.")


def test_parts_that_a_reviewer_split_off_are_carried_while_their_sentence_is_the_same() -> None:
    before = an_article(*FIRST)
    old = claims_of(before)
    parts = editing.split_claim(
        old[0], ["Ana Ruiz won.", "Ana Ruiz won 62 votes in all."], article_text=before.text, reviewer="Ada"
    )
    old = [
        editing.remove(old[0]),
        replace(parts[0], text="Ana Ruiz won."),
        replace(parts[1], text="62 votes."),
        *old[1:],
    ]
    kept = revised(FIRST[1], FIRST[0], *FIRST[2:], claims=old)
    assert {("carried", "Ana Ruiz won."), ("carried", "62 votes.")} <= set(told(kept))
    assert [(claim.id, claim.removed) for claim in kept.set_aside] == [(old[0].id, True)]
    lost = revised("Ana Ruiz won 63 votes.", *FIRST[1:], claims=old)
    assert ("carried", "Ana Ruiz won.") not in told(lost)


def test_what_a_reviewer_took_out_stays_out() -> None:
    old = claims_of(an_article(*FIRST))
    old[2] = editing.remove(old[2])
    revision = revised("A ferry sank.", *FIRST, claims=old)
    assert FIRST[2] not in [text for _, text in told(revision)]
    assert [(claim.text, claim.removed, claim.gone_in) for claim in revision.set_aside] == [(FIRST[2], True, 0)]


def test_the_id_of_a_new_claim_is_made_from_the_article_and_its_version() -> None:
    after = an_article(*FIRST, "A ferry sank.")
    (new,) = (change for change in revised(*FIRST, "A ferry sank.").changes if change.status is Status.NEW)
    assert new.after.id == claim_id_in(an_article(*FIRST).id, after, claims_of(after)[-1])
    assert (new.after.article_id, new.after.came_in) == (an_article(*FIRST).id, 2)


def test_a_new_claim_never_takes_the_id_of_another() -> None:
    first, second = an_article("A.", "Same."), an_article("Same.", "A.", "Same.")
    once = compare(first, claims_of(first), second, claims_of(second), 2)
    claims = [change.after for change in once.changes]
    third = an_article("Same.", "Same.", "A.", "Same.", "Same.")
    twice = compare(second, claims, third, claims_of(third), 3)
    ids = [change.after.id for change in twice.changes]
    assert len(ids) == len(set(ids)) == 5


@pytest.mark.model
def test_of_fifty_planted_revisions_no_verdict_that_an_edit_touches_is_carried() -> None:
    tally = measured()
    assert tally.stale == 0, "\n".join(tally.wrong)
    assert tally.carried / tally.untouched >= LEAST_CARRIED
    assert tally.touched > 100


@pytest.mark.parametrize(
    ("sentence", "text", "status"),
    [
        ("The mayor left on Monday.", "The mayor is gone.", Status.GONE),
        ("The mayor left.", "The mayor left on Monday.", Status.GONE),
        ("The mayor left on 2 May 2023.", "The mayor is gone.", Status.CARRIED),
        ("The mayor left.", "The mayor is gone.", Status.CARRIED),
    ],
)
def test_a_claim_that_a_reviewer_added_is_carried_under_another_date_only_where_no_day_hangs_on_it(
    sentence: str, text: str, status: Status
) -> None:
    before = an_article(*FIRST, sentence)
    after = replace(before, published=date(2024, 6, 3))
    split = claims_of(before)[:4]
    own = editing.add_claim(before.id, before.text, sentence, text, reviewer="Ada")
    revision = compare(before, [*split, replace(own, order=5)], after, split, 2)
    (change,) = [change for change in revision.changes if change.after.id == own.id]
    assert change.status is status
