"""Tokens: without one nothing works, and (where the target names its endpoint) how one is got."""

import pytest

from adproof import expect, inconclusive, requirement, schemas, witness
from adproof.api.creation import (
    Phase,
    TokenClient,
    altered,
    assert_refused,
    assert_status,
    assert_unchanged,
    attempts,
    coveted,
    error_of,
    invented,
    is_refusal,
    lengthened,
    other_ending,
    succeeded,
)

WRONG = "wrong"
FIELDS = ("client_id", "client_secret", "audience")
CODES = schemas.load("creation/token-error.schema.json")["properties"]["error"]["examples"]


@requirement("creation.token.missing-token-is-refused")
def test_nothing_works_without_a_token(seller, shelf):
    nothing_works_for(seller, shelf, lambda number: seller.acting_with(None, "nobody"))


@requirement("creation.token.unknown-token-is-refused")
def test_nothing_works_with_a_token_that_was_never_issued(seller, shelf, profile):
    """Every operation meets an altered token, a longer one or an invented one, and others of them if there is time."""
    credential = seller.section.authorization
    makers = (invented, other_ending, lengthened, altered)
    nothing_works_for(
        seller, shelf, lambda number: seller.acting_with(makers[number % 4](credential, seller.run_tag), "impostor")
    )
    if profile.name == "quick":
        return
    nothing_works_for(
        seller, shelf, lambda number: seller.acting_with(makers[(number + 1) % 4](credential, seller.run_tag), "impostor")
    )


def nothing_works_for(seller, shelf, impostor):
    """Every operation is refused; afterwards the owner finds everything as it was."""
    scene = coveted(shelf)
    before, was = seller.reads_listing(scene.listing), seller.reads_publication(scene.listing, scene.publication)
    for number, attempt in enumerate(attempts(seller.section.claims)):
        assert_refused(attempt.make(impostor(number), scene), f"{attempt.name} without a valid token")
    assert_unchanged(seller, scene.listing, before, "only somebody without a valid token asked")
    shown = seller.lists_publications(scene.listing)
    fine = set(shown.ids) <= {scene.publication.lower()}
    expect(fine, expected="its one publication as before", received=f"{shown.ids}", of=shown.answer)
    if was.phase is Phase.LIVE:
        view = seller.reads_publication(scene.listing, scene.publication)
        said = f"{view.status!r} ({view.answer.received})"
        expect(view.status == was.status, expected=f"{was.status!r} as before", received=said, of=view.answer)


@pytest.fixture(scope="session")
def third_party(seller, target):
    scheme = target.creation.authorization.value.rpartition(" ")[0]
    return TokenClient(seller.client, target.creation.token, scheme)


@requirement("creation.token.answer-has-token-type-and-lifetime")
def test_client_credentials_yield_a_token(third_party):
    answer = assert_status(third_party.asks(), 200, "the documented form")
    found = schemas.check("creation/token.schema.json", answer.json_or_none)
    said = f"{found[0].pointer} {found[0].message}" if found else ""
    expect(not found, expected="access_token, token_type and expires_in", received=said, of=answer)


@requirement("creation.token.type-is-bearer")
def test_the_type_is_bearer(third_party):
    answer = third_party.asks()
    if not succeeded(answer):
        inconclusive(f"no token was issued ({answer.received})")
    witness(1, "tokens")
    body = answer.json_or_none
    kind = body.get("token_type") if isinstance(body, dict) else None
    expect(str(kind).lower() == "bearer", expected="bearer", received=f"{kind!r}", of=answer)


@requirement("creation.token.issued-token-works")
def test_an_issued_token_works(seller, third_party, shelf):
    answer = third_party.asks()
    credential = third_party.credential(answer)
    if credential is None:
        inconclusive(f"no token was issued ({answer.received})")
    listing = seller.acting_with(credential, "third party").creates_a_listing()
    witness(1, "issued tokens")
    expect(succeeded(listing.answer), expected="a new listing", received=listing.answer.received, of=[answer, listing.answer])


@requirement("creation.token.missing-grant-type-is-refused")
def test_a_missing_grant_type_is_refused(third_party):
    answer = assert_status(third_party.asks(without="grant_type"), 400)
    expect(error_of(answer), expected="an error code", received=answer.text[:80], of=answer)


@requirement("creation.token.missing-field-is-refused")
@pytest.mark.parametrize("name", FIELDS)
def test_a_missing_field_is_refused(third_party, name):
    answer = assert_refused(third_party.asks(without=name), f"a request without {name}")
    expect(error_of(answer), expected="an error code", received=answer.text[:80], of=answer)


@requirement("creation.token.wrong-grant-type-is-refused")
def test_another_grant_type_is_refused(third_party):
    for grant in ("password", "authorization_code", "client_credential", ""):
        assert_refused(third_party.asks(grant_type=grant), f"the grant type {grant!r}")


@requirement("creation.token.wrong-audience-is-refused")
def test_another_audience_is_refused(third_party):
    for audience in ("somebody-else", third_party.endpoint.audience + "x", third_party.endpoint.audience[:-1]):
        assert_refused(third_party.asks(audience=audience), f"the audience {audience!r}")


@requirement("creation.token.wrong-secret-is-refused")
def test_a_wrong_secret_is_refused(third_party):
    secret = third_party.endpoint.client_secret.value
    for wrong in (secret[:-1], secret + "x", "wrong"):
        assert_refused(third_party.asks(client_secret=wrong), "a wrong secret")
    assert_refused(third_party.asks(client_id="nobody"), "an unknown client")


@requirement("creation.token.wrong-secret-is-an-invalid-client")
def test_a_wrong_secret_is_an_invalid_client(third_party):
    answer = assert_refused(third_party.asks(client_secret=WRONG))
    expect(error_of(answer) == "invalid_client", expected="invalid_client", received=str(error_of(answer)), of=answer)


@requirement("creation.token.error-code-is-a-documented-one")
def test_error_codes_are_documented(third_party):
    for answer in (
        third_party.asks(without="grant_type"),
        third_party.asks(grant_type="password"),
        third_party.asks(client_secret=WRONG),
    ):
        if is_refusal(answer):
            witness(1, "error codes")
            expect(error_of(answer) in CODES, expected=f"one of {', '.join(CODES)}", received=str(error_of(answer)), of=answer)
