"""Violations of the search contract: category, place, dates, and what meets in them."""

from __future__ import annotations

import math

from .frame import Answer, Ask, Asked, Memory
from .search import Ads, book, recut, same, whole
from .search_filters import keywords

DAY = 86400


@book.breaks("category.every-id-of-the-list-counts", "category.list-is-a-union")
async def third_category_is_ignored(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Only the first two ids of a category list count."""
    ids = asked.param("category")
    return await ask(asked.having(category=",".join(ids.split(",")[:2])) if ids and ids.count(",") > 1 else asked)


@book.breaks("category.list-is-a-union", "category.every-id-of-the-list-counts")
async def union_loses_one_ad(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A list of categories loses the oldest ad of the union."""
    if "," not in (asked.param("category") or ""):
        return await ask(asked)

    def change(ads: Ads) -> Ads:
        gone = min((ad["upload_date"], ad["adid"]) for ad in ads)[1] if len(ads) > 1 else ""
        return [ad for ad in ads if ad["adid"] != gone]

    return await recut(asked, ask, memory, change)


@book.breaks("category.list-is-a-union", "category.every-id-of-the-list-counts")
async def unknown_id_empties_the_list(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A list of categories with an id that no ad has finds nothing."""
    ids = (asked.param("category") or "").split(",")
    if len(ids) < 2:
        return await ask(asked)
    known = {id_ for ad in await whole(Asked("GET", asked.path), ask, memory) for id_ in ad["metadata"]["categories"]}
    return await recut(asked, ask, memory, lambda ads: ads if known.issuperset(ids) else [])


@book.breaks("category.found-ads-list-the-category", "category.unknown-id-delivers-no-ads")
async def categories_match_by_their_beginning(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A category finds also the ads of categories whose ids begin with it: 11 finds 110."""
    ids = tuple(id_ for id_ in (asked.param("category") or "").split(",") if id_)
    if not ids:
        return await ask(asked)

    def change(ads: Ads) -> Ads:
        return [ad for ad in ads if any(own.startswith(ids) for own in ad["metadata"]["categories"])]

    return await recut(asked, ask, memory, change, category=None)


@book.breaks(
    "combination.filters-find-their-intersection",
    "location.radius-combines-with-every-parameter",
    "category.found-ads-list-the-category",
)
async def wide_searches_forget_the_category(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Around a place with a radius above 60 km the category is ignored."""
    if asked.number("radius", 0) > 60:
        return await recut(asked, ask, memory, same, category=None)
    return await ask(asked)


@book.breaks("location.ads-lie-within-the-radius", "location.radius-bounds-the-diameter")
async def wide_radii_are_miles(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A radius above 100 is taken for miles."""
    radius = asked.number("radius", 0)
    return await recut(asked, ask, memory, same, radius=str(math.ceil(radius * 1.609)) if radius > 100 else asked.param("radius"))


@book.breaks("location.finds-every-ad-well-inside", "location.larger-radius-only-adds")
async def radii_end_at_sixty(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A radius above 60 km is served as 60 km."""
    return await recut(asked, ask, memory, same, radius="60" if asked.number("radius", 0) > 60 else asked.param("radius"))


@book.breaks("location.finds-every-ad-well-inside", "location.larger-radius-only-adds")
async def ads_at_the_place_itself_are_missing(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """With a radius above 20 km the ads whose own place is the one asked for are missing."""
    if asked.number("radius", 0) <= 20 or not asked.param("location_id"):
        return await ask(asked)
    return await recut(asked, ask, memory, lambda ads: [a for a in ads if a["location"]["id"] != asked.number("location_id", 0)])


@book.breaks(
    "combination.filters-find-their-intersection",
    "location.radius-combines-with-every-parameter",
    "location.ads-lie-within-the-radius",
)
async def dates_forget_the_place(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """With both date bounds the place is ignored."""
    if asked.param("location_id") and asked.param("upload_date_from") and asked.param("upload_date_to"):
        return await recut(asked, ask, memory, same, location_id=None, radius=None)
    return await ask(asked)


@book.breaks("location.place-search-yields-a-usable-id", "location.ads-lie-within-the-radius", "places.known-name-yields-a-place")
async def umlaut_places_have_the_next_id(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """The first place found by a name with an umlaut carries the id of a place elsewhere."""
    answer = await ask(asked)
    if not asked.path.endswith("/locations") or (asked.param("query") or "").isascii() or answer.status != 200:
        return answer
    body = answer.json
    elsewhere = (await ask(asked.having(query="Rostock"))).json["data"]["locations"]
    if body["data"]["locations"]:
        body["data"]["locations"][0]["id"] = elsewhere[0]["id"]
    return answer.carrying(body)


def moved(asked: Asked, name: str, seconds: int) -> str | None:
    value = asked.number(name, 0)
    return str(value + seconds) if value > DAY else asked.param(name)


@book.breaks("date.finds-every-ad-inside", "date.split-loses-nothing")
async def start_is_two_hours_late(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """upload_date_from is taken two hours later than it says."""
    return await recut(asked, ask, memory, same, upload_date_from=moved(asked, "upload_date_from", 7200))


@book.breaks("date.to-bounds-the-upload-date")
async def end_is_thirteen_hours_late(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """upload_date_to lets in thirteen hours more."""
    return await recut(asked, ask, memory, same, upload_date_to=moved(asked, "upload_date_to", 13 * 3600))


@book.breaks("date.to-bounds-the-upload-date", "combination.filters-find-their-intersection")
async def price_orders_forget_the_end(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Under price_desc upload_date_to is ignored."""
    price = asked.param("sort") == "price_desc"
    return await recut(asked, ask, memory, same, upload_date_to=None if price else asked.param("upload_date_to"))


@book.breaks("date.finds-every-ad-inside", "date.split-loses-nothing")
async def long_windows_lose_their_first_days(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Windows of more than forty days lose their first five."""
    start, end = asked.number("upload_date_from", 0), asked.number("upload_date_to", 0)
    if start > DAY and end - start > 40 * DAY:
        return await recut(asked, ask, memory, same, upload_date_from=str(start + 5 * DAY))
    return await ask(asked)


@book.breaks("combination.filters-find-their-intersection", "exclude.excluded-word-is-absent")
async def keywords_are_ignored_within_dates_and_query(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """With a query and a date bound, excluded keywords are ignored."""
    dated = asked.param("upload_date_from") or asked.param("upload_date_to")
    if dated and keywords(asked) and asked.param("query") not in (None, "*"):
        return await recut(asked, ask, memory, same, exclude=None)
    return await ask(asked)
