"""What the document leaves to HTTP and to the publisher's guidelines. Nothing here can change data."""

import pytest

from adproof import expect, follows, inconclusive, requirement, witness
from adproof.api.user_ads import while_still

WRITING = ["POST", "PUT", "PATCH"]
NO_BODY_OF_ANYTHING = b"{"  # no operation can accept it
NOT_OFFERED = {*range(400, 500), 501}


def writes(seller, method):
    return seller.asks(method, content=NO_BODY_OF_ANYTHING, headers={"Content-Type": "application/json"})


@requirement("user_ads.protocol.other-methods-are-405")
@pytest.mark.parametrize("method", WRITING)
def test_another_method_is_405(seller, method):
    answer = writes(seller, method)

    witness(1, "other methods")
    expect(answer.status == 405, expected="405", of=answer)


@requirement("user_ads.protocol.refused-method-names-the-allowed")
@pytest.mark.parametrize("method", WRITING)
def test_a_refused_method_names_the_allowed(seller, method):
    answer = writes(seller, method)
    if answer.status != 405:
        inconclusive(f"{method} is not answered with 405 but with {answer.status}")

    witness(1, "refused methods")
    allowed = {each.strip().upper() for each in answer.headers.get("allow", "").split(",")}
    good = "GET" in allowed and method not in allowed
    expect(good, expected="Allow with GET", received=f"Allow: {answer.headers.get('allow', '(none)')}", of=answer)


@requirement("user_ads.protocol.other-methods-change-nothing")
def test_a_refused_method_changes_nothing(seller):
    for method in WRITING:
        for left in (2, 1, 0):
            before = seller.stock()
            answer = writes(seller, method)
            witness(1, "other methods")
            expect('"totalCount"' not in answer.text, expected="a refusal without ads", of=answer)
            expect(not 200 <= answer.status < 300, expected="a refusal", of=answer)
            after = seller.stock()
            if before == after or seller.stock() != after:  # else it changed just now, and stands still again
                break
            expect(left, expected="the same ads", received=changes(before, after), of=answer)


def changes(before, after):
    """What became of the ads that were seen."""
    was, is_now = {*before.first, *before.last}, {*after.first, *after.last}
    moved = "in another order" if was == is_now else f"{len(is_now - was)} of them new, {len(was - is_now)} gone"
    return f"{after.total} ads instead of {before.total}, {moved}"


@requirement("user_ads.protocol.head-is-left-open")
def test_head_is_answered_as_get_or_refused(seller):
    answer = seller.asks("HEAD", limit=1)

    expect(answer.status == 200 or answer.status in NOT_OFFERED, expected="200, or a refusal", of=answer)
    follows("user_ads.protocol.head-is-left-open", "served" if answer.status == 200 else "refused", of=answer)


@requirement("user_ads.protocol.options-is-left-open")
def test_options_is_answered_or_refused(seller):
    answer = seller.asks("OPTIONS")

    served = 200 <= answer.status < 300
    expect(served or answer.status in NOT_OFFERED, expected="a status in the 200s, or a refusal", of=answer)
    follows("user_ads.protocol.options-is-left-open", "served" if served else "refused", of=answer)


@requirement("user_ads.protocol.html-is-not-offered")
@pytest.mark.parametrize("limit", [None, 1])
def test_a_caller_that_accepts_html_only_gets_406_or_json(seller, limit):
    answer = seller.lists_own_ads(limit=limit, headers={"Accept": "text/html"}).answer

    json = answer.status == 200 and answer.media_type == "application/json"
    expect(json or answer.status == 406, expected="406, or JSON", received=f"{answer.received}, {answer.media_type}", of=answer)
    follows("user_ads.protocol.html-is-not-offered", "json-anyway" if json else "not-acceptable", of=answer)


@requirement("user_ads.protocol.reading-changes-nothing")
@pytest.mark.parametrize(("offset", "limit"), [(None, None), (2, 2)])
def test_the_same_page_twice_is_the_same_body(seller, offset, limit):
    def look(stock):
        one, other = (seller.lists_own_ads(offset=offset, limit=limit) for _ in range(2))
        witness(one.served, "pages read twice")
        same = one.answer.json_or_none == other.answer.json_or_none
        expect(same, expected="the same body twice", received="two bodies", of=[one.answer, other.answer])

    while_still(seller, look)


@requirement("user_ads.protocol.etag-answers-304")
def test_an_etag_answers_304(seller):
    page = seller.lists_own_ads(limit=1)
    etag = page.answer.headers.get("etag")
    if not etag:
        inconclusive("pages carry no ETag")

    again = seller.lists_own_ads(limit=1, headers={"If-None-Match": etag})
    witness(1, "pages with an ETag")
    moved = again.answer.headers.get("etag") != etag and again.served
    expect(again.status == 304 or moved, expected="304", of=[page.answer, again.answer])


@requirement("user_ads.protocol.condition-without-etag")
def test_a_condition_is_ignored_or_refused(seller):
    page = seller.lists_own_ads(limit=1, headers={"If-None-Match": '"no-such-tag"'})

    expect(page.served or page.status == 400, expected="200 or 400", of=page.answer)
    reading = "refused" if page.status == 400 else "has-etag" if page.answer.headers.get("etag") else "ignored"
    follows("user_ads.protocol.condition-without-etag", reading, of=page.answer)


@requirement("user_ads.protocol.links-can-be-switched-off")
def test_links_can_be_switched_off_or_not(seller):
    def look(stock):
        page = seller.lists_own_ads(query="limit=2&_links=false")
        expect(page.served or 400 <= page.status < 500, expected="a page or a refusal", of=page.answer)
        held, due = len(page.ads_or_none or ()), min(2, stock.total)
        expect(held == due or not page.served, expected=f"{due} ads", received=f"{held} ads", of=page.answer)
        reading = "refused" if not page.served else "ignored" if list(page.all_links()) else "removed"
        follows("user_ads.protocol.links-can-be-switched-off", reading, of=page.answer)

    while_still(seller, look)


@requirement("user_ads.protocol.unknown-parameters-are-left-open")
@pytest.mark.parametrize("query", ["limit=3&adproof=1", "unknown=zzzz&limit=3"])
def test_an_unknown_parameter_is_ignored_or_refused(seller, query):
    def look(stock):
        page = seller.lists_own_ads(query=query)
        if page.status != 400:
            due = stock.first[:3]
            expect(
                page.served and page.ids == due, expected=f"the ads {list(due)}", received=page.answer.received, of=page.answer
            )
        follows(
            "user_ads.protocol.unknown-parameters-are-left-open", "refused" if page.status == 400 else "ignored", of=page.answer
        )

    while_still(seller, look)


@requirement("user_ads.protocol.trailing-slash-does-not-redirect")
def test_a_trailing_slash_does_not_redirect(seller):
    answer = seller.asks("GET", slash="/", limit=1)

    witness(1, "calls with a slash behind")
    expect(not 300 <= answer.status < 400, expected="no redirect", of=answer)


@requirement("user_ads.protocol.trailing-slash-is-left-open")
def test_a_trailing_slash_is_unknown_or_the_same(seller):
    answer = seller.asks("GET", slash="/", limit=1)

    reading = "same" if answer.status == 200 else "redirected" if 300 <= answer.status < 400 else "not-found"
    expect(answer.status < 500, expected="a page, a redirect or a refusal", of=answer)
    follows("user_ads.protocol.trailing-slash-is-left-open", reading, of=answer)
