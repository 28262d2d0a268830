"""Faults in which ads a page holds and how many there are."""

from __future__ import annotations

import asyncio

from ..rules import Book, Rule
from ..store import Store
from ..values import Ads, Call, Json, Page
from .consequences import COUNTS, LINKS

PATIENCE = 0.005  # seconds in which another call can come in
BOOK = Book()
fault = BOOK.fault
SHIFTED = (
    "content.pages-are-slices-of-one-sequence",
    "content.an-ad-stands-on-one-page",
    "content.total-counts-what-a-walk-finds",
    "content.page-is-full-or-ends-the-collection",
    "walks.next-visits-each-ad-once",
)


@fault("content", *SHIFTED, subtle=True)
def border_ad_repeated(_rule: object, store: Store, page: Page) -> Ads:
    """Each page after the first begins with the last ad of the page before."""
    return store.ads(page.user, max(0, page.offset - 1), page.limit)


@fault("content", *SHIFTED, subtle=True)
def border_ad_dropped(_rule: object, store: Store, page: Page) -> Ads:
    """Each page after the first leaves out its first ad."""
    return store.ads(page.user, page.offset + 1 if page.offset else 0, page.limit)


@fault("content", "content.an-ad-stands-on-one-page", *SHIFTED, subtle=True)
def second_page_repeats_the_first(rule: Rule[Ads], store: Store, page: Page) -> Ads:
    """With a limit above 4 the second page holds the ads of the first."""
    again = page.offset == page.limit and page.limit > 4 and page.offset < page.total
    return store.ads(page.user, 0, page.limit) if again else rule(store, page)


@fault("content", *SHIFTED)
def offset_counts_pages(_rule: object, store: Store, page: Page) -> Ads:
    """The offset is taken as a number of pages."""
    return store.ads(page.user, page.offset * page.limit, page.limit)


@fault(
    "content",
    "content.page-is-full-or-ends-the-collection",
    "content.total-counts-what-a-walk-finds",
    "walks.next-visits-each-ad-once",
    subtle=True,
)
def last_ad_missing(rule: Rule[Ads], store: Store, page: Page) -> Ads:
    """The very last ad of a collection is on no page."""
    return tuple(ad for ad in rule(store, page) if ad.position != page.total - 1)


@fault("content", "limit.page-never-exceeds-the-limit", *SHIFTED)
def one_ad_too_many(_rule: object, store: Store, page: Page) -> Ads:
    """A page holds one ad more than its limit."""
    return store.ads(page.user, page.offset, page.limit + 1)


@fault("content", "limit.page-never-exceeds-the-limit", subtle=True)
def one_ad_too_many_of_ten(rule: Rule[Ads], store: Store, page: Page) -> Ads:
    """With a limit of 10 a page holds 11 ads."""
    return store.ads(page.user, page.offset, 11) if page.limit == 10 else rule(store, page)


@fault("content", "content.page-is-full-or-ends-the-collection", subtle=True)
def last_full_page_cut_short(rule: Rule[Ads], store: Store, page: Page) -> Ads:
    """Where the limit divides the total, the last page lacks an ad."""
    ads = rule(store, page)
    return ads[:-1] if page.is_last() and page.total % page.limit == 0 else ads


@fault("body", "content.total-is-the-same-on-every-page", *COUNTS)
def total_counts_the_page(rule: Rule[Json], page: Page, members: Json) -> Json:
    """The total is the number of ads on the page."""
    return rule(page, {**members, "totalCount": len(members["_embedded"]["mp:advertisements"])})


@fault("counts", "content.total-is-the-same-on-every-page", subtle=True)
def total_shrinks_on_the_last_page(rule: Rule[Json], page: Page) -> Json:
    """On the last of several pages the total is one too low."""
    last = page.is_last() and not page.is_first()
    return {**rule(page), "totalCount": page.total - 1} if last else rule(page)


@fault("counts", "content.total-is-the-same-on-every-page", subtle=True)
def total_forgets_beyond_the_end(rule: Rule[Json], page: Page) -> Json:
    """Beyond the end the total is 0."""
    return {**rule(page), "totalCount": 0} if page.is_beyond() else rule(page)


