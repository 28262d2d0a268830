"""Whose collections are served: the own one, with the own token, and nothing else."""

import json
import re

import pytest

from adproof import expect, follows, requirement, weak, witness
from adproof.api.user_ads import codes_of, error_of, told_as_json

PAGES = [(None, None), (0, 1), (10, 10), (100, 100), (0, None)]
UNKNOWN = 2_000_000_000


@pytest.fixture(scope="session")
def control(seller):
    """The same call with the own user and token is served, so that a refusal means something."""
    page = seller.lists_own_ads(offset=0, limit=1)
    expect(page.served, expected="the own collection with the own token", of=page.answer)


@requirement("user_ads.access.another-user-is-unauthorized")
@pytest.mark.parametrize(("offset", "limit"), PAGES)
def test_another_user_is_unauthorized(seller, control, offset, limit):
    page = seller.lists_ads_of(seller.other_user, offset=offset, limit=limit)

    witness(1, "calls for another user")
    told = codes_of(page.answer)
    good = page.status == 401 and "unauthorized" in told
    expect(good, expected="401 unauthorized", received=f"{page.answer.received} with the codes {list(told)}", of=page.answer)


@requirement("user_ads.errors.refusals-are-json")
def test_the_refusal_of_a_user_is_json(seller):
    page = seller.lists_ads_of(seller.other_user or UNKNOWN)

    witness(1, "refused users")
    received = f"{page.answer.received}, {page.answer.media_type or 'no media type'}"
    good = told_as_json(page.answer) and page.answer.json_or_none is not None
    expect(good or page.status == 404, expected="JSON under a media type of JSON", received=received, of=page.answer)


@requirement("user_ads.access.another-users-refusal-tells-nothing")
def test_the_refusal_is_the_same_whatever_page_is_asked_for(seller):
    told = {}
    for offset, limit in PAGES:
        page = seller.lists_ads_of(seller.other_user, offset=offset, limit=limit)
        told.setdefault(wording(page), page.answer)
        witness(1, "refusals")

    expect(len(told) == 1, expected="one refusal for every page", received=f"{sorted(told)}", of=list(told.values()))


def wording(page):
    """What a refusal says, without what differs from one refusal to the next by its nature."""
    told = {name: value for name, value in error_of(page.answer).items() if name.lower() not in ("logref", "timestamp", "path")}
    return f"{page.status} {re.sub(r'[0-9]+', '#', json.dumps(told, sort_keys=True))}"


@requirement("user_ads.access.only-the-own-collection-is-served")
@pytest.mark.parametrize(("offset", "limit"), [*PAGES[:3], (2, 10)])
@pytest.mark.parametrize("user", ["own + 1", "own - 1", "own x 10", "unknown", "own + 2^32", "own + 2^64"])
def test_no_other_number_is_served(seller, user, offset, limit):
    numbers = {
        "own + 1": seller.user + 1,
        "own - 1": seller.user - 1,
        "own x 10": seller.user * 10 + 1,
        "unknown": seller.user + UNKNOWN,
        "own + 2^32": seller.user + 2**32,
        "own + 2^64": seller.user + 2**64,
    }
    expect_not_served(seller.lists_ads_of(numbers[user], offset=offset, limit=limit))


@requirement("user_ads.access.only-the-own-collection-is-served")
@pytest.mark.parametrize("query", ["offset=0&limit=5&locale=nl", "limit=5&offset=0", "_links=false", "limit=5&limit=5"])
def test_no_other_number_is_served_whatever_else_is_asked(seller, query):
    expect_not_served(seller.lists_ads_of(seller.other_user or seller.user + 1, query=query))


def expect_not_served(page):
    witness(1, "calls that must not be served")
    expect(400 <= page.status < 500, expected="a refusal", of=page.answer)


