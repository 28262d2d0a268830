"""Faults that show where few parameters are sent, where values are far out, or far behind in what a filter finds."""

from __future__ import annotations

from ..asked import Search
from ..consequences import COUNT, PAGES, TOGETHER
from ..drafts import words
from . import combination, exclude, location, meta, paging, query

DEFAULTS = ("defaults.explicit-defaults-change-nothing", *TOGETHER)
FIT = "location.results-of-two-radii-fit-together"
BEYOND = 500  # kilometres


@location.hits.fault(*DEFAULTS, FIT, "location.ads-lie-within-the-radius", "location.radius-bounds-the-diameter", subtle=True)
def bare_radius_ignored(s: Search) -> int:
    """A radius is ignored where neither a limit nor a page is sent."""
    bare = s.asked.text("limit") is None and s.asked.text("page") is None
    return s.store.all if bare else location.hits.kept(s)


@location.hits.fault(FIT, "location.ads-lie-within-the-radius", "location.radius-bounds-the-diameter", *TOGETHER, subtle=True)
def bare_far_radius_ignored(s: Search) -> int:
    """A radius of more than 500 kilometres is ignored."""
    return s.store.all if s.near and s.near[1] > BEYOND else location.hits.kept(s)


@combination.matches.fault(*DEFAULTS, subtle=True)
def bare_star_with_a_category_finds_nothing(s: Search) -> int:
    """With a category the star is taken for a word."""
    return 0 if s.categories and s.query == "*" else combination.matches.kept(s)


@exclude.hits.fault(*DEFAULTS, subtle=True)
def bare_star_is_excluded(s: Search) -> int:
    """With keywords to leave out, the star finds nothing."""
    return s.store.all if s.query == "*" and s.exclude else exclude.hits.kept(s)


@query.hits.fault("query.finds-words-of-the-title", "query.finds-words-of-the-description", subtle=True)
def bare_numbers_are_not_found(s: Search) -> int:
    """A query of digits alone finds nothing."""
    digits = s.queried and all(word.isdecimal() for word in words(s.query or ""))
    return 0 if digits else query.hits.kept(s)


@paging.number.fault("paging.pages-share-no-ad", "paging.order-of-equal-ads-is-stable", *PAGES, *TOGETHER, subtle=True)
def bare_relevance_has_one_page(s: Search, total: int) -> int:
    """Under relevance, every page of a query is its first."""
    return 1 if s.queried and s.sort == "relevance" else paging.number.kept(s, total)


@paging.part.fault(*PAGES, *TOGETHER, subtle=True)
def bare_query_loses_an_ad_before_page_3(s: Search, total: int) -> tuple[int, int]:
    """With a query, the pages from the third on begin one ad too late."""
    first, count = paging.part.kept(s, total)
    return (first + 1, count) if s.queried and s.page > 2 else (first, count)


@meta.total.fault("combination.parameter-order-does-not-matter", *TOGETHER, "meta.max-page-is-total-by-limit", subtle=True)
def bare_total_is_too_high_where_a_filter_stands_first(s: Search, ads: int, delivered: int) -> int:
    """The total is one too high where the address begins with a category, a place or keywords to leave out."""
    first = next((name for name, _ in s.asked.pairs), "")
    return meta.total.kept(s, ads, delivered) + (first in ("category", "location_id", "exclude"))


@meta.total.fault("date.split-loses-nothing", *COUNT, "date.far-bounds-change-nothing", subtle=True)
def bare_total_of_everything_is_too_high(s: Search, ads: int, delivered: int) -> int:
    """The total is one too high where nothing narrows the search."""
    narrowed = s.queried or s.exclude or s.categories or s.near or s.since is not None or s.until is not None
    return meta.total.kept(s, ads, delivered) + (not narrowed)
