"""How refusals are told. Their form is judged on every refusal; see laws_errors.py and laws_schema.py."""

import pytest

from adproof import expect, follows, inconclusive, requirement, witness
from adproof.api.user_ads import codes_of, error_of


def refusals(seller):
    """Refusals that differ in their numbers and in what is wrong with them."""
    return [
        seller.lists_own_ads(offset=offset, limit=limit) for offset, limit in ((2, 10), (2, 10), (5, 6), (1, 100), (10, None))
    ]


@requirement("user_ads.errors.pagination-error-names-its-code")
def test_every_refused_pair_names_the_same_code(seller):
    for page in refusals(seller):
        witness(1, "refused pairs")
        told = codes_of(page.answer)
        good = page.status == 400 and "pagination-invalid" in told
        expect(
            good,
            expected="400 pagination-invalid",
            received=f"{page.answer.received} with the codes {list(told)}",
            of=page.answer,
        )


@requirement("user_ads.errors.logref-tells-errors-apart")
def test_two_errors_have_two_logrefs(seller):
    pages = refusals(seller)
    logrefs = [str(error_of(page.answer)["logref"]) for page in pages if error_of(page.answer).get("logref")]
    if len(logrefs) < 2:
        inconclusive("errors carry no logref")

    witness(logrefs, "errors with a logref")
    answers = [page.answer for page in pages]
    expect(len(set(logrefs)) == len(logrefs), expected="different logrefs", received=f"{logrefs}", of=answers)


@requirement("user_ads.errors.code-does-not-depend-on-language")
@pytest.mark.parametrize("language", ["nl", "en", "en-GB,en;q=0.9,nl;q=0.5", "de", "*"])
def test_the_code_is_the_same_in_every_language(seller, language):
    page = seller.lists_own_ads(offset=2, limit=10, headers={"Accept-Language": language})

    witness(1, "languages")
    told = codes_of(page.answer)
    good = page.status == 400 and "pagination-invalid" in told
    expect(
        good, expected="400 pagination-invalid", received=f"{page.answer.received} with the codes {list(told)}", of=page.answer
    )


@requirement("user_ads.errors.message-follows-the-language")
def test_the_message_follows_the_language_or_does_not(seller):
    for offset, limit in ((2, 10), (5, 6)):
        pages = {
            each: seller.lists_own_ads(offset=offset, limit=limit, headers={"Accept-Language": each}) for each in ("nl", "en")
        }
        named = [page.answer.headers.get("content-language", "").lower().startswith(each) for each, page in pages.items()]
        reading = "follows" if all(named) else "ignored"
        follows("user_ads.errors.message-follows-the-language", reading, of=pages["en"].answer)
