"""The word lists keep their promises: a list once, a word once in lists of one kind, no list that nothing reads."""

from __future__ import annotations

import ast
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from sources.language import lexicon
from sources.language.lexicon import Section, groups, lines, sections, words

REPOSITORY = Path(__file__).resolve().parents[3]
READERS = {"words", "lines", "groups", "any_of", "forms_of"}


def read_in_code() -> set[str]:
    """Return the names of the lists that some module reads."""
    found: set[str] = set()
    for path in [*(REPOSITORY / "sources").rglob("*.py"), *(REPOSITORY / "claims").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called in READERS:
                found |= {
                    arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                }
    return found


def broken_promises(all_sections: dict[str, Section]) -> list[str]:
    """Return a sentence for each promise that a list makes and does not keep."""

    def whole(name: str) -> set[str]:
        section = all_sections[name]
        return set(section.entries).union(*(whole(base) for base in section.bases))

    faults = []
    for name, section in all_sections.items():
        twice = [word for word, count in Counter(section.entries).items() if count > 1]
        again = [word for base in section.bases for word in section.entries if word in whole(base)]
        strange = whole(name) - whole(section.within) if section.within else set()
        faults += [f"{name} writes {word} down twice" for word in twice]
        faults += [f"{name} writes {word} down, which a list it includes has" for word in again]
        faults += [f"{name} has {word}, which {section.within} lacks" for word in sorted(strange)]
    of_a_kind = [(name, section) for name, section in all_sections.items() if section.kind]
    for (one, ours), (other, theirs) in combinations(of_a_kind, 2):
        if ours.kind == theirs.kind:
            shared = set(ours.entries) & set(theirs.entries)
            faults += [f"{one} and {other} both write {word} down" for word in sorted(shared)]
    return faults


def test_each_list_keeps_what_it_promises() -> None:
    assert broken_promises(sections()) == []


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"a": Section("f", ("say", "say"), by_line=False)}, "a writes say down twice"),
        (
            {
                "a": Section("f", ("say",), by_line=False, kind="speech"),
                "b": Section("f", ("say",), by_line=False, kind="speech"),
            },
            "a and b both write say down",
        ),
        (
            {"a": Section("f", ("say",), by_line=False), "b": Section("f", ("say",), by_line=False, bases=("a",))},
            "b writes say down, which a list it includes has",
        ),
        (
            {"a": Section("f", ("say",), by_line=False), "b": Section("f", ("tell",), by_line=False, within="a")},
            "b has tell, which a lacks",
        ),
    ],
)
def test_a_broken_promise_is_found(wrong: dict[str, Section], fault: str) -> None:
    assert broken_promises(wrong) == [fault]


def test_each_list_is_read_by_a_module_or_by_a_list_that_is() -> None:
    reached = read_in_code() & sections().keys()
    waiting = list(reached)
    while waiting:
        bases = set(sections()[waiting.pop()].bases) - reached
        reached |= bases
        waiting += bases
    assert sorted(sections().keys() - reached) == []


def test_a_list_includes_the_words_of_its_bases() -> None:
    assert {"tell", "find", "reply"} <= words("say_verbs")
    assert words("think_verbs") < words("hold_verbs")


def test_an_indented_line_continues_the_entry_before_it() -> None:
    (states,) = [line for line in lines("countries") if line.startswith("united-states ")]
    assert "washington" in states
    assert "wyoming" in states


def test_quotation_marks_keep_the_blanks_of_an_entry() -> None:
    assert " cookie" in lines("notices")


def test_a_labelled_list_gives_the_words_of_each_label() -> None:
    assert groups("how_often")["few"] == {"rarely", "seldom"}


@pytest.mark.parametrize(("read", "name"), [(words, "countries"), (lines, "say_verbs")])
def test_a_list_that_is_read_the_wrong_way_is_refused(read: object, name: str) -> None:
    with pytest.raises(ValueError, match=name):
        read(name)  # type: ignore[operator]


def test_an_unknown_list_is_refused() -> None:
    with pytest.raises(KeyError):
        words("no_such_list")


def test_a_name_that_stands_in_two_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in ("one", "two"):
        (tmp_path / f"{file}.txt").write_text("[same]\nword\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "_FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"same stands in one\.txt and in two\.txt"):
        sections.__wrapped__()


def test_words_before_the_first_list_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.txt").write_text("lost words\n[same]\nword\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "_FOLDER", tmp_path)
    with pytest.raises(ValueError, match="lost words"):
        sections.__wrapped__()
