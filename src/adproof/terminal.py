"""What a run says at the end in the terminal: problems first, then the verdict as one sentence, then where the report is."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

_GRAVE = ("failed", "error", "inconclusive", "warned")
_SHOWN = 25


def summarise(results: Mapping[str, Any], directory: Path, write_line: Callable[[str], object]) -> None:
    """Print the requirements that did not pass, the verdict and the next step."""
    rows = [each for each in results["requirements"] if each["verdict"] in _GRAVE]
    rows = [each for each in rows if each["verdict"] != "inconclusive" or each["strength"] == "must"]
    rows.sort(key=lambda each: _GRAVE.index(each["verdict"]))
    write_line("")
    for row in rows[:_SHOWN]:
        write_line(_printable(f"{row['verdict']:<13}{row['id']} ({row['strength']})"))
        for line in _words(row):
            write_line(_printable(f"             {line}"))
    if len(rows) > _SHOWN:
        write_line(f"             ... and {len(rows) - _SHOWN} more in the report")
    write_line("")
    write_line(_printable(results["verdict"]["sentence"]))
    run = results["run"]
    write_line(f"{run['requests']} requests, {run['seconds']:.1f} s, seed {run['seed']}; report: {directory / 'report.html'}")


def _words(row: Mapping[str, Any]) -> list[str]:
    failed = [each for each in row["checks"] if each["outcome"] == "failed"]
    if row["verdict"] in ("failed", "warned") and failed:
        check = min(failed, key=lambda each: len(each["asked"]))
        return [f"asked     {check['asked']}", f"expected  {check['expected']}", f"received  {check['received']}"]
    return [row["reason"]]


def _printable(text: str) -> str:
    text = "".join(each if each.isprintable() else "?" for each in text)
    return text.encode("ascii", "backslashreplace").decode() if not text.isascii() else text[:400]
