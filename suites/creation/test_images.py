"""The images of a listing: added, deleted by their URLs, put into order."""

import random
from itertools import permutations

from adproof import Unusable, expect, inconclusive, requirement, weak, witness
from adproof.api.creation import assert_accepted, assert_refused, assert_status, assert_unchanged, is_refusal, succeeded

FOREIGN = "https://images.example.test/not-of-this-listing.png"


@requirement("creation.images.further-images-are-added")
def test_further_images_are_added(seller, shelf):
    listing, first = shelf.listing_with_images(1)
    for count in (2, 3):
        answer = seller.attaches(seller.has_an_uploaded_ticket().uuid, listing.uuid)
        if not succeeded(answer):
            inconclusive("a further image was not accepted")
        seen = seller.patience.until("image", lambda: shelf.images_of(listing.uuid), lambda shown, n=count: len(shown) == n)
        witness(1, "further images")
        fine = seen.came and set(first) <= set(seen.value)
        expect(fine, expected=f"{count} images, the first still among them", received=f"{len(seen.value)}", of=answer)


@requirement("creation.images.each-image-has-its-own-url")
def test_images_have_different_urls(shelf):
    (_, one), (_, other) = shelf.kept("three images", lambda: shelf.listing_with_images(3)), shelf.listing_with_images(1)
    urls = one + other
    witness(len(urls) - 1, "further images")
    expect(len(set(urls)) == len(urls), expected=f"{len(urls)} different URLs", received=f"{len(set(urls))}")


@requirement("creation.images.deletion-is-a-204")
def test_deleting_an_image_is_a_204(seller, shelf):
    listing, images = without_commas(shelf, 2)
    assert_status(seller.deletes_images(listing.uuid, images[:1]), 204)


@requirement("creation.images.deleted-image-is-gone")
def test_a_deleted_image_is_gone(seller, shelf):
    assert_after_deleting(seller, shelf, 1, lambda images, gone, left: not set(gone) & set(left))


@requirement("creation.images.deleted-image-is-gone")
def test_a_deleted_image_does_not_return_with_the_next(seller, shelf):
    listing, images = without_commas(shelf, 2)
    if not succeeded(seller.deletes_images(listing.uuid, images[:1])):
        inconclusive("the deletion was not accepted")
    left = images_after(seller, shelf, listing.uuid, 1)
    attached = seller.attaches(seller.has_an_uploaded_ticket().uuid, listing.uuid)
    if not succeeded(attached):
        weak("no further image was accepted after a deletion")
        return
    shown = lambda: shelf.images_of(listing.uuid)  # noqa: E731
    seller.patience.until("image", shown, lambda now: now != left)
    seen = seller.patience.stays("image", shown, lambda now: images[0] not in now)
    witness(1, "images attached after a deletion")
    expect(seen.came, expected="the deleted image gone for good", received=f"it is one of {len(seen.value)}", of=attached)


@requirement("creation.images.several-are-deleted-at-once")
def test_several_images_are_deleted_at_once(seller, shelf):
    for _, gone, left, answer in deletions(seller, shelf):
        if left is None and len(gone) > 1:
            assert_accepted(answer, f"deleting {len(gone)} images at once")
    assert_after_deleting(seller, shelf, 2, lambda images, gone, left: not set(gone) & set(left))


@requirement("creation.images.other-images-stay")
def test_the_other_images_stay(seller, shelf):
    assert_after_deleting(seller, shelf, None, lambda images, gone, left: set(images) - set(gone) <= set(left))


@requirement("creation.images.other-images-keep-their-order")
def test_the_other_images_keep_their_order(seller, shelf):
    kept = lambda images, left: [each for each in images if each in left]  # noqa: E731
    assert_after_deleting(seller, shelf, None, lambda images, gone, left: list(left) == kept(images, left))


def assert_after_deleting(seller, shelf, number, holds):
    """Judge the deletions of so many images at once, or all: `holds(images before, the deleted, what is left)`."""
    for images, gone, left, answer in deletions(seller, shelf):
        if left is not None and number in (None, len(gone)):
            witness(len(gone), "deleted images")
            said = f"{len(left)} of {len(images)} images after deleting {len(gone)}"
            expect(holds(images, gone, left), expected="the deleted ones gone, the others as they were", received=said, of=answer)


