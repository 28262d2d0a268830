"""How page links, single advertisements and the wire break the document of the user advertisements collection."""

import json
from typing import Any

from tests.foreign.user_ads import BOARD, USER
from tests.foreign.wire import Ask, Reply

breach = BOARD.violation
TREE = dict[str, Any]


def shown(body: TREE) -> list[TREE]:
    return body["_embedded"]["mp:advertisements"]


@breach("places")
def no_next_before_the_last(places: TREE, asked: Ask) -> None:
    """Examples: a middle page has `next`; the page before the last has none."""
    if asked.facts["offset"] and places.get("next") == places["last"]:
        del places["next"]


@breach("places")
def next_by_what_came(places: TREE, asked: Ask) -> None:
    """Examples: `next` is offset plus limit; here one further where the limit is above 9."""
    if "next" in places and asked.facts["limit"] > 9:
        places["next"] += 1


@breach("places")
def next_skips_a_page(places: TREE, asked: Ask) -> None:
    """Examples: `next` is the following page; from the fourth page on one is skipped."""
    if "next" in places and asked.facts["offset"] >= 3 * asked.facts["limit"] and places["next"] < places["last"]:
        places["next"] += asked.facts["limit"]


@breach("places")
def prev_skips_a_page(places: TREE, asked: Ask) -> None:
    """Examples: `prev` is the page before; from the third page on it is the one before that."""
    if "prev" in places and asked.facts["last"] and places["prev"]:
        places["prev"] -= asked.facts["limit"]


@breach("places")
def prev_is_first(places: TREE, asked: Ask) -> None:
    """Examples: `prev` is offset minus limit; on odd pages it leads to the first."""
    if "prev" in places and asked.facts["offset"] // asked.facts["limit"] % 2 == 0:
        places["prev"] = 0


@breach("places")
def last_is_behind_the_end(places: TREE, asked: Ask) -> None:
    """Examples: `last` is the last page; where the total is no multiple of the limit it is one page too far."""
    if asked.facts["total"] % asked.facts["limit"]:
        places["last"] += asked.facts["limit"]


@breach("places")
def last_is_one_element(places: TREE, asked: Ask) -> None:
    """Reference: offset is a multiple of limit; `last` is the offset of the last element instead."""
    places["last"] = max(0, asked.facts["total"] - 1)


@breach("places")
def last_is_one_page_early(places: TREE, asked: Ask) -> None:
    """Examples: `last` is the last page; when that page holds one advertisement only, it is forgotten."""
    if asked.facts["total"] % asked.facts["limit"] == 1 and asked.facts["limit"] > 1:
        places["last"] = max(0, places["last"] - asked.facts["limit"])


@breach("places")
def first_is_here(places: TREE, asked: Ask) -> None:
    """Examples: `first` has offset 0; on the last page it is this page."""
    if asked.facts["last"]:
        places["first"] = asked.facts["offset"]


@breach("places")
def self_of_the_first(places: TREE, asked: Ask) -> None:
    """Examples: `self` is this page; from offset 100 on it is the first."""
    if asked.facts["offset"] >= 100:
        places["self"] = 0


@breach("places")
def pages_without_first(places: TREE, asked: Ask) -> None:
    """Examples: a middle page has `first`, too."""
    del places["first"]


@breach("link")
def last_link_forgets_the_limit(values: TREE, asked: Ask, rel: str) -> TREE | None:
    """Examples: every page link carries the limit of this page; `last` means the default again."""
    return {"offset": values["offset"]} if rel == "last" else None


