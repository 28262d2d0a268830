"""Runs the hunt: every deed in front of a fresh reference, judged by `adproof run`, told as a table.

    python -m tests.hunt.run [--contract C]... [--name GLOB]... [--profile standard] [--narrow] [-j 1] [--out FILE]

A violation is noticed when one of the requirements it breaks fails or warns; `elsewhere` says that only others did. An
oddity is a wrong alarm when any requirement fails.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from . import (
    creation,
    creation_changes,
    creation_listings,
    creation_oddities,
    creation_publications,
    search,
    search_ads,
    search_filters,
    search_meta,
    search_oddities,
    search_places,
    user_ads,
    user_ads_oddities,
    user_ads_rules,
)
from .frame import Deed
from .proxy import Proxy, Reference

BOOKS = (user_ads.book, search.book, creation.book)
FILLED_BY = (
    search_ads,
    search_filters,
    search_meta,
    search_places,
    search_oddities,
    creation_listings,
    creation_publications,
    creation_changes,
    creation_oddities,
    user_ads_rules,
    user_ads_oddities,
)
TIMEOUT = 300


@dataclass(frozen=True)
class Outcome:
    """What a run said about one deed; `messages` are the first lines of what failed."""

    name: str
    contract: str
    conforming: bool
    says: str
    expected: tuple[str, ...]
    status: int | None
    failed: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()
    inconclusive: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    requests: int = 0
    seconds: float = 0.0
    slips: int = 0
    bites: int = 0

    @property
    def noticed_by(self) -> tuple[str, ...]:
        return tuple(id_ for id_ in (*self.failed, *self.warned) if id_ in self.expected)

    @property
    def word(self) -> str:
        """One word for the table."""
        if self.slips:
            return "SLIP"
        if self.status in (None, 3, 4):
            return "BROKEN"
        if self.conforming:
            return "ALARM" if self.failed else "fine"
        if not self.noticed_by:
            return "elsewhere" if self.failed else "MISSED"
        return "noticed" if self.failed else "warned"


def judged(deed: Deed, profile: str, keep: Path | None, narrow: bool) -> Outcome:
    """One deed judged; a narrow hunt asks what it breaks first, and the whole suite only where that saw nothing."""
    if narrow and not deed.conforming:
        first = one_run(deed, profile, None, deed.breaks)
        if first.word in ("noticed", "elsewhere", "SLIP"):
            return first
    return one_run(deed, profile, keep)


def one_run(deed: Deed, profile: str, keep: Path | None, only: Iterable[str] = ()) -> Outcome:
    """One run against a fresh reference, bounded in time."""
    with tempfile.TemporaryDirectory(prefix="hunt-") as name:
        folder = Path(name)
        reference = Reference(deed.contract, folder, deed.options)
        proxy = Proxy(deed, reference)
        try:
            proxy.serve()
            return run_suite(deed, proxy, profile, folder, keep, only)
        finally:
            proxy.stop()
            reference.end()


def run_suite(deed: Deed, proxy: Proxy, profile: str, folder: Path, keep: Path | None, only: Iterable[str]) -> Outcome:
    target = proxy.write_target(folder / "target.toml")
    report = keep / f"{deed.contract}-{deed.name}" if keep else folder / "report"
    command = [sys.executable, "-m", "adproof", "run", str(target), "--contract", deed.contract]
    command += ["--profile", profile, "--report-dir", str(report), *(part for id_ in only for part in ("--only", id_))]
    started = time.monotonic()
    status = ended(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True))
    seconds = time.monotonic() - started
    results = read(report / "results.json") if status is not None else {}
    return outcome(deed, status, results, seconds, proxy)


def ended(process: subprocess.Popen[bytes]) -> int | None:
    """The exit status, or None where the time was up and the run's own process group was ended."""
    try:
        return process.wait(TIMEOUT)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return None


def read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text()) if path.is_file() else {}


def outcome(deed: Deed, status: int | None, results: dict[str, Any], seconds: float, proxy: Proxy) -> Outcome:
    rows = results.get("requirements", [])
    by = {v: tuple(r["id"] for r in rows if r["verdict"] == v) for v in ("failed", "warned", "inconclusive")}
    messages = tuple(message(row) for row in rows if row["verdict"] == "failed")
    requests = results.get("run", {}).get("requests", 0)
    head = (deed.name, deed.contract, deed.conforming, deed.says, deed.breaks, status)
    counts = (requests, round(seconds, 1), proxy.errors, proxy.bites)
    return Outcome(*head, by["failed"], by["warned"], by["inconclusive"], messages[:6], *counts)


