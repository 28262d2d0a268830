"""Which ads a page holds: one sequence, cut into pages, the same for every limit."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adproof import expect, requirement, weak, witness
from adproof.api.user_ads import BIGGEST_LIMIT, last_offset, pages_by_number, walkable_limits, while_still

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


def brief(ids):
    return ", ".join(ids[:4]) + (f" ... ({len(ids)} ads)" if len(ids) > 4 else "") or "none"


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


@requirement("user_ads.content.calls-at-once-stay-apart")
def test_calls_at_once_get_their_own_pages(seller):
    """Pairs that share an offset or a limit, and an invalid one, each from a thread of its own, against the answer alone."""
    pairs = [(0, 1), (0, 3), (3, 3), (1, 1), (0, 7), (7, 7), (1, 3), (0, BIGGEST_LIMIT)]
    for _ in range(3):
        alone = [lists(seller, pair) for pair in pairs]
        with ThreadPoolExecutor(len(pairs)) as threads:
            together = list(threads.map(partial(lists, seller), pairs))
        for pair, due, page in zip(pairs, alone, together, strict=True):
            if alike(page, due) or alike(lists(seller, pair), due):  # else the collection moved
                witness(len(page.ids if page.served else ()), "ads of calls at once")
                expect(alike(page, due), expected=f"{told(due)}, as alone", received=told(page), of=[due.answer, page.answer])


def lists(seller, pair):
    return seller.lists_own_ads(offset=pair[0], limit=pair[1])


def alike(page, other):
    return page.status == other.status and (not page.served or page.ids == other.ids)


def told(page):
    return f"{page.answer.received}, {brief(page.ids)}" if page.served else page.answer.received


@requirement("user_ads.content.order-holds-still")
@pytest.mark.parametrize("limit", [3, BIGGEST_LIMIT])
def test_asking_again_gives_the_same_order(seller, limit):
    """Ads may move up when they are changed, so one difference is no proof: four in a row on the same ads are."""
    pages = [seller.lists_own_ads(limit=limit) for _ in range(5)]
    witness(len(pages[0].ids) > 1, "pages of two ads and more")
    orders = [page.ids for page in pages]
    same_ads = all(sorted(each) == sorted(orders[0]) for each in orders)
    restless = sum(one != other for one, other in itertools.pairwise(orders))
    answers = [page.answer for page in pages]
    due = "the same ads in the same order"
    expect(restless < (2 if same_ads else 4), expected=due, received=f"{restless} other orders in 5 calls", of=answers)
