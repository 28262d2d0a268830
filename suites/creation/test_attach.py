"""Attaching: one ticket, one success, one image."""

import uuid

from adproof import expect, follows, inconclusive, requirement, weak, witness
from adproof.api.creation import (
    assert_accepted,
    assert_refused,
    assert_status,
    assert_unchanged,
    is_refusal,
    succeeded,
)


@requirement("creation.attach.ticket-attaches-the-image")
def test_tickets_attach_their_images(seller, shelf):
    """Where a further image is refused, there may be a bound; then a new listing takes one of its type."""
    for step in shelf.filling()[1]:
        answer = step.answer
        if is_refusal(answer) and step.before:
            weak(f"a listing with {len(step.before)} images takes no further one")
            answer = seller.attaches(seller.has_an_uploaded_ticket(step.media_type).uuid, shelf.listing().uuid)
        assert_accepted(answer, f"attaching an uploaded {step.media_type}")


@requirement("creation.attach.attached-image-appears")
def test_each_attached_image_appears(shelf):
    for step in attached(shelf):
        witness(1, "attached images")
        fresh = set(step.after) - set(step.before)
        said = f"{len(step.after)} images, none of them new"
        expect(fresh, expected=f"a new image beside or for the {len(step.before)}", received=said, of=step.answer)


@requirement("creation.attach.one-attach-adds-one-image")
def test_each_attach_adds_one_image(seller, shelf):
    steps = attached(shelf)
    adds = len(steps) > 1 and len(steps[1].after) > len(steps[0].after)
    for step in steps:
        witness(1, "attached images")
        more = len(step.after) - len(step.before)
        fine = len(step.after) == 1 or (adds and more == 1)
        expect(fine, expected="one image more after one attach", received=f"{more} more", of=step.answer)
    listing, _ = shelf.filling()
    shown = seller.patience.stays("image", lambda: shelf.images_of(listing.uuid), lambda images: images == steps[-1].after)
    said = f"{len(shown.value)} images, not the same or in another order"
    expect(shown.came, expected=f"the same {len(steps[-1].after)} images still", received=said, of=steps[-1].answer)


def attached(shelf):
    steps = [each for each in shelf.filling()[1] if each.worked]
    if not steps:
        inconclusive("an uploaded image could not be attached")
    if any(each.before is None or each.after is None for each in steps):
        inconclusive("listings show no list of images, so the effect of an attach cannot be seen")
    return steps


@requirement("creation.attach.failed-attach-keeps-the-ticket")
def test_a_failed_attach_keeps_the_ticket(seller, shelf):
    failures, later = failed_attaches(seller, shelf)
    if not all(is_refusal(each) for each in failures):
        inconclusive("an attach to an unknown listing was not refused")
    assert_accepted(later, "the ticket of a failed attach")


@requirement("creation.attach.unknown-listing-is-refused")
def test_attaching_to_an_unknown_listing_is_refused(seller, shelf):
    for answer in failed_attaches(seller, shelf)[0]:
        assert_refused(answer, "attaching to an unknown listing")


@requirement("creation.attach.unknown-listing-is-a-404")
def test_attaching_to_an_unknown_listing_is_a_404(seller, shelf):
    for answer in failed_attaches(seller, shelf)[0]:
        assert_status(answer, 404)


def failed_attaches(seller, shelf):
    """One good ticket on two listings that do not exist, then on one that does."""

    def run():
        ticket, listing = seller.has_an_uploaded_ticket().uuid, shelf.listing().uuid
        failures = [seller.attaches(ticket, str(uuid.uuid4())) for _ in range(2)]
        return failures, seller.attaches(ticket, listing)

    return shelf.kept("failed attaches", run)


@requirement("creation.attach.failed-attach-keeps-the-ticket")
def test_an_attach_refused_before_the_upload_keeps_the_ticket(seller, shelf):
    _, later = early_attach(seller, shelf)
    if later is not None:  # it may be taken as well; that is noted elsewhere
        assert_accepted(later, "the ticket that was refused before its upload")


@requirement("creation.attach.attach-before-upload")
def test_attaching_before_the_upload(seller, shelf):
    """Twice: what is refused once is not taken the next time."""
    again = seller.attaches(seller.requests_a_media_ticket().uuid, shelf.bench().uuid)
    for answer in (early_attach(seller, shelf)[0], again):
        if not (succeeded(answer) or is_refusal(answer)):
            inconclusive(f"the answer is neither: {answer.received}")
        follows("creation.attach.attach-before-upload", "accepted" if succeeded(answer) else "refused", of=answer)


def early_attach(seller, shelf):
    """An attach before the upload and, when that is refused, the upload and the attach after it."""

    def run():
        ticket, listing = seller.requests_a_media_ticket(), shelf.listing().uuid
        early = seller.attaches(ticket.uuid, listing)
        if not is_refusal(early):
            return early, None
        seller.uploads(ticket).needed()
        return early, seller.attaches(ticket.uuid, listing)

    return shelf.kept("early attach", run)


@requirement("creation.attach.unknown-ticket-is-refused")
def test_an_unknown_ticket_is_refused(seller, shelf):
    listing, _ = shelf.filling()
    before = seller.reads_listing(listing.uuid)
    for nobodys in (str(uuid.uuid4()), str(uuid.UUID(int=0)), "no-ticket", "", listing.uuid):
        assert_refused(seller.attaches(nobodys, listing.uuid), f"the ticket {nobodys!r}")
    assert_unchanged(seller, listing.uuid, before, "every ticket was unknown")


@requirement("creation.attach.missing-ticket-is-refused")
def test_an_attach_without_a_ticket_is_refused(seller, shelf):
    listing, _ = shelf.filling()
    before = seller.reads_listing(listing.uuid)
    for body in ({}, [], seller.dialect.attaching("") | dict.fromkeys(seller.dialect.attaching(""))):
        assert_refused(seller.attaches_with(body, listing.uuid), f"the payload {body!r}")
    assert_unchanged(seller, listing.uuid, before, "no ticket was named")


@requirement("creation.attach.second-image-adds-or-replaces")
def test_a_second_image(shelf):
    """And a third, and a fourth, as far as they are taken and show at all."""
    shelf.adds_images()
    for each in shelf.filling()[1][1:]:
        before, after = len(each.before or ()), len(each.after or ())
        if each.worked and each.after != each.before and (after > before or after == 1):
            reading = "adds" if after > before else "replaces"
            follows("creation.attach.second-image-adds-or-replaces", reading, of=each.answer)
