"""How the user advertisements collection breaks its document: each docstring names the rule and where it stands."""

from typing import Any

from tests.foreign.user_ads import BOARD, OTHER, SHOP, logged_in
from tests.foreign.wire import Ask, Reply

breach = BOARD.violation
TREE = dict[str, Any]
Numbers = tuple[int | None, int | None]


def shown(body: TREE) -> list[TREE]:
    return body["_embedded"]["mp:advertisements"]


@breach("numbers")
def fifty_when_only_offset_is_given(numbers: Numbers, asked: Ask) -> Numbers | None:
    """Query Parameters: the default limit is 100, also when only an offset is given."""
    return (numbers[0], 50) if asked.one("offset") is not None and asked.one("limit") is None else None


@breach("numbers")
def default_is_ninety_nine(numbers: Numbers, asked: Ask) -> Numbers | None:
    """Query Parameters: limit defaults to 100."""
    return (numbers[0], 99) if asked.one("limit") is None else None


@breach("slice")
def only_limit_skips_one(ads: list[TREE], asked: Ask) -> list[TREE] | None:
    """Query Parameters: offset defaults to 0, the first element."""
    return asked.facts["all"][1 : 1 + asked.facts["limit"]] if asked.one("offset") is None and asked.one("limit") else None


@breach("numbers")
def offset_before_limit_only(numbers: Numbers, asked: Ask) -> Numbers | None:
    """Examples: the request names limit first; the order of parameters must not matter."""
    names = [name for name, _ in asked.pairs]
    return (0, numbers[1]) if names[:2] == ["limit", "offset"] else None


@breach("body")
def limit_is_what_came(body: TREE, asked: Ask) -> None:
    """Limit: the maximum number of elements asked for, not the number on a last, partial page."""
    if asked.facts["last"]:
        body["limit"] = len(shown(body))


@breach("body")
def offset_is_page_number_from_ten_on(body: TREE, asked: Ask) -> None:
    """Offset: the index of the first element; here the number of the page from the tenth page on."""
    if asked.facts["offset"] >= 10 * asked.facts["limit"]:
        body["offset"] = asked.facts["offset"] // asked.facts["limit"]


