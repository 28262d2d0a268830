"""Which ads a page holds, whatever else is asked at the moment, was refused just before, or has been asked already."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from adproof import expect, requirement, witness
from adproof.api.user_ads import BIGGEST_LIMIT, brief


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


REFUSED_CALLS = {
    "an invalid pair": lambda seller: seller.lists_own_ads(offset=5, limit=6),
    "a value that is no number": lambda seller: seller.lists_own_ads(query="limit=abc"),
    "another user": lambda seller: seller.lists_ads_of(seller.other_user or seller.user + 1),
    "no token": lambda seller: seller.presents(None, offset=0, limit=2),
}


@requirement("user_ads.content.refused-call-leaves-no-trace")
@pytest.mark.parametrize("kind", REFUSED_CALLS)
def test_the_page_after_a_refused_call_is_as_before(seller, total, kind):
    """A later page, asked for alone and right after the refusal, three times if it differs: data may move, traces come back."""
    last = max(total - 1, 0)
    pair = (6, 3) if last >= 6 else (last, max(last, 1))
    for left in (2, 1, 0):
        before = lists(seller, pair)
        refused = REFUSED_CALLS[kind](seller)
        after = lists(seller, pair)
        witness(len(before.ids if before.served else ()), "ads before and after a refusal")
        if alike(before, after) and before.count("totalCount") == after.count("totalCount"):
            return
        answers = [before.answer, refused.answer, after.answer]
        received = f"{told(after)}, of {after.count('totalCount')}"
        due = f"{told(before)}, of {before.count('totalCount')}, as before {kind}"
        expect(left, expected=due, received=received, of=answers)


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
