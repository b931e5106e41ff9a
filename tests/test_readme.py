"""What the README says is so: versions, addresses, files."""

from __future__ import annotations

import re
from pathlib import Path

from claims.report.columns import COLUMNS

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
