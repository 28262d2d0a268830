"""The direct upload: straight to the storage, and nothing that must not go there."""

from adproof import expect, follows, inconclusive, requirement, witness
from adproof.api.creation import origins_differ, pictures, succeeded, tampered, token_in


@requirement("creation.upload.url-takes-the-image-directly")
def test_an_image_is_taken_without_any_credential(seller):
    for ticket in (seller.requests_a_media_ticket(pictures.PNG), seller.requests_a_media_ticket(pictures.JPEG)):
        if not succeeded(ticket.answer):
            continue
        upload = seller.uploads(ticket)
        witness(1, "uploads")
        expect(upload.taken, expected="the storage takes the image", received=upload.says, of=upload.answer or ticket.answer)


@requirement("creation.upload.url-may-be-contacted")
def test_the_address_may_be_contacted(seller):
    ticket = seller.requests_a_media_ticket()
    ticket.uuid  # noqa: B018  # without a ticket there is nothing to judge
    objection = seller.storage.objects_to(ticket.upload_url)
    witness(1, "addresses")
    expect(objection is None, expected="an address an outside client may contact", received=objection or "", of=ticket.answer)


@requirement("creation.upload.url-carries-no-api-credential")
def test_the_address_does_not_give_the_credential_away(seller):
    ticket = seller.requests_a_media_ticket()
    ticket.uuid  # noqa: B018  # without a ticket there is nothing to judge
    witness(1, "addresses")
    given_away = token_in(ticket.upload_url, seller.section.authorization)
    expect(not given_away, expected="no API credential in the address", received="the seller's own token", of=ticket.answer)


@requirement("creation.upload.storage-is-its-own-origin")
def test_where_the_storage_is(seller):
    for ticket in (seller.has_an_uploaded_ticket(), seller.has_an_uploaded_ticket()):
        reading = "own-origin" if origins_differ(ticket.upload_url, seller.section.base_url) else "api-origin"
        follows("creation.upload.storage-is-its-own-origin", reading, of=ticket.answer)


@requirement("creation.upload.altered-address-is-refused")
def test_an_altered_address_is_refused(seller):
    ticket = seller.requests_a_media_ticket()
    ticket.uuid  # noqa: B018  # without a ticket there is nothing to judge
    upload = seller.uploads(ticket, to=tampered(ticket.upload_url))
    if upload.answer is None:
        inconclusive(f"the altered address could not be tried ({upload.says})")
    witness(1, "altered addresses")
    expect(not upload.taken, expected="a refusal", received=upload.says, of=upload.answer)


@requirement("creation.upload.second-upload-before-attaching")
def test_uploading_twice_before_attaching(seller):
    for ticket in (seller.has_an_uploaded_ticket(), seller.has_an_uploaded_ticket()):
        again = seller.uploads(ticket)
        if again.answer is None:
            inconclusive(again.says)
        reading = "accepted" if again.taken else "refused"
        follows("creation.upload.second-upload-before-attaching", reading, of=again.answer)