@requirement("user_ads.access.only-the-own-collection-is-served")
@pytest.mark.parametrize("user", ["abc", "0", "-1", "*", "null", "1;2", "%"])
def test_nothing_but_a_number_is_served(seller, user):
    if str(seller.user) == user:
        user = "x"
    expect_not_served(seller.lists_ads_of(user, limit=1))


@requirement("user_ads.access.unknown-user-has-one-answer")
@pytest.mark.parametrize("further", [UNKNOWN, UNKNOWN + 7])
def test_an_unknown_user_has_one_answer(seller, further):
    page = seller.lists_ads_of(seller.user + further)

    readings = {401: "unauthorized", 403: "forbidden", 404: "not-found"}
    expect(page.status in readings, expected="401, 403 or 404", of=page.answer)
    follows("user_ads.access.unknown-user-has-one-answer", readings[page.status], of=page.answer)


@requirement("user_ads.access.missing-token-is-401")
@pytest.mark.parametrize(("offset", "limit"), PAGES)
def test_a_missing_token_is_401(seller, control, offset, limit):
    page = seller.presents(None, offset=offset, limit=limit)

    witness(1, "calls without a token")
    expect(page.status == 401, expected="401", of=page.answer)


@requirement("user_ads.access.wrong-token-is-401")
@pytest.mark.parametrize("token", ["Bearer garbage", "Bearer 00000000-0000-4000-8000-000000000000", "Bearer null"])
def test_a_token_that_was_never_issued_is_401(seller, control, token):
    for offset, limit in ((None, None), (10, 10)):
        page = seller.presents(token, offset=offset, limit=limit)
        witness(1, "calls with a wrong token")
        expect(page.status == 401, expected="401", of=page.answer)


@requirement("user_ads.access.malformed-credentials-are-not-served")
@pytest.mark.parametrize("header", ["Bearer", "Basic dXNlcjpwYXNzd29yZA==", "garbage", "Bearer a b", "Token garbage"])
def test_malformed_credentials_are_not_served(seller, header):
    expect_not_served(seller.presents(header, limit=1))


@requirement("user_ads.access.malformed-credentials-are-not-served")
def test_the_own_token_spoiled_is_not_served(seller, control):
    for token in seller.spoiled_tokens().values():
        expect_not_served(seller.presents(token, limit=1))


@requirement("user_ads.access.token-refusal-has-one-form")
@pytest.mark.parametrize("limit", [None, 10])
def test_a_token_refusal_has_one_form(seller, limit):
    page = seller.presents("Bearer garbage", limit=limit)
    error = error_of(page.answer)

    reading = "api" if isinstance(error.get("code"), str) else "oauth" if isinstance(error.get("error"), str) else "other"
    expect(400 <= page.status < 500, expected="a refusal", of=page.answer)
    follows("user_ads.access.token-refusal-has-one-form", reading, of=page.answer)


@requirement("user_ads.access.refusals-hold-no-ads")
def test_refusals_of_every_kind_hold_no_ads(seller):
    """Only provokes refusals: that they hold nothing is judged on each of them by a law."""
    weak("what another user's collection holds is not known" if seller.other_user is None else "one other user was asked for")
    for page in (
        seller.lists_ads_of(seller.other_user or seller.user + UNKNOWN, limit=1),
        seller.presents(None, limit=1),
        seller.presents("Bearer garbage", limit=1),
        seller.lists_own_ads(offset=1, limit=2),
    ):
        witness(page.status >= 400, "refusals")


@requirement("user_ads.access.two-faults-at-once-are-refused")
@pytest.mark.parametrize(("offset", "limit"), [(2, 10), (5, 6), (10, None)])
def test_another_user_with_an_invalid_pair_is_refused(seller, offset, limit):
    page = seller.lists_ads_of(seller.other_user, offset=offset, limit=limit)

    readings = {400: "pagination-invalid", 401: "unauthorized"}
    expect(page.status in readings, expected="400 or 401", of=page.answer)
    follows("user_ads.access.two-faults-at-once-are-refused", readings[page.status], of=page.answer)