def deletions(seller, shelf):
    """Images deleted from two listings: the second of four, then the first and the last of the rest; the first of three.

    A refused deletion leaves nothing to compare (None). It ends the story of its listing, and so does one with a wrong outcome.
    """

    def run():
        seen = []
        for total, steps in ((4, ([1], [0, 2])), (3, ([0],))):
            listing, images = without_commas(shelf, total)
            for numbers in steps:
                gone = [images[each] for each in numbers]
                answer = seller.deletes_images(listing.uuid, gone)
                fine = succeeded(answer)
                left = images_after(seller, shelf, listing.uuid, len(images) - len(gone)) if fine else None
                seen.append((images, gone, left, answer))
                if left is None or len(left) != len(images) - len(gone):
                    break
                images = left
        if all(left is None for _, _, left, _ in seen):
            raise Unusable(f"no deletion was accepted ({answer.received})", of=answer)
        return seen

    return shelf.kept("deletions", run)


def images_after(seller, shelf, listing, wanted):
    """What is left once the deletion has come, and after a quiet while."""
    shown = lambda: shelf.images_of(listing)  # noqa: E731
    seller.patience.until("images-deleted", shown, lambda images: len(images) <= wanted)
    return seller.patience.stays("images-deleted", shown, lambda images: len(images) == wanted).value


@requirement("creation.images.unknown-url-deletes-nothing")
def test_an_unknown_url_deletes_nothing(seller, shelf):
    listing, images = without_commas(shelf, 2)
    before = seller.reads_listing(listing.uuid)
    for url in (FOREIGN, images[0] + "x", images[0][:-1]):
        seller.deletes_images(listing.uuid, [url])
    assert_unchanged(seller, listing.uuid, before, "the URL is none of its images'")


@requirement("creation.images.url-of-another-listing-deletes-nothing")
def test_a_url_of_another_listing_deletes_nothing(seller, shelf):
    (one, _), (other, images) = without_commas(shelf, 1), without_commas(shelf, 2)
    views = [(each.uuid, seller.reads_listing(each.uuid)) for each in (one, other)]
    seller.deletes_images(one.uuid, images)
    for listing, view in views:
        assert_unchanged(seller, listing, view, "the URLs belong to another listing")


@requirement("creation.images.new-order-is-kept")
def test_a_new_order_is_kept(seller, shelf, profile):
    listing, images = shelf.kept("four images", lambda: shelf.listing_with_images(4))
    for numbers in random.Random(1).sample(list(permutations(range(4)))[1:], min(profile.examples // 4 + 1, 23)):
        wanted = tuple(images[each] for each in numbers)
        answer = assert_accepted(seller.reorders_images(listing.uuid, wanted), "a permutation of the images")
        seen = seller.patience.until("order", lambda: shelf.images_of(listing.uuid), lambda shown, order=wanted: shown == order)
        witness(1, "new orders")
        said = f"positions {[wanted.index(each) if each in wanted else '?' for each in seen.value]}"
        expect(seen.came, expected="the images in the order sent", received=said, of=answer)


@requirement("creation.images.incomplete-order-is-refused")
def test_an_order_that_leaves_out_an_image_is_refused(seller, shelf):
    listing, images = shelf.kept("three images", lambda: shelf.listing_with_images(3))
    for order in (images[:-1], images[1:], ()):
        assert_refused(seller.reorders_images(listing.uuid, order), f"an order of {len(order)} of {len(images)} images")


@requirement("creation.images.order-with-a-foreign-image-is-refused")
def test_an_order_with_a_foreign_image_is_refused(seller, shelf):
    listing, images = shelf.kept("three images", lambda: shelf.listing_with_images(3))
    _, others = shelf.listing_with_images(1)
    for order in ((*images, FOREIGN), (*images[:-1], FOREIGN), (*images, *others), (*images[1:], *others)):
        assert_refused(seller.reorders_images(listing.uuid, order), "an order with a foreign image")


@requirement("creation.images.order-with-a-repeated-image-is-refused")
def test_an_order_that_repeats_an_image_is_refused(seller, shelf):
    listing, images = shelf.kept("three images", lambda: shelf.listing_with_images(3))
    for order in ((*images, images[0]), (images[0], *images[:-1])):
        assert_refused(seller.reorders_images(listing.uuid, order), "an order that repeats an image")


@requirement("creation.images.refused-order-changes-nothing")
def test_a_refused_order_changes_nothing(seller, shelf):
    listing, images = shelf.listing_with_images(3)
    before = seller.reads_listing(listing.uuid)
    backwards = images[::-1]
    orders = (backwards[:-1], (*backwards, FOREIGN), (*backwards[:-1], FOREIGN))
    refusals = [seller.reorders_images(listing.uuid, each) for each in orders]
    if not all(is_refusal(each) for each in refusals):
        inconclusive("an order that is no permutation was not refused")
    assert_unchanged(seller, listing.uuid, before, "every order was refused")


def without_commas(shelf, number):
    """A listing whose image URLs can stand in a comma-separated query."""
    listing, images = shelf.listing_with_images(number)
    if any("," in each for each in images):
        weak("image URLs hold commas, which the query cannot tell from its own")
    return listing, images
