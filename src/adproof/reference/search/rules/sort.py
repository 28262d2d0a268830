"""The five orders, and how a page is cut out of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

from ..asked import Search
from ..bits import positions, without
from ..drafts import DAY, words
from ..rule import Rule
from ..store import BY_PRICE

SHUFFLED = "row * 48271 % 99991"  # looks like no order at all
SHUFFLED_DAYS = f"uploaded / {DAY}, {SHUFFLED}"


@dataclass(frozen=True)
class Segment:
    """Ads in some order; `by` is an SQL order, or None for the order of creation."""

    ads: int
    by: str | None = None
    backwards: bool = False


def cut(s: Search, segments: list[Segment], first: int, count: int) -> list[int]:
    """The rows numbered `first` and the following of the segments one after the other."""
    rows: list[int] = []
    for segment in segments:
        size = segment.ads.bit_count()
        rows += of_segment(s, segment, size, max(first, 0), count - len(rows))
        first = max(0, first - size)
    return rows


def of_segment(s: Search, segment: Segment, size: int, first: int, count: int) -> list[int]:
    """The rows numbered `first` and the following of one segment."""
    count = max(0, min(count, size - first))
    start = size - first - count if segment.backwards else first
    if segment.by is None:
        rows = positions(segment.ads, start, count)
    else:
        rows = s.store.order(segment.by).page(segment.ads, start, count)
    return rows[::-1] if segment.backwards else rows


@Rule
def segments(s: Search, ads: int) -> list[Segment]:
    """The ads in the requested order."""
    return ORDERS.get(s.sort, newest)(s, ads)


@Rule
def newest(_: Search, ads: int) -> list[Segment]:
    """Newest first; on the same day the last one created first."""
    return [Segment(ads, backwards=True)]


@Rule
def oldest(_: Search, ads: int) -> list[Segment]:
    """Oldest first."""
    return [Segment(ads)]


@Rule
def price_asc(s: Search, ads: int) -> list[Segment]:
    """Cheapest first, ads without a price last."""
    return [Segment(ads & s.store.priced, BY_PRICE), Segment(without(ads, s.store.priced))]


@Rule
def price_desc(s: Search, ads: int) -> list[Segment]:
    """Dearest first, ads without a price last."""
    return [
        Segment(ads & s.store.priced, BY_PRICE, backwards=True),
        Segment(without(ads, s.store.priced), backwards=True),
    ]


@Rule
def relevance(s: Search, ads: int) -> list[Segment]:
    """Ads with all words of the query in the title first, then the others, the newest first."""
    terms = words(s.query or "") if s.queried else ()
    titled = reduce(int.__and__, [s.store.word("title", word) for word in terms], ads)
    return [Segment(titled, backwards=True), Segment(without(ads, titled), backwards=True)]


ORDERS: dict[str, Callable[[Search, int], list[Segment]]] = {
    "newest": newest,
    "oldest": oldest,
    "price_asc": price_asc,
    "price_desc": price_desc,
    "relevance": relevance,
}


@Rule
def chosen(s: Search) -> str:
    """The order as meta shows it."""
    return s.sort
