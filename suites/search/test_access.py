"""Keys: who may search."""

import pytest

from adproof import expect, follows, requirement, witness


@requirement("search.access.key-in-ads-key-is-accepted")
def test_a_key_in_the_header_opens_the_search(best):
    best.searches_without_a_key()  # what somebody else was refused is no answer to a request with a key
    found = best.asks({"limit": 1})
    witness(1, "requests with a key")
    expect(found.succeeded, expected="a result for a valid key", of=found.answer)


def reports_success(found):
    body = found.answer.json_or_none
    return found.succeeded or (isinstance(body, dict) and body.get("success") is True)


@requirement("search.access.missing-key-delivers-no-ads")
def test_without_a_key_nothing_is_found(best):
    found = best.searches_without_a_key()
    witness(1, "requests without a key")
    expect(not found.delivered, expected="no ads without a key", received=f"{len(found.delivered)} ads", of=found.answer)
    expect(not reports_success(found), expected="no success without a key", of=found.answer)


@requirement("search.access.wrong-key-delivers-no-ads")
def test_with_an_unknown_key_nothing_is_found(best):
    found = best.searches_with_an_unknown_key()
    witness(1, "requests with an unknown key")
    expect(not found.delivered, expected="no ads for an unknown key", received=f"{len(found.delivered)} ads", of=found.answer)
    expect(not reports_success(found), expected="no success for an unknown key", of=found.answer)


@requirement("search.access.refused-key-is-answered-with-401")
@pytest.mark.parametrize("key", ["missing", "unknown"])
def test_a_refused_key_is_answered_with_401(best, key):
    found = best.searches_without_a_key() if key == "missing" else best.searches_with_an_unknown_key()
    witness(1, "requests without a valid key")
    expect(found.answer.status == 401, expected="401", of=found.answer)


@requirement("search.access.header-name-in-any-letter-case")
@pytest.mark.parametrize("letters", [str.upper, str.title], ids=["upper", "title"])
def test_the_header_is_known_in_any_letter_case(best, letters):
    found = best.searches_with_the_header_in(letters)
    witness(1, "requests with other letters")
    expect(found.succeeded, expected="a result as for ads_key", of=found.answer)


@requirement("search.access.content-type-of-a-get")
def test_a_search_needs_no_content_type_or_it_does(best):
    found = best.sends([("limit", 1)], headers={})
    expect(found.succeeded or found.refused, expected="a result or a refusal", of=found.answer)
    follows("search.access.content-type-of-a-get", "not-needed" if found.succeeded else "needed", of=found.answer)
