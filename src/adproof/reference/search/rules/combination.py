"""All filters together: what is found satisfies each of them."""

from __future__ import annotations

from ..asked import Search
from ..bits import without
from ..consequences import TOGETHER
from ..rule import Rule
from . import category, date, exclude, location, query


@Rule
def matches(s: Search) -> int:
    """The ads that are online and satisfy every filter."""
    found = s.store.alive & query.hits(s) & category.hits(s) & location.hits(s) & date.hits(s)
    return without(found, exclude.hits(s))


@matches.fault(*TOGETHER, "date.from-bounds-the-upload-date", "date.to-bounds-the-upload-date", subtle=True)
def combination_dates_ignored_with_query_and_category(s: Search) -> int:
    """With a query and a category the date bounds are ignored."""
    if not (s.queried and s.categories):
        return matches.kept(s)
    found = s.store.alive & query.hits(s) & category.hits(s) & location.hits(s)
    return without(found, exclude.hits(s))


@matches.fault(*TOGETHER, "exclude.excluded-word-is-absent", subtle=True)
def combination_exclusion_ignored_with_category_and_radius(s: Search) -> int:
    """With a category and a place nothing is excluded."""
    found = s.store.alive & query.hits(s) & category.hits(s) & location.hits(s) & date.hits(s)
    return found if s.categories and s.near else without(found, exclude.hits(s))


@matches.fault(*TOGETHER, "location.ads-lie-within-the-radius", "location.radius-bounds-the-diameter", subtle=True)
def combination_category_or_radius(s: Search) -> int:
    """A category and a place find what either of them finds."""
    if not (s.categories and s.near):
        return matches.kept(s)
    found = s.store.alive & query.hits(s) & (category.hits(s) | location.hits(s)) & date.hits(s)
    return without(found, exclude.hits(s))


@matches.fault(*TOGETHER, "query.finds-words-of-the-title", subtle=True)
def combination_query_and_start_lose_the_newest(s: Search) -> int:
    """With a query and a start date the newest match is lost."""
    found = matches.kept(s)
    if not (s.queried and s.since is not None and found):
        return found
    return found ^ 1 << found.bit_length() - 1


@matches.fault("combination.roles-see-the-same-ads", "meta.total-is-the-same-for-every-role", subtle=True)
def combination_free_keys_miss_the_newest_day(s: Search) -> int:
    """Free keys do not see the ads of the last two days."""
    found = matches.kept(s)
    return found & s.store.before_the_last(2) if s.role == "free" else found
