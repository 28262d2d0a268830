"""Conforming oddities of the user advertisements contract."""

from __future__ import annotations

from typing import Any

from . import manners
from .frame import Answer, Ask, Asked, Memory, count, told
from .user_ads import ads_of, book, is_page, last_start, point

manners.enter(book, "operations.no-input-is-a-server-error")
RELS = ("self", "first", "prev", "next", "last")


@book.odd_edit
def links_are_absolute_and_say_more(asked: Asked, page: Any, memory: Memory) -> None:
    """Page links are absolute, put the offset first, percent-encode, and carry title and type."""
    for rel in RELS:
        if rel in page["_links"]:
            href = page["_links"][rel]["href"]
            path, _, query = href.partition("?")
            parts = "&".join(sorted(query.split("&"), reverse=True))
            page["_links"][rel] = {
                "href": f"{memory['origin']}{path}?{parts}",
                "title": rel,
                "type": "application/json",
                "templated": False,
            }


@book.odd_edit
def every_page_has_all_links(asked: Asked, page: Any, memory: Memory) -> None:
    """first and last stand on every page, also where they lead to the page itself."""
    if page["totalCount"]:
        point(page, "first", 0)
        point(page, "last", last_start(page))


@book.odd_edit
def links_name_only_what_differs(asked: Asked, page: Any, memory: Memory) -> None:
    """Links to offset 0 leave the offset out, and links with the default limit leave the limit out."""
    for rel in RELS:
        if rel in page["_links"]:
            path, _, query = page["_links"][rel]["href"].partition("?")
            kept = [part for part in query.split("&") if part not in ("offset=0", "limit=100", "")]
            page["_links"][rel] = {"href": path + ("?" + "&".join(kept) if kept else "")}


@book.odd_edit
def key_is_singular_and_absent_when_empty(asked: Asked, page: Any, memory: Memory) -> None:
    """The embedded key is the table's singular, and a page without ads has no _embedded."""
    ads = ads_of(page)
    page["_embedded"] = {"mp:advertisement": ads}
    if not ads:
        del page["_embedded"]


@book.odd_edit
def ads_are_bare(asked: Asked, page: Any, memory: Memory) -> None:
    """Ads carry no category attributes, no location, no url, and dates with milliseconds."""
    for ad in ads_of(page):
        for key in list(ad):
            if key in ("location", "url") or key not in (
                "_links", "itemId", "title", "description", "categoryId", "priceModel", "seller", "startDate", "closeDate"
            ):  # fmt: skip
                del ad[key]
        for key in ("startDate", "closeDate"):
            if key in ad:
                ad[key] = ad[key].replace("Z", ".120Z")


@book.oddity
async def errors_carry_details(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A refused pair carries details and a statuscode written as a text."""
    answer = await ask(asked)
    if answer.status != 400 or not isinstance(answer.json, dict):
        return answer
    detail = {"field": "offset", "code": "not-a-multiple", "message": "offset", "value": asked.param("offset") or ""}
    return answer.carrying(answer.json | {"statuscode": "400", "details": [detail, detail | {"field": "limit"}]})


@book.oddity
async def pages_beyond_the_end_are_404(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A valid pair beyond the last ad is answered with 404, which the document leaves open."""
    answer = await ask(asked)
    if is_page(asked, answer) and answer.json["offset"] >= max(answer.json["totalCount"], 1):
        error = {"code": "page-not-found", "message": "There is no such page.", "logref": f"p{count(memory)}"}
        return told(404, error | {"_links": {"help": {"href": "https://api.example.test/errors/page-not-found"}}})
    return answer


@book.oddity
async def unauthorized_names_its_scheme(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A 401 carries WWW-Authenticate, and the body of a refused token has the form of OAuth."""
    answer = await ask(asked)
    if answer.status != 401:
        return answer
    answer = answer.headed("www-authenticate", 'Bearer realm="api", error="invalid_token"')
    right = asked.header("authorization") == memory["target"]["authorization"]
    return answer if right else answer.carrying({"error": "invalid_token", "error_description": "The token is not valid"})


@book.oddity
async def an_ad_disappears_during_the_run(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """After 150 calls the oldest ad has expired: every page and total is right for the moment it is asked."""
    answer, calls = await ask(asked), count(memory)
    if calls < 150 or not is_page(asked, answer):
        return answer
    page = answer.json
    page["totalCount"] -= 1
    total, end = page["totalCount"], page["offset"] + page["limit"]
    if ads_of(page) and page["offset"] + len(ads_of(page)) > total:
        ads_of(page).pop()
    for rel in ("next", "last"):
        if end >= total:
            page["_links"].pop(rel, None)
        elif rel == "last":
            point(page, "last", last_start(page))
    if page["offset"] > total and "prev" in page["_links"]:
        point(page, "prev", last_start(page))
    return answer.carrying(page)


@book.odd_edit
def links_are_arrays_where_hal_allows(asked: Asked, page: Any, memory: Memory) -> None:
    """describedby and the ads' image links are arrays of link objects, as HAL allows."""
    page["_links"]["describedby"] = [page["_links"]["describedby"]]
    for ad in ads_of(page):
        for rel in ("describedby", "mp:advertisement-images"):
            if rel in ad.get("_links", {}):
                ad["_links"][rel] = [ad["_links"][rel]]
