"""Attaching: one ticket, one success, one image."""

import uuid

from adproof import claimed, expect, follows, inconclusive, requirement, weak, witness
from adproof.api.creation import (
    assert_accepted,
    assert_refused,
    assert_status,
    assert_unchanged,
    is_refusal,
    succeeded,
)


@requirement("creation.attach.ticket-attaches-the-image")
def test_a_ticket_attaches_its_image(seller, shelf):
    for listing in (shelf.listing(), shelf.listing()):
        assert_accepted(seller.attaches(seller.has_an_uploaded_ticket().uuid, listing.uuid), "attaching an uploaded image")


@requirement("creation.attach.attached-image-appears")
def test_an_attached_image_appears(seller, shelf):
    older, newer = shelf.listing().uuid, shelf.listing().uuid
    shelf.images_of(older)
    for listing in (older, newer):
        attached = attach_one(seller, listing)
        seen = seller.patience.until("image", lambda at=listing: shelf.images_of(at), bool)
        witness(1, "attached images")
        expect(seen.came, expected="one image in the listing", received="none", of=attached)


@requirement("creation.attach.one-attach-adds-one-image")
def test_one_attach_adds_one_image(seller, shelf):
    listing = shelf.listing().uuid
    attached = attach_one(seller, listing)
    seller.patience.until("image", lambda: shelf.images_of(listing), bool)
    seen = seller.patience.stays("image", lambda: shelf.images_of(listing), lambda images: len(images) == 1)
    witness(1, "attached images")
    expect(seen.came, expected="one image after one attach", received=f"{len(seen.value)}", of=attached)


@requirement("creation.attach.used-ticket-is-refused")
def test_a_used_ticket_is_refused_on_the_same_listing(seller, shelf):
    listing = shelf.listing().uuid
    ticket = used_ticket(seller, listing)
    for _ in range(2):
        assert_refused(seller.attaches(ticket, listing), "a used ticket on the same listing")


@requirement("creation.attach.used-ticket-is-refused-elsewhere")
def test_a_used_ticket_is_refused_on_another_listing(seller, shelf):
    ticket = used_ticket(seller, shelf.listing().uuid)
    other, published = shelf.listing().uuid, shelf.published()[0].uuid
    attach_one(seller, other)
    for listing in (shelf.listing().uuid, other, published):
        assert_refused(seller.attaches(ticket, listing), "a used ticket on another listing")


@requirement("creation.attach.used-ticket-is-refused-elsewhere")
def test_a_used_ticket_stays_used_when_its_image_is_gone(seller, shelf):
    """A target could take the image, not the ticket, for the proof of use."""
    home, elsewhere = shelf.listing().uuid, shelf.listing().uuid
    ticket = used_ticket(seller, home)
    images = seller.reads_listing(home).images
    if claimed("creation.claims.images") and images:
        seller.deletes_images(home, images)
        assert_refused(seller.attaches(ticket, home), "a used ticket whose image was deleted")
    if claimed("creation.claims.delete"):
        seller.deletes(home)
    assert_refused(seller.attaches(ticket, elsewhere), "a used ticket whose listing was deleted")


@requirement("creation.attach.refused-reuse-adds-no-image")
def test_a_refused_reuse_adds_no_image(seller, shelf):
    one, other = shelf.busy_listing().uuid, shelf.listing().uuid
    ticket = shelf.attaches_and_waits(one)
    if seller.reads_listing(one).images and not shelf.adds_images():
        weak("a second image replaces the first here, so only the other listing could show an addition")
    views = {listing: seller.reads_listing(listing) for listing in (one, other)}
    refusals = [seller.attaches(ticket, listing) for listing in (one, other, one)]
    if not all(is_refusal(each) for each in refusals):
        inconclusive("the second use of a ticket was not refused")
    for listing, view in views.items():
        assert_unchanged(seller, listing, view, "every second use was refused")


