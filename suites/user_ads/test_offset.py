"""Which offsets go with which limits: multiples are accepted, all others refused."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from adproof import expect, requirement, witness
from adproof.api.user_ads import BIGGEST_LIMIT, next_multiple, while_still

limits = st.integers(min_value=1, max_value=BIGGEST_LIMIT)
offsets = st.integers(min_value=0, max_value=5_000)
pages = st.integers(min_value=0, max_value=50)
# Multiples at which arithmetic with fractions goes wrong, by doubles, short floats or hundredths: 49 times a 49th is less than 1.
HARD_MULTIPLES = [(49, 49), (98, 98), (297, 99), (539, 77), (279, 93), (525, 75), (41, 41), (305, 61)]


@requirement("user_ads.offset.listed-valid-pairs-are-accepted")
@pytest.mark.parametrize(("offset", "limit"), [(0, 10), (10, 10), (100, 10), (12, 6)])
def test_a_listed_valid_pair_is_accepted(seller, expect_accepted, offset, limit):
    witness(1, "listed pairs")
    expect_accepted(seller.lists_own_ads(offset=offset, limit=limit))


@requirement("user_ads.offset.listed-invalid-pairs-are-refused")
@pytest.mark.parametrize(("offset", "limit"), [(2, 10), (8, 10), (-1, 10), (5, 6)])
def test_a_listed_invalid_pair_is_refused(seller, expect_refused, offset, limit):
    witness(1, "listed pairs")
    expect_refused(seller.lists_own_ads(offset=offset, limit=limit))


@requirement("user_ads.offset.multiple-of-limit-is-accepted")
@given(page=pages, limit=limits)
@example(page=3, limit=33)
@example(page=11, limit=9)
@example(page=1, limit=99)
def test_a_multiple_of_the_limit_is_accepted(seller, expect_accepted, page, limit):
    witness(1, "multiples")
    expect_accepted(seller.lists_own_ads(offset=page * limit, limit=limit))


@requirement("user_ads.offset.multiple-of-limit-is-accepted")
@pytest.mark.parametrize(("offset", "limit"), HARD_MULTIPLES)
def test_a_multiple_that_is_hard_to_divide_is_accepted(seller, expect_accepted, offset, limit):
    witness(1, "multiples")
    expect_accepted(seller.lists_own_ads(offset=offset, limit=limit))


@requirement("user_ads.offset.multiple-of-limit-is-accepted")
def test_a_multiple_of_every_limit_is_accepted(seller, expect_accepted, profile):
    """The second page of one limit after the other; a quick look takes every eleventh."""
    for limit in range(1, BIGGEST_LIMIT + 1, 11 if profile.name == "quick" else 1):
        witness(1, "multiples")
        expect_accepted(seller.lists_own_ads(offset=limit, limit=limit))


@requirement("user_ads.offset.other-offset-is-refused")
@given(offset=offsets, limit=limits)
@example(offset=50, limit=100)
@example(offset=4_999, limit=100)
@example(offset=33, limit=34)
def test_an_offset_that_is_no_multiple_of_the_limit_is_refused(seller, expect_refused, offset, limit):
    assume(offset % limit)

    witness(1, "other offsets")
    expect_refused(seller.lists_own_ads(offset=offset, limit=limit), "pagination-invalid")


@requirement("user_ads.offset.other-offset-is-refused")
@pytest.mark.parametrize("limit", [2, 3, 7, 10, 50, 99, BIGGEST_LIMIT])
def test_the_neighbours_and_divisors_of_a_limit_are_refused(seller, expect_refused, limit):
    around = {limit // 2, limit - 1, limit + 1, 2 * limit + 1, 100 * limit - 1}
    for offset in sorted(around):
        if offset % limit:
            witness(1, "other offsets")
            expect_refused(seller.lists_own_ads(offset=offset, limit=limit), "pagination-invalid")


@requirement("user_ads.offset.other-offset-is-refused")
def test_the_end_of_the_collection_is_refused_unless_it_is_a_multiple(seller, total, expect_refused):
    for offset, limit in ((total, 7), (total, total + 1), (total - 1, total), (total + 1, 10), (total, 100)):
        if 1 < limit <= BIGGEST_LIMIT and offset > 0 and offset % limit:
            witness(1, "offsets at the end")
            expect_refused(seller.lists_own_ads(offset=offset, limit=limit), "pagination-invalid")
    witness(total == 0, "empty collections, which have no end to ask for")


@requirement("user_ads.offset.negative-offset-is-refused")
@pytest.mark.parametrize(
    ("offset", "limit"), [(-1, 2), (-9, 10), (-11, 10), (-1, 100), (-99, 100), (-5, 3), (-1, None), (-50, None)]
)
def test_a_negative_offset_is_refused(seller, expect_refused, offset, limit):
    witness(1, "negative offsets")
    expect_refused(seller.lists_own_ads(offset=offset, limit=limit), "pagination-invalid")


@requirement("user_ads.offset.negative-multiple-yields-no-ads")
@pytest.mark.parametrize(("offset", "limit"), [(-1, 1), (-10, 10), (-20, 10), (-100, 100), (-100, None)])
def test_a_negative_multiple_yields_no_ads(seller, expect_no_ads, offset, limit):
    page = seller.lists_own_ads(offset=offset, limit=limit)

    expect_no_ads(page, "user_ads.offset.negative-multiple-yields-no-ads", {400})


@requirement("user_ads.offset.multiple-beyond-the-end-is-valid")
@pytest.mark.parametrize("limit", [1, 7, 10, 100])
@pytest.mark.parametrize("further", [0, 100])
def test_a_multiple_beyond_the_end_is_valid(seller, total, expect_accepted, limit, further):
    page = seller.lists_own_ads(offset=max(next_multiple(total, limit), limit) + further * limit, limit=limit)

    witness(1, "multiples beyond the end")
    expect_accepted(page)


@requirement("user_ads.offset.beyond-the-end-has-one-answer")
def test_a_page_beyond_the_end_is_empty_or_unknown(seller, expect_accepted):
    def look(stock):
        for further in (0, 10, 1_000):
            page = seller.lists_own_ads(
                offset=next_multiple(stock.total, 10) + max(further, 10 if not stock.total else 0), limit=10
            )
            expect_accepted(page)
            if not page.served:
                continue
            due = f"no ads, and a total of {stock.total}"
            received = f"{len(page.ids)} ads and {page.total}"
            expect(page.ids == () and page.total == stock.total, expected=due, received=received, of=page.answer)

    while_still(seller, look)