@fault("counts", "content.total-is-the-same-on-every-page", subtle=True)
def total_rounded_up_to_pages(rule: Rule[Json], page: Page) -> Json:
    """The total is rounded up to whole pages for limits of 2 to 9."""
    whole = -(-page.total // page.limit) * page.limit
    return {**rule(page), "totalCount": whole} if 2 <= page.limit <= 9 else rule(page)


@fault(
    "total",
    "content.total-counts-what-a-walk-finds",
    "content.page-is-full-or-ends-the-collection",
    "walks.next-visits-each-ad-once",
    subtle=True,
)
def total_one_too_high(rule: Rule[int], store: Store, seller: int, call: Call) -> int:
    """The total counts an ad that no page shows."""
    return rule(store, seller, call) + 1


@fault(
    "total",
    "content.total-counts-what-a-walk-finds",
    "content.page-is-full-or-ends-the-collection",
    "walks.next-visits-each-ad-once",
    subtle=True,
)
def total_stops_at_20(rule: Rule[int], store: Store, seller: int, call: Call) -> int:
    """The total is never more than 20."""
    return min(rule(store, seller, call), 20)


@fault("content", "content.pages-are-slices-of-one-sequence", subtle=True)
def small_pages_sorted_by_title(rule: Rule[Ads], store: Store, page: Page) -> Ads:
    """With a limit below 10 each page is sorted by title."""
    ads = rule(store, page)
    return tuple(sorted(ads, key=lambda ad: (ad.title, ad.item_id))) if page.limit < 10 else ads


@fault("content", "content.pages-are-slices-of-one-sequence", subtle=True)
def order_depends_on_the_limit(_rule: object, store: Store, page: Page) -> Ads:
    """With an odd limit the collection runs from the oldest ad to the newest."""
    ads = store.ads(page.user, 0, page.total)
    ordered = ads[::-1] if page.limit % 2 else ads
    return ordered[page.offset : page.offset + page.limit]


@fault("content", "content.order-holds-still", "protocol.reading-changes-nothing", subtle=True)
def order_flickers(rule: Rule[Ads], store: Store, page: Page) -> Ads:
    """Every other answer swaps the first two ads of a page."""
    first, *rest = rule(store, page) or (None,)
    if first is None or not rest or page.call.serial % 2:
        return rule(store, page)
    return (rest[0], first, *rest[1:])


@fault("content", "ads.item-id-is-unique-on-a-page", "content.an-ad-stands-on-one-page", subtle=True)
def last_page_repeats_an_ad(rule: Rule[Ads], store: Store, page: Page) -> Ads:
    """The last of several pages holds its first ad twice, in place of its last."""
    ads = rule(store, page)
    return (*ads[:-1], ads[0]) if page.is_last() and len(ads) > 1 and page.offset else ads


@fault("content", "ads.seller-is-the-user-asked-for", "content.total-counts-what-a-walk-finds", subtle=True)
def last_ad_is_anothers(rule: Rule[Ads], store: Store, page: Page) -> Ads:
    """The last ad of the collection belongs to another seller."""
    others = store.ads(5 if page.user != 5 else 1, 3, 1)
    return tuple(others[0] if ad.position == page.total - 1 else ad for ad in rule(store, page))


@fault("content", "links.page-links-are-answered", "operations.no-input-is-a-server-error", *LINKS, subtle=True)
def short_last_page_fails(rule: Rule[Ads], store: Store, page: Page) -> Ads:
    """The last page is a server error if it is not full and comes after others."""
    if page.is_last() and page.offset and page.total % page.limit:
        raise IndexError
    return rule(store, page)


@fault("under_way", "content.calls-at-once-stay-apart")
async def calls_at_once_are_mixed(_rule: object, call: Call, latest: list[Call] = []) -> Call:  # noqa: B006 - shared by all calls
    """Of calls under way at the same moment each gets the page that was asked for last."""
    latest[:] = [call]
    await asyncio.sleep(PATIENCE)
    return latest[0]


@fault("under_way", "content.calls-at-once-stay-apart", subtle=True)
async def calls_at_once_share_their_offset(_rule: object, call: Call, latest: dict[str, Call] = {}) -> Call:  # noqa: B006
    """Of calls with the same limit under way at the same moment each gets the offset that was asked for last."""
    limit = ",".join(call.values("limit"))
    latest[limit] = call
    await asyncio.sleep(PATIENCE)
    return latest[limit]
