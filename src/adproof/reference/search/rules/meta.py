"""What meta tells: the request as understood, and how much was found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..asked import Search
from ..consequences import COUNT
from ..rule import Rule
from . import access, combination, date_echo, limit, paging, sort
from .query_echo import query


@Rule
def total(_: Search, ads: int, _delivered: int) -> int:
    """How many ads match."""
    return ads.bit_count()


@Rule
def max_page(s: Search, found: int) -> int:
    """How many pages there are for the limit in effect."""
    return paging.pages(found, limit.divisor(s))


@Rule
def exclude(s: Search) -> dict[str, Any]:
    """The excluded keywords as sent; nothing if none were sent."""
    return {} if s.exclude is None else {"exclude": s.exclude}


@Rule
def others(_: Search) -> dict[str, Any]:
    """What meta tells beyond the documented fields: nothing."""
    return {}


def bounds(s: Search) -> dict[str, Any]:
    """The date bounds that were sent."""
    given = {"upload_date_from": s.since, "upload_date_to": s.until}
    shown = {name: date_echo.echo(s, instant, name) for name, instant in given.items() if instant is not None}
    return {name: value for name, value in shown.items() if value is not None}


@Rule
def told(s: Search, ads: int, delivered: int) -> dict[str, Any]:
    """All of meta."""
    found = total(s, ads, delivered)
    return {
        **query(s),
        **exclude(s),
        "sort": sort.chosen(s),
        "limit": limit.shown(s, delivered),
        "page": paging.number(s, ads.bit_count()) if s.switches.on(CLAMPED_PAGE) else s.page,
        "total": found,
        "max_page": max_page(s, found),
        "api_key_role": access.shown_role(s.desk, s.role, s.page),
        **bounds(s),
        **others(s),
    }


CLAMPED_PAGE = "search.paging-beyond-the-last-is-the-last"


@total.fault("exclude.happens-before-counting-and-paging", *COUNT)
def meta_total_before_excluding(s: Search, _ads: int, _delivered: int) -> int:
    """total counts excluded ads, too."""
    return combination.matches(replace(s, exclude=None)).bit_count()


@total.fault("combination.total-counts-what-all-filters-leave", *COUNT, subtle=True)
def meta_total_without_the_radius(s: Search, _ads: int, _delivered: int) -> int:
    """total does not mind the radius."""
    return combination.matches(replace(s, near=None)).bit_count()


@total.fault("combination.total-counts-what-all-filters-leave", *COUNT, subtle=True)
def meta_total_without_the_dates(s: Search, _ads: int, _delivered: int) -> int:
    """total does not mind the date bounds."""
    return combination.matches(replace(s, since=None, until=None)).bit_count()


@total.fault(*COUNT)
def meta_total_capped_at_100(_: Search, ads: int, _delivered: int) -> int:
    """total is never above 100."""
    return min(100, ads.bit_count())


@total.fault("meta.total-ignores-page-limit-and-sort", *COUNT)
def meta_total_of_the_page(_: Search, _ads: int, delivered: int) -> int:
    """total is the number of ads on the page."""
    return delivered


@total.fault("meta.total-ignores-page-limit-and-sort", *COUNT, subtle=True)
def meta_total_of_what_is_left(s: Search, ads: int, _delivered: int) -> int:
    """total leaves out the ads of earlier pages."""
    return max(0, ads.bit_count() - (s.page - 1) * limit.clamped(s))


@total.fault("meta.total-ignores-page-limit-and-sort", *COUNT, subtle=True)
def meta_total_of_priced_ads_under_price_sorts(s: Search, ads: int, _delivered: int) -> int:
    """Under the price orders total leaves out ads without a price, though they are shown."""
    return (ads & s.store.priced if s.sort.startswith("price") else ads).bit_count()


@total.fault("meta.total-ignores-page-limit-and-sort", *COUNT, subtle=True)
def meta_total_in_full_pages(s: Search, ads: int, _delivered: int) -> int:
    """total is rounded up to full pages."""
    return paging.pages(ads.bit_count(), limit.clamped(s)) * limit.clamped(s)


@total.fault(*COUNT, subtle=True)
def meta_total_rounded_above_50(_: Search, ads: int, _delivered: int) -> int:
    """A total above 50 is rounded down to tens."""
    found = ads.bit_count()
    return found - found % 10 if found > 50 else found


@total.fault(
    "combination.total-counts-what-all-filters-leave",
    *COUNT,
    subtle=True,
)
def meta_total_one_too_many_with_a_list(s: Search, ads: int, _delivered: int) -> int:
    """With several categories total is one too many."""
    return ads.bit_count() + (len(s.categories or ()) > 1)


@total.fault("meta.total-is-the-same-for-every-role", "combination.roles-see-the-same-ads", *COUNT, subtle=True)
def meta_total_of_free_keys_is_capped_at_50(s: Search, ads: int, _delivered: int) -> int:
    """For free keys total is never above 50."""
    return min(50, ads.bit_count()) if s.role == "free" else ads.bit_count()


@max_page.fault("meta.max-page-is-total-by-limit", "paging.pages-hold-every-ad", subtle=True)
def meta_max_page_rounded_down(s: Search, found: int) -> int:
    """max_page is rounded down."""
    return found // limit.divisor(s)


@max_page.fault("meta.max-page-is-total-by-limit", "paging.pages-hold-every-ad", subtle=True)
def meta_max_page_rounded_to_the_nearest(s: Search, found: int) -> int:
    """max_page is rounded to the nearest whole number."""
    return (2 * found + limit.divisor(s)) // (2 * limit.divisor(s))


@max_page.fault("meta.max-page-is-total-by-limit", "paging.last-page-has-ads", subtle=True)
def meta_max_page_one_more_when_it_divides(s: Search, found: int) -> int:
    """max_page is one too many where the limit divides the total."""
    return found // limit.divisor(s) + 1 if found else 0


@max_page.fault("meta.max-page-is-total-by-limit", "paging.pages-hold-every-ad", subtle=True)
def meta_max_page_capped_at_30(s: Search, found: int) -> int:
    """max_page is never above 30."""
    return min(30, max_page.kept(s, found))


@max_page.fault(
    "meta.max-page-is-total-by-limit",
    "paging.last-page-has-ads",
    "paging.pages-hold-every-ad",
    "meta.max-page-of-nothing",
    subtle=True,
)
def meta_max_page_of_everything(s: Search, _found: int) -> int:
    """max_page is that of the search without filters."""
    return paging.pages(s.store.alive.bit_count(), limit.divisor(s))


@max_page.fault("meta.max-page-is-total-by-limit", "paging.pages-hold-every-ad", subtle=True)
def meta_max_page_of_what_follows(s: Search, found: int) -> int:
    """max_page does not count the pages before the current one."""
    return max(0, max_page.kept(s, found) - s.page + 1)


@max_page.variant(reading=("meta.max-page-of-nothing", "one"))
def meta_max_page_of_nothing_is_one(s: Search, found: int) -> int:
    """Where nothing is found max_page is 1."""
    return max(1, max_page.kept(s, found))


@exclude.fault("meta.exclude-echoes-the-keywords")
def meta_exclude_missing(_: Search) -> dict[str, Any]:
    """meta never has exclude."""
    return {}


@exclude.fault("meta.exclude-echoes-the-keywords", subtle=True)
def meta_exclude_sorted(s: Search) -> dict[str, Any]:
    """meta.exclude is sorted."""
    return {} if s.exclude is None else {"exclude": ",".join(sorted(s.exclude.split(",")))}


@exclude.fault(
    "meta.exclude-echoes-the-keywords",
    "meta.fields-have-their-types",
)
def meta_exclude_as_array(s: Search) -> dict[str, Any]:
    """meta.exclude is an array of keywords."""
    return {} if s.exclude is None else {"exclude": s.exclude.split(",")}


@exclude.variant()
def meta_null_when_absent(s: Search) -> dict[str, Any]:
    """exclude and the date bounds are null when they were not sent."""
    unset = {"upload_date_from": s.since, "upload_date_to": s.until}
    return {"exclude": s.exclude, **{name: None for name, value in unset.items() if value is None}}


@others.variant(reading=("meta.other-filters-in-meta", "echoed"))
def meta_echoes_all_filters(s: Search) -> dict[str, Any]:
    """meta also shows category, location_id and radius."""
    near = {"location_id": s.near[0].id if s.near[0] else None, "radius": s.near[1]} if s.near else {}
    return {"category": ",".join(s.categories), **near} if s.categories else dict(near)


@told.fault(
    "meta.fields-have-their-types",
    *COUNT,
)
def meta_total_as_text(s: Search, ads: int, delivered: int) -> dict[str, Any]:
    """total is a text."""
    return {**told.kept(s, ads, delivered), "total": str(total(s, ads, delivered))}


@told.fault("meta.fields-have-their-types", "meta.page-echoes-the-number", subtle=True)
def meta_page_as_text_when_sent(s: Search, ads: int, delivered: int) -> dict[str, Any]:
    """page is a text when it was sent."""
    sent = s.asked.text("page")
    return {**told.kept(s, ads, delivered), "page": s.page if sent is None else sent}


@told.fault("meta.page-echoes-the-number", "defaults.page-is-one")
def meta_page_from_zero(s: Search, ads: int, delivered: int) -> dict[str, Any]:
    """meta.page counts from 0."""
    return {**told.kept(s, ads, delivered), "page": s.page - 1}


@told.fault("meta.fields-are-present", subtle=True)
def meta_max_page_absent_for_one_page(s: Search, ads: int, delivered: int) -> dict[str, Any]:
    """max_page is missing where everything fits on one page."""
    meta = told.kept(s, ads, delivered)
    return {key: value for key, value in meta.items() if key != "max_page" or value > 1}


@told.variant()
def meta_numbers_as_floats(s: Search, ads: int, delivered: int) -> dict[str, Any]:
    """The numbers in meta are written with a decimal point."""
    meta = told.kept(s, ads, delivered)
    return {key: float(value) if isinstance(value, int) else value for key, value in meta.items()}
