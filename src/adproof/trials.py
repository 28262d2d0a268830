"""Trials: the suites run against one switch of the reference, in processes forked from one that has imported everything."""

from __future__ import annotations

import json
import multiprocessing
import os
import runpy
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from adproof.launch import PATIENCE, READY

LONGEST_RUN = 600.0  # seconds; a run that takes longer is a finding of its own
_FORKING = "forkserver" in multiprocessing.get_all_start_methods()
_CONTEXT: Any = multiprocessing.get_context("forkserver" if _FORKING else "spawn")
_IMPORTED = ["pytest", "hypothesis.stateful", "schemathesis", "jsonschema", "httpx", "jinja2", "adproof.cli", "adproof.plugin"]
_IMPORTED += ["adproof.report", "adproof.reference.app"]


@dataclass(frozen=True)
class Trial:
    """What one run said. `switch` is empty for the clean reference; `verdicts` leaves out what passed."""

    contract: str
    switch: str
    profile: str
    verdicts: Mapping[str, str] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)
    sentence: str = ""
    status: int | None = None
    requests: int = 0
    seconds: float = 0.0
    problem: str = ""

    def verdict(self, id: str) -> str:
        return "no verdict" if self.status is None else self.verdicts.get(id, "passed")

    def having(self, *verdicts: str) -> set[str]:
        """The requirements that got one of these verdicts."""
        return {id for id, verdict in self.verdicts.items() if verdict in verdicts}

    def as_line(self) -> str:
        return json.dumps(asdict(self)) + "\n"


def read(journal: Path | None) -> list[Trial]:
    """The trials of an earlier qualification that was written down; none without a journal."""
    if journal is None or not journal.is_file():
        return []
    return [Trial(**json.loads(line)) for line in journal.read_text(encoding="utf-8").splitlines() if line.strip()]


def trial(contract: str, switch: str, options: Sequence[str], profile: str, only: Sequence[str] = (), seed: int = 1) -> Trial:
    """Serve the reference with `options` (`--fault NAME`), and judge it by a run of its own."""
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="adproof-trial-") as name:
        folder = Path(name)
        with _served([*options, "--contract", contract], folder) as address:
            if not address:
                return Trial(contract, switch, profile, problem=f"the reference did not start: {_last_words(folder / 'served')}")
            words = ["run", str(folder / "served.out"), "--contract", contract, "--profile", profile, "--seed", str(seed)]
            words += ["--report-dir", str(folder / "report"), *(word for id in only for word in ("--only", id))]
            run = _started("adproof", words, folder / "run")
            try:
                run.join(LONGEST_RUN)
            finally:
                _ended(run)
        file = folder / "report" / "results.json"
        if not file.is_file():
            return Trial(contract, switch, profile, problem=_last_words(folder / "run") or "no results were written")
        return _told(json.loads(file.read_text(encoding="utf-8")), contract, switch, profile, time.monotonic() - begin)


def _told(results: Mapping[str, Any], contract: str, switch: str, profile: str, seconds: float) -> Trial:
    return Trial(
        contract,
        switch,
        profile,
        verdicts={each["id"]: each["verdict"] for each in results["requirements"] if each["verdict"] != "passed"},
        readings={each["requirement"]: each["reading"] for each in results["readings"]},
        sentence=results["verdict"]["sentence"],
        status=results["verdict"]["code"],
        requests=results["run"]["requests"],
        seconds=round(seconds, 1),
    )


@contextmanager
def _served(options: Sequence[str], folder: Path) -> Iterator[str]:
    """The address of a reference of its own, whose target file is `served.out` of `folder`; empty if it did not start."""
    process = _started("adproof.reference", ["--port", "0", "--print-target", *options], folder / "served")
    try:
        yield _awaited(process, folder / "served.err")
    finally:
        _ended(process)


def _awaited(process: BaseProcess, words: Path) -> str:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and process.is_alive():
        said = words.read_text(encoding="utf-8", errors="replace") if words.exists() else ""
        ready = next((line for line in said.splitlines() if line.startswith(READY)), "")
        if ready and said.endswith("\n"):
            return ready.removeprefix(READY).strip()
        process.join(0.02)
    return ""


def _started(module: str, words: Sequence[str], place: Path) -> BaseProcess:
    if _FORKING:
        _CONTEXT.set_forkserver_preload(_IMPORTED)
    process: BaseProcess = _CONTEXT.Process(target=_as_a_command, args=(module, list(words), str(place)), daemon=False)
    process.start()
    return process


def _as_a_command(module: str, words: list[str], place: str) -> None:
    """`python -m module words`, with standard output and error in `place.out` and `place.err`."""
    for descriptor, end in ((1, "out"), (2, "err")):
        file = os.open(f"{place}.{end}", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(file, descriptor)
        os.close(file)
    sys.argv = [module, *words]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _ended(process: BaseProcess) -> None:
    """End the process this trial started, and no other."""
    if process.is_alive():
        process.terminate()
        process.join(10)
    if process.is_alive():
        process.kill()
    process.join()


def _last_words(place: Path) -> str:
    file = place.with_name(place.name + ".err")
    return file.read_text(encoding="utf-8", errors="replace").strip()[-300:] if file.exists() else ""