@breach("link")
def prev_link_halves_the_limit(values: TREE, asked: Ask, rel: str) -> TREE | None:
    """Examples: every page link carries the limit; `prev` has another for limits above 30."""
    return {**values, "limit": values["limit"] // 2} if rel == "prev" and values["limit"] > 30 else None


@breach("link")
def self_swaps(values: TREE, asked: Ask, rel: str) -> TREE | None:
    """Examples: `self` has this page's offset and limit; swapped where both are equal to no eye."""
    return {"offset": values["limit"], "limit": values["offset"]} if rel == "self" and values["offset"] > 0 else None


@breach("body")
def last_link_of_another_user(body: TREE, asked: Ask) -> None:
    """Examples: all page links stay with the user; `last` leads to the neighbour."""
    link = body["_links"]["last"]
    link["href"] = link["href"].replace(str(USER), str(USER + 1))


@breach("body")
def links_are_texts(body: TREE, asked: Ask) -> None:
    """Examples: a link is an object with an href; on the last page `prev` is a text."""
    if asked.facts["last"] and "prev" in body["_links"]:
        body["_links"]["prev"] = body["_links"]["prev"]["href"]


@breach("body")
def one_is_no_list(body: TREE, asked: Ask) -> None:
    """Relations: 0..N advertisements are a list in the example, also where it is one."""
    if len(shown(body)) == 1:
        body["_embedded"]["mp:advertisements"] = shown(body)[0]


@breach("body")
def curies_on_the_first_page_only(body: TREE, asked: Ask) -> None:
    """Examples: a page that is not the first has curies, too."""
    if asked.facts["offset"]:
        del body["_links"]["curies"]


@breach("body")
def offset_is_text(body: TREE, asked: Ask) -> None:
    """Examples: offset is a number; it is the text of the parameter when there is one."""
    if asked.one("offset"):
        body["offset"] = str(body["offset"])


@breach("body")
def nothing_embedded_for_one(body: TREE, asked: Ask) -> None:
    """Relations: advertisements are always embedded; with limit 1 they are not."""
    if asked.facts["limit"] == 1:
        body["_embedded"] = {}


@breach("ad")
def neighbours_link(ad: TREE, asked: Ask, number: int) -> None:
    """Examples: the self link of an advertisement names its itemId; one in a hundred has another's."""
    if number % 97 < 2:
        ad["_links"] = {**ad["_links"], "self": {"href": "/v1/advertisements/m1"}}


@breach("ad")
def some_ids_are_numbers(ad: TREE, asked: Ask, number: int) -> None:
    """Examples: itemId is a text; one in a hundred is a number."""
    if number % 97 < 2:
        ad["itemId"] = number


@breach("ad")
def ids_change(ad: TREE, asked: Ask, number: int) -> None:
    """itemId identifies an advertisement; with a limit it gets a suffix, and so do its links."""
    if asked.one("limit") and asked.facts["limit"] > 60:
        ad["itemId"] += "7"
        ad["_links"] = json.loads(
            json.dumps(ad["_links"]).replace(f"/m{number}", f"/m{number}7").replace(f"/a{number}", f"/a{number}7")
        )


@breach("ad")
def another_category_link(ad: TREE, asked: Ask, number: int) -> None:
    """Examples: the category link ends in the categoryId; one in a hundred does not."""
    if number % 97 < 2:
        ad["_links"] = {**ad["_links"], "mp:category": {"href": "/v1/categories/91/113"}}


@breach("ad")
def another_seller_id(ad: TREE, asked: Ask, number: int) -> None:
    """Advertisements of the user: the seller is the user; one in a hundred says somebody else."""
    if number % 97 < 2:
        ad["seller"] = {**ad["seller"], "sellerId": USER + 1}


@breach("ad")
def euros_with_decimals(ad: TREE, asked: Ask, number: int) -> None:
    """Examples: askingPrice is a whole number; one in fifty is a decimal."""
    if number % 47 < 2 and "askingPrice" in ad["priceModel"]:
        ad["priceModel"] = {**ad["priceModel"], "askingPrice": ad["priceModel"]["askingPrice"] / 100 + 0.5}


@breach("ad")
def price_without_model(ad: TREE, asked: Ask, number: int) -> None:
    """Examples: a price model names its modelType; one in fifty is a bare price."""
    if number % 47 < 2:
        ad["priceModel"] = {"askingPrice": 100}


@breach("ad")
def category_is_text(ad: TREE, asked: Ask, number: int) -> None:
    """Examples: categoryId is a number; one in fifty is a text."""
    if number % 47 < 2:
        ad["categoryId"] = str(ad["categoryId"])


@breach("ad")
def dates_as_the_dutch_write_them(ad: TREE, asked: Ask, number: int) -> None:
    """Examples: startDate is an ISO 8601 moment; one in fifty is not."""
    if number % 47 < 2:
        ad["startDate"] = "30-09-2014 15:56:25"


@breach("ad")
def closed_before_started(ad: TREE, asked: Ask, number: int) -> None:
    """Examples: an advertisement closes after it starts; one in fifty ends before."""
    if number % 47 < 2:
        ad["closeDate"] = "2009-02-28T23:59:59Z"


@breach("ad")
def title_missing(ad: TREE, asked: Ask, number: int) -> None:
    """Examples: an advertisement has a title; one in fifty has null."""
    if number % 47 < 2:
        ad["title"] = None


@breach("reply")
def plain_text_for_one(given: Reply, asked: Ask) -> None:
    """Examples: Content-Type is application/json; with limit 1 it is text/plain."""
    if asked.one("limit") == "1" and given.status == 200:
        given.headers = {"Content-Type": "text/plain; charset=utf-8"}


@breach("reply")
def refusal_is_a_page(given: Reply, asked: Ask) -> None:
    """Errors: a code names the error; 401 is an HTML page."""
    if given.status == 401:
        given.body, given.headers = b"<html><h1>401 unauthorized</h1></html>", {"Content-Type": "text/html"}


@breach("reply")
def not_utf8(given: Reply, asked: Ask) -> None:
    """Content-Type: the charset that is named, UTF-8, is not the one that is used."""
    if given.status == 200:
        given.body = given.content().decode().encode("cp1252", "replace")


@breach("reply")
def breaks_down_far_out(given: Reply, asked: Ask) -> Reply | None:
    """Reference: offset 100, limit 10 is valid; five pages behind the end it is a server error."""
    facts = asked.facts
    return (
        Reply(500, {"code": "internal-server-error"})
        if given.status == 200 and facts["offset"] > facts["total"] + 5 * facts["limit"]
        else None
    )


@breach("reply")
def created_instead_of_ok(given: Reply, asked: Ask) -> None:
    """Examples: 200 OK; an empty page answers 206."""
    if given.status == 200 and not shown(given.body):
        given.status = 206
