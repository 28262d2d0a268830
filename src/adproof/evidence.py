"""What happened in one test: exchanges, witnesses, checks. Filled by the transport and the words of suites, read by the plugin.

A record belongs to one test item and leaves its process as text on pytest's user_properties. Nothing here decides a verdict.
"""

import json
import re
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from adproof.secrets import mask

KEPT_EXCHANGES = 24
KEPT_BODY = 20_000  # characters of a body that go into a report
_FAILURES_PER_LAW = 3
_COOKIE = re.compile("=[^;]*")  # the value of a session's cookie is a credential, too


class Outcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    INCONCLUSIVE = "inconclusive"
    ERROR = "error"
    ENVIRONMENT = "environment"


@dataclass(frozen=True)
class Exchange:
    """A request with its response, as captured. `status` is None when no response came."""

    id: str
    contract: str
    operation: str
    method: str
    url: str
    request_headers: tuple[tuple[str, str], ...]
    request_body: bytes
    status: int | None
    reason_phrase: str
    response_headers: tuple[tuple[str, str], ...]
    response_body: bytes
    started: str
    milliseconds: float
    note: str | None = None


@dataclass(frozen=True)
class Check:
    """One judgement on one requirement, before any verdict."""

    requirement: str
    outcome: Outcome
    expected: str = ""
    received: str = ""
    asked: str = ""
    detail: str = ""
    pointer: str | None = None
    signature: str | None = None
    exchanges: tuple[str, ...] = ()
    reading: str | None = None
    step: bool = False
    toothless: bool = False  # held, but nothing was seen that could have broken it


@dataclass
class Record:
    """Everything one test leaves behind."""

    test: str = ""
    exchanges: deque[Exchange] = field(default_factory=lambda: deque(maxlen=KEPT_EXCHANGES))
    pinned: dict[str, Exchange] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    booking: list[str] = field(default_factory=list)
    witnesses: Counter[tuple[str, str]] = field(default_factory=Counter)
    cases: Counter[str] = field(default_factory=Counter)
    weak: set[tuple[str, str]] = field(default_factory=set)
    readings: dict[tuple[str, str], str] = field(default_factory=dict)
    attachments: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    requests: Counter[str] = field(default_factory=Counter)
    repeated: int = 0
    waited: float = 0.0
    notes: Counter[str] = field(default_factory=Counter)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def add(self, exchange: Exchange) -> None:
        with self.lock:
            if self.exchanges or self.pinned:
                self.exchanges.append(exchange)
            else:
                self.pinned[exchange.id] = exchange  # the first is always kept
            self.requests[exchange.contract] += 1

    def pin(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Keep these exchanges, and say which of them are still at hand."""
        with self.lock:
            wanted = [id for id in dict.fromkeys(ids) if id]
            self.pinned |= {each.id: each for each in self.exchanges if each.id in wanted}
            return tuple(id for id in wanted if id in self.pinned)

    def book(self, check: Check) -> None:
        """Add a check. Of many failures of one requirement in one test only the first few are kept, the shortest request last."""
        with self.lock:
            check = replace(check, exchanges=self.pin(check.exchanges or self.last_exchange()))
            alike = [each for each in self.checks if (each.requirement, each.outcome) == (check.requirement, check.outcome)]
            if check.outcome is Outcome.FAILED and len(alike) >= _FAILURES_PER_LAW:
                longest = max(alike, key=lambda each: len(each.asked))
                if len(check.asked) >= len(longest.asked):
                    return
                self.checks.remove(longest)
            self.checks.append(check)

    def last_exchange(self) -> tuple[str, ...]:
        if self.exchanges:
            return (self.exchanges[-1].id,)
        return tuple(list(self.pinned)[-1:])

    def witnessed(self, requirement: str) -> int:
        return sum(count for (id, _), count in self.witnesses.items() if id == requirement)

    def wanted(self, requirement: str) -> list[str]:
        """What was looked for as witness of a requirement and not found."""
        return [what for (id, what), count in self.witnesses.items() if id == requirement and not count]

    def export(self) -> str:
        """The record as ASCII JSON with every secret replaced by its name."""
        failing = {id for each in self.checks if each.outcome is not Outcome.PASSED for id in each.exchanges}
        cited = failing | {id for each in self.checks for id in each.exchanges[:1]} | set(self.pin(self.readings.values()))
        data = {
            "test": self.test,
            "checks": [_check(each) for each in self.checks],
            "witnesses": [[id, mask(what), count] for (id, what), count in sorted(self.witnesses.items())],
            "cases": dict(self.cases),
            "weak": [[id, mask(reason)] for id, reason in sorted(self.weak)],
            "readings": [[id, reading, exchange] for (id, reading), exchange in self.readings.items()],
            "exchanges": [_plain(each) for id, each in self.pinned.items() if id in cited],
            "attachments": _masked(self.attachments),
            "requests": dict(self.requests),
            "repeated": self.repeated,
            "waited": round(self.waited, 3),
            "notes": {mask(text): count for text, count in self.notes.items()},
        }
        return json.dumps(data)


def _masked(value: Any) -> Any:
    """Every text in a value masked. Keys and ids are ours and stay, even where a secret is an ordinary word."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: _masked(each) for key, each in value.items()}
    return [_masked(each) for each in value] if isinstance(value, list | tuple) else value


def _check(check: Check) -> dict[str, Any]:
    spoken = ("expected", "received", "asked", "detail", "pointer")
    return {**asdict(check), **{name: _masked(getattr(check, name)) for name in spoken}}


def _plain(exchange: Exchange) -> dict[str, Any]:
    data = asdict(exchange)
    data |= {name: _masked(data[name]) for name in ("url", "reason_phrase", "note", "request_headers")}
    data["response_headers"] = [
        [name, _COOKIE.sub("=<hidden>", mask(value), 1) if name.lower() == "set-cookie" else mask(value)]
        for name, value in exchange.response_headers
    ]
    data["response_bytes"] = len(exchange.response_body)
    data["truncated"] = False
    for name in ("request_body", "response_body"):
        body: bytes = getattr(exchange, name)
        text = body[: 4 * KEPT_BODY].decode("utf-8", errors="backslashreplace")
        text = mask.cut(text) if len(body) > 4 * KEPT_BODY else mask(text)
        data[name] = text[:KEPT_BODY] or None
        data["truncated"] = data["truncated"] or len(text) > KEPT_BODY or len(body) > 4 * KEPT_BODY
    return data


_current = Record()
_report_dir: Path | None = None


def current() -> Record:
    """The record of the test that is running in this process."""
    return _current


@contextmanager
def recording(test: str) -> Iterator[Record]:
    """A fresh record for one test."""
    global _current
    before, _current = _current, Record(test=test)
    try:
        yield _current
    finally:
        _current = before


def attach(kind: str, data: dict[str, Any]) -> None:
    """Hand a `timeline` or a `sequence` to the report."""
    _current.attachments.append((kind, data))


def set_report_dir(directory: Path) -> None:
    global _report_dir
    _report_dir = directory


def report_dir() -> Path:
    """Where this run writes. Raises RuntimeError outside a run."""
    if _report_dir is None:
        raise RuntimeError("there is no report directory outside a run")
    return _report_dir
