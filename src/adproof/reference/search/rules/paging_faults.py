"""Faults and variants of paging."""

from __future__ import annotations

from dataclasses import replace

from ..asked import Crash, Refused, Search
from ..bits import from_rows, without
from ..consequences import CLAMP, PAGES, TOGETHER
from . import combination, exclude, sort
from .limit import clamped
from .paging import listed, number, pages, part, rows


@number.fault(
    "limit.page-is-filled-exactly",
    "defaults.explicit-defaults-change-nothing",
    *PAGES,
    *CLAMP,
)
def paging_from_zero(s: Search, _total: int) -> int:
    """Pages are counted from 0, so page 1 is the second one."""
    return s.page + 1


@number.fault(
    "paging.pages-hold-every-ad",
    *PAGES,
)
def paging_page_2_is_page_1(s: Search, _total: int) -> int:
    """Page 2 is page 1 again."""
    return 1 if s.page == 2 else s.page


@number.fault(
    "paging.pages-hold-every-ad",
    *PAGES,
    subtle=True,
)
def paging_page_4_is_page_3(s: Search, _total: int) -> int:
    """Page 4 is page 3 again."""
    return 3 if s.page == 4 else s.page


@number.fault(
    "location.radius-combines-with-every-parameter",
    "paging.pages-share-no-ad",
    *PAGES,
    subtle=True,
)
def paging_ignored_with_a_radius(s: Search, _total: int) -> int:
    """The page is ignored when a place is given."""
    return 1 if s.near else s.page


@number.fault(
    "paging.last-page-has-ads",
    *PAGES,
    subtle=True,
)
def paging_ends_at_page_20(s: Search, _total: int) -> int:
    """Pages from number 20 on are empty, though max_page counts them."""
    return s.page if s.page < 20 else 10**9


@number.fault(
    "robustness.odd-values-cause-no-server-error",
    "robustness.odd-values-are-answered-in-json",
    "paging.page-beyond-the-last",
    *PAGES,
)
def paging_crashes_beyond_the_last(s: Search, total: int) -> int:
    """A page beyond the last is a server error."""
    if s.page > max(1, pages(total, clamped(s))):
        raise Crash
    return s.page


@number.variant(reading=("paging.page-beyond-the-last", "refused"))
def paging_beyond_the_last_refused(s: Search, total: int) -> int:
    """A page beyond the last is refused."""
    if s.page > max(1, pages(total, clamped(s))):
        raise Refused(404, "there is no such page")
    return s.page


@number.variant(reading=("paging.page-beyond-the-last", "last-again"))
def paging_beyond_the_last_is_the_last(s: Search, total: int) -> int:
    """A page beyond the last is the last one again."""
    return min(s.page, max(1, pages(total, clamped(s))))


@part.fault(
    "paging.pages-hold-every-ad",
    *PAGES,
    subtle=True,
)
def paging_pages_overlap_by_one(s: Search, total: int) -> tuple[int, int]:
    """Every page begins with the last ad of the one before."""
    first, count = part.kept(s, total)
    return (first - 1 if first else 0), count


@part.fault(
    "paging.pages-hold-every-ad",
    *PAGES,
    subtle=True,
)
def paging_loses_one_ad_per_border(s: Search, total: int) -> tuple[int, int]:
    """Between two pages one ad is skipped."""
    first, count = part.kept(s, total)
    return first + s.page - 1, count


@part.fault(
    "paging.pages-share-no-ad",
    *PAGES,
    subtle=True,
)
def paging_last_page_is_filled_up(s: Search, total: int) -> tuple[int, int]:
    """The last page is filled up with ads of the page before."""
    first, count = part.kept(s, total)
    return (total - count if count < total < first + count and first < total else first), count


@part.fault(
    "paging.last-page-has-ads",
    *PAGES,
    subtle=True,
)
def paging_partial_last_page_is_empty(s: Search, total: int) -> tuple[int, int]:
    """A last page that would not be full is empty."""
    first, count = part.kept(s, total)
    return first, (0 if 0 < first < total < first + count else count)


@part.fault(
    "paging.pages-hold-every-ad",
    *PAGES,
    subtle=True,
)
def paging_full_last_page_lacks_one(s: Search, total: int) -> tuple[int, int]:
    """A last page that is full lacks its last ad."""
    first, count = part.kept(s, total)
    return first, count - (first > 0 and first + count == total)


