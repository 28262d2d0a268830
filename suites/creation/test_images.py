"""The images of a listing: added, deleted by their URLs, put into order. The tests share one listing; each looks at it first."""

from adproof import Unusable, expect, inconclusive, requirement, weak, witness
from adproof.api.creation import assert_accepted, assert_refused, assert_status, assert_unchanged, is_refusal, succeeded

FOREIGN = "https://images.example.test/not-of-this-listing.png"
# What is done to five images, one after the other: positions that are deleted at once, or an image attached.
MIDDLE, LAST, FIRST, SEVERAL, ATTACH = (2,), (-1,), (0,), (0, -1), ()
STEPS = {"quick": (MIDDLE, LAST, ATTACH, FIRST, SEVERAL), "standard": (MIDDLE, LAST, ATTACH, FIRST, SEVERAL, ATTACH, LAST)}
# Positions of four images: the last two swapped, the first two, rotated both ways, reversed, the middle ones swapped.
ORDERS = {
    "quick": ((0, 1, 3, 2), (1, 0, 2, 3), (1, 2, 3, 0), (3, 2, 1, 0)),
    "standard": ((0, 1, 3, 2), (1, 0, 2, 3), (1, 2, 3, 0), (3, 2, 1, 0), (3, 0, 1, 2), (0, 2, 1, 3), (2, 1, 0, 3)),
}


@requirement("creation.images.further-images-are-added")
def test_further_images_are_added(shelf):
    _, steps = shelf.filling()
    further = [each for each in steps if each.before]
    if not all(each.worked for each in further):
        inconclusive("a further image was not accepted")
    for step in further:
        witness(1, "further images")
        lost = set(step.before) - set(step.after or ())
        fine = not lost and len(step.after) == len(step.before) + 1
        said = f"{len(step.after or ())}, and {len(lost)} of the former ones missing"
        expect(fine, expected=f"{len(step.before) + 1} images, the former ones among them", received=said, of=step.answer)


@requirement("creation.images.each-image-has-its-own-url")
def test_images_have_different_urls(shelf):
    _, urls = shelf.album(4)
    bystander = [url for each in shelf.bystanders for url in each.view.images or ()]
    every = [*urls, *bystander]
    witness(len(every) - 1, "further images")
    expect(len(set(every)) == len(every), expected=f"{len(every)} different URLs", received=f"{len(set(every))}")


@requirement("creation.images.new-order-is-kept")
def test_a_new_order_is_kept(seller, shelf, profile):
    listing, images = shelf.album(4)
    rest = images[4:]
    for numbers in ORDERS.get(profile.name, ORDERS["standard"]):
        wanted = (*(images[each] for each in numbers), *rest)
        answer = assert_accepted(seller.reorders_images(listing.uuid, wanted), "a permutation of the images")
        seen = seller.patience.until("order", lambda: shelf.images_of(listing.uuid), lambda shown, order=wanted: shown == order)
        witness(1, "new orders")
        said = f"positions {[wanted.index(each) if each in wanted else '?' for each in seen.value]}"
        expect(seen.came, expected="the images in the order sent", received=said, of=answer)
        images = seen.value


@requirement("creation.images.incomplete-order-is-refused")
def test_an_order_that_leaves_out_an_image_is_refused(seller, shelf):
    shelf.takes_orders()
    listing, images = shelf.album(3)
    one_for_another = (images[0], *images[:-1])
    for order in (images[:-1], images[1:], (*images[:1], *images[2:]), (), one_for_another):
        assert_refused(seller.reorders_images(listing.uuid, order), f"an order of {len(order)} of {len(images)} images")


@requirement("creation.images.order-with-a-foreign-image-is-refused")
def test_an_order_with_a_foreign_image_is_refused(seller, shelf):
    shelf.takes_orders()
    listing, images = shelf.album(3)
    others = shelf.images_of(shelf.kept("illustrated", shelf.busy_listing).uuid)
    for order in ((*images, FOREIGN), (*images[:-1], FOREIGN), (*images, *others), (*images[1:], *others)):
        assert_refused(seller.reorders_images(listing.uuid, order), "an order with a foreign image")


@requirement("creation.images.order-with-a-repeated-image-is-refused")
def test_an_order_that_repeats_an_image_is_refused(seller, shelf):
    shelf.takes_orders()
    listing, images = shelf.album(3)
    for order in ((*images, images[0]), (images[0], *images[:-1])):
        assert_refused(seller.reorders_images(listing.uuid, order), "an order that repeats an image")


@requirement("creation.images.refused-order-changes-nothing")
def test_a_refused_order_changes_nothing(seller, shelf):
    shelf.takes_orders()
    listing, images = shelf.album(3)
    before = seller.reads_listing(listing.uuid)
    backwards = images[::-1]
    orders = (backwards[:-1], (*backwards, FOREIGN), (*backwards[:-1], FOREIGN))
    refusals = [seller.reorders_images(listing.uuid, each) for each in orders]
    if not all(is_refusal(each) for each in refusals):
        inconclusive("an order that is no permutation was not refused")
    assert_unchanged(seller, listing.uuid, before, "every order was refused")


