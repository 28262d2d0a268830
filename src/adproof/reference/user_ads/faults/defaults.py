"""Faults in what a missing parameter means, and in the order of the parameters."""

from __future__ import annotations

from ..rules import Book, Rule
from ..store import Store
from ..values import Ads, Call, Page, Point

BOOK = Book()
fault = BOOK.fault


@fault("defaults", "defaults.no-parameters-mean-0-and-100", "defaults.missing-limit-means-100")
def default_limit_is_50(_rule: object, _call: Call) -> Point:
    """The default limit is 50."""
    return (0, 50)


@fault(
    "content",
    "content.page-is-full-or-ends-the-collection",
    "defaults.defaults-equal-their-explicit-form",
    subtle=True,
)
def default_page_holds_ten(rule: Rule[Ads], store: Store, page: Page) -> Ads:
    """Without a limit only ten ads are served, while the body says 100."""
    return rule(store, page) if page.call.gives("limit") else rule(store, page)[:10]


@fault(
    "defaults",
    "defaults.missing-limit-means-100",
    "defaults.default-limit-takes-part-in-the-rule",
    subtle=True,
)
def offset_alone_has_another_limit(rule: Rule[Point], call: Call) -> Point:
    """With an offset alone the limit is 10."""
    return (0, 10) if call.gives("offset") else rule(call)


@fault(
    "defaults",
    "defaults.missing-offset-means-0",
    "defaults.applied-offset-is-repeated",
    "links.first-on-the-first-page",
    "links.next-is-one-limit-on",
    "links.prev-is-absent-on-the-first-page",
    subtle=True,
)
def limit_alone_skips_a_page(rule: Rule[Point], call: Call) -> Point:
    """With a limit of 2 alone the second page is served."""
    return (2, 100) if call.values("limit") == ["2"] else rule(call)


@fault("content", "defaults.parameter-order-is-free", subtle=True)
def order_of_parameters_matters(rule: Rule[Ads], store: Store, page: Page) -> Ads:
    """With the limit named first the ads of a page come in reverse."""
    names = [name for name, _ in page.call.query if name in ("offset", "limit")]
    return rule(store, page)[::-1] if names == ["limit", "offset"] else rule(store, page)


@fault("content", "defaults.defaults-equal-their-explicit-form", subtle=True)
def bare_call_has_another_order(rule: Rule[Ads], store: Store, page: Page) -> Ads:
    """Without any parameter the ads come in reverse."""
    return rule(store, page) if page.call.query else rule(store, page)[::-1]
