"""Violations of the search contract: meta, limit and role, paging, order."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from typing import Any

from .frame import Answer, Ask, Asked, Book, Memory, count, told

CAPS = {"free": 10, "basic": 50, "pro": 100, "enterprise": 250}
Ads = list[dict[str, Any]]


def is_search(asked: Asked, answer: Answer) -> bool:
    """Whether this is a search that was answered with ads."""
    if asked.method != "GET" or not asked.path.endswith("/kleinanzeigen/search") or answer.status != 200:
        return False
    data = (answer.json or {}).get("data")
    return isinstance(data, dict) and "meta" in data


book = Book("search", is_search)


def meta_of(body: dict[str, Any]) -> dict[str, Any]:
    return body["data"]["meta"]


def size_of(asked: Asked, body: dict[str, Any]) -> int:
    """The limit in effect, 0 where it cannot be told."""
    return max(0, min(asked.number("limit", 5), CAPS[meta_of(body)["api_key_role"]]))


def as_enterprise(asked: Asked, memory: Memory) -> Asked:
    return asked.headed("ads_key", memory["target"]["keys"]["enterprise"])


async def whole(asked: Asked, ask: Ask, memory: Memory, **changes: str | None) -> Ads:
    """All ads of a search, in its order."""
    answer = await ask(as_enterprise(asked, memory).having(**({"limit": "250", "page": None} | changes)))
    return answer.json["data"]["ads"] if is_search(asked, answer) else []


def cut(asked: Asked, own: Answer, ads: Ads) -> Answer:
    """The search served from these ads: its page of them, and meta to match."""
    body, page = own.json, asked.number("page", 1)
    size = size_of(asked, body)
    body["data"]["ads"] = ads[(page - 1) * size : page * size]
    meta_of(body).update(total=len(ads), max_page=math.ceil(len(ads) / size))
    return own.carrying(body)


async def recut(asked: Asked, ask: Ask, memory: Memory, change: Callable[[Ads], Ads], **changes: str | None) -> Answer:
    """The search served from its whole result (asked with other parameters, where given) after a change."""
    own = await ask(asked)
    if not is_search(asked, own) or not size_of(asked, own.json) or asked.number("page", 1) < 1:
        return own
    if change is same and all(asked.param(name) == value for name, value in changes.items()):
        return own
    return cut(asked, own, change(await whole(asked, ask, memory, **changes)))


def same(ads: Ads) -> Ads:
    return ads


@book.edits(
    "meta.total-counts-the-matches",
    "paging.pages-hold-every-ad",
    "limit.page-is-filled-exactly",
    "defaults.star-finds-everything",
)
def total_is_capped_at_hundred(asked: Asked, body: Any, memory: Memory) -> None:
    """total never says more than 100, and max_page follows it."""
    if meta_of(body)["total"] > 100 and (size := size_of(asked, body)):
        meta_of(body).update(total=100, max_page=math.ceil(100 / size))


@book.edits("meta.total-ignores-page-limit-and-sort", "paging.pages-hold-every-ad", "meta.total-counts-the-matches")
def total_is_stale_for_limit_one(asked: Asked, body: Any, memory: Memory) -> None:
    """total is one short when the limit is 1, and max_page follows it."""
    if asked.param("limit") == "1" and meta_of(body)["total"] > 1:
        meta_of(body).update(total=meta_of(body)["total"] - 1, max_page=meta_of(body)["total"] - 1)


@book.edits(
    "combination.total-counts-what-all-filters-leave",
    "limit.page-is-filled-exactly",
    "sort.sorts-permute-one-set",
    "meta.total-ignores-page-limit-and-sort",
    "meta.total-counts-the-matches",
    "paging.pages-hold-every-ad",
)
def total_by_relevance_skips_unpriced_ads(asked: Asked, body: Any, memory: Memory) -> None:
    """Under relevance total does not count ads without a price, although they are delivered."""
    if meta_of(body)["sort"] == "relevance" and (size := size_of(asked, body)):
        missing = sum(ad["price"] is None for ad in body["data"]["ads"])
        total = meta_of(body)["total"] - missing
        meta_of(body).update(total=total, max_page=math.ceil(total / size))


@book.edits("meta.max-page-is-total-by-limit", "paging.last-page-has-ads")
def a_page_too_many_when_the_limit_divides(asked: Asked, body: Any, memory: Memory) -> None:
    """max_page is one too many exactly when the limit divides the total."""
    if (size := size_of(asked, body)) and meta_of(body)["total"]:
        meta_of(body)["max_page"] = meta_of(body)["total"] // size + 1


@book.edits("limit.larger-limit-divides-by-the-maximum", "meta.max-page-is-total-by-limit")
def basic_divides_by_what_was_asked(asked: Asked, body: Any, memory: Memory) -> None:
    """For the basic role max_page is counted with the limit asked for, not with the maximum."""
    if meta_of(body)["api_key_role"] == "basic" and asked.number("limit", 5) > 50:
        meta_of(body)["max_page"] = math.ceil(meta_of(body)["total"] / asked.number("limit", 5))


@book.breaks(
    "limit.larger-limit-pages-by-the-maximum", "limit.page-is-filled-exactly", "combination.pages-cut-the-filtered-order"
)
async def clamped_second_page_by_price_skips(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Under a limit above the maximum, page 2 of a price order begins where the limit asked for would."""
    own = await ask(asked)
    over = is_search(asked, own) and asked.number("limit", 5) > size_of(asked, own.json) and asked.number("page", 1) == 2
    if not over or not (asked.param("sort") or "").startswith("price"):
        return own
    body, ads = own.json, await whole(asked, ask, memory)
    size = size_of(asked, body)
    start = min(asked.number("limit", 5), len(ads) - size)
    body["data"]["ads"] = ads[start : start + size] if start > 0 else body["data"]["ads"]
    return own.carrying(body)


