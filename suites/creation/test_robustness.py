"""Odd input: refused, and never the end of the target."""

import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adproof import claimed, requirement, witness
from adproof.api.creation import assert_names_a_uuid, assert_refused

MALFORMED = ["not-a-uuid", "0", "..%2f", "%00", "null", "123e4567-e89b-12d3-a456-42661417400", "ä" * 40, "'\"<x>"]
BROKEN = [b'{"title": "x', b"\xff\xfe", b"{]", b'{"a":' * 500]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
AMOUNTS = [-1, 19.999, 2**31, 2**64, 1e300]
names = st.sampled_from(["title", "description", "category", "price", "attributes", "adType", "email", "buyNow"])


@requirement("creation.robustness.malformed-id-is-refused")
@pytest.mark.parametrize("id", MALFORMED)
def test_a_malformed_id_is_refused(seller, shelf, id):
    listing = shelf.plain().uuid
    assert_refused(seller.reads_listing(id).answer, f"the listing {id!r}")
    assert_refused(seller.reads_publication(listing, id).answer, f"the publication {id!r}")


def calls_with(seller, shelf, id):
    """Every call that names a listing or a publication, with this id for it, as far as the target offers it; but no deletion."""
    listing, claims = shelf.plain().uuid, seller.section.claims
    yield lambda: seller.lists_publications(id)
    yield lambda: seller.attaches(str(uuid.uuid4()), id)
    yield lambda: seller.publishes(id, shelf.imprint())
    if "update" in claims:
        yield lambda: seller.updates(id, {"title": "Niemandes"})
    if "state" in claims:
        yield lambda: seller.pauses(listing, id)
    if "republish" in claims:
        yield lambda: seller.republishes(listing, id)
    if "images" in claims:
        yield lambda: seller.reorders_images(id, [])


@requirement("creation.robustness.no-input-breaks-the-target")
def test_a_malformed_id_breaks_nothing(seller, shelf):
    """The law on every answer judges; each call meets several ids, and the other way round."""
    for number, id in enumerate(MALFORMED):
        calls = list(calls_with(seller, shelf, id))
        for turn in (0, 1, 3):
            calls[(number + turn) % len(calls)]()
            witness(1, "calls with malformed ids")


@requirement("creation.robustness.broken-json-is-refused")
@pytest.mark.parametrize("content", BROKEN, ids=["cut-off", "no-utf-8", "no-json", "deep"])
def test_a_body_that_is_no_json_is_refused(seller, shelf, content):
    listing = shelf.plain().uuid
    assert_refused(seller.attaches_with(listing=listing, content=content), "attaching with a broken body")
    assert_refused(seller.publishes_with(listing, content=content), "publishing with a broken body")


@requirement("creation.robustness.no-input-breaks-the-target")
def test_odd_values_break_nothing(seller, shelf):
    """The law on every answer judges."""
    listing = shelf.plain().uuid
    keys = seller.dialect.attaching("")
    sends = {
        "listing": lambda name, value: seller.creates_a_listing(**{name: value}),
        "media": lambda name, value: seller.posts_a_media_request({"mediaType": value}),
        "attach": lambda name, value: seller.attaches_with(dict.fromkeys(keys, value), listing),
        "publish": lambda name, value: seller.publishes_with(listing, content=json.dumps(value).encode()),
    }

    @given(call=st.sampled_from(sorted(sends)), name=names, value=json_values)
    def is_survived(call, name, value):
        sends[call](name, value)

    is_survived()
    for name, value in (("title", 12), ("description", ["Text"]), ("price", "12"), ("category", True)):
        sends["listing"](name, value)


@requirement("creation.robustness.no-input-breaks-the-target")
@pytest.mark.parametrize("amount", AMOUNTS)
def test_an_odd_amount_breaks_nothing(seller, shelf, amount):
    """Whether it is taken is not said; the law on every answer judges."""
    price = {"type": "FIXED", "amount": amount}
    seller.creates_a_listing(price=price)
    if claimed("creation.claims.update"):
        listing = shelf.kept("updated", shelf.listing).uuid
        seller.updates(listing, {"price": price})
        seller.reads_listing(listing)


@requirement("creation.robustness.no-input-breaks-the-target")
def test_the_target_works_after_odd_input(seller):
    for content in BROKEN:
        seller.posts_a_listing(content=content)
        seller.posts_a_media_request(content=content)
    assert_names_a_uuid(seller.creates_a_listing())
