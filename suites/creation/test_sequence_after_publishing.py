"""What the guide does before publishing is done after it: the listing has to show the same as in any other order."""

from adproof import claimed, expect, requirement, weak, witness
from adproof.api.creation import succeeded


@requirement("creation.sequence.any-order-agrees-with-the-model")
def test_an_image_attached_after_publishing_appears(seller, shelf):
    listing = published(seller, shelf)
    before = seller.reads_listing(listing).images
    attached = seller.attaches(seller.has_an_uploaded_ticket().uuid, listing)
    if before is None or not succeeded(attached):
        weak("an image attached after publishing is refused here, or cannot be seen")
        return
    read = lambda: seller.reads_listing(listing).images  # noqa: E731
    seen = seller.patience.until("image", read, lambda images: images != before)
    witness(1, "changes after publishing")
    expect(seen.came, expected="the new image in the listing", received=f"the {len(before)} images as before", of=attached)


@requirement("creation.sequence.any-order-agrees-with-the-model")
def test_an_update_after_publishing_is_made(seller, shelf):
    if not claimed("creation.claims.update"):
        weak("the target offers no updates")
        return
    listing = published(seller, shelf)
    change = {"title": seller.new_title(), "description": seller.new_description("Nach der Veröffentlichung.")}
    answer = seller.updates(listing, change)
    if not succeeded(answer):
        weak("a published listing takes no updates here")
        return
    there = lambda view: all(view.text(name) == text for name, text in change.items())  # noqa: E731
    seen = seller.patience.until("update", lambda: seller.reads_listing(listing), there)
    witness(1, "changes after publishing")
    said = f"{seen.value.text('title')!r:.80}, {seen.value.text('description')!r:.80}"
    expect(seen.came, expected=f"the title {change['title']!r} and the new description", received=said, of=answer)


@requirement("creation.sequence.any-order-agrees-with-the-model")
def test_publishing_again_leaves_the_images(seller, shelf):
    listing = shelf.listing_with_images(4)[0].uuid if shelf.adds_images() else shelf.busy_listing().uuid
    images = seller.reads_listing(listing).images
    if not images:
        weak("listings show no images here")
        return
    for imprint in (shelf.imprint(), second_imprint(shelf)):
        publication = seller.publishes(listing, imprint)
        read = lambda: seller.reads_listing(listing).images  # noqa: E731
        seen = seller.patience.stays("publication", read, lambda shown: shown == images)
        witness(len(images), "images of a published listing")
        said = f"{len(seen.value or ())} images"
        expect(seen.came, expected=f"the {len(images)} images as before", received=said, of=publication.answer)


def second_imprint(shelf):
    return shelf.second_imprint() or shelf.imprint()


def published(seller, shelf):
    """A listing with an image, where that can be had, and with a publication. Raises Unusable."""
    listing = shelf.busy_listing().uuid
    seller.publishes(listing, shelf.imprint()).uuid  # noqa: B018  # raises Unusable
    return listing
