"""What the README says is so: versions, addresses, files, help texts, keys, limits."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from claims.__main__ import main as claims_main
from claims.report.columns import COLUMNS
from claims.screens.keys import KEYS
from sources.__main__ import main as sources_main
from sources.reading import all_formats, limits

REPOSITORY = Path(__file__).resolve().parents[1]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    """Return what stands under a heading of the second level."""
    return README.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def code(text: str) -> list[str]:
    """Return the fenced blocks of a section, without the fences."""
    return re.findall(r"^```\w*\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def test_starting_and_testing_are_one_line_each() -> None:
    start, _cpu_torch = code(section("Start it"))
    (tests,) = code(section("Test it"))
    assert start.count("\n") == 1
    assert start.endswith(".venv/bin/streamlit run workbench.py\n")
    assert tests == "bash tests/run\n"


def test_the_cpu_build_of_torch_has_the_pinned_version() -> None:
    pinned = re.search(r"^torch==\S+$", (REPOSITORY / "requirements.txt").read_text(), flags=re.MULTILINE)
    assert pinned is not None
    assert f"install {pinned[0]} --index-url" in section("Start it")


def test_the_only_outside_address_is_that_of_pytorch() -> None:
    hosts = set(re.findall(r"https?://([^/\s)`:]+)", README))
    assert {host for host in hosts if not host.endswith(".example")} == {"127.0.0.1", "download.pytorch.org"}


def test_the_table_of_csv_columns_is_the_one_in_the_code() -> None:
    rows = [line for line in section("The verdict CSV").splitlines() if line.startswith("| `")]
    assert rows == [f"| `{column.name}` | {column.meaning} |" for column in COLUMNS]


def test_what_the_tree_names_is_there() -> None:
    (tree,) = code(section("Where things live"))
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
    (tree,) = code(section("Where things live"))
    for package in ("claims", "sources"):
        rooms = {path.parent.name for path in (REPOSITORY / package).glob("*/__init__.py")}
        told = set(re.findall(r"^    (\w+)/", tree.split(f"{package}/ ")[1].split("\ntests/")[0], flags=re.MULTILINE))
        assert rooms <= told


def test_every_picture_it_shows_is_there() -> None:
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", README)
    assert pictures
    assert not [name for name in pictures if not (REPOSITORY / name).is_file()]


def test_every_link_inside_it_leads_to_a_heading() -> None:
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^## (.+)$", README, flags=re.MULTILINE)}
    links = set(re.findall(r"\]\(#([^)]+)\)", README))
    assert links
    assert links <= headings


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
    told = [block for block in code(section("The command line")) if block.startswith(f"$ python -m {package}")]
    assert told == [help_of(), *(help_of(command) for command in commands)]


def test_every_requirement_has_its_reason_and_every_reason_its_requirement() -> None:
    required = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8")
    pinned = re.findall(r"^([\w.-]+)==\S+$", required, flags=re.MULTILINE)
    assert len(pinned) == sum(not line.startswith("#") for line in required.splitlines())
    assert re.findall(r"^\| `([^`]+)`", section("What each dependency is for"), flags=re.MULTILINE) == pinned


def test_every_key_is_told() -> None:
    told = re.findall(r"^\| (`.*?) \|", section("Keys"), flags=re.MULTILINE)
    assert told == [" ".join(f"`{name}`" for name in key.names.split()) for key in KEYS]


def test_the_table_of_file_formats_is_the_registry() -> None:
    def yes(holds: bool) -> str:
        return "yes" if holds else "no"

    rows = re.findall(r"^(\| .* \| \..*\|)$", section("Your own material"), flags=re.MULTILINE)
    assert rows == [
        f"| {known.title} | {' '.join('.' + ending for ending in known.endings)} | {yes(known.article)} | "
        f"{yes(known.source)}{f', one for each {known.entry}' if known.entry else ''} | {yes(known.sandboxed)} | "
        f"{known.limits} |"
        for known in all_formats()
    ]


def test_the_limits_of_addresses_and_of_the_sandbox_are_those_of_the_code() -> None:
    told = section("Your own material")
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
    told = set(re.findall(r"^\| `(WORKBENCH_\w+)`", section("Settings"), flags=re.MULTILINE))
    assert told == set(re.findall(r"environ\.get\(\"(WORKBENCH_\w+)\"", code_text))
