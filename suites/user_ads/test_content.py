"""Which ads a page holds: one sequence, cut into pages, the same for every limit."""

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adproof import expect, requirement, weak, witness
from adproof.api.user_ads import BIGGEST_LIMIT, brief, last_offset, pages_by_number, walkable_limits, while_still

LIMITS = [1, 3, 7, 10, 50]


def agree(whole, page):
    """The page holds what the sequence `whole`, which starts at a multiple of 100, has at its places."""
    due, got = due_and_got(whole, page)
    expect(got == due, expected=f"the ads {brief(due)}", received=brief(got), of=[whole.answer, page.answer])


def agrees(whole, page):
    due, got = due_and_got(whole, page)
    return due == got


def due_and_got(whole, page):
    """A page that reaches beyond the longer one is compared as far as that one goes."""
    start = page.asked.offset - whole.asked.offset
    due = whole.ids[start : start + page.asked.limit]
    return due, page.ids if start + page.asked.limit <= BIGGEST_LIMIT else page.ids[: len(due)]


def places_to_look(stock):
    """The pages of the greatest limit that hold the start, the middle and the end of the collection."""
    last = last_offset(stock.total, BIGGEST_LIMIT)
    return sorted({0, last // 2 // BIGGEST_LIMIT * BIGGEST_LIMIT, last})


@requirement("user_ads.content.pages-are-slices-of-one-sequence")
@pytest.mark.parametrize("limit", LIMITS)
def test_a_page_is_a_slice_of_the_sequence(seller, limit):
    def look(stock):
        for start in places_to_look(stock):
            whole = seller.lists_own_ads(offset=start, limit=BIGGEST_LIMIT)
            held = len(whole.ids)
            first = -(-start // limit) * limit
            for offset in sorted({first, first + limit, (start + max(held - 1, 0)) // limit * limit}):
                if start <= offset < start + max(held, 1):
                    page = seller.lists_own_ads(offset=offset, limit=limit)
                    witness(page.ids, "ads at a place of the sequence")
                    agree(whole, page)

    while_still(seller, look)


@requirement("user_ads.content.pages-are-slices-of-one-sequence")
@given(limit=st.integers(min_value=1, max_value=BIGGEST_LIMIT), at=st.floats(min_value=0, max_value=1))
@example(limit=2, at=0.0)
@example(limit=4, at=0.5)
@example(limit=7, at=1.0)
def test_any_page_is_a_slice_of_the_sequence(seller, total, limit, at):
    offset = int(at * max(total - 1, 0)) // limit * limit
    start = offset // BIGGEST_LIMIT * BIGGEST_LIMIT
    frame = seller.lists_own_ads(offset=start, limit=BIGGEST_LIMIT)
    page = seller.lists_own_ads(offset=offset, limit=limit)
    if agrees(frame, page) or frame.ids == seller.lists_own_ads(offset=start, limit=BIGGEST_LIMIT).ids:
        witness(page.ids, "ads at a place of the sequence")
        agree(frame, page)


# Pairs that a carelessly written key takes for each other: their digits, sums or products are the same.
LOOKALIKES = [
    [(20, 1), (0, 12)],
    [(10, 1), (0, 11)],
    [(111, 1), (11, 11)],
    [(0, 20), (10, 10), (15, 5)],
    [(10, 10), (20, 5), (50, 2)],
]


@requirement("user_ads.content.pages-are-slices-of-one-sequence")
def test_pairs_that_look_alike_are_kept_apart(seller):
    def look(stock):
        frames = {start: seller.lists_own_ads(offset=start, limit=BIGGEST_LIMIT) for start in (0, BIGGEST_LIMIT)}
        for pair in itertools.chain.from_iterable(LOOKALIKES):
            page = seller.lists_own_ads(offset=pair[0], limit=pair[1])
            if pair[0] < stock.total:
                witness(page.ids, "ads at a place of the sequence")
                agree(frames[pair[0] // BIGGEST_LIMIT * BIGGEST_LIMIT], page)

    while_still(seller, look)


@requirement("user_ads.content.total-is-the-same-on-every-page")
def test_the_total_is_the_same_for_every_limit_and_page(seller):
    def look(stock):
        last = last_offset(stock.total, 7)
        beyond = stock.total + 100 - stock.total % 100
        for offset, limit in (
            (0, 1),
            (0, 2),
            (0, 7),
            (7, 7),
            (last, 7),
            (0, 50),
            (0, 99),
            (0, BIGGEST_LIMIT),
            (beyond, BIGGEST_LIMIT),
        ):
            page = seller.lists_own_ads(offset=offset, limit=limit)
            if page.served:
                witness(1, "pages with a total")
                expect(page.total == stock.total, expected=f"a total of {stock.total}", received=f"{page.total}", of=page.answer)

    while_still(seller, look)


@requirement("user_ads.content.total-counts-what-a-walk-finds")
def test_the_total_counts_the_ads_of_all_pages(seller):
    def look(stock):
        limits = walkable_limits(stock.total)
        if not limits:
            weak("the collection is too large to be read whole; its ends were counted")
        for limit in limits[:2] or [BIGGEST_LIMIT]:
            start = 0 if limits else max(last_offset(stock.total, limit) - 2 * limit, 0)
            pages = pages_by_number(seller, limit, start, stock.total + limit)
            found = {id for page in pages if page.served for id in page.ids}
            witness(1, "counted collections")
            due = stock.total - start
            expect(
                len(found) == due, expected=f"{due} different ads", received=f"{len(found)}", of=[page.answer for page in pages]
            )

    while_still(seller, look)


@requirement("user_ads.content.an-ad-stands-on-one-page")
def test_pages_of_one_limit_share_no_ad(seller):
    def look(stock):
        for limit in (2, 7, BIGGEST_LIMIT):
            last = last_offset(stock.total, limit)
            offsets = sorted({0, limit, 2 * limit, max(last - limit, 0), last})
            pages = [seller.lists_own_ads(offset=offset, limit=limit) for offset in offsets if offset <= last]
            seen = {}
            for page in pages:
                for id in page.ids:
                    witness(1, "ads on pages")
                    other = seen.setdefault(id, page)
                    expect(other is page, expected="an ad on one page", received=f"{id} on two", of=[other.answer, page.answer])

    while_still(seller, look)
