"""Violations of the user advertisements contract: the content of pages, page links and ads."""

from __future__ import annotations

import asyncio
from typing import Any

from .frame import Answer, Ask, Asked, Book, Memory, count

KEYS = ("mp:advertisements", "mp:advertisement")


def is_page(asked: Asked, answer: Answer) -> bool:
    """Whether this is a served page of the collection."""
    return (
        asked.method == "GET"
        and asked.path.endswith("/advertisements")
        and answer.status == 200
        and {"totalCount", "_links"} <= set(answer.json or {})
    )


book = Book("user_ads", is_page)


def ads_of(page: dict[str, Any]) -> list[dict[str, Any]]:
    """The page's embedded ads, as the list that stands in it."""
    embedded = page.get("_embedded") or {}
    return next((embedded[key] for key in KEYS if key in embedded), [])


def last_start(page: dict[str, Any]) -> int:
    """Where the last page with ads starts."""
    return (max(page["totalCount"], 1) - 1) // page["limit"] * page["limit"]


def point(page: dict[str, Any], rel: str, offset: int, limit: int | None = None) -> None:
    """Lets a page link lead elsewhere."""
    path = page["_links"]["self"]["href"].split("?")[0]
    page["_links"][rel] = {"href": f"{path}?limit={limit or page['limit']}&offset={offset}"}


@book.edits("links.last-starts-the-last-page", "walks.first-and-last-lead-to-the-ends")
def last_is_one_page_on_for_limit_seven(asked: Asked, page: Any, memory: Memory) -> None:
    """last is one page too far only when the limit is 7."""
    if page["limit"] == 7 and "last" in page["_links"]:
        point(page, "last", last_start(page) + 7)


@book.edits("links.prev-is-one-limit-back", "walks.prev-walks-back-to-the-start")
def prev_of_the_last_page_is_the_first(asked: Asked, page: Any, memory: Memory) -> None:
    """prev of the last page leads to offset 0 instead of one limit back."""
    if page["offset"] == last_start(page) > page["limit"]:
        point(page, "prev", 0)


@book.edits("links.next-is-present-while-ads-remain", "walks.next-visits-each-ad-once")
def next_is_missing_before_a_single_ad(asked: Asked, page: Any, memory: Memory) -> None:
    """next is missing where exactly one ad remains."""
    if page["offset"] + page["limit"] == page["totalCount"] - 1:
        page["_links"].pop("next", None)


@book.edits("links.only-the-offset-changes", "links.prev-is-one-limit-back")
def prev_forgets_a_large_limit(asked: Asked, page: Any, memory: Memory) -> None:
    """prev of a page with a limit above 10 carries limit 10."""
    if page["limit"] > 10 and page["offset"]:
        point(page, "prev", page["offset"] - page["offset"] % 10 - 10, 10)


@book.edits(
    "content.page-is-full-or-ends-the-collection",
    "content.total-is-the-same-on-every-page",
    "content.total-counts-what-a-walk-finds",
)
def total_is_stale_for_limit_one(asked: Asked, page: Any, memory: Memory) -> None:
    """totalCount is one short when the limit is 1 and the page is not the first."""
    if page["limit"] == 1 and page["offset"]:
        page["totalCount"] -= 1


@book.edits("content.total-counts-what-a-walk-finds", "content.page-is-full-or-ends-the-collection")
def total_is_capped_at_twenty(asked: Asked, page: Any, memory: Memory) -> None:
    """totalCount never says more than 20."""
    page["totalCount"] = min(20, page["totalCount"])


@book.edits("content.page-is-full-or-ends-the-collection", options=("--ads", "130"))
def full_hundred_is_ninety_nine(asked: Asked, page: Any, memory: Memory) -> None:
    """A page of 100 holds 99 ads though more follow."""
    if page["limit"] == 100 and len(ads_of(page)) == 100:
        ads_of(page).pop()


@book.edits("content.order-holds-still", "content.pages-are-slices-of-one-sequence", "walks.next-visits-each-ad-once")
def order_turns_now_and_then(asked: Asked, page: Any, memory: Memory) -> None:
    """Every ninth page comes in reverse order."""
    if count(memory) % 9 == 0:
        ads_of(page).reverse()


@book.edits("content.pages-are-slices-of-one-sequence")
def large_pages_start_with_the_last_ad(asked: Asked, page: Any, memory: Memory) -> None:
    """Pages of more than 10 ads begin with their last ad, so that no other limit shows the same order."""
    ads = ads_of(page)
    if len(ads) > 10:
        ads.insert(0, ads.pop())


