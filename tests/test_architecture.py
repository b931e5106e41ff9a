"""The house keeps its shape: top level, functions, imports, dependencies, and nothing of anybody's machine in it."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
TOP_LEVEL = {
    "workbench.py", "claims", "sources", "tests", "requirements.txt", "README.md",
    "pyproject.toml", "LICENSE", "CHANGELOG.md",
}  # fmt: skip
MOST_LINES_OF_A_FUNCTION = 60  # What fits on a screen; ruff holds the complexity (C901, at most 15).
# Longer ones, each with its reason; an entry that is no longer needed fails.
LONGER_FUNCTIONS = {
    ("tests/browser/test_main_job.py", "test_a_reviewer_does_the_whole_job"): "one story from article to report",
    (
        "tests/browser/test_comparison.py",
        "test_two_named_sources_that_disagree_are_compared_and_the_claim_is_disputed",
    ): "one story on one page",
    ("tests/sources/reading/web.py", "serving"): "a server and its handlers, which share what they are told",
}
# A folder of one machine in front of a further name. `/home` in running text about addresses is none.
MACHINE_PATH = re.compile(r"(?<![\w.:/~-])/(?:work|root|home|Users)/[\w.]|(?<![\w.:/~-])/tmp/[a-z]|\b[A-Z]:\\Users\\")


def tracked() -> list[Path]:
    """Return the files under version control that are on disk, as paths below the repository.

    Where there is no git, as in an unpacked archive, every file that is not made by running something.
    """
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=REPOSITORY, check=True, capture_output=True, text=True
        ).stdout
    except (FileNotFoundError, subprocess.CalledProcessError):
        return on_disk(REPOSITORY)
    return [path for name in listed.split("\0") if name and (path := REPOSITORY / name).is_file()]


def on_disk(folder: Path) -> list[Path]:
    """Return the files below a folder that .gitignore does not name."""
    ignored = [line.rstrip("/") for line in (REPOSITORY / ".gitignore").read_text(encoding="utf-8").splitlines()]
    found = []
    for path in sorted(folder.iterdir()):
        if path.name == ".git" or any(path.match(pattern) for pattern in ignored):
            continue
        found += on_disk(path) if path.is_dir() else [path]
    return found


def modules(*packages: str) -> list[Path]:
    return sorted(path for package in packages for path in (REPOSITORY / package).rglob("*.py"))


@functools.cache
def parsed(path: Path) -> ast.Module:
    """Return the tree of a module, parsed once for all tests."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """Return the full names of the modules that a file imports anywhere in it, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively; write the whole name."
            assert node.module is not None
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def test_without_git_the_same_files_are_looked_at() -> None:
    known, here = set(tracked()), set(on_disk(REPOSITORY))
    assert known <= here
    assert not [path for path in here if ".venv" in path.parts or "__pycache__" in path.parts]


def test_the_top_level_holds_what_was_agreed_and_nothing_else() -> None:
    found = {path.relative_to(REPOSITORY).parts[0] for path in tracked()}
    assert {name for name in found if not name.startswith(".")} == TOP_LEVEL


def test_no_folder_is_called_pages_because_streamlit_would_serve_it() -> None:
    assert not [path for path in tracked() if "pages" in path.relative_to(REPOSITORY).parts[:-1]]


def test_the_app_file_is_short_and_holds_no_class() -> None:
    text = (REPOSITORY / "workbench.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 150
    assert not [node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)]


def test_the_app_file_imports_only_the_screens() -> None:
    allowed = {"claims.screens", "streamlit"}
    strangers = {
        name
        for name in imported(REPOSITORY / "workbench.py")
        if name.split(".")[0] not in sys.stdlib_module_names
        and not any(name == room or name.startswith(room + ".") for room in allowed)
    }
    assert not strangers


def lines_of_functions() -> dict[tuple[str, str], int]:
    """Return how many lines the functions have, the longest of those with the same name in a file."""
    lengths: dict[tuple[str, str], int] = {}
    for path in [REPOSITORY / "workbench.py", *modules("claims", "sources", "tests")]:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                key = (path.relative_to(REPOSITORY).as_posix(), node.name)
                lengths[key] = max(lengths.get(key, 0), node.end_lineno - node.lineno + 1)
    return lengths