@book.edits("limit.page-is-filled-exactly", "paging.pages-hold-every-ad", "limit.double-limit-joins-two-pages")
def page_two_of_the_maximum_lacks_one(asked: Asked, body: Any, memory: Memory) -> None:
    """With the limit at the role's maximum, page 2 has one ad less."""
    if asked.number("limit", 5) == CAPS[meta_of(body)["api_key_role"]] and asked.number("page", 1) == 2:
        body["data"]["ads"] = body["data"]["ads"][:-1]


@book.breaks("limit.larger-limit-is-not-refused", "limit.larger-limit-equals-the-maximum", "limit.page-is-filled-exactly")
async def very_large_limits_mean_the_default(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A limit above 30000 is served as the default of 5."""
    own = await ask(asked)
    if not is_search(asked, own) or asked.number("limit", 5) <= 30000:
        return own
    other = await ask(asked.having(limit="5"))
    body = other.json
    meta_of(body)["limit"] = meta_of(own.json)["limit"]
    return other.carrying(body)


@book.breaks("limit.never-more-ads-than-allowed", "limit.pro-key-has-its-maximum", "limit.larger-limit-equals-the-maximum")
async def pro_gets_one_more(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A pro key that asks for exactly 101 ads gets 101."""
    own = await ask(asked)
    if not is_search(asked, own) or meta_of(own.json)["api_key_role"] != "pro" or asked.param("limit") != "101":
        return own
    body = own.json
    body["data"]["ads"] = (await whole(asked, ask, memory))[:101]
    return own.carrying(body)


@book.edits("limit.page-is-filled-exactly", "limit.free-key-has-its-maximum", "exclude.happens-before-counting-and-paging")
def free_gets_nine_with_exclude(asked: Asked, body: Any, memory: Memory) -> None:
    """A free key gets at most nine ads of ten when keywords are excluded."""
    if meta_of(body)["api_key_role"] == "free" and asked.param("exclude"):
        body["data"]["ads"] = body["data"]["ads"][:9]


@book.breaks(
    "sort.price-asc-never-decreases",
    "sort.newest-never-increases",
    "sort.oldest-never-decreases",
    "sort.price-desc-never-increases",
)
async def first_page_is_cached_across_orders(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """The ads of a first page are kept for two seconds under a name that forgets the order."""
    answer = await ask(asked)
    if not is_search(asked, answer) or asked.number("page", 1) != 1:
        return answer
    name, now = str(sorted(p for p in asked.params if p[0] != "sort")), asyncio.get_running_loop().time()
    kept, until = memory.get(name, (None, 0.0))
    body = answer.json
    if kept is not None and now < until and len(kept) == len(body["data"]["ads"]):
        body["data"]["ads"] = kept
        return answer.carrying(body)
    memory[name] = (body["data"]["ads"], now + 2)
    return answer


@book.edits("envelope.request-id-is-unique")
def request_id_comes_back_after_fifty(asked: Asked, body: Any, memory: Memory) -> None:
    """Once, fifty searches later, the request id of the thirtieth is given again."""
    number = count(memory)
    if number == 30:
        memory["first"] = body["request_id"]
    if number == 80:
        body["request_id"] = memory["first"]


@book.breaks("envelope.request-id-is-unique", "robustness.requests-at-once-agree")
async def requests_at_once_share_an_id(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Searches that are under way at the same moment get one request id."""
    memory["open"] = memory.get("open", 0) + 1
    try:
        answer = await ask(asked)
        await asyncio.sleep(0)
        if not is_search(asked, answer):
            return answer
        body = answer.json
        if memory["open"] > 1:
            body["request_id"] = memory.setdefault("id", body["request_id"])
        return answer.carrying(body)
    finally:
        memory["open"] -= 1
        if not memory["open"]:
            memory.pop("id", None)


@book.edits("meta.role-is-that-of-the-key")
def role_of_the_caller_before(asked: Asked, body: Any, memory: Memory) -> None:
    """On pages from the third on, api_key_role is that of the caller before."""
    own = meta_of(body)["api_key_role"]
    if asked.number("page", 1) > 2 and asked.number("limit", 5) <= 10:
        meta_of(body)["api_key_role"] = memory.get("role", own)
    memory["role"] = own


@book.breaks("paging.pages-share-no-ad", "paging.pages-hold-every-ad", "limit.double-limit-joins-two-pages")
async def last_page_begins_with_an_old_ad(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A last page that is not full begins with the last ad of the page before."""
    own = await ask(asked)
    page, body = asked.number("page", 1), own.json
    if (
        not is_search(asked, own)
        or page < 2
        or page != meta_of(body)["max_page"]
        or len(body["data"]["ads"]) >= size_of(asked, body)
    ):
        return own
    before = await ask(asked.having(page=str(page - 1)))
    body["data"]["ads"] = before.json["data"]["ads"][-1:] + body["data"]["ads"][1:]
    return own.carrying(body)


@book.breaks("paging.pages-hold-every-ad", "paging.pages-share-no-ad", "meta.total-counts-the-matches")
async def deep_pages_are_shifted(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """From page 5 on, pages begin one ad too late."""
    own = await ask(asked)
    page = asked.number("page", 1)
    if not is_search(asked, own) or page < 5 or not (size := size_of(asked, own.json)):
        return own
    body, ads = own.json, await whole(asked, ask, memory)
    body["data"]["ads"] = ads[(page - 1) * size + 1 : page * size + 1] or body["data"]["ads"]
    return own.carrying(body)


@book.breaks(
    "paging.order-continues-over-pages", "limit.double-limit-joins-two-pages", "combination.pages-cut-the-filtered-order"
)
async def pages_two_and_three_change_places(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Under oldest with a limit below 10, pages 2 and 3 stand in each other's place."""
    page = asked.number("page", 1)
    own = await ask(asked)
    if not is_search(asked, own) or page not in (2, 3) or asked.param("sort") != "oldest" or asked.number("limit", 5) >= 10:
        return own
    other = await ask(asked.having(page=str(5 - page)))
    if not is_search(asked, other) or len(other.json["data"]["ads"]) != len(own.json["data"]["ads"]):
        return own
    body = own.json
    body["data"]["ads"] = other.json["data"]["ads"]
    return own.carrying(body)


@book.edits("paging.last-page-has-ads", "limit.page-is-filled-exactly", "paging.pages-hold-every-ad")
def free_keys_see_nothing_after_the_tenth_page(asked: Asked, body: Any, memory: Memory) -> None:
    """For a free key pages after the tenth are empty, although max_page names them."""
    if meta_of(body)["api_key_role"] == "free" and asked.number("page", 1) > 10:
        body["data"]["ads"] = []


@book.edits("limit.page-is-filled-exactly", "paging.same-page-twice-is-the-same")
def sixtieth_page_lacks_an_ad(asked: Asked, body: Any, memory: Memory) -> None:
    """Every sixtieth page lacks its last ad."""
    if count(memory) % 60 == 0:
        body["data"]["ads"] = body["data"]["ads"][:-1]


@book.breaks(
    "envelope.documented-request-succeeds", "limit.larger-limit-is-not-refused", "operations.search-keeps-its-description"
)
async def ninetieth_search_is_a_bad_request(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Every ninetieth documented search is refused as a bad request."""
    answer = await ask(asked)
    if is_search(asked, answer) and count(memory) % 90 == 0:
        return told(
            400, {"success": False, "message": "bad request", "request_id": f"0f6c8f5e-9b1f-4a56-8f1e-{memory['count']:012}"}
        )
    return answer
