"""From results.json to what people and machines read: HTML, JUnit, Markdown, HAR, scripts that reproduce.

The results file is all this package knows: no test framework, no network, no clock. Rendering the same results
again gives the same files.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from adproof.report import har, html, junit, repro, summary
from adproof.report.files import replace_folder, write
from adproof.report.model import read


def render(results: Mapping[str, Any], directory: Path) -> None:
    """Write every report of `results` into `directory`. OSError when that fails, ValueError for a foreign schema."""
    found = read(results)
    directory.mkdir(parents=True, exist_ok=True)
    write(directory / "junit.xml", junit.document(found))
    write(directory / "summary.md", summary.page(found))
    write(directory / "traffic.har", har.archive(found))
    replace_folder(directory / "repro", repro.files(found))
    write(directory / "report.html", html.page(found))
