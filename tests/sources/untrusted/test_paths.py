"""Paths of somebody's machine, told from addresses, names and titles."""

from __future__ import annotations

import pytest

from sources.untrusted import bare_name, is_local, without_path


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("/srv/desk/leaks/memo.txt", "memo.txt"),
        ("file:///C:/desk/memo.txt", "memo.txt"),
        (r"C:\desk\memo.txt", "memo.txt"),
        ("d:/memo.txt", "memo.txt"),
        (r"\\server\share\memo.txt", "memo.txt"),
        ("~/memo.txt", "memo.txt"),
    ],
)
def test_a_path_is_known_and_shortened_to_the_name_of_its_file(text: str, name: str) -> None:
    assert (is_local(text), without_path(text), bare_name(text)) == (True, name, name)


@pytest.mark.parametrize(
    "text",
    [
        "https://paper.example/a/b",
        "paper.example/a/b",
        "zim:lorn.zim/A",
        "Qwen/Qwen2.5",
        "/ and other signs",
        "1/2",
        "",
    ],
)
def test_what_is_no_path_stays_as_it_is(text: str) -> None:
    assert (is_local(text), without_path(text)) == (False, text)
