"""Rules about a page of the collection: its window, its counts and the links between pages."""

from __future__ import annotations

from urllib.parse import urlencode

from .store import Store
from .values import Ads, Call, Json, Page, Point

DOCUMENTATION = "https://api.marktplaats.nl/docs/v1"


def total(store: Store, seller: int, _call: Call) -> int:
    """The exact size of the whole collection, the same on every page."""
    return store.count(seller)


def content(store: Store, page: Page) -> Ads:
    """The ads on a page: skip `offset` of the one order that all pages share, take at most `limit`."""
    return store.ads(page.user, page.offset, page.limit)


def counts(page: Page) -> Json:
    """The applied offset and limit, and the size of the collection."""
    return {"offset": page.offset, "limit": page.limit, "totalCount": page.total}


def embedded(_page: Page, ads: list[Json]) -> Json:
    """The ads under the relation's name, an array however few there are."""
    return {"mp:advertisements": ads}


def last_offset(page: Page) -> int:
    """Where the last page that holds an ad starts (0 for an empty collection)."""
    return max(0, (page.total - 1) // page.limit * page.limit)


def self_point(page: Page) -> Point | None:
    """This page."""
    return (page.offset, page.limit)


def first_point(page: Page) -> Point | None:
    """The first page, linked from every other one."""
    return None if page.is_first() else (0, page.limit)


def prev_point(page: Page) -> Point | None:
    """The page before; from beyond the end that is the last page with ads."""
    if page.is_first() or page.total == 0:
        return None
    return (min(page.offset - page.limit, last_offset(page)), page.limit)


def next_point(page: Page) -> Point | None:
    """The page after, as long as it holds an ad."""
    return (page.offset + page.limit, page.limit) if page.offset + page.limit < page.total else None


def last_point(page: Page) -> Point | None:
    """The last page that holds an ad, linked from every other one."""
    return None if page.total == 0 or page.is_last() else (last_offset(page), page.limit)


def href(page: Page, point: Point, _rel: str) -> str:
    """A page link: same collection, explicit limit and offset, relative to the root."""
    offset, limit = point
    return f"/v1/users/{page.user}/advertisements?" + urlencode({"limit": limit, "offset": offset})


def documentation(_page: Page) -> Json:
    """Where the collection and its relations are described."""
    return {"describedby": {"href": f"{DOCUMENTATION}/user-advertisements.html"}, "curies": curies()}


def curies() -> list[Json]:
    """Expands the prefix of the relations' names."""
    return [{"href": f"{DOCUMENTATION}/rels/{{rel}}.html", "templated": True, "name": "mp"}]


def item_link(_page: Page) -> Json:
    """Where one element of the collection is found."""
    return {"item": {"href": "/v1/advertisements/{itemId}", "templated": True}}


def body(_page: Page, members: Json) -> Json:
    """The whole answer."""
    return members
