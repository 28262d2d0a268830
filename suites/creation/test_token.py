"""Tokens: without one nothing works, and (where the target names its endpoint) how one is got."""

import time

import pytest

from adproof import expect, inconclusive, requirement, schemas, weak, witness
from adproof.api.creation import (
    Phase,
    TokenClient,
    assert_refused,
    assert_status,
    assert_unchanged,
    attempts,
    coveted,
    error_of,
    forgeries,
    is_refusal,
    lifetime_of,
    memory,
    succeeded,
)

WRONG = "wrong"
SHORT = 12.0  # seconds of a lifetime that can be waited for
FIELDS = ("client_id", "client_secret", "audience")
CODES = schemas.load("creation/token-error.schema.json")["properties"]["error"]["examples"]


@requirement("creation.token.missing-token-is-refused")
def test_nothing_works_without_a_token(seller, shelf):
    nothing_works_for(seller, shelf, lambda number: seller.acting_with(None, "nobody"))


@requirement("creation.token.unknown-token-is-refused")
def test_nothing_works_with_a_token_that_was_never_issued(seller, shelf, profile):
    """Every operation meets one of the forgeries by turns, and others of them if there is time."""
    forged = list(forgeries(seller.section.authorization, seller.run_tag))
    for turn in range(1 if profile.name == "quick" else 3):
        by_turns = forged[turn:] + forged[:turn]
        nothing_works_for(seller, shelf, lambda number, at=by_turns: seller.acting_with(at[number % len(at)], "impostor"))


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
    holder = seller.acting_with(credential, "third party")
    listing = holder.creates_a_listing()
    if is_refusal(listing.answer) and seller.makes_room():  # the account may be full
        listing = holder.creates_a_listing()
    witness(1, "issued tokens")
    bounded = is_refusal(listing.answer) and memory().has_many("createListing")
    if bounded and not succeeded(seller.creates_a_listing().answer):
        inconclusive(f"no further listing is taken ({listing.answer.received})")
    expect(succeeded(listing.answer), expected="a new listing", received=listing.answer.received, of=[answer, listing.answer])


@requirement("creation.token.issued-token-works")
def test_a_token_works_while_it_lives_beside_a_second_one(seller, third_party, shelf):
    """A second token takes nothing from the first, and the first is good until shortly before its end."""
    issued, begin = third_party.asks(), time.monotonic()
    credential, lifetime = third_party.credential(issued), lifetime_of(issued)
    listing = shelf.plain().uuid
    if credential is None or lifetime is None:
        inconclusive(f"no token with a lifetime was issued ({issued.received})")
    first = seller.acting_with(credential, "third party")
    if not succeeded(first.reads_listing(listing).answer):
        inconclusive("the token belongs to another account")
    second = third_party.asks()
    for part in (0.3, 0.7) if lifetime < SHORT else (0.0,):
        time.sleep(max(0.0, begin + part * lifetime - time.monotonic()))
        view = first.reads_listing(listing)
        if time.monotonic() - begin > 0.9 * lifetime:
            weak("the answers were too slow to use a token before its end")
            return
        witness(1, "later uses of a token")
        said, of = f"{view.answer.received} after {part * lifetime:.1f} of {lifetime:g} s", [issued, second, view.answer]
        expect(succeeded(view.answer), expected="a token that works as long as it lives", received=said, of=of)


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
    for wrong in (secret[:-1], secret + "x", "wrong", ""):
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
