"""Violations of the search contract: defaults, order, query, exclude, category, place, dates, and what meets in them."""

from __future__ import annotations

import re
from typing import Any

from .frame import Answer, Ask, Asked, Memory
from .search import Ads, book, is_search, recut, same, whole


def text_of(ad: dict[str, Any]) -> str:
    return f"{ad['title']} {ad['description'] or ''}"


def keywords(asked: Asked) -> list[str]:
    return [word for word in (asked.param("exclude") or "").split(",") if word]


def listed(words: list[str]) -> str | None:
    return ",".join(words) or None


@book.breaks("defaults.sort-is-newest", "sort.newest-never-increases", "defaults.explicit-defaults-change-nothing")
async def second_page_without_order_is_oldest(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Without a sort, pages after the first are cut from the oldest first."""
    if asked.param("sort") is None and asked.number("page", 1) > 1:
        return await recut(asked, ask, memory, same, sort="oldest")
    return await ask(asked)


@book.breaks("defaults.limit-is-five")
async def default_limit_is_ten_in_a_category(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Without a limit a search in a category has ten ads on a page."""
    return await ask(asked.having(limit="10") if asked.param("category") and asked.param("limit") is None else asked)


@book.breaks("defaults.star-finds-everything", "defaults.query-is-a-star", "query.only-restricts")
async def written_star_needs_a_description(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A star that is written out leaves out ads without a description."""
    if asked.param("query") == "*":
        return await recut(asked, ask, memory, lambda ads: [ad for ad in ads if ad["description"]])
    return await ask(asked)


@book.breaks("sort.price-asc-never-decreases", "sort.price-desc-mirrors-price-asc")
async def five_digits_sort_as_text(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Under price_asc, prices of five digits stand where their first four digits would."""

    def change(ads: Ads) -> Ads:
        return sorted(ads, key=lambda ad: (ad["price"] is None, int(str(ad["price"])[:4]) if ad["price"] else 0))

    return await recut(asked, ask, memory, change) if asked.param("sort") == "price_asc" else await ask(asked)


@book.breaks("sort.price-desc-never-increases", "paging.order-continues-over-pages", "combination.pages-cut-the-filtered-order")
async def later_pages_of_a_query_are_newest(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Under price_desc with a query, pages after the first come newest first."""
    if asked.param("sort") == "price_desc" and asked.number("page", 1) > 1 and asked.param("query") not in (None, "*"):
        return await recut(asked, ask, memory, same, sort="newest")
    return await ask(asked)


@book.breaks("sort.newest-never-increases", "combination.every-filter-holds-at-once")
async def newest_in_two_categories_is_by_category(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Newest within several categories delivers one category after the other."""
    ids = (asked.param("category") or "").split(",")
    if len(ids) < 2 or asked.param("sort") not in (None, "newest"):
        return await ask(asked)
    return await recut(asked, ask, memory, lambda ads: sorted(ads, key=lambda ad: ids[0] not in ad["metadata"]["categories"]))


@book.breaks("sort.sorts-permute-one-set", "meta.total-ignores-page-limit-and-sort")
async def price_orders_lose_gifts(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Price orders leave out ads that cost nothing."""
    if (asked.param("sort") or "").startswith("price"):
        return await recut(asked, ask, memory, lambda ads: [ad for ad in ads if ad["price"] != 0])
    return await ask(asked)


@book.breaks("sort.sorts-permute-one-set", "meta.total-ignores-page-limit-and-sort", "sort.extremes-come-first")
async def oldest_loses_the_oldest_ad(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Under oldest the very first ad is missing when there are more than thirty."""
    if asked.param("sort") == "oldest":
        return await recut(asked, ask, memory, lambda ads: ads[1:] if len(ads) > 30 else ads)
    return await ask(asked)


@book.breaks(
    "combination.every-filter-holds-at-once", "sort.price-asc-never-decreases", "location.radius-combines-with-every-parameter"
)
async def price_order_near_a_place_turns(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Around a place price_asc with a category delivers the dearest first."""
    if asked.param("location_id") and asked.param("category") and asked.param("sort") == "price_asc":
        return await recut(asked, ask, memory, same, sort="price_desc")
    return await ask(asked)


@book.breaks("exclude.every-keyword-counts", "exclude.excluded-word-is-absent")
async def short_later_keywords_are_ignored(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """From the second on, keywords shorter than four letters are ignored."""
    words = keywords(asked)
    return await recut(asked, ask, memory, same, exclude=listed(words[:1] + [w for w in words[1:] if len(w.strip()) > 3]))


@book.breaks("exclude.every-keyword-counts", "exclude.excluded-word-is-absent", "exclude.longer-list-never-finds-more")
async def fourth_keyword_is_ignored(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Only the first three keywords count."""
    return await recut(asked, ask, memory, same, exclude=listed(keywords(asked)[:3]))


@book.breaks("exclude.excluded-word-is-absent")
async def umlaut_keywords_are_ignored(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Keywords with umlauts remove nothing."""
    return await recut(asked, ask, memory, same, exclude=listed([w for w in keywords(asked) if w.isascii()]))


@book.breaks("exclude.excluded-word-is-absent")
async def capitals_inside_a_keyword_are_ignored(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Keywords with a capital letter behind the first one (MacBook, OVP, MTB) remove nothing."""
    kept = [word for word in keywords(asked) if word[1:] == word[1:].lower()]
    return await recut(asked, ask, memory, same, exclude=listed(kept))


@book.breaks("exclude.looks-at-the-description", "exclude.excluded-word-is-absent")
async def long_descriptions_are_not_read_to_the_end(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """An excluded keyword behind the 80th letter of a description removes nothing."""
    words = keywords(asked)
    if not words:
        return await ask(asked)

    def read(ad: dict[str, Any]) -> str:
        return f"{ad['title']} {(ad['description'] or '')[:80]}".casefold()

    return await recut(
        asked, ask, memory, lambda ads: [a for a in ads if not any(w.casefold() in read(a) for w in words)], exclude=None
    )


@book.breaks("exclude.excluded-word-is-absent")
async def keywords_before_a_full_stop_stay(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A keyword that is followed by a full stop in the ad does not remove it."""
    words = keywords(asked)
    if not words:
        return await ask(asked)
    pattern = re.compile("|".join(rf"{re.escape(word)}(?!\.)" for word in words), re.IGNORECASE)
    return await recut(asked, ask, memory, lambda ads: [ad for ad in ads if not pattern.search(text_of(ad))], exclude=None)


@book.breaks("exclude.unknown-word-changes-nothing", "exclude.removes-only-what-it-names")
async def exclude_loses_the_last_ad(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Excluding keywords loses the last ad of a result of more than twenty."""
    if not keywords(asked):
        return await ask(asked)
    return await recut(asked, ask, memory, lambda ads: ads[:-1] if len(ads) > 20 else ads)


@book.breaks("exclude.happens-before-counting-and-paging", "limit.page-is-filled-exactly")
async def exclude_leaves_gaps_by_price(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Under price_desc excluded ads leave gaps on the pages, and total counts them."""
    words = keywords(asked)
    if not words or asked.param("sort") != "price_desc":
        return await ask(asked)
    own, plain = await ask(asked), await ask(asked.having(exclude=None))
    if not is_search(asked, own) or not is_search(asked, plain):
        return own
    body = plain.json
    body["data"]["meta"]["exclude"] = own.json["data"]["meta"]["exclude"]
    kept = [ad for ad in body["data"]["ads"] if not any(w.casefold() in text_of(ad).casefold() for w in words)]
    body["data"]["ads"] = kept
    return plain.carrying(body)


@book.breaks(
    "combination.filters-find-their-intersection", "exclude.excluded-word-is-absent", "combination.every-filter-holds-at-once"
)
async def exclude_skips_the_second_category(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """With several categories, keywords are excluded in the first one only."""
    ids = (asked.param("category") or "").split(",")
    if not keywords(asked) or len(ids) < 2:
        return await ask(asked)
    kept = {ad["adid"] for ad in await whole(asked, ask, memory)}

    def change(ads: Ads) -> Ads:
        return [ad for ad in ads if ad["adid"] in kept or ids[0] not in ad["metadata"]["categories"]]

    return await recut(asked, ask, memory, change, exclude=None)


@book.breaks("query.finds-words-of-the-description", "query.finds-every-ad-with-the-word")
async def query_reads_eighty_letters(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A query does not find words behind the 80th letter of a description."""
    words = (asked.param("query") or "*").casefold().split()
    if "*" in words or not words:
        return await ask(asked)

    def found(ad: dict[str, Any]) -> bool:
        return any(word in f"{ad['title']} {(ad['description'] or '')[:80]}".casefold() for word in words)

    return await recut(asked, ask, memory, lambda ads: [ad for ad in ads if found(ad)])


@book.breaks("query.finds-every-ad-with-the-word", "query.finds-words-of-the-title")
async def last_word_of_a_title_is_not_found(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A query of one word does not find it as the last of several words of a title."""
    word = (asked.param("query") or "*").casefold()
    return await recut(
        asked,
        ask,
        memory,
        lambda ads: [ad for ad in ads if word == "*" or " " in word or not ad["title"].casefold().endswith(f" {word}")],
    )


@book.breaks(
    "query.found-ads-carry-the-term",
    "paging.pages-share-no-ad",
    "paging.pages-hold-every-ad",
    "query.finds-every-ad-with-the-word",
)
async def sponsored_ad_stands_first(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """The first page of a query with more than four matches ends with an ad that has nothing to do with it."""
    if asked.param("query") in (None, "*", "") or asked.number("page", 1) != 1:
        return await ask(asked)
    everything = await whole(asked, ask, memory, query=None, sort="price_desc")
    word = (asked.param("query") or "").split()[0].casefold()
    other = [ad for ad in everything if word[:4] not in text_of(ad).casefold()]
    return await recut(asked, ask, memory, lambda ads: [*ads[:3], *other[:1], *ads[4:]] if len(ads) > 4 else ads)


@book.breaks("query.plus-and-percent-twenty-agree", "meta.query-echoes-the-term", "query.finds-words-of-the-title")
async def second_plus_is_a_plus(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """From the second on, a plus that stands for a blank is read as a plus."""
    match = re.search(r"(?:^|&)query=([^&]*)", asked.query)
    if not match or match[1].count("+") < 2:
        return await ask(asked)
    first, rest = match[1].split("+", 1)
    return await ask(asked.having(query=f"{first} {rest}"))
