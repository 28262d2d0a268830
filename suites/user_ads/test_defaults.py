"""What is served when offset or limit, or both, are left out."""

import pytest

from adproof import expect, requirement, witness
from adproof.api.user_ads import DEFAULT_LIMIT, DEFAULT_OFFSET, while_still


@requirement("user_ads.defaults.no-parameters-mean-0-and-100")
def test_a_call_without_parameters_tells_the_defaults(seller):
    page = seller.lists_own_ads()

    witness(1, "calls without parameters")
    told, due = (page.offset, page.limit), (DEFAULT_OFFSET, DEFAULT_LIMIT)
    expect(told == due, expected=f"offset and limit {due}", received=f"{told}", of=page.answer)


def expect_same_page(one, other):
    answers = [one.answer, other.answer]
    expect(one.ids == other.ids, expected="the same ads in the same order", received=difference(one.ids, other.ids), of=answers)
    expect(one.total == other.total, expected=f"a total of {one.total}", received=f"{other.total}", of=answers)


def difference(one, other):
    place = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"{len(one)} and {len(other)} ads that differ from place {place} on"


@requirement("user_ads.defaults.defaults-equal-their-explicit-form")
def test_no_parameters_give_the_page_of_the_explicit_defaults(seller):
    def look(stock):
        witness(1, "comparisons of two calls")
        expect_same_page(seller.lists_own_ads(offset=DEFAULT_OFFSET, limit=DEFAULT_LIMIT), seller.lists_own_ads())

    while_still(seller, look)


@requirement("user_ads.defaults.missing-offset-means-0")
@pytest.mark.parametrize("limit", [1, 2, 3, 10, 50])
def test_a_limit_alone_gives_the_first_page(seller, limit):
    def look(stock):
        alone = seller.lists_own_ads(limit=limit)
        witness(1, "calls with a limit alone")
        expect(
            alone.offset == DEFAULT_OFFSET,
            expected=f"offset {DEFAULT_OFFSET}",
            received=f"offset {alone.offset}",
            of=alone.answer,
        )
        expect_same_page(seller.lists_own_ads(offset=DEFAULT_OFFSET, limit=limit), alone)

    while_still(seller, look)


@requirement("user_ads.defaults.missing-limit-means-100")
@pytest.mark.parametrize("pages", [0, 1, 2])
def test_an_offset_alone_is_served_with_the_default_limit(seller, expect_accepted, pages):
    page = seller.lists_own_ads(offset=pages * DEFAULT_LIMIT)

    witness(1, "calls with an offset alone")
    expect_accepted(page)
    if page.served:
        expect(page.limit == DEFAULT_LIMIT, expected=f"limit {DEFAULT_LIMIT}", received=f"limit {page.limit}", of=page.answer)


@requirement("user_ads.defaults.missing-limit-means-100")
def test_an_offset_alone_gives_the_page_of_the_default_limit(seller):
    def look(stock):
        witness(1, "calls with an offset alone")
        expect_same_page(seller.lists_own_ads(offset=0, limit=DEFAULT_LIMIT), seller.lists_own_ads(offset=0))

    while_still(seller, look)


@requirement("user_ads.defaults.default-limit-takes-part-in-the-rule")
@pytest.mark.parametrize("offset", [1, 10, 50, 99, 101, 150, 199, 250])
def test_an_offset_alone_that_is_no_multiple_of_the_default_limit_is_refused(seller, expect_refused, offset):
    witness(1, "offsets without a limit")
    expect_refused(seller.lists_own_ads(offset=offset))


@requirement("user_ads.defaults.default-limit-takes-part-in-the-rule")
@pytest.mark.parametrize("offset", [100, 200, 1000])
def test_an_offset_alone_that_is_a_multiple_of_the_default_limit_is_accepted(seller, expect_accepted, offset):
    witness(1, "offsets without a limit")
    expect_accepted(seller.lists_own_ads(offset=offset))


@requirement("user_ads.defaults.parameter-order-is-free")
@pytest.mark.parametrize(("offset", "limit"), [(1, 1), (6, 3)])
def test_limit_before_offset_gives_the_same_page(seller, offset, limit):
    def look(stock):
        one, other = (seller.lists_own_ads(query=query) for query in orders(offset, limit))
        witness(1, "pairs in both orders")
        expect(one.status == other.status, expected=f"{one.status} in both orders", of=[one.answer, other.answer])
        if one.served:
            expect_same_page(one, other)

    while_still(seller, look)


@requirement("user_ads.defaults.parameter-order-is-free")
@pytest.mark.parametrize(("offset", "limit"), [(2, 10), (5, 6), (10, 100)])
def test_limit_before_offset_is_refused_alike(seller, expect_refused, offset, limit):
    for query in orders(offset, limit):
        witness(1, "invalid pairs")
        expect_refused(seller.lists_own_ads(query=query))


def orders(offset, limit):
    return f"offset={offset}&limit={limit}", f"limit={limit}&offset={offset}"
