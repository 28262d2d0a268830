"""Walks by links, in both directions. Their length is bounded by the choice of limits, never by the collection."""

import itertools

import pytest

from adproof import expect, inconclusive, requirement, weak, witness
from adproof.api.user_ads import BIGGEST_LIMIT, brief, last_offset, page_count, walk_back, walk_on, walkable_limits, while_still

PLACES = ["start", "middle", "end"]


def stations(stock, limit, place):
    """Where a short walk starts in a collection that is too large to be walked whole."""
    last = last_offset(stock.total, limit)
    middle = last // 2 // limit * limit
    return {"start": 0, "middle": max(middle - limit, 0), "end": max(last - 2 * limit, 0)}[place]


def within(pages, stock):
    """The pages of a walk up to the end: a next link behind the last page is judged in the links chapter."""
    return [page for page in pages if page.asked.offset is None or page.asked.offset < stock.total] or pages[:1]


def expect_steps(pages, step, limit):
    """Each page of a walk is served and lies one step further than the one before."""
    for one, other in itertools.pairwise(pages):
        answers = [one.answer, other.answer]
        expect(other.served, expected="a page behind the link", of=answers)
        moved = other.offset - one.offset
        expect(moved == step, expected=f"a step of {step}", received=f"a step of {moved}", of=answers)
        expect(other.limit == limit, expected=f"limit {limit}", received=f"limit {other.limit}", of=answers)


def all_ids(pages):
    return [id for page in pages for id in page.ids]


@requirement("user_ads.walks.next-visits-each-ad-once")
def test_next_leads_to_every_ad_once_and_ends(seller):
    def look(stock):
        for limit in walkable_limits(stock.total):
            due = page_count(stock.total, limit)
            pages = walk_on(seller, seller.lists_own_ads(limit=limit), at_most=due + 3)
            expect(len(pages) <= due + 2, expected=f"an end after {due} pages", received="still a next link", of=pages[-1].answer)
            pages = within(pages, stock)
            expect_steps(pages, limit, limit)
            found = all_ids(pages)
            witness(found, "ads on a walk")
            expect_each_once(found, stock.total, limit, pages)
        if stock.total == 0 or page_count(stock.total, BIGGEST_LIMIT) > 1:
            weak("an account with 2 to 100 ads would be walked with every limit")

    while_still(seller, look)
    witness(seller.lists_own_ads(limit=1).total == 0, "collections without ads")


def expect_each_once(found, total, limit, pages):
    received = f"{len(found)} ads, {len(set(found))} of them different"
    whole = len(found) == len(set(found)) == total
    expect(whole, expected=f"{total} ads, each once, with limit {limit}", received=received, of=[page.answer for page in pages])


@requirement("user_ads.walks.next-visits-each-ad-once")
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("limit", [2, 10])
def test_a_short_walk_by_next_meets_no_ad_twice(seller, place, limit):
    def look(stock):
        start = stations(stock, limit, place)
        pages = within(walk_on(seller, seller.lists_own_ads(offset=start, limit=limit), at_most=4), stock)
        expect_steps(pages, limit, limit)
        found = all_ids(pages)
        witness(1, "short walks")
        due = min(stock.total - start, 4 * limit)
        received = f"{len(found)} ads, {len(set(found))} of them different"
        whole = len(found) == len(set(found)) == due
        expect(whole, expected=f"{due} different ads", received=received, of=[page.answer for page in pages])

    while_still(seller, look)


@requirement("user_ads.walks.prev-walks-back-to-the-start")
def test_prev_leads_from_the_last_page_back_to_the_first(seller):
    def look(stock):
        for limit in walkable_limits(stock.total)[:3]:
            due = page_count(stock.total, limit)
            last = seller.lists_own_ads(offset=last_offset(stock.total, limit), limit=limit)
            pages = walk_back(seller, last, at_most=due)
            witness(due > 1, "walks of two pages and more")
            expect_steps(pages, -limit, limit)
            ends = pages[-1].offset == 0 and len(pages) == due
            received = f"offset {pages[-1].offset} after {len(pages)} pages"
            expect(ends, expected=f"offset 0 after {due} pages", received=received, of=pages[-1].answer)
            expect_each_once(all_ids(pages), stock.total, limit, pages)

    while_still(seller, look)
    sampled_back(seller, 10)


def sampled_back(seller, limit):
    """From the end, and from the middle of however large a collection, a few steps back."""

    def look(stock):
        last = last_offset(stock.total, limit)
        for start in {last, last // 2 // limit * limit}:
            pages = walk_back(seller, seller.lists_own_ads(offset=start, limit=limit), at_most=min(4, start // limit + 1))
            witness(len(pages) > 1, "walks of two pages and more")
            expect_steps(pages, -limit, limit)
            due = min(4, start // limit + 1)
            expect(len(pages) == due, expected=f"{due} pages", received=f"{len(pages)}", of=pages[-1].answer)

    while_still(seller, look)


@requirement("user_ads.walks.prev-inverts-next")
@pytest.mark.parametrize("limit", [1, 3, 10])
def test_prev_inverts_next(seller, limit):
    def look(stock):
        for place in PLACES:
            page = seller.lists_own_ads(offset=stations(stock, limit, place), limit=limit)
            if "next" not in page.links or page.offset + limit >= stock.total:
                continue
            further = seller.fetches(page.links["next"])
            expect("prev" in further.links, expected="a prev link behind next", received="none", of=[page.answer, further.answer])
            back = seller.fetches(further.links["prev"])
            witness(1, "steps on and back")
            answers = [page.answer, further.answer, back.answer]
            same = (back.ids, back.offset, back.limit) == (page.ids, page.offset, page.limit)
            received = f"offset {back.offset}, limit {back.limit}, {len(back.ids)} ads"
            expect(same, expected="the page one came from", received=received, of=answers)

    while_still(seller, look)


@requirement("user_ads.walks.first-and-last-lead-to-the-ends")
def test_first_and_last_lead_to_the_ends(seller):
    def look(stock):
        for limit in (1, *walkable_limits(stock.total)[:2]):
            middle = seller.lists_own_ads(offset=limit, limit=limit)
            if stock.total <= 2 * limit or not {"first", "last"} <= set(middle.links):
                continue
            witness(1, "middle pages")
            expect_start(seller.fetches(middle.links["first"]), stock)
            expect_end(seller, seller.fetches(middle.links["last"]), stock, limit)

    if seller.lists_own_ads(limit=1).total < 3:
        inconclusive("there are fewer than three ads, hence no page with ads before and behind it")
    while_still(seller, look)


def expect_start(page, stock):
    expect(page.served, expected="a page behind first", of=page.answer)
    due = stock.first[: page.limit]
    said = f"{len(page.ids)} ads, {brief(page.ids)}"
    expect(page.ids == due, expected=f"the {len(due)} ads at the start, {brief(due)}", received=said, of=page.answer)


def expect_end(seller, page, stock, limit):
    if stock.total % limit == 0 and page.asked.offset == stock.total:
        expect(page.status == 404 or page.ids == (), expected="no ads one page beyond the end", of=page.answer)
        page = seller.lists_own_ads(offset=stock.total - limit, limit=limit)
    expect(page.served, expected="a page behind last", of=page.answer)
    due = stock.total - last_offset(stock.total, limit)
    end = stock.last[-due:] if due <= len(stock.last) else page.ids
    good = page.ids[-len(end) :] == end and len(page.ids) == due
    expect(
        good,
        expected=f"the {due} ads at the end, {brief(end)}",
        received=f"{len(page.ids)} ads, {brief(page.ids)}",
        of=page.answer,
    )
