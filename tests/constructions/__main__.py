"""Prints how many generated sentences are split rightly, by construction.

    python -m tests.constructions [--construction NAME] [--show-wrong N] [--sample N] [--templates]
                                  [--whole]
    python -m tests.constructions --read N [--construction NAME]

Without words, all sentences of all templates are split (some minutes). "--sample 2" takes what the tests take.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict

from claims.splitting import split
from tests.constructions.running import Judged, by_construction, judged, share_right, whole
from tests.constructions.templates import SENTENCES_OF_A_TEMPLATE, Sentence, all_sentences


def main(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.constructions", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--construction", metavar="NAME", help="only this construction, as the table names it")
    parser.add_argument("--show-wrong", metavar="N", type=int, default=0, help="print up to N wrong of each template")
    parser.add_argument("--sample", metavar="N", type=int, help="only N sentences of each template")
    parser.add_argument("--templates", action="store_true", help="a line for each template too")
    parser.add_argument("--read", metavar="N", type=int, help="split nothing: print N sentences of each template")
    parser.add_argument("--whole", action="store_true", help="take each sentence as one claim, as a control")
    given = parser.parse_args(arguments)
    sentences = list(all_sentences(given.read or given.sample or SENTENCES_OF_A_TEMPLATE))
    if given.construction:
        known = sorted({sentence.template.construction for sentence in sentences})
        sentences = [sentence for sentence in sentences if sentence.template.construction == given.construction]
        if not sentences:
            print(
                f"No construction is called {given.construction!r}. There are: {', '.join(known)}.", file=sys.stderr
            )
            return 2
    if given.read:
        _print_expectations(sentences)
        return 0
    results = judged(sentences, whole if given.whole else split)
    _print_table(by_construction(results))
    if given.templates:
        _print_templates(results)
    if given.show_wrong:
        _print_wrong(results, given.show_wrong)
    return 0


def _print_expectations(sentences: list[Sentence]) -> None:
    for sentence in sentences:
        print(f"\n[{sentence.template.construction}: {sentence.template.name}] {sentence.text}")
        for label, lines in (("must", sentence.must), ("may", sentence.may), ("must not", sentence.must_not)):
            for expected in lines:
                print(f"    {label:8} {expected.line}")


def _by_template(results: list[Judged]) -> dict[str, list[Judged]]:
    found: defaultdict[str, list[Judged]] = defaultdict(list)
    for result in results:
        template = result.sentence.template
        found[f"{template.construction}: {template.name}"].append(result)
    return dict(found)


def _print_table(constructions: dict[str, list[Judged]]) -> None:
    print("| construction | templates | sentences | right |\n|---|---|---|---|")
    for name, results in constructions.items():
        print(f"| {name} | {len(_by_template(results))} | {len(results)} | {share_right(results):.0f} % |")
    every = [result for results in constructions.values() for result in results]
    print(f"| all | {len(_by_template(every))} | {len(every)} | {share_right(every):.1f} % |")


def _print_templates(results: list[Judged]) -> None:
    print()
    for name, found in _by_template(results).items():
        print(f"{share_right(found):5.0f} %  {name}")


def _print_wrong(results: list[Judged], most: int) -> None:
    for name, found in _by_template(results).items():
        wrong = [result for result in found if not result.judgement.right]
        if wrong:
            print(f"\n{name}: {len(wrong)} of {len(found)} wrong")
        for result in wrong[:most]:
            print(f"  {result.sentence.text}\n    {result.judgement.reason}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
