"""Article to claims by a language model, everything checked; the rules stand in wherever it gives nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol

from claims.article import Article, BlockKind
from claims.claim import Claim
from claims.language_model.answer import Proposal, read_answer
from claims.language_model.checking import Known, finished, reason_against
from claims.language_model.client import Message
from claims.language_model.faults import ModelFault
from claims.language_model.locating import locate
from claims.language_model.prompt import batches, key_of, messages
from claims.language_model.wording import Sentence, Wording
from claims.splitting import RuleSplitter
from claims.splitting.segments.units import Unit, units_of
from claims.splitting.unit_times import times_in
from sources.language.parsing.parser import trees
from sources.untrusted import without_path

Progress = Callable[[int, int], None]


class Asker(Protocol):
    """Whoever answers a question; `claims.language_model.client.ChatClient` does it over HTTP."""

    def ask(self, messages: Sequence[Message]) -> str:
        """Return the text of the answer; raises `ModelFault` or `Stopped`."""
        ...

    def stop(self) -> None:
        """End the question under way, which raises `Stopped`; called from another thread."""
        ...


class Answers(Protocol):
    """Keeps answers by what was asked, so that the same article gives the same claims again."""

    def answer(self, key: str) -> str | None:
        """Return the kept answer."""
        ...

    def keep_answer(self, key: str, answer: str) -> None:
        """Keep an answer that could be read."""
        ...


@dataclass(frozen=True, slots=True)
class Rejected:
    """A claim of the model that was not taken, and why."""

    text: str
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class SplitReport:
    """What a language model did for an article.

    Attributes:
        made_by: The model, as it stands in its claims.
        by_model, by_rules: How many claims each made.
        faults: A sentence for each stretch that the rules split because the model gave nothing.
        rejected: In the order in which they came.
    """

    made_by: str
    by_model: int
    by_rules: int
    faults: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()


class LanguageModelSplitter:
    """Splits by a language model; what it gives is checked against the article, and the rules stand in.

    Args:
        asker: Answers the questions.
        address, model: What is asked, for `made_by` and for the key of an answer.
        answers: Where answers are kept.
        progress: Called with the characters done and the characters in all.

    Attributes:
        report: What became of the last article.
    """

    def __init__(
        self, asker: Asker, address: str, model: str, answers: Answers, progress: Progress | None = None
    ) -> None:
        self._asker = asker
        self._address = address
        self._model = model
        self._answers = answers
        self._progress = progress or (lambda _done, _of: None)
        self.made_by = f"language model {without_path(model)}"  # some servers call a model by the path of its file
        self.report = SplitReport(self.made_by, 0, 0)

    def split(self, article: Article) -> list[Claim]:
        """Return the claims of ``article`` in its order; `report` then tells what the model did.

        Raises:
            ParserError: If the parsing model, which the rules and the checks need, is missing or damaged.
            Stopped: If a person stopped it.
        """
        sentences = list(_sentences(article))
        known = Known.of(
            article,
            (unit.doc for sentence in sentences for unit in sentence.units),
            [claim.text for sentence in sentences for claim in sentence.by_rules],
        )
        wording = Wording(article, sentences, self.made_by)
        spans = [sentence.span for sentence in sentences]
        claims: list[Claim] = []
        faults: list[tuple[int, int, str]] = []
        rejected: list[Rejected] = []
        lasting: ModelFault | None = None
        for start, end in batches(article.text, spans):
            batch = sentences[start:end]
            found: dict[int, list[Claim]] = {}
            try:
                if lasting is not None:
                    raise lasting
                for proposal in self._proposals(messages(article, spans[start:end], spans[:start]), len(batch)):
                    taken = _checked(proposal, article, batch, known, wording, found)
                    if isinstance(taken, Rejected):
                        rejected.append(taken)
                    else:
                        found.setdefault(proposal.sentence, []).append(taken)
            except ModelFault as fault:
                lasting = fault if fault.lasting else None
                faults.append((start, end, str(fault)))
            for number, sentence in enumerate(batch, 1):
                claims.extend(sorted(found.get(number, sentence.by_rules), key=lambda claim: claim.span.start))
            self._progress(spans[end - 1].end, len(article.text))
        by_model = sum(claim.made_by == self.made_by for claim in claims)
        self.report = SplitReport(
            self.made_by, by_model, len(claims) - by_model, tuple(_told(faults, len(sentences))), tuple(rejected)
        )
        return [replace(claim, order=order) for order, claim in enumerate(claims, 1)]

    def stop(self) -> None:
        """Stop from another thread: `split` raises `Stopped`."""
        self._asker.stop()

    def _proposals(self, asked: list[Message], sentences: int) -> list[Proposal]:
        key = key_of(self._address, self._model, asked)
        kept = self._answers.answer(key)
        if kept is not None:
            return read_answer(kept, sentences)
        content = self._asker.ask(asked)
        proposals = read_answer(content, sentences)
        self._answers.keep_answer(key, content)
        return proposals


def _sentences(article: Article) -> Iterator[Sentence]:
    """Yield the sentences of the body, parsed, with the claims that the rules make of them."""
    by_rules: dict[int, list[Claim]] = {}
    for claim in RuleSplitter().split(article):
        by_rules.setdefault(claim.sentence.start, []).append(claim)
    units = list(units_of(article.text, [block.span for block in article.blocks if block.kind is BlockKind.BODY]))
    for unit, tree in zip(units, trees(unit.parsed for unit in units), strict=True):
        unit.doc = tree
    for span, group in groupby(units, key=lambda unit: unit.sentence):
        own: tuple[Unit, ...] = tuple(group)
        times = tuple(time for unit in own for time in times_in(article, unit))
        yield Sentence(span, own, times, tuple(by_rules.get(span.start, ())))


def _checked(
    proposal: Proposal,
    article: Article,
    batch: Sequence[Sentence],
    known: Known,
    wording: Wording,
    found: dict[int, list[Claim]],
) -> Claim | Rejected:
    def no(reason: str) -> Rejected:
        return Rejected(proposal.text, proposal.quote, reason)

    if proposal.flaw:
        return no(proposal.flaw)
    sentence = batch[proposal.sentence - 1]
    span = locate(proposal.quote, article.text, sentence.span)
    if span is None:
        return no("its quote does not stand in its sentence")
    text = finished(proposal.text)
    (tree,) = trees([text])
    reason = reason_against(text, tree, sentence.span.of(article.text), sentence.tokens(span), known)
    if reason:
        return no(reason)
    claim = wording.claim(proposal, text, tree, span, sentence)
    others = found.get(proposal.sentence, [])
    if any(other.text.casefold() == claim.text.casefold() for other in others):
        return no("it says what another claim of its sentence says")
    return claim


def _told(faults: Sequence[tuple[int, int, str]], of: int) -> Iterator[str]:
    """Yield a sentence for each stretch with one fault: which sentences, half-open, and what was wrong."""
    start = 0
    for place, (first, end, fault) in enumerate(faults):
        following = faults[place + 1] if place + 1 < len(faults) else None
        start = start if place and faults[place - 1][1:] == (first, fault) else first
        if following is not None and following[0] == end and following[2] == fault:
            continue
        if (start, end) == (0, of):
            yield f"{fault} The whole article was split by the rules."
        elif end - start == 1:
            yield f"{fault} Sentence {end} was split by the rules."
        else:
            yield f"{fault} Sentences {start + 1} to {end} were split by the rules."
