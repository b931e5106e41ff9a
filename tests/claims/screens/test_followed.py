"""The section of the library page on feeds and folders that are followed, drawn by Streamlit itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from claims.workbench import Workbench
from tests.claims.screens.test_library import checked, drawn, html, press
from tests.claims.services.test_following import Gate
from tests.sources.fakes import WordEncoder
from tests.sources.stored import every_source

WAITING = 60.0


@pytest.fixture
def workbench(workbench: Workbench) -> Workbench:
    workbench.library._encoder = WordEncoder()
    return workbench


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "pier.txt").write_text("The pier closed on Monday.")
    return inbox


def followed(workbench: Workbench, where: str) -> AppTest:
    test = drawn()
    test.text_input(key="follow-where").set_value(where)
    test = press(test, "Follow")
    assert workbench.following.wait(WAITING)
    said = html(test)
    return checked(test.run()) if "✓ Followed." in said else test


def test_an_empty_list_says_what_following_is_for(workbench: Workbench) -> None:
    assert workbench.following.all() == []
    assert "None yet. Name the feed of an agency, or a folder" in html(drawn())


def test_a_folder_is_followed_its_new_files_are_counted_and_taken_out_again(
    workbench: Workbench, folder: Path
) -> None:
    test = followed(workbench, str(folder))
    assert "<b>inbox</b> on this machine" in html(test)
    assert "1 new · checked" in html(test)
    test = press(test, "Delete the 1 new source")
    assert "<b>1 source</b> with their passages" in html(test)
    assert "<li>pier.txt</li>" in html(test)
    assert workbench.library.count() == 1, "Nothing is deleted before the question is answered."
    test = press(press(press(test, "Keep them"), "Delete the 1 new source"), "Delete 1")
    assert "1 source deleted; a later check does not add them again." in html(test)
    assert workbench.library.count() == 0

    (folder / "crane.txt").write_text("The crane was sold.")
    test = press(test, "Check now")
    assert workbench.following.wait(WAITING)
    assert "1 new · checked" in html(checked(test.run()))
    assert workbench.library.count() == 1


def test_preparing_what_is_new_is_shown_stopped_and_offered_again(workbench: Workbench, folder: Path) -> None:
    gate = Gate()
    workbench.library._encoder = gate
    workbench.following.follow(str(folder))
    assert gate.reached.wait(WAITING)
    test = drawn()
    assert "Preparing the passages of what is new." in html(test)
    test = press(test, "Stop checking")
    assert workbench.following.wait(WAITING), "Stopping waits for no passage."
    said = html(checked(test.run()))
    gate.opened.set()
    assert "Preparing the passages" not in said
    assert "! 1 passage not prepared." in said
    assert [button.label for button in test.button if button.key == "go-on-preparing"] == ["Go on preparing"]


def test_sources_that_were_deleted_already_are_not_asked_about(workbench: Workbench, folder: Path) -> None:
    test = followed(workbench, str(folder))
    for source in every_source(workbench.library.sources()):
        workbench.library.delete(source.id)
    said = html(press(test, "Delete the 1 new source"))
    assert "The sources of that check were deleted already." in said
    assert "This cannot be undone" not in said
    assert workbench.following.all()[0].new == 0


def test_following_is_stopped_and_the_sources_stay(workbench: Workbench, folder: Path) -> None:
    test = press(followed(workbench, str(folder)), "Stop following")
    assert "its sources stay in the library" in html(test)
    assert (workbench.following.all(), workbench.library.count()) == ([], 1)


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ("/no/such/folder", "There is no folder “folder” there. Check the path."),
        ("https://wire.example/feed", "Reading from addresses is switched off"),
        ("", "neither an address"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_a_sentence(workbench: Workbench, where: str, sentence: str) -> None:
    said = html(followed(workbench, where))
    assert "✗ Not followed." in said
    assert sentence in said
    assert workbench.following.all() == []


def test_a_path_that_looks_like_markup_is_shown_as_it_is(workbench: Workbench, tmp_path: Path) -> None:
    (tmp_path / "<b>x").mkdir()
    said = html(followed(workbench, str(tmp_path / "<b>x")))
    assert "<b>&lt;b&gt;x</b> on this machine" in said
