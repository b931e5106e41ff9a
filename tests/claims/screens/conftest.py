"""Fixtures of the tests that let Streamlit draw a page without a browser."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner

from claims.screens import session
from claims.workbench import Workbench


@pytest.fixture(scope="session", autouse=True)
def installed_packages_are_looked_through_once() -> Iterator[None]:
    """Streamlit looks for components in every installed package for each page it draws, and takes half a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner, "scan_component_manifests", functools.cache(manifest_scanner.scan_component_manifests)
        )
        yield


@pytest.fixture
def workbench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbench]:
    """The workbench that the pages of a test find, on a database of its own."""
    monkeypatch.setenv("WORKBENCH_DATABASE", str(tmp_path / "desk.sqlite3"))
    st.cache_resource.clear()
    opened = session.workbench()
    yield opened
    opened.close()
    st.cache_resource.clear()
