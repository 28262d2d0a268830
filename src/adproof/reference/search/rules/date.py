"""Upload dates: whole days written as midnight in UTC, and bounds in Unix seconds, both inclusive."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from ..asked import Search
from ..bits import span
from ..consequences import TOGETHER, WINDOW
from ..drafts import DAY
from ..rule import Rule, Switched

BERLIN = ZoneInfo("Europe/Berlin")


@lru_cache(maxsize=8192)
def iso(instant: float) -> str:
    """An instant as the document's example writes it."""
    return datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


@Rule
def upload_date(_: Switched, uploaded: int) -> int:
    """The instant that is shown as an ad's upload date: its day."""
    return uploaded - uploaded % DAY


@upload_date.variant()
def date_to_the_second(_: Switched, uploaded: int) -> int:
    """Upload dates are shown to the second."""
    return uploaded


@upload_date.variant()
def date_midnight_in_berlin(_: Switched, uploaded: int) -> int:
    """Upload dates are shown as midnight in Berlin."""
    return int(datetime.fromtimestamp(uploaded, BERLIN).replace(hour=0, minute=0, second=0).timestamp())


@Rule
def rows_before(s: Search, bound: float) -> int:
    """How many of the rows, oldest first, have an upload date before a bound."""
    low, high = s.store.uploaded_before(bound - 2 * DAY), s.store.uploaded_before(bound + 2 * DAY)
    while low < high:
        middle = (low + high) // 2
        before = upload_date(s, s.store.uploaded(middle)) < bound
        low, high = (middle + 1, high) if before else (low, middle)
    return low


def window(s: Search, since: float | None, until: float | None) -> int:
    """The ads with an upload date from `since` to `until`, both included."""
    first = 0 if since is None else rows_before(s, since)
    return span(first, s.store.size if until is None else rows_before(s, until + 1))


@Rule
def hits(s: Search) -> int:
    """The ads uploaded between the bounds."""
    return window(s, s.since, s.until)


@hits.fault(
    "date.from-bounds-the-upload-date",
    *WINDOW,
    *TOGETHER,
)
def date_from_ignored(s: Search) -> int:
    """upload_date_from is ignored."""
    return window(s, None, s.until)


@hits.fault(
    "date.to-bounds-the-upload-date",
    *WINDOW,
    *TOGETHER,
)
def date_to_ignored(s: Search) -> int:
    """upload_date_to is ignored."""
    return window(s, s.since, None)


@hits.fault(
    "date.from-bounds-the-upload-date",
    *WINDOW,
    *TOGETHER,
    subtle=True,
)
def date_from_ignored_with_to(s: Search) -> int:
    """upload_date_from is ignored when upload_date_to is given."""
    return window(s, None if s.until is not None else s.since, s.until)


@hits.fault(
    "date.to-bounds-the-upload-date",
    *WINDOW,
    *TOGETHER,
    subtle=True,
)
def date_to_ignored_with_from(s: Search) -> int:
    """upload_date_to is ignored when upload_date_from is given."""
    return window(s, s.since, None if s.since is not None else s.until)


@hits.fault(
    "date.each-bound-works-alone",
    *WINDOW,
    *TOGETHER,
    subtle=True,
)
def date_to_alone_ignored(s: Search) -> int:
    """upload_date_to is ignored unless upload_date_from is given."""
    return window(s, s.since, s.until if s.since is not None else None)


@hits.fault(
    "date.from-bounds-the-upload-date",
    *WINDOW,
    *TOGETHER,
)
def date_bounds_in_milliseconds(s: Search) -> int:
    """Bounds are taken as milliseconds, so they lie in January 1970."""
    return window(s, None if s.since is None else s.since / 1000, None if s.until is None else s.until / 1000)


@hits.fault(
    "date.from-bounds-the-upload-date",
    *WINDOW,
    *TOGETHER,
    subtle=True,
)
def date_from_a_day_early(s: Search) -> int:
    """The ads of the day on which upload_date_from lies are delivered in whole."""
    return window(s, None if s.since is None else s.since - s.since % DAY, s.until)


