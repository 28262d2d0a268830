"""The sample results and their rendering, for every test of the reports."""

import runpy
from pathlib import Path

import pytest

from adproof.report import render

_SAMPLE = runpy.run_path(str(Path(__file__).with_name("sample.py")))


@pytest.fixture(scope="session")
def hostile():
    """Text with markup, shell metacharacters, terminal escapes, bidi controls and half a surrogate pair."""
    return _SAMPLE["HOSTILE"]


@pytest.fixture
def sample():
    return _SAMPLE["results"]()


@pytest.fixture(scope="session")
def rendered(tmp_path_factory):
    """A folder with every report of the sample."""
    directory = tmp_path_factory.mktemp("report")
    render(_SAMPLE["results"](), directory)
    return directory


@pytest.fixture(scope="session")
def page(rendered):
    return (rendered / "report.html").read_text(encoding="utf-8")
