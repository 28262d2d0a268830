"""Following page links. Where they have to lead is judged on every page; see laws_links.py and laws_presence.py."""

import pytest

from adproof import expect, requirement, witness
from adproof.api.user_ads import PAGE_LINKS, last_offset, while_still


def sample(stock):
    """Offsets and limits whose pages are first, middle, last, single, and beyond the end."""
    for limit in (1, 2, 3, 10, 50, 100):
        last = last_offset(stock.total, limit)
        yield from (
            (offset, limit)
            for offset in sorted({0, limit, last // 2 // limit * limit, last - limit, last})
            if 0 <= offset <= last
        )


@requirement("user_ads.links.page-links-are-answered")
@pytest.mark.parametrize("limit", [1, 10])
def test_every_page_link_is_answered(seller, expect_accepted, limit):
    def look(stock):
        last = last_offset(stock.total, limit)
        for offset in sorted({0, min(limit, last), last}):
            page = seller.lists_own_ads(offset=offset, limit=limit)
            for rel in PAGE_LINKS[1:]:
                if rel in page.links:
                    witness(1, "page links")
                    expect_accepted(seller.fetches(page.links[rel]))

    while_still(seller, look)
    page = seller.lists_own_ads(limit=1)
    witness("self" in page.links and page.total < 2, "page links of a single page")


@requirement("user_ads.links.self-gives-the-same-page")
@pytest.mark.parametrize(("offset", "limit"), [(None, None), (0, 1), (2, 2), (None, 3)])
def test_self_gives_the_same_page(seller, offset, limit):
    def look(stock):
        page = seller.lists_own_ads(offset=offset, limit=limit)
        if page.served and "self" in page.links:
            again = seller.fetches(page.links["self"])
            witness(1, "self links")
            told, due = place_and_ads(again), place_and_ads(page)
            expect(told == due, expected=f"{due}", received=f"{told}", of=[page.answer, again.answer])

    while_still(seller, look)


def place_and_ads(page):
    return f"offset {page.offset}, limit {page.limit}, total {page.total}, ads {', '.join(page.ids)}"


@requirement("user_ads.links.next-of-the-last-page-is-empty")
@pytest.mark.parametrize("limit", [1, 7, 100])
def test_nothing_comes_after_the_last_page(seller, limit):
    def look(stock):
        page = seller.lists_own_ads(offset=last_offset(stock.total, limit), limit=limit)
        expect(page.served, expected="the last page", of=page.answer)
        witness(1, "last pages")
        if "next" in page.links:
            further = seller.fetches(page.links["next"])
            empty = further.status == 404 or (further.served and further.ads_or_none == ())
            expect(
                empty,
                expected="no ads behind the last page",
                received=f"{further.answer.received}",
                of=[page.answer, further.answer],
            )

    while_still(seller, look)


@requirement("user_ads.links.next-is-one-limit-on")
def test_pages_of_every_kind_link_by_arithmetic(seller):
    """Only asks for the pages: what their links must be is judged on each of them by the laws."""

    def look(stock):
        for offset, limit in sample(stock):
            page = seller.lists_own_ads(offset=offset, limit=limit)
            witness("next" in page.links, "pages with next")
            expect(page.served, expected="200, since the page holds ads", of=page.answer)

    while_still(seller, look)
