"""Measure who speaks in whole interviews of our own: titles × introductions × questions × ends; essays are controls.

    python -m tests.benchmarks.interviews [--show]

An interview is right where every claim out of an answer is the guest's, no other claim is anybody's, and no question
is a claim. A control is right where nobody speaks but its author.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import product

from claims.splitting import read_article, split
from sources.source import Document

GUEST, AUTHOR = "Emily Roe", "Tom Holm"
TITLES = (
    GUEST,
    f"{GUEST}\n\nGardener and author of two books",
    f"Meet {GUEST}",
    f"January 2023: Meet {GUEST}",
    f"Spotlight of the Week: {GUEST}",
    f"Spotlight of the Week: Board Member {GUEST}",
    f"Volunteer Spotlight: {GUEST}, Harbour Trust",
    f"{GUEST}, gardener and author",
    f"Five questions with {GUEST}",
    f"5 Questions with gardener {GUEST}",
    f"Q&A: {GUEST} on gardens by the sea",
    f"Q&A with {GUEST}",
    f"In conversation with {GUEST}",
    f"An interview with {GUEST}",
    f"Interview: {GUEST}",
    f"Interview with the gardener {GUEST}",
    f"Getting to know {GUEST}",
    f"Member profile – {GUEST}",
    f"Faces of Norring: {GUEST}",
    f"A day in the life of {GUEST}",
    f"{GUEST} talks about gardens",
    f"Humans of Norring: {GUEST}",
)
INTRODUCTIONS = {
    "none": "",
    "tells of the guest": f"{GUEST} has kept the gardens of the harbour since 2009. She grew up in Varn.",
    "we asked her": "Emily keeps the gardens of the harbour. We asked her how she works.",
    "greets the guest": "It is a pleasure to open our series. Emily, thanks for sharing your thoughts.",
    "tells of a firm": f"{GUEST} joined the Harbour Trust in 2009. The Harbour Trust looks after forty gardens.",
    "names who asked": f"{GUEST} has kept the gardens since 2009. Our reporter {AUTHOR} met her in Varn.",
}
QUESTIONS = {
    "questions": ("What do you do?", "How did you start?", "What comes next?"),
    "numbered": ("1. What do you do?", "2. How did you start?", "3. What comes next?"),
    "bold": ("**What do you do?**", "**How did you start?**", "**What comes next?**"),
    "a request": ("Tell us about your work.", "How did you start?", "What comes next?"),
    "long": (
        "Can you describe your background and your current role?",
        "What did the first year teach you about soil and salt?",
        "Where would you like to be in ten years?",
    ),
    "two in one": ("Who are you, and what do you do?", "What tools do you use?", "What would you plant?"),
    "Q and A": ("Q: What do you do?", "Q: How did you start?", "Q: What comes next?"),
    "labels": ("Mail: What do you do?", "Mail: How did you start?", "Mail: What comes next?"),
    "headings": ("On her work", "On the beginning", "On what comes next"),
}
BEFORE_ANSWERS = {"Q and A": "A: ", "labels": f"{GUEST}: "}
ANSWERS = (
    "I keep forty gardens by the sea. The first of them has been there since 1920.",
    "My aunt gave me a spade in 1999. She sold seeds in Varn.\n\nThe winters were long then. We had no glass house.",
    "We plant 300 trees in the spring. The council pays for them.",
)
ENDS = ("", f"{GUEST} was talking to {AUTHOR}.", "This interview has been edited for length.")
ESSAY = """{title}

{byline}I met a gardener in 1999. She kept forty gardens.

Why do gardens matter?

I think that they cool a town. My street is 4 degrees cooler.

What comes next?

We must plant 300 trees. I will plant one.
"""
ESSAY_TITLES = (
    f"What I learned from {GUEST}",
    f"The gardens of {GUEST}",
    f"{GUEST}: A Life in Gardens",
    f"{GUEST} must go",
    f"Why {GUEST} plants trees",
    "Gardens by the sea",
)


def interviews() -> Iterator[tuple[str, str]]:
    """Yield each interview with the form of its questions; ends are tried below plain questions alone."""
    for title, (_, intro), (form, asked), end in product(TITLES, INTRODUCTIONS.items(), QUESTIONS.items(), ENDS):
        if end and form != "questions":
            continue
        parts = [title, intro]
        for question, answer in zip(asked, ANSWERS, strict=True):
            parts += [question, BEFORE_ANSWERS.get(form, "") + answer]
        yield form, "\n\n".join(part for part in (*parts, end) if part) + "\n"


def fault(text: str) -> str:
    """Return what is wrong in the claims of an interview; empty where nothing is."""
    answered = 0
    for claim in split(read_article(Document(text=text, kind="txt"))):
        sentence = claim.sentence.of(text).strip().removeprefix("A: ").removeprefix(f"{GUEST}: ")
        own = any(sentence.rstrip(".") in answer for answer in ANSWERS)
        answered += own
        if own and claim.attributed_to != (GUEST,):
            return f"an answer of {claim.attributed_to or 'nobody'}: {sentence}"
        if not own and (claim.attributed_to or sentence.endswith("?")):
            return f"{claim.attributed_to} said no such thing: {sentence}"
    return "" if answered else "no answer is a claim"


def main() -> None:
    """Print how many are right, by the form of the questions."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--show", action="store_true", help="print what is wrong")
    show = options.parse_args().show
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for form, text in interviews():
        wrong = fault(text)
        total[form] += 1
        right[form] += not wrong
        if wrong and show:
            sys.stdout.write(f"- {form}: {text.splitlines()[0]}: {wrong}\n")
    for form in total:
        sys.stdout.write(f"{form:12} {right[form]:5} of {total[form]:4}\n")
    sys.stdout.write(f"{'interviews':12} {sum(right.values()):5} of {sum(total.values()):4}\n")
    essays = [ESSAY.format(title=t, byline=b) for t in ESSAY_TITLES for b in ("", f"By {AUTHOR}\n\n")]
    said = [{c.attributed_to for c in split(read_article(Document(text=one, kind="txt")))} for one in essays]
    silent = sum(speakers <= {(), (AUTHOR,)} for speakers in said)
    sys.stdout.write(f"{'essays':12} {silent:5} of {len(essays):4}\n")


if __name__ == "__main__":
    main()
