"""Values for offset and limit that are no plain whole numbers: wrong types, odd spellings, huge, empty, repeated."""

import pytest

from adproof import expect, follows, requirement, witness
from adproof.api.user_ads import BIGGEST_LIMIT, DEFAULT_LIMIT, DEFAULT_OFFSET, codes_of

NO_NUMBERS = ["abc", "1.5", "1e1", "0x10", "10;1", "1,000", "NaN", "--1", "10abc", "%00"]
REFUSED = range(400, 500)


def asks(seller, name, value):
    """The value as it is; the other parameter is left out."""
    return seller.lists_own_ads(query=f"{name}={value}")


@requirement("user_ads.offset.whole-numbers-only")
@pytest.mark.parametrize("name", ["offset", "limit"])
@pytest.mark.parametrize("value", NO_NUMBERS)
def test_a_value_that_is_no_whole_number_is_refused(seller, name, value):
    page = asks(seller, name, value.replace(" ", "%20"))

    witness(1, "values that are no numbers")
    expect(page.status == 400, expected="400, since the value is no whole number", of=page.answer)


@requirement("user_ads.offset.type-error-has-one-code")
@pytest.mark.parametrize("name", ["offset", "limit"])
def test_a_type_error_has_one_code(seller, name):
    page = asks(seller, name, "abc")
    codes = codes_of(page.answer)

    known = [code for code in codes if code in ("validation-failure", "pagination-invalid")]
    expect(400 <= page.status < 500, expected="a refusal", of=page.answer)
    follows("user_ads.offset.type-error-has-one-code", known[0] if known else "another-code", of=page.answer)


@requirement("user_ads.offset.unusual-spelling-is-read-or-refused")
@pytest.mark.parametrize(
    ("value", "number"), [("%2B10", 10), ("010", 10), ("%2010", 10), ("10%20", 10), ("%20", None), ("-0", 0)]
)
def test_an_unusual_spelling_is_read_as_its_number_or_refused(seller, value, number):
    page = asks(seller, "limit" if number else "offset", value)

    witness(1, "unusual spellings")
    if page.status not in REFUSED:
        told = (page.count("offset"), page.count("limit"))
        due = {(DEFAULT_OFFSET, DEFAULT_LIMIT), (DEFAULT_OFFSET, number or DEFAULT_LIMIT)}
        expect(page.served and told in due, expected=f"a refusal, or one of {sorted(due)}", received=f"{told}", of=page.answer)


@requirement("user_ads.offset.empty-value-is-missing-or-refused")
@pytest.mark.parametrize("query", ["offset=", "limit=", "offset", "limit", "offset=&limit="])
def test_an_empty_value_is_missing_or_refused(seller, query):
    page = seller.lists_own_ads(query=query)

    witness(1, "empty values")
    if query in ("offset=", "limit="):
        reading = "refused" if page.status in REFUSED else "missing"
        follows("user_ads.offset.empty-value-is-missing-or-refused", reading, of=page.answer)
    if page.status not in REFUSED:
        told = (page.count("offset"), page.count("limit"))
        due = (DEFAULT_OFFSET, DEFAULT_LIMIT)
        expect(page.served and told == due, expected=f"a refusal, or the defaults {due}", received=f"{told}", of=page.answer)


@requirement("user_ads.offset.huge-numbers-are-handled")
@pytest.mark.parametrize("limit", [1, None])
@pytest.mark.parametrize("number", [2**31 - 1, 2**32, 2**63, 2**64, 10**30, -(2**63) - 1])
def test_a_huge_offset_is_refused_or_empty(seller, number, limit):
    page = seller.lists_own_ads(offset=number, limit=limit)

    witness(1, "huge numbers")
    empty = page.served and page.ads_or_none == ()
    expect(page.status in REFUSED or empty, expected="a refusal, or a page without ads", of=page.answer)


@requirement("user_ads.offset.huge-numbers-are-handled")
@pytest.mark.parametrize("number", [2**31, 2**32 + 10, 2**63, 2**64 + 1, 10**30])
def test_a_huge_limit_is_refused_or_clamped(seller, number):
    page = seller.lists_own_ads(limit=number)

    witness(1, "huge numbers")
    clamped = page.served and (page.count("limit") or 0) <= BIGGEST_LIMIT
    expect(page.status in REFUSED or clamped, expected="a refusal, or a clamped limit", of=page.answer)


@requirement("user_ads.offset.repeated-parameter-is-handled")
@pytest.mark.parametrize(
    ("query", "first", "last"), [("limit=1&limit=2", (0, 1), (0, 2)), ("limit=2&offset=0&offset=2", (0, 2), (2, 2))]
)
def test_a_repeated_parameter_has_one_meaning(seller, query, first, last):
    page = seller.lists_own_ads(query=query)

    if page.status == 404 or page.served:
        told = (page.count("offset"), page.count("limit"))
        expect(told in (first, last) or page.status == 404, expected=f"{first} or {last}", received=f"{told}", of=page.answer)
        reading = "first" if told == first else "last"
    else:
        expect(page.status in REFUSED, expected="a page or a refusal", of=page.answer)
        reading = "refused"
    follows("user_ads.offset.repeated-parameter-is-handled", reading, of=page.answer)
