"""How requests fare on their way: a conforming service may be slow, busy or changing, and may write JSON its own way."""

from __future__ import annotations

import gzip
import json
from random import Random
from typing import Any

from starlette.requests import Request

from .. import bits
from ..asked import Desk
from ..consequences import CLAMP, COUNT, ORDER, PAGES, TOGETHER, WINDOW
from ..rule import Rule
from ..store import Store

Busy = tuple[int, dict[str, str]]


@Rule
def seconds(_: Desk) -> float:
    """How long a request waits before it is served."""
    return 0.0


@seconds.variant()
def slow(_: Desk) -> float:
    """Every request takes 50 ms."""
    return 0.05


AT_ONCE = (
    "robustness.requests-at-once-keep-apart",
    "robustness.requests-at-once-agree",
    "exclude.excluded-word-is-absent",
    "category.found-ads-list-the-category",
    "query.found-ads-carry-the-term",
    "location.radius-bounds-the-diameter",
    "location.results-of-two-radii-fit-together",
    "meta.exclude-echoes-the-keywords",
    "meta.exclude-is-absent-when-not-given",
    "meta.query-echoes-the-term",
    "meta.sort-echoes-the-order",
    "meta.page-echoes-the-number",
    "meta.limit-echoes-the-number",
    "meta.max-page-is-total-by-limit",
    "meta.date-from-echoes-the-instant",
    "meta.date-to-echoes-the-instant",
    "meta.dates-are-absent-when-not-given",
    "meta.role-is-that-of-the-key",
    "defaults.sort-is-newest",
    "defaults.limit-is-five",
    "defaults.omitted-query-reads-as-star",
    *TOGETHER,
    *CLAMP,
    *COUNT,
    *ORDER,
    *PAGES,
    *WINDOW,
)  # what belongs to one request is taken from another
_LATEST = "what the latest request brought"


def arrives(d: Desk, request: Request) -> None:
    """Notes what a request brings, for the faults that mix up requests under way at the same time."""
    d.memory[_LATEST] = (query_of.kept(d, request), key_of.kept(d, request))


def dwelling(d: Desk) -> float:
    """A moment in which other requests arrive, where a fault needs one."""
    return 0.004 if any(each.startswith("search.at-once-") for each in d.switches.active) else 0.0


@Rule
def query_of(_: Desk, request: Request) -> str:
    """The query of a request, as it was sent."""
    return str(request.scope["query_string"].decode("utf-8", "replace"))


@query_of.fault(*AT_ONCE)
def at_once_the_latest_query_counts(d: Desk, _: Request) -> str:
    """Of requests at once, all are answered what the latest asks."""
    return str(d.memory[_LATEST][0])


@Rule
def key_of(_: Desk, request: Request) -> str | None:
    """The key of a request."""
    return request.headers.get("ads_key")


@key_of.fault(*AT_ONCE, subtle=True)
def at_once_the_latest_key_counts(d: Desk, _: Request) -> str | None:
    """Of requests at once, all are served with the key of the latest."""
    key = d.memory[_LATEST][1]
    return None if key is None else str(key)


@Rule
def busy(_: Desk) -> Busy | None:
    """Status and headers for a request that is turned away unserved: none is."""
    return None


@busy.variant()
def throttled(d: Desk) -> Busy | None:
    """Every 50th request is answered with 429 and Retry-After."""
    return (429, {"retry-after": "1"}) if d.requests % 50 == 7 else None


@busy.variant()
def throttled_without_retry_after(d: Desk) -> Busy | None:
    """Every 50th request is answered with 429 and nothing else."""
    return (429, {}) if d.requests % 50 == 7 else None


@busy.variant()
def unavailable_in_bursts(d: Desk) -> Busy | None:
    """Of 120 requests two in a row are answered with 503."""
    return (503, {}) if d.requests % 120 in (7, 8) else None


@Rule
def written(_: Desk, answer: Any, _accepted: str) -> tuple[bytes, dict[str, str]]:
    """The answer as JSON in UTF-8; half a character, which only faults write, as an escape."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace"), {}


@written.variant()
def json_in_ascii(_: Desk, answer: Any, _accepted: str) -> tuple[bytes, dict[str, str]]:
    """JSON is written in ASCII, indented, with the members in alphabetical order."""
    return json.dumps(answer, indent=2, sort_keys=True).encode(), {"content-type": "application/json; charset=utf-8"}


@written.variant()
def json_compressed(d: Desk, answer: Any, accepted: str) -> tuple[bytes, dict[str, str]]:
    """Answers are compressed where the request allows it."""
    body, headers = written.kept(d, answer, accepted)
    return (gzip.compress(body, 1), {"content-encoding": "gzip"}) if "gzip" in accepted else (body, headers)


@Rule
def before(_: Desk) -> None:
    """What happens to the ads between two requests: nothing."""


@before.variant()
def moving(d: Desk) -> None:
    """Between any two requests ads arrive, change or vanish; no ad arrives on a past day."""
    if "movement" not in d.memory:
        d.memory["movement"] = Movement(d.store)
    d.memory["movement"].step()


class Movement:
    """What a moving index has done so far. One step is one moment: an answer never mixes two."""

    def __init__(self, store: Store) -> None:
        self.store, self.random = store, Random(store.size)
        self.waiting = bits.everything(store.arrivals)[::-1]
        self.here: list[int] = []
        self.edited = bits.everything(store.edited)
        self.old = store.alive.bit_count()
        self.may_go = self.old // 5

    def step(self) -> None:
        """Ads of today come and go at almost every step, old ones change or go now and then."""
        for move, chance in ((self.arrive, 0.5), (self.leave, 0.45), (self.change, 0.05), (self.vanish, 0.02)):
            if self.random.random() < chance:
                move()

    def arrive(self) -> None:
        """A new ad of today."""
        if self.waiting:
            self.here.append(self.waiting.pop())
            self.store.alive |= 1 << self.here[-1]

    def change(self) -> None:
        """An ad gets its other price and text, or its former ones back."""
        later = self.random.choice(self.edited) if self.edited else 0
        both = 3 << later - 1 if later else 0
        if (self.store.alive & both).bit_count() == 1:
            self.store.alive ^= both

    def leave(self) -> None:
        """An ad of today goes."""
        if self.here:
            self.remove(self.here.pop(self.random.randrange(len(self.here))))

    def vanish(self) -> None:
        """Any ad goes, until a fifth of the old ones is gone."""
        if self.may_go:
            self.may_go -= 1
            self.remove(self.random.randrange(self.store.size))

    def remove(self, row: int) -> None:
        """Takes an ad out."""
        self.store.alive = bits.without(self.store.alive, 1 << row)
