"""What a run wrote, noted before it is sent, so that even a killed run can be cleaned up: JSON lines without secrets."""

import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from adproof import evidence
from adproof.secrets import mask

FILE_NAME = "ledger.jsonl"


@dataclass
class Ledger:
    """One file for all processes of a run: every line is one write of the operating system's, appended."""

    file: Path
    run: str
    mine: list[str] = field(default_factory=list, repr=False)  # listings this process created and has not removed
    spare: list[str] = field(default_factory=list, repr=False)  # those that no test will ask for any more, some removed meanwhile
    full: bool | None = None  # whether a listing that was refused was taken once others were gone; None: never tried
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _number: int = 0

    def before(self, operation: str, method: str, address: str) -> str:
        """Note a write that is about to be sent; returns its number."""
        with self._lock:
            self._number += 1
            number = f"{os.getpid()}-{self._number}"
        self._append({"event": "sending", "write": number, "operation": operation, "method": method, "url": shown(address)})
        return number

    def after(self, number: str, operation: str, status: int, created: str | None) -> None:
        """Note how it was answered, with the id of what it created."""
        if created and operation == "createListing":
            self.mine.append(created)
        self._append({"event": "answered", "write": number, "operation": operation, "status": status, "created": created})

    def removed(self, listing: str, status: int) -> None:
        """Note that a listing is gone."""
        if listing in self.mine:
            self.mine.remove(listing)
        self._append({"event": "removed", "listing": listing, "status": status})

    def _append(self, entry: dict[str, Any]) -> None:
        entry = {"run": self.run, "at": datetime.now(UTC).isoformat(timespec="milliseconds")} | entry
        line = mask(json.dumps(entry)) + "\n"
        descriptor = os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)


def report_ledger(run: str) -> Ledger:
    """The ledger of the run that is going on, in its report directory."""
    directory = evidence.report_dir()
    directory.mkdir(parents=True, exist_ok=True)
    return Ledger(directory / FILE_NAME, run)


def shown(address: str) -> str:
    """An address without its query: signatures of presigned addresses live there."""
    parts = urlsplit(address)
    return mask(f"{parts.scheme}://{parts.netloc}{parts.path}" if parts.netloc else parts.path)[:500]


@dataclass(frozen=True)
class Account:
    """What a ledger says was created, what of it was removed, and which writes never saw an answer."""

    created: tuple[str, ...]
    removed: tuple[str, ...]
    unanswered: int

    @property
    def left(self) -> tuple[str, ...]:
        gone = set(self.removed)
        return tuple(each for each in self.created if each not in gone)


def read(file: Path) -> Account:
    """The account of a ledger. A last line that was cut off by a kill is left out."""
    created: dict[str, None] = {}
    removed: dict[str, None] = {}
    waiting: set[str] = set()
    for entry in _entries(file):
        number = str(entry.get("write"))
        if entry.get("event") == "sending" and entry.get("operation") == "createListing":
            waiting.add(number)
        elif entry.get("event") == "answered":
            waiting.discard(number)
            if entry.get("operation") == "createListing" and entry.get("created"):
                created[str(entry["created"])] = None
        elif entry.get("event") == "removed" and entry.get("listing"):
            removed[str(entry["listing"])] = None
    return Account(tuple(created), tuple(removed), len(waiting))


def _entries(file: Path) -> Iterator[dict[str, Any]]:
    if not file.exists():
        return
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            yield entry