@book.breaks("content.an-ad-stands-on-one-page", "content.pages-are-slices-of-one-sequence", "walks.next-visits-each-ad-once")
async def third_page_repeats_an_ad(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """The third page begins with the last ad of the second."""
    answer, limit = await ask(asked), asked.number("limit", 100)
    if not is_page(asked, answer) or answer.json["offset"] != 2 * limit or not ads_of(answer.json):
        return answer
    page, before = answer.json, (await ask(asked.having(offset=str(limit)))).json
    ads_of(page)[0] = ads_of(before)[-1]
    return answer.carrying(page)


@book.edits("links.self-denotes-this-page", "links.self-gives-the-same-page")
def self_of_the_last_page_is_the_page_before(asked: Asked, page: Any, memory: Memory) -> None:
    """self of the last page names the page before it."""
    if page["offset"] and page["offset"] == last_start(page):
        point(page, "self", page["offset"] - page["limit"])


@book.edits("defaults.applied-offset-is-repeated")
def offset_is_bounded_by_the_total(asked: Asked, page: Any, memory: Memory) -> None:
    """Beyond the end the body says the total where it should say the offset asked for."""
    page["offset"] = min(page["offset"], page["totalCount"])


@book.edits("ads.item-id-is-unique-on-a-page", "content.an-ad-stands-on-one-page", "content.total-counts-what-a-walk-finds")
def two_ads_share_an_id(asked: Asked, page: Any, memory: Memory) -> None:
    """Two ads far apart in the collection carry one itemId."""
    ads = memory.setdefault("ids", {}) | {page["offset"] + i: ad["itemId"] for i, ad in enumerate(ads_of(page))}
    memory["ids"] = ads
    if page["offset"] <= 17 < page["offset"] + len(ads_of(page)) and 2 in ads:
        ad = ads_of(page)[17 - page["offset"]]
        ad["itemId"], ad["_links"]["self"] = ads[2], {"href": f"/v1/advertisements/{ads[2]}"}


@book.edits("ads.self-names-the-item", "ads.sub-resources-lie-below-self")
def second_page_links_the_ad_before(asked: Asked, page: Any, memory: Memory) -> None:
    """On later pages the second ad's self link names the first."""
    ads = ads_of(page)
    if page["offset"] and len(ads) > 1:
        ads[1]["_links"]["self"] = dict(ads[0]["_links"]["self"])


@book.edits("ads.ids-and-money-are-integers", "ads.amounts-are-never-negative", "representation.page-keeps-its-schema")
def minimal_bids_are_euros(asked: Asked, page: Any, memory: Memory) -> None:
    """Minimal bids are euros with decimals instead of whole cents."""
    for ad in ads_of(page):
        if "minimalBid" in ad.get("priceModel", {}):
            ad["priceModel"]["minimalBid"] = ad["priceModel"]["minimalBid"] / 100 + 0.005


@book.edits("ads.moments-are-iso-8601", "ads.moments-are-utc")
def december_dates_have_no_zone(asked: Asked, page: Any, memory: Memory) -> None:
    """A closing date in December has lost its Z."""
    for ad in ads_of(page):
        if ad.get("closeDate", "")[5:7] == "12":
            ad["closeDate"] = ad["closeDate"].rstrip("Z")


@book.edits("ads.seller-is-the-user-asked-for")
def one_ad_is_someone_elses(asked: Asked, page: Any, memory: Memory) -> None:
    """The last ad of the collection belongs to another seller."""
    if ads_of(page) and page["offset"] + len(ads_of(page)) == page["totalCount"]:
        ad = ads_of(page)[-1]
        ad["seller"] = ad.get("seller", {}) | {"sellerId": 4}
        ad["_links"]["mp:seller"] = {"href": "/v1/users/4"}


@book.breaks("content.pages-are-slices-of-one-sequence", "defaults.applied-offset-is-repeated", "content.order-holds-still")
async def calls_at_once_share_an_answer(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Two calls at the same moment get the answer of the first, whatever the second asked."""
    if asked.method != "GET" or not asked.path.endswith("/advertisements"):
        return await ask(asked)
    if (waiting := memory.get("waiting")) is not None:
        return await asyncio.shield(waiting)
    memory["waiting"] = future = asyncio.ensure_future(ask(asked))
    try:
        answer = await asyncio.shield(future)
        await asyncio.sleep(0.005)
        return answer
    finally:
        memory["waiting"] = None


@book.edits("content.page-is-full-or-ends-the-collection", "content.order-holds-still", "content.total-counts-what-a-walk-finds")
def fortieth_page_lacks_an_ad(asked: Asked, page: Any, memory: Memory) -> None:
    """Every fortieth page lacks its last ad."""
    if count(memory) % 40 == 0 and len(ads_of(page)) > 1:
        ads_of(page).pop()


@book.edits(
    "content.page-is-full-or-ends-the-collection",
    "content.total-counts-what-a-walk-finds",
    "content.pages-are-slices-of-one-sequence",
)
def short_descriptions_are_hidden(asked: Asked, page: Any, memory: Memory) -> None:
    """Pages of a limit above 20 leave out the ads that have no description of more than 60 letters, yet count them."""
    if page["limit"] > 20:
        ads_of(page)[:] = [ad for ad in ads_of(page) if len(ad.get("description") or "") > 60]


@book.edits("links.middle-page-has-all-five", "links.first-is-present-after-the-first-page")
def first_is_missing_on_the_second_page(asked: Asked, page: Any, memory: Memory) -> None:
    """The second page has no first link, as prev is the same."""
    if page["offset"] == page["limit"]:
        page["_links"].pop("first", None)


@book.edits("links.links-have-a-string-href", "representation.links-have-a-string-href", "links.middle-page-has-all-five")
def next_is_null_beyond_fifteen(asked: Asked, page: Any, memory: Memory) -> None:
    """From offset 15 on, the next link is null."""
    if page["offset"] >= 15 and "next" in page["_links"]:
        page["_links"]["next"] = None
