"""Walks through a collection, bounded by count, and relations that hold only while the collection does not change."""

from collections.abc import Callable
from typing import TypeVar

from adproof.api.user_ads.page import Page
from adproof.api.user_ads.seller import Seller, Stock
from adproof.words import Inconclusive, Violation

Seen = TypeVar("Seen")
_ATTEMPTS = 3


def walk_on(seller: Seller, page: Page, at_most: int) -> list[Page]:
    """`page` and what its next links lead to, no more than `at_most` pages."""
    return _walk(seller, page, "next", at_most)


def walk_back(seller: Seller, page: Page, at_most: int) -> list[Page]:
    """`page` and what its prev links lead to, no more than `at_most` pages."""
    return _walk(seller, page, "prev", at_most)


def _walk(seller: Seller, page: Page, rel: str, at_most: int) -> list[Page]:
    pages = [page]
    while len(pages) < at_most and rel in pages[-1].links:
        pages.append(seller.fetches(pages[-1].links[rel]))
    return pages


def pages_by_number(seller: Seller, limit: int, start: int, stop: int) -> list[Page]:
    """The pages of one limit from `start` (a multiple of it) up to before `stop`, asked for by number."""
    return [seller.lists_own_ads(offset=offset, limit=limit) for offset in range(start, stop, limit)]


def while_still(seller: Seller, look: Callable[[Stock], Seen]) -> Seen:
    """What `look` finds, provided that the collection was the same before and after it; inconclusive if it never is.

    A violation counts only on a collection that stood still: otherwise two pages are two moments. A relation that held needs
    no second look.
    """
    for _ in range(_ATTEMPTS):
        before = seller.stock()
        try:
            return look(before)
        except Violation:
            if seller.stock() == before:
                raise
    raise Inconclusive(f"the collection changed during each of {_ATTEMPTS} attempts; run it on data that stands still")