@requirement("creation.attach.failed-attach-keeps-the-ticket")
def test_a_failed_attach_keeps_the_ticket(seller, shelf):
    ticket, listing = seller.has_an_uploaded_ticket(), shelf.listing().uuid
    for nowhere in (str(uuid.uuid4()), str(uuid.uuid4())):
        failed = seller.attaches(ticket.uuid, nowhere)
        if not is_refusal(failed):
            inconclusive("an attach to an unknown listing was not refused")
    assert_accepted(seller.attaches(ticket.uuid, listing), "the ticket of a failed attach")


@requirement("creation.attach.failed-attach-keeps-the-ticket")
def test_an_attach_refused_before_the_upload_keeps_the_ticket(seller, shelf):
    ticket, listing = seller.requests_a_media_ticket(), shelf.listing().uuid
    early = seller.attaches(ticket.uuid, listing)
    if not is_refusal(early):
        return  # it may be taken as well; that is noted elsewhere
    seller.uploads(ticket).needed()
    assert_accepted(seller.attaches(ticket.uuid, listing), "the ticket that was refused before its upload")


@requirement("creation.attach.unknown-ticket-is-refused")
def test_an_unknown_ticket_is_refused(seller, shelf):
    listing = shelf.busy_listing()
    before = seller.reads_listing(listing.uuid)
    for nobodys in (str(uuid.uuid4()), str(uuid.UUID(int=0)), "no-ticket", "", listing.uuid):
        assert_refused(seller.attaches(nobodys, listing.uuid), f"the ticket {nobodys!r}")
    assert_unchanged(seller, listing.uuid, before, "every ticket was unknown")


@requirement("creation.attach.missing-ticket-is-refused")
def test_an_attach_without_a_ticket_is_refused(seller, shelf):
    listing = shelf.busy_listing()
    before = seller.reads_listing(listing.uuid)
    for body in ({}, [], seller.dialect.attaching("") | dict.fromkeys(seller.dialect.attaching(""))):
        assert_refused(seller.attaches_with(body, listing.uuid), f"the payload {body!r}")
    assert_unchanged(seller, listing.uuid, before, "no ticket was named")


@requirement("creation.attach.unknown-listing-is-refused")
def test_attaching_to_an_unknown_listing_is_refused(seller):
    assert_refused(seller.attaches(seller.has_an_uploaded_ticket().uuid, str(uuid.uuid4())), "attaching to an unknown listing")


@requirement("creation.attach.unknown-listing-is-a-404")
def test_attaching_to_an_unknown_listing_is_a_404(seller):
    assert_status(seller.attaches(seller.has_an_uploaded_ticket().uuid, str(uuid.uuid4())), 404)


@requirement("creation.attach.attach-before-upload")
def test_attaching_before_the_upload(seller, shelf):
    answer = seller.attaches(seller.requests_a_media_ticket().uuid, shelf.listing().uuid)
    if not (succeeded(answer) or is_refusal(answer)):
        inconclusive(f"the answer is neither: {answer.received}")
    follows("creation.attach.attach-before-upload", "accepted" if succeeded(answer) else "refused", of=answer)


@requirement("creation.attach.second-image-adds-or-replaces")
def test_a_second_image(seller, shelf):
    listing, before = shelf.listing_with_images(1)
    attached = attach_one(seller, listing.uuid)
    reading = "adds" if shelf.adds(listing.uuid, before) else "replaces"
    follows("creation.attach.second-image-adds-or-replaces", reading, of=attached)


def attach_one(seller, listing):
    answer = seller.attaches(seller.has_an_uploaded_ticket().uuid, listing)
    if not succeeded(answer):
        inconclusive(f"an uploaded image could not be attached ({answer.received})")
    return answer


def used_ticket(seller, listing):
    ticket = seller.has_an_uploaded_ticket().uuid
    answer = seller.attaches(ticket, listing)
    if not succeeded(answer):
        inconclusive(f"a fresh ticket could not be used at all ({answer.received})")
    return ticket