@part.fault(
    "combination.pages-cut-the-filtered-order",
    *PAGES,
    subtle=True,
)
def paging_counts_from_page_1_with_exclusions(s: Search, total: int) -> tuple[int, int]:
    """With excluded keywords page 2 begins one ad early for every keyword."""
    first, count = part.kept(s, total)
    return max(0, first - len(exclude.keywords(s))), count


@rows.fault(
    "exclude.happens-before-counting-and-paging",
    *PAGES,
    subtle=True,
)
def paging_before_excluding(s: Search, ads: int) -> list[int]:
    """Pages are cut before excluded ads are taken out of them."""
    first, count = part(s, ads.bit_count())
    with_excluded = listed(s, combination.matches(replace(s, exclude=None)))
    cut = sort.cut(s, sort.segments(s, with_excluded), first, count)
    return [row for row in cut if ads >> row & 1]


@rows.fault(
    "sort.newest-never-increases",
    "sort.price-asc-never-decreases",
    *PAGES,
    subtle=True,
)
def paging_before_sorting(s: Search, ads: int) -> list[int]:
    """Pages are cut from unsorted ads and then sorted, each for itself."""
    first, count = part(s, ads.bit_count())
    unsorted = sort.cut(s, [sort.Segment(listed(s, ads), sort.SHUFFLED)], first, count)
    return sort.cut(s, sort.segments(s, from_rows(unsorted, s.store.size)), 0, len(unsorted))


@rows.fault(
    "sort.extremes-come-first",
    "sort.oldest-mirrors-newest",
    *PAGES,
    subtle=True,
)
def paging_oldest_turns_pages_of_newest(s: Search, ads: int) -> list[int]:
    """oldest delivers the page of newest, turned round."""
    if s.sort != "oldest":
        return rows.kept(s, ads)
    return rows.kept(replace(s, sort="newest"), ads)[::-1]


@rows.fault(
    "ad.adid-is-unique",
    "defaults.sort-is-newest",
    *PAGES,
)
def paging_first_ad_twice(s: Search, ads: int) -> list[int]:
    """A full page ends with its first ad again."""
    page = rows.kept(s, ads)
    return [*page[:-1], page[0]] if len(page) > 2 else page


@rows.fault(
    "paging.pages-hold-every-ad",
    "limit.free-key-has-its-maximum",
    "limit.basic-key-has-its-maximum",
    "limit.pro-key-has-its-maximum",
    *PAGES,
    subtle=True,
)
def paging_hides_ads_with_equal_titles(s: Search, ads: int) -> list[int]:
    """Of ads with the same title a page shows the first only."""
    page = rows.kept(s, ads)
    titles: dict[str, int] = {}
    for ad in s.store.fetch(page):
        titles.setdefault(ad["title"], ad["row"])
    return [row for row in page if row in titles.values()]


@listed.fault(
    "exclude.excluded-word-is-absent",
    *PAGES,
    subtle=True,
)
def paging_forgets_exclusions_from_page_2(s: Search, ads: int) -> int:
    """From page 2 on excluded ads are shown."""
    return combination.matches(replace(s, exclude=None)) if s.page > 1 else ads


@listed.fault(
    "combination.pages-cut-the-filtered-order",
    "location.ads-lie-within-the-radius",
    "location.radius-combines-with-every-parameter",
    "location.radius-bounds-the-diameter",
    *PAGES,
    subtle=True,
)
def paging_forgets_the_radius_from_page_2(s: Search, ads: int) -> int:
    """From page 2 on the radius is ignored."""
    return combination.matches(replace(s, near=None)) if s.page > 1 else ads


@listed.fault(
    "category.found-ads-list-the-category",
    *PAGES,
    subtle=True,
)
def paging_forgets_the_category_from_page_2(s: Search, ads: int) -> int:
    """From page 2 on the category is ignored."""
    return combination.matches(replace(s, categories=None)) if s.page > 1 else ads


@listed.fault(
    "date.from-bounds-the-upload-date",
    "date.to-bounds-the-upload-date",
    "exclude.happens-before-counting-and-paging",
    *PAGES,
    *TOGETHER,
    subtle=True,
)
def paging_forgets_the_dates_from_page_3(s: Search, ads: int) -> int:
    """From page 3 on the date bounds are ignored."""
    return combination.matches(replace(s, since=None, until=None)) if s.page > 2 else ads


@listed.fault(
    "paging.last-page-has-ads",
    *PAGES,
    subtle=True,
)
def paging_hides_ads_without_pictures(s: Search, ads: int) -> int:
    """Ads without pictures are counted but never shown."""
    return without(ads, s.store.pictureless)
