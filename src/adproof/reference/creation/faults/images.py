"""Faults of deleting and ordering images."""

from __future__ import annotations

from itertools import pairwise

from ..media_rules import MediaRules
from ..problems import Problem
from ..records import Listing, Ticket
from ..rules import Rules
from ..switchboard import fault, instead_of


@fault("image-deletion-takes-the-next-too", "delete_images", "The image behind the deleted one goes as well.",
       "images.other-images-stay", "images.several-are-deleted-at-once", "images.other-images-keep-their-order",
       "images.deletion-is-a-204")  # fmt: skip
def next_one_too(rules: Rules, listing: Listing, urls: list[str]) -> None:
    existing = rules.urls(listing)
    MediaRules.delete_images(rules, listing, urls)
    behind = [after for before, after in pairwise(existing) if before in urls]
    rules.store.remove_urls(listing.uuid, behind)


@fault("image-deletion-takes-the-first", "delete_images", "Whatever is named, the first images are deleted.",
       "images.deleted-image-is-gone", "images.other-images-stay", "images.other-images-keep-their-order",
       "images.several-are-deleted-at-once")  # fmt: skip
def first_ones(rules: Rules, listing: Listing, urls: list[str]) -> None:
    existing = rules.urls(listing)
    if not set(urls) <= set(existing):
        raise Problem(404, "Image not found")
    rules.store.remove_urls(listing.uuid, existing[: len(urls)])


@fault("image-deletion-reverses-the-rest", "delete_images", "The remaining images come in reverse.",
       "images.other-images-keep-their-order", subtle=True)  # fmt: skip
def rest_reversed(rules: Rules, listing: Listing, urls: list[str]) -> None:
    MediaRules.delete_images(rules, listing, urls)
    rules.store.set_urls(listing.uuid, rules.urls(listing)[::-1], rules.now())


@fault("image-deletion-stops-at-the-first", "delete_images", "Of several named images the first is deleted.",
       "images.several-are-deleted-at-once", subtle=True)  # fmt: skip
def first_named(rules: Rules, listing: Listing, urls: list[str]) -> None:
    MediaRules.delete_images(rules, listing, urls[:1])


@fault("image-deletion-without-effect", "delete_images", "A deletion is answered with success and deletes nothing.",
       "images.deleted-image-is-gone", "images.several-are-deleted-at-once")  # fmt: skip
def none_deleted(_rules: Rules, _listing: Listing, _urls: list[str]) -> None:
    return


@fault("unknown-url-deletes-the-last-image", "delete_images", "A URL the listing lacks takes its last image.",
       "images.unknown-url-deletes-nothing", "images.url-of-another-listing-deletes-nothing",
       subtle=True)  # fmt: skip
def last_instead(rules: Rules, listing: Listing, urls: list[str]) -> None:
    existing = rules.urls(listing)
    rules.store.remove_urls(listing.uuid, [url if url in existing else existing[-1] for url in urls if existing])


@fault("image-deletion-reaches-other-listings", "delete_images", "An image is deleted from whichever listing has it.",
       "images.url-of-another-listing-deletes-nothing", subtle=True)  # fmt: skip
def wherever_it_is(rules: Rules, listing: Listing, urls: list[str]) -> None:
    for other in rules.store.listings_of(listing.account):
        rules.store.remove_urls(other.uuid, urls)


@fault("deleted-image-returns", "delete_images", "A deleted image comes back with the next attach.",
       "images.deleted-image-is-gone", "sequence.any-order-agrees-with-the-model", subtle=True)  # fmt: skip
def only_hidden(rules: Rules, listing: Listing, urls: list[str]) -> None:
    MediaRules.delete_images(rules, listing, urls)
    rules.notes.setdefault(listing.uuid, []).extend(urls)


@instead_of("creation.deleted-image-returns", "add_image")
async def with_the_hidden(rules: Rules, listing: Listing, ticket: Ticket) -> None:
    for url in rules.notes.pop(listing.uuid, []):
        rules.store.add_image(listing.uuid, url, rules.now())
    await MediaRules.add_image(rules, listing, ticket)


@fault("incomplete-order-accepted", "check_order", "An order may leave images out, and they are lost.",
       "images.incomplete-order-is-refused", "images.refused-order-changes-nothing", subtle=True)  # fmt: skip
def part(rules: Rules, existing: list[str], wanted: list[str]) -> None:
    if len(set(wanted)) < len(wanted) or not set(wanted) < set(existing):
        MediaRules.check_order(rules, existing, wanted)


@fault("order-with-a-foreign-image-accepted", "check_order", "An order may add URLs.",
       "images.order-with-a-foreign-image-is-refused", "images.refused-order-changes-nothing")  # fmt: skip
def more(rules: Rules, existing: list[str], wanted: list[str]) -> None:
    if len(set(wanted)) < len(wanted) or not set(wanted) > set(existing):
        MediaRules.check_order(rules, existing, wanted)


@fault("order-with-a-swapped-image-accepted", "check_order", "Only the number of URLs is checked.",
       "images.order-with-a-foreign-image-is-refused", "images.order-with-a-repeated-image-is-refused",
       "images.refused-order-changes-nothing", subtle=True)  # fmt: skip
def same_number(rules: Rules, existing: list[str], wanted: list[str]) -> None:
    if len(existing) != len(wanted):
        MediaRules.check_order(rules, existing, wanted)


@fault("order-with-a-repeated-image-accepted", "check_order", "An order may name an image twice.",
       "images.order-with-a-repeated-image-is-refused", "images.refused-order-changes-nothing",
       subtle=True)  # fmt: skip
def same_set(rules: Rules, existing: list[str], wanted: list[str]) -> None:
    if set(existing) != set(wanted):
        MediaRules.check_order(rules, existing, wanted)


@fault("refused-order-applies", "reorder", "A refused order still takes effect, as far as it can.",
       "images.refused-order-changes-nothing", subtle=True)  # fmt: skip
def applied_then_refused(rules: Rules, listing: Listing, wanted: list[str]) -> None:
    existing = rules.urls(listing)
    known = list(dict.fromkeys(url for url in wanted if url in existing))
    rest = [url for url in existing if url not in known]
    rules.store.set_urls(listing.uuid, known + rest, rules.now())
    rules.check_order(existing, wanted)


@fault("order-without-effect", "reorder", "An order is answered with success and changes nothing.",
       "images.new-order-is-kept")  # fmt: skip
def order_ignored(rules: Rules, listing: Listing, wanted: list[str]) -> None:
    rules.check_order(rules.urls(listing), wanted)


@fault("order-moves-the-cover-only", "reorder", "Only the first image finds its new place.",
       "images.new-order-is-kept", subtle=True)  # fmt: skip
def cover_only(rules: Rules, listing: Listing, wanted: list[str]) -> None:
    existing = rules.urls(listing)
    rules.check_order(existing, wanted)
    rest = [url for url in existing if url not in wanted[:1]]
    rules.store.set_urls(listing.uuid, [*wanted[:1], *rest], rules.now())