@breach("invalid")
def halves_are_multiples(refused: bool, asked: Ask, offset: int, limit: int) -> bool:
    """Reference: offset must be a multiple of limit; here half of an even limit above 20 will do."""
    return refused and not (20 < limit <= 100 and limit % 2 == 0 and offset > 0 and offset % (limit // 2) == 0)


@breach("invalid")
def large_limits_are_not_checked(refused: bool, asked: Ask, offset: int, limit: int) -> bool:
    """Reference: offset must be a multiple of limit, also for limits from 50 on."""
    return refused and not (50 <= limit <= 100 and offset >= 0)


@breach("invalid")
def far_offsets_are_not_checked(refused: bool, asked: Ask, offset: int, limit: int) -> bool:
    """Reference: offset must be a multiple of limit, also behind the end."""
    return refused and not (1 <= limit <= 100 and offset > len(SHOP.ads))


@breach("invalid")
def behind_the_end_is_invalid(refused: bool, asked: Ask, offset: int, limit: int) -> bool:
    """Reference: offset 100, limit 10 is valid, whatever the collection holds."""
    return refused or offset > len(SHOP.ads)


@breach("invalid")
def hundred_is_too_much(refused: bool, asked: Ask, offset: int, limit: int) -> bool:
    """Reference: the limit cannot be greater than 100; 100 itself can be given."""
    return refused or asked.one("limit") == "100"


@breach("invalid")
def one_more_than_hundred(refused: bool, asked: Ask, offset: int, limit: int) -> bool:
    """Reference: the limit cannot be greater than 100; 101 is served as asked."""
    return refused and not (limit == 101 and offset % 101 == 0 and offset >= 0)


@breach("invalid")
def two_hundred_in_one(refused: bool, asked: Ask, offset: int, limit: int) -> bool:
    """Reference: the limit cannot be greater than 100; from 200 on everything is served."""
    return refused and not (limit >= 200 and offset == 0)


@breach("invalid")
def default_limit_is_not_judged(refused: bool, asked: Ask, offset: int, limit: int) -> bool:
    """Query Parameters: an offset alone meets the default limit 100, so 50 does not match."""
    return refused and not (asked.one("limit") is None and offset > 0 and offset % 10 == 0)


@breach("invalid")
def twelve_and_six(refused: bool, asked: Ask, offset: int, limit: int) -> bool:
    """Reference: offset 12, limit 6 is valid; here offset and limit must both end in 0 once the offset is above 10."""
    return refused or (offset > 10 and limit > 1 and offset % 10 == 2)


@breach("refusal")
def negative_has_its_own_code(body: TREE, asked: Ask) -> None:
    """Errors: pagination-invalid is the code for offset -1, limit 10."""
    if body["code"] == "pagination-invalid" and "-" in (asked.one("offset") or ""):
        body["code"] = "offset-negative"


@breach("reply")
def unprocessable_for_small_limits(given: Reply, asked: Ask) -> None:
    """Errors: pagination-invalid comes with 400; here with 422 where the limit is below 10."""
    if given.status == 400 and (asked.one("limit") or "").isdigit() and int(asked.one("limit") or 0) < 10:
        given.status = 422


@breach("reply")
def forbidden_instead(given: Reply, asked: Ask) -> None:
    """Errors: 401 unauthorized for a user who is not logged in; here 403 with the same code."""
    if given.status == 401 and logged_in(asked):
        given.status = 403


@breach("refusal")
def stranger_code_differs(body: TREE, asked: Ask) -> None:
    """Errors: the code is unauthorized."""
    if body["code"] == "unauthorized" and logged_in(asked):
        body["code"] = "user-mismatch"


@breach("allowed")
def strangers_paged(allowed: bool, asked: Ask) -> bool:
    """Reference: works for the logged in user only; here with explicit paging another user's are served."""
    return allowed or (logged_in(asked) and asked.facts["user"] == OTHER and asked.one("limit") is not None)


@breach("allowed")
def strangers_at_times(allowed: bool, asked: Ask) -> bool:
    """Errors: 401 when the userId is not the logged in user's; every third request forgets to look."""
    return allowed or (logged_in(asked) and asked.facts["user"] == OTHER and asked.nth % 3 == 0)


@breach("allowed")
def unknown_users_are_served(allowed: bool, asked: Ask) -> bool:
    """Errors: 401 for every userId that is not the logged in user's, existing or not."""
    return allowed or (logged_in(asked) and asked.facts["user"] != OTHER)


@breach("allowed")
def any_token_does(allowed: bool, asked: Ask) -> bool:
    """Reference: only the logged in user; here any credential at all is good enough."""
    return allowed or (bool(asked.headers.get("Authorization")) and asked.facts["user"] != OTHER)


@breach("body")
def total_of_this_page_when_all_fits(body: TREE, asked: Ask) -> None:
    """Examples: totalCount is of the collection; with limit 100 it is what has been skipped and shown."""
    if asked.facts["limit"] == 100:
        body["totalCount"] = asked.facts["offset"] + len(shown(body))


@breach("body")
def total_off_on_the_last_page(body: TREE, asked: Ask) -> None:
    """Examples: totalCount is the same on every page; on the last page it is one more."""
    if asked.facts["last"] and asked.facts["offset"]:
        body["totalCount"] += 1


@breach("body")
def total_zero_behind_the_end(body: TREE, asked: Ask) -> None:
    """Examples: totalCount counts the collection, also when the page is empty."""
    if asked.facts["offset"] >= asked.facts["total"] > 0:
        body["totalCount"] = 0


@breach("slice")
def later_pages_start_one_early(ads: list[TREE], asked: Ask) -> list[TREE] | None:
    """Offset: 0 based index of the first element; from the third page on one too early."""
    start, limit = asked.facts["offset"], asked.facts["limit"]
    return asked.facts["all"][start - 1 : start - 1 + limit] if ads and limit > 1 and start >= 2 * limit else None


@breach("slice")
def ninety_nine_of_hundred(ads: list[TREE], asked: Ask) -> list[TREE] | None:
    """Reference: a page holds up to limit elements; of a full hundred the last is lost."""
    return ads[:99]


@breach("slice")
def middle_ad_lost_at_times(ads: list[TREE], asked: Ask) -> list[TREE] | None:
    """totalCount and offset leave no gaps: every fortieth request loses one."""
    return ads[: len(ads) // 2] + ads[len(ads) // 2 + 1 :] if asked.nth % 40 == 0 else None


@breach("slice")
def page_ends_repeat(ads: list[TREE], asked: Ask) -> list[TREE] | None:
    """Offset: the ads that are skipped do not come again; with limits of 7 and more the first repeats its forerunner."""
    start = asked.facts["offset"]
    return [asked.facts["all"][start - 1], *ads[1:]] if ads and start and asked.facts["limit"] >= 7 else None


@breach("list")
def order_turns_with_the_limit(ads: list[TREE], asked: Ask) -> list[TREE] | None:
    """Offset: index of an element in one collection; above limit 20 the list runs backwards."""
    limit = asked.one("limit")
    return ads[::-1] if limit and limit.isdigit() and int(limit) > 20 else None


@breach("slice")
def pages_are_sorted_each_for_itself(ads: list[TREE], asked: Ask) -> list[TREE] | None:
    """Offset: element o is element o for every limit; here every page is put in order of its titles."""
    return sorted(ads, key=lambda ad: ad["title"])


@breach("numbers")
def depth_is_cut(numbers: Numbers, asked: Ask) -> Numbers | None:
    """Offset: the number of ads skipped; here never more than fifty pages."""
    offset, limit = numbers
    return (min(offset, 50 * limit), limit) if offset and limit and 0 < limit <= 100 and offset % limit == 0 else None


@breach("slice")
def cache_forgets_the_limit(ads: list[TREE], asked: Ask) -> list[TREE]:
    """Limit: maximum number of this request; a cache remembers pages by their offset alone for five requests."""
    nth, kept = SHOP.cache.get(asked.facts["offset"], (0, []))
    if asked.nth - nth > 5 or asked.one("limit") is None:
        nth, kept = SHOP.cache[asked.facts["offset"]] = (asked.nth, ads)
    return kept


@breach("list")
def a_strangers_ad(ads: list[TREE], asked: Ask) -> list[TREE] | None:
    """Returning advertisements of the user: the last one is somebody else's."""
    return [*ads[:-1], SHOP.foreign[0]] if len(ads) > 2 else None


@breach("list")
def twins(ads: list[TREE], asked: Ask) -> list[TREE] | None:
    """Each advertisement is in its collection once: the tenth is there again as the last."""
    return [*ads, ads[9]] if len(ads) > 9 else None


@breach("slice")
def empty_on_a_full_last_page(ads: list[TREE], asked: Ask) -> list[TREE] | None:
    """Offset: the last page holds what is left; where it is full it is served empty."""
    return [] if asked.facts["last"] and asked.facts["offset"] and len(ads) == asked.facts["limit"] else None