@requirement("creation.images.unknown-url-deletes-nothing")
def test_an_unknown_url_deletes_nothing(seller, shelf):
    listing, images = without_commas(shelf, 2)
    before = seller.reads_listing(listing.uuid)
    for url in (FOREIGN, images[0] + "x", images[-1][:-1]):
        seller.deletes_images(listing.uuid, [url])
    assert_unchanged(seller, listing.uuid, before, "the URL is none of its images'")


@requirement("creation.images.url-of-another-listing-deletes-nothing")
def test_a_url_of_another_listing_deletes_nothing(seller, shelf):
    one, (other, images) = shelf.kept("illustrated", shelf.busy_listing), without_commas(shelf, 2)
    views = [(each.uuid, seller.reads_listing(each.uuid)) for each in (one, other)]
    seller.deletes_images(one.uuid, images)
    for listing, view in views:
        assert_unchanged(seller, listing, view, "the URLs belong to another listing")


@requirement("creation.images.deletion-is-a-204")
def test_deleting_images_is_a_204(seller, shelf, profile):
    for each in deletions(seller, shelf, profile):
        assert_status(each.answer, 204)


@requirement("creation.images.deleted-image-is-gone")
def test_a_deleted_image_is_gone_for_good(seller, shelf, profile):
    """Also once another image was attached."""
    gone = set()
    for each in deletions(seller, shelf, profile):
        gone |= set(each.gone)
        judged(each, not gone & set(each.left or ()), f"{len(gone)} deleted images gone for good")


@requirement("creation.images.several-are-deleted-at-once")
def test_several_images_are_deleted_at_once(seller, shelf, profile):
    for each in deletions(seller, shelf, profile):
        if len(each.gone) > 1:
            assert_accepted(each.answer, f"deleting {len(each.gone)} images at once")
            judged(each, not set(each.gone) & set(each.left or ()), "the deleted ones gone")


@requirement("creation.images.other-images-stay")
def test_the_other_images_stay(seller, shelf, profile):
    for each in deletions(seller, shelf, profile):
        judged(each, set(each.images) - set(each.gone) <= set(each.left or ()), "the others as they were")


@requirement("creation.images.other-images-keep-their-order")
def test_the_other_images_keep_their_order(seller, shelf, profile):
    for each in deletions(seller, shelf, profile):
        kept = [image for image in each.images if image in (each.left or ())]
        judged(each, [image for image in each.left or () if image in each.images] == kept, "the others in their order")


def judged(deletion, holds, expected):
    """A refused deletion leaves nothing to compare."""
    if deletion.left is not None:
        witness(len(deletion.gone), "deleted images")
        places = [deletion.images.index(each) + 1 for each in deletion.gone]
        said = f"{len(deletion.left)} of {len(deletion.images)} images after deleting number {places}"
        expect(holds, expected=expected, received=said, of=deletion.answer)


class Deletion:
    """Images before, the deleted ones, what was left (None after a refusal), and the answer."""

    def __init__(self, images, gone, left, answer):
        self.images, self.gone, self.left, self.answer = images, gone, left, answer


def deletions(seller, shelf, profile):
    """One image deleted from the middle, the end and the beginning, and several at once, with one attached in between."""

    def run():
        listing, images = without_commas(shelf, 5)
        seen = []
        for places in STEPS.get(profile.name, STEPS["standard"]):
            if places is ATTACH:
                images = shelf.album(len(images) + 1)[1]
                continue
            gone = [images[each] for each in places]
            answer = seller.deletes_images(listing.uuid, gone)
            left = images_after(seller, shelf, listing.uuid, len(images) - len(gone)) if succeeded(answer) else None
            seen.append(Deletion(images, gone, left, answer))
            images = shelf.images_of(listing.uuid) if left is None else left
            if len(images) < 3:
                break
        if all(each.left is None for each in seen):
            raise Unusable(f"no deletion was accepted ({answer.received})", of=answer)
        return seen

    return shelf.kept("deletions", run)


def images_after(seller, shelf, listing, wanted):
    """What is left once the deletion has come, and after a quiet while."""
    shown = lambda: shelf.images_of(listing)  # noqa: E731
    seller.patience.until("images-deleted", shown, lambda images: len(images) <= wanted)
    return seller.patience.stays("images-deleted", shown, lambda images: len(images) == wanted).value


def without_commas(shelf, number):
    """A listing whose image URLs can stand in a comma-separated query."""
    listing, images = shelf.album(number)
    if any("," in each for each in images):
        weak("image URLs hold commas, which the query cannot tell from its own")
    return listing, images
