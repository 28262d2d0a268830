"""How many ads one page may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adproof import expect, follows, requirement, weak, witness
from adproof.api.user_ads import BIGGEST_LIMIT, brief

TOO_LARGE = [BIGGEST_LIMIT + 1, 2 * BIGGEST_LIMIT, 10 * BIGGEST_LIMIT]
IN_THE_400S = range(400, 500)


@requirement("user_ads.limit.maximum-is-accepted")
@pytest.mark.parametrize("limit", [1, BIGGEST_LIMIT // 2, BIGGEST_LIMIT - 1, BIGGEST_LIMIT])
def test_a_limit_up_to_the_maximum_is_accepted_and_applied(seller, limit):
    page = seller.lists_own_ads(limit=limit)

    witness(1, "limits up to the maximum")
    expect(page.served, expected="200", of=page.answer)
    expect(page.limit == limit, expected=f"limit {limit}", received=f"limit {page.limit}", of=page.answer)


@requirement("user_ads.limit.page-never-exceeds-100")
@pytest.mark.parametrize("limit", TOO_LARGE)
def test_a_larger_limit_gives_no_larger_page(seller, total, limit):
    page = seller.lists_own_ads(offset=0, limit=limit)

    witness(1, "calls with a larger limit")
    if total <= BIGGEST_LIMIT:
        weak(f"an account with more than {BIGGEST_LIMIT} ads would show more")
    held = len(page.ads_or_none or ())
    expect(held <= BIGGEST_LIMIT, expected=f"at most {BIGGEST_LIMIT} ads", received=f"{held} ads", of=page.answer)


@requirement("user_ads.limit.larger-limit-is-refused-or-clamped")
@pytest.mark.parametrize("limit", [*TOO_LARGE, 2**31 - 1])
def test_a_larger_limit_is_refused_or_clamped(seller, limit):
    page = seller.lists_own_ads(limit=limit)
    expect_refused_or_clamped(page)
    if page.served:
        expect_as_with(seller, page)


def expect_as_with(seller, page):
    """A clamped page is the page of the limit that it shows, unless the collection moves."""
    for left in (2, 1, 0):
        due = seller.lists_own_ads(limit=page.limit)
        same = (page.ids, page.count("totalCount")) == (due.ids, due.count("totalCount"))
        said = f"{len(page.ids)} ads of {page.count('totalCount')}, {brief(page.ids)}"
        wanted = f"{len(due.ids)} ads of {due.count('totalCount')}, {brief(due.ids)}, as with limit {page.limit}"
        expect(same or left, expected=wanted, received=said, of=[due.answer, page.answer])
        if same:
            return
        page = seller.lists_own_ads(limit=page.asked.limit)


@requirement("user_ads.limit.larger-limit-is-refused-or-clamped")
@given(limit=st.integers(min_value=BIGGEST_LIMIT + 1, max_value=100_000))
def test_every_larger_limit_is_refused_or_clamped(seller, limit):
    expect_refused_or_clamped(seller.lists_own_ads(offset=0, limit=limit))


@requirement("user_ads.limit.larger-limit-is-refused-or-clamped")
def test_a_larger_limit_on_a_later_page_is_refused_or_clamped(seller):
    expect_refused_or_clamped(seller.lists_own_ads(offset=2 * BIGGEST_LIMIT, limit=2 * BIGGEST_LIMIT), beyond=True)


def expect_refused_or_clamped(page, beyond=False):
    id = "user_ads.limit.larger-limit-is-refused-or-clamped"
    if page.status == 400:
        follows(id, "refused", of=page.answer)
    elif page.status != 404 or not beyond:
        limits = [page.count("limit"), *(link.asked.limit for link in page.links.values())]
        clamped = page.served and all(limit is not None and 1 <= limit <= BIGGEST_LIMIT for limit in limits)
        expect(
            clamped and len(set(limits)) == 1,
            expected="400, or a page that shows the clamped limit",
            received=f"{limits}",
            of=page.answer,
        )
        follows(id, "clamped", of=page.answer)


@requirement("user_ads.limit.zero-limit-yields-no-ads")
@pytest.mark.parametrize("offset", [None, 0, 10])
def test_a_limit_of_0_yields_no_ads_and_no_endless_walk(seller, expect_no_ads, offset):
    page = seller.lists_own_ads(offset=offset, limit=0)

    # whether 10 is a multiple of 0 is a question of its own
    empty = expect_no_ads(page, "user_ads.limit.zero-limit-yields-no-ads", IN_THE_400S, note=not offset)
    if empty and "next" in page.links:
        ahead = page.links["next"].asked.offset
        moves = ahead is not None and ahead > (offset or 0)
        expect(moves, expected="no next at the same offset", received=str(page.links["next"]), of=page.answer)


@requirement("user_ads.limit.negative-limit-yields-no-ads")
@pytest.mark.parametrize(("offset", "limit"), [(None, -1), (0, -10), (10, -10), (10, -1), (0, -100)])
def test_a_negative_limit_yields_no_ads(seller, expect_no_ads, offset, limit):
    page = seller.lists_own_ads(offset=offset, limit=limit)

    expect_no_ads(page, "user_ads.limit.negative-limit-yields-no-ads", IN_THE_400S, note=not offset)