def message(row: dict[str, Any]) -> str:
    check = next((c for c in row["checks"] if c["outcome"] not in ("passed", "weak")), {})
    return f"{row['id']}: expected {check.get('expected')}; received {check.get('received')} ({check.get('asked')})"[:400]


def line(result: Outcome) -> str:
    by = result.failed if result.conforming or not result.noticed_by else result.noticed_by
    shown = ", ".join(id_.split(".", 1)[1] for id_ in by[:3]) + (f" +{len(by) - 3}" if len(by) > 3 else "")
    kind = "oddity" if result.conforming else "violation"
    numbers = f"{result.bites:5} {result.requests:6} {result.seconds:7.1f}"
    return f"{result.contract:9} {kind:9} {result.name:52} {result.word:9} {result.status!s:>4} {numbers}  {shown}"


def totals(results: list[Outcome]) -> Iterable[str]:
    for contract in sorted({r.contract for r in results}):
        mine = [r for r in results if r.contract == contract]
        bad, odd = [r for r in mine if not r.conforming], [r for r in mine if r.conforming]
        noticed = sum(r.word in ("noticed", "warned", "elsewhere") for r in bad)
        warned, elsewhere = (sum(r.word == word for r in bad) for word in ("warned", "elsewhere"))
        alarms = sum(r.word != "fine" for r in odd)
        cost = f"{sum(r.requests for r in mine)} requests, {sum(r.seconds for r in mine):.0f} s"
        yield f"{contract}: {noticed} of {len(bad)} violations noticed ({warned} by a warning, {elsewhere} elsewhere); "
        yield f"  {alarms} wrong alarms on {len(odd)} oddities; {cost}"


@contextlib.contextmanager
def cancelling(pool: ThreadPoolExecutor) -> Iterator[None]:
    """An interrupt ends the hunt after the deeds under way, not after all of them."""
    try:
        yield
    except KeyboardInterrupt:
        pool.shutdown(cancel_futures=True)
        raise


def chosen(contracts: list[str], names: list[str], kind: str) -> list[Deed]:
    deeds = [deed for book in BOOKS for deed in book.deeds if not contracts or book.contract in contracts]
    deeds = [d for d in deeds if kind == "all" or d.conforming == (kind == "oddities")]
    return [d for d in deeds if not names or any(fnmatchcase(d.name, name) for name in names)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.hunt.run", description="hunt for violations that the suites do not notice")
    parser.add_argument("--contract", action="append", default=[], choices=[book.contract for book in BOOKS])
    parser.add_argument("--name", action="append", default=[], help="a deed's name or a glob; repeatable")
    parser.add_argument("--kind", choices=("all", "violations", "oddities"), default="all")
    parser.add_argument("--profile", default="standard")
    parser.add_argument(
        "--narrow", action="store_true", help="ask what a violation breaks first, all else only where that is blind"
    )
    parser.add_argument("-j", type=int, default=1, help="runs at a time")
    parser.add_argument("--out", type=Path, help="a file that receives one JSON object for each deed")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the reports")
    parser.add_argument("--list", action="store_true", help="print the deeds and what they break")
    options = parser.parse_args()
    deeds = chosen(options.contract, options.name, options.kind)
    if options.list:
        for deed in deeds:
            print(f"{deed.contract:9} {deed.name}: {deed.says} [{', '.join(deed.breaks) or 'conforms'}]")
        return 0
    results = []
    with ThreadPoolExecutor(options.j) as pool, cancelling(pool):
        for result in pool.map(lambda deed: judged(deed, options.profile, options.keep, options.narrow), deeds):
            results.append(result)
            print(line(result), flush=True)
            if options.out:
                with options.out.open("a") as out:
                    out.write(json.dumps(asdict(result) | {"word": result.word}) + "\n")
    print("\n".join(totals(results)))
    return 0 if results and all(r.word in ("noticed", "warned", "elsewhere", "fine") for r in results) else 1


if __name__ == "__main__":
    sys.exit(main())
