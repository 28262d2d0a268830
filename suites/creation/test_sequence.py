"""The guide, told as one story; then the same calls in any order, with a model as the judge."""

from adproof import expect, requirement, scenario, step, witness
from adproof.api.creation import (
    Phase,
    assert_accepted,
    assert_names_a_uuid,
    difference,
    fields,
    interleave,
    telling,
)


@scenario(
    "creation.listing.creation-returns-a-uuid",
    "creation.ticket.request-returns-a-ticket-uuid",
    "creation.ticket.request-returns-a-presigned-url",
    "creation.upload.url-takes-the-image-directly",
    "creation.attach.ticket-attaches-the-image",
    "creation.publication.publishing-returns-a-uuid",
    "creation.listing.reading-returns-the-listing",
    "creation.publication.list-names-every-publication",
    "creation.publication.single-read-names-the-publication",
    "creation.sequence.guide-can-be-followed-to-the-end",
)
def test_a_seller_creates_an_ad(seller, shelf):
    imprint = shelf.imprint()
    with telling("Creating an ad, as the guide tells it"):
        with step("creation.listing.creation-returns-a-uuid"):
            listing = assert_names_a_uuid(seller.creates_a_listing())

        with step("creation.ticket.request-returns-a-ticket-uuid"):
            ticket = seller.requests_a_media_ticket()
            assert_names_a_uuid(ticket)

        with step("creation.ticket.request-returns-a-presigned-url"):
            witness(1, "tickets")
            objection = seller.storage.objects_to(ticket.upload_url)
            expect(objection is None, expected="an address to upload to", received=str(objection), of=ticket.answer)

        with step("creation.upload.url-takes-the-image-directly"):
            upload = seller.uploads(ticket)
            witness(1, "uploads")
            expect(upload.taken, expected="the storage takes the image", received=upload.says, of=upload.answer or ticket.answer)

        with step("creation.attach.ticket-attaches-the-image"):
            assert_accepted(seller.attaches(ticket.uuid, listing), "attaching the uploaded image")

        with step("creation.publication.publishing-returns-a-uuid"):
            publication = assert_names_a_uuid(seller.publishes(listing, imprint))

        with step("creation.listing.reading-returns-the-listing"):
            view = seller.patience.until("listing", lambda: seller.reads_listing(listing), lambda seen: seen.found).value
            assert_accepted(view.answer, "reading the listing")

        with step("creation.publication.list-names-every-publication"):
            shown = seller.patience.until(
                "list", lambda: seller.lists_publications(listing), lambda seen: seen.of(publication) is not None
            )
            witness(1, "publications")
            expect(shown.came, expected=f"an entry for {publication}", received=f"{shown.value.ids}", of=shown.value.answer)

        with step("creation.publication.single-read-names-the-publication"):
            single = seller.reads_publication(listing, publication)
            assert_accepted(single.answer, "reading the publication")
            fine = single.id is None or fields.same_id(single.id, publication)
            expect(fine, expected=publication, received=str(single.id), of=single.answer)

        with step("creation.sequence.guide-can-be-followed-to-the-end"):
            read = lambda: seller.reads_publication(listing, publication)  # noqa: E731
            seen = seller.patience.until("publication", read, lambda at: at.phase in (Phase.LIVE, Phase.FAILED, Phase.UNMAPPED))
            witness(1, "ads")
            fine = seen.came and seen.value.phase is not Phase.FAILED
            expect(fine, expected="an ad that is live in the end", received=f"{seen.value.status!r}", of=seen.value.answer)
            after = seller.reads_listing(listing)
            same = after.content[:4] == view.content[:4] and len(after.images or ()) >= len(view.images or ())
            expect(same, expected="the listing as it was written", received=difference(view, after), of=after.answer)


@requirement("creation.sequence.any-order-agrees-with-the-model")
def test_any_order_of_calls_agrees_with_the_model(seller, shelf, profile):
    interleave(seller, shelf, profile)
