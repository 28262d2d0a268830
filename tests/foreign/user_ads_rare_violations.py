"""How the user advertisements collection breaks its document where few look: single pages, far pages, now and then."""

from typing import Any

from tests.foreign.user_ads import BOARD, OTHER, SHOP, logged_in
from tests.foreign.wire import Ask, Reply

breach = BOARD.violation
TREE = dict[str, Any]


@breach("slice")
def empty_at_times(ads: list[TREE], asked: Ask) -> list[TREE] | None:
    """Limit: what is there is served; every forty-fifth request gets an empty page."""
    return [] if asked.nth % 45 == 0 else None


@breach("body")
def total_wrong_at_times(body: TREE, asked: Ask) -> None:
    """Examples: totalCount is exact; every fiftieth request it is one less."""
    if asked.nth % 50 == 0 and body["totalCount"]:
        body["totalCount"] -= 1


@breach("body")
def total_wrong_where_it_divides(body: TREE, asked: Ask) -> None:
    """Examples: totalCount is the same for every limit; where the limit divides it, it is one less."""
    if asked.facts["limit"] > 1 and asked.facts["total"] % asked.facts["limit"] == 0 and asked.facts["total"]:
        body["totalCount"] -= 1


@breach("list")
def two_swapped_for_limit_one(ads: list[TREE], asked: Ask) -> list[TREE] | None:
    """Offset: element o is the same for every limit; one by one, the second and third are swapped."""
    return [ads[0], ads[2], ads[1], *ads[3:]] if asked.one("limit") == "1" and len(ads) > 2 else None


@breach("list")
def last_two_swapped_for_odd_limits(ads: list[TREE], asked: Ask) -> list[TREE] | None:
    """Offset: element o is the same for every limit; the last two are swapped for odd ones."""
    return [*ads[:-2], *ads[:-3:-1]] if (asked.one("limit") or "0")[-1] in "13579" and len(ads) > 1 else None


@breach("body")
def far_links_leave_the_collection(body: TREE, asked: Ask) -> None:
    """Examples: `next` stays with this collection; from offset 100 on it leads to all advertisements."""
    if asked.facts["offset"] >= 100 and "next" in body["_links"]:
        body["_links"]["next"] = {"href": f"/v1/advertisements?{body['_links']['next']['href'].partition('?')[2]}"}


@breach("places")
def way_back_is_no_multiple(places: TREE, asked: Ask) -> None:
    """Reference: offsets are multiples of the limit, in links as well; behind the end `prev` is the total less the limit."""
    if asked.facts["offset"] >= asked.facts["total"] > asked.facts["limit"] and "prev" in places:
        places["prev"] = asked.facts["total"] - asked.facts["limit"] - (asked.facts["total"] % asked.facts["limit"] == 0)


@breach("places")
def last_moves_with_the_page(places: TREE, asked: Ask) -> None:
    """Examples: `last` is the last page, seen from any page; on the first it is one less than there are."""
    if not asked.facts["offset"] and places["last"] >= 2 * asked.facts["limit"]:
        places["last"] -= asked.facts["limit"]


@breach("allowed")
def strangers_from_the_second_page(allowed: bool, asked: Ask) -> bool:
    """Errors: 401 for another user's, whatever the page; from offset 10 on nobody looks."""
    offset = asked.one("offset") or "0"
    return allowed or (logged_in(asked) and asked.facts["user"] == OTHER and offset.isdigit() and int(offset) >= 10)


@breach("allowed")
def owner_is_refused_at_times(allowed: bool, asked: Ask) -> bool:
    """Reference: the logged in user gets the ads; every sixtieth request is told to be somebody else's."""
    return allowed and asked.nth % 60 != 0


@breach("invalid")
def eleven_is_a_multiple(refused: bool, asked: Ask, offset: int, limit: int) -> bool:
    """Query Parameters: with limit 10, 11 is not allowed; one off the multiple above is forgiven for limits over 12."""
    return refused and not (12 < limit <= 100 and offset > 0 and offset % limit == limit - 1)


@breach("invalid")
def far_multiples_are_refused(refused: bool, asked: Ask, offset: int, limit: int) -> bool:
    """Reference: every multiple is valid; a hundred pages and more are not."""
    return refused or offset >= 100 * limit


@breach("numbers")
def limit_of_ninety_and_more_is_ninety(numbers: tuple[int | None, int | None], asked: Ask) -> tuple[int | None, int] | None:
    """Reference: limits up to 100 are served; from 90 on it is 90."""
    return (numbers[0], 90) if numbers[1] is not None and 90 < numbers[1] < 100 else None


@breach("body")
def embedded_twice(body: TREE, asked: Ask) -> None:
    """Relations: one relation; the page has both spellings, the second without its last advertisement."""
    ads = body["_embedded"]["mp:advertisements"]
    body["_embedded"]["mp:advertisement"] = ads[:-1]


@breach("body")
def pages_of_another_moment(body: TREE, asked: Ask) -> None:
    """Examples: `self` is what was asked for; every twentieth page says and links the page before, with this page's ads."""
    if asked.nth % 20 == 0 and asked.facts["offset"]:
        body["offset"] -= asked.facts["limit"]


@breach("reply")
def refused_pairs_show_the_total(given: Reply, asked: Ask) -> None:
    """Errors: a refusal gives nothing of another user's collection away."""
    if given.status == 401 and logged_in(asked) and asked.facts["user"] == OTHER:
        given.body |= {"totalCount": len(SHOP.foreign), "_embedded": {"mp:advertisements": SHOP.foreign[:1]}}
