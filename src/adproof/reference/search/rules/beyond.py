"""Faults of filters that reach beyond the others: with one filter more, ads come in that were not there before."""

from __future__ import annotations

from dataclasses import replace

from ..asked import Search
from ..bits import without
from ..consequences import COUNT, TOGETHER, WINDOW
from ..drafts import DAY
from . import category, combination, date, exclude, location, meta, query

WEEKS = 21 * DAY
FEW = 12


def short(s: Search) -> bool:
    """Whether both bounds are given, and less than three weeks lie between them."""
    return s.since is not None and s.until is not None and 0 < s.until - s.since < WEEKS


@date.hits.fault("date.narrower-window-only-removes", *WINDOW, *TOGETHER, subtle=True)
def date_short_windows_end_later(s: Search) -> int:
    """A window of less than three weeks ends two days later."""
    return date.window(s, s.since, (s.until or 0) + 2 * DAY) if short(s) else date.hits.kept(s)


@date.hits.fault("date.narrower-window-only-removes", *WINDOW, *TOGETHER)
def date_both_bounds_open_the_window(s: Search) -> int:
    """With both bounds the window is taken half its length later."""
    if s.since is None or s.until is None or s.until <= s.since:
        return date.hits.kept(s)
    half = (s.until - s.since) // 2
    return date.window(s, s.since + half, s.until + half)


@date.hits.fault("date.both-bounds-hold-together", *WINDOW, *TOGETHER, subtle=True)
def date_short_windows_begin_later(s: Search) -> int:
    """A window of less than three weeks lacks its first two days."""
    return date.window(s, (s.since or 0) + 2 * DAY, s.until) if short(s) else date.hits.kept(s)


@date.hits.fault("exclude.only-removes", *WINDOW, *TOGETHER)
def date_to_ignored_with_keywords(s: Search) -> int:
    """upload_date_to is ignored when keywords are excluded."""
    return date.window(s, s.since, None if s.exclude else s.until)


@date.hits.fault("exclude.only-removes", *WINDOW, *TOGETHER, subtle=True)
def date_from_ignored_with_five_keywords(s: Search) -> int:
    """upload_date_from is ignored when five or more keywords are excluded."""
    return date.window(s, None if len(exclude.keywords(s)) > 4 else s.since, s.until)


@date.hits.fault("category.only-removes", *WINDOW, *TOGETHER)
def date_to_ignored_with_a_category(s: Search) -> int:
    """upload_date_to is ignored when a category is given."""
    return date.window(s, s.since, None if s.categories else s.until)


@combination.matches.fault("category.only-removes", "date.from-bounds-the-upload-date", *TOGETHER, subtle=True)
def combination_small_categories_are_filled_up(s: Search) -> int:
    """A category in which few ads match is filled up with its older ads, whatever the start of the window."""
    found = combination.matches.kept(s)
    if s.categories is None or s.since is None or not 0 < found.bit_count() < FEW:
        return found
    return combination.matches.kept(replace(s, since=None))


@combination.matches.fault("location.only-removes", *WINDOW, *TOGETHER)
def combination_place_or_dates(s: Search) -> int:
    """A place and a date bound find what either of them finds."""
    if s.near is None or (s.since is None and s.until is None):
        return combination.matches.kept(s)
    found = s.store.alive & query.hits(s) & category.hits(s) & (location.hits(s) | date.hits(s))
    return without(found, exclude.hits(s))


@combination.matches.fault("query.only-restricts", "query.nonsense-finds-nothing", "query.found-ads-are-among-all",
                           "query.found-ads-carry-the-term", *WINDOW, *TOGETHER, subtle=True)  # fmt: skip
def combination_query_without_a_match_forgets_the_filters(s: Search) -> int:
    """A query that nothing matches finds everything, whatever the other filters."""
    return s.store.alive if s.queried and not query.hits(s) else combination.matches.kept(s)


@meta.total.fault("query.only-restricts", "query.nonsense-finds-nothing", *COUNT)
def meta_total_of_a_query_in_thousands(s: Search, ads: int, _delivered: int) -> int:
    """With a query total is rounded up to thousands."""
    return -(-ads.bit_count() // 1000) * 1000 if s.queried else ads.bit_count()