def test_a_function_fits_on_a_screen() -> None:
    longer = {key: lines for key, lines in lines_of_functions().items() if lines > MOST_LINES_OF_A_FUNCTION}
    assert longer.keys() == LONGER_FUNCTIONS.keys(), longer


def test_no_module_imports_a_private_name_of_another() -> None:
    private = {
        f"{path.relative_to(REPOSITORY)}: {name}"
        for path in modules("claims", "sources")
        for name in imported(path)
        if name.startswith(("claims.", "sources.")) and re.fullmatch(r"_[^_].*", name.rsplit(".", maxsplit=1)[-1])
    }
    assert not private


def test_only_the_screens_know_streamlit() -> None:
    screens = REPOSITORY / "claims" / "screens"
    knowing = {
        path
        for path in modules("claims", "sources")
        if any(name.split(".")[0] == "streamlit" for name in imported(path))
    }
    assert knowing, "Nothing imports streamlit: this test no longer sees what it guards."
    assert not [path for path in knowing if not path.is_relative_to(screens)]


def required() -> dict[str, str]:
    """Return the pinned packages of requirements.txt and their versions."""
    lines = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(pin.count("==") == 1 for pin in pins), "Every line of requirements.txt pins one version with ==."
    return dict(pin.split("==") for pin in pins)


def test_the_docs_say_what_each_dependency_is_for() -> None:
    docs = (REPOSITORY / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = docs.split("\n## What each dependency is for\n")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `([^`]+)` \|", section, flags=re.MULTILINE)) == set(required())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see /" + "home/ann/notes.txt", True),
        ("'/" + "work/main'", True),
        ("/" + "root/.cache", True),
        ("open(/" + "tmp/x)", True),
        ("https://example.org/" + "home/news", False),
        ("/usr/bin/chromium", False),
        ("at work/home", False),
    ],
)
def test_a_machine_path_is_recognised(text: str, found: bool) -> None:
    assert bool(MACHINE_PATH.search(text)) is found


def test_no_tracked_file_names_a_folder_of_somebodys_machine() -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # Pictures, PDF and DOCX.
        found += [
            f"{path.relative_to(REPOSITORY)}:{number}: {line.strip()[:120]}"
            for number, line in enumerate(text.splitlines(), start=1)
            if MACHINE_PATH.search(line)
        ]
    assert not found, "\n".join(found)


def test_every_expected_failure_is_strict_and_names_the_exception_it_expects() -> None:
    marks = [
        (path, node)
        for path in sorted((REPOSITORY / "tests").rglob("*.py"))
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.xfail"
    ]
    assert marks
    for path, node in marks:
        assert {"strict", "raises"} <= {given.arg for given in node.keywords}, f"{path}:{node.lineno}"


def test_no_number_is_the_length_of_something_written_down_for_it() -> None:
    found = [
        f"{path.relative_to(REPOSITORY)}:{node.lineno}"
        for path in modules("claims", "sources", "tests")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "len"
        and isinstance(node.args[0], ast.Tuple | ast.List)
    ]
    assert not found, found


def test_browser_tests_are_in_the_folder_that_the_test_command_looks_in() -> None:
    tests = REPOSITORY / "tests"
    mark = "pytest.mark." + "browser"
    marked = {path for path in tests.rglob("test_*.py") if mark in path.read_text(encoding="utf-8")}
    assert marked
    assert marked == {path for path in marked if path.parent == tests / "browser"}
    assert 'tests/browser "$@"' in (tests / "run").read_text(encoding="utf-8")


def test_browser_tests_that_share_a_server_stay_in_one_process() -> None:
    sharing = [
        path for path in (REPOSITORY / "tests" / "browser").glob("test_*.py") if 'scope="module"' in path.read_text()
    ]
    assert sharing
    assert [path.name for path in sharing if f'xdist_group("{path.stem}")' not in path.read_text()] == []
