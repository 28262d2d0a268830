"""Used tickets: refused for good, on every listing, whatever happened since."""

import pytest

from adproof import claimed, inconclusive, requirement, weak
from adproof.api.creation import assert_refused, assert_unchanged, is_refusal, pictures, succeeded


@requirement("creation.attach.used-ticket-is-refused")
def test_a_used_ticket_is_refused_on_the_same_listing(seller, shelf):
    """Tickets of both types, of the first image and of the last, and each of them more than once."""
    home, tries, _ = reuses(seller, shelf)
    for media_type, listing, answer in tries:
        if listing == home:
            assert_refused(answer, f"a used ticket for {media_type} on the same listing")


@requirement("creation.attach.used-ticket-is-refused-elsewhere")
def test_a_used_ticket_is_refused_on_another_listing(seller, shelf):
    home, tries, _ = reuses(seller, shelf)
    for media_type, listing, answer in tries:
        if listing != home:
            assert_refused(answer, f"a used ticket for {media_type} on another listing")


@requirement("creation.attach.refused-reuse-adds-no-image")
def test_a_refused_reuse_adds_no_image(seller, shelf):
    _, tries, views = reuses(seller, shelf)
    if not shelf.adds_images():
        weak("a second image replaces the first here, so only the other listings could show an addition")
    if not all(is_refusal(answer) for _, _, answer in tries):
        inconclusive("the second use of a ticket was not refused")
    for listing, view in views.items():
        assert_unchanged(seller, listing, view, "every second use was refused")


def reuses(seller, shelf):
    """Every used ticket again: on its own listing (twice), on a bare one, on an illustrated one and on a published one."""

    def run():
        home, steps = shelf.filling()
        used = [each for each in steps if each.worked]
        if not used:
            inconclusive("a fresh ticket could not be used at all")
        bare, published = shelf.plain().uuid, shelf.steady_ad().listing.uuid
        illustrated = shelf.kept("illustrated", shelf.busy_listing).uuid
        views = {each: seller.reads_listing(each) for each in (home.uuid, bare, illustrated)}
        tries = []
        for number, step in enumerate(used):
            others = (bare, illustrated, published) if number % 2 else (published, illustrated, bare)
            where = (home.uuid, *others, home.uuid)
            tries += [(step.media_type, each, seller.attaches(step.ticket, each)) for each in where]
        first = used[0]  # written otherwise, it is the same ticket, or none
        tries.append((first.media_type, home.uuid, seller.attaches(first.ticket.upper(), home.uuid)))
        return home.uuid, tries, views

    return shelf.kept("reuses", run)


@requirement("creation.attach.used-ticket-is-refused-elsewhere")
def test_a_used_ticket_stays_used_when_its_image_is_gone(seller, shelf):
    """A target could take the image, not the ticket, for the proof of use."""
    home = shelf.listing().uuid
    ticket = seller.has_an_uploaded_ticket().uuid
    answer = seller.attaches(ticket, home)
    if not succeeded(answer):
        inconclusive(f"a fresh ticket could not be used at all ({answer.received})")
    images = seller.reads_listing(home).images
    if claimed("creation.claims.images") and images:
        seller.deletes_images(home, images)
        assert_refused(seller.attaches(ticket, home), "a used ticket whose image was deleted")
    if claimed("creation.claims.delete"):
        seller.deletes(home)
    assert_refused(seller.attaches(ticket, shelf.bench().uuid), "a used ticket whose listing was deleted")


@requirement("creation.attach.used-ticket-is-refused")
@pytest.mark.parametrize("media_type", [pictures.PNG, pictures.JPEG])
def test_a_used_ticket_stays_used_when_its_image_is_sent_again(seller, shelf, media_type):
    """Where the storage takes a second upload at all."""
    ticket, listing = seller.has_an_uploaded_ticket(media_type), shelf.bench().uuid
    if not succeeded(seller.attaches(ticket.uuid, listing)):
        inconclusive("a fresh ticket could not be used at all")
    seller.uploads(ticket)
    assert_refused(seller.attaches(ticket.uuid, listing), "a used ticket whose image was uploaded again")
