"""Waiting for effects: one may come late, up to the target's deadline; after a refusal it must not come, for a short while.

Once an effect of a kind has failed to come within the whole deadline, later waits for that kind are short: one fault must not
cost a minute in each test that meets it.
"""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Seen = TypeVar("Seen")
_FIRST_PAUSE, _GROWTH = 0.05, 1.8


@dataclass(frozen=True)
class Outcome(Generic[Seen]):
    """The observation that ended the wait, whether it is what was waited for, and how long that took."""

    value: Seen
    came: bool
    seconds: float
    looks: int = 1


@dataclass
class Patience:
    """How long effects took in this process so far, by kind. Shared by all actors."""

    deadline: float
    _longest: dict[str, float] = field(default_factory=dict)
    _given_up: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def until(self, kind: str, read: Callable[[], Seen], holds: Callable[[Seen], bool]) -> Outcome[Seen]:
        """Read again and again, with growing pauses, until `holds` or the deadline."""
        limit = self.limit(kind)
        begin = time.monotonic()
        for looks, pause in enumerate(pauses(limit), 1):
            value = read()
            seconds = time.monotonic() - begin
            if holds(value):
                self.took(kind, seconds)
                return Outcome(value, True, seconds, looks)
            if seconds >= limit:
                break
            time.sleep(min(pause, max(0.0, limit - seconds) + 0.001))
        with self._lock:
            self._given_up.add(kind)
        return Outcome(value, False, seconds, looks)

    def limit(self, kind: str) -> float:
        if kind in self._given_up:
            return min(self.deadline, max(1.0, 3 * self._longest.get(kind, 0.0)))
        return self.deadline

    def took(self, kind: str, seconds: float) -> None:
        with self._lock:
            self._longest[kind] = max(self._longest.get(kind, 0.0), seconds)

    def longest(self, kind: str) -> float | None:
        return self._longest.get(kind)

    def quiet(self, kind: str) -> float:
        """How long to watch that something does not come: a little longer than such effects took before."""
        return min(max(0.15, 1.3 * self._longest.get(kind, 0.0)), 3.0)

    def stays(self, kind: str, read: Callable[[], Seen], holds: Callable[[Seen], bool]) -> Outcome[Seen]:
        """Read now and after the quiet window; `came` says whether it held both times."""
        begin = time.monotonic()
        value = read()
        if holds(value):
            time.sleep(self.quiet(kind))
            value = read()
        return Outcome(value, holds(value), time.monotonic() - begin)


def pauses(deadline: float) -> Iterator[float]:
    """Growing pauses, never longer than a twentieth of the deadline (and at most three seconds)."""
    longest = min(3.0, max(0.25, deadline / 20))
    pause = _FIRST_PAUSE
    while True:
        yield pause
        pause = min(longest, pause * _GROWTH)
