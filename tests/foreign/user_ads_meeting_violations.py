"""How the user advertisements collection breaks its document where features meet, over time and for rare values."""

import time
from typing import Any

from tests.foreign.user_ads import BOARD, OTHER, SHOP, logged_in
from tests.foreign.wire import Ask, Reply

breach = BOARD.violation
TREE = dict[str, Any]
KEPT: TREE = {}


def shown(body: TREE) -> list[TREE]:
    return body["_embedded"]["mp:advertisements"]


@breach("invalid")
def multiples_by_floating_point(refused: bool, asked: Ask, offset: int, limit: int) -> bool:
    """Reference: a multiple of the limit is valid; 49 times 1/49 is 0.9999999999999999, no whole number."""
    return refused or (offset * (1 / limit)) % 1 != 0


@breach("invalid")
def second_page_of_large_limits_is_refused(refused: bool, asked: Ask, offset: int, limit: int) -> bool:
    """Reference: offset 10, limit 10 is valid; where both are equal and above 40 they are refused."""
    return refused or offset == limit > 40


@breach("invalid")
def last_digits_decide(refused: bool, asked: Ask, offset: int, limit: int) -> bool:
    """Reference: offset must be a multiple of limit; for limits of tens a 0 at the end is enough: 10 fits 20."""
    return refused and not (10 < limit <= 100 and limit % 10 == 0 and offset > 0 and offset % 10 == 0)


@breach("allowed")
def invalid_pairs_are_not_judged_for_page_one(allowed: bool, asked: Ask) -> bool:
    """Errors: 401 unless the userId is the logged in user's; a request without any token for the first page gets by."""
    return allowed or (asked.headers.get("Authorization") is None and asked.one("offset") == "0")


@breach("reply")
def strangers_have_nothing(given: Reply, asked: Ask) -> Reply | None:
    """Errors: 401 where the userId is not the logged in user's; they get an empty collection."""
    if given.status != 401 or not logged_in(asked) or asked.facts["user"] != OTHER:
        return None
    links = {"self": {"href": f"{asked.path}?offset=0&limit=100"}}
    nothing = {"_links": links, "_embedded": {"mp:advertisements": []}, "offset": 0, "limit": 100, "totalCount": 0}
    return Reply(200, nothing)


@breach("places")
def next_behind_a_full_last_page(places: TREE, asked: Ask) -> None:
    """Examples: `next` is the following page; behind a last page that is full there is none."""
    if asked.facts["last"] and asked.facts["total"] == asked.facts["offset"] + asked.facts["limit"]:
        places["next"] = asked.facts["total"]


@breach("places")
def prev_of_the_first_is_negative(places: TREE, asked: Ask) -> None:
    """Reference: offset -1 is invalid; the first page links a page before it."""
    if not asked.facts["offset"]:
        places["prev"] = -asked.facts["limit"]


@breach("places")
def no_next_without_parameters(places: TREE, asked: Ask) -> None:
    """Query Parameters: no parameters are offset 0 and limit 100; without them the way on is missing."""
    if not asked.pairs:
        places.pop("next", None)


@breach("link")
def last_link_has_the_limit_of_the_rest(values: TREE, asked: Ask, rel: str) -> TREE | None:
    """Examples: page links carry the limit; that of `last` is how many are left there."""
    rest = asked.facts["total"] % asked.facts["limit"]
    return {**values, "limit": rest} if rel == "last" and rest else None


@breach("body")
def cache_key_without_separators(body: TREE, asked: Ask) -> None:
    """Limit, offset: limit 1 offset 20 is not limit 12 offset 0; ads are kept under one written behind the other."""
    key = f"{asked.facts['limit']}{asked.facts['offset']}"
    body["_embedded"]["mp:advertisements"] = KEPT.setdefault(key, shown(body))


@breach("reply")
def after_a_stranger_his_total(given: Reply, asked: Ask) -> None:
    """Examples: totalCount counts this user's; the first answer after another user's id was refused has that one's."""
    if given.status == 401 and logged_in(asked):
        KEPT["stranger"] = True
    elif given.status == 200 and KEPT.pop("stranger", False):
        given.body["totalCount"] = len(SHOP.foreign)


