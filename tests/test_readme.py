"""What the docs say is so: versions, addresses, files, links, help texts, columns, keys, limits, cases."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from claims.__main__ import main as claims_main
from claims.report.columns import COLUMNS
from claims.review.verdict import REASONS
from claims.screens.keys import KEYS
from sources.__main__ import main as sources_main
from sources.reading import all_formats, limits

REPOSITORY = Path(__file__).resolve().parents[1]
README, CLAIMS, SOURCES, TESTS, CONTRIBUTING, DECISIONS, CASES = (
    "README.md",
    "claims/README.md",
    "sources/README.md",
    "tests/README.md",
    ".github/CONTRIBUTING.md",
    ".github/decisions/README.md",
    "tests/cases/README.md",
)
DOCS = (README, CLAIMS, SOURCES, TESTS, CONTRIBUTING, DECISIONS, CASES, "CHANGELOG.md")
RECORDS = sorted((REPOSITORY / ".github" / "decisions").glob("[0-9]*.md"))
MOST_BYTES_OF_README = 8_000  # What a newcomer reads before starting; the rest has places of its own.
LONGEST_CHANGE = 120  # A line of the changes is read at a glance.
MADE_BY_THE_USER = {".streamlit/secrets.toml"}
# Articles and sources to try, not docs.
EXAMPLES = {path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / "claims/example").rglob("*.md")}
MOST_TERMS = 40  # A glossary that is read, not searched.


def text_of(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def section(name: str, heading: str) -> str:
    """Return the text under a heading of the second level."""
    return text_of(name).split(f"\n## {heading}\n")[1].split("\n## ")[0]


def prose(text: str) -> str:
    """Return a text without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def code(text: str) -> list[str]:
    """Return the fenced blocks of a section, without the fences."""
    return re.findall(r"^```\w*\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def test_starting_and_testing_are_one_line_each() -> None:
    start, _cpu_torch = code(section(README, "Start it"))
    (tests,) = code(section(README, "Test it"))
    assert start.count("\n") == 1
    assert start.endswith(".venv/bin/streamlit run workbench.py\n")
    assert tests == "bash tests/run\n"


def test_the_cpu_build_of_torch_has_the_pinned_version() -> None:
    pinned = re.search(r"^torch==\S+$", (REPOSITORY / "requirements.txt").read_text(), flags=re.MULTILINE)
    assert pinned is not None
    assert f"install {pinned[0]} --index-url" in section(README, "Start it")


def test_the_only_outside_address_is_that_of_pytorch() -> None:
    everything = "".join(map(text_of, DOCS)) + "".join(path.read_text(encoding="utf-8") for path in RECORDS)
    hosts = set(re.findall(r"https?://([^/\s)`:]+)", everything))
    assert {host for host in hosts if not host.endswith(".example")} == {"127.0.0.1", "download.pytorch.org"}


def test_the_readme_is_short() -> None:
    assert len((REPOSITORY / README).read_bytes()) <= MOST_BYTES_OF_README
    limits_of_use = re.findall(r"^- ", section(README, "Limits"), flags=re.MULTILINE)
    assert 0 < len(limits_of_use) <= 10


def test_the_table_of_csv_columns_is_the_one_in_the_code() -> None:
    rows = [line for line in section(CLAIMS, "The verdict CSV").splitlines() if line.startswith("| `")]
    assert rows == [f"| `{column.name}` | {column.meaning} |" for column in COLUMNS]


def test_the_table_of_verdicts_has_the_reasons_of_the_code() -> None:
    rows = re.findall(
        r"^\| . ([\w ]+) \| [^|]+ \| ([^|]+) \|$", section(CLAIMS, "What a verdict is"), flags=re.MULTILINE
    )
    assert [(word, reasons.split(", ")) for word, reasons in rows] == [
        (verdict.value, list(reasons)) for verdict, reasons in REASONS.items()
    ]


def test_what_the_tree_names_is_there() -> None:
    (tree,) = code(section(CONTRIBUTING, "Where things live"))
    rooms = [REPOSITORY]  # the folder of each depth
    missing = []
    for line in tree.splitlines():
        indent, name = re.match(r"( *)(\S+)", line).groups()  # type: ignore[union-attr]
        depth = len(indent) // 4
        path = rooms[depth] / name
        rooms = [*rooms[: depth + 1], path]
        missing += [] if path.exists() else [str(path.relative_to(REPOSITORY))]
    assert not missing


def test_the_tree_leaves_out_no_room_of_the_two_packages() -> None:
    (tree,) = code(section(CONTRIBUTING, "Where things live"))
    for package in ("claims", "sources"):
        rooms = {path.parent.name for path in (REPOSITORY / package).glob("*/__init__.py")}
        told = set(re.findall(r"^    (\w+)/", tree.split(f"{package}/ ")[1].split("\ntests/")[0], flags=re.MULTILINE))
        assert rooms <= told


def anchors(name: str) -> set[str]:
    """Return what a link may name in a file: its headings, as they are made into addresses."""
    headings = re.findall(r"^#+ (.+)$", prose(text_of(name)), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(name: str) -> list[str]:
    return re.findall(r"\]\(([^)]+)\)", prose(text_of(name)))


@pytest.mark.parametrize("name", DOCS)
def test_every_link_and_picture_leads_somewhere(name: str) -> None:
    folder = (REPOSITORY / name).parent
    lost = []
    for link in links(name):
        path, _, anchor = link.partition("#")
        target = (folder / path).resolve() if path else REPOSITORY / name
        if not target.exists() or (anchor and anchor not in anchors(target.relative_to(REPOSITORY).as_posix())):
            lost.append(link)
    assert not lost


def test_the_readme_leads_to_every_other_file_of_the_docs() -> None:
    reached, waiting = set(), [README]
    while waiting:
        name = waiting.pop()
        reached.add(name)
        files = [((REPOSITORY / name).parent / link.partition("#")[0]).resolve() for link in links(name)]
        names = {path.relative_to(REPOSITORY).as_posix() for path in files if path.suffix == ".md"}
        waiting += names - reached - set(waiting)
    assert set(DOCS) <= reached


def test_the_docs_are_all_here_that_are_checked() -> None:
    found = {
        path.relative_to(REPOSITORY).as_posix()
        for pattern in ("*.md", ".github/**/*.md", "claims/**/*.md", "sources/**/*.md", "tests/**/*.md")
        for path in REPOSITORY.glob(pattern)
    }
    assert found - {path.relative_to(REPOSITORY).as_posix() for path in RECORDS} - EXAMPLES == set(DOCS)


@pytest.mark.parametrize("name", [CLAIMS, SOURCES, TESTS, CONTRIBUTING, CASES])
def test_every_file_that_is_named_is_there(name: str) -> None:
    """A path is looked for beside the file that names it, and in the repository."""
    folder = (REPOSITORY / name).parent
    named = {word for word in re.findall(r"`([\w./-]+)`", prose(text_of(name))) if looks_like_a_path(word)}
    assert named
    missing = [word for word in sorted(named) if not (folder / word).exists() and not (REPOSITORY / word).exists()]
    assert not set(missing) - MADE_BY_THE_USER


def looks_like_a_path(word: str) -> bool:
    return word.endswith("/") or bool(re.search(r"\w\.(?:py|md|toml|txt|jsonl|json|css|js|png|svg)$", word))


def test_every_decision_is_listed_and_has_its_three_parts() -> None:
    rows = re.findall(r"^\| (\d{4}) \| \[(.+?)\]\((.+?)\) \|$", text_of(DECISIONS), flags=re.MULTILINE)
    assert [file for _, _, file in rows] == [path.name for path in RECORDS]
    for place, (number, title, file) in enumerate(rows, 1):
        text = text_of(f".github/decisions/{file}")
        assert number == file[:4] == f"{place:04d}"
        assert re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE) == [
            f"{number} {title}",
            "Context",
            "Decision",
            "Cost",
        ]
        assert all(part.strip() for part in re.split(r"^#+ .+$", text, flags=re.MULTILINE)[2:])


def test_the_glossary_has_a_meaning_for_each_term_and_not_too_many_terms() -> None:
    rows = re.findall(
        r"^\| (?!term \|)([^|-]+) \| ([^|]+) \|$", section(CONTRIBUTING, "Glossary"), flags=re.MULTILINE
    )
    assert 0 < len(rows) <= MOST_TERMS
    assert len({term for term, _ in rows}) == len(rows)


def test_the_changes_are_grouped_by_version_with_a_line_for_each() -> None:
    version = re.search(r'^version = "(.+)"$', text_of("pyproject.toml"), flags=re.MULTILINE)
    assert version is not None
    versions = text_of("CHANGELOG.md").split("\n## ")[1:]
    assert re.fullmatch(rf"{re.escape(version[1])}, \d{{4}}-\d\d-\d\d", versions[0].split("\n")[0])
    for text in versions:
        lines = [line for line in text.splitlines()[1:] if line]
        groups = [line for line in lines if not line.startswith("- ")]
        assert groups == [name for name in ("### Added", "### Changed", "### Fixed") if name in groups]
        assert lines[0] == groups[0]
        assert not [line for line in lines if len(line) > LONGEST_CHANGE]


def test_the_fields_of_the_cases_are_those_of_the_files() -> None:
    folders = sorted(path for path in (REPOSITORY / "tests" / "cases").iterdir() if path.is_dir())
    headings = re.findall(r"^## (.+)$", text_of(CASES), flags=re.MULTILINE)
    assert sorted(headings) == [folder.name for folder in folders]
    for folder in folders:
        cases = [json.loads(line) for path in folder.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
        described = re.findall(r"^\| `(\w+)` \|", section(CASES, folder.name), flags=re.MULTILINE)
        assert set(described) == {field for case in cases for field in case}, folder.name


@pytest.mark.parametrize(("package", "run"), [("claims", claims_main), ("sources", sources_main)])
def test_the_help_of_every_command_is_the_one_in_the_code(
    package: str, run: Callable[[list[str]], int], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "110")

    def help_of(*command: str) -> str:
        with pytest.raises(SystemExit):
            run([*command, "--help"])
        return f"$ python -m {' '.join((package, *command))} --help\n{capsys.readouterr().out}"

    commands = re.findall(r"^    ([a-z]+)  ", help_of(), flags=re.MULTILINE)
    assert commands
    blocks = code(section(f"{package}/README.md", "The command line"))
    told = [block for block in blocks if block.startswith("$ ")]
    assert told == [help_of(), *(help_of(command) for command in commands)]


def test_every_requirement_has_its_reason_and_every_reason_its_requirement() -> None:
    required = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8")
    pinned = re.findall(r"^([\w.-]+)==\S+$", required, flags=re.MULTILINE)
    assert len(pinned) == sum(not line.startswith("#") for line in required.splitlines())
    assert (
        re.findall(r"^\| `([^`]+)`", section(CONTRIBUTING, "What each dependency is for"), flags=re.MULTILINE)
        == pinned
    )


def test_every_key_is_told() -> None:
    told = re.findall(r"^\| (`.*?) \|", section(CLAIMS, "Keys"), flags=re.MULTILINE)
    assert told == [" ".join(f"`{name}`" for name in key.names.split()) for key in KEYS]


def test_the_table_of_file_formats_is_the_registry() -> None:
    def yes(holds: bool) -> str:
        return "yes" if holds else "no"

    rows = re.findall(r"^(\| .* \| \..*\|)$", section(SOURCES, "Formats and limits"), flags=re.MULTILINE)
    assert rows == [
        f"| {known.title} | {' '.join('.' + ending for ending in known.endings)} | {yes(known.article)} | "
        f"{yes(known.source)}{f', one for each {known.entry}' if known.entry else ''} | {yes(known.sandboxed)} | "
        f"{known.limits} |"
        for known in all_formats()
    ]


def test_the_limits_of_addresses_and_of_the_sandbox_are_those_of_the_code() -> None:
    told = section(SOURCES, "Formats and limits") + section(SOURCES, "Addresses")
    for amount in (
        f"{limits.FILE_BYTES // 2**20} MB, {limits.ADDRESS_SECONDS} seconds, {limits.REDIRECTS} redirects",
        f"{limits.SANDBOX_MEMORY_BYTES // 2**20:,} MB of memory and {limits.SANDBOX_CPU_SECONDS} seconds",
    ):
        assert amount in told


def test_every_setting_it_names_is_read_by_the_code_and_the_other_way_round() -> None:
    code_text = "".join(
        path.read_text(encoding="utf-8")
        for name in ("claims", "sources")
        for path in (REPOSITORY / name).rglob("*.py")
    )
    told = set(re.findall(r"^\| `(WORKBENCH_\w+)`", section(SOURCES, "Settings"), flags=re.MULTILINE))
    assert told == set(re.findall(r"environ\.get\(\"(WORKBENCH_\w+)\"", code_text))
