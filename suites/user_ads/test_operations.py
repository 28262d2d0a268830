"""Generated calls to the operations of openapi.yaml, good and bad. What has to hold on every answer, the laws judge as well."""

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from adproof import expect, fuzz, requirement, witness
from adproof.api.user_ads import BIGGEST_LIMIT, LIST

good_calls = fuzz.good_calls("user_ads", LIST)
bad_calls = fuzz.bad_calls("user_ads", LIST)
without_shrinking = settings(phases=(Phase.explicit, Phase.generate))  # a generated call is no clearer for being short


@requirement("user_ads.operations.good-calls-have-documented-answers")
@without_shrinking
@given(call=good_calls)
def test_a_good_call_has_a_documented_answer(seller, call):
    page = seller.sends(call)

    witness(1, "good calls")
    if page.status < 300 or page.status >= 500:
        wrong = fuzz.undocumented("user_ads", LIST, page.answer)
        expect(not wrong, expected="a documented answer", received=f"{page.answer.received}: {'; '.join(wrong)}", of=page.answer)
    expect(page.status in (200, 400, 404), expected="200, or a documented refusal", of=page.answer)


@requirement("user_ads.operations.bad-calls-are-never-served")
@without_shrinking
@given(call=bad_calls)
def test_a_bad_call_is_never_served(seller, call):
    page = seller.sends(call)

    expect_not_served(page, call)


words = st.text(st.characters(min_codepoint=33, max_codepoint=0x2FFF, exclude_categories=["Cs", "Nd"]), min_size=1, max_size=8)


@requirement("user_ads.operations.bad-calls-are-never-served")
@without_shrinking
@given(name=st.sampled_from(["offset", "limit"]), value=words | st.integers(max_value=-1).map(str))
def test_a_bad_value_is_never_served(seller, name, value):
    call = fuzz.call("user_ads", LIST, query=[(name, value)])

    expect_not_served(seller.sends(call), call)


def expect_not_served(page, call):
    """A repeated or empty parameter has other readings, and a larger limit may be clamped."""
    given = dict(call.query)
    plainly = [name for name in call.offends() if given[name].strip() and [each for each, _ in call.query].count(name) == 1]
    witness(plainly, "values that break their schema")
    clamped = plainly == ["limit"] and given["limit"].isdecimal() and int(given["limit"]) > BIGGEST_LIMIT
    if plainly and not clamped:
        nothing = not page.served or page.ads_or_none == ()
        expect(nothing, expected="a refusal, or a page without ads", received=f"{page.answer.received} with ads", of=page.answer)


@requirement("user_ads.operations.no-input-is-a-server-error")
@without_shrinking
@given(query=st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="#"), max_size=30))
def test_no_query_is_a_server_error(seller, query):
    page = seller.lists_own_ads(query=query)

    witness(1, "odd queries")
    expect(0 < page.status < 500, expected="no status in the 500s", of=page.answer)
