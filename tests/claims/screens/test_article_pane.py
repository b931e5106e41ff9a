"""The left pane: literal text, marks that do not rest on colour, and a size that does not grow without end."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from claims.article import Article
from claims.claim import Claim
from claims.screens.review import article_pane
from claims.screens.review.article_pane import PART, WINDOW
from claims.screens.review.view import View
from claims.screens.wording import STATES
from sources.language.span import Span
from tests.claims.screens.samples import article, claim, judged, view

# A paragraph of the pane, which has no other `div` in it.
_PARAGRAPH = re.compile(r'<div class="wb-bl[^"]*" data-block="(\d+)">.*?</div>', re.DOTALL)


def pane(shown: View) -> str:
    """Return the pane as the page has it: with the paragraphs of the claim in focus in their places."""
    drawn = article_pane.pane(shown)
    focused = {found[1]: found[0] for found in _PARAGRAPH.finditer(drawn.focus)}
    whole, placed = "".join(drawn.parts), set()

    def place(found: re.Match[str]) -> str:
        placed.add(found[1])
        return focused.get(found[1], found[0])

    whole = _PARAGRAPH.sub(place, whole)
    assert placed >= set(focused)
    return whole


HOSTILE = "<script>alert(1)</script> costs $5, $7 and :red[x] ![p](http://t.example/p.gif) `now`."


def test_hostile_text_stands_there_literally() -> None:
    owner = article("Head <b>line</b>", HOSTILE)
    shown = pane(view(owner, [claim(owner, HOSTILE, 1)]))
    assert "<script>" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; costs $5, $7 and :red[x]" in shown
    assert "<b>line" not in shown


def test_no_character_of_a_paragraph_is_lost() -> None:
    owner = article("Head", "First thing. Second thing, and more.", "Third thing.")
    claims = [claim(owner, "First thing", 1), claim(owner, "Second thing", 2)]
    paragraphs = re.findall(r"<p>(.*?)</p>", pane(view(owner, claims)))
    plain = [re.sub(r"<span class=\"wb-n.*?</span></span>|<[^>]+>", "", paragraph) for paragraph in paragraphs]
    assert plain == ["Head", "First thing. Second thing, and more.", "Third thing."]


def test_a_state_has_a_word_and_a_sign_in_margin_and_text() -> None:
    owner = article("Head", "First thing. Second thing.")
    claims = [claim(owner, "First thing", 1), claim(owner, "Second thing", 2)]
    shown = pane(view(owner, claims, standing={claims[0].id: judged(claims[0], "disputed")}))
    assert "✗ disputed" in shown
    assert "✗1" in shown
    assert "○ not reviewed" in shown
    assert "○2" in shown


def test_a_paragraph_is_drawn_again_whenever_what_it_shows_changes() -> None:
    owner = article("Head", "First thing. Second thing.", "Third thing.")
    first, second = claim(owner, "First thing", 1), claim(owner, "Second thing", 2)
    plain = pane(view(owner, [first, second]))
    assert pane(view(owner, [first, second])) == plain
    disputed = {first.id: judged(first, "disputed")}
    other = {first.id: [judged(first, "verified", reviewer="Bo")]}
    seen = {
        plain,
        pane(view(owner, [first, second], focus=first)),
        pane(view(owner, [first, second], focus=second)),
        pane(view(owner, [first, second], standing=disputed)),
        pane(view(owner, [first, second], standing=disputed, others=other)),
        pane(view(owner, [second])),
        pane(view(owner, [replace(first, unresolved=("thing",)), second])),
        pane(view(article("Head", "First thing. Second thing.", "Fourth thing."), [first, second])),
    }
    assert len(seen) == 8
    assert pane(view(owner, [first, second])) == plain


def test_skipped_text_is_shown_with_its_reason() -> None:
    owner = article("The headline", "Body.")
    assert "– headline" in pane(view(owner, []))
    assert "The headline" in pane(view(owner, []))


def test_a_claim_that_cannot_be_checked_names_its_kind() -> None:
    owner = article("Head", "This is the worst bridge.")
    from tests.claims.screens.samples import OPINION

    one = claim(owner, "This is the worst bridge", 1, checkable=False, kind=OPINION, reason="a judgement of taste")
    assert "– opinion" in pane(view(owner, [one]))


def test_two_reviewers_who_differ_are_named_as_such() -> None:
    owner = article("Head", "First thing.")
    one = claim(owner, "First thing", 1)
    mine, theirs = judged(one, "verified"), judged(one, "disputed", reviewer="Bo", sequence=2)
    assert "⇄ disagree" in pane(view(owner, [one], standing={one.id: mine}, others={one.id: [theirs]}))
    assert "⇄ disagree" not in pane(view(owner, [one], standing={one.id: mine}, others={one.id: [mine]}))


def test_only_the_neighbourhood_of_the_focus_is_drawn() -> None:
    owner = article("Head", *(f"Thing number {n} happened." for n in range(1, 2001)))
    claims = [claim(owner, f"Thing number {n} happened", n) for n in (1, 1000, 2000)]
    shown = pane(view(owner, claims, focus=claims[1]))
    assert shown.count("<p>") <= 3 * WINDOW
    assert "Thing number 1000 happened" in shown
    assert "paragraphs above" in shown
    assert "paragraphs below" in shown


def _long() -> tuple[Article, list[Claim]]:
    owner = article("Head", *(f"Thing number {n} happened." for n in range(1, 10 * WINDOW)))
    return owner, [claim(owner, f"Thing number {n} happened", n) for n in range(1, 10 * WINDOW)]


def test_a_step_changes_no_part_of_the_pane_and_has_at_least_a_window_on_each_side() -> None:
    owner, claims = _long()
    drawn = [article_pane.pane(view(owner, claims, focus=one)) for one in claims]
    changes = sum(before.parts != after.parts for before, after in pairwise(drawn))
    assert changes == 9  # each time that the focus comes into the next window of so many paragraphs
    for place, one in enumerate(drawn, 1):
        numbers = [int(number) for number in re.findall(r'data-block="(\d+)"', "".join(one.parts))]
        assert numbers[0] <= max(0, place - WINDOW)
        assert numbers[-1] >= min(len(claims), place + WINDOW)
        assert numbers == list(range(numbers[0], numbers[-1] + 1))
        assert re.findall(r'data-block="(\d+)"', one.focus) == [str(place)]
        assert "".join(one.parts).count("▶") == 0
        assert one.focus.count("▶") == 2  # in the words and in the margin


def test_a_verdict_changes_one_part_of_the_pane() -> None:
    owner, claims = _long()
    before = article_pane.pane(view(owner, claims, focus=claims[0]))
    decided = {claims[0].id: judged(claims[0], "disputed")}
    after = article_pane.pane(view(owner, claims, focus=claims[1], standing=decided))
    assert [old == new for old, new in zip(before.parts, after.parts, strict=True)] == [
        False,
        *[True] * (len(before.parts) - 1),
    ]
    assert len(before.parts) == 2 * WINDOW / PART


def test_a_claim_that_goes_on_in_the_next_paragraph_is_in_focus_in_both() -> None:
    owner = article("Head", "First thing,", "and its end. Second thing.", "Third thing.")
    whole = claim(owner, "First thing,", 1)
    whole = replace(whole, span=Span(whole.span.start, owner.text.index(" Second")))
    drawn = article_pane.pane(view(owner, [whole], focus=whole))
    assert re.findall(r'data-block="(\d+)"', drawn.focus) == ["1", "2"]
    assert pane(view(owner, [whole], focus=whole)).count('<mark class="wb-c op now"') == 2


class _Drawn(HTMLParser):
    """What a body paragraph shows: each character with the claims and states of its marks, and each number."""

    def __init__(self) -> None:
        super().__init__()
        self.characters: list[tuple[str, dict[str, set[str]]]] = []
        self.numbers: dict[str, str] = {}
        self._open: list[tuple[str, dict[str, str]]] = []
        self._in_body = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "p":
            self._in_body = not any("sk" in one.get("class", "").split() for _, one in self._open)
        self._open.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        classes = [one.get("class", "").split() for _, one in self._open]
        if not self._in_body or not any(tag == "p" for tag, _ in self._open):
            return
        number = next((one for _, one in self._open if "wb-n" in one.get("class", "").split()), None)
        if number is not None:
            self.numbers[number["data-claim"]] = self.numbers.get(number["data-claim"], "") + data
        elif not any("wb-vh" in names for names in classes):
            marks = {one["data-claim"]: set(one["class"].split()) for tag, one in self._open if tag == "mark"}
            self.characters += [(character, marks) for character in data]


def _drawn(shown: str) -> _Drawn:
    parser = _Drawn()
    parser.feed(shown)
    return parser


PARAGRAPH = "The board counted 40 ferries & nine <small> boats, and the pier was closed on Tuesday."
_SPANS = st.lists(
    st.tuples(st.integers(0, len(PARAGRAPH) - 1), st.integers(1, len(PARAGRAPH))).map(
        lambda ends: (min(ends[0], ends[1] - 1), max(ends[1], ends[0] + 1))
    ),
    min_size=1,
    max_size=5,
)


@given(_SPANS, st.lists(st.sampled_from([*STATES, ""]), min_size=5, max_size=5), st.integers(0, 5))
def test_every_claims_state_is_on_each_of_its_words_and_every_character_is_drawn_once(
    spans: list[tuple[int, int]], values: list[str], focused: int
) -> None:
    owner = article("Head", PARAGRAPH)
    begin = owner.blocks[1].span.start
    claims = []
    for number, (start, end) in enumerate(spans, 1):
        span = Span(begin + start, begin + end)
        made = claim(owner, PARAGRAPH[start:end], number)
        claims.append(replace(made, span=span, sentence=owner.blocks[1].span))
    verdicts = dict(zip([one.id for one in claims], values, strict=False))
    standing = {one.id: judged(one, verdicts[one.id]) for one in claims if verdicts[one.id]}
    focus = claims[focused] if focused < len(claims) else None
    drawn = _drawn(pane(view(owner, claims, focus=focus, standing=standing)))

    assert "".join(character for character, _ in drawn.characters) == PARAGRAPH
    for place, (_, marks) in enumerate(drawn.characters):
        over = {one.id for one in claims if one.span.start <= begin + place < one.span.end}
        assert set(marks) == over
        for name, classes in marks.items():
            state = STATES[verdicts[name]].css if verdicts[name] else "op"
            assert classes & {"ok", "no", "un", "op", "nc"} == {state}
            assert ("now" in classes) == (focus is not None and name == focus.id)
    for number, one in enumerate(claims, 1):
        decided = STATES.get(verdicts[one.id])
        sign, word = (decided.sign, decided.word) if decided else ("○", "not reviewed")
        assert drawn.numbers[one.id] == f"{'▶' if one == focus else ''}{sign}{number} {word}"


def test_shared_words_name_both_claims_and_the_one_with_fewer_words_is_the_innermost() -> None:
    owner = article("Head", "The board counted 40 ferries on Monday.")
    wide, tight = claim(owner, "The board counted 40 ferries on Monday", 1), claim(owner, "40 ferries", 2)
    standing = {wide.id: judged(wide, "unclear"), tight.id: judged(tight, "disputed", sequence=2)}
    shown = pane(view(owner, [wide, tight], focus=wide, standing=standing))
    named = "Words of claims 1 (unclear) and 2 (disputed)"
    assert (
        f'<span class="wb-vh">[{named}: </span><mark class="wb-c un o1 now" data-claim="{wide.id}" title="{named}" '
        f'aria-current="true"><mark class="wb-c no" data-claim="{tight.id}">40 ferries</mark></mark>'
        '<span class="wb-vh">]</span>'
    ) in shown
    assert shown.count(named) == 2


def test_claims_of_one_state_share_a_line_of_the_margin_and_the_focus_has_its_own() -> None:
    # Three lines of the pane: in two there is no room for three lines of the margin.
    sentence = (
        "First, second, third, fourth, fifth and sixth thing, each of them counted and named by the harbour office."
    )
    owner = article("Head", sentence)
    words = ("First", "second", "third", "fourth", "fifth", "sixth")
    claims = [claim(owner, word, place) for place, word in enumerate(words, 1)]
    standing = {one.id: judged(one, "verified") for one in (claims[0], claims[2])}
    shown = pane(view(owner, claims, focus=claims[3], standing=standing))
    margin = re.findall(r"<li[^>]*>(.*?)</li>", shown)
    assert [re.sub("<[^>]+>", "", line) for line in margin[1:]] == [
        "1, 3 ✓ verified",
        "2, 5–6 ○ not reviewed",
        "▶ 4 ○ not reviewed",
    ]


def test_a_margin_that_would_be_longer_than_its_paragraph_has_signs_in_one_line_and_words_to_be_heard() -> None:
    sentence = "First, second, third and fourth thing."
    owner = article("Head", sentence)
    claims = [claim(owner, word, place) for place, word in enumerate(("First", "second", "third", "fourth"), 1)]
    standing = {claims[0].id: judged(claims[0], "verified"), claims[1].id: judged(claims[1], "disputed")}
    others = {claims[1].id: [judged(claims[1], "verified", reviewer="Bo")]}
    shown = pane(view(owner, claims, focus=claims[3], standing=standing, others=others))
    line = re.findall(r"<li[^>]*>(.*?)</li>", shown)[1]
    seen = re.sub("<[^>]+>", "", re.sub(r'<span class="wb-vh">.*?</span>', "", line))
    assert seen == "1 ✓ · 2 ✗ · 3 ○ · ▶ 4 ○ · ⇄ 2"
    heard = re.sub("<[^>]+>", "", line)
    assert heard == "1 ✓ verified · 2 ✗ disputed · 3 ○ not reviewed · ▶ 4 ○ not reviewed · ⇄ 2 disagree"


def test_every_claim_can_be_reached_by_tab_once() -> None:
    owner = article("Head", "First thing. Second thing.")
    claims = [claim(owner, "First thing", 1), claim(owner, "Second thing", 2)]
    shown = pane(view(owner, claims))
    reached = re.findall(r'<span class="wb-n[^>]*data-claim="([^"]+)" role="link" tabindex="0"', shown)
    assert reached == [one.id for one in claims]