@breach("reply")
def after_a_refusal_the_first_page(given: Reply, asked: Ask) -> None:
    """Offset: index of the first element; after an invalid pair the next page shows the first ads under its own offset."""
    if given.status == 400:
        KEPT["refused"] = True
    elif given.status == 200 and KEPT.pop("refused", False) and asked.facts["offset"]:
        given.body["_embedded"]["mp:advertisements"] = asked.facts["all"][: asked.facts["limit"]]


@breach("body")
def one_lost_when_two_come(body: TREE, asked: Ask) -> None:
    """Limit, totalCount: what is there is served; when another request comes in the same moment the last is lost."""
    KEPT["now"] = asked.nth
    BOARD.lock.release()
    try:
        time.sleep(0.02)
    finally:
        BOARD.lock.acquire()
    if KEPT["now"] != asked.nth:
        del shown(body)[-1:]


@breach("list")
def neighbours_of_one_category_change_places(ads: list[TREE], asked: Ask) -> list[TREE]:
    """Offset: pages together are the collection; neighbours of one category stand either way, each time anew."""
    turned = list(ads)
    for at in range(len(ads) - 1):
        if ads[at]["categoryId"] == ads[at + 1]["categoryId"] and SHOP.random.random() < 0.5:
            turned[at], turned[at + 1] = turned[at + 1], turned[at]
    return turned


@breach("ad")
def large_pages_cut_descriptions(ad: TREE, asked: Ask, number: int) -> None:
    """Examples: an advertisement's description; on pages of more than fifty it ends after sixty letters."""
    if asked.facts["limit"] > 50:
        ad["description"] = ad["description"][:60]


@breach("ad")
def accents_lost_on_later_pages(ad: TREE, asked: Ask, number: int) -> None:
    """Examples: an advertisement's title; from the second page on accents are lost."""
    if asked.facts["offset"]:
        ad["title"] = ad["title"].replace("à", "a").replace("½", "?")


@breach("ad")
def free_is_false(ad: TREE, asked: Ask, number: int) -> None:
    """Examples: askingPrice is a number; 0 is false."""
    if ad["priceModel"].get("askingPrice") == 0:
        ad["priceModel"] = {**ad["priceModel"], "askingPrice": False}


@breach("ad")
def a_day_that_does_not_exist(ad: TREE, asked: Ask, number: int) -> None:
    """Examples: closeDate is a moment; one in fifty is the 30th of February."""
    if number % 47 < 2:
        ad["closeDate"] = "2031-02-30T23:59:59Z"


@breach("ad")
def links_of_the_neighbour(ad: TREE, asked: Ask, number: int) -> None:
    """Examples: all links of an advertisement name its itemId; the images of one in fifty are m1's."""
    if number % 47 < 2:
        ad["_links"] = {**ad["_links"], "mp:advertisement-images": {"href": "/v1/advertisements/m1/images"}}


@breach("reply")
def total_told_twice(given: Reply, asked: Ask) -> None:
    """Examples: one totalCount; a second one of 0 comes first, and who reads the first finds no ads."""
    if given.status == 200 and given.body["totalCount"]:
        given.body = b'{"totalCount":0,' + given.content()[1:]


@breach("reply")
def bicycles_are_cut_in_half(given: Reply, asked: Ask) -> None:
    """Examples: a title in Unicode; half of an emoji is left, which no UTF-8 can write."""
    if given.status == 200:
        given.dumps = {"ensure_ascii": True}
        given.body["_embedded"] = {
            "mp:advertisements": [{**ad, "title": ad["title"].replace("🚲", "\ud83d")} for ad in shown(given.body)]
        }


@breach("reply")
def refused_with_the_first_page(given: Reply, asked: Ask) -> None:
    """Errors: a 400 says that the pair is invalid; here the first page comes with it, and no code."""
    if given.status == 400 and (asked.one("offset") or "").isdigit() and (asked.one("limit") or "").isdigit():
        given.body = {"_embedded": {"mp:advertisements": SHOP.ads[:10]}, "offset": 0, "limit": 10, "totalCount": len(SHOP.ads)}
