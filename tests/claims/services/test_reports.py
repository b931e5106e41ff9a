from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from claims.review.conclusion import CONCLUSION_LIMIT
from claims.review.gates import EditConflict, GateClosed
from claims.services.reports import NoArticleError
from claims.workbench import Workbench
from tests.claims.services.making import ARTICLE_ID, Clock, a_workbench, act, sentence
from tests.claims.services.versions_making import bring_in

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(1)">'


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    workbench = a_workbench(tmp_path, clock=Clock())
    yield workbench
    workbench.close()


def page(workbench: Workbench) -> str:
    return workbench.reports.html(ARTICLE_ID).decode()


class Tags(HTMLParser):
    """Collects the elements, their attributes, and the words that are seen."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        if self.names and self.names[-1] not in {"style", "title"}:
            self.words += data


def test_each_claim_is_marked_in_the_article_and_has_its_row_with_verdict_evidence_and_citation(
    workbench: Workbench,
) -> None:
    workbench.reviewing.judge(act(workbench, 1, "verified", note="See the bulletin."))
    workbench.reviewing.judge(act(workbench, 2, "disputed", reason="misquoted"))
    found = page(workbench)
    claims = workbench.articles.claims(ARTICLE_ID)
    for claim in claims:
        assert f'<a href="#c{claim.order}"' in found
        assert f'<tr id="c{claim.order}">' in found
    words = Tags(found).words
    assert "✓1" in words
    assert "✗2" in words
    assert "○3" in words
    assert "misquoted" in words
    assert "See the bulletin." in words
    pin = act(workbench, 1, "verified").pins[0]
    assert f"“{pin.excerpt}”" in words
    assert pin.publisher in words
    article = workbench.articles.get(ARTICLE_ID)
    assert article is not None
    body = re.sub(r"<sup.*?</sup>", "", found[found.index('<div class="article">') : found.index("<h2>The claims")])
    assert Tags(f"<p>{body}").words == article.text.strip()


def test_what_was_not_reviewed_is_listed_with_why_and_never_counted_as_unclear(workbench: Workbench) -> None:
    workbench.reviewing.judge(act(workbench, 1, "verified"))
    words = Tags(page(workbench)).words
    claims = workbench.articles.claims(ARTICLE_ID)
    left = words[words.index("What was not checked") :]
    assert f"Claim 2: {claims[1].text}" in left
    assert f"Claim 1: {claims[0].text}" not in left
    assert re.search(r"0\? unclear", words)
    assert re.search(rf"{len(claims) - 1}○ not reviewed", words)


def test_two_reviewers_who_differ_are_shown_as_such(workbench: Workbench) -> None:
    workbench.reviewing.judge(act(workbench, 1, "verified"))
    workbench.reviewing.judge(act(workbench, 1, "disputed", reviewer="Sefa K.", reason="misquoted"))
    words = Tags(page(workbench)).words
    assert "⇄1" in words
    assert "1⇄ reviewers disagree" in words
    assert "0✓ verified" in words


def test_no_text_of_others_becomes_markup(workbench: Workbench) -> None:
    workbench.reviewing.judge(act(workbench, 1, "verified", note=HOSTILE, reviewer=f"Ada {HOSTILE}"[:60]))
    workbench.reports.conclude(ARTICLE_ID, HOSTILE, "Ada")
    tags = Tags(page(workbench))
    assert not {"script", "img", "iframe", "link", "object", "form"} & {*tags.names}
    assert not [name for name, _ in tags.attributes if name.startswith("on") or name == "src"]
    assert HOSTILE in tags.words
    policy = dict(tags.attributes)["content"] or ""
    assert (
        "content",
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    ) in tags.attributes, policy


def test_a_conclusion_is_kept_shown_and_taken_back(workbench: Workbench) -> None:
    assert workbench.reports.conclusion(ARTICLE_ID) is None
    workbench.reports.conclude(ARTICLE_ID, "  Two figures must be corrected.\n", "Ada")
    held = workbench.reports.conclusion(ARTICLE_ID)
    assert held is not None
    assert (held.text, held.reviewer) == ("Two figures must be corrected.", "Ada")
    assert "Two figures must be corrected." in page(workbench)
    workbench.reports.conclude(ARTICLE_ID, "", "Ada")
    assert workbench.reports.conclusion(ARTICLE_ID) is None
    assert "Conclusion" not in page(workbench)


def test_a_conclusion_of_an_earlier_version_says_so_until_it_is_saved_again(workbench: Workbench) -> None:
    workbench.reports.conclude(ARTICLE_ID, "It holds.", "Ada")
    assert "concluded on version" not in page(workbench)
    bring_in(workbench, ARTICLE_ID, (sentence(1), "A ferry sank."))
    assert "concluded on version 1 of the article; this is version 2" in page(workbench)
    workbench.reports.conclude(ARTICLE_ID, "It holds.", "Ada")
    assert "concluded on version" not in page(workbench)


def test_the_report_of_an_earlier_version_has_its_text_claims_verdicts_and_conclusion(workbench: Workbench) -> None:
    gone = workbench.articles.claims(ARTICLE_ID)[1]
    workbench.reviewing.judge(act(workbench, 2, "disputed", reason="misquoted"))
    workbench.reports.conclude(ARTICLE_ID, "One figure is wrong.", "Ada")
    bring_in(workbench, ARTICLE_ID, (sentence(1), "A ferry sank."))
    workbench.reports.conclude(ARTICLE_ID, "All of it holds now.", "Ada")
    before = Tags(workbench.reports.html(ARTICLE_ID, version=1).decode()).words
    assert "version 1, as it was when version 2 came in on 3 May 2024" in before
    assert gone.text in before
    assert "1✗ disputed" in before
    assert "misquoted" in before
    assert "One figure is wrong." in before
    assert "A ferry sank." not in before
    assert "All of it holds now." not in before
    now = Tags(workbench.reports.html(ARTICLE_ID, version=2).decode()).words
    assert "version 2 · " in now
    assert gone.text not in now
    assert "All of it holds now." in now
    with pytest.raises(GateClosed, match=f"{ARTICLE_ID} has no version 3"):
        workbench.reports.html(ARTICLE_ID, version=3)


def test_a_claim_that_a_version_changed_was_not_changed_by_hand(workbench: Workbench) -> None:
    claims = workbench.articles.claims(ARTICLE_ID)
    bring_in(workbench, ARTICLE_ID, (claims[0].text.replace("1", "11"), claims[1].text))
    bring_in(workbench, ARTICLE_ID, (claims[0].text.replace("1", "12"), claims[1].text), "again")
    said = Tags(page(workbench)).words
    assert "None was changed by hand since." in said
    assert "With version 3 of the article 0 claims came in new and 1 changed" in said
    claim = workbench.articles.claims(ARTICLE_ID)[1]
    workbench.reviewing.edits.reword(
        claim.id, "Two ships waited.", resolved=False, reviewer="Ada", version=claim.version, request_id="e1"
    )
    assert "1 was changed by hand since." in Tags(page(workbench)).words


def test_a_conclusion_is_not_written_over_that_of_another_reviewer_unseen(workbench: Workbench) -> None:
    first = workbench.reports.conclude(ARTICLE_ID, "It holds.", "Ada", seen=0)
    for seen in (0, first.sequence + 1):
        with pytest.raises(EditConflict, match="Ada saved another conclusion meanwhile"):
            workbench.reports.conclude(ARTICLE_ID, "It does not hold.", "Sefa K.", seen=seen)
    assert workbench.reports.conclusion(ARTICLE_ID) == first
    workbench.reports.conclude(ARTICLE_ID, "It does not hold.", "Sefa K.", seen=first.sequence)
    held = workbench.reports.conclusion(ARTICLE_ID)
    assert held is not None
    assert (held.text, held.reviewer) == ("It does not hold.", "Sefa K.")


def test_a_conclusion_without_a_name_or_too_long_is_refused_and_the_one_before_holds(workbench: Workbench) -> None:
    workbench.reports.conclude(ARTICLE_ID, "It holds.", "Ada")
    for text, reviewer in (("More.", " "), ("x" * (CONCLUSION_LIMIT + 1), "Ada")):
        with pytest.raises(GateClosed):
            workbench.reports.conclude(ARTICLE_ID, text, reviewer)
    held = workbench.reports.conclusion(ARTICLE_ID)
    assert held is not None
    assert held.text == "It holds."


def test_there_is_no_report_on_an_article_that_is_not_stored(workbench: Workbench) -> None:
    with pytest.raises(NoArticleError, match="There is no article art-0"):
        workbench.reports.html("art-0")


def test_the_method_has_the_facts_of_this_article(workbench: Workbench) -> None:
    workbench.reviewing.judge(act(workbench, 1, "verified"))
    article = workbench.articles.get(ARTICLE_ID)
    assert article is not None
    method = page(workbench).partition("<h2>Method</h2>")[2]
    assert method.count("<p>") == 3
    assert f"{len(article.text):,} characters" in method
    assert f"{len(workbench.articles.claims(ARTICLE_ID))} claims" in method
    assert "Ada 1" in method
