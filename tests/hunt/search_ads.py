"""Violations of the search contract: the ads themselves, and answers that depend on who asked, when, or what came before."""

from __future__ import annotations

import asyncio
from typing import Any

from .frame import Answer, Ask, Asked, Memory, count
from .search import Ads, book, is_search, meta_of, recut


@book.edits("ad.same-ad-reads-the-same-everywhere", "combination.roles-see-the-same-ads")
def free_keys_see_cents(asked: Asked, body: Any, memory: Memory) -> None:
    """For a free key prices above 1000 are in cents."""
    if meta_of(body)["api_key_role"] == "free":
        for ad in body["data"]["ads"]:
            if (ad["price"] or 0) > 1000:
                ad["price"] *= 100


@book.edits("ad.same-ad-reads-the-same-everywhere")
def relevance_moves_leipzig(asked: Asked, body: Any, memory: Memory) -> None:
    """Under relevance an ad in Leipzig has the location of Dresden."""
    for ad in body["data"]["ads"] if meta_of(body)["sort"] == "relevance" else ():
        if ad["location"]["city"] == "Leipzig":
            ad["location"] |= {"id": 7001, "city": "Dresden", "zip": "01067", "geocoding": [51.05, 13.74]}


@book.edits("ad.images-are-web-addresses")
def images_of_unpriced_ads_are_relative(asked: Asked, body: Any, memory: Memory) -> None:
    """Ads without a price show their images by a path instead of an address."""
    for ad in body["data"]["ads"]:
        if ad["price"] is None:
            ad["images"] = [url.split("example.test", 1)[-1] for url in ad["images"]]


@book.edits("ad.title-is-text", "operations.search-keeps-its-description")
def long_pages_have_a_null_title(asked: Asked, body: Any, memory: Memory) -> None:
    """The 47th ad of a page has no title."""
    if len(body["data"]["ads"]) > 46:
        body["data"]["ads"][46]["title"] = None


@book.edits("ad.views-reads-as-a-count")
def many_views_are_rounded(asked: Asked, body: Any, memory: Memory) -> None:
    """More than 90 views are shown as 90+."""
    for ad in body["data"]["ads"]:
        if int(ad["views"] or 0) > 90:
            ad["views"] = "90+"


@book.edits("ad.adid-is-unique", "paging.pages-hold-every-ad", "paging.pages-share-no-ad")
def two_ads_share_an_adid(asked: Asked, body: Any, memory: Memory) -> None:
    """Two ads of the index share one adid."""
    ads = body["data"]["ads"]
    if len(ads) > 4:
        memory.setdefault("pair", (ads[0]["adid"], ads[4]["adid"]))
    for ad in ads if "pair" in memory else ():
        if ad["adid"] == memory["pair"][1]:
            ad["adid"] = memory["pair"][0]


@book.edits("ad.carries-every-documented-field", "ad.no-ad-lacks-a-field")
def shipping_is_left_out_when_it_is_false(asked: Asked, body: Any, memory: Memory) -> None:
    """Ads that cannot be sent lack the member shipping."""
    for ad in body["data"]["ads"]:
        if not ad["shipping"]:
            ad.pop("shipping", None)


@book.breaks("paging.pages-share-no-ad", "meta.page-echoes-the-number", "paging.pages-hold-every-ad")
async def second_of_two_at_once_gets_the_first(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Of two searches under way at the same moment the second gets the ads of the first."""
    open_ads = memory.setdefault("open", [])
    slot: dict[str, Ads] = {}
    open_ads.append(slot)
    try:
        answer = await ask(asked)
        if not is_search(asked, answer):
            return answer
        body = answer.json
        slot["ads"] = body["data"]["ads"]
        await asyncio.sleep(0.01)
        first = open_ads[0].get("ads")
        if open_ads[0] is not slot and first is not None:
            body["data"]["ads"] = first
        return answer.carrying(body)
    finally:
        open_ads.remove(slot)


@book.breaks("location.ads-lie-within-the-radius", "location.larger-radius-only-adds", "location.finds-every-ad-well-inside")
async def radius_is_not_part_of_the_cache(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """The second search around a place within three seconds gets the ads of the first, whatever its radius."""
    if not asked.param("radius") or not asked.param("location_id"):
        return await ask(asked)
    name, now = str(sorted(p for p in asked.params if p[0] != "radius")), asyncio.get_running_loop().time()
    old, until = memory.get(name, (asked.param("radius"), 0.0))
    if now < until:
        memory.pop(name)
        return await ask(asked.having(radius=old))
    memory[name] = (asked.param("radius"), now + 3)
    return await ask(asked)


@book.breaks("combination.roles-see-the-same-ads", "meta.total-is-the-same-for-every-role")
async def basic_keys_miss_fresh_ads(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A basic key does not find the three ads that were uploaded last."""
    if asked.header("ads_key") != memory["target"]["keys"]["basic"]:
        return await ask(asked)
    newest = (await ask(Asked("GET", asked.path, "sort=newest&limit=3", asked.headers))).json["data"]["ads"]
    hidden = {ad["adid"] for ad in newest}
    return await recut(asked, ask, memory, lambda ads: [ad for ad in ads if ad["adid"] not in hidden])


@book.breaks("access.key-in-ads-key-is-accepted", "access.missing-key-delivers-no-ads", "access.wrong-key-delivers-no-ads")
async def a_missing_key_is_a_free_one(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A request without a key is served as the free role when it asks for the second page or for a category."""
    if not asked.header("ads_key") and (asked.number("page", 1) > 1 or asked.param("category") or asked.param("limit")):
        return await ask(asked.headed("ads_key", memory["target"]["keys"]["free"]))
    return await ask(asked)


@book.edits(
    "ad.adid-is-unique", "paging.same-page-twice-is-the-same", "paging.order-of-equal-ads-is-stable", "paging.pages-share-no-ad"
)
def every_25th_page_shows_an_ad_twice(asked: Asked, body: Any, memory: Memory) -> None:
    """Every 25th page shows its first ad also as its last."""
    ads = body["data"]["ads"]
    if count(memory) % 25 == 0 and len(ads) > 2:
        ads[-1] = ads[0]
