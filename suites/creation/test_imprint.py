"""Imprints: the provider's details that every ad is published with."""

import pytest

from adproof import requirement, witness
from adproof.api.creation import assert_accepted, assert_names_a_uuid, assert_problem, assert_refused

BROKEN = b'{"content": "Musterweg 1'


@requirement("creation.imprint.creation-returns-a-uuid")
def test_a_created_imprint_is_named_by_a_uuid(seller):
    for _ in range(2):
        assert_names_a_uuid(seller.creates_an_imprint())


@requirement("creation.imprint.two-imprints-differ")
def test_two_imprints_have_two_uuids(seller):
    one, other = seller.creates_an_imprint().uuid, seller.creates_an_imprint().uuid

    witness(1, "pairs of imprints")
    assert one.lower() != other.lower()


@requirement("creation.imprint.created-imprint-can-be-published-with")
def test_a_created_imprint_serves_to_publish(seller, shelf):
    imprint, listing = seller.creates_an_imprint().uuid, shelf.busy_listing().uuid

    assert_accepted(seller.publishes(listing, imprint).answer, "publishing with a created imprint")


@requirement("creation.imprint.content-is-required")
def test_an_imprint_without_content_is_a_bad_request(seller):
    assert_problem(seller.creates_an_imprint({}).answer, 400)
    assert_refused(seller.creates_an_imprint(content=b"").answer)


@requirement("creation.imprint.broken-json-is-refused")
def test_a_body_that_is_no_json_is_a_bad_request(seller):
    assert_problem(seller.creates_an_imprint(content=BROKEN).answer, 400)


@requirement("creation.imprint.content-of-another-type-is-refused")
@pytest.mark.parametrize("content", [None, ["a"], {"text": "a"}], ids=["null", "list", "object"])
def test_content_that_is_no_text_is_refused(seller, content):
    assert_refused(seller.creates_an_imprint({"content": content}).answer)
