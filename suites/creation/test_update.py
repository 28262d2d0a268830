"""Partial updates: what is sent changes, what is left out stays."""

import uuid
from functools import partial

import pytest

from adproof import expect, follows, inconclusive, requirement, schemas, witness
from adproof.api.creation import (
    assert_accepted,
    assert_problem,
    assert_refused,
    assert_status,
    assert_unchanged,
    is_refusal,
    succeeded,
)

NULLABLE = tuple(schemas.load("creation/listing-update.schema.json")["properties"])
WHOLE_PRICE = {"type": "FIXED", "amount": 121}
HALF_PRICES = {"no-amount": {"type": "FIXED"}, "no-type": {"amount": 7}}


@requirement("creation.update.update-succeeds")
def test_an_update_of_some_fields_is_accepted(seller, shelf):
    listing = shelf.kept("updated", shelf.listing).uuid
    for body in (
        {"title": seller.new_title()},
        {"description": seller.new_description("Neu beschrieben.")},
        {"price": {"type": "FIXED", "amount": 120}},
    ):
        assert_accepted(seller.updates(listing, body), f"an update of {', '.join(body)}")


@requirement("creation.update.update-is-a-204")
def test_a_successful_update_is_a_204(seller, shelf):
    change = {"description": seller.new_description("Neu beschrieben.")}
    assert_status(seller.updates(shelf.kept("updated", shelf.listing).uuid, change), 204)


@requirement("creation.update.images-stay")
def test_an_update_leaves_the_images(seller, shelf):
    listing, images = shelf.album(4 if shelf.adds_images() else 1)
    answer = seller.updates(listing.uuid, {"title": seller.new_title()})
    if not succeeded(answer):
        inconclusive("the update was not accepted")
    seen = seller.patience.stays("update", lambda: shelf.images_of(listing.uuid), lambda shown: shown == images)
    witness(len(images), "images")
    said = f"{len(seen.value)} images, not the same or in another order"
    expect(seen.came, expected=f"the {len(images)} images as before", received=said, of=answer)


@requirement("creation.update.unknown-listing-is-a-404-problem")
def test_updating_an_unknown_listing_is_a_404(seller):
    assert_problem(seller.updates(str(uuid.uuid4()), {"title": "Niemandes"}), 404)


@requirement("creation.update.price-needs-type-and-amount")
@pytest.mark.parametrize("price", HALF_PRICES.values(), ids=HALF_PRICES)
def test_half_a_price_is_refused(seller, shelf, price):
    assert_refused(seller.updates(shelf.kept("updated", shelf.listing).uuid, {"price": price}), f"the price {price}")


@requirement("creation.update.refused-update-changes-nothing")
@pytest.mark.parametrize("price", HALF_PRICES.values(), ids=HALF_PRICES)
def test_a_refused_update_changes_nothing(seller, shelf, price):
    listing = shelf.listing()
    seller.updates(listing.uuid, {"price": WHOLE_PRICE})
    read = partial(seller.reads_listing, listing.uuid)
    before = seller.patience.until("update", read, lambda view: view.value("adPrice", "price") is not None).value
    refused = seller.updates(
        listing.uuid, {"title": seller.new_title(), "price": price, "description": seller.new_description("Halb geändert.")}
    )
    if not is_refusal(refused):
        inconclusive("half a price was not refused")
    assert_unchanged(seller, listing.uuid, before, "the update was refused")
    after = seller.reads_listing(listing.uuid)
    was, is_now = before.value("adPrice", "price"), after.value("adPrice", "price")
    witness(was is not None, "prices that could have changed")
    expect(was == is_now, expected=f"the price {was!r} as before", received=f"{is_now!r}", of=[refused, after.answer])


@requirement("creation.update.null-is-allowed")
def test_null_breaks_nothing(seller, shelf):
    listing = shelf.kept("emptied", shelf.listing).uuid
    for name in NULLABLE:
        answer = seller.updates(listing, {name: None})
        witness(1, "updates with null")
        expect(answer.status < 500, expected=f"{name} may be null", received=answer.received, of=answer)
    view = seller.reads_listing(listing)
    expect(view.found, expected="a listing that can still be read", received=view.answer.received, of=view.answer)


@requirement("creation.update.null-clears-or-is-ignored")
def test_what_null_does(seller, shelf):
    for text in map(seller.new_description, ("Erste Fassung.", "Zweite Fassung.")):
        listing = shelf.listing(description=text)
        answer = seller.updates(listing.uuid, {"description": None})
        seen = seller.patience.stays(
            "update", lambda at=listing: seller.reads_listing(at.uuid), lambda view, was=text: view.text("description") == was
        )
        if is_refusal(answer) and not seen.came:
            expect(False, expected="a refusal that changes nothing", received="another description", of=answer)
        reading = "refused" if is_refusal(answer) else "ignored" if seen.came else "clears"
        cleared = not seen.value.text("description")
        expect(
            reading != "clears" or cleared, expected="an empty text or the old one", received="another text", of=seen.value.answer
        )
        follows("creation.update.null-clears-or-is-ignored", reading, of=answer)


@requirement("creation.update.empty-update")
def test_an_update_without_fields(seller, shelf):
    listing = shelf.kept("updated", shelf.listing)
    before = seller.reads_listing(listing.uuid)
    answer = seller.updates(listing.uuid, {})
    assert_unchanged(seller, listing.uuid, before, "the update named no field")
    follows("creation.update.empty-update", "refused" if is_refusal(answer) else "accepted", of=answer)


@requirement("creation.update.publications-keep-their-uuids")
def test_an_update_leaves_the_publications(seller, shelf):
    ad = shelf.kept("republished ad", shelf.live_ad)
    before = sorted(shelf.listed(ad).ids)
    answer = seller.updates(ad.listing.uuid, {"description": seller.new_description("Nach der Veröffentlichung geändert.")})
    if not succeeded(answer):
        inconclusive("the update was not accepted")
    seen = seller.patience.stays(
        "list", lambda: seller.lists_publications(ad.listing.uuid), lambda shown: sorted(shown.ids) == before
    )
    witness(len(before), "publications")
    expect(seen.came, expected=f"{before}", received=f"{sorted(seen.value.ids)}", of=seen.value.answer)
