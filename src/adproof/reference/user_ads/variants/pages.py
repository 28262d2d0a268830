"""Allowed differences in a page: its links, its embedded key, its empty form."""

from __future__ import annotations

from typing import Any

from ..paging import last_offset
from ..rules import Book, Rule
from ..store import Store
from ..values import Call, Json, Page, Point

BOOK = Book()
variant = BOOK.variant


@variant("last_point", "links.last-of-a-divided-total", "one-beyond")
def last_as_in_the_example(rule: Rule[Point | None], page: Page) -> Point | None:
    """The last link is the total's own multiple, one page beyond where the limit divides it."""
    return (page.total // page.limit * page.limit, page.limit) if rule(page) else None


@variant("last_point", "links.last-of-a-divided-total", "one-beyond")
def last_as_in_the_example_everywhere(_rule: object, page: Page) -> Point | None:
    """As the document's example counts, and on every page, the last one included."""
    return (page.total // page.limit * page.limit, page.limit)


@variant("first_point", "links.first-on-the-first-page", "shown")
def first_and_last_everywhere(_rule: object, page: Page) -> Point | None:
    """Every page links the first and the last page, itself included."""
    return (0, page.limit)


@BOOK.part("last_point", first_and_last_everywhere)
def _(_rule: object, page: Page) -> Point | None:
    return (last_offset(page), page.limit)


@variant("first_point", "links.first-on-the-first-page", "shown")
def first_everywhere(_rule: object, page: Page) -> Point | None:
    """Every page links the first page, itself included."""
    return (0, page.limit)


@variant("last_point", "links.last-on-the-last-page", "shown")
def last_everywhere(_rule: object, page: Page) -> Point | None:
    """Every page links the last page, itself included."""
    return (last_offset(page), page.limit)


@variant("prev_point")
def no_prev_beyond_the_end(rule: Rule[Point | None], page: Page) -> Point | None:
    """A page beyond the end carries no prev link."""
    return None if page.is_beyond() else rule(page)


@variant("prev_point")
def prev_one_back_beyond_the_end(rule: Rule[Point | None], page: Page) -> Point | None:
    """A page beyond the end links the page one limit before, empty or not."""
    return (page.offset - page.limit, page.limit) if page.is_beyond() and page.offset else rule(page)


@variant("last_point")
def beyond_the_end_without_links(rule: Rule[Point | None], page: Page) -> Point | None:
    """A page beyond the end links neither the first nor the last page nor the one before."""
    return None if page.is_beyond() else rule(page)


@BOOK.part("first_point", beyond_the_end_without_links)
@BOOK.part("prev_point", beyond_the_end_without_links)
def _(rule: Rule[Point | None], page: Page) -> Point | None:
    return None if page.is_beyond() else rule(page)


@variant("self_point", "links.self-may-leave-defaults-out", "bare")
def bare_self(rule: Rule[Point | None], page: Page) -> Point | None:
    """The self link repeats only the parameters that were given."""
    return rule(page)


@BOOK.part("href", bare_self)
def _(rule: Rule[str], page: Page, point: Point, rel: str) -> str:
    if rel != "self":
        return rule(page, point, rel)
    values = {"offset": point[0], "limit": point[1]}
    given = [f"{name}={value}" for name, value in values.items() if page.call.gives(name)]
    return "?".join(part for part in (rule(page, point, rel).partition("?")[0], "&".join(given)) if part)


@variant("href")
def offset_first_in_links(rule: Rule[str], page: Page, point: Point, rel: str) -> str:
    """Links name the offset before the limit."""
    return f"{rule(page, point, rel).partition('?')[0]}?offset={point[0]}&limit={point[1]}"


@variant("href")
def defaults_left_out_of_links(rule: Rule[str], page: Page, point: Point, rel: str) -> str:
    """Links leave out an offset of 0 and a limit of 100."""
    names = [("limit", point[1], 100), ("offset", point[0], 0)]
    given = [f"{name}={value}" for name, value, default in names if value != default]
    return "?".join(part for part in (rule(page, point, rel).partition("?")[0], "&".join(given)) if part)


@variant("body")
def absolute_hrefs(rule: Rule[Json], page: Page, members: Json) -> Json:
    """Links are absolute, with the host that was asked."""
    made: Json = absolute(rule(page, members), f"http://{page.call.headers.get('host', 'localhost')}")
    return made


def absolute(value: object, origin: str) -> Any:
    """The same value with every root-relative href made absolute."""
    if isinstance(value, list):
        return [absolute(member, origin) for member in value]
    if not isinstance(value, dict):
        return value
    changed = {key: absolute(member, origin) for key, member in value.items()}
    href = changed.get("href")
    return {**changed, "href": origin + href} if isinstance(href, str) and href.startswith("/") else changed


@variant("embedded", "representation.embedded-ads-have-one-key", "singular")
def singular_key(_rule: object, _page: Page, ads: list[Json]) -> Json:
    """The embedded ads stand under the relation's name in the singular, as in the table."""
    return {"mp:advertisement": ads}


@variant("embedded", "representation.embedded-ads-have-one-key", "both")
def both_keys(_rule: object, _page: Page, ads: list[Json]) -> Json:
    """The embedded ads stand under both names."""
    return {"mp:advertisement": ads, "mp:advertisements": ads}


@variant("embedded", "representation.empty-page-has-one-form", "empty-embedded")
def empty_page_has_empty_embedded(rule: Rule[Json], page: Page, ads: list[Json]) -> Json:
    """A page without ads embeds nothing."""
    return rule(page, ads) if ads else {}


@variant("body", "representation.empty-page-has-one-form", "no-embedded")
def empty_page_has_no_embedded(rule: Rule[Json], page: Page, members: Json) -> Json:
    """A page without ads has no embedded part."""
    empty = not any(members["_embedded"].values())
    return rule(page, {key: value for key, value in members.items() if not empty or key != "_embedded"})


@variant("item_link", "representation.item-link-is-templated", "absent")
def no_item_link(_rule: object, _page: Page) -> Json:
    """The collection carries no item link, as in the document's example."""
    return {}


@variant("item_link", "representation.item-link-is-templated", "plain")
def plain_item_link(_rule: object, _page: Page) -> Json:
    """The item link leads to the place of all items, without a variable."""
    return {"item": {"href": "/v1/advertisements"}}


@variant("documentation")
def documentation_elsewhere(_rule: object, _page: Page) -> Json:
    """Documentation and relations are described on another host, under another address."""
    curie = {"name": "mp", "href": "https://docs.example.test/{rel}", "templated": True}
    return {"describedby": {"href": "https://docs.example.test/ads"}, "curies": [curie]}


@variant("body")
def further_members(rule: Rule[Json], page: Page, members: Json) -> Json:
    """Pages carry further members, links, curies and embedded parts."""
    links = {
        **members["_links"],
        "up": {"href": f"/v1/users/{page.user}", "title": "Verkoper"},
        "ecg:search": {"href": "/v1/search{?query}", "templated": True},
        "curies": [
            *members["_links"]["curies"],
            {"name": "ecg", "href": "/docs/ecg/{rel}", "templated": True},
        ],
    }
    embedded = {**members["_embedded"], "mp:user": {"_links": {"self": {"href": f"/v1/users/{page.user}"}}}}
    return rule(page, {"generated": "2026-11-21T10:00:00Z", **members, "_links": links, "_embedded": embedded})


@variant("body")
def members_in_another_order(rule: Rule[Json], page: Page, members: Json) -> Json:
    """Members and links come in another order."""
    return rule(page, dict(reversed(list({**members, "_links": dict(reversed(members["_links"].items()))}.items()))))


@variant("counts")
def counts_with_a_point(rule: Rule[Json], page: Page) -> Json:
    """Offset, limit and total are written as 0.0, 10.0 and 23.0, which are the same numbers."""
    return {name: float(value) for name, value in rule(page).items()}


@variant("total")
def moving(rule: Rule[int], store: Store, seller: int, call: Call) -> int:
    """Every 30th call finds one ad more on top, or the oldest one gone."""
    if call.serial % 30 == 0:
        store.move(seller, call.serial)
    return rule(store, seller, call)