@hits.fault(
    "date.finds-every-ad-inside",
    *WINDOW,
    *TOGETHER,
    subtle=True,
)
def date_from_a_day_late(s: Search) -> int:
    """The first whole day after upload_date_from is left out."""
    return window(s, None if s.since is None else s.since + DAY, s.until)


@hits.fault(
    "date.finds-every-ad-inside",
    *WINDOW,
    *TOGETHER,
    subtle=True,
)
def date_to_a_day_early(s: Search) -> int:
    """The last day before upload_date_to is left out."""
    return window(s, s.since, None if s.until is None else s.until - DAY)


@hits.fault(
    "date.to-bounds-the-upload-date",
    *WINDOW,
    *TOGETHER,
    subtle=True,
)
def date_to_a_day_late(s: Search) -> int:
    """The day after upload_date_to is delivered, too."""
    return window(s, s.since, None if s.until is None else s.until + DAY)


@hits.fault(
    "date.split-loses-nothing",
    *WINDOW,
    *TOGETHER,
    subtle=True,
)
def date_both_bounds_lose_the_last_day(s: Search) -> int:
    """With both bounds the last day inside is left out."""
    both = s.since is not None and s.until is not None
    return window(s, s.since, s.until - DAY if both and s.until else s.until)


@hits.fault(
    "date.from-bounds-the-upload-date",
    *WINDOW,
    *TOGETHER,
)
def date_bounds_swapped(s: Search) -> int:
    """The two bounds are taken for each other when both are given, and one alone for the other."""
    return window(s, s.until, s.since)


@hits.fault(
    "date.from-bounds-the-upload-date",
    *WINDOW,
    *TOGETHER,
    subtle=True,
)
def date_ignored_with_a_query(s: Search) -> int:
    """Both bounds are ignored when a query is given."""
    return s.store.all if s.queried else hits.kept(s)


@hits.fault(
    "combination.filters-find-their-intersection",
    *WINDOW,
    *TOGETHER,
    subtle=True,
)
def date_to_ignored_with_a_radius(s: Search) -> int:
    """upload_date_to is ignored when a place is given."""
    return window(s, s.since, None if s.near else s.until)


@hits.fault(
    "date.from-bounds-the-upload-date",
    *WINDOW,
    "sort.sorts-permute-one-set",
    "meta.total-ignores-page-limit-and-sort",
    *TOGETHER,
    subtle=True,
)
def date_ignored_under_relevance(s: Search) -> int:
    """Both bounds are ignored under the order relevance."""
    return s.store.all if s.sort == "relevance" else hits.kept(s)


@hits.fault(
    "date.far-bounds-change-nothing",
    *WINDOW,
    *TOGETHER,
    subtle=True,
)
def date_from_zero_finds_nothing(s: Search) -> int:
    """A start at 0 finds nothing."""
    return 0 if s.since == 0 else hits.kept(s)


@hits.fault(
    "date.from-bounds-the-upload-date",
    *WINDOW,
    *TOGETHER,
    subtle=True,
)
def date_by_scrape_time(s: Search) -> int:
    """The bounds are compared with the scrape time."""
    if s.since is None and s.until is None:
        return s.store.all
    return s.store.scraped_between(s.since, s.until)


@hits.variant(reading=("date.ad-on-the-start", "exclusive"))
def date_bounds_exclusive(s: Search) -> int:
    """An ad exactly on a bound is out."""
    return window(s, None if s.since is None else s.since + 1, None if s.until is None else s.until - 1)


@hits.variant(reading=("date.ad-on-the-end", "exclusive"))
def date_end_exclusive(s: Search) -> int:
    """An ad exactly on the end is out, one on the start is in."""
    return window(s, s.since, None if s.until is None else s.until - 1)
